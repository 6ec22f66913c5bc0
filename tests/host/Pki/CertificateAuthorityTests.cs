using System.Runtime.Versioning;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Pki;

/// <summary>Certificates as an independent tool sees them, and files as a careful person wants them.</summary>
public sealed class CertificateAuthorityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(KeyKind.P256, "256 bit", "ecdsa-with-SHA256")]
    [InlineData(KeyKind.Rsa2048, "2048 bit", "sha256WithRSAEncryption")]
    [InlineData(KeyKind.Rsa3072, "3072 bit", "sha256WithRSAEncryption")]
    public async Task Chain_of_each_key_kind_verifies(KeyKind kind, string size, string signature)
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"], kind: kind);
        IssuedCertificate server = authority.Issue(CertificateProfile.Server("der.local"), kind: kind);
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"), kind: kind);

        AssertOk(await OpenSsl.VerifyAsync(authority.BundleFile, "sslserver", server.CertificateFile));
        AssertOk(await OpenSsl.VerifyAsync(authority.BundleFile, "sslclient", device.CertificateFile));
        string text = await OpenSsl.TextAsync(device.CertificateFile);
        Assert.Contains(size, text);
        Assert.Contains(signature, text);
        ProcessResult ofKey = await OpenSsl.RunAsync("pkey", "-in", device.KeyFile, "-pubout");
        ProcessResult ofCertificate = await OpenSsl.RunAsync("x509", "-in", device.CertificateFile, "-noout", "-pubkey");
        Assert.Contains("BEGIN PUBLIC KEY", ofKey.Output);
        Assert.Equal(ofKey.Output, ofCertificate.Output);
    }

    [SkippableFact]
    public async Task Certificate_serves_its_own_purpose_only()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate server = authority.Issue(CertificateProfile.Server("der.local"));
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"));

        Assert.NotEqual(0, (await OpenSsl.VerifyAsync(authority.BundleFile, "sslclient", server.CertificateFile)).ExitCode);
        Assert.NotEqual(0, (await OpenSsl.VerifyAsync(authority.BundleFile, "sslserver", device.CertificateFile)).ExitCode);
    }

    [SkippableFact]
    public async Task Names_stand_where_peers_look_for_them()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate server = authority.Issue(CertificateProfile.Server("der.local", "*.der.local"));
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local", "der2@der.local"));

        Assert.Contains("DNS:der.local, DNS:*.der.local", await OpenSsl.TextAsync(server.CertificateFile));
        Assert.Contains("XmppAddr::der1@der.local, othername: XmppAddr::der2@der.local", await OpenSsl.TextAsync(device.CertificateFile));
        ProcessResult der = await OpenSsl.RunAsync("asn1parse", "-in", device.CertificateFile);
        Assert.Contains("X509v3 Subject Alternative Name", der.Output);
    }

    [SkippableFact]
    public async Task Revocation_list_is_valid_empty_and_grows()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate first = authority.Issue(CertificateProfile.Device("der1@der.local"));
        IssuedCertificate second = authority.Issue(CertificateProfile.Device("der2@der.local"));
        Assert.Contains("No Revoked Certificates", await CrlTextAsync(authority));
        AssertOk(await OpenSsl.RunAsync("crl", "-in", authority.CrlFile, "-CAfile", authority.CertificateFile, "-noout"));

        authority.Revoke(first.CertificateFile);
        ProcessResult gone = await OpenSsl.VerifyAsync(authority.BundleFile, "sslclient", first.CertificateFile);
        Assert.Contains("certificate revoked", gone.Error);
        AssertOk(await OpenSsl.VerifyAsync(authority.BundleFile, "sslclient", second.CertificateFile));

        authority.Revoke(second.Serial.ToLowerInvariant());
        string list = await CrlTextAsync(authority);
        Assert.Contains(first.Serial, list);
        Assert.Contains(second.Serial, list);
        Assert.Contains("3", list[list.IndexOf("CRL Number", StringComparison.Ordinal)..].Split('\n')[1]);
    }

    [Fact]
    public void Second_revocation_changes_nothing()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"));
        IssuedCertificate once = authority.Revoke(device.Serial);
        string list = File.ReadAllText(authority.CrlFile);
        IssuedCertificate twice = authority.Revoke(device.Serial);
        Assert.Equal(list, File.ReadAllText(authority.CrlFile));
        Assert.Equal(once.RevokedAt!.Value, twice.RevokedAt!.Value, TimeSpan.FromSeconds(2));
        Assert.NotNull(Assert.Single(authority.List()).RevokedAt);
    }

    [SkippableFact]
    public async Task Refreshed_list_keeps_its_entries_and_is_due_later()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"));
        authority.Revoke(device.Serial, crlDays: 1);
        DateTimeOffset due = authority.RefreshCrl(crlDays: 40);
        Assert.Equal(DateTimeOffset.UtcNow.AddDays(40), due, TimeSpan.FromHours(1));
        Assert.Contains(device.Serial, await CrlTextAsync(authority));
    }

    [Fact]
    public void Revocations_at_the_same_time_lose_none()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        string[] serials = Enumerable.Range(0, 8).Select(i => authority.Issue(CertificateProfile.Device($"der{i}@der.local")).Serial).ToArray();
        Parallel.ForEach(serials, serial =>
        {
            using CertificateAuthority other = CertificateAuthority.Open(_folder["ca"]);
            other.Revoke(serial);
        });
        Assert.All(authority.List(), c => Assert.NotNull(c.RevokedAt));
        Assert.Equal(serials.Order(), RevocationList.FromPem(File.ReadAllText(authority.CrlFile)).Revoked.Keys.Order());
    }

    [Fact]
    public void Serial_numbers_are_random_and_positive()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        string[] serials = Enumerable.Range(0, 20).Select(i => authority.Issue(CertificateProfile.Device($"der{i}@der.local")).Serial).ToArray();
        Assert.Equal(20, serials.Distinct().Count());
        Assert.All(serials, s => Assert.Equal(32, s.Length));
        Assert.All(serials, s => Assert.InRange(s[0], '4', '7'));
        Assert.True(serials.Select(s => s[2..4]).Distinct().Count() > 10);
    }

    [SkippableFact]
    public async Task Validity_can_lie_in_the_past_and_in_the_future()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        IssuedCertificate past = authority.Issue(CertificateProfile.Server("past.local"), Validity.Days(2, now.AddDays(-3)));
        IssuedCertificate future = authority.Issue(CertificateProfile.Server("future.local"), Validity.Days(2, now.AddDays(1)));
        Assert.Contains("has expired", (await OpenSsl.VerifyAsync(authority.BundleFile, "sslserver", past.CertificateFile)).Error);
        Assert.Contains("not yet valid", (await OpenSsl.VerifyAsync(authority.BundleFile, "sslserver", future.CertificateFile)).Error);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Keys_are_for_their_owner_alone()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"));
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(device.KeyFile));
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(_folder["ca"], "ca.key")));
        Assert.True(File.GetUnixFileMode(device.CertificateFile).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public void Nothing_is_overwritten_unless_forced()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        string key = authority.Issue(CertificateProfile.Device("der1@der.local")).KeyFile;
        string before = File.ReadAllText(key);
        Assert.Throws<UserError>(() => CertificateAuthority.Init(_folder["ca"]));
        Assert.Throws<UserError>(() => authority.Issue(CertificateProfile.Device("der1@der.local")));
        Assert.Equal(before, File.ReadAllText(key));
        authority.Issue(CertificateProfile.Device("der1@der.local"), force: true);
        Assert.NotEqual(before, File.ReadAllText(key));
    }

    [Fact]
    public void Half_a_pair_is_never_left_behind()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        string[] before = AllFiles();
        Directory.CreateDirectory(Path.Combine(_folder["ca"], "der1.pem")); // the second file of the pair cannot get its name
        Assert.Throws<UserError>(() => authority.Issue(CertificateProfile.Device("der1@der.local")));
        Assert.Equal(before, AllFiles());
    }

    [Fact]
    public void Failed_init_leaves_no_folder()
    {
        File.WriteAllText(_folder["file"], "");
        Assert.Throws<UserError>(() => CertificateAuthority.Init(Path.Combine(_folder["file"], "ca")));
        Assert.Equal(["file"], AllFiles());
    }

    [Fact]
    public void Certificate_of_another_authority_cannot_be_revoked()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        using CertificateAuthority other = CertificateAuthority.Init(_folder["other"]); // same name, other key
        IssuedCertificate theirs = other.Issue(CertificateProfile.Device("der1@der.local"));
        Assert.Contains("it is not a certificate of", Assert.Throws<UserError>(() => authority.Revoke(theirs.CertificateFile)).Message);
        Assert.Contains("no certificate of that serial", Assert.Throws<UserError>(() => authority.Revoke(theirs.Serial)).Message);
    }

    [Fact]
    public void Lost_revocation_list_is_not_replaced_by_an_empty_one()
    {
        using CertificateAuthority authority = CertificateAuthority.Init(_folder["ca"]);
        IssuedCertificate device = authority.Issue(CertificateProfile.Device("der1@der.local"));
        File.WriteAllText(authority.CrlFile, "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n");
        Assert.Contains("restore it", Assert.Throws<UserError>(() => authority.Revoke(device.Serial)).Message);
        File.Delete(authority.CrlFile);
        Assert.Contains("restore it", Assert.Throws<UserError>(() => authority.Revoke(device.Serial)).Message);
        Assert.False(File.Exists(authority.CrlFile));
    }

    [Theory]
    [InlineData("der1@der.local", "")]
    [InlineData("der1", "no '@'")]
    [InlineData("@der.local", "nothing stands before")]
    [InlineData("der1@", "it is empty")]
    [InlineData("der1@der.local/IEC", "a resource")]
    [InlineData("der 1@der.local", "' ' cannot stand")]
    [InlineData("DER1@der.local", "'D' cannot stand")]
    [InlineData("der1@der..local", "a part between the dots is empty")]
    [InlineData("der1@Der.local", "characters other than")]
    [InlineData("der1@-der.local", "starts or ends with '-'")]
    [InlineData("der1@d@er", "characters other than")]
    public void Jids_are_checked(string text, string problem)
    {
        Assert.Equal(problem.Length == 0, BareJid.TryParse(text, out BareJid? jid, out string why));
        Assert.Contains(problem, why);
        Assert.Equal(problem.Length == 0 ? text : null, jid?.ToString());
    }

    [Theory]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    public void Local_part_has_a_limit(int length, bool fits)
        => Assert.Equal(fits, BareJid.TryParse(new string('a', length) + "@der.local", out _, out _));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Domain_label_has_a_limit(int length, bool fits)
        => Assert.Equal(fits, BareJid.TryParse("der1@" + new string('a', length), out _, out _));

    private static void AssertOk(ProcessResult result) => Assert.True(result.ExitCode == 0, result.ToString());

    private static async Task<string> CrlTextAsync(CertificateAuthority authority)
        => (await OpenSsl.RunAsync("crl", "-in", authority.CrlFile, "-noout", "-text")).Output;

    private string[] AllFiles()
        => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Path, f)).Order().ToArray();
}
