using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Mms;
using nanoDer.Xml;
using nanoDer.Xmpp;
using MmsKind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>
/// Where PDUs leave for stanzas and come from them: a PDU is the direct child of its stanza, as <see cref="StanzaProfile"/> has it. What protects
/// PDUs between the two peers belongs here: <see cref="Send"/> sees each PDU before its stanza, <see cref="Read"/> each payload before its PDU.
/// </summary>
internal sealed class PduPath
{
    private readonly XmppClient _xmpp;
    private readonly MmsDecoder _decoder;
    private readonly MmsEncoder _encoder;
    private readonly byte[] _to;
    private readonly PduShield? _shield;
    private bool _isShielded;
    private DerStatus _refused;
    private DecodeResult _state = DecodeResult.Failed;

    /// <summary>A path to one peer.</summary>
    /// <param name="xmpp">The stream.</param>
    /// <param name="dialect">The form of XER.</param>
    /// <param name="plan">Sizes of a PDU received.</param>
    /// <param name="to">Full JID of the peer.</param>
    /// <param name="shield">What protects PDUs; null for PDUs in the clear.</param>
    public PduPath(XmppClient xmpp, XerDialect dialect, MemoryPlan plan, string to, PduShield? shield)
    {
        _shield = shield;
        _xmpp = xmpp;
        _decoder = new MmsDecoder(dialect, plan);
        _encoder = new MmsEncoder(dialect, plan);
        Received = new MmsTree(plan);
        _to = Encoding.UTF8.GetBytes(to);
    }

    /// <summary>The PDU that came last.</summary>
    public MmsTree Received { get; }

    /// <summary>Why it cannot be read; Ok when it can.</summary>
    public DerStatus Decoded => _state == DecodeResult.Done ? DerStatus.Ok
        : _refused != DerStatus.Ok ? _refused
        : _decoder.Status != DerStatus.Ok ? _decoder.Status : DerStatus.Truncated;

    /// <summary>Sends a PDU.</summary>
    /// <param name="pdu">The PDU, a request.</param>
    /// <param name="number">Goes into the stanza's id.</param>
    /// <param name="most">Most octets of XML that the peer takes.</param>
    /// <returns>False when it is too large.</returns>
    public bool Send(MmsTree pdu, int number, int most)
    {
        _xmpp.BeginRequest(StanzaProfile.RequestType(pdu), _to, 0, _to.Length, number);
        if (_shield is not null)
        {
            return SendShielded(pdu, most);
        }

        int begun = _xmpp.Writer.Count;
        _encoder.Begin(pdu);
        if (!_encoder.Continue(_xmpp.Writer) || _xmpp.Writer.Count - begun > most)
        {
            _xmpp.CancelStanza();
            return false;
        }

        return _xmpp.EndStanza(StanzaKind.Iq);
    }

    /// <summary>The stanza at hand is complete: opens what was protected in it. A PDU in the clear does not count when there is something to protect them.</summary>
    public void Open()
    {
        if (_shield is null)
        {
            return;
        }

        Stanza stanza = _xmpp.Stanza;
        _state = _isShielded ? _shield.Open(_decoder, Received, stanza.From.AsSpan(0, stanza.FromLength)) : DecodeResult.Failed;
        _refused = !_isShielded ? DerStatus.EndToEndClear : _state == DecodeResult.Done ? DerStatus.Ok : _shield.Status;
        if (_isShielded && _shield.Answers)
        {
            _xmpp.BeginMessage(_to, 0, _to.Length);
            _xmpp.Writer.Put(_shield.Message.Buffer, _shield.Message.Start, _shield.Message.Count);
            _xmpp.EndStanza(StanzaKind.Message);
        }
    }

    /// <summary>Reads on in a payload.</summary>
    /// <param name="isStart">True for its first token.</param>
    /// <returns>False when more bytes are needed first.</returns>
    public bool Read(bool isStart)
    {
        _isShielded = isStart ? _shield is not null && _xmpp.Tokenizer.Namespace == _shield.NamespaceNumber : _isShielded;
        if (_isShielded)
        {
            bool isDone = _shield!.Read(_xmpp.Tokenizer, isStart);
            if (isDone)
            {
                _xmpp.PayloadDone();
            }

            return isDone;
        }

        _state = isStart ? _decoder.Begin(Received, _xmpp.Tokenizer) : _decoder.Continue(_xmpp.Tokenizer);
        if (_state == DecodeResult.NeedMore)
        {
            return false;
        }

        _xmpp.PayloadDone();
        return true;
    }

    // The handshake brings the initiate-Request; everything else needs it first.
    private bool SendShielded(MmsTree pdu, int most)
    {
        bool opens = pdu.Kind(0) == MmsKind.InitiateRequestPdu;
        if (_shield!.Begin(opens))
        {
            ByteWriter message = _shield.Message;
            int begun = message.Count;
            _encoder.Begin(pdu);
            if (_encoder.Continue(message) && message.Count - begun <= most && _shield.End(opens))
            {
                _xmpp.Writer.Put(message.Buffer, message.Start, message.Count);
                return _xmpp.EndStanza(StanzaKind.Iq);
            }
        }

        _xmpp.CancelStanza();
        return false;
    }

    /// <summary>Whether the stanza at hand is the peer's; without a resource it speaks for all of the peer's.</summary>
    public bool IsFromPeer()
    {
        Stanza stanza = _xmpp.Stanza;
        ReadOnlySpan<byte> from = stanza.From.AsSpan(0, stanza.FromLength);
        return from.SequenceEqual(_to) || (stanza.Kind == StanzaKind.Presence && from.Length > 0 && _to.AsSpan().StartsWith(from) && _to[from.Length] == '/');
    }

    /// <summary>Number of the request that the stanza at hand answers; 0 for none.</summary>
    public int Number()
    {
        Stanza stanza = _xmpp.Stanza;
        return stanza.IdLength > 1 && stanza.Id[0] == 'r' ? Math.Max(0, Bytes.ParseDecimal(stanza.Id, 1, stanza.IdLength - 1)) : 0;
    }
}
