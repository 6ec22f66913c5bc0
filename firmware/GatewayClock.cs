using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Tls;

namespace nanoDer.Firmware
{
    /// <summary>
    /// The time of day and how good it is. Until a time server has answered it is the board's, which nobody has confirmed; from then on that
    /// of <see cref="DerClock"/>, which no jump of the board's clock moves, and the board's clock is set after it, as TLS looks there.
    /// </summary>
    internal sealed class GatewayClock
    {
        /// <summary>In the flight recorder: nobody will answer a question.</summary>
        internal const int NoAnswer = -3;

        private const long TicksOf1970 = 621355968000000000;
        private const int TicksPerMillisecond = 10000;

        // What the loop waits for an answer, once; from then on it looks at each turn.
        private const int FirstWait = 100;
        private const int AnswerTime = 3000;

        // Waits after a round of servers without a good answer, the first, doubled each time; no client asks more often (RFC 5905 clause 14).
        private const int FirstRetry = 16000;
        private const int LongestRetry = 1 << 30;

        // The board's clock may be so far off, in milliseconds: it has no more than seconds.
        private const int Tolerance = 2000;

        // No firmware runs so long, in seconds; SNTP has years of two digits, as it were, and a time before it was made comes out far behind.
        private const long Lifetime = 1600000000;

        // Datagrams that are looked at in a turn.
        private const int Patience = 4;

        private readonly TlsProfile _tls;
        private readonly int _port;
        private readonly int _period;
        private readonly IBoard _board;
        private readonly ITransport _transport;
        private readonly FlightLog _flight;
        private readonly DerClock _clock;
        private readonly SntpClient _client;
        private readonly string[] _servers;
        private readonly byte[] _datagram;
        private int _server;
        private int _retry = FirstRetry;
        private int _quality = UtcTime.NotSynchronised;
        private long _next;
        private long _until;
        private bool _asks;
        private bool _isSet;

        internal GatewayClock(GatewaySettings settings, IBoard board, ITransport transport, FlightLog flight, byte[] datagram)
        {
            _tls = settings.Tls;
            _port = settings.TimePort;
            _period = settings.TimePeriod;
            _board = board;
            _transport = transport;
            _flight = flight;
            if (settings.TimeServers != null)
            {
                _servers = settings.TimeServers.Split(new char[] { ',' });
                _client = new SntpClient();
                _clock = new DerClock(0, 0);
                _datagram = datagram;
            }
        }

        /// <summary>True while a question is open, and until the servers were asked once: the port is in use.</summary>
        internal bool IsAsking
        {
            get { return _asks || (_client != null && !_isSet && _retry == FirstRetry); }
        }

        /// <summary>The time in milliseconds since 1970.</summary>
        internal long Utc(long now)
        {
            return _isSet ? (_clock.Ticks(now) - TicksOf1970) / TicksPerMillisecond : _board.Utc();
        }

        /// <summary>Makes a timestamp, with the quality that <see cref="Look"/> has found last.</summary>
        /// <param name="utc">Milliseconds since 1970.</param>
        [DataPath]
        internal long Stamp(long utc)
        {
            return UtcTime.FromTicks((utc * TicksPerMillisecond) + TicksOf1970, _quality);
        }

        /// <summary>Looks how good the time is; each second or so.</summary>
        [DataPath]
        internal void Look(long utc, long now)
        {
            _quality = _isSet ? _clock.Quality(now) : utc / 1000 < _tls.BuiltAt ? UtcTime.NotSynchronised | DerClock.Failure : UtcTime.NotSynchronised;
        }

        /// <summary>Sets the board's clock when it has gone astray.</summary>
        internal void Correct(long now)
        {
            if (!_isSet)
            {
                return;
            }

            long utc = Utc(now);
            long apart = _board.Utc() - utc;
            if (apart > Tolerance || apart < -Tolerance)
            {
                _board.SetUtc(utc);
            }
        }

        /// <summary>Asks and hears the servers. First thing in a turn of the loop, as <paramref name="now"/> is taken for the time of an answer.</summary>
        /// <returns>The time when that is done.</returns>
        internal long Update(long now)
        {
            if (_client == null || (!_asks && now < _next))
            {
                return now;
            }

            bool first = !_asks;
            if (first)
            {
                _asks = true;
                _until = now + AnswerTime;
                _next = _until;
                _client.Ask(_board.Nonce(), _clock.Ticks(now));
                _flight.Bytes(FlightLog.Question, _client.Packet, 0, SntpClient.PacketBytes, now);
                _transport.Ask(_servers[_server].Trim(), _port, _client.Packet, SntpClient.PacketBytes);
            }

            int count = 1;
            for (int i = 0; i < Patience && count > 0; i++)
            {
                count = _transport.Answer(_datagram, first ? FirstWait : 0);
                if (count != 0 && first)
                {
                    now = _board.Now();
                }

                if (count > 0)
                {
                    _flight.Bytes(FlightLog.Answer, _datagram, 0, count, now);
                    if (Take(_client.Receive(_datagram, 0, count, _clock.Ticks(now)), now))
                    {
                        return now;
                    }
                }
            }

            if (count < 0)
            {
                _flight.Number(FlightRecorder.Result, NoAnswer, 2, now);
                End(false, now);
            }
            else if (now >= _until)
            {
                // Not from now on: a replay need not have turns where nothing happens.
                End(false, _until);
            }

            return now;
        }

        /// <summary>Acts on an answer.</summary>
        /// <returns>False when it was none to this question.</returns>
        private bool Take(DerStatus status, long at)
        {
            if (status == DerStatus.SntpUnexpected)
            {
                return false;
            }

            long ticks = _clock.Ticks(at) + _client.Offset;
            long age = ((ticks - TicksOf1970) / (1000 * TicksPerMillisecond)) - _tls.BuiltAt;
            bool sane = age >= 0 && (age < Lifetime || _tls.BuiltAt == 0);
            bool good = status == DerStatus.Ok && sane && _clock.Set(ticks, _client.Error, at);
            _isSet |= good;
            End(good, at);
            Correct(at);
            Look(0, at);
            return true;
        }

        private void End(bool good, long at)
        {
            _transport.EndAsking();
            _asks = false;
            _next = at + _period;
            if (good)
            {
                _retry = FirstRetry;
                return;
            }

            _server++;
            if (_server < _servers.Length)
            {
                _next = at + 1;
                return;
            }

            _server = 0;
            if (_retry < _period)
            {
                _next = at + _retry;
            }

            if (_retry < LongestRetry)
            {
                _retry <<= 1;
            }
        }
    }
}
