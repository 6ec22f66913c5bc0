using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The values of a model in three arrays: one number of 32 bits for each small value, one of 64 for each large, and one stretch of bytes
    /// for each string (its length, then room for the longest).
    /// </summary>
    public sealed class ModelValues
    {
        private readonly int[] _small;
        private readonly long[] _large;
        private readonly byte[] _text;

        internal ModelValues(int small, int large, int text)
        {
            _small = new int[small];
            _large = new long[large];
            _text = new byte[text];
        }

        /// <summary>Bytes of the values on the device's heap.</summary>
        public int HeapBytes
        {
            get { return HeapSize.Object(3) + HeapSize.Array(_small.Length, 4) + HeapSize.Array(_large.Length, 8) + HeapSize.Array(_text.Length, 1); }
        }

        /// <summary>Buffer in which all strings lie.</summary>
        public byte[] Text
        {
            get { return _text; }
        }

        /// <summary>Reads a boolean (0 or 1), integer, unsigned, bit string (first bit the most significant), or the IEEE 754 bits of a FLOAT32.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <returns>The value.</returns>
        public int GetSmall(int slot)
        {
            return _small[slot];
        }

        /// <summary>Changes such a value.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <param name="value">The value.</param>
        public void SetSmall(int slot, int value)
        {
            _small[slot] = value;
        }

        /// <summary>Changes a FLOAT32.</summary>
        /// <param name="slot">Its slot.</param>
        /// <param name="value">The value.</param>
        public void SetFloat(int slot, float value)
        {
            _small[slot] = Ieee754.SingleBits(value);
        }

        /// <summary>Reads an INT64 or the eight octets of a timestamp as one number, first octet the most significant.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <returns>The value.</returns>
        public long GetLarge(int slot)
        {
            return _large[slot];
        }

        /// <summary>Changes such a value.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <param name="value">The value.</param>
        public void SetLarge(int slot, long value)
        {
            _large[slot] = value;
        }

        /// <summary>Where a string begins in <see cref="Text"/>.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Offset of its first octet.</returns>
        public int TextOffset(int slot)
        {
            return slot + 1;
        }

        /// <summary>Length of a string.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Octets.</returns>
        public int TextLength(int slot)
        {
            return _text[slot];
        }

        /// <summary>Changes a string.</summary>
        /// <param name="slot">Its slot.</param>
        /// <param name="size">Octets that it may have.</param>
        /// <param name="source">Buffer with the octets.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        /// <returns>False when it is longer than its type allows; then it stays as it was.</returns>
        public bool SetText(int slot, int size, byte[] source, int offset, int count)
        {
            if (count > size)
            {
                return false;
            }

            _text[slot] = (byte)count;
            Array.Copy(source, offset, _text, slot + 1, count);
            return true;
        }
    }
}
