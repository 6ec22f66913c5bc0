extern alias nano;

using nanoDer.Core;
using nanoDer.Firmware;
using nano::nanoDer.Platform;
using nanoDer.Tools;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Field;

/// <summary>
/// The gateway without IEC 61850: its XMPP client and its connection in a loop such as the firmware's, on the host. It answers pings, and sends
/// questions of <see cref="Load.Echo"/> back.
/// </summary>
public sealed class EchoDevice
{
    private const int TurnTime = 100;
    private const int Depth = 3;

    private readonly byte[] _text = new byte[8192];
    private readonly byte[] _received = new byte[1024];
    private readonly GatewaySettings _settings;
    private readonly EmulatedBoard _board;
    private readonly Connection _connection;
    private readonly XmppClient _xmpp;
    private int _length;

    /// <summary>Takes its memory.</summary>
    /// <param name="server">Where it connects to.</param>
    /// <param name="jid">Who it is.</param>
    /// <param name="certificate">Its certificate, PEM.</param>
    /// <param name="key">Its key, PEM.</param>
    /// <param name="authority">Who vouches for the server, PEM.</param>
    /// <param name="publishers">Who may invite it into rooms, where it says again what it hears.</param>
    public EchoDevice(Endpoint server, BareJid jid, byte[] certificate, byte[] key, byte[] authority, params string[] publishers)
    {
        _board = new EmulatedBoard { DeviceCertificate = [.. certificate, (byte)'\n', .. key, 0], CaStore = [.. authority, 0] };
        _settings = new GatewaySettings { Jid = jid.ToString(), Host = server.Host, Port = server.Port };
        _connection = new Connection(_settings);
        var namespaces = new XmlNamespaces(24);
        int payload = namespaces.Add(Load.Echo);
        var account = new XmppAccount(Jid.Parse(_settings.Jid), StanzaProfile.Resource, Load.Echo) { Publishers = new PeerList(_settings.Plan) };
        Array.ForEach(publishers, p => account.Publishers.Add(p));
        _xmpp = new XmppClient(_settings.Plan, account, namespaces, payload);
    }

    /// <summary>Something has happened: with the room's status, and the condition of a stanza that was refused.</summary>
    public event Action<XmppEvent, DerStatus, StanzaCondition>? Told;

    /// <summary>Runs on the caller's thread.</summary>
    /// <exception cref="UserError">The session has ended before <paramref name="cancellation"/>.</exception>
    public void Run(CancellationToken cancellation)
    {
        _board.Enter();
        Check(_connection.Open(_settings.Host, _settings.Port));
        try
        {
            _xmpp.Connect(Environment.TickCount64);
            while (!cancellation.IsCancellationRequested)
            {
                _xmpp.Tick(Environment.TickCount64);
                Flush();
                int count = _connection.Receive(_received, TurnTime);
                if (count < 0)
                {
                    _xmpp.Disconnected();
                }

                Work(count);
                Check(_xmpp.Status);
            }
        }
        finally
        {
            _connection.Close();
        }
    }

    private static void Check(DerStatus status)
    {
        if (status != DerStatus.Ok)
        {
            throw new UserError("echo", $"{status}", EventText.Status(status));
        }
    }

    private void Work(int count)
    {
        int offset = 0;
        while (true)
        {
            XmppEvent happened = _xmpp.Next();
            switch (happened)
            {
                case XmppEvent.StartTls:
                    Flush();
                    Check(_connection.Secure(BareJid.Parse(_settings.Jid).Domain));
                    _xmpp.TlsEstablished(Environment.TickCount64);
                    return;
                case XmppEvent.PayloadStart or XmppEvent.Payload when Read(happened):
                case XmppEvent.StanzaEnd when Answer():
                    continue;
                case XmppEvent.None or XmppEvent.PayloadStart or XmppEvent.Payload:
                    Flush();
                    if (offset >= count)
                    {
                        return;
                    }

                    offset += _xmpp.Feed(_received, offset, count - offset);
                    continue;
                default:
                    Told?.Invoke(happened, _xmpp.Room?.Status ?? DerStatus.Ok, _xmpp.Stanza.Condition);
                    continue;
            }
        }
    }

    /// <summary>Reads on in a payload; false when more bytes are needed first.</summary>
    private bool Read(XmppEvent happened)
    {
        _length = happened == XmppEvent.PayloadStart ? 0 : _length;
        XmlTokenizer tokenizer = _xmpp.Tokenizer;
        while (true)
        {
            switch (tokenizer.Next())
            {
                case XmlToken.None:
                    return false;
                case XmlToken.Error:
                    return false;
                case XmlToken.EndElement when tokenizer.Depth == Depth:
                    _xmpp.PayloadDone();
                    return true;
                case XmlToken.Text when _length + tokenizer.TextLength <= _text.Length:
                    Array.Copy(tokenizer.Buffer, tokenizer.TextOffset, _text, _length, tokenizer.TextLength);
                    _length += tokenizer.TextLength;
                    break;
            }
        }
    }

    private bool Answer()
    {
        Flush();
        Stanza stanza = _xmpp.Stanza;
        if (stanza.Kind == StanzaKind.Iq && stanza.Type == StanzaType.Get)
        {
            _xmpp.BeginResult();
            End(StanzaKind.Iq);
        }
        else if (stanza.Type == StanzaType.GroupChat)
        {
            _xmpp.BeginRoomMessage(_xmpp.Room);
            End(StanzaKind.Message);
        }

        return true;
    }

    private void End(StanzaKind kind)
    {
        _xmpp.Writer.PutAscii("<e xmlns='urn:nanoder:echo'>");
        _xmpp.Writer.Put(_text, 0, _length);
        _xmpp.Writer.PutAscii("</e>");
        _xmpp.EndStanza(kind);
    }

    private void Flush()
    {
        int count = _xmpp.OutputCount;
        if (count > 0 && _connection.Send(_xmpp.Output, _xmpp.OutputOffset, count))
        {
            _xmpp.Consume(count);
        }
    }
}
