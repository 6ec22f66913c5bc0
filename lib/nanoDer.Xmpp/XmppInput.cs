using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// The reading half of the client: what may come in which state of the login, and what follows from it.
    /// Depth 1 is the stream, 2 a stanza or another top-level element, 3 its children.
    /// </summary>
    internal sealed class XmppInput
    {
        internal const int WaitClearStream = 0;
        internal const int WaitClearFeatures = 1;
        internal const int WaitTlsAnswer = 2;
        internal const int WaitTls = 3;
        internal const int WaitSecureStream = 4;
        internal const int WaitMechanisms = 5;
        internal const int WaitSasl = 6;
        internal const int WaitBoundStream = 7;
        internal const int WaitBindFeature = 8;
        internal const int WaitBind = 9;
        internal const int WaitRoster = 10;
        internal const int Online = 11;

        private const int MaxJid = 512;
        private const int MaxText = MaxJid;
        private const int MaxNode = 256;

        // What the top-level element is.
        private const int Nothing = 0;
        private const int IsStanza = 1;
        private const int IsFeatures = 2;
        private const int IsStreamError = 3;
        private const int IsProceed = 4;
        private const int IsTlsFailure = 5;
        private const int IsSuccess = 6;
        private const int IsSaslFailure = 7;

        // What the first child of a stanza is.
        private const int NoRequest = 0;
        private const int IsPayload = 1;
        private const int IsPing = 2;
        private const int IsInfo = 3;
        private const int IsItems = 4;
        private const int IsRoster = 5;
        private const int IsBind = 6;
        private const int IsForeign = 7;

        internal readonly byte[] FullJid = new byte[MaxJid];
        internal int FullJidLength;
        internal bool ResourceChanged;
        internal int State;

        private readonly XmlTokenizer _tokenizer;
        private readonly XmppNames _names;
        private readonly XmppErrors _errors;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly XmppOutput _output;
        private readonly int _payloadNamespace;
        private readonly byte[] _text = new byte[MaxText];
        private readonly byte[] _external = Bytes.Of("EXTERNAL");
        private readonly byte[] _bindId = Bytes.Of("bind");
        private readonly byte[] _rosterId = Bytes.Of("roster");
        private readonly byte[] _pingId = Bytes.Of("ping");
        private readonly byte[] _node = new byte[MaxNode];
        private int _textLength;
        private bool _collect;
        private int _nodeLength;
        private int _top;
        private int _request;
        private bool _inPayload;
        private bool _closed;
        private bool _tlsOffered;
        private bool _externalOffered;
        private bool _bindOffered;
        private DerStatus _topError;

        internal XmppInput(XmlTokenizer tokenizer, XmppNames names, XmppErrors errors, Stanza stanza, XmppAccount account, XmppOutput output, int payloadNamespace)
        {
            _tokenizer = tokenizer;
            _names = names;
            _errors = errors;
            _stanza = stanza;
            _account = account;
            _output = output;
            _payloadNamespace = payloadNamespace;
            Status = DerStatus.XmppClosed;
        }

        internal DerStatus Status { get; private set; }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(31) + HeapSize.Array(MaxJid, 1) + HeapSize.Array(MaxText, 1) + HeapSize.Array(MaxNode, 1) + (4 * HeapSize.Array(8, 1));
        }

        internal void Restart(int state)
        {
            _tokenizer.Reset();
            State = state;
            Status = DerStatus.Ok;
            _top = Nothing;
            _inPayload = false;
            _closed = false;
            _collect = false;
            if (state == WaitClearStream)
            {
                FullJidLength = 0;
                ResourceChanged = false;
            }
        }

        internal void Fail(DerStatus status)
        {
            if (Status == DerStatus.Ok)
            {
                Status = status;
            }
        }

        internal void PayloadDone()
        {
            _inPayload = false;
        }

        internal XmppEvent Next()
        {
            while (true)
            {
                if (Status != DerStatus.Ok)
                {
                    if (_closed)
                    {
                        return XmppEvent.None;
                    }

                    _closed = true;
                    return XmppEvent.Closed;
                }

                if (_inPayload)
                {
                    return XmppEvent.Payload;
                }

                if (State == WaitTls)
                {
                    return XmppEvent.None;
                }

                XmppEvent found = XmppEvent.None;
                switch (_tokenizer.Next())
                {
                    case XmlToken.None:
                        return XmppEvent.None;
                    case XmlToken.StartElement:
                        found = OnStart();
                        break;
                    case XmlToken.Text:
                        OnText();
                        break;
                    case XmlToken.EndElement:
                        found = OnEnd();
                        break;
                    default:
                        Fail(_tokenizer.Status);
                        break;
                }

                if (found != XmppEvent.None)
                {
                    return found;
                }
            }
        }

        internal void SendError(StanzaCondition condition)
        {
            int before = _output.Writer.Count;
            _output.Error(_stanza, condition);
            _output.Writer.PutAscii(_stanza.Kind == StanzaKind.Iq ? "</iq>" : "</message>");
            if (_output.Writer.Overflow)
            {
                _output.Writer.Rollback(before);
            }
        }

        private int Element()
        {
            return _names.Elements.Find(_tokenizer.Buffer, _tokenizer.NameOffset, _tokenizer.NameLength);
        }

        private XmppEvent OnStart()
        {
            _collect = false;
            switch (_tokenizer.Depth)
            {
                case 1:
                    OnStream();
                    return XmppEvent.None;
                case 2:
                    OnTop();
                    return XmppEvent.None;
                case 3:
                    return OnChild();
                case 4:
                    OnGrandchild();
                    return XmppEvent.None;
                default:
                    return XmppEvent.None;
            }
        }

        private void OnStream()
        {
            int version = _tokenizer.FindAttribute(_names.VersionAttribute);
            if (_tokenizer.Namespace != _names.StreamNamespace || Element() != XmppNames.Stream || version < 0
                || _tokenizer.AttributeValueLength(version) < 3 || _tokenizer.Buffer[_tokenizer.AttributeValueOffset(version)] != '1'
                || _tokenizer.Buffer[_tokenizer.AttributeValueOffset(version) + 1] != '.')
            {
                Fail(DerStatus.XmppNotXmpp);
                return;
            }

            if (State == WaitClearStream || State == WaitSecureStream || State == WaitBoundStream)
            {
                State++;
            }
        }

        private void OnTop()
        {
            int space = _tokenizer.Namespace;
            int element = Element();
            _top = Nothing;
            _topError = DerStatus.XmppUnexpected;
            if (space == _names.ClientNamespace && element >= XmppNames.Iq && element <= XmppNames.Presence)
            {
                _top = IsStanza;
                _request = NoRequest;
                _nodeLength = 0;
                _textLength = 0;
                _stanza.Begin(_tokenizer, (StanzaKind)element, _names);
            }
            else if (space == _names.StreamNamespace && element == XmppNames.Features)
            {
                _top = IsFeatures;
                _tlsOffered = false;
                _externalOffered = false;
                _bindOffered = false;
            }
            else if (space == _names.StreamNamespace && element == XmppNames.Error)
            {
                _top = IsStreamError;
                _topError = DerStatus.XmppStreamError;
            }
            else if (space == _names.TlsNamespace && State == WaitTlsAnswer)
            {
                _top = element == XmppNames.Proceed ? IsProceed : IsTlsFailure;
            }
            else if (space == _names.SaslNamespace && State == WaitSasl)
            {
                _topError = DerStatus.XmppNotAuthorized;
                _top = element == XmppNames.Success ? IsSuccess : element == XmppNames.Failure ? IsSaslFailure : Nothing;
            }

            if (_top == Nothing || (_top == IsStanza && State < WaitBind))
            {
                Fail(DerStatus.XmppUnexpected);
            }
        }

        private XmppEvent OnChild()
        {
            int space = _tokenizer.Namespace;
            switch (_top)
            {
                case IsStanza:
                    return OnStanzaChild(space);
                case IsFeatures:
                    _tlsOffered |= space == _names.TlsNamespace && Element() == XmppNames.StartTls;
                    _bindOffered |= space == _names.BindNamespace && Element() == XmppNames.Bind;
                    break;
                case IsStreamError:
                    if (space == _names.StreamErrorNamespace && _topError == DerStatus.XmppStreamError)
                    {
                        _topError = _errors.Stream(_tokenizer.Buffer, _tokenizer.NameOffset, _tokenizer.NameLength);
                    }

                    break;
                case IsSaslFailure:
                    if (space == _names.SaslNamespace && _topError == DerStatus.XmppNotAuthorized)
                    {
                        _topError = _errors.Sasl(_tokenizer.Buffer, _tokenizer.NameOffset, _tokenizer.NameLength);
                    }

                    break;
                default:
                    break;
            }

            return XmppEvent.None;
        }

        private XmppEvent OnStanzaChild(int space)
        {
            int element = Element();
            if (space == _names.DelayNamespace && element == XmppNames.Delay)
            {
                _stanza.Delayed = true;
                return XmppEvent.None;
            }

            _stanza.Children++;
            if (_stanza.Children > 1 || State < WaitBind)
            {
                return XmppEvent.None;
            }

            _request = IsForeign;
            if (space == _payloadNamespace && State == Online && _stanza.Kind != StanzaKind.Presence && _stanza.Type != StanzaType.Error
                && !_stanza.Unanswerable)
            {
                _request = IsPayload;
                _inPayload = true;
                return XmppEvent.PayloadStart;
            }

            if (space == _names.PingNamespace && element == XmppNames.Ping)
            {
                _request = IsPing;
            }
            else if (element == XmppNames.Query && (space == _names.DiscoInfoNamespace || space == _names.DiscoItemsNamespace))
            {
                _request = space == _names.DiscoInfoNamespace ? IsInfo : IsItems;
                KeepNode();
            }
            else if (space == _names.RosterNamespace && element == XmppNames.Query)
            {
                _request = IsRoster;
            }
            else if (space == _names.BindNamespace && element == XmppNames.Bind)
            {
                _request = IsBind;
            }

            return XmppEvent.None;
        }

        private void KeepNode()
        {
            int attribute = _tokenizer.FindAttribute(_names.NodeAttribute);
            if (attribute < 0)
            {
                return;
            }

            if (_tokenizer.AttributeValueLength(attribute) > MaxNode)
            {
                _request = IsForeign;
                return;
            }

            _nodeLength = _tokenizer.AttributeValueLength(attribute);
            Array.Copy(_tokenizer.Buffer, _tokenizer.AttributeValueOffset(attribute), _node, 0, _nodeLength);
        }

        private void OnGrandchild()
        {
            if (_top == IsFeatures && _tokenizer.Namespace == _names.SaslNamespace && Element() == XmppNames.Mechanism)
            {
                Collect();
            }
            else if (_top == IsStanza && _request == IsBind && _tokenizer.Namespace == _names.BindNamespace && Element() == XmppNames.JidElement)
            {
                Collect();
            }
            else if (_top == IsStanza && _stanza.Type == StanzaType.Error && _tokenizer.Namespace == _names.StanzaErrorNamespace
                && _stanza.Condition == StanzaCondition.None)
            {
                int condition = _names.Conditions.Find(_tokenizer.Buffer, _tokenizer.NameOffset, _tokenizer.NameLength);
                _stanza.Condition = condition < 0 ? StanzaCondition.None : (StanzaCondition)condition;
            }
        }

        private void Collect()
        {
            _collect = true;
            _textLength = 0;
        }

        private void OnText()
        {
            if (_collect)
            {
                int length = _tokenizer.TextLength;
                if (_textLength + length > MaxText)
                {
                    _collect = false;
                    _textLength = 0;
                    return;
                }

                Array.Copy(_tokenizer.Buffer, _tokenizer.TextOffset, _text, _textLength, length);
                _textLength += length;
            }
            else if (_tokenizer.Depth == 1 && !_tokenizer.TextIsBlank())
            {
                Fail(DerStatus.XmppUnexpected);
            }
        }

        private XmppEvent OnEnd()
        {
            int depth = _tokenizer.Depth;
            if (depth == 4 && _collect && _top == IsFeatures)
            {
                _externalOffered |= Bytes.Is(_text, 0, _textLength, _external);
            }

            _collect = false;
            if (depth == 1)
            {
                Fail(DerStatus.XmppClosed);
            }

            if (depth != 2)
            {
                return XmppEvent.None;
            }

            int top = _top;
            _top = Nothing;
            switch (top)
            {
                case IsStanza:
                    return OnStanzaEnd();
                case IsFeatures:
                    OnFeatures();
                    return XmppEvent.None;
                case IsProceed:
                    if (_tokenizer.Pending > 0)
                    {
                        Fail(DerStatus.XmppInjectedBytes);
                        return XmppEvent.None;
                    }

                    State = WaitTls;
                    return XmppEvent.StartTls;
                case IsTlsFailure:
                    Fail(DerStatus.XmppNoStartTls);
                    return XmppEvent.None;
                case IsSuccess:
                    Restart(WaitBoundStream);
                    _output.Header(true);
                    return XmppEvent.Authenticated;
                default:
                    // Asked for TLS although it was not offered, a server may answer with a stream error.
                    Fail(State == WaitTlsAnswer ? DerStatus.XmppNoStartTls : _topError);
                    return XmppEvent.None;
            }
        }

        private void OnFeatures()
        {
            switch (State)
            {
                case WaitClearFeatures:
                    // Asked for even when it is missing: who strips the offer shall not win (RFC 7590 clause 3.1).
                    _output.StartTls();
                    State = WaitTlsAnswer;
                    break;
                case WaitMechanisms:
                    if (_externalOffered)
                    {
                        _output.AuthExternal();
                        State = WaitSasl;
                    }
                    else
                    {
                        Fail(DerStatus.XmppNoMechanism);
                    }

                    break;
                case WaitBindFeature:
                    if (_bindOffered)
                    {
                        _output.Bind();
                        State = WaitBind;
                    }
                    else
                    {
                        Fail(DerStatus.XmppUnexpected);
                    }

                    break;
                default:
                    Fail(DerStatus.XmppUnexpected);
                    break;
            }
        }

        private XmppEvent OnStanzaEnd()
        {
            if (_stanza.Unanswerable)
            {
                return XmppEvent.None;
            }

            if (_stanza.Kind == StanzaKind.Presence)
            {
                return _stanza.Type == StanzaType.Unavailable && State == Online ? XmppEvent.PeerGone : XmppEvent.None;
            }

            bool isAnswer = _stanza.Type == StanzaType.Result || _stanza.Type == StanzaType.Error;
            if (_stanza.Kind == StanzaKind.Message)
            {
                return _request == IsPayload ? XmppEvent.StanzaEnd : XmppEvent.None;
            }

            if (isAnswer)
            {
                return OnAnswer();
            }

            if ((_stanza.Type != StanzaType.Get && _stanza.Type != StanzaType.Set) || _stanza.Children != 1 || _stanza.IdLength == 0)
            {
                SendError(StanzaCondition.BadRequest);
                return XmppEvent.None;
            }

            if (_request == IsPayload)
            {
                return XmppEvent.StanzaEnd;
            }

            OnRequest();
            return XmppEvent.None;
        }

        private XmppEvent OnAnswer()
        {
            if (State == Online)
            {
                return IsOwnPing() ? XmppEvent.None : _request == IsPayload ? XmppEvent.StanzaEnd : XmppEvent.Response;
            }

            if (!IsFromServer())
            {
                return XmppEvent.None;
            }

            if (State == WaitBind && Bytes.Is(_stanza.Id, 0, _stanza.IdLength, _bindId))
            {
                OnBound();
            }
            else if (State == WaitRoster && Bytes.Is(_stanza.Id, 0, _stanza.IdLength, _rosterId))
            {
                // A server without a roster may say so; presence works all the same.
                _output.Presence();
                State = Online;
                return XmppEvent.Online;
            }

            return XmppEvent.None;
        }

        private void OnBound()
        {
            if (_stanza.Type != StanzaType.Result)
            {
                Fail(DerStatus.XmppBindRefused);
                return;
            }

            int bare = Jid.BareLength(_text, 0, _textLength);
            if (bare == _textLength || !_account.Jid.Matches(_text, 0, _textLength))
            {
                // Another JID than that of the account: its peers would not know it.
                Fail(DerStatus.XmppBindRefused);
                return;
            }

            Array.Copy(_text, 0, FullJid, 0, _textLength);
            FullJidLength = _textLength;
            ResourceChanged = !IsResource(bare + 1);
            _output.Roster();
            State = WaitRoster;
        }

        private bool IsResource(int offset)
        {
            string resource = _account.Resource;
            if (_textLength - offset != resource.Length)
            {
                return false;
            }

            for (int i = 0; i < resource.Length; i++)
            {
                if (_text[offset + i] != resource[i])
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsOwnPing()
        {
            return _stanza.IdLength > _pingId.Length && Bytes.Equal(_stanza.Id, 0, _pingId, 0, _pingId.Length) && IsFromServer();
        }

        private bool IsFromServer()
        {
            return _stanza.FromLength == 0 || _account.Jid.Matches(_stanza.From, 0, _stanza.FromLength)
                || _account.Jid.IsDomain(_stanza.From, 0, _stanza.FromLength);
        }

        private void OnRequest()
        {
            bool isGet = _stanza.Type == StanzaType.Get;
            if (_request == IsRoster && !isGet && IsFromServer())
            {
                // A roster push must be answered, and only the own server may send one (RFC 6121 clause 2.1.6).
                Answer();
            }
            else if (isGet && (_request == IsPing || _request == IsInfo || _request == IsItems))
            {
                Answer();
            }
            else
            {
                SendError(StanzaCondition.ServiceUnavailable);
            }
        }

        private void Answer()
        {
            int before = _output.Writer.Count;
            _output.Answer(_stanza, "result");
            if (_request == IsInfo)
            {
                _output.DiscoInfo(_node, _nodeLength);
            }
            else if (_request == IsItems)
            {
                _output.DiscoItems(_node, _nodeLength);
            }

            _output.Writer.PutAscii("</iq>");
            if (_output.Writer.Overflow)
            {
                _output.Writer.Rollback(before);
            }
        }
    }
}
