using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.HostTests.Requirements;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Peers;

/// <summary>The three places where it can be decided who logs in at the XMPP server, each with those who may, those who may not, and a decider that is silent.</summary>
public sealed class ClientAccessTests
{
    private const string Success = "<success";
    private const string Refused = "<not-authorized";
    private const string Fault = "<temporary-auth-failure";

    [SkippableFact]
    [Shows("R1", "only those who are on a list log in, and nobody as somebody else")]
    public async Task A_list_at_the_server_decides()
    {
        using var folder = new TemporaryFolder();
        string list = folder["clients"];
        File.WriteAllText(list, "der1@der.local\n");
        MakeReadable(list);
        await using var server = await ProsodyServer.StartAsync(o => o with { Access = new ClientAccess.LocalList(list) });
        await server.DuringAsync(async () =>
        {
            Assert.Contains(Success, await LoginAsync(server, server.Pki.Device("der1")));
            IssuedCertificate other = server.Pki.Device("der2");
            Assert.Contains(Refused, await LoginAsync(server, other));
            File.AppendAllText(list, "der2@der.local\n");
            Assert.Contains(Success, await LoginAsync(server, other));
            Assert.Contains(Refused, await LoginAsync(server, other, "der1@der.local"));
            await Assert.ThrowsAnyAsync<Exception>(() => LoginAsync(server, Stranger(server, "der1")));
            File.Delete(list);
            Assert.Contains(Fault, await LoginAsync(server, other));
        });
    }

    [SkippableFact]
    public async Task A_service_checks_certificate_and_access()
    {
        X509Certificate2? authority = null;
        using var pki = new TestPki();
        using var service = new AccessService(pki.Server("127.0.0.1"), form => Check(form, authority!) ? 204 : 403);
        await using var server = await ProsodyServer.StartAsync(
            o => o with { Access = new ClientAccess.RemoteCheck(service.Url, pki.Authority.BundleFile) });
        authority = X509CertificateLoader.LoadCertificateFromFile(server.Pki.Authority.CertificateFile);
        await server.DuringAsync(async () =>
        {
            Assert.Contains(Success, await LoginAsync(server, server.Pki.Device("der1")));
            Assert.Equal("der1@der.local", service.Asked.Last().Jid);
            Assert.Contains(Refused, await LoginAsync(server, server.Pki.Device("der2")));

            // TLS lets a stranger's certificate pass; the service does not.
            int before = service.Asked.Count;
            Assert.Contains(Refused, await LoginAsync(server, Stranger(server, "der1")));
            Assert.Equal(before + 1, service.Asked.Count);
            service.Dispose();
            Assert.Contains(Fault, await LoginAsync(server, server.Pki.Device("der1")));
        });
        authority.Dispose();
    }

    [SkippableFact]
    public async Task The_server_checks_the_certificate_and_a_service_the_access()
    {
        using var pki = new TestPki();
        using var service = new AccessService(pki.Server("127.0.0.1"), form => form.Jid == "der1@der.local" ? 200 : form.Jid == "der3@der.local" ? 500 : 403);
        await using var server = await ProsodyServer.StartAsync(
            o => o with { Access = new ClientAccess.LocalChainRemoteAccess(service.Url, pki.Authority.BundleFile) });
        await server.DuringAsync(async () =>
        {
            IssuedCertificate device = server.Pki.Device("der1");
            Assert.Contains(Success, await LoginAsync(server, device));
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(device.CertificateFile);
            Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), service.Asked.Single().Fingerprint, ignoreCase: true);
            Assert.Contains(Refused, await LoginAsync(server, server.Pki.Device("der2")));
            Assert.Contains(Fault, await LoginAsync(server, server.Pki.Device("der3")));
            int before = service.Asked.Count;
            await Assert.ThrowsAnyAsync<Exception>(() => LoginAsync(server, Stranger(server, "der1")));
            Assert.Equal(before, service.Asked.Count);
        });
    }

    [SkippableTheory]
    [InlineData("other.local", false)]
    [InlineData("127.0.0.1", true)]
    public async Task A_service_that_cannot_prove_itself_is_not_asked(string name, bool isStranger)
    {
        using var pki = new TestPki();
        using var strangers = pki.Stranger();
        IssuedCertificate own = isStranger ? strangers.Issue(CertificateProfile.Server(name), name: "service") : pki.Server(name);
        using var service = new AccessService(own, _ => 204);
        await using var server = await ProsodyServer.StartAsync(
            o => o with { Access = new ClientAccess.LocalChainRemoteAccess(service.Url, pki.Authority.BundleFile) });
        await server.DuringAsync(async () =>
        {
            Assert.Contains(Fault, await LoginAsync(server, server.Pki.Device("der1")));
            Assert.Empty(service.Asked);
        });
    }

    private static bool Check(AccessService.Form form, X509Certificate2 authority)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(form.Certificate);
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return form.Jid == "der1@der.local" && chain.Build(certificate);
    }

    private static IssuedCertificate Stranger(ProsodyServer server, string local) =>
        server.Pki.Stranger().Issue(CertificateProfile.Device($"{local}@{TestPki.Domain}"), name: local);

    private static async Task<string> LoginAsync(ProsodyServer server, IssuedCertificate own, string authzid = "")
    {
        using var probe = await XmppProbe.ConnectAsync(server.Endpoint);
        await probe.FeaturesAsync();
        await probe.StartTlsAsync(server.Pki.Authority.CertificateFile, own);
        Assert.Contains("EXTERNAL", await probe.FeaturesAsync());
        string initial = authzid.Length == 0 ? "=" : Convert.ToBase64String(Encoding.UTF8.GetBytes(authzid));
        await probe.SendAsync($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>{initial}</auth>");
        return await probe.ReceiveUntilAsync("/>", "</failure>");
    }

    // The server runs as somebody else.
    private static void MakeReadable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.GetDirectoryName(file)!, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }
    }
}
