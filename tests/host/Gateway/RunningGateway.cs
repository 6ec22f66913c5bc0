using System.Collections.Concurrent;
using System.Diagnostics;
using nanoDer.Core;
using nanoDer.Device.Execution;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Pki;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>An emulated gateway that runs during a test, and what it has told. It has to end within a limit when the test does.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public const string Jid = "der1@der.local";

    /// <summary>Bounds of the waits between attempts: short, so that tests see several.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(40);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<GatewayMessage> _told = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly IEmulatedGateway _gateway;
    private readonly Task _run;
    private int _seen;

    private RunningGateway(IEmulatedGateway gateway)
    {
        _gateway = gateway;
        gateway.Told += message =>
        {
            _told.Enqueue(message);
            _news.Release();
        };
        _run = Task.Factory.StartNew(() => gateway.Run(_stop.Token), TaskCreationOptions.LongRunning);
    }

    /// <summary>All that it has told so far.</summary>
    public IReadOnlyList<GatewayMessage> Told => [.. _told];

    /// <summary>Starts one on an emulated ESP32_OLIMEX.</summary>
    public static RunningGateway Start(Endpoint server, IssuedCertificate own, string authorityFile, IInverter? inverter = null, string jid = Jid, Engine engine = Engine.Jit,
        Func<GatewayOptions, GatewayOptions>? change = null)
    {
        Board board = Board.Load("ESP32_OLIMEX");
        var options = new GatewayOptions(
            server.Host, server.Port, jid, File.ReadAllBytes(own.CertificateFile), File.ReadAllBytes(own.KeyFile), File.ReadAllBytes(authorityFile), board.MemoryPlan.StanzaBytes)
        {
            FirstWait = FirstWait,
            LongestWait = LongestWait,
        };
        return new RunningGateway(new EmulatedGateway(board, change?.Invoke(options) ?? options, TextWriter.Null, inverter, engine));
    }

    /// <summary>The security events in its memory.</summary>
    public IReadOnlyList<LoggedEvent> Events => (_gateway as EmulatedGateway)?.Events ?? [];

    /// <summary>What its board's clock shows.</summary>
    public DateTime Clock => ((EmulatedGateway)_gateway).Clock;

    /// <summary>The keys of its group, of one on the JIT that has a group.</summary>
    public nanoDer.Gdoi.KeyStore? GroupKeys => (_gateway as EmulatedGateway)?.GroupKeys;

    /// <summary>The device that it runs on, of one on the interpreter.</summary>
    public Machine? Device => (_gateway as EmulatedGateway)?.Device;

    /// <summary>Starts one whose patience with the server is less than a second.</summary>
    public static RunningGateway StartImpatient(Endpoint server, IssuedCertificate own, string authorityFile) =>
        new(new ImpatientGateway(server, File.ReadAllBytes(own.CertificateFile), File.ReadAllBytes(own.KeyFile), File.ReadAllBytes(authorityFile)));

    /// <summary>Whether it is online now.</summary>
    public bool IsUp => Told.LastOrDefault(m => m.What is GatewayEvent.Online or GatewayEvent.Resumed or GatewayEvent.Offline)?.What is GatewayEvent.Online or GatewayEvent.Resumed;

    /// <summary>Waits until something is true.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed < Limit, $"it does not come; {Log()}");
            await Task.Delay(20);
        }
    }

    /// <summary>Starts one that the test makes.</summary>
    public static RunningGateway Start(Func<byte[], byte[], byte[], IEmulatedGateway> make, IssuedCertificate own, string authorityFile) =>
        new(make(File.ReadAllBytes(own.CertificateFile), File.ReadAllBytes(own.KeyFile), File.ReadAllBytes(authorityFile)));

    /// <summary>Waits for the next message of a kind.</summary>
    public async Task<GatewayMessage> NextAsync(GatewayEvent what)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            IReadOnlyList<GatewayMessage> told = Told;
            while (_seen < told.Count)
            {
                GatewayMessage message = told[_seen++];
                if (message.What == what)
                {
                    return message;
                }
            }

            Assert.False(_run.IsCompleted, $"the gateway ended; {Log()}");
            Assert.True(time.Elapsed < Limit, $"no {what} within {Limit.TotalSeconds} s; {Log()}");
            await _news.WaitAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits until a connection has ended for the reason given, and until the gateway has tried again for the same reason.</summary>
    /// <param name="status">The reason.</param>
    /// <param name="advice">What the line in the log tells to do, or a part of it.</param>
    public async Task FailsAndTriesAgainAsync(DerStatus status, string advice)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            GatewayMessage message = await NextAsync(GatewayEvent.Offline);
            Assert.True(message.Status == status, $"{message.Status} instead of {status}; {Log()}");
            Assert.StartsWith($"offline: {status}: ", message.Line, StringComparison.Ordinal);
            Assert.Contains(advice, message.Line, StringComparison.Ordinal);
            await NextAsync(GatewayEvent.Waiting);
        }

        Assert.DoesNotContain(Told, message => message.What == GatewayEvent.Online);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(StopLimit);
        Assert.Equal(GatewayEvent.Stopped, Told[^1].What);
        _stop.Dispose();
        _news.Dispose();
    }

    private string Log() => "told last:\n" + string.Join("\n", Told.TakeLast(40).Select(message => message.Line));
}
