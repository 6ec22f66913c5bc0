using nanoDer.Core;

namespace nanoDer.Tls
{
    /// <summary>
    /// The newest security events in a ring of fixed size. What happens again is counted, not listed again, so that a failure in a
    /// loop does not wash out the others.
    /// </summary>
    public sealed class SecurityLog
    {
        private const int Fields = 6;

        private readonly int[] _ring;
        private readonly int _capacity;
        private int _next;
        private int _count;

        /// <summary>Takes the memory.</summary>
        /// <param name="plan">Sizes.</param>
        public SecurityLog(MemoryPlan plan)
        {
            _capacity = plan.SecurityEvents;
            _ring = new int[_capacity * Fields];
        }

        /// <summary>Entries, oldest first from 0.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>Bytes on the device's heap.</summary>
        /// <param name="plan">Sizes.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(4) + HeapSize.Array(plan.SecurityEvents * Fields, 4);
        }

        /// <summary>The event that a failure is; 0 for none.</summary>
        /// <param name="status">The failure.</param>
        /// <returns>The event's number.</returns>
        [DataPath]
        public static SecurityEvent Of(DerStatus status)
        {
            if (status >= DerStatus.XmppNotAuthorized && status <= DerStatus.XmppInvalidAuthzid)
            {
                return SecurityEvent.AuthenticationFailed;
            }

            switch (status)
            {
                case DerStatus.TlsServerCertificate:
                case DerStatus.XmppServerNotAuthentic:
                    return SecurityEvent.PeerCertificateRefused;
                case DerStatus.TlsHandshake:
                    return SecurityEvent.HandshakeFailed;
                case DerStatus.XmppNoStartTls:
                    return SecurityEvent.TlsRefused;
                case DerStatus.XmppInjectedBytes:
                    return SecurityEvent.TextInjected;
                case DerStatus.TlsKeyMismatch:
                    return SecurityEvent.OwnKeyMismatch;
                case DerStatus.X509Expired:
                    return SecurityEvent.OwnCertificateExpired;
                case DerStatus.X509NotYetValid:
                case DerStatus.TlsClock:
                    return SecurityEvent.ClockDoubtful;
                case DerStatus.TlsNoMemory:
                    return SecurityEvent.MemoryShort;
                case DerStatus.XmppConflict:
                case DerStatus.XmppBindConflict:
                    return SecurityEvent.IdentityConflict;
                case DerStatus.XmppSeeOtherHost:
                    return SecurityEvent.Redirected;
                case DerStatus.TlsOwnCertificate:
                case DerStatus.DerTooLarge:
                case DerStatus.X509WeakKey:
                case DerStatus.X509UnsupportedAlgorithm:
                    return SecurityEvent.OwnCertificateBad;
                default:
                    return SecurityEvent.SessionLost;
            }
        }

        /// <summary>Logs an event.</summary>
        /// <param name="code">What.</param>
        /// <param name="first">A number that tells it from others of its kind, such as a <see cref="DerStatus"/>.</param>
        /// <param name="second">Another number; of a repeated event the newest is kept.</param>
        /// <param name="time">Milliseconds since 1970.</param>
        [DataPath]
        public void Add(SecurityEvent code, int first, int second, long time)
        {
            Add(code, first, second, time, 1);
        }

        /// <summary>Logs an event that was kept elsewhere.</summary>
        /// <param name="code">What.</param>
        /// <param name="first">A number that tells it from others of its kind.</param>
        /// <param name="second">Another number.</param>
        /// <param name="time">Milliseconds since 1970.</param>
        /// <param name="times">How often it happened.</param>
        [DataPath]
        public void Add(SecurityEvent code, int first, int second, long time, int times)
        {
            int at = -1;
            for (int i = 0; i < _count; i++)
            {
                int place = Place(i);
                if (_ring[place] == (int)code && _ring[place + 1] == first)
                {
                    at = place;
                }
            }

            if (at < 0)
            {
                at = _next * Fields;
                _next = _next + 1 < _capacity ? _next + 1 : 0;
                _count = _count < _capacity ? _count + 1 : _capacity;
                _ring[at] = (int)code;
                _ring[at + 1] = first;
                _ring[at + 3] = 0;
            }

            _ring[at + 2] = second;
            _ring[at + 3] += times;
            _ring[at + 4] = (int)(time >> 32);
            _ring[at + 5] = (int)time;
        }

        /// <summary>What an entry is.</summary>
        /// <param name="index">Its number, from 0.</param>
        /// <returns>The event.</returns>
        public SecurityEvent Code(int index)
        {
            return (SecurityEvent)_ring[Place(index)];
        }

        /// <summary>One of the two numbers of an entry.</summary>
        /// <param name="index">The entry's number, from 0.</param>
        /// <param name="which">1 or 2.</param>
        /// <returns>The number.</returns>
        public int Number(int index, int which)
        {
            return _ring[Place(index) + which];
        }

        /// <summary>When it happened last, in milliseconds since 1970.</summary>
        /// <param name="index">The entry's number, from 0.</param>
        /// <returns>The time.</returns>
        public long Time(int index)
        {
            int place = Place(index);
            return ((long)_ring[place + 4] << 32) | ((long)_ring[place + 5] & 0xFFFFFFFFL);
        }

        /// <summary>How often it happened.</summary>
        /// <param name="index">The entry's number, from 0.</param>
        /// <returns>1 or more.</returns>
        public int Repeats(int index)
        {
            return _ring[Place(index) + 3];
        }

        private int Place(int index)
        {
            int oldest = _count < _capacity ? 0 : _next;
            return (oldest + index) % _capacity * Fields;
        }
    }
}
