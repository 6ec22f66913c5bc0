using System.Net.Security;
using nanoDer.HostTests.Requirements;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Peers;

/// <summary>The private server does what its options say, as seen by clients that know nothing of this project.</summary>
public sealed class ProsodyServerTests
{
    private const string Jid = "der1@der.local";

    [SkippableTheory]
    [InlineData(TlsVersions.Tls12, KeyKind.P256, "TLSv1.2")]
    [InlineData(TlsVersions.Tls13, KeyKind.Rsa2048, "TLSv1.3")]
    public async Task Slixmpp_logs_in_with_a_certificate(TlsVersions versions, KeyKind kind, string version)
    {
        await using var server = await ProsodyServer.StartAsync((pki, _) => pki.ProsodyOptions(pki.Server(kind: kind)) with { Tls = versions });
        await server.DuringAsync(async () =>
        {
            IssuedCertificate device = server.Pki.Device("der1", kind: kind);
            ProcessResult login = await Slixmpp.RunAsync(
                "slixmpp_login.py", server.Endpoint, Jid, device, server.Pki.Authority.CertificateFile);
            Assert.True(login.ExitCode == 0, login.ToString());
            Assert.StartsWith(Jid + "/", login.Output);
            Assert.EndsWith(version, login.Output.TrimEnd());
        });
    }

    [SkippableFact]
    [Shows("R1", "a revoked client certificate is refused")]
    public async Task Revoked_certificate_is_refused_after_a_reload()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            IssuedCertificate device = server.Pki.Device("der1");
            Assert.Contains("EXTERNAL", await MechanismsAsync(server, device));
            server.Pki.Authority.Revoke(device.CertificateFile);
            await server.Prosody.ReloadAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => MechanismsAsync(server, device));
            await server.Prosody.LoggedAsync("certificate verify failed");
        });
    }

    [SkippableFact]
    [Shows("R1", "a client without certificate is refused")]
    public async Task Client_without_certificate_is_refused_unless_allowed()
    {
        await using var strict = await ProsodyServer.StartAsync();
        await strict.DuringAsync(() => Assert.ThrowsAnyAsync<Exception>(() => MechanismsAsync(strict, null)));
        await using var lenient = await ProsodyServer.StartAsync(o => o with { RequireClientCertificate = false });
        await lenient.DuringAsync(async () => Assert.Contains("stream:features", await MechanismsAsync(lenient, null)));
    }

    [SkippableFact]
    public async Task No_starttls_means_none_is_offered()
    {
        await using var server = await ProsodyServer.StartAsync(o => o with { StartTls = false });
        await server.DuringAsync(async () =>
        {
            using var probe = await XmppProbe.ConnectAsync(server.Endpoint);
            Assert.DoesNotContain("starttls", await probe.FeaturesAsync());
        });
    }

    [SkippableFact]
    public async Task Without_external_only_passwords_are_offered()
    {
        await using var server = await ProsodyServer.StartAsync(o => o with { SaslExternal = false });
        await server.DuringAsync(async () =>
        {
            string features = await MechanismsAsync(server, server.Pki.Device("der1"));
            Assert.Contains("<mechanism>SCRAM-SHA-1</mechanism>", features);
            Assert.DoesNotContain("EXTERNAL", features);
        });
    }

    [SkippableTheory]
    [InlineData("good", SslPolicyErrors.None, "")]
    [InlineData("other name", SslPolicyErrors.RemoteCertificateNameMismatch, "")]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors, "NotTimeValid")]
    [InlineData("not yet valid", SslPolicyErrors.RemoteCertificateChainErrors, "NotTimeValid")]
    [InlineData("other authority", SslPolicyErrors.RemoteCertificateChainErrors, "PartialChain")]
    public async Task Server_shows_the_certificate_it_was_given(string which, SslPolicyErrors errors, string chain)
    {
        await using var server = await ProsodyServer.StartAsync((pki, o) =>
        {
            IssuedCertificate shown = BadCertificate(pki, which);
            return o with { CertificateFile = shown.CertificateFile, KeyFile = shown.KeyFile };
        });
        await server.DuringAsync(async () =>
        {
            using var probe = await XmppProbe.ConnectAsync(server.Endpoint);
            await probe.FeaturesAsync();
            await probe.StartTlsAsync(server.Pki.Authority.CertificateFile, server.Pki.Device("der1"));
            Assert.Equal(errors, probe.CertificateErrors);
            Assert.Contains(chain, probe.ChainStatus);
        });
    }

    [SkippableFact]
    public async Task Comes_back_on_its_port_after_a_kill_and_leaves_nothing()
    {
        string folder;
        Endpoint endpoint;
        await using (var server = await ProsodyServer.StartAsync())
        {
            folder = server.Prosody.Folder;
            endpoint = server.Endpoint;
            await server.Prosody.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => XmppProbe.ConnectAsync(endpoint));
            await server.Prosody.StartAgainAsync();
            using var probe = await XmppProbe.ConnectAsync(endpoint);
            Assert.Contains("starttls", await probe.FeaturesAsync());
        }

        Assert.False(Directory.Exists(folder));
        await Assert.ThrowsAnyAsync<Exception>(() => XmppProbe.ConnectAsync(endpoint));
    }

    [SkippableFact]
    public async Task Start_tells_why_it_failed()
    {
        RequiredPeer.Present(Prosody.Missing());
        using var pki = new TestPki();
        ProsodyOptions options = pki.ProsodyOptions() with { Domain = "\" error" };
        UserError error = await Assert.ThrowsAsync<UserError>(() => Prosody.StartAsync(options));
        Assert.Contains("prosody.cfg.lua", error.Message);
    }

    private static async Task<string> MechanismsAsync(ProsodyServer server, IssuedCertificate? own)
    {
        using var probe = await XmppProbe.ConnectAsync(server.Endpoint);
        await probe.FeaturesAsync();
        await probe.StartTlsAsync(server.Pki.Authority.CertificateFile, own);
        return await probe.FeaturesAsync();
    }

    private static IssuedCertificate BadCertificate(TestPki pki, string which)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        switch (which)
        {
            case "other name":
                return pki.Server("elsewhere.local");
            case "expired":
                return pki.Server(validity: Validity.Days(9, now.AddDays(-10)));
            case "not yet valid":
                return pki.Server(validity: Validity.Days(9, now.AddDays(10)));
            case "other authority":
                using (CertificateAuthority stranger = pki.Stranger())
                {
                    return stranger.Issue(CertificateProfile.Server(TestPki.Domain));
                }

            default:
                return pki.Server();
        }
    }
}
