using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The values of a model in slots of 32 bits: one for a small value, two for INT64 and Timestamp, one for a string, which tells
    /// where in a buffer its octets lie (its length, then room for the longest) and how many it may have. Whoever sets a value leaves
    /// marks for the report engine.
    /// </summary>
    public sealed class ModelValues
    {
        /// <summary>Mark of a value that was set, be it to what it was (data update).</summary>
        public const int Updated = 1;

        /// <summary>Mark of a value that is another one now (data change, quality change).</summary>
        public const int Changed = 2;

        private readonly int[] _slots;
        private readonly byte[] _text;
        private readonly byte[] _marks;

        internal ModelValues(int[] slots, byte[] text)
        {
            _slots = slots;
            _text = text;
            _marks = new byte[slots.Length];
        }

        /// <summary>True when any value was set since the marks were last cleared.</summary>
        public bool HasChanges { get; private set; }

        /// <summary>Bytes of the values on the device's heap.</summary>
        public int HeapBytes
        {
            get { return HeapSize.Object(4) + HeapSize.Array(_slots.Length, 4) + HeapSize.Array(_text.Length, 1) + HeapSize.Array(_marks.Length, 1); }
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
            return _slots[slot];
        }

        /// <summary>Changes such a value.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <param name="value">The value.</param>
        public void SetSmall(int slot, int value)
        {
            Mark(slot, _slots[slot] == value);
            _slots[slot] = value;
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
            return ((long)_slots[slot] << 32) | ((long)_slots[slot + 1] & 0xFFFFFFFFL);
        }

        /// <summary>Changes such a value.</summary>
        /// <param name="slot">Slot of a value of such a type.</param>
        /// <param name="value">The value.</param>
        public void SetLarge(int slot, long value)
        {
            Mark(slot, GetLarge(slot) == value);
            _slots[slot] = (int)(uint)((ulong)value >> 32);
            _slots[slot + 1] = (int)value;
        }

        /// <summary>Where a string begins in <see cref="Text"/>.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Offset of its first octet.</returns>
        public int TextOffset(int slot)
        {
            return (_slots[slot] & 0xFFFF) + 1;
        }

        /// <summary>Length of a string.</summary>
        /// <param name="slot">Its slot.</param>
        /// <returns>Octets.</returns>
        public int TextLength(int slot)
        {
            return _text[_slots[slot] & 0xFFFF];
        }

        /// <summary>Changes a string.</summary>
        /// <param name="slot">Its slot.</param>
        /// <param name="size">Octets that its type allows.</param>
        /// <param name="source">Buffer with the octets.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        /// <returns>False when it is longer than its type allows, or than the room for it (a string that the configuration fixes has room for
        /// itself only); then it stays as it was.</returns>
        public bool SetText(int slot, int size, byte[] source, int offset, int count)
        {
            int place = _slots[slot] & 0xFFFF;
            if (count > size || count > _slots[slot] >> 16)
            {
                return false;
            }

            Mark(slot, _text[place] == count && Bytes.Equal(source, offset, _text, place + 1, count));
            _text[place] = (byte)count;
            Array.Copy(source, offset, _text, place + 1, count);
            return true;
        }

        /// <summary>What happened to a value since the marks were cleared.</summary>
        /// <param name="slot">Its first slot.</param>
        /// <returns>Sum of <see cref="Updated"/> and <see cref="Changed"/>.</returns>
        internal int Marks(int slot)
        {
            return _marks[slot];
        }

        /// <summary>Forgets all marks.</summary>
        internal void ClearMarks()
        {
            Array.Clear(_marks, 0, _marks.Length);
            HasChanges = false;
        }

        private void Mark(int slot, bool same)
        {
            _marks[slot] |= (byte)(same ? Updated : Updated | Changed);
            HasChanges = true;
        }
    }
}
