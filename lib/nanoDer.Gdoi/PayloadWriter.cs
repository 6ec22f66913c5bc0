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
        /// <summary>The message.</summary>
        public readonly byte[] Buffer;

        /// <summary>Its length so far.</summary>
        public int Count;

        /// <summary>True when something did not fit.</summary>
        public bool Overflow;

        private int _link;
        private int _start;

        /// <summary>Takes the memory.</summary>
        /// <param name="capacity">Longest message in bytes.</param>
        public PayloadWriter(int capacity)
        {
            Buffer = new byte[capacity];
        }

        /// <summary>Begins a message; its length follows with <see cref="Finish"/>. Its number stays the one that the buffer has.</summary>
        /// <param name="cookies">Buffer with both cookies, the initiator's first.</param>
        /// <param name="exchange">Type of the exchange.</param>
        /// <param name="flags">Flags.</param>
        [DataPath]
        public void Start(byte[] cookies, int exchange, int flags)
        {
            Overflow = false;
            Count = 0;
            _start = 0;
            _link = 2 * Isakmp.CookieBytes;
            Put(cookies, 0, 2 * Isakmp.CookieBytes);
            Put(Isakmp.Version, 2);
            Put((exchange << 8) | flags, 2);
            Count = Isakmp.HeaderBytes;
        }

        /// <summary>Ends the payload before, and begins one.</summary>
        /// <param name="type">Its type.</param>
        [DataPath]
        public void Begin(int type)
        {
            End();
            Patch(_link, type, 1);
            _link = Count;
            _start = Count;
            Put(0, 4);
        }

        /// <summary>Ends the payload: writes its length.</summary>
        [DataPath]
        public void End()
        {
            if (_start > 0)
            {
                Patch(_start + 2, Count - _start, 2);
            }
        }

        /// <summary>Writes a number, most significant byte first.</summary>
        /// <param name="value">The number.</param>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        [DataPath]
        public void Put(int value, int count)
        {
            if (Reserve(count))
            {
                Patch(Count - count, value, count);
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
                Array.Copy(source, offset, Buffer, Count - count, count);
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
            if (!Overflow)
            {
                for (int i = offset + count - 1; i >= offset; i--)
                {
                    Buffer[i] = (byte)value;
                    value >>= 8;
                }
            }
        }

        /// <summary>Ends the last payload, pads for a cipher and writes the length of the message.</summary>
        /// <param name="block">Bytes of the cipher's block; 1 for clear text.</param>
        [DataPath]
        public void Finish(int block)
        {
            End();
            while ((Count - Isakmp.HeaderBytes) % block != 0 && !Overflow)
            {
                Put(0, 1);
            }

            Patch(24, Count, 4);
        }

        /// <summary>Leaves room for bytes that are written later; they end at <see cref="Count"/>.</summary>
        /// <param name="count">How many.</param>
        /// <returns>False when they do not fit.</returns>
        [DataPath]
        public bool Reserve(int count)
        {
            if (Overflow || count > Buffer.Length - Count)
            {
                Overflow = true;
                return false;
            }

            Count += count;
            return true;
        }
    }
}
