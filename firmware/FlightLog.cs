using nanoDer.Core;
using nanoDer.Tls;

namespace nanoDer.Firmware
{
    /// <summary>Brings what the gateway hears, says and does into the flight recorder, and tells the board of it.</summary>
    public sealed class FlightLog
    {
        /// <summary>A datagram to the DNS.</summary>
        public const int Question = 7;

        /// <summary>A datagram from the DNS.</summary>
        public const int Answer = 8;

        /// <summary>When the own certificate expires: seconds since 1970.</summary>
        public const int Expiry = 9;

        /// <summary>The gateway was asked to stop.</summary>
        public const int Stop = 10;

        /// <summary>The handshake begins: time jumps in it.</summary>
        public const int Handshake = 11;

        // How long after the last fileRead nothing is recorded, in milliseconds.
        private const int FreezeTime = 10000;

        private readonly FlightRecorder _recorder;
        private readonly IBoard _board;
        private readonly bool _stanzas;
        private bool _quiet;
        private long _thaw;

        internal FlightLog(GatewaySettings settings, IBoard board)
        {
            _recorder = new FlightRecorder(settings.Plan);
            _board = board;
            _stanzas = settings.RecordStanzas;
        }

        /// <summary>Somebody reads the ring: for a while nothing is recorded, so that it stays as it is.</summary>
        internal void Freeze()
        {
            _thaw = long.MaxValue;
        }

        internal FlightRecorder Recorder
        {
            get { return _recorder; }
        }

        /// <summary>The session's state: what SASL exchanges is masked, and stanzas are left out unless they are wanted.</summary>
        internal void State(SessionState state, DerStatus status, long now)
        {
            if (state == SessionState.LoggingIn)
            {
                _recorder.SetMask(true);
            }
            else if (state != SessionState.Online)
            {
                Authenticated(false);
            }

            if (!IsFrozen(now))
            {
                _recorder.AddNumber(FlightRecorder.State, now, ((int)status << 8) | (int)state, 3);
                Tell();
            }
        }

        /// <summary>SASL is over, or a new connection begins.</summary>
        internal void Authenticated(bool inside)
        {
            _recorder.SetMask(false);
            _quiet = inside && !_stanzas;
        }

        /// <summary>Bytes of any number.</summary>
        [DataPath]
        internal void Bytes(int kind, byte[] buffer, int offset, int count, long now)
        {
            if (_quiet)
            {
                Number(FlightRecorder.Withheld, count, 4, now);
                return;
            }

            while (count > 0 && !IsFrozen(now))
            {
                int piece = count < FlightRecorder.PieceBytes ? count : FlightRecorder.PieceBytes;
                _recorder.Add(kind, now, buffer, offset, piece);
                Tell();
                offset += piece;
                count -= piece;
                kind |= FlightRecorder.More;
            }
        }

        /// <summary>A number.</summary>
        [DataPath]
        internal void Number(int kind, long value, int bytes, long now)
        {
            if (!IsFrozen(now))
            {
                _recorder.AddNumber(kind, now, value, bytes);
                Tell();
            }
        }

        private bool IsFrozen(long now)
        {
            _thaw = _thaw == long.MaxValue ? now + FreezeTime : _thaw;
            return now < _thaw;
        }

        private void Tell()
        {
            while (_recorder.FreshCount > 0)
            {
                int count = _recorder.FreshCount;
                _board.Recorded(_recorder.Buffer, _recorder.FreshOffset, count);
                _recorder.Taken(count);
            }
        }
    }
}
