using System.Text.Json;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Conformance;

/// <summary>One run of all cases: Prosody, an emulated gateway, and three clients (run.py) that have never seen this project's code.</summary>
public sealed class ConformanceRun
{
    private readonly Lazy<Task<IReadOnlyDictionary<string, string?>>> _results = new(RunAsync);

    /// <summary>For each case null, or what was wrong.</summary>
    public Task<IReadOnlyDictionary<string, string?>> ResultsAsync() => _results.Value;

    private static async Task<IReadOnlyDictionary<string, string?>> RunAsync()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await using var time = new SntpServer();
        Dictionary<string, string?> results = [];
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(
                (certificate, key, authority) => new ConformanceGateway(server.Endpoint, certificate, key, authority, s => (s.TimeServers, s.TimePort) = ("127.0.0.1", time.Port)),
                server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            string jid = (await gateway.NextAsync(Firmware.GatewayEvent.Online)).Text!;
            ProcessResult run = await Slixmpp.RunAsync("../Conformance/run.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid"), server.Pki.Authority.CertificateFile, jid);
            Assert.True(run.ExitCode == 0, run.ToString());
            results = JsonSerializer.Deserialize<Dictionary<string, string?>>(run.Output)!;
        });
        return results;
    }
}
