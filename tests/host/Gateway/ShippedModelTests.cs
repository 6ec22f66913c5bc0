using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway as it ships, with its own model, over Prosody: reports and controls, by a client (shipped.py) that has never seen this project's code.</summary>
public sealed class ShippedModelTests
{
    [SkippableTheory]
    [InlineData(Engine.Jit)]
    [InlineData(Engine.Interpreter)]
    public async Task Reports_and_controls(Engine engine)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            string authority = server.Pki.Authority.CertificateFile;
            await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, server.Pki.Device("der1"), authority, engine: engine);
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            ProcessResult run = await Slixmpp.RunAsync("../Conformance/shipped.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid"), authority, jid);
            Assert.True(run.ExitCode == 0, run.ToString());
        });
    }
}
