using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Tls;

namespace nanoDer.Firmware
{
    /// <summary>
    /// The security log as a file of text, a line of 60 octets for each event (time, event, its two numbers, how often), and the ring of the flight
    /// recorder as it is. The log outlives a restart where the board has a store: two places behind those of the server's buffers, written in turn.
    /// </summary>
    internal sealed class LogFiles : FileStore
    {
        private const int SecurityName = 16;
        private const int LineBytes = 60;
        private const int DateBytes = 20;
        private const int EventBytes = 4;
        private const int NumberBytes = 12;

        // In the store: checksum 4, counter 4; and for each event its number, two numbers, how often, 4 each, and the time 8.
        private const int HeadBytes = 8;
        private const int EntryBytes = 24;

        private readonly string _names = "log/security.txtlog/flight.rec";
        private readonly SecurityLog _log;
        private readonly FlightLog _flight;
        private readonly IEntryStore _store;
        private readonly byte[] _head;
        private readonly byte[] _buffer;
        private readonly int _place;
        private int _counter;
        private long _next;
        private bool _isBehind;

        // Where rendering stands: the octet that comes next, and what part of a file is wanted.
        private byte[] _output;
        private int _at;
        private int _most;

        internal LogFiles(SecurityLog log, FlightLog flight, GatewaySettings settings, DataModel model, byte[] buffer)
        {
            _log = log;
            _flight = flight;
            _store = settings.Store;
            _buffer = buffer;
            _place = 2 * (model.Tables.ReportControlCount + model.Tables.LogControlCount);
            if (_store != null)
            {
                _head = new byte[HeadBytes];
                Load();
            }
        }

        /// <inheritdoc/>
        public override int Count
        {
            get { return _flight.Recorder.Buffer.Length > 0 ? 2 : 1; }
        }

        /// <inheritdoc/>
        public override void PutName(int file, ByteWriter output)
        {
            int end = file == 0 ? SecurityName : _names.Length;
            for (int i = file == 0 ? 0 : SecurityName; i < end; i++)
            {
                output.Put((byte)_names[i]);
            }
        }

        /// <inheritdoc/>
        public override int Size(int file)
        {
            return file == 0 ? _log.Count * LineBytes : _flight.Recorder.Count;
        }

        /// <inheritdoc/>
        public override int Read(int file, int position, byte[] buffer, int count)
        {
            int left = Size(file) - position;
            count = left < count ? left : count;
            if (file != 0)
            {
                FlightRecorder recorder = _flight.Recorder;
                _flight.Freeze();
                for (int i = 0; i < count; i++)
                {
                    buffer[i] = recorder.Buffer[(recorder.Start + position + i) % recorder.Buffer.Length];
                }

                return count;
            }

            _output = buffer;
            _most = count;
            _at = -(position % LineBytes);
            for (int i = position / LineBytes; _at < count; i++)
            {
                PutLine(i);
            }

            return count;
        }

        /// <summary>There is a new event.</summary>
        [DataPath]
        internal void Changed()
        {
            _isBehind = _store != null;
        }

        /// <summary>Keeps the events, when there are new ones and the store's period is over.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward; <see cref="long.MaxValue"/> when the gateway ends.</param>
        internal void Save(long now)
        {
            if (!_isBehind || now < _next)
            {
                return;
            }

            _isBehind = false;
            _next = now == long.MaxValue ? 0 : now + _store.Period();
            _counter++;
            Set(_head, 4, _counter);

            // The newest, as many as there is room for.
            int room = _buffer.Length / EntryBytes;
            int first = _log.Count > room ? _log.Count - room : 0;
            int at = 0;
            for (int i = first; i < _log.Count; i++)
            {
                Set(_buffer, at, (int)_log.Code(i));
                Set(_buffer, at + 4, _log.Number(i, 1));
                Set(_buffer, at + 8, _log.Number(i, 2));
                Set(_buffer, at + 12, _log.Repeats(i));
                Set(_buffer, at + 16, (int)(_log.Time(i) >> 32));
                Set(_buffer, at + 20, (int)_log.Time(i));
                at += EntryBytes;
            }

            Set(_head, 0, Checksum(at));
            _store.Save(_place + (_counter & 1), _head, _buffer, at);
        }

        private void Load()
        {
            int second = Try(1);
            int first = Try(0);
            _counter = first > second ? first : second;
            if (_counter == 0)
            {
                return;
            }

            int count = _store.Load(_place + (_counter & 1), _head, _buffer);
            for (int at = 0; at + EntryBytes <= count; at += EntryBytes)
            {
                long time = ((long)Get(_buffer, at + 16) << 32) | ((long)Get(_buffer, at + 20) & 0xFFFFFFFFL);
                _log.Add((SecurityEvent)Get(_buffer, at), Get(_buffer, at + 4), Get(_buffer, at + 8), time, Get(_buffer, at + 12));
            }
        }

        /// <summary>Counter of one of the two images; 0 when it is not whole.</summary>
        private int Try(int place)
        {
            int count = _store.Load(_place + place, _head, _buffer);
            return count >= 0 && Get(_head, 0) == Checksum(count) ? Get(_head, 4) : 0;
        }

        /// <summary>FNV-1a over the counter and the events.</summary>
        private int Checksum(int count)
        {
            uint hash = 2166136261;
            for (int i = 4; i < HeadBytes; i++)
            {
                hash = (hash ^ _head[i]) * 16777619;
            }

            for (int i = 0; i < count; i++)
            {
                hash = (hash ^ _buffer[i]) * 16777619;
            }

            return (int)(long)hash;
        }

        private static void Set(byte[] buffer, int offset, int value)
        {
            buffer[offset] = (byte)(value >> 24);
            buffer[offset + 1] = (byte)(value >> 16);
            buffer[offset + 2] = (byte)(value >> 8);
            buffer[offset + 3] = (byte)value;
        }

        private static int Get(byte[] buffer, int offset)
        {
            return (buffer[offset] << 24) | (buffer[offset + 1] << 16) | (buffer[offset + 2] << 8) | buffer[offset + 3];
        }

        private void PutLine(int index)
        {
            long seconds = _log.Time(index) / 1000;
            int time = (int)(seconds % 86400);

            // Days since 0000-03-01, in eras of 400 years: the leap day is the last one of a year.
            int days = (int)(seconds / 86400) + 719468;
            int ofEra = days % 146097;
            int year = (ofEra - (ofEra / 1460) + (ofEra / 36524) - (ofEra / 146096)) / 365;
            int ofYear = ofEra - ((365 * year) + (year / 4) - (year / 100));
            int month = ((5 * ofYear) + 2) / 153;
            int day = ofYear - (((153 * month) + 2) / 5) + 1;
            year += (days / 146097 * 400) + (month < 10 ? 0 : 1);
            month += month < 10 ? 3 : -9;
            Put(year, 4, '0', '-');
            Put(month, 2, '0', '-');
            Put(day, 2, '0', 'T');
            Put(time / 3600, 2, '0', ':');
            Put(time / 60 % 60, 2, '0', ':');
            Put(time % 60, 2, '0', 'Z');
            Put((int)_log.Code(index), EventBytes, ' ', ' ');
            Put(_log.Number(index, 1), NumberBytes - 1, ' ', ' ');
            Put(_log.Number(index, 2), NumberBytes - 1, ' ', ' ');
            Put(_log.Repeats(index), LineBytes - DateBytes - EventBytes - (2 * NumberBytes) - 2, ' ', '\n');
        }

        /// <summary>Renders a number, with what is before and behind it.</summary>
        private void Put(int value, int width, char pad, char end)
        {
            // The digits come last first.
            long rest = value < 0 ? -(long)value : value;
            bool isNegative = value < 0;
            for (int i = width - 1; i >= 0; i--)
            {
                bool isDigit = rest > 0 || i == width - 1;
                Put(i, isDigit ? (char)('0' + (int)(rest % 10)) : isNegative ? '-' : pad);
                isNegative &= isDigit;
                rest /= 10;
            }

            Put(width, end);
            _at += width + 1;
        }

        private void Put(int offset, char value)
        {
            if (_at + offset >= 0 && _at + offset < _most)
            {
                _output[_at + offset] = (byte)value;
            }
        }
    }
}
