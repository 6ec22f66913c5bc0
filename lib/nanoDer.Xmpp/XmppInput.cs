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

        // What the top-level element is.
        private const int Nothing = 0;
        private const int IsStanza = 1;
        private const int IsFeatures = 2;
        private const int IsStreamError = 3;
        private const int IsProceed = 4;
        private const int IsTlsFailure = 5;
        private const int IsSuccess = 6;
        private const int IsSaslFailure = 7;

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
        private readonly XmppResponder _responder;
        private readonly int _payloadNamespace;
        private readonly byte[] _text = new byte[MaxText];
        private readonly byte[] _external = Bytes.Of("EXTERNAL");
        private readonly byte[] _bindId = Bytes.Of("bind");
        private readonly byte[] _rosterId = Bytes.Of("roster");
        private readonly byte[] _pingId = Bytes.Of("ping");
        private int _textLength;
        private bool _collect;
        private int _top;
        private bool _hasPayload;
        private bool _inPayload;
        private bool _fed;
        private bool _inBind;
        private bool _closing;
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
            _responder = new XmppResponder(names, stanza, account, output);
            _payloadNamespace = payloadNamespace;
            Status = DerStatus.XmppClosed;
        }

        internal DerStatus Status { get; private set; }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(31) + HeapSize.Array(MaxJid, 1) + HeapSize.Array(MaxText, 1) + (2 * HeapSize.Array(8, 1)) + (2 * HeapSize.Array(4, 1))
                + XmppResponder.RequiredBytes();
        }

        /// <summary>Begins with a new connection.</summary>
        internal void Connect()
        {
            _tokenizer.Reset();
            Status = DerStatus.Ok;
            _closing = false;
            _closed = false;
            FullJidLength = 0;
            ResourceChanged = false;
            Begin(WaitClearStream);
        }

        /// <summary>Begins anew inside TLS: nothing that came before it counts.</summary>
        internal void Secure()
        {
            _tokenizer.Reset();
            Begin(WaitSecureStream);
        }

        internal void Fail(DerStatus status)
        {
            if (Status == DerStatus.Ok)
            {
                // Without the offer of TLS, however the server takes the question for it, that is what is wrong.
                Status = State == WaitTlsAnswer && !_tlsOffered ? DerStatus.XmppNoStartTls : status;
            }
        }

        /// <summary>From now on only the end of the server's stream counts: nothing can be answered any more.</summary>
        internal void Close()
        {
            _closing = true;
            _inPayload = false;
        }

        internal void Fed()
        {
            _fed = true;
        }

        internal void PayloadDone()
        {
            _inPayload = false;
        }

        internal XmppEvent Next()
        {
            while (true)
            {
                if (_output.Xml.Window.Overflow)
                {
                    Fail(DerStatus.BufferFull);
                }

                if (Status != DerStatus.Ok)
                {
                    if (_closed)
                    {
                        return XmppEvent.None;
                    }

                    _closed = true;
                    return XmppEvent.Closed;
                }

                if (_inPayload && _tokenizer.Status == DerStatus.Ok)
                {
                    // Once for what was fed, so that a caller who asks until there is nothing comes to an end.
                    bool more = _fed;
                    _fed = false;
                    return more ? XmppEvent.Payload : XmppEvent.None;
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
                        // What does not even begin as a stream is another protocol, or another port.
                        Fail(State == WaitClearStream ? DerStatus.XmppNotXmpp : _tokenizer.Status);
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
            _responder.SendError(condition);
        }

        private void Begin(int state)
        {
            State = state;
            _top = Nothing;
            _inPayload = false;
            _collect = false;
        }

        private int Element()
        {
            return _names.Elements.Find(_tokenizer.Buffer, _tokenizer.NameOffset, _tokenizer.NameLength);
        }

        private XmppEvent OnStart()
        {
            _collect = false;
            if (_closing)
            {
                return XmppEvent.None;
            }

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
                _hasPayload = false;
                _inBind = false;
                _textLength = 0;
                _stanza.Begin(_tokenizer, (StanzaKind)element, _names);
                _responder.Begin();
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
            if (space == _payloadNamespace && IsPayloadExpected())
            {
                _hasPayload = true;
                _inPayload = true;
                _fed = false;
                return XmppEvent.PayloadStart;
            }

            if (_stanza.Children == 1)
            {
                _inBind = space == _names.BindNamespace && element == XmppNames.Bind;
                _responder.OnChild(_tokenizer, space, element);
            }

            return XmppEvent.None;
        }

        // In an iq the payload is the only child; in a message there may be others, and the first payload counts.
        private bool IsPayloadExpected()
        {
            return State == Online && !_stanza.Unanswerable && _stanza.Type != StanzaType.Error && !_hasPayload
                && (_stanza.Kind == StanzaKind.Message || (_stanza.Kind == StanzaKind.Iq && _stanza.Children == 1));
        }

        private void OnGrandchild()
        {
            if (_top == IsFeatures && _tokenizer.Namespace == _names.SaslNamespace && Element() == XmppNames.Mechanism)
            {
                Collect();
            }
            else if (_top == IsStanza && _inBind && _tokenizer.Namespace == _names.BindNamespace && Element() == XmppNames.JidElement)
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
            else if (_tokenizer.Depth == 1 && !_closing && !_tokenizer.TextIsBlank())
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

            if (depth != 2 || _closing)
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
                    _tokenizer.Restart();
                    Begin(WaitBoundStream);
                    _output.Header(true);
                    return XmppEvent.Authenticated;
                default:
                    Fail(_topError);
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
                return _hasPayload ? XmppEvent.StanzaEnd : XmppEvent.None;
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

            if (_hasPayload)
            {
                return XmppEvent.StanzaEnd;
            }

            _responder.Answer();
            return XmppEvent.None;
        }

        private XmppEvent OnAnswer()
        {
            if (State == Online)
            {
                return IsOwnPing() ? XmppEvent.None : _hasPayload ? XmppEvent.StanzaEnd : XmppEvent.Response;
            }

            if (!_stanza.IsFromServer(_account.Jid))
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
            return _stanza.IdLength > _pingId.Length && Bytes.Equal(_stanza.Id, 0, _pingId, 0, _pingId.Length) && _stanza.IsFromServer(_account.Jid);
        }
    }
}
