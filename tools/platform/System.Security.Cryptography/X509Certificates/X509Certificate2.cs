using nanoDer.Platform;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate that may have its private key with it.</summary>
public class X509Certificate2 : X509Certificate
{
    private readonly byte[]? _privateKey;

    /// <summary>Makes one without content.</summary>
    public X509Certificate2()
    {
    }

    /// <summary>Takes a certificate without key.</summary>
    /// <param name="rawData">PEM text that ends with NUL, or DER.</param>
    /// <exception cref="ArgumentException">It is no certificate.</exception>
    public X509Certificate2(byte[] rawData)
        : base(rawData)
    {
    }

    /// <summary>Takes a certificate without key.</summary>
    /// <param name="certificate">PEM text.</param>
    /// <exception cref="ArgumentException">It is no certificate.</exception>
    public X509Certificate2(string certificate)
        : base(certificate)
    {
    }

    /// <summary>Takes a certificate and its key.</summary>
    /// <param name="rawData">PEM text of the certificate; certificates of its issuers may follow and are sent too.</param>
    /// <param name="key">PEM text of the key.</param>
    /// <param name="password">Password of the key; null or empty for none.</param>
    /// <exception cref="ArgumentException">One of them cannot be read.</exception>
    public X509Certificate2(string rawData, string key, string? password)
        : base(rawData)
    {
        _privateKey = Terminated(key);
        Password = password;
        CheckKey();
    }

    /// <summary>Takes a certificate and its key.</summary>
    /// <param name="rawData">The certificate: PEM text that ends with NUL, or DER.</param>
    /// <param name="key">PEM text of the key.</param>
    /// <param name="password">Password of the key; null or empty for none.</param>
    /// <exception cref="ArgumentException">One of them cannot be read.</exception>
    public X509Certificate2(byte[] rawData, string key, string? password)
        : base(rawData)
    {
        _privateKey = Terminated(key);
        Password = password;
        CheckKey();
    }

    /// <summary>Takes a certificate and its key, the arrays themselves.</summary>
    /// <param name="rawData">The certificate: PEM text that ends with NUL, or DER.</param>
    /// <param name="key">The key: PEM text that ends with NUL, or DER (PKCS #8, PKCS #1, SEC 1).</param>
    /// <param name="password">Password of the key; null or empty for none.</param>
    /// <exception cref="ArgumentException">One of them cannot be read.</exception>
    public X509Certificate2(byte[] rawData, byte[] key, string? password)
        : base(rawData)
    {
        _privateKey = key;
        Password = password;
        CheckKey();
    }

    /// <summary>Whether a key came with it.</summary>
    public bool HasPrivateKey => _privateKey != null;

    /// <summary>The bytes of the key as given, not decoded; null without key.</summary>
    public byte[] PrivateKey => _privateKey!;

    /// <summary>The whole certificate, as <see cref="RawData"/>: the firmware does not take the key out of it.</summary>
    public byte[] PublicKey => RawData;

    /// <summary>Until when it is valid, UTC.</summary>
    public DateTime NotAfter => _expirationDate;

    /// <summary>From when it is valid, UTC.</summary>
    public DateTime NotBefore => _effectiveDate;

    /// <summary>The bytes it was made from: DER, or PEM text with its NUL.</summary>
    public byte[] RawData => base.GetRawCertData();

    internal string? Password { get; }

    private void CheckKey()
    {
        using IDisposable? key = PemOrDer.PrivateKey(_privateKey!, Password);
        if (key == null)
        {
            throw new ArgumentException("The key cannot be read, or not with this password.");
        }
    }
}
