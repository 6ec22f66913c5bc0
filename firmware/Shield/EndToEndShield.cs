using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Firmware;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Shield
{
    /// <summary>
    /// Joins the engine of end-to-end security with the gateway: its stanzas, the server's PDUs inside it, and who may do without. A handshake
    /// takes a device some seconds, in which the watchdog is fed and nothing else is done.
    /// </summary>
    public sealed class EndToEndShield : IShield
    {
        private const int IdlePeriod = 1000;

        // What stands around the digits of a PDU, with new keys, an ICV and a block of padding.
        private const int EnvelopeBytes = 800;

        private readonly EndToEndProfile _profile;
        private readonly EndToEndTools _tools = new EndToEndTools();
        private readonly MemoryPlan _plan;
        private readonly PeerList _clear;
        private byte[] _entropy;
        private EndToEndEngine _engine;
        private XmppClient _xmpp;
        private MmsPort _port;
        private IBoard _board;
        private bool _shakes;
        private long _now;
        private long _utc;

        /// <summary>Reads credentials.</summary>
        /// <param name="settings">Who this device is, and whom it believes. They are not kept.</param>
        /// <exception cref="ArgumentException">A certificate or key is none, or not of P-256; a name on the list is none.</exception>
        public EndToEndShield(ShieldSettings settings)
        {
            _profile = settings.Profile;
            _plan = settings.Plan;
            _entropy = settings.Entropy;
            CryptoProvider provider = new CryptoProvider();
            _tools.Provider = provider;
            _tools.Curve = _profile.Curve == CurveKind.P256 ? EllipticCurve.P256() : EllipticCurve.BrainpoolP256r1();
            _tools.Hash = provider.CreateSha256();
            _tools.Hmac = provider.CreateHmac();
            _tools.Ecdsa = new Ecdsa(_profile.Curve == CurveKind.P256 ? _tools.Curve : EllipticCurve.P256(), _tools.Hmac);
            _tools.Chain = new CertificateVerifier(_tools.Hash, _tools.Ecdsa, null, null, 1, 0, 3);
            _tools.Names = new CertificateNames();
            _tools.Random = new Drbg(_tools.Hmac);
            Certificate anchor = Credentials.Certificate(settings.Authority);
            Certificate own = Credentials.Certificate(settings.Certificate);
            if (own.KeyKind != KeyKind.P256 || anchor.KeyKind != KeyKind.P256 || _tools.Chain.AddAnchor(anchor) != DerStatus.Ok)
            {
                throw new ArgumentException();
            }

            _tools.Certificate = own.Buffer;

            // Its fields are not needed any more: room for what peers send.
            _tools.Certificates = new Certificate[] { own, new Certificate() };
            _tools.PrivateKey = Credentials.Scalar(settings.PrivateKey);
            if (settings.Clear != null)
            {
                _clear = new PeerList(_plan);
                string[] names = settings.Clear.Split(new char[] { ',' });
                for (int i = 0; i < names.Length; i++)
                {
                    if (!_clear.Add(names[i].Trim()))
                    {
                        throw new ArgumentException();
                    }
                }
            }
        }

        /// <inheritdoc/>
        public string Namespace
        {
            get { return EndToEndProfile.Namespace; }
        }

        /// <inheritdoc/>
        public int MostBytes
        {
            get { return (_plan.EndToEndBytes - EnvelopeBytes) / 2; }
        }

        /// <inheritdoc/>
        public long NextDeadline
        {
            get { return _engine.IsBusy ? 0 : _now + IdlePeriod; }
        }

        /// <inheritdoc/>
        public void Join(XmppClient xmpp, MmsPort port, IBoard board, XmlNamespaces namespaces)
        {
            _xmpp = xmpp;
            _port = port;
            _board = board;
            _engine = new EndToEndEngine(_profile, _tools, _plan, namespaces, StanzaProfile.Namespace);
            port.ExpectProtected();
        }

        /// <inheritdoc/>
        [DataPath]
        public bool MayBeClear(byte[] peer, int count)
        {
            return _clear != null && _clear.Find(peer, 0, count) >= 0 && _engine.Find(peer, 0, count) == null;
        }

        /// <inheritdoc/>
        [DataPath]
        public bool Read(bool isStart)
        {
            bool isDone = isStart ? _engine.Begin(_xmpp.Tokenizer) : _engine.Continue(_xmpp.Tokenizer);
            if (isDone)
            {
                _xmpp.PayloadDone();
            }

            return isDone;
        }

        /// <inheritdoc/>
        [DataPath]
        public DerStatus Take()
        {
            Stanza stanza = _xmpp.Stanza;
            byte[] from = stanza.From;
            int count = stanza.FromLength;
            bool had = _engine.Find(from, 0, count) != null;
            EndToEndResult result = Finish(_engine.Take(from, 0, count));
            DerStatus status = _engine.Status;
            _port.Drop();
            bool isAnswer = result == EndToEndResult.Send && !_engine.IsAbort && stanza.Kind == StanzaKind.Iq;
            if (result == EndToEndResult.Deliver)
            {
                status = Deliver(_engine.Current);
            }
            else if (!isAnswer && IsRequest(stanza))
            {
                _xmpp.SendError(StanzaProfile.NotAssociated);
            }

            if (result == EndToEndResult.Send)
            {
                Send(isAnswer);
            }

            if (_engine.Find(from, 0, count) == null && had)
            {
                _port.Abort(from, count);
            }

            return status;
        }

        /// <inheritdoc/>
        [DataPath]
        public ByteWriter Begin(byte[] peer, int count, bool accepts)
        {
            EndToEndAssociation a = _engine.Find(peer, 0, count);
            if (a == null)
            {
                return null;
            }

            _shakes = a.State == AssociationState.Accepting;
            if (_shakes)
            {
                _engine.BeginHandshake(accepts);
                return _engine.Message;
            }

            // What was delivered is in the server's hands by now.
            _engine.Message.Clear();
            return _engine.BeginTransfer(a, _engine.Message) ? _engine.Message : null;
        }

        /// <inheritdoc/>
        [DataPath]
        public bool End()
        {
            if (!_shakes)
            {
                return _engine.EndTransfer();
            }

            _engine.EndHandshake();
            return _engine.SignHandshake() == EndToEndResult.Send;
        }

        /// <inheritdoc/>
        public void Drop(byte[] peer, int count)
        {
            EndToEndAssociation a = _engine.Find(peer, 0, count);
            if (a != null)
            {
                _engine.Drop(a);
            }
        }

        /// <inheritdoc/>
        public void DropAll()
        {
            _engine.DropAll();
        }

        /// <inheritdoc/>
        [DataPath]
        public void Tick(long now, long utc)
        {
            _now = now;
            _utc = utc;

            // Once online the radio is on, which the ESP32's random numbers need.
            if (_xmpp.IsOnline && _tools.Random.NeedsReseed)
            {
                Seed();
            }

            if (_engine.Tick(now, utc) == EndToEndResult.Send && _xmpp.IsOnline)
            {
                Send(false);
            }
        }

        /// <inheritdoc/>
        public void Stop()
        {
            _engine.DropAll();
            _tools.PrivateKey.Clear();
        }

        private static bool IsRequest(Stanza stanza)
        {
            return stanza.Kind == StanzaKind.Iq && (stanza.Type == StanzaType.Get || stanza.Type == StanzaType.Set);
        }

        // The server's answer goes out through Begin and End, as MmsPort says.
        private DerStatus Deliver(EndToEndAssociation a)
        {
            bool opens = a.State == AssociationState.Accepting;
            _port.Decode(_engine.Message.Buffer, _engine.PduOffset, _engine.PduCount);
            if (opens && !_port.IsInitiate)
            {
                _engine.Drop(a);
                _xmpp.SendError(StanzaProfile.NotAssociated);
                return DerStatus.EndToEndProtocol;
            }

            _port.Answer();
            if (a.State == AssociationState.Accepting || _port.Ended)
            {
                _engine.Drop(a);
            }

            return DerStatus.Ok;
        }

        private void Send(bool isAnswer)
        {
            EndToEndAssociation a = _engine.Current;
            if (isAnswer)
            {
                _xmpp.BeginResult();
            }
            else
            {
                _xmpp.BeginMessage(a.Peer, 0, a.PeerLength);
            }

            _port.Forward(isAnswer ? StanzaKind.Iq : StanzaKind.Message, _engine.Message);
        }

        private EndToEndResult Finish(EndToEndResult result)
        {
            while (result == EndToEndResult.Busy)
            {
                _board.FeedWatchdog();
                result = _engine.Tick(_now, _utc);
            }

            return result;
        }

        [Allocates("once a start, and once a million numbers")]
        private void Seed()
        {
            Credentials.Seed(_tools.Random, _entropy);
            _entropy = null;
        }
    }
}
