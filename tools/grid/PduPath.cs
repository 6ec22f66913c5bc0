using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Mms;
using nanoDer.Xml;
using nanoDer.Xmpp;

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
    private DecodeResult _state = DecodeResult.Failed;

    /// <summary>A path to one peer.</summary>
    /// <param name="xmpp">The stream.</param>
    /// <param name="dialect">The form of XER.</param>
    /// <param name="plan">Sizes of a PDU received.</param>
    /// <param name="to">Full JID of the peer.</param>
    public PduPath(XmppClient xmpp, XerDialect dialect, MemoryPlan plan, string to)
    {
        _xmpp = xmpp;
        _decoder = new MmsDecoder(dialect, plan);
        _encoder = new MmsEncoder(dialect, plan);
        Received = new MmsTree(plan);
        _to = Encoding.UTF8.GetBytes(to);
    }

    /// <summary>The PDU that came last.</summary>
    public MmsTree Received { get; }

    /// <summary>Why it cannot be read; Ok when it can.</summary>
    public DerStatus Decoded => _state == DecodeResult.Done ? DerStatus.Ok : _decoder.Status;

    /// <summary>Sends a PDU.</summary>
    /// <param name="pdu">The PDU, a request.</param>
    /// <param name="number">Goes into the stanza's id.</param>
    /// <param name="most">Most octets of XML that the peer takes.</param>
    /// <returns>False when it is too large.</returns>
    public bool Send(MmsTree pdu, int number, int most)
    {
        _xmpp.BeginRequest(StanzaProfile.RequestType(pdu), _to, 0, _to.Length, number);
        int begun = _xmpp.Writer.Count;
        _encoder.Begin(pdu);
        if (!_encoder.Continue(_xmpp.Writer) || _xmpp.Writer.Count - begun > most)
        {
            _xmpp.CancelStanza();
            return false;
        }

        return _xmpp.EndStanza(StanzaKind.Iq);
    }

    /// <summary>Asks the peer whether it is there.</summary>
    public void Ping(int number) => _xmpp.Ping(_to, 0, _to.Length, number);

    /// <summary>Reads on in a payload.</summary>
    /// <param name="isStart">True for its first token.</param>
    /// <returns>False when more bytes are needed first.</returns>
    public bool Read(bool isStart)
    {
        _state = isStart ? _decoder.Begin(Received, _xmpp.Tokenizer) : _decoder.Continue(_xmpp.Tokenizer);
        if (_state == DecodeResult.NeedMore)
        {
            return false;
        }

        _xmpp.PayloadDone();
        return true;
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
