using System;
using System.Text;

namespace nanoDer.Core
{
    /// <summary>
    /// Writes into a window of fixed size from which somebody else takes the bytes away.
    /// <code>
    ///  0        Start              End            Capacity
    ///  |  sent  |  waiting to go   |  free room   |
    /// </code>
    /// A write that does not fit writes nothing and sets <see cref="Overflow"/>, and nothing is written after it until <see cref="Rollback"/>.
    /// </summary>
    public sealed class ByteWriter
    {
        // Kept, because the property Encoding.UTF8 makes a new one at each use.
        private static readonly Encoding Utf8Encoding = new UTF8Encoding();

        private readonly byte[] _buffer;
        private int _start;
        private int _end;
        private bool _overflow;

        /// <summary>Takes the window's memory.</summary>
        /// <param name="capacity">Its size in bytes.</param>
        public ByteWriter(int capacity)
        {
            _buffer = new byte[capacity];
        }

        /// <summary>The window.</summary>
        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>Where the waiting bytes begin.</summary>
        public int Start
        {
            get { return _start; }
        }

        /// <summary>Where the waiting bytes end and the next write goes.</summary>
        public int End
        {
            get { return _end; }
        }

        /// <summary>How many bytes wait.</summary>
        public int Count
        {
            get { return _end - _start; }
        }

        /// <summary>How many bytes can still be written.</summary>
        public int Room
        {
            get { return _buffer.Length - _end + _start; }
        }

        /// <summary>True once a write did not fit; cleared by <see cref="Rollback"/> and <see cref="Clear"/>.</summary>
        public bool Overflow
        {
            get { return _overflow; }
        }

        /// <summary>Bytes that a writer of this capacity needs on the device's heap.</summary>
        /// <param name="capacity">Size of the window.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int capacity)
        {
            return HeapSize.Array(capacity, 1) + HeapSize.Object(4);
        }

        /// <summary>Copies a part of a constant text, which stays in flash until then.</summary>
        /// <param name="text">ASCII characters only.</param>
        /// <param name="offset">Where the part begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="target">Where it goes.</param>
        /// <param name="at">Where it begins there.</param>
        public static void CopyAscii(string text, int offset, int count, byte[] target, int at)
        {
            Utf8Encoding.GetBytes(text, offset, count, target, at);
        }

        /// <summary>Drops all that waits.</summary>
        public void Clear()
        {
            _start = 0;
            _end = 0;
            _overflow = false;
        }

        /// <summary>Says that the first <paramref name="count"/> waiting bytes are on their way.</summary>
        /// <param name="count">0 to <see cref="Count"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">The count is not in that range.</exception>
        public void Consume(int count)
        {
            if (count < 0 || count > _end - _start)
            {
                throw new ArgumentOutOfRangeException();
            }

            _start += count;
            if (_start == _end)
            {
                _start = 0;
                _end = 0;
            }
        }

        /// <summary>Says that the caller has written bytes itself, behind <see cref="End"/> and not past the end of <see cref="Buffer"/>.</summary>
        /// <param name="count">How many.</param>
        public void Advance(int count)
        {
            _end += count;
        }

        /// <summary>Takes back all that was written since <paramref name="count"/> bytes were waiting.</summary>
        /// <param name="count">An earlier value of <see cref="Count"/>, with nothing consumed in between.</param>
        public void Rollback(int count)
        {
            _end = _start + count;
            _overflow = false;
        }

        /// <summary>Writes one byte.</summary>
        /// <param name="value">The byte.</param>
        public void Put(byte value)
        {
            if (Reserve(1))
            {
                _buffer[_end] = value;
                _end++;
            }
        }

        /// <summary>Writes all bytes of an array.</summary>
        /// <param name="bytes">The bytes.</param>
        public void Put(byte[] bytes)
        {
            Put(bytes, 0, bytes.Length);
        }

        /// <summary>Writes a range.</summary>
        /// <param name="source">Buffer with the bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        public void Put(byte[] source, int offset, int count)
        {
            if (Reserve(count))
            {
                Array.Copy(source, offset, _buffer, _end, count);
                _end += count;
            }
        }

        /// <summary>Writes a constant text, which stays in flash until then.</summary>
        /// <param name="text">ASCII characters only.</param>
        public void PutAscii(string text)
        {
            PutAscii(text, 0, text.Length);
        }

        /// <summary>Writes a part of a constant text.</summary>
        /// <param name="text">ASCII characters only.</param>
        /// <param name="offset">Where the part begins.</param>
        /// <param name="count">Its length.</param>
        public void PutAscii(string text, int offset, int count)
        {
            if (Reserve(count))
            {
                Utf8Encoding.GetBytes(text, offset, count, _buffer, _end);
                _end += count;
            }
        }

        /// <summary>Writes a number in decimal.</summary>
        /// <param name="value">Any number.</param>
        public void PutDecimal(long value)
        {
            if (value >= 0)
            {
                PutMagnitude((ulong)value, false);
            }
            else
            {
                // The magnitude of the smallest long has no long of its own.
                PutMagnitude((ulong)(-(value + 1)) + 1, true);
            }
        }

        /// <summary>Writes a number in decimal.</summary>
        /// <param name="value">Any number.</param>
        public void PutDecimal(ulong value)
        {
            PutMagnitude(value, false);
        }

        /// <summary>Writes bytes as upper-case hexadecimal digits.</summary>
        /// <param name="source">Buffer with the bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        public void PutHex(byte[] source, int offset, int count)
        {
            if (!Reserve(count * 2))
            {
                return;
            }

            int at = _end;
            int end = offset + count;
            while (offset < end)
            {
                int value = source[offset];
                int high = value >> 4;
                int low = value & 15;
                _buffer[at] = (byte)(high < 10 ? '0' + high : 'A' - 10 + high);
                _buffer[at + 1] = (byte)(low < 10 ? '0' + low : 'A' - 10 + low);
                at += 2;
                offset++;
            }

            _end = at;
        }

        /// <summary>Turns the last waiting bytes into upper-case hexadecimal digits, where they lie.</summary>
        /// <param name="count">How many bytes.</param>
        public void HexLast(int count)
        {
            if (!Reserve(count))
            {
                return;
            }

            int from = _end;
            _end += count;
            int at = _end;
            while (count > 0)
            {
                from--;
                at -= 2;
                int value = _buffer[from];
                int high = value >> 4;
                int low = value & 15;
                _buffer[at] = (byte)(high < 10 ? '0' + high : 'A' - 10 + high);
                _buffer[at + 1] = (byte)(low < 10 ? '0' + low : 'A' - 10 + low);
                count--;
            }
        }

        private void PutMagnitude(ulong value, bool negative)
        {
            int length = negative ? 2 : 1;
            for (ulong probe = value; probe >= 10; probe /= 10)
            {
                length++;
            }

            if (!Reserve(length))
            {
                return;
            }

            if (negative)
            {
                _buffer[_end] = (byte)'-';
            }

            _end += length;
            int at = _end;
            do
            {
                at--;
                _buffer[at] = (byte)('0' + (int)(value % 10));
                value /= 10;
            }
            while (value != 0);
        }

        private bool Reserve(int count)
        {
            if (!_overflow && _end + count <= _buffer.Length)
            {
                return true;
            }

            // After a gap nothing may follow, however small.
            if (_overflow || count > Room)
            {
                _overflow = true;
                return false;
            }

            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
            return true;
        }
    }
}
