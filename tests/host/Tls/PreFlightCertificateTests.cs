using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tls;
using Xunit;

namespace nanoDer.HostTests.Tls;

/// <summary>Certificates and keys of .NET and of the project's authority before the pre-flight.</summary>
public sealed class PreFlightCertificateTests
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Theory]
    [InlineData(KeyKind.P256)]
    [InlineData(KeyKind.Rsa2048)]
    public void GoodOnesPass(KeyKind kind)
    {
        using var pki = new TestPki();
        IssuedCertificate own = pki.Device("der1", kind: kind);
        PreFlight check = Check(File.ReadAllText(own.CertificateFile), File.ReadAllText(own.KeyFile));
        Assert.Equal(DerStatus.Ok, Status(check, Now));
        Assert.Equal(DerStatus.X509Expired, Status(check, check.NotAfter + 1));
        Assert.Equal(DerStatus.Ok, Status(check, check.NotAfter));
        Assert.Equal(DerStatus.X509NotYetValid, Status(check, 1));
    }

    [Fact]
    public void FormsOfKeysAreRead()
    {
        using var pki = new TestPki();
        IssuedCertificate curve = pki.Device("der1");
        using var ec = ECDsa.Create();
        ec.ImportFromPem(File.ReadAllText(curve.KeyFile));
        Assert.Equal(DerStatus.Ok, Status(Check(File.ReadAllText(curve.CertificateFile), ec.ExportECPrivateKeyPem()), Now));
        string parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Assert.Equal(DerStatus.Ok, Status(Check(File.ReadAllText(curve.CertificateFile), parameters + ec.ExportECPrivateKeyPem()), Now));
        IssuedCertificate factors = pki.Device("der2", kind: KeyKind.Rsa2048);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(factors.KeyFile));
        Assert.Equal(DerStatus.Ok, Status(Check(File.ReadAllText(factors.CertificateFile), rsa.ExportRSAPrivateKeyPem()), Now));
    }

    [Theory]
    [InlineData(KeyKind.P256, KeyKind.P256)]
    [InlineData(KeyKind.Rsa2048, KeyKind.Rsa2048)]
    [InlineData(KeyKind.P256, KeyKind.Rsa2048)]
    [InlineData(KeyKind.Rsa2048, KeyKind.P256)]
    public void KeyOfAnotherCertificateIsNamed(KeyKind certificate, KeyKind key)
    {
        using var pki = new TestPki();
        string own = File.ReadAllText(pki.Device("der1", kind: certificate).CertificateFile);
        string other = File.ReadAllText(pki.Device("der2", kind: key).KeyFile);
        Assert.Equal(DerStatus.TlsKeyMismatch, Status(Check(own, other), Now));
    }

    [Fact]
    public void WeakUnknownAndLargeOnesAreNamed()
    {
        using var weak = RSA.Create(1024);
        Assert.Equal(DerStatus.X509WeakKey, Status(SelfSigned(weak), Now));
        using ECDsa unknown = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=large", unknown, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal(DerStatus.X509UnsupportedAlgorithm, Status(Check(certificate.ExportCertificatePem(), unknown.ExportPkcs8PrivateKeyPem()), Now));
        var profile = new TlsProfile { CertificateBytes = 100 };
        var check = new PreFlight(profile);
        check.Load(certificate.ExportCertificatePem(), unknown.ExportPkcs8PrivateKeyPem());
        Assert.Equal(DerStatus.DerTooLarge, Status(check, Now));
    }

    /// <summary>A damaged certificate or key never passes for another one, and never throws.</summary>
    [Fact]
    public void DamageIsNamed()
    {
        using var pki = new TestPki();
        IssuedCertificate own = pki.Device("der1");
        string key = File.ReadAllText(own.KeyFile);
        string certificate = File.ReadAllText(own.CertificateFile);
        for (int cut = 0; cut < key.Length - 30; cut += 7)
        {
            DerStatus status = Status(Check(certificate, key.Remove(cut, 5)), Now);
            Assert.True(status is DerStatus.TlsOwnCertificate or DerStatus.TlsKeyMismatch or DerStatus.Ok, $"{cut}: {status}");
        }

        Assert.Equal(DerStatus.TlsOwnCertificate, Status(Check(certificate, certificate), Now));
        Assert.Equal(DerStatus.TlsOwnCertificate, Status(Check(key, key), Now));
    }

    private static PreFlight SelfSigned(RSA key)
    {
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return Check(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static PreFlight Check(string certificate, string key)
    {
        var check = new PreFlight(new TlsProfile());
        check.Load(certificate, key);
        return check;
    }

    private static DerStatus Status(PreFlight check, long now) => check.Check(now, 1 << 20, 1 << 20);
}
