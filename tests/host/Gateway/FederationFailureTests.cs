using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>A server that shows the other a bad certificate is not let in, and what was to go there comes back.</summary>
public sealed class FederationFailureTests
{
    [SkippableTheory]
    [InlineData("gateway's", "self-signed", "is not trusted")]
    [InlineData("gateway's", "other name", "is not valid for this name")]
    [InlineData("operator's", "self-signed", "is not trusted")]
    [InlineData("operator's", "other name", "is not valid for this name")]
    [Shows("R1", "a bad certificate between two servers is refused")]
    public async Task Bad_certificate_between_the_servers_is_refused(string whose, string what, string reason)
    {
        bool isGateways = whose == "gateway's";
        using var folder = new TemporaryFolder();
        Func<FederatedServers, CertificateAuthority, string, Federation> bad = (servers, authority, domain) =>
            what == "self-signed" ? SelfSigned(domain, folder) : servers.Good(authority, "elsewhere.local");
        FederatedServers servers = isGateways
            ? new FederatedServers { DerLink = s => bad(s, s.Pki.Authority, TestPki.Domain) }
            : new FederatedServers { GridLink = s => bad(s, s.Operator, FederatedServers.GridDomain) };
        try
        {
            await servers.InitializeAsync();
            await servers.DuringAsync(async () =>
            {
                using JsonDocument document = await servers.RunAsync("../Gateway/grid.py", "grid", $"der1@{TestPki.Domain}/IEC");
                Assert.Equal("wait remote-server-timeout", new GridReport(document.RootElement).Error("before"));
                string domain = isGateways ? TestPki.Domain : FederatedServers.GridDomain;
                await (isGateways ? servers.Grid : servers.Der).LoggedAsync($"Forbidding insecure connection to/from {domain} because its certificate {reason}");
                Assert.DoesNotContain("SASL EXTERNAL identity", servers.Der.Log, StringComparison.Ordinal);
            });
        }
        finally
        {
            await servers.DisposeAsync();
        }
    }

    // An authority's own certificate names no host; this one is good in all but who signed it.
    private static Federation SelfSigned(string domain, TemporaryFolder folder)
    {
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
}
