using System.Text;
using nanoDer.Iec61850;

namespace nanoDer.Emulator;

/// <summary>Where a model has what the inverter measures, for models that the firmware's constants are not made of.</summary>
public static class ModelPoints
{
    private static readonly string[] s_items =
    [
        "MMXU1$MX$TotW$mag", "MMXU1$MX$TotVAr$mag", "MMXU1$MX$Hz$mag", "MMXU1$MX$PhV$phsA$cVal", "MMXU1$MX$PhV$phsB$cVal", "MMXU1$MX$PhV$phsC$cVal",
        "MMTR1$ST$SupWh$actVal", "DGEN1$ST$ECPConn$stVal", "DGEN1$ST$DEROpSt$stVal",
    ];

    /// <summary>The handles in the first logical device of a model, in the order of <c>GatewaySettings.Points</c>; -1 for what it has not.</summary>
    /// <param name="packed">The model, in the packed form of ModelLoader.</param>
    public static int[] Of(string packed)
    {
        DataModel model = ModelLoader.Load(packed);
        return [.. s_items.Select(item => model.FindItem(model.First(-1), Encoding.ASCII.GetBytes(item), 0, item.Length))];
    }
}
