extern alias bcl;

using System.Text;
using nanoDer.Platform;
using Bcl = bcl::System.Security.Cryptography.X509Certificates;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate. Names and dates are read when it is made; the rest is checked in a handshake.</summary>
public class X509Certificate
{
    /// <summary>Name of the issuer.</summary>
    protected string? _issuer;

    /// <summary>Name of the subject.</summary>
    protected string? _subject;

    /// <summary>Valid from, UTC.</summary>
    protected DateTime _effectiveDate;

    /// <summary>Valid until, UTC.</summary>
    protected DateTime _expirationDate;

    /// <summary>Not used.</summary>
    protected byte[]? _handle;

    /// <summary>Not used.</summary>
    protected byte[]? _sessionHandle;

    private readonly byte[]? _certificate;

    /// <summary>Makes one without content.</summary>
    public X509Certificate()
    {
    }

    /// <summary>Takes the bytes themselves, not a copy.</summary>
    /// <param name="certificate">PEM text that ends with NUL (names and dates are those of its first certificate), or DER.</param>
    /// <exception cref="ArgumentException">They are no certificate.</exception>
    public X509Certificate(byte[] certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _certificate = certificate;
        Parse(certificate);
    }

    /// <summary>Takes PEM text.</summary>
    /// <param name="certificate">The text, with or without a NUL at its end.</param>
    /// <exception cref="ArgumentException">It is no certificate.</exception>
    public X509Certificate(string certificate)
    {
        _certificate = Terminated(certificate);
        Parse(_certificate);
    }

    /// <summary>Name of the issuer, such as <c>C=DK, O=Example, CN=Root</c>.</summary>
    public virtual string Issuer => _issuer!;

    /// <summary>Name of the subject, such as <c>C=DK, O=Example, CN=gw1</c>.</summary>
    public virtual string Subject => _subject!;

    /// <summary>From when it is valid.</summary>
    /// <returns>UTC.</returns>
    public virtual DateTime GetEffectiveDate() => _effectiveDate;

    /// <summary>Until when it is valid.</summary>
    /// <returns>UTC.</returns>
    public virtual DateTime GetExpirationDate() => _expirationDate;

    /// <summary>The bytes it was made from: DER, or PEM text with its NUL.</summary>
    /// <returns>The array itself.</returns>
    public virtual byte[] GetRawCertData() => _certificate!;

    internal static byte[] Terminated(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
        return bytes;
    }

    private void Parse(byte[] bytes)
    {
        Bcl.X509Certificate2Collection certificates = PemOrDer.Certificates(bytes, out _);
        if (certificates.Count == 0)
        {
            throw new ArgumentException("The bytes are no certificate; PEM text in a byte array must end with NUL.");
        }

        _issuer = DistinguishedName.Format(certificates[0].IssuerName);
        _subject = DistinguishedName.Format(certificates[0].SubjectName);
        _effectiveDate = certificates[0].NotBefore.ToUniversalTime();
        _expirationDate = certificates[0].NotAfter.ToUniversalTime();
        foreach (Bcl.X509Certificate2 certificate in certificates)
        {
            certificate.Dispose();
        }
    }
}
