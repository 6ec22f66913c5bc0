using System;
using nanoDer.Core;

namespace nanoDer.Tls
{
    /// <summary>
    /// The last bytes in and out, times and states, in a ring of fixed size: what is needed to run the engines again.
    /// <code>
    /// record: kind (1 byte), milliseconds since the record before, length (both in sevens of bits, low ones first), content
    /// </code>
    /// While <see cref="Mask"/> is on, text between tags is recorded as asterisks, so that what SASL exchanges never gets in; only the names of
    /// mechanisms are left (elements whose name begins with m).
    /// </summary>
    public sealed class FlightRecorder
    {
        /// <summary>Longest content of a record; longer bytes become several records.</summary>
        public const int PieceBytes = 255;

        /// <summary>Bytes from the server.</summary>
        public const int Input = 1;

        /// <summary>Bytes to the server.</summary>
        public const int Output = 2;

        /// <summary>A state of the session: the state, then the status in two bytes.</summary>
        public const int State = 3;

        /// <summary>What came of an operation on the network: the status in two bytes.</summary>
        public const int Result = 4;

        /// <summary>The inverter was read: the time in UTC as milliseconds since 1970.</summary>
        public const int Inverter = 5;

        /// <summary>Bytes that the operator does not want recorded: how many.</summary>
        public const int Withheld = 6;

        /// <summary>Added to the kind of a record that goes on with the bytes of the one before.</summary>
        public const int More = 16;

        private const int HeaderBytes = 12;

        // Where a scanner of XML stands.
        private const int Text = 0;
        private const int TagStart = 1;
        private const int Tag = 2;
        private const int PlainTag = 3;
        private const int PlainText = 4;

        private readonly byte[] _ring;
        private readonly int[] _scanner = new int[3];
        private bool _mask;
        private long _last;
        private long _startTime;
        private int _start;
        private int _count;
        private int _fresh;

        /// <summary>Takes the memory.</summary>
        /// <param name="plan">Sizes; a ring of less than 512 bytes keeps nothing.</param>
        public FlightRecorder(MemoryPlan plan)
        {
            int size = plan.RecorderBytes;
            _ring = new byte[size < 2 * (HeaderBytes + PieceBytes) ? 0 : size];
        }

        /// <summary>True while text between tags is masked.</summary>
        public bool Mask
        {
            get { return _mask; }
        }

        /// <summary>The ring.</summary>
        public byte[] Buffer
        {
            get { return _ring; }
        }

        /// <summary>Where the oldest record begins in <see cref="Buffer"/>.</summary>
        public int Start
        {
            get { return _start; }
        }

        /// <summary>Bytes of all records; they go on at the buffer's begin.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>The time to which the oldest record's is added, in milliseconds.</summary>
        public long StartTime
        {
            get { return _startTime; }
        }

        /// <summary>Where the bytes begin that nobody has taken yet.</summary>
        public int FreshOffset
        {
            get { return (_start + _count - _fresh) % _ring.Length; }
        }

        /// <summary>How many of them there are in one piece; see <see cref="Taken"/>.</summary>
        public int FreshCount
        {
            get { return _fresh == 0 ? 0 : FreshOffset + _fresh > _ring.Length ? _ring.Length - FreshOffset : _fresh; }
        }

        /// <summary>Bytes on the device's heap.</summary>
        /// <param name="plan">Sizes.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            int size = plan.RecorderBytes;
            return HeapSize.Object(8) + HeapSize.Array(3, 4) + HeapSize.Array(size < 2 * (HeaderBytes + PieceBytes) ? 0 : size, 1);
        }

        /// <summary>Masks text between tags, or not any more.</summary>
        /// <param name="mask">True to mask.</param>
        [DataPath]
        public void SetMask(bool mask)
        {
            _mask = mask;
            _scanner[Input] = Text;
            _scanner[Output] = Text;
        }

        /// <summary>Says that fresh bytes were taken elsewhere.</summary>
        /// <param name="count">How many.</param>
        [DataPath]
        public void Taken(int count)
        {
            _fresh -= count;
        }

        /// <summary>Records bytes.</summary>
        /// <param name="kind">What they are: one of the constants, with <see cref="More"/> or not.</param>
        /// <param name="now">Milliseconds of a clock that never goes back.</param>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many; <see cref="PieceBytes"/> at most.</param>
        [DataPath]
        public void Add(int kind, long now, byte[] buffer, int offset, int count)
        {
            if (!Begin(kind, now, count))
            {
                return;
            }

            kind &= More - 1;
            bool masked = _mask && kind <= Output;
            for (int i = 0; i < count; i++)
            {
                byte b = buffer[offset + i];
                Put(masked ? Masked(kind, b) : b);
            }
        }

        /// <summary>Records a number.</summary>
        /// <param name="kind">What it is: one of the constants.</param>
        /// <param name="now">Milliseconds.</param>
        /// <param name="value">The number.</param>
        /// <param name="bytes">How many bytes it takes, low ones first.</param>
        [DataPath]
        public void AddNumber(int kind, long now, long value, int bytes)
        {
            if (!Begin(kind, now, bytes))
            {
                return;
            }

            for (int i = 0; i < bytes; i++)
            {
                Put((byte)value);
                value >>= 8;
            }
        }

        private bool Begin(int kind, long now, int count)
        {
            if (_ring.Length == 0)
            {
                return false;
            }

            while (_ring.Length - _count < count + HeaderBytes)
            {
                Drop();
            }

            if (_count == 0)
            {
                _startTime = now;
                _last = now;
            }

            Put((byte)kind);
            PutNumber(now - _last);
            PutNumber(count);
            _last = now;
            return true;
        }

        private void PutNumber(long value)
        {
            while (value > 127)
            {
                Put((byte)((value & 127) | 128));
                value >>= 7;
            }

            Put((byte)value);
        }

        private void Put(byte b)
        {
            _ring[(_start + _count) % _ring.Length] = b;
            _count++;
            _fresh++;
        }

        // Gives up the oldest record.
        private void Drop()
        {
            Skip(1);
            _startTime += ReadNumber();
            Skip((int)ReadNumber());
            if (_fresh > _count)
            {
                _fresh = _count;
            }
        }

        private long ReadNumber()
        {
            long value = 0;
            int shift = 0;
            byte b;
            do
            {
                b = _ring[_start];
                Skip(1);
                value |= (long)(b & 127) << shift;
                shift += 7;
            }
            while (b > 127);
            return value;
        }

        private void Skip(int count)
        {
            _start = (_start + count) % _ring.Length;
            _count -= count;
        }

        private byte Masked(int kind, byte b)
        {
            int state = _scanner[kind];
            if (b == (byte)'<')
            {
                state = TagStart;
            }
            else if (state == TagStart)
            {
                state = b == (byte)'m' ? PlainTag : Tag;
            }
            else if (b == (byte)'>')
            {
                state = state == PlainTag ? PlainText : Text;
            }
            else if (state == Text && b > (byte)' ')
            {
                b = (byte)'*';
            }

            _scanner[kind] = state;
            return b;
        }
    }
}
