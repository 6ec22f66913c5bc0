using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Pki;

/// <summary>What a person is told about certificate, key and authority files that are not right.</summary>
public sealed class PemCredentialsTests : IDisposable
{
    private static readonly BareJid Jid = BareJid.Parse("der1@der.local");

    private readonly TestPki _pki = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _pki.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(KeyKind.P256)]
    [InlineData(KeyKind.Rsa2048)]
    public void Good_files_are_taken_as_they_are(KeyKind kind)
    {
        IssuedCertificate device = _pki.Device("der1", kind: kind);
        PemCredentials read = Load(device.CertificateFile, device.KeyFile);
        Assert.Equal(File.ReadAllBytes(device.CertificateFile), read.Certificate);
        Assert.Equal(File.ReadAllBytes(device.KeyFile), read.Key);
        Assert.Equal(File.ReadAllBytes(_pki.Authority.CertificateFile), read.Authorities);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Missing_file_and_folder_are_told_apart()
    {
        IssuedCertificate device = _pki.Device("der1");
        Fails("there is no such file", () => Load(_folder["no.pem"], device.KeyFile));
        Fails("there is no such file", () => Load(device.CertificateFile, _folder["no/no.key"]));
        Fails("it is a folder", () => Load(_folder.Path, device.KeyFile));
        Fails("there is no such file", () => PemCredentials.Load(device.CertificateFile, device.KeyFile, _folder["ca.pem"], Jid));
    }

    [Fact]
    public void Content_is_checked()
    {
        IssuedCertificate device = _pki.Device("der1");
        string noPem = Write("text.pem", "hello");
        string badCertificate = Write("bad.pem", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
        string badKey = Write("bad.key", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n");
        string encrypted = Write("locked.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Fails("there is no certificate in it", () => Load(noPem, device.KeyFile));
        Fails("its certificate cannot be read", () => Load(badCertificate, device.KeyFile));
        Fails("there is no private key in it", () => Load(device.CertificateFile, device.CertificateFile));
        Fails("its private key cannot be read", () => Load(device.CertificateFile, badKey));
        Fails("the key is encrypted", () => Load(device.CertificateFile, encrypted));
        Fails("there is no certificate in it", () => PemCredentials.Load(device.CertificateFile, device.KeyFile, device.KeyFile, Jid));
    }

    [Fact]
    public void Key_of_another_certificate_is_refused()
    {
        IssuedCertificate device = _pki.Device("der1");
        Fails("the key does not belong to", () => Load(device.CertificateFile, _pki.Device("der1").KeyFile));
        Fails("the key does not belong to", () => Load(device.CertificateFile, _pki.Device("der1", kind: KeyKind.Rsa2048).KeyFile));
    }

    [Fact]
    public void What_a_server_may_object_to_is_a_warning()
    {
        IssuedCertificate other = _pki.Device("der2");
        Assert.Contains("does not name der1@der.local", Assert.Single(Load(other.CertificateFile, other.KeyFile).Warnings));
        IssuedCertificate nobody = _pki.Nameless();
        Assert.Contains("does not name der1@der.local", Assert.Single(Load(nobody.CertificateFile, nobody.KeyFile).Warnings));
        IssuedCertificate old = _pki.Device("der1", Validity.Days(1, DateTimeOffset.UtcNow.AddDays(-9)));
        Assert.Contains("not now", Assert.Single(Load(old.CertificateFile, old.KeyFile).Warnings));
    }

    private static void Fails(string why, Action action)
    {
        UserError error = Assert.Throws<UserError>(action);
        Assert.Contains(why, error.Message);
        Assert.Equal(1, error.ExitCode);
    }

    private PemCredentials Load(string certificateFile, string keyFile)
        => PemCredentials.Load(certificateFile, keyFile, _pki.Authority.CertificateFile, Jid);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
