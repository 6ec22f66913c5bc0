using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using nanoDer.Core;
using nanoDer.EndToEnd;
using nanoDer.Firmware;
using nanoDer.Shield;
using nanoDer.Tls;
using nanoDer.UnitTests.Xmpp;
using Xunit;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>
/// The gateway of the firmware with end-to-end security, its board, and in memory an XMPP server with a client: what the client says is a
/// sequence of stanzas, each drawn when the gateway has answered the one before.
/// </summary>
internal sealed class ShieldLink : IBoard, ITransport, IInverter, IGatewayEvents
{
    public const string Mms = "xmlns=\"http://www.iec.ch/61850/2018/SCSM_8_2\"";

    public static readonly string Initiate = $"<initiate-RequestPDU {Mms}><localDetailCalling>8192</localDetailCalling><proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling>"
        + "<proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled><proposedDataStructureNestingLevel>8</proposedDataStructureNestingLevel><initRequestDetail>"
        + $"<proposedVersionNumber>1</proposedVersionNumber><proposedParameterCBB>11110001000</proposedParameterCBB><servicesSupportedCalling>{new string('0', 85)}</servicesSupportedCalling>"
        + "</initRequestDetail></initiate-RequestPDU>";

    private readonly Queue<byte[]> _says = new();
    private readonly IEnumerator<string> _client;
    private readonly Party? _clock;
    private Firmware.Gateway? _gateway;
    private string _heard = "";
    private bool _secure;
    private bool _inside;
    private int _quiet;

    /// <param name="clock">The party whose clock is everybody's.</param>
    /// <param name="client">What the client says, by the link.</param>
    public ShieldLink(Party clock, Func<ShieldLink, IEnumerable<string>> client)
    {
        _clock = clock;
        _client = client(this).GetEnumerator();
    }

    /// <summary>True to take what the gateway says to others for what it says to the client.</summary>
    public bool HearsAll { get; init; }

    /// <summary>What the gateway said last to the client.</summary>
    public string Last { get; private set; } = "";

    /// <summary>Everything that passed the server behind the login.</summary>
    public StringBuilder Wire { get; } = new();

    public List<(GatewayEvent What, DerStatus Status)> Told { get; } = [];

    /// <summary>What is in a stanza.</summary>
    public static string Inner(string stanza) => stanza[(stanza.IndexOf('>') + 1)..stanza.LastIndexOf("</", StringComparison.Ordinal)];

    public static string Iq(string type, string payload) => $"<iq type='{type}' id='g1' from='{EndToEndSite.GridJid}' to='{EndToEndSite.DeviceJid}'>{payload}</iq>";

    public static string Read(string item) => $"<confirmed-RequestPDU {Mms}><invokeID>7</invokeID><ConfirmedServiceRequest><read specificationWithResult=\"false\"><variableAccessSpecification>"
        + $"<listOfVariable><SEQUENCE><variableSpecification><name><domain-specific><domainId>DER1LD0</domainId><itemId>{item}</itemId></domain-specific></name></variableSpecification>"
        + "</SEQUENCE></listOfVariable></variableAccessSpecification></read></ConfirmedServiceRequest></confirmed-RequestPDU>";

    public static ShieldSettings Settings(EndToEndSite site, EndToEndProfile profile, MemoryPlan plan, string? clear = null, string jid = EndToEndSite.DeviceJid)
    {
        using X509Certificate2 own = site.Issue(jid);
        return new ShieldSettings
        {
            Plan = plan, Profile = profile, Clear = clear, Entropy = RandomNumberGenerator.GetBytes(64),
            Certificate = own.ExportCertificatePem(), PrivateKey = own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            Authority = new string(PemEncoding.Write("CERTIFICATE", site.CaDer)),
        };
    }

    /// <summary>Runs until the client has nothing more to say.</summary>
    public void Run(ShieldSettings? settings, MemoryPlan plan)
    {
        _gateway = new Firmware.Gateway(
            new GatewaySettings
            {
                Jid = "der1@der.local", Host = "server", Seed = 42, Plan = plan, Tls = new TlsProfile { BuiltAt = 1_700_000_000 },
                Shield = settings == null ? null : new EndToEndShield(settings),
            },
            this, this, this, this);
        _gateway.Run();
        Assert.False(_client.MoveNext(), "the client has still something to say: " + Last);
    }

    public long Now() => _clock!.NowMs;

    public long Utc() => _clock!.UtcMs;

    public void SetUtc(long utc)
    {
    }

    public long Nonce() => 4711;

    public void Sleep(int milliseconds) => _clock!.NowMs += milliseconds;

    public int FreeHeap() => 50_000;

    public int LargestBlock() => 50_000;

    public void FeedWatchdog()
    {
    }

    public void Restart() => throw new InvalidOperationException("the board restarted");

    public void Recorded(byte[] buffer, int offset, int count)
    {
    }

    public DerStatus Open(string host, int port) => DerStatus.Ok;

    public DerStatus Check(long utc, int freeHeap, int largestBlock) => DerStatus.Ok;

    public long NotAfter() => long.MaxValue;

    public DerStatus Secure(string domain)
    {
        _secure = true;
        return DerStatus.Ok;
    }

    public int Receive(byte[] buffer, int wait)
    {
        if (_says.TryDequeue(out byte[]? bytes))
        {
            int count = Math.Min(bytes.Length, buffer.Length);
            bytes.AsSpan(0, count).CopyTo(buffer);
            if (count < bytes.Length)
            {
                byte[][] rest = [bytes[count..], .. _says];
                _says.Clear();
                Array.ForEach(rest, _says.Enqueue);
            }

            _quiet = 0;
            return count;
        }

        _clock!.NowMs += 100;
        _quiet++;
        if (_quiet > 50)
        {
            _gateway!.Stop();
        }

        return 0;
    }

    public bool Send(byte[] buffer, int offset, int count)
    {
        _heard += Encoding.UTF8.GetString(buffer, offset, count);
        (string Said, string Answer)[] manners =
        [
            (Transcript.StartTls, Transcript.Proceed), (Transcript.Auth, Transcript.Success), (Transcript.Bind, Transcript.Bound), (Transcript.RosterRequest, Transcript.Roster),
            ("</stream:stream>", "</stream:stream>"),
        ];
        if (_heard.Contains("<stream:stream ", StringComparison.Ordinal))
        {
            Say(Transcript.Header + (!_secure ? Transcript.TlsFeatures : _inside ? "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>" : Transcript.SaslFeatures));
            _heard = "";
            return true;
        }

        foreach ((string said, string answer) in manners)
        {
            if (_heard.Contains(said, StringComparison.Ordinal))
            {
                Say(answer);
                _inside |= said == Transcript.Auth;
            }
        }

        // A stanza that is larger than the gateway's window comes in parts.
        int end = 0;
        foreach (Match m in Regex.Matches(_heard, $"<(iq|message) [^>]*to='{(HearsAll ? "[a-z]*@der.local/[a-z]*" : EndToEndSite.GridJid)}'.*?</\\1>", RegexOptions.Singleline))
        {
            Last = m.Value;
            Wire.Append(m.Value);
            end = m.Index + m.Length;
            Draw();
        }

        if (_heard.Contains(Transcript.RosterRequest, StringComparison.Ordinal))
        {
            Draw();
        }

        int open = Math.Max(_heard.LastIndexOf("<iq ", StringComparison.Ordinal), _heard.LastIndexOf("<message ", StringComparison.Ordinal));
        _heard = open >= end && _inside && !_heard[open..].Contains("</iq>", StringComparison.Ordinal) ? _heard[open..] : "";
        return true;
    }

    public void Ask(string server, int port, byte[] buffer, int count) => throw new InvalidOperationException("no DNS here");

    public int Answer(byte[] buffer, int wait) => -1;

    public void EndAsking()
    {
    }

    public void Close()
    {
    }

    public bool Read(InverterReadings readings)
    {
        readings.ActivePower = 5;
        readings.Connected = true;
        return true;
    }

    public void Apply(InverterSetPoints setPoints)
    {
    }

    public void OnEvent(GatewayEvent what, DerStatus status, string? text) => Told.Add((what, status));

    private void Draw()
    {
        if (_client.MoveNext())
        {
            Wire.Append(_client.Current);
            Say(_client.Current);
        }
        else
        {
            _gateway!.Stop();
        }
    }

    private void Say(string text) => _says.Enqueue(Encoding.UTF8.GetBytes(text));
}
