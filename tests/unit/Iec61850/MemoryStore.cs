using System;
using nanoDer.Iec61850;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>A store in memory that counts, and can be damaged.</summary>
    public sealed class MemoryStore : IEntryStore
    {
        public int Milliseconds;
        public int Saves;
        public int Newest;
        private readonly byte[][] _heads = new byte[8][];
        private readonly byte[][] _entries = new byte[8][];

        public int Period()
        {
            return Milliseconds;
        }

        public void Save(int place, byte[] head, byte[] entries, int count)
        {
            _heads[place] = new byte[head.Length];
            Array.Copy(head, 0, _heads[place], 0, head.Length);
            _entries[place] = new byte[count];
            Array.Copy(entries, 0, _entries[place], 0, count);
            Newest = place;
            Saves++;
        }

        public int Load(int place, byte[] head, byte[] entries)
        {
            if (_heads[place] == null || _entries[place].Length > entries.Length)
            {
                return -1;
            }

            Array.Copy(_heads[place], 0, head, 0, head.Length);
            Array.Copy(_entries[place], 0, entries, 0, _entries[place].Length);
            return _entries[place].Length;
        }

        /// <summary>Changes an octet, of head and entries taken together.</summary>
        public void Damage(int place, int at)
        {
            byte[] part = at < _heads[place].Length ? _heads[place] : _entries[place];
            part[at < _heads[place].Length ? at : at - _heads[place].Length] ^= 0x10;
        }
    }
}
