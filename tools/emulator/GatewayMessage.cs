using nanoDer.Core;
using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>Something that a gateway has told.</summary>
/// <param name="What">What happened.</param>
/// <param name="Status">Why, where there is a reason.</param>
/// <param name="Text">The event's own text, such as a JID; null where it has none.</param>
/// <param name="Line">The whole in words, as in the log.</param>
public sealed record GatewayMessage(GatewayEvent What, DerStatus Status, string? Text, string Line);
