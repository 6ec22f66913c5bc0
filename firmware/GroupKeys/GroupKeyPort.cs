using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Firmware;
using nanoDer.Gdoi;
using nanoDer.Iec61850;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.GroupKeys
{
    /// <summary>
    /// Joins the XMPP client and the member of a GDOI group, which do not know each other: datagrams of ISAKMP travel in stanzas (the profile is in
    /// <c>lib/nanoDer.Gdoi/XMPP.md</c>), or by UDP. It pulls in the first session, again when a session was lost and ahead of the keys' end,
    /// and takes what is pushed.
    /// </summary>
    public sealed partial class GroupKeyPort : ISidePort, IGroupMemberEvents
    {
        /// <summary>Namespace of the profile.</summary>
        public const string IsakmpNamespace = "urn:nanoder:isakmp:0";

        // XMPP loses nothing while a session lasts: a message is sent again only after what a session may take to come back.
        private const int RetransmitMs = 10000;
        private const int Attempts = 3;

        private const int IdlePeriod = 1000;
        private const int SealChunk = 64;
        private const int PollPeriod = 100;

        // Pushes that were refused, which anybody in the room can bring about: so many are told in so many milliseconds.
        private const int Tellings = 20;
        private const int TellingTime = 60000;

        private readonly byte[] _server;
        private readonly int _serverBare;
        private readonly GroupMember _member;
        private readonly KeyStore _keys;
        private readonly Drbg _random;
        private readonly DatagramPath _path;
        private readonly IKeyStorage _storage;
        private readonly AesGcm _seal;
        private bool _isLoaded;
        private bool _isChanged;
        private byte[] _entropy;
        private XmppClient _xmpp;
        private IGatewayEvents _events;
        private bool _hasBegun;
        private bool _isLate;
        private long _last;
        private long _utc;
        private long _tellFrom;
        private int _tellings;
        private int _number;
        private readonly GroupMessagePort _messages;
        private int _messageNamespace;

        /// <summary>Takes all memory that it will ever use.</summary>
        /// <param name="settings">Whose group, and who its key server is.</param>
        /// <exception cref="ArgumentException">
        /// A certificate or key is none, is not of P-256, or does not fit; the key server has neither a JID nor an address; storage comes without a key of
        /// 16 octets.
        /// </exception>
        public GroupKeyPort(GroupKeySettings settings)
        {
            if (settings.KeyServer == null && settings.Address == null)
            {
                throw new ArgumentException();
            }

            _server = Bytes.Of(settings.KeyServer == null ? string.Empty : settings.KeyServer);
            _serverBare = Jid.BareLength(_server, 0, _server.Length);
            _path = settings.Address == null ? null : new DatagramPath(settings.Address, settings.Port, settings.Marker);

            _entropy = settings.Entropy;
            CryptoProvider provider = new CryptoProvider();
            GdoiTools tools = new GdoiTools();
            HashFunction hash = provider.CreateSha256();
            _random = new Drbg();
            tools.Provider = provider;
            tools.Curve = EllipticCurve.P256();
            tools.Ecdsa = new Ecdsa(tools.Curve, provider.CreateHmac());
            tools.Chain = new CertificateVerifier(hash, tools.Ecdsa, null, null, 1, 0, 3);
            tools.Random = _random;

            Certificate anchor = Credentials.Certificate(settings.Authority);
            Certificate server = Credentials.Certificate(settings.KeyServerCertificate);
            Certificate own = Credentials.Certificate(settings.Certificate);
            if (own.KeyKind != KeyKind.P256 || anchor.KeyKind != KeyKind.P256 || tools.Chain.AddAnchor(anchor) != DerStatus.Ok)
            {
                throw new ArgumentException();
            }

            GdoiAccount account = new GdoiAccount();
            account.Certificate = own.Buffer;
            account.PrivateKey = Credentials.Scalar(settings.PrivateKey);
            account.KeyServers = new byte[1][];
            account.KeyServers[0] = new byte[server.SubjectCount];
            Array.Copy(server.Buffer, server.SubjectOffset, account.KeyServers[0], 0, server.SubjectCount);
            account.Group = new byte[4];
            for (int i = 0; i < 4; i++)
            {
                account.Group[i] = (byte)(settings.Group >> (24 - (8 * i)));
            }

            // Whose acknowledgement it is, the stanza or the datagram says; the address of this device is nobody's concern.
            account.AckIdentity = new byte[8];
            account.AckIdentity[0] = 1;

            _storage = settings.Storage;
            if (_storage != null)
            {
                KeyMaterial key = new KeyMaterial(16);
                _seal = new AesGcm(provider.CreateAes(16, SealChunk), SealChunk, 0);
                if (settings.DeviceKey == null || settings.DeviceKey.Length != 16 || !key.Set(settings.DeviceKey, 0, 16) || _seal.SetKey(key) != DerStatus.Ok)
                {
                    throw new ArgumentException();
                }

                key.Clear();
                Array.Clear(settings.DeviceKey, 0, 16);
            }

            GdoiProfile profile = new GdoiProfile();
            if (_path == null)
            {
                profile.RetransmitMs = RetransmitMs;
                profile.Attempts = Attempts;
            }

            _keys = new KeyStore(settings.Keys);
            _member = new GroupMember(profile, account, tools, _keys, settings.HierarchyDepth, this);
            _messages = settings.Messages == null ? null : new GroupMessagePort(settings.Messages, _keys, tools);
        }

        /// <inheritdoc/>
        public string[] Namespaces
        {
            get { return _messages == null ? new string[] { IsakmpNamespace } : new string[] { IsakmpNamespace, GroupMessagePort.Namespace }; }
        }

        /// <summary>The group's keys, for whoever proves what is said in rooms.</summary>
        public KeyStore Keys
        {
            get { return _keys; }
        }

        /// <inheritdoc/>
        public long NextDeadline
        {
            get
            {
                long next = _last + (_path == null ? IdlePeriod : PollPeriod);
                return !HasWay() || next < _member.NextDeadline ? next : _member.OutputCount > 0 ? 0 : _member.NextDeadline;
            }
        }

        /// <inheritdoc/>
        public void Join(XmppClient xmpp, MmsPort port, DataModel model, XmlNamespaces namespaces, IGatewayEvents events)
        {
            _xmpp = xmpp;
            _events = events;
            if (_messages != null)
            {
                _messageNamespace = namespaces.Add(GroupMessagePort.Namespace);
                _messages.Join(xmpp, port, model);
            }
        }

        /// <inheritdoc/>
        public void Begin()
        {
            _isLate = _hasBegun;
        }

        /// <inheritdoc/>
        public void Tick(long now, long utcSeconds)
        {
            _last = now;
            _utc = utcSeconds;
            if (_storage != null && !_isLoaded)
            {
                Load();
            }

            if (_messages != null && utcSeconds > 0)
            {
                _messages.Start(utcSeconds * 1000);
            }

            if (!HasWay())
            {
                // The member stands still, the keys end all the same.
                _keys.Tick(now);
                return;
            }

            if (!_hasBegun)
            {
                Start();
            }

            _member.Tick(now, utcSeconds);
            if (_isLate)
            {
                _isLate = false;
                _member.RequestKey();
            }

            if (_isChanged && _storage != null)
            {
                Save();
            }

            if (_path != null)
            {
                Exchange();
            }
            else if (_member.OutputCount > 0)
            {
                Send();
            }
        }

        /// <inheritdoc/>
        public void Stop()
        {
            _member.Stop();
            if (_messages != null)
            {
                _messages.Stop();
            }

            if (_path != null)
            {
                _path.Close();
            }
        }

        /// <inheritdoc/>
        [Allocates("a text for each event, some in the life of a key")]
        public void OnGroup(GdoiEvent what, DerStatus status, int number)
        {
            _isChanged |= what == GdoiEvent.KeysPulled || what == GdoiEvent.KeysPushed || what == GdoiEvent.Deleted;
            switch (what)
            {
                case GdoiEvent.KeysPulled:
                    _events.OnEvent(GatewayEvent.GroupKeys, status, number.ToString() + " pulled");
                    break;
                case GdoiEvent.KeysPushed:
                    _events.OnEvent(GatewayEvent.GroupKeys, status, number.ToString() + " pushed");
                    break;
                case GdoiEvent.Deleted:
                    _events.OnEvent(GatewayEvent.GroupKeys, status, "deleted by the key server");
                    break;
                case GdoiEvent.Failed:
                    _events.OnEvent(GatewayEvent.GroupKeysFailed, status, null);
                    break;
                case GdoiEvent.PushRefused:
                    if (_last >= _tellFrom)
                    {
                        _tellFrom = _last + TellingTime;
                        _tellings = 0;
                    }

                    if (_tellings < Tellings)
                    {
                        _tellings++;
                        _events.OnEvent(GatewayEvent.GroupPushRefused, status, null);
                    }

                    break;
                default:
                    break;
            }
        }

        // Before the first exchange, and without a way to the key server too.
        private void Load()
        {
            _isLoaded = true;
            int count = _storage.Load(_member.Input);
            if (count > 0)
            {
                DerStatus status = _member.Unseal(_seal, count, _last, _utc, 0);
                _events.OnEvent(status == DerStatus.Ok ? GatewayEvent.GroupKeys : GatewayEvent.GroupKeysFailed, status, "storage");
            }
        }

        private void Save()
        {
            int count = _member.Seal(_seal, _utc, 0);
            if (count > 0)
            {
                _isChanged = false;
                _storage.Save(_member.Input, count);
            }
        }

        private bool HasWay()
        {
            return _path != null || _xmpp.IsOnline;
        }

        // By now the radio is on, which the ESP32's random numbers need.
        private void Start()
        {
            if (!_random.IsSeeded)
            {
                Credentials.Seed(_random, _entropy);
                _entropy = null;
            }

            _hasBegun = true;
            _member.Start();
        }

        // One datagram each way.
        private void Exchange()
        {
            if (_member.OutputCount > 0)
            {
                _path.Send(_member.Output, _member.OutputCount);
                _member.Consume();
            }

            if (_member.NextDeadline != 0)
            {
                int at = _path.Overhead;
                int count = _path.Receive(_member.Input) - at;
                if (count > 0)
                {
                    _member.Feed(_member.Input, at, count);
                }
            }
        }
    }
}
