using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// A member of a GDOI group (RFC 6407 with RFC 8052 and 8263) as an engine over datagrams: it registers with a key server (phase 1 and
    /// GROUPKEY-PULL), takes GROUPKEY-PUSH messages, and keeps a <see cref="KeyStore"/> filled. It knows no transport: UDP port 848, or a payload
    /// of XMPP. Long computations happen one at a time in <see cref="Tick"/>.
    /// </summary>
    public sealed partial class GroupMember
    {
        /// <summary>Longest datagram in bytes, in both directions.</summary>
        public const int MaximumDatagram = 4096;

        private const int Idle = 0;
        private const int SaSent = 1;
        private const int MakeKey = 2;
        private const int KeySent = 3;
        private const int Agree = 4;
        private const int Sign = 5;
        private const int IdSent = 6;
        private const int CheckIdentity = 7;
        private const int CheckProof = 8;
        private const int PullSent = 9;
        private const int HashSent = 10;
        private const int CheckPush = 11;
        private const int Computing = (1 << MakeKey) | (1 << Agree) | (1 << Sign) | (1 << CheckIdentity) | (1 << CheckProof) | (1 << CheckPush);

        private readonly GdoiProfile _profile;
        private readonly GdoiAccount _account;
        private readonly GdoiTools _tools;
        private readonly KeyStore _keys;
        private readonly IGroupMemberEvents _events;
        private readonly IkeSession _session;
        private readonly GroupPolicy _policy;
        private readonly LkhPath _lkh;
        private readonly PayloadReader _reader = new PayloadReader();
        private readonly PayloadWriter _out = new PayloadWriter(MaximumDatagram);
        private readonly PayloadWriter _side = new PayloadWriter(256);
        private readonly byte[] _in = new byte[MaximumDatagram];
        private int _inCount;
        private int _step;
        private int _afterPush;
        private bool _outPending;
        private bool _sidePending;
        private int _attempt;
        private int _failures;
        private long _nowMs;
        private long _deadline;
        private long _nextPull;
        private long _phaseOneEnd;
        private long _lastRequest;
        private DerStatus _status;

        /// <summary>Takes all memory that a member will ever use. Nothing happens until <see cref="Start"/>.</summary>
        /// <param name="profile">What it proposes.</param>
        /// <param name="account">Who it is.</param>
        /// <param name="tools">Its cryptography.</param>
        /// <param name="keys">Where the keys go.</param>
        /// <param name="lkhDepth">Most keys on the way from a leaf to the root of a logical key hierarchy.</param>
        /// <param name="events">Where it reports.</param>
        /// <exception cref="ArgumentException">The account's certificate is none.</exception>
        public GroupMember(GdoiProfile profile, GdoiAccount account, GdoiTools tools, KeyStore keys, int lkhDepth, IGroupMemberEvents events)
        {
            _profile = profile;
            _account = account;
            _tools = tools;
            _keys = keys;
            _events = events;
            _session = new IkeSession(profile, account, tools);
            _lkh = new LkhPath(lkhDepth);
            _kekCipher = tools.Provider.CreateAes(16, AesCipher.BlockBytes);
            _policy = new GroupPolicy(keys, _lkh, _kekCipher);
            _ackPrf = tools.Provider.CreateHmac();
            _nextPull = long.MaxValue;
            _lastRequest = long.MinValue / 2;
        }

        /// <summary>Bytes that one needs on the device's heap, without what it was given and the provider's two ciphers; with SHA-1 some more.</summary>
        /// <param name="profile">As in the constructor.</param>
        /// <param name="lkhDepth">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(GdoiProfile profile, int lkhDepth)
        {
            return (profile.Group == 14 ? 24588 : 16116) + (156 * lkhDepth);
        }

        /// <summary>Why the last exchange failed; Ok after one that succeeded.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        /// <summary>True while an exchange with the key server is going on.</summary>
        public bool IsBusy
        {
            get { return _step != Idle; }
        }

        /// <summary>Octets of a message to send, lent until <see cref="Consume"/>.</summary>
        public byte[] Output
        {
            get { return _sidePending ? _side.Buffer : _out.Buffer; }
        }

        /// <summary>
        /// Where the next datagram may be put before <see cref="Feed"/> of it, <see cref="MaximumDatagram"/> octets: it saves a second buffer. Not while
        /// <see cref="NextDeadline"/> is 0, since a computation works there.
        /// </summary>
        public byte[] Input
        {
            get { return _in; }
        }

        /// <summary>Length of the message to send: one datagram; 0 when there is none.</summary>
        public int OutputCount
        {
            get { return _sidePending ? _side.Count : _outPending ? _out.Count : 0; }
        }

        /// <summary>This member's sender identifier for counter modes (RFC 6407 clause 3.5); -1 when it was given none.</summary>
        public long SenderId
        {
            get { return _policy.SenderIdBits > 0 ? _policy.SenderId : -1; }
        }

        /// <summary>Bits of that identifier at the head of a counter; 0 when there is none.</summary>
        public int SenderIdBits
        {
            get { return _policy.SenderIdBits; }
        }

        /// <summary>When <see cref="Tick"/> is needed next: 0 when there is something to compute.</summary>
        public long NextDeadline
        {
            get { return IsComputing() ? 0 : _step == Idle ? _nextPull : _deadline; }
        }

        /// <summary>Says that the message of <see cref="Output"/> is on its way.</summary>
        [DataPath]
        public void Consume()
        {
            if (_sidePending)
            {
                _sidePending = false;
            }
            else
            {
                _outPending = false;
            }
        }

        /// <summary>Asks for a pull now.</summary>
        [DataPath]
        public void Start()
        {
            _nextPull = 0;
        }

        /// <summary>Asks for a pull because a message came under a KeyID that the store does not have; not more often than the profile allows.</summary>
        /// <returns>False when it was too soon.</returns>
        [DataPath]
        public bool RequestKey()
        {
            if (_nowMs - _lastRequest < _profile.UnknownKeyMs)
            {
                return false;
            }

            _lastRequest = _nowMs;
            if (_step == Idle)
            {
                _nextPull = _nowMs;
            }

            return true;
        }

        /// <summary>Wipes all keys and stops.</summary>
        public void Stop()
        {
            _phaseOneEnd = 0;
            Drop();
            _keys.Clear();
            _lkh.Clear();
            _nextPull = long.MaxValue;
        }

        /// <summary>Takes a datagram. What does not belong here is ignored.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False when it was ignored at once.</returns>
        [DataPath]
        public bool Feed(byte[] buffer, int offset, int count)
        {
            if (count < Isakmp.HeaderBytes || count > MaximumDatagram || IsComputing() || buffer[offset + 17] != Isakmp.Version
                || PayloadReader.Number(buffer, offset + 24, 4) != count)
            {
                return false;
            }

            Array.Copy(buffer, offset, _in, 0, count);
            _inCount = count;
            bool isPush = _in[18] == Isakmp.GroupKeyPush;
            bool isEncrypted = (_in[19] & Isakmp.Encrypted) != 0;
            if ((isEncrypted && (count - Isakmp.HeaderBytes) % AesCipher.BlockBytes != 0)
                || (!isPush && !Bytes.Equal(_in, 0, _session.Cookies, 0, _step == SaSent ? Isakmp.CookieBytes : 2 * Isakmp.CookieBytes)))
            {
                return false;
            }

            bool isPhaseOne = PayloadReader.Number(_in, 20, 4) == 0;
            switch (_in[18])
            {
                case Isakmp.MainMode:
                    bool fits = isPhaseOne && (isEncrypted ? _step == IdSent && _session.TakeIdentity(_in, count)
                        : _step == SaSent ? (PayloadReader.Number(_in, 8, 4) | PayloadReader.Number(_in, 12, 4)) != 0 && _session.TakeSa(_in, count)
                        : _step == KeySent && _session.TakeKey(_in, count));

                    // What to compute follows each step of waiting.
                    _step += fits ? 1 : 0;
                    return fits;
                case Isakmp.GroupKeyPull:
                    return isEncrypted && Bytes.Equal(_in, 20, _out.Buffer, 20, 4) && TakePull();
                case Isakmp.Informational:
                    return TakeInfo(isEncrypted);
                default:
                    return isPush && isPhaseOne && TakePush();
            }
        }

        /// <summary>Lets time pass: sends again, gives up, begins anew, and computes what is next.</summary>
        /// <param name="nowMs">Milliseconds of any clock that does not jump.</param>
        /// <param name="utcSeconds">Seconds since 1970-01-01 UTC, for certificates.</param>
        [DataPath]
        public void Tick(long nowMs, long utcSeconds)
        {
            _nowMs = nowMs;
            _keys.Tick(nowMs);
            if (IsComputing())
            {
                Compute(utcSeconds);
            }
            else if (_step == Idle)
            {
                if (nowMs >= _nextPull)
                {
                    _events.OnGroup(GdoiEvent.PullStarted, DerStatus.Ok, 0);
                    if (nowMs < _phaseOneEnd)
                    {
                        SendPull();
                    }
                    else
                    {
                        Send(_session.WriteSa(_out), SaSent);
                    }
                }
            }
            else if (nowMs >= _deadline)
            {
                if (_attempt == _profile.Attempts)
                {
                    // A key server that has forgotten phase 1 is silent as well.
                    _phaseOneEnd = 0;
                    Fail(DerStatus.GdoiSilent);
                    return;
                }

                _deadline = nowMs + (_profile.RetransmitMs << _attempt);
                _attempt++;
                _outPending = true;
            }
        }

        private bool IsComputing()
        {
            return ((Computing >> _step) & 1) != 0;
        }

        private void Compute(long utcSeconds)
        {
            switch (_step)
            {
                case MakeKey:
                    Send(_session.WriteKey(_out), KeySent);
                    break;
                case Agree:
                    _step = Sign;
                    Fail(_session.Agree());
                    break;
                case Sign:
                    Send(_session.WriteIdentity(_out), IdSent);
                    break;
                case CheckIdentity:
                    _step = CheckProof;
                    Fail(_session.CheckIdentity(utcSeconds));
                    break;
                case CheckProof:
                    DerStatus status = _session.CheckProof();
                    if (status != DerStatus.Ok)
                    {
                        Fail(status);
                        break;
                    }

                    _phaseOneEnd = _nowMs + ((long)_profile.LifeSeconds * 1000);
                    _events.OnGroup(GdoiEvent.KeyServerAuthenticated, status, 0);
                    SendPull();
                    break;
                default:
                    FinishPush();
                    break;
            }
        }

        private void Send(DerStatus status, int step)
        {
            if (status == DerStatus.Ok && _out.Overflow)
            {
                status = DerStatus.BufferFull;
            }

            _step = step;
            _attempt = 1;
            _deadline = _nowMs + _profile.RetransmitMs;
            _outPending = status == DerStatus.Ok;
            Fail(status);
        }

        // Unless all is well, ends the exchange and waits before the next: doubled each time, a random part of it off, so that a fleet spreads.
        private void Fail(DerStatus status)
        {
            if (status == DerStatus.Ok)
            {
                return;
            }

            _status = status;
            Drop();
            long wait = (long)_profile.RetryMs << (_failures < 6 ? _failures : 6);
            _failures++;
            _nextPull = _nowMs + wait - Jitter(wait / 2);
            _events.OnGroup(GdoiEvent.Failed, status, 0);
        }

        private void Drop()
        {
            _keys.DropStaged();
            _step = Idle;
            _outPending = false;
            if (_nowMs >= _phaseOneEnd || _status != DerStatus.Ok)
            {
                _phaseOneEnd = 0;
                _session.Clear();
            }
        }

        // Pulls ahead of the end of the last key: a tenth of what is left of it, less a random part.
        private void Schedule()
        {
            _failures = 0;
            _status = DerStatus.Ok;
            long end = _keys.LastEnd();
            if (_keys.Kek.IsUsed && (end == 0 || _keys.Kek.NotAfter < end))
            {
                end = _keys.Kek.NotAfter;
            }

            if (end == long.MaxValue)
            {
                _nextPull = end;
                return;
            }

            long lead = (end - _nowMs) / 10;
            _nextPull = end - lead - Jitter(lead);
        }

        private long Jitter(long range)
        {
            return _tools.Random.Generate(_scratch, 0, 3) == DerStatus.Ok ? (PayloadReader.Number(_scratch, 0, 3) * range) >> 24 : 0;
        }
    }
}
