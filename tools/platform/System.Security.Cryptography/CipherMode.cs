namespace System.Security.Cryptography;

/// <summary>How blocks are chained.</summary>
public enum CipherMode
{
    /// <summary>No mode.</summary>
    None = 0,

    /// <summary>Cipher block chaining.</summary>
    CBC = 1,

    /// <summary>Electronic code book.</summary>
    ECB = 2,
}
