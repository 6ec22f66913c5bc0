using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;
using Xunit.Sdk;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway at its server, the grid side at its operator's, each with an authority of its own; mutual TLS and EXTERNAL between the servers.</summary>
public sealed class FederationTests
{
    private const string GridDomain = "grid.local";

    [SkippableFact]
    public async Task Grid_side_reads_across_two_servers()
    {
        using var pki = new TestPki();
        using CertificateAuthority operatorCa = pki.Stranger();
        await DuringAsync(pki, operatorCa, Good(pki.Authority, TestPki.Domain), Good(operatorCa, GridDomain), async (der, grid) =>
        {
            await using RunningGateway gateway = RunningGateway.Start(der.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile, new FixedInverter());
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            GridReport report = await GridAsync(grid, operatorCa, jid);

            Assert.Equal("wait unexpected-request", report.Error("before"));
            Assert.StartsWith("<initiate-ResponsePDU>", report.Result("initiate"), StringComparison.Ordinal);
            Assert.Contains("<floating-point>08" + Convert.ToHexString(BitConverter.GetBytes(FixedInverter.ActivePower).Reverse().ToArray()), report.Result("float"), StringComparison.Ordinal);
            Assert.Contains("<originalInvokeID>7</originalInvokeID>", report.Message("malformed reject"), StringComparison.Ordinal);
            Assert.Equal("<conclude-ResponsePDU/>", report.Result("conclude"));
            Assert.Contains(gateway.Told, message => message.What == GatewayEvent.Released);

            // Each way has a connection of its own, and each was accepted for the certificate.
            await der.LoggedAsync($"Accepting SASL EXTERNAL identity from {GridDomain}");
            await grid.LoggedAsync($"Accepting SASL EXTERNAL identity from {TestPki.Domain}");
        });
    }

    [SkippableTheory]
    [InlineData("gateway's", "self-signed", "is not trusted")]
    [InlineData("gateway's", "other name", "is not valid for this name")]
    [InlineData("operator's", "self-signed", "is not trusted")]
    [InlineData("operator's", "other name", "is not valid for this name")]
    public async Task Bad_certificate_between_the_servers_is_refused(string whose, string what, string reason)
    {
        bool isGateways = whose == "gateway's";
        using var pki = new TestPki();
        using CertificateAuthority operatorCa = pki.Stranger();
        using var folder = new TemporaryFolder();
        Federation derLink = Link(pki.Authority, TestPki.Domain, isGateways ? what : "", folder);
        Federation gridLink = Link(operatorCa, GridDomain, isGateways ? "" : what, folder);
        await DuringAsync(pki, operatorCa, derLink, gridLink, async (der, grid) =>
        {
            GridReport report = await GridAsync(grid, operatorCa, $"der1@{TestPki.Domain}/IEC");
            Assert.Equal("wait remote-server-timeout", report.Error("before"));
            string domain = isGateways ? TestPki.Domain : GridDomain;
            await (isGateways ? grid : der).LoggedAsync($"Forbidding insecure connection to/from {domain} because its certificate {reason}");
            Assert.DoesNotContain("SASL EXTERNAL identity", der.Log, StringComparison.Ordinal);
        });
    }

    private static Federation Good(CertificateAuthority authority, string domain)
    {
        IssuedCertificate issued = authority.Issue(CertificateProfile.Server(domain), name: "link");
        return new Federation(issued.CertificateFile, issued.KeyFile);
    }

    private static Federation Link(CertificateAuthority authority, string domain, string what, TemporaryFolder folder)
    {
        if (what != "self-signed")
        {
            return Good(authority, what == "other name" ? "elsewhere.local" : domain);
        }

        // An authority's own certificate names no host; this one is good in all but who signed it.
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(domain);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(folder["self.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder["self.key"], key.ExportPkcs8PrivateKeyPem());
        return new Federation(folder["self.pem"], folder["self.key"]);
    }

    private static async Task DuringAsync(
        TestPki pki, CertificateAuthority operatorCa, Federation derLink, Federation gridLink, Func<Prosody, Prosody, Task> test)
    {
        RequiredPeer.Present(Prosody.Missing());
        using var folder = new TemporaryFolder();
        string trust = folder["both.pem"];
        await File.WriteAllTextAsync(trust, await File.ReadAllTextAsync(pki.Authority.BundleFile) + await File.ReadAllTextAsync(operatorCa.BundleFile));
        IssuedCertificate gridServer = operatorCa.Issue(CertificateProfile.Server(GridDomain), name: "server");
        ProsodyOptions options = pki.ProsodyOptions() with { AuthorityAndCrlFile = trust, Federation = derLink };
        await using Prosody der = await Prosody.StartAsync(options);
        await using Prosody grid = await Prosody.StartAsync(options with
        {
            Domain = GridDomain,
            CertificateFile = gridServer.CertificateFile,
            KeyFile = gridServer.KeyFile,
            Federation = gridLink,
        });
        der.Route(grid);
        grid.Route(der);
        try
        {
            await test(der, grid);
        }
        catch (Exception e) when (e is not Xunit.SkipException)
        {
            throw new XunitException($"{e.GetType().Name}: {e.Message}\n\nThe gateway's server:\n{der.Log}\n\nThe operator's:\n{grid.Log}", e);
        }
    }

    private static async Task<GridReport> GridAsync(Prosody server, CertificateAuthority operatorCa, string gateway)
    {
        string jid = $"grid@{GridDomain}";
        IssuedCertificate own = operatorCa.Issue(CertificateProfile.Device(jid), name: "grid");
        ProcessResult result = await Slixmpp.RunAsync("../Gateway/grid.py", server.Endpoint, jid, own, operatorCa.CertificateFile, gateway);
        Assert.True(result.ExitCode == 0, result.ToString());
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return new GridReport(document.RootElement.Clone());
    }
}
