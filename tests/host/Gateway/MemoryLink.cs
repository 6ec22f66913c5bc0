using System.Text;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Tls;
using nanoDer.UnitTests.Xmpp;

namespace nanoDer.HostTests.Gateway;

/// <summary>
/// A board and a server in memory, with a clock of their own: hours pass in milliseconds. The server lets the device in, reads its inverter now and
/// then, and cuts the connection after a while. What the gateway itself allocates is counted, what is done here is not.
/// </summary>
internal sealed class MemoryLink(long cutAfter) : IBoard, ITransport, IInverter, IGatewayEvents
{
    private const string Mms = "xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'";

    private static readonly (long Up, long Down) Never = (long.MaxValue, long.MaxValue);

    private readonly Queue<byte[]> _says = new();
    private int _said;
    private readonly byte[] _ping = Encoding.UTF8.GetBytes("<iq type='get' id='p' from='der.local'><ping xmlns='urn:xmpp:ping'/></iq>");
    private readonly byte[] _readTime = Encoding.UTF8.GetBytes(Client("get", 3, $"<confirmed-RequestPDU {Mms}><invokeID>8</invokeID><ConfirmedServiceRequest><read specificationWithResult='false'><variableAccessSpecification><listOfVariable><SEQUENCE><variableSpecification><name><domain-specific><domainId>DER1LD0</domainId><itemId>MMXU1$MX$TotW$t</itemId></domain-specific></name></variableSpecification></SEQUENCE></listOfVariable></variableAccessSpecification></read></ConfirmedServiceRequest></confirmed-RequestPDU>"));
    private Firmware.Gateway? _gateway;
    private FlightRecording? _recording;
    private byte[]? _datagram;
    private string _heard = "";
    private (long Up, long Down) _cut = Never;
    private int _connections;
    private long _up;
    private long _down;
    private bool _isCut;
    private bool _secure;
    private bool _inside;
    private long _opened;
    private long _pinged;
    private long _end;
    private long _mark;

    public long Clock { get; private set; } = 1_000_000;

    /// <summary>Events in their order, without the time.</summary>
    public List<(GatewayEvent What, DerStatus Status, string? Text)> Told { get; } = [];

    /// <summary>Bytes that the gateway allocated in turns of its loop in which it told nothing.</summary>
    public long QuietBytes { get; private set; }

    /// <summary>All bytes that it allocated.</summary>
    public long Bytes { get; private set; }

    public int Readings { get; private set; }

    /// <summary>After how many bytes to the server and from it a connection is cut, by its number from 0.</summary>
    public Func<int, (long Up, long Down)>? CutAt { get; init; }

    /// <summary>Bytes to the server and from it up to the moment when the gateway was online for the first time.</summary>
    public (long Up, long Down) LoginBytes { get; private set; }

    /// <summary>Called at each reading of the inverter.</summary>
    public Action<MemoryLink>? OnReading { get; init; }

    /// <summary>From when on allocations count.</summary>
    public long Warm { get; init; }

    private int ToldBefore { get; set; }

    private long TurnBytes { get; set; }

    /// <summary>What the server announces about stanzas among its features (XEP-0478).</summary>
    public string Limits { get; init; } = "";

    /// <summary>Largest PDU that the gateway has agreed on last.</summary>
    public int PduBytes { get; private set; }

    /// <summary>The gateway's security events.</summary>
    public SecurityLog Security => _gateway!.Security;

    /// <summary>Whether the gateway is let in now.</summary>
    public bool IsInside => _inside;

    /// <summary>Has the server pass on a stanza, 20 ms after what it said before.</summary>
    public void Hear(byte[] stanza) => _says.Enqueue(stanza);

    /// <summary>Runs for so long.</summary>
    public void Fly(long milliseconds, GatewaySettings settings, Stream? record = null)
    {
        _end = Clock + milliseconds;
        _recording = record == null ? null : FlightRecording.Create(record, settings);
        IInverter inverter = _recording == null ? this : new RecordedInverter(this, _recording);
        _gateway = new Firmware.Gateway(settings, inverter, this, this, this);
        _mark = GC.GetAllocatedBytesForCurrentThread();
        _gateway.Run();
    }

    public long Now() => Clock;

    /// <summary>How far the board's clock is from the right time, in milliseconds.</summary>
    public long ClockError { get; set; }

    /// <summary>Time server: gets the name and the packet of a question, and the right time; null for no answer.</summary>
    public Func<string, byte[], long, byte[]?>? TimeServer { get; init; }

    /// <summary>The time, in seconds, that the client has read last, every 20 s, where there is a time server.</summary>
    public long Stamped { get; private set; }

    /// <summary>Its quality.</summary>
    public int TimeQuality { get; private set; }

    public long RightTime => 1_800_000_000_000 + Clock;

    public long Utc() => RightTime + ClockError;

    public void SetUtc(long utc) => ClockError = utc - RightTime;

    public long Nonce() => 4711 + Clock;

    public void Sleep(int milliseconds) => Clock += milliseconds;

    public int FreeHeap() => 50_000;

    public int LargestBlock() => 50_000;

    public void FeedWatchdog()
    {
        Enter();
        if (Told.Count == ToldBefore)
        {
            QuietBytes += TurnBytes;
        }

        ToldBefore = Told.Count;
        TurnBytes = 0;
        if (Clock >= _end)
        {
            _gateway!.Stop();
        }

        Leave();
    }

    public void Restart() => throw new InvalidOperationException("the board restarted");

    public void Recorded(byte[] buffer, int offset, int count)
    {
        Enter();
        _recording?.Device(buffer.AsSpan(offset, count));
        Leave();
    }

    public DerStatus Open(string host, int port)
    {
        _opened = Clock;
        _pinged = Clock;
        _secure = _inside = false;
        _says.Clear();
        _said = 0;
        _heard = "";
        _up = _down = 0;
        _isCut = false;
        _cut = CutAt?.Invoke(_connections) ?? Never;
        _connections++;
        return DerStatus.Ok;
    }

    public DerStatus Check(long utc, int freeHeap, int largestBlock) => DerStatus.Ok;

    public long NotAfter() => long.MaxValue;

    public DerStatus Secure(string domain)
    {
        _secure = true;
        Clock += 1500;
        return DerStatus.Ok;
    }

    public int Receive(byte[] buffer, int wait)
    {
        Enter();
        int count = Say(buffer);
        Leave();
        return count;
    }

    public bool Send(byte[] buffer, int offset, int count)
    {
        if (_isCut)
        {
            return false;
        }

        Enter();
        int passed = (int)Math.Min(count, _cut.Up - _up);
        _isCut = passed < count;
        _up += passed;
        _heard += Encoding.UTF8.GetString(buffer, offset, passed);
        Answer();
        Leave();

        // Of what is lost on the way the sender knows nothing yet.
        return true;
    }

    public void Ask(string server, int port, byte[] buffer, int count)
    {
        Func<string, byte[], long, byte[]?> ask = TimeServer ?? throw new InvalidOperationException("no DNS here");
        _datagram = ask(server, buffer[..count], RightTime);
    }

    public int Answer(byte[] buffer, int wait)
    {
        if (_datagram is not { } datagram)
        {
            Clock += wait;
            return 0;
        }

        Clock += 10;
        _datagram = null;
        datagram.CopyTo(buffer, 0);
        return datagram.Length == 0 ? -1 : datagram.Length;
    }

    public void EndAsking() => _datagram = null;

    public void Close()
    {
    }

    public bool Read(InverterReadings readings)
    {
        Enter();
        Readings++;
        OnReading?.Invoke(this);
        readings.ActivePower = Readings;
        readings.Connected = true;
        Leave();
        return true;
    }

    public void Apply(InverterSetPoints setPoints)
    {
    }

    public void OnEvent(GatewayEvent what, DerStatus status, string? text)
    {
        Enter();
        if (what == GatewayEvent.Online && LoginBytes == default)
        {
            LoginBytes = (_up, _down);
        }

        Told.Add((what, status, text));
        Leave();
    }

    private int Say(byte[] buffer)
    {
        if (_says.TryPeek(out byte[]? bytes))
        {
            Clock += _said == 0 ? 20 : 0;
            int wanted = Math.Min(bytes.Length - _said, buffer.Length);
            int passed = (int)Math.Min(wanted, _cut.Down - _down);
            _isCut |= passed < wanted;
            _down += passed;
            bytes.AsSpan(_said, passed).CopyTo(buffer);
            _said += wanted;
            if (_said == bytes.Length)
            {
                _said = 0;
                _says.Dequeue();
            }

            return passed > 0 ? passed : -1;
        }

        if (_isCut)
        {
            return -1;
        }

        // A quiet second at a time.
        Clock += 1000;
        if (Clock - _opened > cutAfter)
        {
            return -1;
        }

        if (_inside && Clock - _pinged >= 20_000)
        {
            _pinged = Clock;
            if (TimeServer != null)
            {
                _says.Enqueue(_readTime);
            }

            _ping.CopyTo(buffer, 0);
            return _ping.Length;
        }

        return 0;
    }

    private void Answer()
    {
        (string Said, string[] Answers)[] manners =
        [
            (Transcript.StartTls, [Transcript.Proceed]),
            (Transcript.Auth, [Transcript.Success]),
            (Transcript.Bind, [Transcript.Bound]),
            (Transcript.RosterRequest, [Transcript.Roster, Client("set", 1, $"<initiate-RequestPDU {Mms}><localDetailCalling>8192</localDetailCalling><proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling><proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled><proposedDataStructureNestingLevel>8</proposedDataStructureNestingLevel><initRequestDetail><proposedVersionNumber>1</proposedVersionNumber><proposedParameterCBB>11110001000</proposedParameterCBB><servicesSupportedCalling>{new string('0', 85)}</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>"),
                Client("get", 2, $"<confirmed-RequestPDU {Mms}><invokeID>7</invokeID><ConfirmedServiceRequest><identify/></ConfirmedServiceRequest></confirmed-RequestPDU>")]),
            ("</stream:stream>", ["</stream:stream>"]),
        ];
        if (_heard.Contains("<stream:stream ", StringComparison.Ordinal))
        {
            _says.Enqueue(Encoding.UTF8.GetBytes(Transcript.Header + (!_secure ? Transcript.TlsFeatures : _inside ? $"<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>{Limits}</stream:features>" : Transcript.SaslFeatures)));
        }

        foreach ((string said, string[] answers) in manners)
        {
            if (_heard.Contains(said, StringComparison.Ordinal))
            {
                Array.ForEach(answers, a => _says.Enqueue(Encoding.UTF8.GetBytes(a)));
                _inside |= said == Transcript.Auth;
            }
        }

        int detail = _heard.IndexOf("<localDetailCalled>", StringComparison.Ordinal) + 19;
        if (detail >= 19)
        {
            PduBytes = int.Parse(_heard[detail.._heard.IndexOf('<', detail)], System.Globalization.CultureInfo.InvariantCulture);
        }

        int stamp = _heard.IndexOf("<utc-time>", StringComparison.Ordinal) + 10;
        if (stamp >= 10)
        {
            Stamped = Convert.ToInt64(_heard[stamp..(stamp + 8)], 16);
            TimeQuality = Convert.ToInt32(_heard[(stamp + 14)..(stamp + 16)], 16);
        }

        _heard = "";
    }

    private static string Client(string type, int id, string pdu) => $"<iq type='{type}' id='g{id}' from='grid@der.local/a' to='der1@der.local/IEC'>{pdu}</iq>";

    private void Enter()
    {
        long spent = GC.GetAllocatedBytesForCurrentThread() - _mark;
        if (Clock >= Warm)
        {
            TurnBytes += spent;
            Bytes += spent;
        }
    }

    private void Leave() => _mark = GC.GetAllocatedBytesForCurrentThread();
}
