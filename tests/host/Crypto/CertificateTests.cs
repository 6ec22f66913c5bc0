using nanoDer.Cli;
using nanoDer.Core;
using nanoDer.Crypto;
using Xunit;

namespace nanoDer.HostTests.Crypto;

/// <summary>Chains and lists made by OpenSSL: accepted or refused as it does, and where not, said why.</summary>
public class CertificateTests : IAsyncLifetime
{
    private const string Ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign";
    private const string Leaf =
        "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyAgreement\nextendedKeyUsage=clientAuth,serverAuth\n"
        + "subjectAltName=DNS:gw.example.net,DNS:*.grid.example,otherName:1.3.6.1.5.5.7.8.5;UTF8:gw7@der.example\n"
        + "1.2.840.10070.8.1=ASN1:SEQUENCE:roles\n[roles]\none=SEQUENCE:role\n[role]\nids=SEQUENCE:ids\naor=UTF8:substation A\nrev=INTEGER:3\n"
        + "[ids]\na=INTEGER:1\nb=INTEGER:-5";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(5);

    private readonly OpenSslAuthority _openSsl = new();

    public async Task InitializeAsync()
    {
        await _openSsl.CertificateAsync("root", "Root", Ca);
        await _openSsl.CertificateAsync("sub", "Sub", Ca, "root");
        await _openSsl.CertificateAsync("leaf", "Leaf", Leaf, "sub");
    }

    public Task DisposeAsync()
    {
        _openSsl.Dispose();
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task A_good_chain_is_accepted_and_its_times_are_kept()
    {
        await Judge(DerStatus.Ok, "leaf", ["sub"], "root");
        await Judge(DerStatus.X509UnknownIssuer, "leaf", [], "root");
        await Judge(DerStatus.X509Expired, "leaf", ["sub"], "root", Now.AddDays(31));
        await Judge(DerStatus.X509NotYetValid, "leaf", ["sub"], "root", Now.AddDays(-1));

        // The order of what lies between does not count, nor do certificates that lead nowhere.
        await _openSsl.CertificateAsync("deep", "Deep", Ca, "sub");
        await _openSsl.CertificateAsync("below", "Below", Leaf, "deep");
        await Judge(DerStatus.Ok, "below", ["leaf", "sub", "deep"], "root");

        // An anchor need not be the end of the line: OpenSSL wants -partial_chain for that.
        Assert.Equal(DerStatus.Ok, Verify("leaf", [], "sub", Now));
        Assert.Equal(DerStatus.Ok, Verify("root", [], "root", Now));
    }

    [SkippableTheory]
    [InlineData("rsa2048", "-sha256", "")]
    [InlineData("rsa3072", "-sha256", "")]
    [InlineData("rsa2048", "-sha256", "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32")]
    [InlineData("brainpool", "-sha256", "")]
    public async Task Keys_of_other_kinds(string kind, string hash, string options)
    {
        string[] sign = [hash, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        await _openSsl.CertificateAsync("root2", "Root 2", Ca, null, kind, sign);
        await _openSsl.CertificateAsync("leaf2", "Leaf 2", Leaf, "root2", kind, sign);
        await Judge(DerStatus.Ok, "leaf2", [], "root2");
    }

    [SkippableFact]
    public async Task Wrong_authorities_are_refused()
    {
        await _openSsl.CertificateAsync("other", "Root", Ca);
        await Judge(DerStatus.X509BadSignature, "leaf", ["sub"], "other");
        await _openSsl.CertificateAsync("noca", "No CA", "basicConstraints=critical,CA:FALSE", "root");
        await _openSsl.CertificateAsync("leaf3", "Leaf 3", Leaf, "noca");
        await Judge(DerStatus.X509NotCa, "leaf3", ["noca"], "root");
        await _openSsl.CertificateAsync("nosign", "No Sign", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign", "root");
        await _openSsl.CertificateAsync("leaf4", "Leaf 4", Leaf, "nosign");
        await Judge(DerStatus.X509NotCa, "leaf4", ["nosign"], "root");
        await _openSsl.CertificateAsync("short", "Short", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign", "root");
        await _openSsl.CertificateAsync("long", "Long", Ca, "short");
        await _openSsl.CertificateAsync("leaf5", "Leaf 5", Leaf, "long");
        await Judge(DerStatus.X509PathTooLong, "leaf5", ["long", "short"], "root");
        await _openSsl.CertificateAsync("leaf6", "Leaf 6", Leaf, "short");
        await Judge(DerStatus.Ok, "leaf6", ["short"], "root");
    }

    [SkippableFact]
    public async Task Authorities_that_vouch_for_each_other_come_to_an_end()
    {
        await _openSsl.CertificateAsync("loopA", "Loop", Ca);
        await _openSsl.CertificateAsync("loopB", "Loop", Ca, "loopA");
        await _openSsl.CertificateAsync("loopLeaf", "Loop Leaf", Leaf, "loopB");
        await Judge(DerStatus.X509UnknownIssuer, "loopLeaf", ["loopA", "loopB"], "root");
    }

    [SkippableFact]
    public async Task Unknown_critical_extensions_are_refused_and_others_not()
    {
        await _openSsl.CertificateAsync("critical", "Critical", Leaf.Replace("basic", "1.2.3.4=critical,DER:0500\nbasic"), "root");
        await Judge(DerStatus.X509UnknownCritical, "critical", [], "root");
        await _openSsl.CertificateAsync("free", "Free", Leaf.Replace("basic", "1.2.3.4=DER:0500\nbasic"), "root");
        await Judge(DerStatus.Ok, "free", [], "root");
    }

    [SkippableTheory]
    [InlineData("rsa1024", "-sha256", DerStatus.X509WeakKey)]
    [InlineData("rsa2048", "-sha1", DerStatus.X509WeakSignature)]
    [InlineData("rsa2048", "-md5", DerStatus.X509WeakSignature)]
    [InlineData("p256", "-sha1", DerStatus.X509WeakSignature)]
    public async Task Weak_keys_and_hashes_are_refused(string kind, string hash, DerStatus expected)
    {
        await _openSsl.CertificateAsync("weakroot", "Weak Root", Ca, null, kind == "rsa1024" ? "rsa2048" : kind);
        await _openSsl.CertificateAsync("weak", "Weak", Leaf, "weakroot", kind, [hash]);
        await Judge(expected, "weak", [], "weakroot");
    }

    [SkippableFact]
    public async Task Revoked_certificates_are_refused()
    {
        await _openSsl.ListAsync("none", "sub");
        await _openSsl.ListAsync("revoked", "sub", "leaf");
        await Judge(DerStatus.Ok, "leaf", ["sub"], "root", list: "none");
        await Judge(DerStatus.X509Revoked, "leaf", ["sub"], "root", list: "revoked");

        // A list that is late is as good as none.
        await Judge(DerStatus.X509NoCrl, "leaf", ["sub"], "root", Now.AddDays(11), "none");
        Assert.Equal(DerStatus.X509NoCrl, Verify("leaf", ["sub"], "root", Now, null, RevocationCheck.Leaf));
        Assert.Equal(DerStatus.X509NoCrl, Verify("leaf", ["sub"], "root", Now, "none", RevocationCheck.Path));

        // A list signed by somebody else of the same name counts for nothing.
        await _openSsl.CertificateAsync("fake", "Sub", Ca);
        await _openSsl.ListAsync("fakelist", "fake", "leaf");
        await Judge(DerStatus.X509NoCrl, "leaf", ["sub"], "root", list: "fakelist");
    }

    [SkippableFact]
    public async Task Names_and_roles_are_found_in_place()
    {
        Certificate leaf = Load("leaf");
        var names = new CertificateNames();
        foreach ((string host, bool fits) in new[]
        {
            ("gw.example.net", true), ("GW.Example.NET", true), ("example.net", false), ("a.grid.example", true),
            ("a.b.grid.example", false), ("grid.example", false), ("gw.example.net.", false), ("", false),
        })
        {
            byte[] name = System.Text.Encoding.ASCII.GetBytes(host);
            Assert.Equal(fits ? DerStatus.Ok : DerStatus.X509NameMismatch, names.MatchHost(leaf, name, 0, name.Length));
            if (host.Length > 0 && !host.EndsWith('.'))
            {
                Assert.Equal(fits, await _openSsl.AcceptsAsync("leaf", ["sub"], "root", Now, null, host));
            }
        }

        Assert.Equal(DerStatus.Ok, names.MatchXmppAddress(leaf, "gw7@der.example"u8.ToArray(), 0, 15));
        Assert.Equal(DerStatus.X509NameMismatch, names.MatchXmppAddress(leaf, "gw8@der.example"u8.ToArray(), 0, 15));
        var roles = new CertificateRoles();
        Assert.Equal(DerStatus.Ok, roles.Find(leaf, 1, 0));
        Assert.Equal("substation A", System.Text.Encoding.UTF8.GetString(leaf.Buffer, roles.AreaOffset, roles.AreaCount));
        Assert.Equal(3, roles.Revision);
        Assert.Equal(DerStatus.Ok, roles.Find(leaf, -5, 0));
        Assert.Equal(DerStatus.X509NameMismatch, roles.Find(leaf, 2, 0));
        Assert.Equal(DerStatus.X509NameMismatch, roles.Find(Load("sub"), 1, 0));
        Assert.Equal(Certificate.DigitalSignature | Certificate.KeyAgreement, leaf.KeyUsage);
        Assert.Equal(DerStatus.X509KeyUsage, Verify("leaf", ["sub"], "root", Now, usage: Certificate.KeyCertSign));
    }

    [SkippableFact]
    public async Task Large_certificates_fit()
    {
        string filler = string.Concat(Enumerable.Repeat("41", 8000));
        await _openSsl.CertificateAsync("large", "Large", Leaf.Replace("basic", $"1.2.3.4=DER:0482{8000:X4}{filler}\nbasic"), "root");
        Assert.InRange(Load("large").Count, 8193, Certificate.MaximumBytes);
        await Judge(DerStatus.Ok, "large", [], "root");
        byte[] beyond = new byte[Certificate.MaximumBytes + 1];
        Assert.Equal(DerStatus.DerTooLarge, new Certificate().Parse(beyond, 0, beyond.Length));
    }

    // OpenSSL ignores what follows a certificate and takes lengths that are longer than they need be; this library does not.
    [SkippableFact]
    public void What_is_not_der_is_refused()
    {
        byte[] der = File.ReadAllBytes(_openSsl["leaf.der"]);
        var certificate = new Certificate();
        Assert.Equal(DerStatus.Ok, certificate.Parse(der, 0, der.Length));
        Assert.Equal(DerStatus.DerBadEncoding, certificate.Parse([.. der, 0], 0, der.Length + 1));
        for (int cut = 0; cut < der.Length; cut++)
        {
            Assert.Equal(DerStatus.DerBadEncoding, certificate.Parse(der, 0, cut));
        }

        // 30 82 hh ll as 30 83 00 hh ll, and as indefinite.
        byte[] longer = [0x30, 0x83, 0x00, .. der[2..]];
        Assert.Equal(DerStatus.DerBadEncoding, certificate.Parse(longer, 0, longer.Length));
        byte[] indefinite = [0x30, 0x80, .. der[4..], 0, 0];
        Assert.Equal(DerStatus.DerBadEncoding, certificate.Parse(indefinite, 0, indefinite.Length));
    }

    [SkippableFact]
    public async Task Mutants_end_in_a_status_without_an_allocation()
    {
        await _openSsl.ListAsync("list", "sub", "leaf");
        byte[][] samples = [.. new[] { "root.der", "sub.der", "leaf.der", "list.crl.der" }.Select(n => File.ReadAllBytes(_openSsl[n]))];
        var fuzzer = new CertificateFuzzer(samples, 1);
        fuzzer.Run(2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fuzzer.Run(CryptoData.Rounds(100_000));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(fuzzer.Accepted > 1000);
    }

    private async Task Judge(
        DerStatus expected, string leaf, string[] between, string anchor, DateTimeOffset? time = null, string? list = null)
    {
        DateTimeOffset now = time ?? Now;
        Assert.Equal(expected, Verify(leaf, between, anchor, now, list, list is null ? RevocationCheck.WhenPresent : RevocationCheck.Leaf));
        Assert.Equal(expected == DerStatus.Ok, await _openSsl.AcceptsAsync(leaf, between, anchor, now, list, null));
    }

    private DerStatus Verify(
        string leaf,
        string[] between,
        string anchor,
        DateTimeOffset time,
        string? list = null,
        RevocationCheck revocation = RevocationCheck.WhenPresent,
        int usage = Certificate.DigitalSignature)
    {
        var provider = new CryptoProvider(native: false);
        var verifier = new CertificateVerifier(
            provider.CreateSha256(),
            provider.CreateEcdsa(CurveKind.P256),
            provider.CreateEcdsa(CurveKind.BrainpoolP256r1),
            new RsaVerifier(4096, provider.CreateSha256()),
            anchors: 2,
            lists: 1,
            pathLength: 5)
        {
            Revocation = revocation,
        };
        Assert.Equal(DerStatus.Ok, verifier.AddAnchor(Load(anchor)));
        if (list is not null)
        {
            byte[] bytes = File.ReadAllBytes(_openSsl[list + ".crl.der"]);
            var crl = new CertificateList();
            Assert.Equal(DerStatus.Ok, crl.Parse(bytes, 0, bytes.Length));
            Assert.Equal(DerStatus.Ok, verifier.AddList(crl));
            Assert.Equal(DerStatus.BufferFull, verifier.AddList(crl));
        }

        Certificate[] all = [Load(leaf), .. between.Select(Load)];
        int wanted = all[0].IsCa ? 0 : usage;
        return verifier.Verify(all, all.Length, time.ToUnixTimeSeconds(), wanted, 0);
    }

    private Certificate Load(string name)
    {
        byte[] bytes = File.ReadAllBytes(_openSsl[name + ".der"]);
        var certificate = new Certificate();
        Assert.Equal(DerStatus.Ok, certificate.Parse(bytes, 0, bytes.Length));
        return certificate;
    }
}
