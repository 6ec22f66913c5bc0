namespace nanoDer.HostTests.Crypto;

/// <summary>Where the data of these tests is.</summary>
internal static class CryptoData
{
    public static string Path(string folder, string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "data", folder, file);

    /// <summary>Rounds of a random comparison: the number given, times NANODER_CRYPTO_ROUNDS when that is set.</summary>
    public static int Rounds(int usual)
        => int.TryParse(Environment.GetEnvironmentVariable("NANODER_CRYPTO_ROUNDS"), out int factor) ? usual * factor : usual;
}
