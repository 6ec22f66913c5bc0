using System;
using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Writes an ISAKMP message (RFC 2408 clause 3) to a buffer of fixed size. What does not fit sets <see cref="Overflow"/> and nothing
    /// is written from then on.
    /// </summary>
    public sealed class PayloadWriter
    {
        private readonly byte[] _buffer;
        private int _count;
        private int _link;
        private int _start;
        private bool _overflow;

        /// <summary>Takes the memory.</summary>
        /// <param name="capacity">Longest message in bytes.</param>
        public PayloadWriter(int capacity)
        {
            _buffer = new byte[capacity];
        }

        /// <summary>The message.</summary>
        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>Its length so far.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>True when something did not fit.</summary>
        public bool Overflow
        {
            get { return _overflow; }
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        /// <param name="capacity">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int capacity)
        {
            return HeapSize.Object(5) + HeapSize.Array(capacity, 1);
        }

        /// <summary>Begins a message; its length follows with <see cref="Finish"/>.</summary>
        /// <param name="cookies">Buffer with both cookies, the initiator's first.</param>
        /// <param name="exchange">Type of the exchange.</param>
        /// <param name="flags">Flags.</param>
        /// <param name="messageId">Its number, 0 in phase 1 and in PUSH.</param>
        [DataPath]
        public void Start(byte[] cookies, int exchange, int flags, int messageId)
        {
            _count = 0;
            _overflow = false;
            Put(cookies, 0, 2 * Isakmp.CookieBytes);
            _link = _count;
            Put(0, 1);
            Put(Isakmp.Version, 1);
            Put(exchange, 1);
            Put(flags, 1);
            Put(messageId, 4);
            Put(0, 4);
        }

        /// <summary>Begins a payload.</summary>
        /// <param name="type">Its type.</param>
        [DataPath]
        public void Begin(int type)
        {
            if (!_overflow)
            {
                _buffer[_link] = (byte)type;
            }

            _link = _count;
            _start = _count;
            Put(0, 4);
        }

        /// <summary>Ends the payload: writes its length.</summary>
        [DataPath]
        public void End()
        {
            Patch(_start + 2, _count - _start, 2);
        }

        /// <summary>Writes a number, most significant byte first.</summary>
        /// <param name="value">The number.</param>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        [DataPath]
        public void Put(int value, int count)
        {
            if (Reserve(count))
            {
                Patch(_count, value, count);
                _count += count;
            }
        }

        /// <summary>Writes bytes.</summary>
        /// <param name="source">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        [DataPath]
        public void Put(byte[] source, int offset, int count)
        {
            if (Reserve(count))
            {
                Array.Copy(source, offset, _buffer, _count, count);
                _count += count;
            }
        }

        /// <summary>Writes a data attribute of the basic form.</summary>
        /// <param name="type">Its type.</param>
        /// <param name="value">Its value, of two bytes.</param>
        [DataPath]
        public void Attribute(int type, int value)
        {
            Put(type | 0x8000, 2);
            Put(value, 2);
        }

        /// <summary>Replaces a number that was written before.</summary>
        /// <param name="offset">Where.</param>
        /// <param name="value">The number.</param>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        [DataPath]
        public void Patch(int offset, int value, int count)
        {
            if (_overflow)
            {
                return;
            }

            for (int i = offset + count - 1; i >= offset; i--)
            {
                _buffer[i] = (byte)value;
                value >>= 8;
            }
        }

        /// <summary>Pads the payloads for a cipher and writes the length of the message.</summary>
        /// <param name="block">Bytes of the cipher's block; 1 for clear text.</param>
        [DataPath]
        public void Finish(int block)
        {
            while ((_count - Isakmp.HeaderBytes) % block != 0 && !_overflow)
            {
                Put(0, 1);
            }

            Patch(24, _count, 4);
        }

        /// <summary>Drops the message.</summary>
        [DataPath]
        public void Clear()
        {
            _count = 0;
        }

        private bool Reserve(int count)
        {
            if (_overflow || count > _buffer.Length - _count)
            {
                _overflow = true;
            }

            return !_overflow;
        }
    }
}
