using nanoDer.Grid;

namespace nanoDer.Cli;

/// <summary>A value that the demonstration reads.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Reference">Where it is.</param>
/// <param name="Unit">Its unit, or nothing.</param>
internal sealed record DemoPoint(string Name, ObjectReference Reference, string Unit)
{
    public static readonly IReadOnlyList<DemoPoint> All =
    [
        new("power", ObjectReference.Parse("DER1LD0/MMXU1.TotW.mag.f[MX]"), "W"),
        new("reactive", ObjectReference.Parse("DER1LD0/MMXU1.TotVAr.mag.f[MX]"), "var"),
        new("frequency", ObjectReference.Parse("DER1LD0/MMXU1.Hz.mag.f[MX]"), "Hz"),
        new("voltage A", ObjectReference.Parse("DER1LD0/MMXU1.PhV.phsA.cVal.mag.f[MX]"), "V"),
        new("energy", ObjectReference.Parse("DER1LD0/MMTR1.SupWh.actVal[ST]"), "Wh"),
        new("connected", ObjectReference.Parse("DER1LD0/DGEN1.ECPConn.stVal[ST]"), ""),
        new("quality", ObjectReference.Parse("DER1LD0/MMXU1.TotW.q[MX]"), ""),
        new("time", ObjectReference.Parse("DER1LD0/MMXU1.TotW.t[MX]"), ""),
    ];
}
