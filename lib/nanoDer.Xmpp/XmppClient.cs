using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// XMPP client as an engine: a stream over STARTTLS, SASL, resource binding, roster and presence, then stanzas
    /// (RFC 6120, RFC 6121, XEP-0178, XEP-0199, XEP-0030). It answers every iq that nobody else answers. The loop around it:
    /// <code>
    /// Connect(now) when TCP is connected
    ///   Tick(now)                              at NextDeadline at the latest
    ///   taken = Feed(bytes)                    until all are taken
    ///     while ((e = Next()) != None) …       StartTls: send the output, handshake, TlsEstablished(now)
    ///   send Output, Consume(count)
    /// </code>
    /// </summary>
    public sealed partial class XmppClient
    {
        private readonly XmppAccount _account;
        private readonly XmppNames _names;
        private readonly XmppErrors _errors = new XmppErrors();
        private readonly XmppOutput _output;
        private readonly XmlTokenizer _tokenizer;
        private readonly Stanza _stanza = new Stanza();
        private readonly XmppStream _stream;
        private readonly int _stanzaLimit;
        private bool _footerSent;
        private int _pings;
        private bool _pinging;
        private long _deadline = long.MaxValue;

        // A room that did not answer in time: it is told next, and then it is the one that was told last.
        private MucRoom _silent;
        private MucRoom _left;

        /// <summary>Takes all memory that the client will ever use.</summary>
        /// <param name="plan">Sizes of its buffers.</param>
        /// <param name="account">Who it is.</param>
        /// <param name="namespaces">Table of namespaces, with room for 15 more.</param>
        /// <param name="payloadNamespace">Number of the namespace of the application's payloads.</param>
        /// <exception cref="ArgumentException">The account's further namespaces do not lie one behind the other.</exception>
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
            _stream = new XmppStream(plan, _tokenizer, _names, _errors, _stanza, account, _output, payloadNamespace);
            for (int i = 0; account.SideFeatures != null && i < account.SideFeatures.Length; i++)
            {
                int space = namespaces.Add(account.SideFeatures[i]);
                _stream.Session.FirstSide = i == 0 ? space : _stream.Session.FirstSide;
                _stream.Session.LastSide = space;
                if (space != _stream.Session.FirstSide + i)
                {
                    throw new ArgumentException();
                }
            }

            _stanzaLimit = plan.StanzaBytes;
        }

        /// <summary>The first failure; <see cref="DerStatus.XmppClosed"/> after an orderly end.</summary>
        public DerStatus Status
        {
            get { return _stream.Status; }
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

        /// <summary>Where stanzas are written to, between a Begin… and <see cref="EndStanza(StanzaKind)"/>.</summary>
        public ByteWriter Writer
        {
            get { return _output.Xml.Window; }
        }

        /// <summary>The JID that the server has bound; the first <see cref="FullJidLength"/> bytes count.</summary>
        public byte[] FullJid
        {
            get { return _stream.Login.FullJid; }
        }

        /// <summary>Length of <see cref="FullJid"/>; 0 until the resource is bound.</summary>
        public int FullJidLength
        {
            get { return _stream.Login.FullJidLength; }
        }

        /// <summary>True when the server gave another resource than the one asked for: peers will not find this device (IEC 61850-8-2 clause 6.1).</summary>
        public bool ResourceChanged
        {
            get { return _stream.Login.ResourceChanged; }
        }

        /// <summary>How far the client has got.</summary>
        public XmppState State
        {
            get { return _stream.State; }
        }

        /// <summary>For <see cref="DerStatus.XmppSeeOtherHost"/>: host or host:port that the server names; the first <see cref="OtherHostLength"/> bytes count.</summary>
        public byte[] OtherHost
        {
            get { return _stream.Text; }
        }

        /// <summary>Length of that name. 0 when it came in clear text, where anybody may have put it (RFC 6120 clause 4.9.3.19).</summary>
        public int OtherHostLength
        {
            get { return Status == DerStatus.XmppSeeOtherHost && State >= XmppState.SecureStream ? _stream.TextLength : 0; }
        }

        /// <summary>True between the event Online and the end of the stream.</summary>
        public bool IsOnline
        {
            get { return _stream.State == XmppState.Online && Status == DerStatus.Ok && !_footerSent; }
        }

        /// <summary>True once the server has accepted the credentials of this connection.</summary>
        public bool IsAuthenticated
        {
            get { return _stream.State >= XmppState.OwnStream; }
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
        public long NextDeadline
        {
            get
            {
                long due = _output.Management.Due < _deadline ? _output.Management.Due : _deadline;
                MucRoom[] rooms = _stream.Session.Rooms.Rooms;
                for (int i = 0; IsOnline && i < rooms.Length; i++)
                {
                    due = rooms[i].Due < due ? rooms[i].Due : due;
                }

                return due;
            }
        }

        /// <summary>The room that the last event is about; null when it came from none.</summary>
        public MucRoom Room
        {
            get { return _left == null ? _stream.Session.Rooms.Room : _left; }
        }

        /// <summary>
        /// True when the session outlives a connection that breaks: connect again, without <see cref="Close"/>, and either Resumed or Online
        /// follows. False when it has ended, and with it all that it held.
        /// </summary>
        public bool CanResume
        {
            get { return _output.Management.CanResume; }
        }

        /// <summary>Bytes that a client needs on the device's heap, besides the account and the table of namespaces.</summary>
        /// <param name="plan">Sizes of its buffers.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(14) + XmlTokenizer.RequiredBytes(plan)
                + XmppStream.RequiredBytes(plan) + Stanza.RequiredBytes() + XmppNames.RequiredBytes() + XmppErrors.RequiredBytes() + XmppOutput.RequiredBytes(plan);
        }

        /// <summary>Begins a new stream on a new connection: forgets everything of an earlier one.</summary>
        /// <param name="now">Milliseconds of any clock that never goes back.</param>
        public void Connect(long now)
        {
            Connect(now, false);
        }

        /// <summary>Begins a new stream on a new connection, inside TLS already or not.</summary>
        /// <param name="now">Milliseconds of any clock that never goes back.</param>
        /// <param name="secure">True after a TLS handshake: direct TLS, with no STARTTLS inside, offered or not (XEP-0368).</param>
        public void Connect(long now, bool secure)
        {
            _output.Xml.Window.Clear();
            _footerSent = false;
            _pinging = false;
            _stream.Connect(secure ? XmppState.SecureStream : XmppState.ClearStream);
            _output.Header(secure);
            Touch(now);
        }

        /// <summary>Says that the TLS handshake is done: the stream begins anew inside it.</summary>
        /// <param name="now">Milliseconds.</param>
        public void TlsEstablished(long now)
        {
            if (_stream.State != XmppState.Tls || Status != DerStatus.Ok)
            {
                return;
            }

            _stream.Begin(XmppState.SecureStream);
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
            if (count > 0 && _stream.State == XmppState.Tls)
            {
                // Whoever sends clear text after "proceed" wants it to be taken for text of the secure stream.
                _stream.Fail(DerStatus.XmppInjectedBytes);
            }

            if (Status != DerStatus.Ok)
            {
                return count;
            }

            _pinging = false;
            _stream.Session.Fed = true;
            int taken = _tokenizer.Feed(buffer, offset, count);
            if (IsOnline)
            {
                _deadline = _output.Now + _account.KeepAlive;
            }

            return taken;
        }

        /// <summary>Says that the connection is gone.</summary>
        public void Disconnected()
        {
            _stream.Fail(DerStatus.NetLost);
        }

        /// <summary>Works on the bytes fed until something happens that the caller must know.</summary>
        /// <returns>What has happened.</returns>
        [DataPath]
        public XmppEvent Next()
        {
            if (_silent != null)
            {
                _left = _silent;
                _silent = null;
                return XmppEvent.RoomLeft;
            }

            XmppState before = _stream.State;
            XmppEvent found = _stream.Next();
            _left = found == XmppEvent.None ? _left : null;
            if (found == XmppEvent.Closed)
            {
                SendEnd();
            }
            else if (_stream.State != before || _stream.Login.Sasl.IsBusy)
            {
                // Each step of the login has its own time.
                Touch(_output.Now);
            }

            return found;
        }

        /// <summary>Says that the reader of a payload has finished, whether it liked the payload or not.</summary>
        public void PayloadDone()
        {
            _stream.Session.PayloadDone();
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds.</param>
        [DataPath]
        public void Tick(long now)
        {
            _output.Now = now;
            if (_stream.Login.Sasl.IsBusy && Status == DerStatus.Ok)
            {
                _stream.Login.Sasl.Continue();
                Touch(now);
                return;
            }

            MucRoom[] rooms = _stream.Session.Rooms.Rooms;
            for (int i = 0; IsOnline && _silent == null && i < rooms.Length; i++)
            {
                _silent = rooms[i].Tick(now) ? rooms[i] : null;
            }

            if (now >= _output.Management.Due && IsOnline)
            {
                _output.AskAck();
            }

            if (now < _deadline || Status != DerStatus.Ok)
            {
                return;
            }

            if (_footerSent)
            {
                // The server does not end its stream: what is ours is over all the same.
                _stream.Fail(DerStatus.XmppClosed);
                return;
            }

            if (_stream.State == XmppState.Online && !_pinging)
            {
                _pinging = true;
                _pings++;
                _output.Begin();
                _output.Ping(_pings);

                // When the connection does not even take what waits, the time-out ends it.
                _output.End(int.MaxValue, StanzaClass.Fleeting);
                _deadline = now + _account.PingTimeout;
                return;
            }

            if (_stream.Login.BindAgain())
            {
                Touch(now);
                return;
            }

            _stream.Fail(DerStatus.XmppTimeout);
        }

        /// <summary>Says that bytes of <see cref="Output"/> are on their way.</summary>
        /// <param name="count">How many.</param>
        public void Consume(int count)
        {
            _output.Xml.Window.Consume(count);
        }

        private void Touch(long now)
        {
            _output.Now = now;
            if (_footerSent)
            {
                return;
            }

            _deadline = now + (_stream.State == XmppState.Online ? _account.KeepAlive : _stream.Login.Sasl.IsBusy ? 0 : _account.StepTimeout);
        }
    }
}
