using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// XMPP client as an engine: a stream over STARTTLS, SASL EXTERNAL, resource binding, roster and presence, then stanzas
    /// (RFC 6120, RFC 6121, XEP-0178, XEP-0199, XEP-0030). It answers every iq that nobody else answers. The loop around it:
    /// <code>
    /// Connect(now) when TCP is connected
    ///   Tick(now)                              at NextDeadline at the latest
    ///   taken = Feed(bytes)                    until all are taken
    ///     while ((e = Next()) != None) …       StartTls: send the output, handshake, TlsEstablished(now)
    ///   send Output, Consume(count)
    /// </code>
    /// </summary>
    public sealed class XmppClient
    {
        private readonly XmppAccount _account;
        private readonly XmppNames _names;
        private readonly XmppErrors _errors = new XmppErrors();
        private readonly XmppOutput _output;
        private readonly XmlTokenizer _tokenizer;
        private readonly Stanza _stanza = new Stanza();
        private readonly XmppInput _input;
        private readonly int _stanzaLimit;
        private bool _footerSent;
        private int _pings;
        private bool _pinging;
        private long _now;

        /// <summary>Takes all memory that the client will ever use.</summary>
        /// <param name="plan">Sizes of its buffers.</param>
        /// <param name="account">Who it is.</param>
        /// <param name="namespaces">Table of namespaces, with room for 12 more.</param>
        /// <param name="payloadNamespace">Number of the namespace of the application's payloads.</param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public XmppClient(MemoryPlan plan, XmppAccount account, XmlNamespaces namespaces, int payloadNamespace)
        {
            if (plan == null || account == null || namespaces == null)
            {
                throw new ArgumentNullException();
            }

            _account = account;
            _names = new XmppNames(namespaces);
            _tokenizer = new XmlTokenizer(plan, namespaces);
            _output = new XmppOutput(plan, account, _names);
            _input = new XmppInput(_tokenizer, _names, _errors, _stanza, account, _output, payloadNamespace);
            _stanzaLimit = plan.StanzaBytes;
            NextDeadline = long.MaxValue;
        }

        /// <summary>The first failure; <see cref="DerStatus.XmppClosed"/> after an orderly end.</summary>
        public DerStatus Status
        {
            get { return _input.Status; }
        }

        /// <summary>The tokenizer, for the reader of a payload.</summary>
        public XmlTokenizer Tokenizer
        {
            get { return _tokenizer; }
        }

        /// <summary>The stanza that the last event is about.</summary>
        public Stanza Stanza
        {
            get { return _stanza; }
        }

        /// <summary>Where stanzas are written to, between a Begin… and <see cref="EndStanza"/>.</summary>
        public ByteWriter Writer
        {
            get { return _output.Xml.Window; }
        }

        /// <summary>The JID that the server has bound; the first <see cref="FullJidLength"/> bytes count.</summary>
        public byte[] FullJid
        {
            get { return _input.FullJid; }
        }

        /// <summary>Length of <see cref="FullJid"/>; 0 until the resource is bound.</summary>
        public int FullJidLength
        {
            get { return _input.FullJidLength; }
        }

        /// <summary>True when the server gave another resource than the one asked for: peers will not find this device (IEC 61850-8-2 clause 6.1).</summary>
        public bool ResourceChanged
        {
            get { return _input.ResourceChanged; }
        }

        /// <summary>True between the event Online and the end of the stream.</summary>
        public bool IsOnline
        {
            get { return _input.State == XmppInput.Online && Status == DerStatus.Ok && !_footerSent; }
        }

        /// <summary>True once the server has accepted the credentials of this connection.</summary>
        public bool IsAuthenticated
        {
            get { return _input.State >= XmppInput.WaitBoundStream; }
        }

        /// <summary>Buffer with bytes to send.</summary>
        public byte[] Output
        {
            get { return _output.Xml.Window.Buffer; }
        }

        /// <summary>Where they begin.</summary>
        public int OutputOffset
        {
            get { return _output.Xml.Window.Start; }
        }

        /// <summary>How many there are.</summary>
        public int OutputCount
        {
            get { return _output.Xml.Window.Count; }
        }

        /// <summary>When <see cref="Tick"/> must be called at the latest, on the clock of its argument.</summary>
        public long NextDeadline { get; private set; }

        /// <summary>Bytes that a client needs on the device's heap, besides the account; what it adds to the table of namespaces is counted.</summary>
        /// <param name="plan">Sizes of its buffers.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(13) + XmlTokenizer.RequiredBytes(plan) + XmlWriter.RequiredBytes(plan.OutputBytes)
                + XmppInput.RequiredBytes() + Stanza.RequiredBytes() + XmppNames.RequiredBytes() + XmppErrors.RequiredBytes() + XmppOutput.RequiredBytes();
        }

        /// <summary>Begins a new stream on a new connection: forgets everything of an earlier one.</summary>
        /// <param name="now">Milliseconds of any clock that never goes back.</param>
        public void Connect(long now)
        {
            _output.Xml.Window.Clear();
            _footerSent = false;
            _pinging = false;
            _input.Connect();
            _output.Header(false);
            Touch(now);
        }

        /// <summary>Says that the TLS handshake is done: the stream begins anew inside it.</summary>
        /// <param name="now">Milliseconds.</param>
        public void TlsEstablished(long now)
        {
            if (_input.State != XmppInput.WaitTls || Status != DerStatus.Ok)
            {
                return;
            }

            _input.Secure();
            _output.Header(true);
            Touch(now);
        }

        /// <summary>Takes bytes from the server.</summary>
        /// <param name="buffer">Buffer with the bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many there are.</param>
        /// <returns>How many were taken; call <see cref="Next"/> until None, then feed the rest.</returns>
        [DataPath]
        public int Feed(byte[] buffer, int offset, int count)
        {
            if (count > 0 && _input.State == XmppInput.WaitTls)
            {
                // Whoever sends clear text after "proceed" wants it to be taken for text of the secure stream.
                _input.Fail(DerStatus.XmppInjectedBytes);
            }

            if (Status != DerStatus.Ok)
            {
                return count;
            }

            _pinging = false;
            _input.Fed();
            int taken = _tokenizer.Feed(buffer, offset, count);
            if (IsOnline)
            {
                NextDeadline = _now + _account.KeepAlive;
            }

            return taken;
        }

        /// <summary>Says that the connection is gone.</summary>
        public void Disconnected()
        {
            _input.Fail(DerStatus.NetLost);
        }

        /// <summary>Works on the bytes fed until something happens that the caller must know.</summary>
        /// <returns>What has happened.</returns>
        [DataPath]
        public XmppEvent Next()
        {
            int before = _input.State;
            XmppEvent found = _input.Next();
            if (found == XmppEvent.Closed)
            {
                SendEnd();
            }
            else if (_input.State != before)
            {
                // Each step of the login has its own time.
                Touch(_now);
            }

            return found;
        }

        /// <summary>Says that the reader of a payload has finished, whether it liked the payload or not.</summary>
        public void PayloadDone()
        {
            _input.PayloadDone();
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds.</param>
        [DataPath]
        public void Tick(long now)
        {
            _now = now;
            if (now < NextDeadline || Status != DerStatus.Ok)
            {
                return;
            }

            if (_footerSent)
            {
                // The server does not end its stream: what is ours is over all the same.
                _input.Fail(DerStatus.XmppClosed);
                return;
            }

            if (_input.State == XmppInput.Online && !_pinging)
            {
                _pinging = true;
                _pings++;
                _output.Xml.Begin();
                _output.Ping(_pings);

                // When the connection does not even take what waits, the time-out ends it.
                _output.Xml.End(int.MaxValue);
                NextDeadline = now + _account.PingTimeout;
                return;
            }

            _input.Fail(DerStatus.XmppTimeout);
        }

        /// <summary>Says that bytes of <see cref="Output"/> are on their way.</summary>
        /// <param name="count">How many.</param>
        public void Consume(int count)
        {
            _output.Xml.Window.Consume(count);
        }

        /// <summary>Ends the stream in order: the server answers by ending its own.</summary>
        public void Close()
        {
            if (!_footerSent && Status == DerStatus.Ok)
            {
                _footerSent = true;
                _input.Close();
                if (_input.State != XmppInput.WaitTls)
                {
                    _output.Footer();
                }

                NextDeadline = _now + _account.CloseTimeout;
            }
        }

        /// <summary>Begins the result of the request in <see cref="Stanza"/>.</summary>
        public void BeginResult()
        {
            _output.Xml.Begin();
            _output.Answer(_stanza, XmppPhrases.ResultType);
        }

        /// <summary>Answers the request in <see cref="Stanza"/> with an error.</summary>
        /// <param name="condition">What is wrong.</param>
        public void SendError(StanzaCondition condition)
        {
            if (!_footerSent)
            {
                _input.SendError(condition);
            }
        }

        /// <summary>Begins a message of type normal.</summary>
        /// <param name="to">Buffer with the receiver's JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        public void BeginMessage(byte[] to, int offset, int count)
        {
            _output.Xml.Begin();
            _output.Xml.Attribute(XmppPhrases.NormalMessageTo, to, offset, count);
            _output.Xml.Markup(XmppPhrases.TagEnd);
        }

        /// <summary>Begins a request.</summary>
        /// <param name="type">Get or Set.</param>
        /// <param name="to">Buffer with the receiver's JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="number">Goes into the id: the answer's id is <c>r</c> and this number.</param>
        public void BeginRequest(StanzaType type, byte[] to, int offset, int count, int number)
        {
            _output.Xml.Begin();
            _output.Xml.Markup(type == StanzaType.Get ? XmppPhrases.GetWithId : XmppPhrases.SetWithId);
            Writer.PutDecimal((long)number);
            _output.Xml.Attribute(XmppPhrases.ToAttribute, to, offset, count);
            _output.Xml.Markup(XmppPhrases.TagEnd);
        }

        /// <summary>Ends the stanza begun.</summary>
        /// <param name="kind">What was begun.</param>
        /// <returns>False when it is larger than a stanza or the output may be, or the stream is over: then nothing of it is sent.</returns>
        public bool EndStanza(StanzaKind kind)
        {
            _output.Xml.Markup(kind == StanzaKind.Iq ? XmppPhrases.IqEnd : XmppPhrases.MessageEnd);
            return _output.Xml.End(_footerSent ? 0 : _stanzaLimit);
        }

        /// <summary>Takes back the stanza begun.</summary>
        public void CancelStanza()
        {
            _output.Xml.Cancel();
        }

        private void Touch(long now)
        {
            _now = now;
            if (_footerSent)
            {
                return;
            }

            NextDeadline = now + (_input.State == XmppInput.Online ? _account.KeepAlive : _account.StepTimeout);
        }

        private void SendEnd()
        {
            NextDeadline = long.MaxValue;
            if (_footerSent)
            {
                return;
            }

            _footerSent = true;
            switch (Status)
            {
                case DerStatus.NetLost:
                case DerStatus.XmppInjectedBytes:
                    // Nobody listens, or the wrong one.
                    return;
                case DerStatus.BufferFull:
                    Writer.Clear();
                    return;
                default:
                    break;
            }

            if (_input.State == XmppInput.WaitTls)
            {
                // No clear text into the handshake.
                return;
            }

            _output.Xml.Begin();
            string error = XmppErrors.ForStream(Status);
            if (error != null)
            {
                _output.StreamError(error);
            }

            _output.Footer();
            _output.Xml.End(int.MaxValue);
        }
    }
}
