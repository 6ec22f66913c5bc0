using System.Text.Json;
using nanoDer.Field;
using nanoDer.Firmware;
using nanoDer.HostTests.Field;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Conformance;

/// <summary>
/// Requests, commands, buffered and unbuffered reports of a session that is cut and resumed again and again (XEP-0198), all of them with numbers:
/// none is lost, none comes twice, none overtakes another.
/// </summary>
public sealed class SessionTests
{
    private const int Cuts = 5;

    [SkippableTheory]
    [InlineData(ServerKind.Prosody)]
    [InlineData(ServerKind.Ejabberd)]
    public async Task Resumed_session_loses_nothing(ServerKind kind)
    {
        await using FieldServer server = await FieldServer.StartAsync(kind);
        await server.DuringAsync(() => CutsAsync(
            server.Endpoint, server.Pki, server.Endpoint, "grid@der.local", server.Pki.Device("grid"), server.Pki.Authority.CertificateFile));
    }

    /// <summary>Runs sessions.py.</summary>
    /// <param name="at">The gateway's server.</param>
    /// <param name="pki">Its certificates.</param>
    /// <param name="grid">The server of the grid side.</param>
    /// <param name="jid">Who asks there.</param>
    /// <param name="own">His certificate.</param>
    /// <param name="authority">Who vouches for his server, PEM.</param>
    internal static async Task CutsAsync(Endpoint at, TestPki pki, Endpoint grid, string jid, IssuedCertificate own, string authority)
    {
        await using var way = new FaultProxy(at);
        await using RunningGateway gateway = RunningGateway.Start(
            (certificate, key, ca) => new ConformanceGateway(way.Endpoint, certificate, key, ca, Kept), pki.Device("der1"), pki.Authority.CertificateFile);
        string device = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
        using RunningProcess script = Slixmpp.Start("../Conformance/sessions.py", grid, jid, own, authority, device, $"{Cuts}");
        int cuts = 0;
        string? line;
        while ((line = await script.ReadLineAsync()) == "cut")
        {
            cuts++;
            way.Cut();
            await gateway.NextAsync(GatewayEvent.Resumed);
            script.WriteLine("go on");
        }

        Assert.True(line is not null && cuts == Cuts, $"it ended after {cuts} cuts with '{line}'\n{script.Error}");
        using JsonDocument document = JsonDocument.Parse(line);
        Check(document.RootElement);
        Assert.Equal(Cuts + 1, way.Connections);
    }

    // Each stanza is kept until it is acknowledged; what is larger than the window would go out in parts and not be sent again.
    private static void Kept(GatewaySettings settings) => settings.Plan.ResumeBytes = settings.Plan.OutputBytes = settings.Plan.StanzaBytes;

    private static void Check(JsonElement told)
    {
        Assert.True(told.GetProperty("failure").ValueKind == JsonValueKind.Null, told.ToString());
        int asked = told.GetProperty("asked").GetInt32();
        int[] answers = Numbers(told, "answers", e => e.GetInt32());
        Assert.InRange(asked, (Cuts + 1) * 9, int.MaxValue);
        Assert.Equal(asked, answers.Length);
        Assert.All(answers, count => Assert.Equal(1, count));
        Assert.Equal(0, told.GetProperty("strange answers").GetInt32());

        int[] periodic = Numbers(told, "periodic", e => e.GetInt32());
        Assert.InRange(periodic.Length, Cuts, 250);
        Assert.Equal(Enumerable.Range(0, periodic.Length), periodic);

        double[] commands = Numbers(told, "commands", e => e.GetDouble());
        Assert.Equal((Cuts + 1) * 4, commands.Length);
        Assert.Equal(commands, Numbers(told, "values", e => e.GetDouble()));
        Assert.Equal(Enumerable.Range(0, commands.Length), Numbers(told, "events", e => e.GetInt32()));
        long[] entries = Numbers(told, "entries", e => e.GetInt64());
        Assert.Equal(Enumerable.Range(0, commands.Length).Select(i => entries[0] + i), entries);
    }

    private static T[] Numbers<T>(JsonElement told, string name, Func<JsonElement, T> read) => [.. told.GetProperty(name).EnumerateArray().Select(read)];
}
