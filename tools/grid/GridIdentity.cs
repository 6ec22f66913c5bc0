namespace nanoDer.Grid;

/// <summary>Who a gateway says it is.</summary>
/// <param name="Vendor">Vendor name.</param>
/// <param name="Model">Model name.</param>
/// <param name="Revision">Revision of the model or of its software.</param>
public sealed record GridIdentity(string Vendor, string Model, string Revision);
