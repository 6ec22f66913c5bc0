using System;
using System.Text;
using System.Threading;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Iec61850;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>
    /// The gateway: one loop on one thread that pumps bytes between the socket and the engines. It connects, stays connected, and after
    /// every failure waits and connects again.
    /// </summary>
    public sealed class Gateway
    {
        private const int ReceiveBytes = 1024;

        // Namespaces of XMPP and of the payload, with room to spare.
        private const int Namespaces = 24;

        // How long one turn of the loop may wait for bytes, in milliseconds.
        private const int Turn = 100;

        private const int InverterPeriod = 1000;

        // A connection that held so long ends the backoff, in milliseconds.
        private const int Stable = 60000;

        // What a stanza has around its PDU at most in practice: names, id and two JIDs; of a small stanza a quarter.
        private const int StanzaOverhead = 1024;

        private readonly GatewaySettings _settings;
        private readonly IGatewayEvents _events;
        private readonly XmppAccount _account;
        private readonly XmppClient _xmpp;
        private readonly Iec61850Server _server;
        private readonly MmsPort _port;
        private readonly InverterBinding _inverter;
        private readonly Backoff _backoff;
        private readonly Connection _connection = new Connection();
        private readonly byte[] _received = new byte[ReceiveBytes];
        private readonly string _domain;
        private bool _stop;
        private long _nextInverter;

        /// <summary>Builds the gateway and takes all memory that it will use.</summary>
        /// <param name="settings">What it must know about its site.</param>
        /// <param name="inverter">The inverter behind it.</param>
        /// <param name="events">Who is told what happens.</param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException">The JID is no bare JID.</exception>
        public Gateway(GatewaySettings settings, IInverter inverter, IGatewayEvents events)
        {
            if (settings == null || inverter == null || events == null)
            {
                throw new ArgumentNullException();
            }

            Jid jid = Jid.Parse(settings.Jid);
            if (jid == null)
            {
                throw new ArgumentException();
            }

            _settings = settings;
            _events = events;
            _domain = Text(jid.Bare, jid.DomainOffset, jid.DomainLength);
            _account = new XmppAccount(jid, StanzaProfile.Resource, StanzaProfile.Namespace);
            if (settings.Password != null)
            {
                string user = Text(jid.Bare, 0, jid.DomainOffset - 1);
                _account.Mechanisms = new SaslMechanism[]
                {
                    new ExternalMechanism(null), new ScramMechanism(new CryptoProvider(), user, settings.Password),
                };
            }

            XmlNamespaces namespaces = new XmlNamespaces(Namespaces);
            int payload = namespaces.Add(StanzaProfile.Namespace);
            _xmpp = new XmppClient(settings.Plan, _account, namespaces, payload);
            DataModel model = ModelReader.Read(PvModel.Description);
            int stanza = settings.Plan.StanzaBytes;
            int overhead = stanza / 4 < StanzaOverhead ? stanza / 4 : StanzaOverhead;
            _server = new Iec61850Server(
                settings.Plan, stanza - overhead, model, new ServerIdentity(PvModel.Vendor, PvModel.Model, PvModel.Revision));
            _port = new MmsPort(settings.Plan, _xmpp, _server, namespaces);
            _inverter = new InverterBinding(model, inverter);
            _backoff = new Backoff(settings.FirstWait, settings.LongestWait, settings.Seed);
        }

        /// <summary>The account, whose time-outs may be changed before <see cref="Run"/>.</summary>
        public XmppAccount Account
        {
            get { return _account; }
        }

        /// <summary>Ends <see cref="Run"/> soon. May be called by another thread.</summary>
        public void Stop()
        {
            _stop = true;
        }

        /// <summary>Runs until <see cref="Stop"/>.</summary>
        public void Run()
        {
            while (!_stop)
            {
                DerStatus status = RunConnection();
                _connection.Close();
                if (!_xmpp.CanResume)
                {
                    _server.AbortAll();
                }

                if (_stop)
                {
                    break;
                }

                _events.OnEvent(GatewayEvent.Offline, status, null);
                Wait(status);
            }

            _events.OnEvent(GatewayEvent.Stopped, DerStatus.Ok, null);
        }

        private static string Text(byte[] buffer, int offset, int count)
        {
            return Encoding.UTF8.GetString(buffer, offset, count);
        }

        private DerStatus RunConnection()
        {
            _events.OnEvent(GatewayEvent.Connecting, DerStatus.Ok, _settings.Host + " port " + _settings.Port.ToString());
            DerStatus status = _connection.Open(_settings.Host, _settings.Port);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            _events.OnEvent(GatewayEvent.Connected, DerStatus.Ok, null);
            _xmpp.Connect(Now());
            bool secured = false;
            bool closing = false;
            long online = long.MaxValue;
            while (_xmpp.Status == DerStatus.Ok)
            {
                long now = Now();
                if (_stop && !closing)
                {
                    closing = true;
                    _xmpp.Close();
                }

                _xmpp.Tick(now);
                Update(now);
                if (!Flush() || !SendUnsolicited())
                {
                    _xmpp.Disconnected();
                }

                int count = _xmpp.Status == DerStatus.Ok ? _connection.Receive(_received, WaitTime(now)) : 0;
                if (count < 0)
                {
                    _xmpp.Disconnected();
                }

                status = Work(count, ref secured);
                if (_xmpp.IsOnline && online == long.MaxValue)
                {
                    online = now;
                }

                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            // What the engine still has to say about the end.
            Flush();
            if (online != long.MaxValue && Now() - online > Stable)
            {
                _backoff.Reset();
            }

            // In TLS 1.3 a server refuses our certificate only after our side of the handshake is done.
            return _xmpp.Status == DerStatus.NetLost && secured && !_xmpp.IsAuthenticated ? DerStatus.TlsHandshake : _xmpp.Status;
        }

        /// <summary>Feeds what has arrived and acts on what comes of it.</summary>
        private DerStatus Work(int count, ref bool secured)
        {
            int offset = 0;
            while (true)
            {
                XmppEvent happened = _xmpp.Next();
                if (happened == XmppEvent.StartTls)
                {
                    // Bytes behind the answer to STARTTLS would be taken for bytes of the secure stream.
                    if (offset < count)
                    {
                        return DerStatus.XmppInjectedBytes;
                    }

                    DerStatus status = _connection.Secure(_settings, _domain);
                    if (status != DerStatus.Ok)
                    {
                        return status;
                    }

                    secured = true;
                    _events.OnEvent(GatewayEvent.Secured, DerStatus.Ok, null);
                    _xmpp.TlsEstablished(Now());
                    return DerStatus.Ok;
                }

                bool goesOn = happened != XmppEvent.None && OnEvent(happened);
                if (!goesOn)
                {
                    if (!Flush())
                    {
                        _xmpp.Disconnected();
                    }

                    if (offset >= count)
                    {
                        return DerStatus.Ok;
                    }

                    offset += _xmpp.Feed(_received, offset, count - offset);
                }
            }
        }

        /// <summary>Acts on an event.</summary>
        /// <returns>False when bytes must be fed before there is anything more to do.</returns>
        private bool OnEvent(XmppEvent happened)
        {
            switch (happened)
            {
                case XmppEvent.PayloadStart:
                    return _port.Read(true);
                case XmppEvent.Payload:
                    return _port.Read(false);
                case XmppEvent.StanzaEnd:
                    // The whole window is needed for the answer.
                    if (!Flush())
                    {
                        _xmpp.Disconnected();
                        return true;
                    }

                    _port.Answer();
                    Report();
                    return true;
                case XmppEvent.PeerGone:
                    if (_server.Abort(_xmpp.Stanza.From, _xmpp.Stanza.FromLength))
                    {
                        _events.OnEvent(GatewayEvent.Released, DerStatus.Ok, Peer());
                    }

                    return true;
                case XmppEvent.Authenticated:
                    _events.OnEvent(GatewayEvent.Authenticated, DerStatus.Ok, null);
                    return true;
                case XmppEvent.Resumed:
                    _events.OnEvent(GatewayEvent.Resumed, DerStatus.Ok, Text(_xmpp.FullJid, 0, _xmpp.FullJidLength));
                    return true;
                case XmppEvent.ResourceChanged:
                    _events.OnEvent(GatewayEvent.WrongResource, DerStatus.Ok, Text(_xmpp.FullJid, 0, _xmpp.FullJidLength));
                    return true;
                case XmppEvent.Online:
                    // The server has forgotten the session that the associations were in.
                    _server.AbortAll();
                    string jid = Text(_xmpp.FullJid, 0, _xmpp.FullJidLength);

                    // Told only when the presence is on its way.
                    if (Flush())
                    {
                        _events.OnEvent(GatewayEvent.Online, DerStatus.Ok, jid);
                    }

                    return true;
                default:
                    return true;
            }
        }

        /// <summary>Tells of associations and refusals after a stanza was answered.</summary>
        private void Report()
        {
            if (_port.Refused != DerStatus.Ok)
            {
                _events.OnEvent(GatewayEvent.Rejected, _port.Refused, Peer());
            }

            if (_port.Opened)
            {
                _events.OnEvent(GatewayEvent.Associated, DerStatus.Ok, Peer());
            }

            if (_port.Ended)
            {
                _events.OnEvent(GatewayEvent.Released, DerStatus.Ok, Peer());
            }
        }

        private string Peer()
        {
            return Text(_xmpp.Stanza.From, 0, _xmpp.Stanza.FromLength);
        }

        private bool Flush()
        {
            int count = _xmpp.OutputCount;
            if (count == 0)
            {
                return true;
            }

            if (!_connection.Send(_xmpp.Output, _xmpp.OutputOffset, count))
            {
                return false;
            }

            _xmpp.Consume(count);
            return true;
        }

        /// <summary>Sends reports and the like, each when the window is free.</summary>
        /// <returns>False when the link is gone.</returns>
        private bool SendUnsolicited()
        {
            while (_xmpp.IsOnline && _xmpp.OutputCount == 0 && _port.SendUnsolicited())
            {
                if (!Flush())
                {
                    return false;
                }
            }

            return true;
        }

        private int WaitTime(long now)
        {
            long next = _server.NextDeadline;
            long until = (next < _xmpp.NextDeadline ? next : _xmpp.NextDeadline) - now;
            return until < 0 ? 0 : until > Turn ? Turn : (int)until;
        }

        private void Update(long now)
        {
            if (now >= _nextInverter)
            {
                _nextInverter = now + InverterPeriod;
                _inverter.Update(DateTime.UtcNow.Ticks);
            }

            if (now >= _server.NextDeadline)
            {
                _server.Tick(now, UtcTime.FromTicks(DateTime.UtcNow.Ticks, UtcTime.Millisecond));
            }
        }

        private void Wait(DerStatus status)
        {
            if (status == DerStatus.XmppConflict || status == DerStatus.XmppHostUnknown || status == DerStatus.XmppStreamHostGone)
            {
                // Quick retries would only push out the other session, or knock at a door that is not ours.
                _backoff.Longest();
            }

            int wait = _backoff.Next();
            _events.OnEvent(GatewayEvent.Waiting, status, wait.ToString());
            long until = Now() + wait;
            while (!_stop)
            {
                long now = Now();
                if (now >= until)
                {
                    break;
                }

                Update(now);
                Thread.Sleep(until - now > Turn ? Turn : (int)(until - now));
            }
        }

        private static long Now()
        {
            return Environment.TickCount64;
        }
    }
}
