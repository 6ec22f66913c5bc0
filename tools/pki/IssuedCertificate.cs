using System.Security.Cryptography.X509Certificates;

namespace nanoDer.Pki;

/// <summary>A certificate that an authority has made, and where its files are.</summary>
/// <param name="Serial">Serial number in upper-case hex.</param>
/// <param name="Subject">Common name: a JID or a host name.</param>
/// <param name="NotBefore">First second it holds.</param>
/// <param name="NotAfter">Last second it holds.</param>
/// <param name="CertificateFile">PEM file of the certificate.</param>
/// <param name="KeyFile">PEM file of its key (PKCS#8), or empty where the authority only keeps a copy of the certificate.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
public sealed record IssuedCertificate(
    string Serial,
    string Subject,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string CertificateFile,
    string KeyFile = "",
    DateTimeOffset? RevokedAt = null)
{
    internal static IssuedCertificate From(X509Certificate2 certificate, string file, string keyFile = "", DateTimeOffset? revokedAt = null)
        => new(
            certificate.SerialNumber,
            certificate.GetNameInfo(X509NameType.SimpleName, false),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime(),
            file,
            keyFile,
            revokedAt);
}
