namespace nanoDer.HostTests.Scl;

/// <summary>The shipped models.</summary>
internal static class Models
{
    /// <summary>Those with all functions.</summary>
    public static readonly string[] Large = ["PvInverter", "PvStorage"];

    /// <summary>Where a model lies.</summary>
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "data", "scl", name + ".icd");

    /// <summary>Its text.</summary>
    public static string Read(string name) => System.IO.File.ReadAllText(File(name));
}
