using System;
using nanoDer.Core;

namespace nanoDer.Tls
{
    /// <summary>
    /// Decides when to connect, to which effect, how long to hold, and how long to wait: a state machine without I/O. The caller does what
    /// <see cref="State"/> says, tells what came of it by <see cref="On"/> or <see cref="Fail"/>, and calls <see cref="Tick"/>.
    /// Waits are a truncated binary exponential backoff (RFC 6120 clause 3.3): the first is random up to a bound, each further one random in
    /// the upper half of a bound twice as long, so that a fleet that lost its server does not come back as one.
    /// </summary>
    public sealed class SessionSupervisor
    {
        // How late a step may be before the loop around is taken for stuck.
        private const int Grace = 30000;

        // Redirections in a row that are followed at once.
        private const int Redirections = 3;

        // From, input, to. The numbers are those of the enumerations; the picture in README.md is drawn from this.
        private static readonly byte[] Table = new byte[]
        {
            0, 0, 1,
            1, 1, 2, 1, 12, 9, 1, 14, 10, 1, 9, 0,
            2, 2, 3, 2, 3, 4, 2, 11, 2, 2, 12, 9, 2, 14, 10, 2, 9, 0,
            3, 4, 4, 3, 11, 2, 3, 12, 9, 3, 14, 10, 3, 9, 0,
            4, 5, 5, 4, 12, 9, 4, 14, 10, 4, 9, 0,
            5, 6, 6, 5, 11, 2, 5, 12, 9, 5, 14, 10, 5, 9, 0,
            6, 7, 7, 6, 11, 2, 6, 12, 9, 6, 14, 10, 6, 9, 0,
            7, 10, 8, 7, 11, 2, 7, 12, 9, 7, 9, 0,
            8, 8, 1, 8, 9, 0,
            9, 13, 1, 9, 9, 0,
        };

        private readonly TlsProfile _profile;
        private uint _random;
        private SessionState _state;
        private DerStatus _status;
        private long _deadline;
        private long _online;
        private long _keysOld;
        private long _certificateEnd;
        private int _bound;
        private int _failures;
        private bool _hasAnotherServer;

        /// <summary>Begins idle.</summary>
        /// <param name="profile">Times; read when they are needed.</param>
        /// <param name="seed">Different for each device: spreads the waits.</param>
        /// <exception cref="ArgumentNullException">The profile is null.</exception>
        public SessionSupervisor(TlsProfile profile, uint seed)
        {
            if (profile == null)
            {
                throw new ArgumentNullException();
            }

            _profile = profile;
            _random = seed == 0 ? 1 : seed;
            _deadline = long.MaxValue;
            _certificateEnd = long.MaxValue;
        }

        /// <summary>Where the session stands.</summary>
        public SessionState State
        {
            get { return _state; }
        }

        /// <summary>Why the last session or attempt ended.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        /// <summary>When <see cref="Tick"/> has something to do, in milliseconds of the caller's clock.</summary>
        public long NextDeadline
        {
            get { return _deadline; }
        }

        /// <summary>Failures since the last session that held.</summary>
        public int Failures
        {
            get { return _failures; }
        }

        /// <summary>Bytes on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(11);
        }

        /// <summary>The transition table.</summary>
        /// <param name="from">A state.</param>
        /// <param name="input">What happens in it.</param>
        /// <returns>The state that follows; -1 when it does not happen there.</returns>
        [DataPath]
        public static int Next(SessionState from, SessionInput input)
        {
            byte[] table = Table;
            for (int i = 0; i < table.Length; i += 3)
            {
                if (table[i] == (int)from && table[i + 1] == (int)input)
                {
                    return table[i + 2];
                }
            }

            return -1;
        }

        /// <summary>Tells whether another server is left to try when this one fails.</summary>
        /// <param name="hasAnother">True when one is.</param>
        public void OfferAnotherServer(bool hasAnother)
        {
            _hasAnotherServer = hasAnother;
        }

        /// <summary>Tells when the own certificate expires: no session outlives it.</summary>
        /// <param name="time">Milliseconds of the caller's clock.</param>
        public void LimitSession(long time)
        {
            _certificateEnd = time;
        }

        /// <summary>Something has happened.</summary>
        /// <param name="input">What.</param>
        /// <param name="now">Milliseconds of a clock that never goes back.</param>
        /// <returns>False when it does not happen in this state; nothing has changed then.</returns>
        [DataPath]
        public bool On(SessionInput input, long now)
        {
            int next = Next(_state, input);
            if (next < 0)
            {
                return false;
            }

            _state = (SessionState)next;
            if (input == SessionInput.Start)
            {
                _online = now;
                _failures = 0;
                _bound = 0;
            }
            else if (input == SessionInput.Secured)
            {
                // The clients of one server do not all renew their keys at the same time.
                int age = _profile.SessionAge;
                _keysOld = now + age - Random(age / 16);
                if (_keysOld > _certificateEnd && _certificateEnd > now)
                {
                    _keysOld = _certificateEnd;
                }
            }
            else if (input == SessionInput.Bound)
            {
                _online = now;
            }
            else if (input == SessionInput.KeysOld)
            {
                _online = now;
                _failures = 0;
                _bound = 0;
            }

            Schedule(now);
            return true;
        }

        /// <summary>The attempt or session has failed.</summary>
        /// <param name="status">Why.</param>
        /// <param name="now">Milliseconds.</param>
        [DataPath]
        public void Fail(DerStatus status, long now)
        {
            _status = status;
            bool refused = IsRefusal(status);
            if (_state == SessionState.Online)
            {
                if (now - _online >= _profile.Stable)
                {
                    _failures = 0;
                    _bound = 0;
                }

                _online = now;
            }

            bool wasOnline = _state == SessionState.Online;
            _failures++;
            bool redirected = status == DerStatus.XmppSeeOtherHost && _state >= SessionState.LoggingIn && _failures <= Redirections;
            if (_hasAnotherServer && !refused && (redirected || (!wasOnline && status != DerStatus.XmppSeeOtherHost)) && On(SessionInput.NextServer, now))
            {
                return;
            }

            int after = _profile.RebootAfter;
            if (after > 0 && !refused && _failures >= _profile.RebootFailures && now - _online >= after && On(SessionInput.GiveUp, now))
            {
                return;
            }

            if (refused)
            {
                // Quick retries would only push out another session, or knock at a door that is not ours.
                _bound = _profile.LongestWait;
            }

            On(SessionInput.Failed, now);
        }

        /// <summary>Bytes have come from the server.</summary>
        /// <param name="now">Milliseconds.</param>
        [DataPath]
        public void Received(long now)
        {
            if (_state == SessionState.Online)
            {
                Hold(now);
            }
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds.</param>
        /// <returns>True when the attempt or session has failed by it: see <see cref="Status"/>.</returns>
        [DataPath]
        public bool Tick(long now)
        {
            if (now < _deadline)
            {
                return false;
            }

            if (_state == SessionState.Waiting)
            {
                On(SessionInput.Elapsed, now);
                return false;
            }

            if (_state == SessionState.Online && now >= _keysOld)
            {
                On(SessionInput.KeysOld, now);
                return false;
            }

            Fail(_state == SessionState.Online ? DerStatus.NetStalled : DerStatus.XmppTimeout, now);
            return true;
        }

        /// <summary>Says whether the loop that drives this makes progress: the condition for feeding a watchdog.</summary>
        /// <param name="now">Milliseconds.</param>
        /// <returns>False when a deadline has passed long ago and nothing came of it.</returns>
        [DataPath]
        public bool IsAlive(long now)
        {
            return _state != SessionState.Rebooting && now - Grace < _deadline;
        }

        // Somebody on the other side, or our own certificate, says no: nothing that another server or a restart would mend.
        private static bool IsRefusal(DerStatus status)
        {
            return (status >= DerStatus.XmppNotAuthorized && status <= DerStatus.XmppInvalidAuthzid)
                || status == DerStatus.XmppConflict || status == DerStatus.XmppHostUnknown
                || status == DerStatus.XmppStreamHostGone || status == DerStatus.XmppStreamNotAuthorized
                || status == DerStatus.XmppServerNotAuthentic || status == DerStatus.XmppBindConflict
                || status == DerStatus.TlsOwnCertificate || status == DerStatus.TlsKeyMismatch
                || (status >= DerStatus.X509BadCertificate && status <= DerStatus.X509UnsupportedAlgorithm);
        }

        private void Schedule(long now)
        {
            switch (_state)
            {
                case SessionState.Online:
                    Hold(now);
                    break;
                case SessionState.Waiting:
                    _deadline = now + NextWait();
                    break;
                case SessionState.Idle:
                case SessionState.Rebooting:
                    _deadline = long.MaxValue;
                    break;
                default:
                    _deadline = now + _profile.StepTimeout;
                    break;
            }
        }

        private void Hold(long now)
        {
            _deadline = now + _profile.StallTime;
            if (_deadline > _keysOld)
            {
                _deadline = _keysOld;
            }
        }

        private int NextWait()
        {
            int longest = _profile.LongestWait;
            if (_bound == 0)
            {
                _bound = _profile.FirstWait;
                return Random(_bound);
            }

            _bound = _bound > longest / 2 ? longest : _bound * 2;
            return (_bound / 2) + Random(_bound - (_bound / 2));
        }

        private int Random(int bound)
        {
            // xorshift: spreads the waits of many devices, guards no secret.
            _random ^= _random << 13;
            _random ^= _random >> 17;
            _random ^= _random << 5;
            return bound <= 0 ? 0 : (int)((_random & 0x7FFFFFFF) % (uint)bound);
        }
    }
}
