using System.Text;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>What the flight recorder has is enough to fly again, to the bit; and not enough to learn a secret.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Flight_is_the_same_again()
    {
        ReplayResult result = Replay(Fly());
        Assert.Null(result.Difference);
        Assert.InRange(result.States, 50, 10_000);
        Assert.InRange(result.BytesIn, 10_000, 10_000_000);
        Assert.InRange(result.BytesOut, 10_000, 10_000_000);
    }

    /// <summary>One byte that was heard otherwise, and what is said is otherwise.</summary>
    [Fact]
    public void Changed_byte_is_found()
    {
        byte[] flight = Fly();
        int at = Encoding.Latin1.GetString(flight).IndexOf("<invokeID>7", StringComparison.Ordinal) + 10;
        flight[at] = (byte)'8';
        Assert.Contains("differs", Replay(flight).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_in_it()
    {
        string text = Encoding.Latin1.GetString(Fly());
        Assert.Contains("mechanism='EXTERNAL'>*</auth>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'EXTERNAL'>=", text, StringComparison.Ordinal);
        Assert.Contains("<invokeID>7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_operators_leave_stanzas_are_withheld()
    {
        GatewaySettings settings = LongRunTests.Settings();
        settings.RecordStanzas = false;
        byte[] flight = Fly(settings);
        Assert.DoesNotContain("invokeID", Encoding.Latin1.GetString(flight), StringComparison.Ordinal);
        Assert.Contains("withheld", Replay(flight).Difference, StringComparison.Ordinal);
    }

    /// <summary>A file cut anywhere replays up to there or is refused; nothing else happens.</summary>
    [Fact]
    public void Cut_file_is_refused_or_replayed_in_part()
    {
        byte[] flight = Fly();
        for (int length = 0; length < flight.Length; length += 1 + (flight.Length / 60))
        {
            try
            {
                Assert.Null(Replay(flight[..length]).Difference);
            }
            catch (UserError e)
            {
                Assert.Contains("/", e.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Through a real server, by the commands.</summary>
    [SkippableTheory]
    [InlineData(Engine.Jit)]
    [InlineData(Engine.Interpreter)]
    public async Task Recording_of_a_real_session_is_replayed(Engine engine)
    {
        string file = Path.Combine(Path.GetTempPath(), $"flight-{Guid.NewGuid():N}");
        try
        {
            await using ProsodyServer server = await ProsodyServer.StartAsync();
            await server.DuringAsync(async () =>
            {
                await using RunningGateway gateway = RunningGateway.Start(
                    server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile, engine: engine, change: o => o with { Record = file, Stored = engine == Engine.Interpreter, HeapBytes = 256 * 1024 });
                await gateway.NextAsync(GatewayEvent.Online);
            });
            var output = new StringWriter();
            Assert.True(await nanoDer.Cli.Program.RunAsync(["replay", file], output, output, CancellationToken.None) == 0, output.ToString());
            Assert.Contains("the same to the bit", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Fly(GatewaySettings? settings = null)
    {
        using var file = new MemoryStream();
        new MemoryLink(cutAfter: 100_000).Fly(1_800_000, settings ?? LongRunTests.Settings(), file);
        return file.ToArray();
    }

    private static ReplayResult Replay(byte[] flight)
    {
        using var file = new MemoryStream(flight);
        return FlightReplay.Run(file, "flight");
    }
}
