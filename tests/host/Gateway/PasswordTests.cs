using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>SCRAM-SHA-256 of the whole gateway with a Prosody that has passwords instead of certificates.</summary>
public sealed class PasswordTests
{
    private readonly string _password = Guid.NewGuid().ToString("N");

    [SkippableFact]
    public async Task Right_password_is_taken_twice_with_the_keys_derived_once()
    {
        await using ProsodyServer server = await StartServerAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = Start(server, o => o with { Password = _password, SessionAge = TimeSpan.FromMilliseconds(300) });
            await gateway.NextAsync(GatewayEvent.Online);
            await gateway.NextAsync(GatewayEvent.Resumed);
        });
    }

    [SkippableFact]
    public async Task Wrong_password_is_named()
    {
        await using ProsodyServer server = await StartServerAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = Start(server, o => o with { Password = _password + "x" });
            await gateway.FailsAndTriesAgainAsync(DerStatus.XmppNotAuthorized, "password");
            Assert.DoesNotContain(gateway.Told, m => m.Line.Contains(_password, StringComparison.Ordinal));
        });
    }

    [SkippableFact]
    public async Task Server_without_certificates_is_named_when_there_is_no_password()
    {
        await using ProsodyServer server = await StartServerAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = Start(server, o => o);
            await gateway.FailsAndTriesAgainAsync(DerStatus.XmppNoMechanism, "EXTERNAL");
        });
    }

    private Task<ProsodyServer> StartServerAsync() => ProsodyServer.StartAsync(
        o => o with { SaslExternal = false, Accounts = new Dictionary<string, string> { ["der1"] = _password } });

    private static RunningGateway Start(ProsodyServer server, Func<GatewayOptions, GatewayOptions> change) =>
        RunningGateway.Start(server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile, change: change);
}
