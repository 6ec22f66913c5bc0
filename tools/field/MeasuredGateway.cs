extern alias nano;

using nano::nanoDer.Platform;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tools;

namespace nanoDer.Field;

/// <summary>
/// The firmware's gateway on .NET's JIT with an account of what its own code allocates: what the board, the sockets and TLS make does not
/// count. Turns of its loop in which something is told, as at a new connection, are kept apart from the others.
/// </summary>
internal sealed class MeasuredGateway : IGatewayEvents, IInverter, IBoard, ITransport
{
    private const float RatedPower = 10_000;

    private readonly NanoBoard _board = new();
    private readonly ITransport _way;
    private readonly Firmware.Gateway _gateway;
    private long _mark;
    private long _turn;
    private bool _told;
    private float _power = RatedPower;

    public MeasuredGateway(GatewaySettings settings)
    {
        _way = new Connection(settings);
        _gateway = new Firmware.Gateway(settings, this, this, this, this);
    }

    /// <summary>Told what happens, on the gateway's thread.</summary>
    public event Action<GatewayEvent, DerStatus>? Told;

    /// <summary>Bytes allocated in turns that told nothing, since <see cref="Warm"/>.</summary>
    public long Steady { get; private set; }

    /// <summary>Bytes allocated in turns that told something.</summary>
    public long Telling { get; private set; }

    /// <summary>Counts from the next turn on.</summary>
    public bool Warm { get; set; }

    /// <summary>Runs until <paramref name="stop"/>.</summary>
    public void Run(CancellationToken stop)
    {
        new EmulatedBoard().Enter();
        using CancellationTokenRegistration _ = stop.Register(_gateway.Stop);
        Leave();
        _gateway.Run();
    }

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string text)
    {
        Enter();
        _told = true;
        Told?.Invoke(what, status);
        Leave();
    }

    bool IInverter.Read(InverterReadings readings)
    {
        Enter();
        _power = _power > RatedPower / 2 ? _power - 1 : RatedPower;
        readings.ActivePower = _power;
        readings.Frequency = 50;
        readings.Connected = true;
        return Leave(true);
    }

    void IInverter.Apply(InverterSetPoints setPoints)
    {
        // It does what it likes.
    }

    long IBoard.Now()
    {
        Enter();
        return Leave(_board.Now());
    }

    long IBoard.Utc()
    {
        Enter();
        return Leave(_board.Utc());
    }

    void IBoard.SetUtc(long utc) => _board.SetUtc(utc);

    long IBoard.Nonce() => _board.Nonce();

    void IBoard.Sleep(int milliseconds)
    {
        Turn();
        _board.Sleep(milliseconds);
        Leave();
    }

    int IBoard.FreeHeap() => int.MaxValue;

    int IBoard.LargestBlock() => int.MaxValue;

    void IBoard.FeedWatchdog()
    {
        // Nobody watches.
    }

    void IBoard.Restart() => throw new InvalidOperationException("the firmware restarts the board");

    void IBoard.Recorded(byte[] buffer, int offset, int count)
    {
        // Nobody reads it.
    }

    DerStatus ITransport.Open(string host, int port)
    {
        Enter();
        _told = true;
        return Leave(_way.Open(host, port));
    }

    DerStatus ITransport.Check(long utc, int freeHeap, int largestBlock)
    {
        Enter();
        return Leave(_way.Check(utc, freeHeap, largestBlock));
    }

    long ITransport.NotAfter() => _way.NotAfter();

    DerStatus ITransport.Secure(string domain)
    {
        Enter();
        _told = true;
        return Leave(_way.Secure(domain));
    }

    int ITransport.Receive(byte[] buffer, int wait)
    {
        Turn();
        return Leave(_way.Receive(buffer, wait));
    }

    bool ITransport.Send(byte[] buffer, int offset, int count)
    {
        Enter();
        return Leave(_way.Send(buffer, offset, count));
    }

    void ITransport.Ask(string server, int port, byte[] buffer, int count) => _way.Ask(server, port, buffer, count);

    int ITransport.Answer(byte[] buffer, int wait) => _way.Answer(buffer, wait);

    void ITransport.EndAsking() => _way.EndAsking();

    void ITransport.Close()
    {
        Enter();
        _told = true;
        _way.Close();
        Leave();
    }

    private void Enter() => _turn += GC.GetAllocatedBytesForCurrentThread() - _mark;

    private void Leave() => _mark = GC.GetAllocatedBytesForCurrentThread();

    private T Leave<T>(T result)
    {
        Leave();
        return result;
    }

    /// <summary>A turn of the loop has come to its end.</summary>
    private void Turn()
    {
        Enter();
        if (Warm)
        {
            Steady += _told ? 0 : _turn;
            Telling += _told ? _turn : 0;
        }

        _turn = 0;
        _told = false;
    }
}
