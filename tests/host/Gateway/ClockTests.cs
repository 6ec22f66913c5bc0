using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Where the gateway has its time from, what it does when its board's clock jumps, and when a server lies.</summary>
public sealed class ClockTests
{
    private const long Minute = 60_000;
    private const int NotSynchronised = 0x20;
    private const long Year = 365L * 86_400_000;

    private static readonly string[] Proceed =
    [
        "<?xml version='1.0'?><stream:stream id='1' from='der.local' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
        "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
    ];

    /// <summary>A board that wakes up in the past asks before it connects, and keeps the time from then on, whatever its own clock does.</summary>
    [Fact]
    public void Time_comes_from_the_server_and_survives_jumps()
    {
        var errors = new List<long>();
        var link = new MemoryLink(long.MaxValue)
        {
            ClockError = -40 * Year,
            TimeServer = Honest,
            OnReading = link =>
            {
                errors.Add(link.ClockError);
                link.ClockError = link.Readings % 600 == 100 ? 3 * Year : link.Readings % 600 == 400 ? -3 * Year : link.ClockError;
            },
        };
        link.Fly(61 * Minute, Settings("time"));
        Assert.Contains(link.Told, t => t.What == GatewayEvent.Online);

        // Right before the first second is over, and again after each jump: it is asked every ten minutes.
        Assert.InRange(errors[1], -2000, 2000);
        Assert.InRange(errors.Count(e => Math.Abs(e) > 2000), 100, errors.Count);
        Assert.InRange(link.ClockError, -2000, 2000);
    }

    /// <summary>What is stamped: quality while nobody confirms the time, before it is sane, and with a server.</summary>
    [Theory]
    [InlineData(null, 0, NotSynchronised)]
    [InlineData(null, -40 * Year, NotSynchronised | DerClock.Failure)]
    [InlineData("silent", 0, NotSynchronised)]
    [InlineData("time", -40 * Year, DerClock.LeapSecondsKnown)]
    [InlineData("liar", 0, NotSynchronised)]
    [InlineData("liar,time", 0, DerClock.LeapSecondsKnown)]
    public void Quality_says_who_confirms_the_time(string? servers, long error, int quality)
    {
        var link = new MemoryLink(long.MaxValue) { ClockError = error, TimeServer = Honest };
        link.Fly(2 * Minute, Settings(servers));
        Assert.Equal(quality, link.TimeQuality & 0xE0);
        Assert.InRange(link.Stamped, (link.RightTime / 1000) - 25 + (servers == "time" ? 0 : error / 1000), (link.RightTime / 1000) + (servers == "time" ? 0 : error / 1000));
    }

    /// <summary>One of two servers begins to lie by a day: its answers are not taken, the other's are.</summary>
    [Fact]
    public void Lie_of_one_server_is_not_believed()
    {
        var far = new List<long>();
        MemoryLink? flying = null;
        var link = new MemoryLink(long.MaxValue)
        {
            TimeServer = (server, question, now) => server == "a" && flying!.Readings > 600 ? Answer(question, now + 86_400_000) : Answer(question, now),
            OnReading = link =>
            {
                far.Add(link.Stamped == 0 ? 0 : (link.RightTime / 1000) - link.Stamped);
            },
        };
        flying = link;
        link.Fly(60 * Minute, Settings("a, b"));

        // The client reads every 20 s.
        Assert.All(far, f => Assert.InRange(f, -1, 25));
        Assert.Equal(0, link.TimeQuality & 0x60);
    }

    /// <summary>A flight with questions, answers, lost ones and refusals flies again to the bit.</summary>
    [Fact]
    public void Flight_with_time_servers_is_the_same_again()
    {
        int asked = 0;
        var link = new MemoryLink(240_000)
        {
            ClockError = -Year,
            TimeServer = (_, question, now) => (++asked % 4) switch { 0 => null, 1 => [], 2 => Answer(question, now), _ => Answer(new byte[48], now) },
        };
        using var file = new MemoryStream();
        link.Fly(90 * Minute, Settings("a,b"), file);
        Assert.InRange(asked, 8, 1000);
        file.Position = 0;
        Assert.Null(FlightReplay.Run(file, "flight").Difference);
    }

    /// <summary>Over real datagrams: the board starts in 1990, and TLS is tried only once it knows better.</summary>
    [Theory]
    [InlineData(Engine.Jit)]
    [InlineData(Engine.Interpreter)]
    public async Task Board_of_1990_asks_before_it_connects(Engine engine)
    {
        await using var time = new SntpServer();
        await using var server = new ScriptedServer(Proceed);
        using var pki = new TestPki();
        await using RunningGateway gateway = Start(server, pki, engine, o => o with { ClockError = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UtcNow, TimeServers = "127.0.0.1", TimePort = time.Port, HeapBytes = 256 * 1024 });
        Assert.Equal(DerStatus.TlsHandshake, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
        Assert.InRange((gateway.Clock - DateTime.UtcNow).TotalSeconds, -5, 5);
        Assert.Equal(1, time.Asked);
    }

    /// <summary>A server that tells a time before the firmware was made changes nothing: no TLS.</summary>
    [Fact]
    public async Task Time_before_the_firmware_is_not_taken()
    {
        await using var time = new SntpServer(TimeSpan.FromDays(-365 * 20));
        await using var server = new ScriptedServer(Proceed);
        using var pki = new TestPki();
        await using RunningGateway gateway = Start(server, pki, Engine.Jit, o => o with { ClockError = TimeSpan.FromDays(-365 * 30), TimeServers = "127.0.0.1", TimePort = time.Port, HeapBytes = 256 * 1024 });
        Assert.Equal(DerStatus.TlsClock, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
        Assert.InRange((gateway.Clock - DateTime.UtcNow).TotalDays, -365 * 30.5, -365 * 29.5);
    }

    private static RunningGateway Start(ScriptedServer server, TestPki pki, Engine engine, Func<GatewayOptions, GatewayOptions> change) =>
        RunningGateway.Start(server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile, engine: engine, change: change);

    private static byte[]? Honest(string server, byte[] question, long now) =>
        server switch { "silent" => null, "liar" => Answer(question, now - (20 * Year)), _ => Answer(question, now) };

    private static byte[] Answer(byte[] question, long utc) => SntpServer.Packet(question, DateTime.UnixEpoch.AddMilliseconds(utc));

    private static GatewaySettings Settings(string? servers)
    {
        GatewaySettings settings = LongRunTests.Settings();
        settings.TimeServers = servers;
        settings.TimePeriod = (int)(10 * Minute);
        return settings;
    }
}
