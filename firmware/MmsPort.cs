using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Firmware
{
    /// <summary>
    /// Joins the XMPP client and the IEC 61850 server, which do not know each other: decodes payloads as their bytes arrive, hands
    /// them over when their stanza is complete, and encodes the answers.
    /// </summary>
    public sealed class MmsPort
    {
        private const int InnerWindow = 512;
        private const int InnerAttributes = 4;

        private readonly XmppClient _xmpp;
        private readonly XmlNamespaces _namespaces;
        private readonly int _depth;
        private readonly int _nameBytes;
        private readonly Iec61850Server _server;
        private readonly MmsDecoder _decoder;
        private readonly MmsEncoder _encoder;
        private readonly MmsTree _request;
        private readonly MmsTree _response;
        private readonly MmsTree _before;
        private readonly MmsBuilder _builder;
        private DecodeResult _state;
        private StanzaKind _kind;
        private StanzaClass _worth;
        private bool _isOpen;
        private bool _isShielded;
        private XmlTokenizer _inner;
        private ByteWriter _content;

        // Where the PDU begins in the stream.
        private int _began;

        /// <summary>Takes the memory for one request and one response at a time.</summary>
        /// <param name="plan">Sizes.</param>
        /// <param name="xmpp">The client that brings requests and takes answers.</param>
        /// <param name="server">The server that makes the answers.</param>
        /// <param name="namespaces">The client's table of namespaces.</param>
        public MmsPort(MemoryPlan plan, XmppClient xmpp, Iec61850Server server, XmlNamespaces namespaces)
        {
            XerDialect dialect = new XerDialect(XerForm.Scsm82, namespaces);
            _xmpp = xmpp;
            _server = server;
            _decoder = new MmsDecoder(dialect, plan);
            _encoder = new MmsEncoder(dialect, plan);
            _request = new MmsTree(plan);
            _response = new MmsTree(_request);
            _before = new MmsTree(_response);
            _builder = new MmsBuilder(plan);
            _state = DecodeResult.Failed;
            _namespaces = namespaces;
            _depth = plan.XmlDepth;
            _nameBytes = plan.XmlNameBytes;
        }

        /// <summary>Why the PDU read last cannot be read; Ok when it can.</summary>
        public DerStatus Decoded
        {
            get { return _state == DecodeResult.Done ? DerStatus.Ok : _decoder.Status == DerStatus.Ok ? DerStatus.Truncated : _decoder.Status; }
        }

        /// <summary>Protects what goes to peers and comes from them; null: everything is in the clear.</summary>
        public IShield Shield;

        /// <summary>The PDU read last, until its stanza is answered.</summary>
        public MmsTree Request
        {
            get { return _request; }
        }

        /// <summary>True when the PDU read last asks for an association.</summary>
        public bool IsInitiate
        {
            get { return _state == DecodeResult.Done && _request.Kind(0) == Kind.InitiateRequestPdu; }
        }

        /// <summary>Why the last PDU was refused; Ok when it was not.</summary>
        public DerStatus Refused { get; private set; }

        /// <summary>True when the last PDU opened an association.</summary>
        public bool Opened { get; private set; }

        /// <summary>True when the last PDU ended an association.</summary>
        public bool Ended { get; private set; }

        /// <summary>Reads on in a payload.</summary>
        /// <param name="isStart">True for its first token.</param>
        /// <returns>False when more bytes are needed first.</returns>
        [DataPath]
        public bool Read(bool isStart)
        {
            XmlTokenizer tokenizer = _xmpp.Tokenizer;
            if (isStart)
            {
                // Its start tag has been passed already.
                _began = tokenizer.Position - (tokenizer.WindowEnd - tokenizer.Pending) + tokenizer.NameOffset - 1;
            }

            _state = isStart ? _decoder.Begin(_request, tokenizer) : _decoder.Continue(tokenizer);
            if (_state == DecodeResult.NeedMore)
            {
                return false;
            }

            _server.RequestBytes = tokenizer.Position - _began;
            _xmpp.PayloadDone();
            return true;
        }

        /// <summary>Takes the memory for PDUs that come protected, once for all that protect some; at start-up.</summary>
        public void ExpectProtected()
        {
            if (_inner == null)
            {
                // They are read from memory: a small window will do.
                MemoryPlan plan = new MemoryPlan();
                plan.XmlInputBytes = InnerWindow;
                plan.XmlDepth = _depth;
                plan.XmlNameBytes = _nameBytes;
                plan.XmlAttributes = InnerAttributes;
                _inner = new XmlTokenizer(plan, _namespaces);
            }
        }

        /// <summary>Reads a PDU that came protected. To be called after <see cref="ExpectProtected"/>.</summary>
        /// <param name="buffer">Buffer with the PDU.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void Decode(byte[] buffer, int offset, int count)
        {
            XmlTokenizer tokenizer = _inner;
            _isShielded = true;
            _server.RequestBytes = count;
            tokenizer.Reset();
            int end = offset + count;
            offset += tokenizer.Feed(buffer, offset, count);
            bool isElement = tokenizer.Next() == XmlToken.StartElement;
            _state = isElement ? _decoder.Begin(_request, tokenizer) : DecodeResult.Failed;
            while (_state == DecodeResult.NeedMore && offset < end)
            {
                offset += tokenizer.Feed(buffer, offset, end - offset);
                _state = _decoder.Continue(tokenizer);
            }

            if (_state == DecodeResult.NeedMore)
            {
                _state = DecodeResult.Failed;
            }
        }

        /// <summary>The peer has no protected association any more, and so none at all.</summary>
        /// <param name="peer">Buffer with its full JID.</param>
        /// <param name="count">Its length.</param>
        public void Abort(byte[] peer, int count)
        {
            Ended |= _server.Abort(peer, count);
        }

        /// <summary>Why an object of the last <see cref="Act"/> was refused; None when all were taken.</summary>
        public AddCause Cause
        {
            get { return _server.GroupCause; }
        }

        /// <summary>Has the server act on the PDU read last, a report to a group that has proved itself.</summary>
        /// <param name="map">What its objects mean here.</param>
        /// <param name="publisher">Whose report it is.</param>
        /// <returns>How many objects were taken.</returns>
        [DataPath]
        public int Act(GroupMap map, byte[] publisher)
        {
            return _server.HandleGroup(_request, map, publisher, publisher.Length);
        }

        /// <summary>Answers the stanza that is complete now.</summary>
        [DataPath]
        public void Answer()
        {
            Stanza stanza = _xmpp.Stanza;
            Refused = DerStatus.Ok;
            Opened = false;
            Ended = false;
            bool isRequest = stanza.Kind == StanzaKind.Iq && (stanza.Type == StanzaType.Get || stanza.Type == StanzaType.Set);
            if (!isRequest)
            {
                // Nothing that a client sends unasked is for this server; never answer a reject by a reject.
                return;
            }

            if (Shield != null && !_isShielded && !Shield.MayBeClear(stanza.From, stanza.FromLength))
            {
                Refused = DerStatus.EndToEndClear;
                _xmpp.SendError(StanzaProfile.Clear);
                return;
            }

            if (_state != DecodeResult.Done)
            {
                // It may have taken all the memory, which its answer needs too.
                _request.KeepHead();
            }

            _builder.Start(_response);
            if (_state != DecodeResult.Done)
            {
                Refused = Decoded;
                _server.Reject(_request, Refused, _builder);
                Reject(StanzaProfile.Malformed);
                return;
            }

            // Only these begin and end associations.
            int pdu = _request.Kind(0);
            bool changes = pdu == Kind.InitiateRequestPdu || pdu == Kind.ConcludeRequestPdu;
            bool before = changes && _server.IsAssociated(stanza.From, stanza.FromLength);
            ServerAnswer answer = _server.Handle(_request, stanza.From, stanza.FromLength, _builder);
            bool after = changes && _server.IsAssociated(stanza.From, stanza.FromLength);
            Opened = after && !before;
            Ended = before && !after;
            switch (answer)
            {
                case ServerAnswer.Response:
                    Respond();
                    break;
                case ServerAnswer.Reject:
                    Refused = DerStatus.MmsUnknownPdu;
                    Reject(StanzaProfile.Unsupported);
                    break;
                case ServerAnswer.NotAssociated:
                    _xmpp.SendError(StanzaProfile.NotAssociated);
                    break;
                default:
                    _xmpp.SendError(StanzaProfile.NoRoom);
                    break;
            }
        }

        /// <summary>Sends the next message that no client has asked for. The whole window must be free.</summary>
        /// <returns>False when there is none.</returns>
        [DataPath]
        public bool SendUnsolicited()
        {
            // Until a request is answered its tree is in use.
            return _state != DecodeResult.NeedMore && _request.Count == 0 && SendUnsolicited(false);
        }

        /// <summary>A stanza was handled, or the stream has ended, perhaps in the middle of a request: forgets what was read of it.</summary>
        public void Drop()
        {
            _state = DecodeResult.Failed;
            _isOpen = false;
            _content = null;
            _isShielded = false;
            _worth = StanzaClass.Control;
            Refused = DerStatus.Ok;
            Opened = false;
            Ended = false;
            _request.Reset();
        }

        /// <summary>Sends what is ready as the content of the stanza begun, in parts where it is larger than the window: see <see cref="Write"/>.</summary>
        /// <param name="kind">What was begun.</param>
        /// <param name="content">All that waits in it; it is taken away.</param>
        [DataPath]
        public void Forward(StanzaKind kind, ByteWriter content)
        {
            _kind = kind;
            if (content.Count + XmppClient.EndBytes <= _xmpp.Writer.Room)
            {
                _xmpp.Writer.Put(content.Buffer, content.Start, content.Count);
                content.Consume(content.Count);
                _xmpp.EndStanza(kind, _worth);
                return;
            }

            _content = content;
            _isOpen = true;
        }

        /// <summary>Goes on with a stanza that is larger than the window. To be called after <see cref="Answer"/> and <see cref="SendUnsolicited()"/>.</summary>
        /// <returns>True when the window is to be sent, and this called again.</returns>
        [DataPath]
        public bool Write()
        {
            if (!_isOpen)
            {
                return false;
            }

            if (Copy() && _xmpp.Writer.Room >= XmppClient.EndBytes)
            {
                _content = null;
                _isOpen = false;
                _xmpp.EndStanza(_kind, _worth);
            }
            else
            {
                _xmpp.SpillStanza();
            }

            return true;
        }

        private bool Copy()
        {
            if (_content == null)
            {
                return _encoder.Continue(_xmpp.Writer);
            }

            int room = _xmpp.Writer.Room;
            int count = _content.Count < room ? _content.Count : room;
            _xmpp.Writer.Put(_content.Buffer, _content.Start, count);
            _content.Consume(count);
            return _content.Count == 0;
        }

        private bool SendUnsolicited(bool beforeResponse)
        {
            MmsTree pdu = beforeResponse ? _before : _response;
            _builder.Start(pdu);
            if (!_server.NextUnsolicited(_builder, beforeResponse))
            {
                return false;
            }

            _xmpp.BeginMessage(_server.Recipient, 0, _server.RecipientLength);
            _worth = _server.Worth == 0 ? StanzaClass.Control : _server.Worth == 1 ? StanzaClass.Event : StanzaClass.Integrity;
            if (Shield != null && !Shield.MayBeClear(_server.Recipient, _server.RecipientLength))
            {
                EncodeShielded(StanzaKind.Message, pdu, int.MaxValue, _server.Recipient, _server.RecipientLength, !beforeResponse);
                return true;
            }

            Encode(StanzaKind.Message, pdu, int.MaxValue);
            return true;
        }

        private void Respond()
        {
            // Only a write has something that goes before its answer: LastApplError.
            bool isWrite = _request.Count > 3 && _request.Kind(3) == Kind.WriteRequest;
            while (isWrite && SendUnsolicited(true))
            {
            }

            if (TrySend())
            {
                return;
            }

            // Too large for a stanza: say so instead.
            _builder.Start(_response);
            _server.TooLarge(_builder);
            if (!TrySend())
            {
                _xmpp.SendError(StanzaCondition.ResourceConstraint);
            }
        }

        private bool TrySend()
        {
            _xmpp.BeginResult();
            _worth = StanzaClass.Control;
            return _isShielded ? EncodeShielded(StanzaKind.Iq, _response, _server.PduBytes, _xmpp.Stanza.From, _xmpp.Stanza.FromLength, true)
                : Encode(StanzaKind.Iq, _response, _server.PduBytes);
        }

        private void Reject(StanzaCondition condition)
        {
            _xmpp.BeginMessage(_xmpp.Stanza.From, 0, _xmpp.Stanza.FromLength);
            _worth = StanzaClass.Control;
            if (_isShielded)
            {
                EncodeShielded(StanzaKind.Message, _response, int.MaxValue, _xmpp.Stanza.From, _xmpp.Stanza.FromLength, false);
            }
            else
            {
                Encode(StanzaKind.Message, _response, int.MaxValue);
            }

            _xmpp.SendError(condition);
        }

        // Whole, as it is encrypted where it lies; or not at all: what has no association is not said in the clear instead. What another stanza
        // follows at once must fit the window.
        private bool EncodeShielded(StanzaKind kind, MmsTree pdu, int most, byte[] to, int toCount, bool isLast)
        {
            ByteWriter window = Shield.Begin(to, toCount, pdu == _response && pdu.Kind(_request.Count) == Kind.InitiateResponsePdu);
            if (window != null)
            {
                int begun = window.Count;
                _encoder.Begin(pdu);
                if (_encoder.Continue(window) && window.Count - begun <= most && Shield.End() && _xmpp.HasRoom(window.Count, kind)
                    && (isLast || window.Count + XmppClient.EndBytes <= _xmpp.Writer.Room))
                {
                    Forward(kind, window);
                    return true;
                }
            }

            _xmpp.CancelStanza();
            return false;
        }

        private bool Encode(StanzaKind kind, MmsTree pdu, int most)
        {
            int begun = _xmpp.Writer.Count;
            _encoder.Begin(pdu);
            bool isWhole = _encoder.Continue(_xmpp.Writer) && _xmpp.Writer.Room >= XmppClient.EndBytes;
            int bytes = isWhole ? _xmpp.Writer.Count - begun : _encoder.EncodedLength(pdu);
            if (isWhole && bytes <= most)
            {
                return _xmpp.EndStanza(kind, _worth);
            }

            // Larger than the window: it goes out in parts, if it is no larger than a stanza may be and than the client takes.
            _xmpp.Writer.Rollback(begun);
            if (bytes > most || !_xmpp.HasRoom(bytes, kind))
            {
                _xmpp.CancelStanza();
                return false;
            }

            _encoder.Begin(pdu);
            _kind = kind;
            _isOpen = true;
            return true;
        }
    }
}
