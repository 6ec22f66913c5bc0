using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// The login: headers, features, STARTTLS, SASL, resource binding and roster, up to the first presence. What may come in which
    /// state, and what follows from it.
    /// </summary>
    internal sealed class XmppLogin
    {
        private const int MaxJid = 256;

        // What the top-level element is.
        private const int Features = 1;
        private const int Proceed = 2;
        private const int TlsFailure = 3;
        private const int Success = 4;
        private const int SaslFailure = 5;
        private const int Challenge = 6;

        private const int MaxBindings = 5;

        internal readonly byte[] FullJid = new byte[MaxJid];
        internal int FullJidLength;
        internal bool ResourceChanged;

        internal readonly SaslExchange Sasl;

        /// <summary>The server has stream management (XEP-0198).</summary>
        internal bool ManagementOffered;

        /// <summary>Largest stanza that the server takes, as its features have it (XEP-0478).</summary>
        internal int MaxBytes = int.MaxValue;

        private readonly XmppStream _stream;
        private readonly XmppNames _names;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly byte[] _bindId = Bytes.Of("bind");
        private readonly byte[] _rosterId = Bytes.Of("roster");
        private int _top;
        private bool _tlsOffered;
        private int _bindings;
        private bool _bindAgain;
        private bool _bindOffered;
        private bool _isLimit;
        private DerStatus _refused;

        internal XmppLogin(XmppStream stream, Stanza stanza, XmppAccount account)
        {
            _stream = stream;
            _names = stream.Names;
            _stanza = stanza;
            _account = account;
            Sasl = new SaslExchange(stream, account);
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(19) + HeapSize.Array(MaxJid, 1) + HeapSize.Array(6, 1) + HeapSize.Array(4, 1) + SaslExchange.RequiredBytes();
        }

        internal void Connect()
        {
            _stream.Output.Management.Suspend();
            if (!_stream.Output.Management.CanResume)
            {
                FullJidLength = 0;
                ResourceChanged = false;
            }

            _bindings = 0;
            _bindAgain = false;
            Sasl.Clear();
        }

        /// <summary>Without the offer of TLS, however the server takes the question for it, that is what is wrong.</summary>
        internal DerStatus Reason(DerStatus status)
        {
            return _stream.State == XmppState.TlsAnswer && !_tlsOffered ? DerStatus.XmppNoStartTls : status;
        }

        /// <summary>The header of a stream.</summary>
        internal void OnStream()
        {
            byte[] buffer = _stream.Tokenizer.Buffer;
            int version = _names.Find(_stream.Tokenizer, XmppNames.VersionAttribute);
            int offset = version < 0 ? 0 : _stream.Tokenizer.AttributeValueOffset(version);
            if (_stream.Tokenizer.Namespace != _names.StreamNamespace || _stream.Element() != XmppNames.Stream || version < 0
                || _stream.Tokenizer.AttributeValueLength(version) < 3 || buffer[offset] != '1' || buffer[offset + 1] != '.')
            {
                _stream.Fail(DerStatus.XmppNotXmpp);
                return;
            }

            switch (_stream.State)
            {
                case XmppState.ClearStream:
                    _stream.State = XmppState.ClearFeatures;
                    break;
                case XmppState.SecureStream:
                    _stream.State = XmppState.Mechanisms;
                    break;
                case XmppState.OwnStream:
                    _stream.State = XmppState.BindFeature;
                    break;
                default:
                    break;
            }
        }

        /// <summary>A top-level element begins.</summary>
        /// <returns>True when it belongs here, and now.</returns>
        internal bool OnTop(int space, int element)
        {
            _top = 0;
            _refused = DerStatus.XmppNotAuthorized;
            if (space == _names.StreamNamespace && element == XmppNames.Features)
            {
                _top = Features;
                _tlsOffered = false;
                Sasl.Clear();
                _bindOffered = false;
                ManagementOffered = false;
                MaxBytes = int.MaxValue;
            }
            else if (space == _names.TlsNamespace && _stream.State == XmppState.TlsAnswer)
            {
                _top = element == XmppNames.Proceed ? Proceed : TlsFailure;
            }
            else if (space == _names.SaslNamespace && _stream.State == XmppState.Sasl)
            {
                _top = element == XmppNames.Success ? Success : element == XmppNames.Failure ? SaslFailure
                    : element == XmppNames.Challenge ? Challenge : 0;
                Sasl.OnElement();
            }

            return _top != 0;
        }

        /// <summary>A child, at depth 3, or a child of it.</summary>
        internal void OnChild(int depth)
        {
            int space = _stream.Tokenizer.Namespace;
            if (_top == Features)
            {
                int element = _stream.Element();
                if (depth == 4)
                {
                    _isLimit = space == _names.LimitsNamespace && element == XmppNames.MaxBytes;
                    if (_isLimit || (space == _names.SaslNamespace && element == XmppNames.Mechanism))
                    {
                        _stream.Collect();
                    }

                    return;
                }

                _tlsOffered |= space == _names.TlsNamespace && element == XmppNames.StartTls;
                _bindOffered |= space == _names.BindNamespace && element == XmppNames.Bind;
                ManagementOffered |= space == _names.ManagementNamespace && element == XmppNames.Management;
            }
            else if (_top == SaslFailure && depth == 3 && space == _names.SaslNamespace && _refused == DerStatus.XmppNotAuthorized)
            {
                _refused = _stream.Errors.Sasl(_stream.Tokenizer.Buffer, _stream.Tokenizer.NameOffset, _stream.Tokenizer.NameLength);
            }
        }

        /// <summary>The text of an element is complete.</summary>
        internal void OnText()
        {
            if (_top == Features && _isLimit)
            {
                int bytes = Bytes.ParseDecimal(_stream.Text, 0, _stream.TextLength);
                MaxBytes = bytes > 0 ? bytes : int.MaxValue;
            }
            else if (_top == Features)
            {
                Sasl.OnMechanism();
            }
            else
            {
                Sasl.OnText();
            }
        }

        /// <summary>The top-level element ends.</summary>
        internal XmppEvent OnEnd()
        {
            switch (_top)
            {
                case Features:
                    OnFeatures();
                    return XmppEvent.None;
                case Proceed:
                    if (_stream.Tokenizer.Pending > 0)
                    {
                        _stream.Fail(DerStatus.XmppInjectedBytes);
                        return XmppEvent.None;
                    }

                    _stream.State = XmppState.Tls;
                    return XmppEvent.StartTls;
                case TlsFailure:
                    _stream.Fail(DerStatus.XmppNoStartTls);
                    return XmppEvent.None;
                case Challenge:
                    Sasl.OnChallenge();
                    return XmppEvent.None;
                case Success:
                    if (!Sasl.OnSuccess())
                    {
                        return XmppEvent.None;
                    }

                    _stream.Restart(XmppState.OwnStream);
                    _stream.Output.Header(true);
                    return XmppEvent.Authenticated;
                default:
                    _stream.Fail(_refused);
                    return XmppEvent.None;
            }
        }

        /// <summary>In the stanza that answers, the name that the server has bound begins.</summary>
        internal void OnBindChild()
        {
            if (_stream.State == XmppState.Bind && _stream.Tokenizer.Namespace == _names.BindNamespace && _stream.Element() == XmppNames.JidElement)
            {
                _stream.Collect();
            }
        }

        /// <summary>An answer came while the login was under way.</summary>
        internal XmppEvent OnAnswer()
        {
            if (!_stanza.IsFromServer(_account.Jid))
            {
                return XmppEvent.None;
            }

            if (_stream.State == XmppState.Bind && Bytes.Is(_stanza.Id, 0, _stanza.IdLength, _bindId))
            {
                return OnBound();
            }

            if (_stream.State == XmppState.Roster && Bytes.Is(_stanza.Id, 0, _stanza.IdLength, _rosterId))
            {
                // A server without a roster may say so; presence works all the same.
                _stream.Output.Presence();
                _stream.Output.Management.Complete = true;
                _stream.Session.Watch();
                _stream.State = XmppState.Online;
                return XmppEvent.Online;
            }

            return XmppEvent.None;
        }

        private void OnFeatures()
        {
            switch (_stream.State)
            {
                case XmppState.ClearFeatures:
                    // Asked for even when it is missing: who strips the offer shall not win (RFC 7590 clause 3.1).
                    _stream.Output.StartTls();
                    _stream.State = XmppState.TlsAnswer;
                    break;
                case XmppState.Mechanisms:
                    Sasl.Start();
                    _stream.State = XmppState.Sasl;
                    break;
                case XmppState.BindFeature:
                    Enter();
                    break;
                default:
                    _stream.Fail(DerStatus.XmppUnexpected);
                    break;
            }
        }

        /// <summary>SASL is behind: a session is taken up again (XEP-0198 clause 5), or one begins by binding a resource.</summary>
        private void Enter()
        {
            if (ManagementOffered && _stream.Output.Management.State == StreamManagement.Suspended)
            {
                _stream.Output.Resume();
                _stream.State = XmppState.Resume;
                return;
            }

            Bind();
        }

        /// <summary>Begins a new session.</summary>
        internal void Bind()
        {
            if (!_bindOffered)
            {
                _stream.Fail(DerStatus.XmppUnexpected);
                return;
            }

            _stream.Output.Management.Begin(StreamManagement.Off);
            _stream.TextLength = 0;
            _stream.Output.Bind();
            _stream.State = XmppState.Bind;
        }

        /// <summary>The name may have become free by now.</summary>
        /// <returns>True when it is asked for once more.</returns>
        internal bool BindAgain()
        {
            if (!_bindAgain)
            {
                return false;
            }

            _bindAgain = false;
            _stream.Output.Bind();
            return true;
        }

        private XmppEvent OnBound()
        {
            StanzaCondition condition = _stanza.Condition;
            if (_stanza.Type == StanzaType.Error)
            {
                _bindings++;
                _bindAgain = _bindings < MaxBindings && (condition == StanzaCondition.Conflict || condition == StanzaCondition.ResourceConstraint);
                if (!_bindAgain)
                {
                    _stream.Fail(XmppErrors.OfBinding(condition));
                }

                return XmppEvent.None;
            }

            byte[] text = _stream.Text;
            int length = _stream.TextLength;
            int bare = Jid.BareLength(text, 0, length);
            if (bare == length || length > MaxJid || !_account.Jid.Matches(text, 0, length))
            {
                // Another JID than that of the account: its peers would not know it.
                _stream.Fail(DerStatus.XmppBindRefused);
                return XmppEvent.None;
            }

            Array.Copy(text, 0, FullJid, 0, length);
            FullJidLength = length;
            _stream.Session.Begin();
            ResourceChanged = !_stream.TextIs(bare + 1, _account.Resource);
            Begin();
            return ResourceChanged ? XmppEvent.ResourceChanged : XmppEvent.None;
        }

        /// <summary>The resource is bound: what follows before the first presence.</summary>
        private void Begin()
        {
            if (ManagementOffered && _stream.Output.Management.IsWanted)
            {
                _stream.Output.Enable();
            }

            _stream.Output.Roster();
            _stream.State = XmppState.Roster;
        }
    }
}
