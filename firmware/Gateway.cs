using System;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Iec61850;
using nanoDer.Tls;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>
    /// The gateway: one loop on one thread. <see cref="SessionSupervisor"/> says where the session stands, each turn of the loop does what is to
    /// be done there, and the watchdog is fed by the loop alone. Bytes are pumped between network and engines in <c>Gateway.Stream.cs</c>.
    /// </summary>
    public sealed partial class Gateway
    {
        private const int ReceiveBytes = 512;

        // Namespaces of XMPP and of the payload, with room to spare.
        private const int Namespaces = 24;

        // How long one turn of the loop may wait for bytes, in milliseconds.
        private const int TurnTime = 100;

        private const int InverterPeriod = 1000;
        private const int Day = 86400;

        // What a stanza has around its PDU at most in practice: names, id and two JIDs; of a small stanza a quarter.
        private const int StanzaOverhead = 1024;

        private readonly TlsProfile _tls;
        private readonly IGatewayEvents _events;
        private readonly IBoard _board;
        private readonly ITransport _transport;
        private readonly XmppAccount _account;
        private readonly XmppClient _xmpp;
        private readonly Iec61850Server _server;
        private readonly MmsPort _port;
        private readonly GroupPort _group;
        private readonly ISidePort _side;
        private readonly IShield _shield;
        private readonly int _pduNamespace;
        private readonly int _shieldNamespace;
        private readonly Jid[] _rooms;
        private readonly InverterBinding _inverter;
        private readonly SessionSupervisor _session;
        private readonly SecurityLog _security;
        private readonly FlightLog _flight;
        private readonly LogFiles _files;
        private readonly ServerFinder _finder;
        private readonly GatewayClock _clock;
        private readonly byte[] _received = new byte[ReceiveBytes];
        private readonly string _domain;
        private SessionState _told;
        private bool _stop;
        private bool _stopping;
        private bool _closing;
        private bool _secured;
        private bool _direct;
        private bool _inSide;
        private bool _inShield;
        private long _now;
        private long _nextInverter;

        /// <summary>Builds the gateway and takes all memory that it will use.</summary>
        /// <param name="settings">What it must know about its site. It is not kept: let go of it, and its memory is free.</param>
        /// <param name="inverter">The inverter behind it.</param>
        /// <param name="events">Who is told what happens.</param>
        /// <param name="board">The board that it runs on.</param>
        /// <param name="transport">Its way to the server.</param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException">The JID is no bare JID; a name on a list is none either, or there are more than the plan has room for.</exception>
        public Gateway(GatewaySettings settings, IInverter inverter, IGatewayEvents events, IBoard board, ITransport transport)
        {
            if (settings == null || inverter == null || events == null || board == null || transport == null)
            {
                throw new ArgumentNullException();
            }

            Jid jid = Jid.Parse(settings.Jid);
            if (jid == null)
            {
                throw new ArgumentException();
            }

            _tls = settings.Tls;
            _events = events;
            _board = board;
            _transport = transport;
            _domain = Text(jid.Bare, jid.DomainOffset, jid.DomainLength);
            _account = new XmppAccount(jid, StanzaProfile.Resource, StanzaProfile.Namespace);
            _account.Seed = settings.Seed;
            _account.Peers = List(settings.Plan, settings.Peers);
            _account.Publishers = List(settings.Plan, settings.Publishers);
            _rooms = RoomsOf(settings.Rooms);
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
            _side = settings.Side;
            _shield = settings.Shield;
            int sides = _side == null ? 0 : _side.Namespaces.Length;
            string[] features = new string[_shield == null ? sides : sides + 1];
            if (_side != null)
            {
                Array.Copy(_side.Namespaces, 0, features, 0, sides);
            }

            if (_shield != null)
            {
                features[sides] = _shield.Namespace;
            }

            for (int i = 0; i < features.Length; i++)
            {
                namespaces.Add(features[i]);
            }

            _account.SideFeatures = features;
            _pduNamespace = payload;
            _shieldNamespace = payload + 1 + sides;
            _xmpp = new XmppClient(settings.Plan, _account, namespaces, payload);
            DataModel model = ModelLoader.Load(settings.Model);
            _server = new Iec61850Server(
                settings.Plan, PduRoom(settings.Plan.StanzaBytes), model, new ServerIdentity(PvModel.Vendor, PvModel.Model, PvModel.Revision));
            if (settings.Access != null)
            {
                _server.Restrict(new AccessList(model, settings.Access));
            }

            _port = new MmsPort(settings.Plan, _xmpp, _server, namespaces);
            _group = new GroupPort(_xmpp, _port, settings.Group);
            if (_side != null)
            {
                _side.Join(_xmpp, _port, model, namespaces, events);
            }

            if (_shield != null)
            {
                _port.Shield = _shield;
                _shield.Join(_xmpp, _port, board, namespaces);
            }

            _inverter = new InverterBinding(model, inverter, settings);
            if (_inverter.Controls != null)
            {
                _server.Control(settings.Plan, _inverter.Controls);
            }

            _session = new SessionSupervisor(settings.Tls, settings.Seed);
            _security = new SecurityLog(settings.Plan);
            _flight = new FlightLog(settings, board);
            _files = new LogFiles(_security, _flight, settings, model, _received);
            _server.SetFiles(settings.Files == null ? _files : settings.Files);
            if (settings.Store != null)
            {
                _server.Keep(settings.Store);
            }

            _finder = new ServerFinder(settings, _domain, transport, _flight, _received);
            _clock = new GatewayClock(settings, board, transport, _flight, _received);
        }

        /// <summary>The account, whose time-outs may be changed before <see cref="Run"/>.</summary>
        public XmppAccount Account
        {
            get { return _account; }
        }

        /// <summary>What has happened to the security of this device, over all sessions.</summary>
        public SecurityLog Security
        {
            get { return _security; }
        }

        /// <summary>The last bytes, times and states.</summary>
        public FlightRecorder Recorder
        {
            get { return _flight.Recorder; }
        }

        /// <summary>Ends <see cref="Run"/> soon. May be called by another thread.</summary>
        public void Stop()
        {
            _stop = true;
        }

        /// <summary>Runs until <see cref="Stop"/>.</summary>
        public void Run()
        {
            _now = _board.Now();
            _session.On(SessionInput.Start, _now);
            Follow();
            while (_session.State != SessionState.Idle)
            {
                _now = _board.Now();
                if (!_finder.IsAsking)
                {
                    _now = _clock.Update(_now);
                }

                if (_stop && !_stopping)
                {
                    _stopping = true;
                    _flight.Number(FlightLog.Stop, 0, 1, _now);
                }

                if (_session.Tick(_now))
                {
                    Ended();
                }

                if (_session.IsAlive(_now))
                {
                    _board.FeedWatchdog();
                }

                Update();
                Follow();
                Turn();
                Follow();
            }

            _transport.Close();
            Keep();
            if (_side != null)
            {
                _side.Stop();
            }

            if (_shield != null)
            {
                _shield.Stop();
            }

            _events.OnEvent(GatewayEvent.Stopped, DerStatus.Ok, null);
        }

        private static string Text(byte[] buffer, int offset, int count)
        {
            return Encoding.UTF8.GetString(buffer, offset, count);
        }

        private int PduRoom(int stanza)
        {
            int room = stanza - (stanza / 4 < StanzaOverhead ? stanza / 4 : StanzaOverhead);
            return _shield == null || room < _shield.MostBytes ? room : _shield.MostBytes;
        }

        private void Turn()
        {
            SessionState state = _session.State;
            bool inStream = state == SessionState.Opening || state == SessionState.LoggingIn || state == SessionState.Online;
            if (inStream)
            {
                Pump();
                return;
            }

            if (_stopping)
            {
                _session.On(SessionInput.Stop, _now);
                return;
            }

            switch (state)
            {
                case SessionState.Resolving:
                    Find();
                    break;
                case SessionState.Connecting:
                    Connect();
                    break;
                case SessionState.Checking:
                    Check();
                    break;
                case SessionState.Securing:
                    Secure();
                    break;
                case SessionState.Renewing:
                    _events.OnEvent(GatewayEvent.Renewing, DerStatus.Ok, null);
                    Log(SecurityEvent.SessionKeysRenewed, 0, 0);
                    Drop();
                    _session.On(SessionInput.Cut, _now);
                    break;
                case SessionState.Waiting:
                    _board.Sleep(WaitTime(_session.NextDeadline));
                    break;
                default:
                    Keep();
                    _board.Restart();
                    break;
            }
        }

        /// <summary>The last chance to keep what shall outlive a restart.</summary>
        private void Keep()
        {
            _server.Save();
            _files.Save(long.MaxValue);
        }

        /// <summary>Records where the session stands, when that has changed.</summary>
        private void Follow()
        {
            if (_session.State != _told)
            {
                _told = _session.State;
                _flight.State(_told, _session.Status, _now);
            }
        }

        private void Result(DerStatus status)
        {
            _flight.Number(FlightRecorder.Result, (int)status, 2, _now);
        }

        private void Log(SecurityEvent what, int first, int second)
        {
            _security.Add(what, first, second, _clock.Utc(_now));
            _files.Changed();
        }

        private void Update()
        {
            if (_now >= _nextInverter)
            {
                _nextInverter = _now + InverterPeriod;
                long utc = Utc();
                _clock.Look(utc, _now);
                long time = _clock.Stamp(utc);
                _inverter.Tick(_now, time);
                _inverter.Update(time);
                _files.Save(_now);
                if (_inverter.Drive(_now, _server.HasClients))
                {
                    _events.OnEvent(_inverter.IsFailSafe ? GatewayEvent.FailSafe : GatewayEvent.FailSafeEnded, DerStatus.Ok, null);
                }
            }

            if (_now >= _server.NextDeadline)
            {
                TickServer();
            }

            // What it has to say needs the whole window.
            if (_side != null && _now >= _side.NextDeadline && (!_xmpp.IsOnline || Flush()))
            {
                _side.Tick(_now, Utc() / 1000);
            }

            if (_shield != null && _now >= _shield.NextDeadline)
            {
                _shield.Tick(_now, Utc());
                Finish();
            }
        }

        private void TickServer()
        {
            long time = _clock.Stamp(Utc());
            _inverter.Tick(_now, time);
            _server.Tick(_now, time);
        }

        // Time in UTC that matters to what the engines do.
        private long Utc()
        {
            long utc = _clock.Utc(_now);
            _flight.Number(FlightRecorder.Inverter, utc, 8, _now);
            return utc;
        }

        private int WaitTime(long deadline)
        {
            long until = deadline - _now;
            return until < 0 ? 0 : until > TurnTime ? TurnTime : (int)until;
        }
    }
}
