using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>
/// What ejabberd makes of certificates. Unlike Prosody (GatewayFailureTests) it lets every one through the handshake and refuses in SASL,
/// and it knows no revocation list.
/// </summary>
public sealed class CertificateFieldTests
{
    [SkippableFact]
    public async Task Ejabberd_refuses_a_bad_device_by_name()
    {
        await using FieldServer server = await FieldServer.StartAsync(ServerKind.Ejabberd);
        await server.DuringAsync(async () =>
        {
            using CertificateAuthority stranger = server.Pki.Stranger();
            (string What, IssuedCertificate Own, DerStatus Status)[] devices =
            [
                ("expired", server.Pki.Device("der1", Validity.Days(9, DateTimeOffset.UtcNow.AddDays(-10))), DerStatus.XmppNotAuthorized),
                ("foreign authority", stranger.Issue(CertificateProfile.Device(RunningGateway.Jid)), DerStatus.XmppNotAuthorized),
                ("nameless", server.Pki.Nameless(), DerStatus.XmppNotAuthorized),
                ("other domain", server.Pki.Authority.Issue(CertificateProfile.Device("der1@elsewhere.local"), name: "elsewhere"), DerStatus.XmppNotAuthorized),
                ("other device", server.Pki.Device("der2"), DerStatus.XmppBindRefused),
            ];
            foreach ((string what, IssuedCertificate own, DerStatus status) in devices)
            {
                await using RunningGateway gateway = server.Gateway(own: own);
                GatewayMessage offline = await gateway.NextAsync(GatewayEvent.Offline);
                Assert.True(offline.Status == status, $"{what}: {offline.Line}");
            }

            // A known weakness of that server, so that nobody relies on it.
            IssuedCertificate revoked = server.Pki.Device("der1");
            server.Pki.Authority.Revoke(revoked.CertificateFile);
            await using RunningGateway taken = server.Gateway(own: revoked);
            await taken.NextAsync(GatewayEvent.Online);
        });
    }

    [SkippableTheory]
    [InlineData("expired")]
    [InlineData("foreign authority")]
    [InlineData("other name")]
    public async Task Bad_ejabberd_is_refused_by_the_device(string what)
    {
        await using FieldServer server = await FieldServer.StartAsync(ServerKind.Ejabberd, shown: pki =>
        {
            switch (what)
            {
                case "expired":
                    return pki.Server(validity: Validity.Days(9, DateTimeOffset.UtcNow.AddDays(-10)));
                case "other name":
                    return pki.Server("elsewhere.local");
                default:
                    using (CertificateAuthority stranger = pki.Stranger())
                    {
                        return stranger.Issue(CertificateProfile.Server(TestPki.Domain));
                    }
            }
        });
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = server.Gateway();
            await gateway.FailsAndTriesAgainAsync(DerStatus.TlsServerCertificate, "check its authority, its dates, its name");
        });
    }
}
