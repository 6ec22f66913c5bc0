extern alias nano;

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;
using NanoX509 = nano::System.Security.Cryptography.X509Certificates;

namespace nanoDer.HostTests.Platform;

/// <summary>What device code sees of certificates and keys.</summary>
public class X509CertificateTests
{
    private static readonly X509Certificate2 s_ec = TestPki.Client();
    private static readonly X509Certificate2 s_rsa = TestPki.Rsa("server.test", 2048, HashAlgorithmName.SHA256);

    [Fact]
    public void Names_and_dates_are_read_from_every_form()
    {
        string pem = TestPki.Pem(s_ec, TestPki.Root);
        foreach (NanoX509.X509Certificate certificate in new[]
        {
            new NanoX509.X509Certificate(pem),
            new NanoX509.X509Certificate(Encoding.ASCII.GetBytes(pem + "\0")),
            new NanoX509.X509Certificate(s_ec.RawData),
            new NanoX509.X509Certificate2(pem),
            new NanoX509.X509Certificate2(s_ec.RawData),
        })
        {
            Assert.Equal("O=Test, CN=Root", certificate.Issuer);
            Assert.Equal("CN=client", certificate.Subject);
            Assert.Equal(s_ec.NotBefore.ToUniversalTime(), certificate.GetEffectiveDate());
            Assert.Equal(s_ec.NotAfter.ToUniversalTime(), certificate.GetExpirationDate());
            Assert.Equal(DateTimeKind.Utc, certificate.GetExpirationDate().Kind);
        }
    }

    [Fact]
    public void Names_are_written_in_the_order_of_the_encoding_and_escaped()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName("a,b=c ");
        name.AddEmailAddress("x@y.z");
        name.AddStateOrProvinceName("Fyn");
        using X509Certificate2 own = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256).CreateSelfSigned(TestPki.Past, TestPki.Future);
        string expected = string.Join(", ", name.Build().EnumerateRelativeDistinguishedNames(false).Select(part => part.GetSingleElementType().Value switch
        {
            "2.5.4.3" => @"CN=a\,b\=c\ ",
            "2.5.4.8" => "ST=Fyn",
            _ => "emailAddress=x@y.z",
        }));
        Assert.Equal(expected, new NanoX509.X509Certificate(own.RawData).Subject);
    }

    [Fact]
    public void Raw_data_is_what_was_given()
    {
        byte[] der = s_ec.RawData;
        Assert.Same(der, new NanoX509.X509Certificate2(der).RawData);
        Assert.Same(der, new NanoX509.X509Certificate(der).GetRawCertData());
        string pem = TestPki.Pem(s_ec);
        var certificate = new NanoX509.X509Certificate2(pem, TestPki.KeyPem(s_ec), "");
        Assert.Equal(pem + "\0", Encoding.ASCII.GetString(certificate.RawData));
        Assert.Same(certificate.RawData, certificate.PublicKey);
        Assert.Equal(TestPki.KeyPem(s_ec) + "\0", Encoding.ASCII.GetString(certificate.PrivateKey));
        Assert.True(certificate.HasPrivateKey);
        Assert.False(new NanoX509.X509Certificate2(der).HasPrivateKey);
        Assert.Null(new NanoX509.X509Certificate2(der).PrivateKey);
    }

    public static TheoryData<string, byte[], string?> Keys()
    {
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        using ECDsa ec = s_ec.GetECDsaPrivateKey()!;
        using RSA rsa = s_rsa.GetRSAPrivateKey()!;
        return new()
        {
            { "EC PKCS #8 DER", ec.ExportPkcs8PrivateKey(), null },
            { "EC SEC 1 DER", ec.ExportECPrivateKey(), "" },
            { "EC PKCS #8 PEM", Text(ec.ExportPkcs8PrivateKeyPem()), null },
            { "EC SEC 1 PEM", Text(ec.ExportECPrivateKeyPem()), null },
            { "EC encrypted PEM", Text(ec.ExportEncryptedPkcs8PrivateKeyPem("secret", encryption)), "secret" },
            { "EC encrypted DER", ec.ExportEncryptedPkcs8PrivateKey("secret", encryption), "secret" },
            { "RSA PKCS #8 DER", rsa.ExportPkcs8PrivateKey(), null },
            { "RSA PKCS #1 DER", rsa.ExportRSAPrivateKey(), null },
            { "RSA PKCS #1 PEM", Text(rsa.ExportRSAPrivateKeyPem()), null },
            { "RSA encrypted PEM", Text(rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", encryption)), "secret" },
            { "a key behind its certificate", Text(TestPki.Pem(s_ec) + ec.ExportPkcs8PrivateKeyPem()), null },
        };
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_form_of_key_is_read(string form, byte[] key, string? password)
    {
        X509Certificate2 certificate = form.StartsWith("RSA", StringComparison.Ordinal) ? s_rsa : s_ec;
        var own = new NanoX509.X509Certificate2(certificate.RawData, key, password);
        Assert.Same(key, own.PrivateKey);
        if (password == "secret")
        {
            Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate2(certificate.RawData, key, "wrong"));
            Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate2(certificate.RawData, key, null));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        byte[] unterminated = Encoding.ASCII.GetBytes(TestPki.Pem(s_ec));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate(unterminated));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate("no certificate"));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate(Array.Empty<byte>()));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate(s_ec.RawData[..^1]));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate2(s_ec.RawData, "no key", ""));
        Assert.Throws<ArgumentException>(() => new NanoX509.X509Certificate2(s_ec.RawData, Encoding.ASCII.GetBytes(TestPki.KeyPem(s_ec)), ""));
        Assert.Throws<ArgumentNullException>(() => new NanoX509.X509Certificate((byte[])null!));
    }

    private static byte[] Text(string pem) => Encoding.ASCII.GetBytes(pem + "\n\0");
}
