using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace nanoDer.HostTests.Platform;

/// <summary>Certificates made for one test run.</summary>
internal static class TestPki
{
    internal const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    internal const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    internal static readonly DateTimeOffset Past = DateTimeOffset.UtcNow.AddYears(-2);
    internal static readonly DateTimeOffset Future = DateTimeOffset.UtcNow.AddYears(2);

    internal static X509Certificate2 Root { get; } = Authority("Root");

    internal static X509Certificate2 OtherRoot { get; } = Authority("Other root");

    internal static X509Certificate2 Authority(string name, X509Certificate2? issuer = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}, O=Test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return issuer == null ? request.CreateSelfSigned(Past.AddYears(-1), Future.AddYears(1)) : Sign(request, issuer, Past, Future).CopyWithPrivateKey(key);
    }

    /// <summary>A server's certificate for a name, with its key.</summary>
    internal static X509Certificate2 Server(
        string dnsName = "server.test",
        X509Certificate2? issuer = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        string usage = ServerUsage,
        X509KeyUsageFlags keyUsage = X509KeyUsageFlags.DigitalSignature)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        return Leaf("CN=server", names.Build(), issuer ?? Root, from ?? Past, until ?? Future, usage, keyUsage);
    }

    internal static X509Certificate2 ServerAt(IPAddress address)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        return Leaf("CN=server", names.Build(), Root, Past, Future, ServerUsage, X509KeyUsageFlags.DigitalSignature);
    }

    internal static X509Certificate2 ServerWithCommonNameOnly(string name)
        => Leaf("CN=" + name, null, Root, Past, Future, ServerUsage, X509KeyUsageFlags.DigitalSignature);

    internal static X509Certificate2 Client(X509Certificate2? issuer = null)
        => Leaf("CN=client", null, issuer ?? Root, Past, Future, ClientUsage, X509KeyUsageFlags.DigitalSignature);

    /// <summary>A certificate with an RSA key.</summary>
    internal static X509Certificate2 Rsa(string dnsName, int bits, HashAlgorithmName hash)
    {
        using RSA key = RSA.Create(bits);
        var request = new CertificateRequest("CN=server", key, hash, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        return Sign(request, Root, Past, Future).CopyWithPrivateKey(key);
    }

    internal static string Pem(params X509Certificate2[] certificates) => string.Concat(certificates.Select(c => c.ExportCertificatePem() + "\n"));

    internal static byte[] PemBytes(params X509Certificate2[] certificates) => Encoding.ASCII.GetBytes(Pem(certificates) + "\0");

    internal static string KeyPem(X509Certificate2 certificate)
        => certificate.GetRSAPrivateKey()?.ExportPkcs8PrivateKeyPem() ?? certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static X509Certificate2 Leaf(
        string subject, X509Extension? names, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset until, string usage, X509KeyUsageFlags keyUsage)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(keyUsage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names != null)
        {
            request.CertificateExtensions.Add(names);
        }

        return Sign(request, issuer, from, until).CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset until)
    {
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)((serial[0] & 0x7F) | 1);
        using ECDsa key = issuer.GetECDsaPrivateKey()!;
        X509SignatureGenerator generator = request.HashAlgorithm == HashAlgorithmName.SHA1
            ? new Sha1Generator(key)
            : X509SignatureGenerator.CreateForECDsa(key);
        return request.Create(issuer.SubjectName, generator, from, until, serial);
    }

    // .NET refuses to sign a certificate with SHA-1.
    private sealed class Sha1Generator(ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
            => Convert.FromHexString("300906072A8648CE3D0401");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
            => key.SignData(data, hashAlgorithm, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
