using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The values of a model in three arrays: one number of 32 bits for each small value, one of 64 for each large, and one stretch of bytes
    /// for each string (its room, its marks, its length, then the octets). Whoever sets a value leaves marks for the report engine.
    /// </summary>
    public sealed class ModelValues
    {
        /// <summary>Mark of a value that was set, be it to what it was (data update).</summary>
        public const int Updated = 1;

        /// <summary>Mark of a value that is another one now (data change, quality change).</summary>
        public const int Changed = 2;

        private readonly int[] _small;
        private readonly long[] _large;
        private readonly byte[] _text;

        // Of all small values, then of all large ones.
        private readonly byte[] _marks;

        internal ModelValues(int small, int large, int text)
        {
            _small = new int[small];
            _large = new long[large];
            _text = new byte[text];
            _marks = new byte[small + large];
        }

        /// <summary>True when any value was set since the marks were last cleared.</summary>
        public bool HasChanges { get; private set; }

        /// <summary>Bytes of the values on the device's heap.</summary>
        public int HeapBytes
        {
            get { return HeapSize.Object(5) + HeapSize.Array(_small.Length, 4) + HeapSize.Array(_large.Length, 8) + HeapSize.Array(_text.Length, 1) + HeapSize.Array(_marks.Length, 1); }
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
            _marks[slot] |= (byte)(_small[slot] == value ? Updated : Updated | Changed);
            _small[slot] = value;
            HasChanges = true;
        }

        /// <summary>Changes a FLOAT32.</summary>
        /// <param name="slot">Its slot.</param>
        /// <param name="value">The value.</param>
        public void SetFloat(int slot, float value)
        {
            SetSmall(slot, Ieee754.SingleBits(value));
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
            _marks[_small.Length + slot] |= (byte)(_large[slot] == value ? Updated : Updated | Changed);
            _large[slot] = value;
            HasChanges = true;
        }

        /// <summary>Where a string begins in <see cref="Text"/>.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Offset of its first octet.</returns>
        public int TextOffset(int slot)
        {
            return slot + 3;
        }

        /// <summary>Length of a string.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Octets.</returns>
        public int TextLength(int slot)
        {
            return _text[slot + 2];
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

            bool same = _text[slot + 2] == count && Bytes.Equal(source, offset, _text, slot + 3, count);
            _text[slot + 1] |= (byte)(same ? Updated : Updated | Changed);
            _text[slot + 2] = (byte)count;
            Array.Copy(source, offset, _text, slot + 3, count);
            HasChanges = true;
            return true;
        }

        /// <summary>What happened to a value since the marks were cleared.</summary>
        internal int Marks(int slot, ValueType type)
        {
            return type >= ValueType.VisibleString ? _text[slot + 1] : _marks[type >= ValueType.Integer64 ? _small.Length + slot : slot];
        }

        /// <summary>Forgets all marks.</summary>
        internal void ClearMarks()
        {
            Array.Clear(_marks, 0, _marks.Length);
            for (int slot = 0; slot < _text.Length; slot += _text[slot] + 3)
            {
                _text[slot + 1] = 0;
            }

            HasChanges = false;
        }
    }
}
