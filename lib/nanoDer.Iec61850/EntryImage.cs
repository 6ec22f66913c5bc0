using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Keeps a buffer of entries in a store and gets it back. The head tells a whole image from a torn one, and the newer from the older:
    /// <code>
    /// checksum 4 | counter 4 | shape of the data set 4 | flags 1 | octets of entries 4 | cursor 4 | last EntryID 8
    /// </code>
    /// </summary>
    internal sealed class EntryImage
    {
        private const int HeadBytes = 29;
        private const int FlagLost = 1;
        private const int FlagClean = 2;

        private readonly IEntryStore _store;
        private readonly int _number;
        private readonly EntryBuffer _buffer;
        private readonly byte[] _head = new byte[HeadBytes];
        private int _counter;
        private long _next;

        internal EntryImage(IEntryStore store, int number, EntryBuffer buffer)
        {
            _store = store;
            _number = number;
            _buffer = buffer;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(6) + HeapSize.Array(HeadBytes, 1);
        }

        /// <summary>Saves the closed entries, when the store's period is over.</summary>
        /// <param name="shape">What tells one data set from another.</param>
        /// <param name="now">Monotonic time; <see cref="long.MaxValue"/> when the server ends and all is saved.</param>
        /// <returns>True when it was done.</returns>
        internal bool Save(int shape, long now)
        {
            bool clean = now == long.MaxValue;
            if (now < _next)
            {
                return false;
            }

            _next = now + (clean ? 0 : _store.Period());
            _counter++;
            Put(4, 4, _counter);
            Put(8, 4, shape);
            Put(12, 1, (_buffer.Lost ? FlagLost : 0) | (clean ? FlagClean : 0));
            Put(13, 4, _buffer.Top);
            Put(17, 4, _buffer.Cursor);
            Put(21, 8, _buffer.LastId);
            Put(0, 4, Checksum(_buffer.Top));
            _store.Save((_number * 2) + (_counter & 1), _head, _buffer.Data, _buffer.Top);
            return true;
        }

        /// <summary>Fills the buffer with the newest image that is whole and of the same data set.</summary>
        /// <returns>True when nothing can have been lost since it was saved.</returns>
        internal bool Load(int shape)
        {
            int second = Try(1, shape);
            int first = Try(0, shape);
            if (second > first)
            {
                Try(1, shape);
            }

            _counter = first > second ? first : second;
            if (_counter == 0)
            {
                _buffer.Purge();
                return false;
            }

            int flags = _head[12];
            _buffer.LastId = Get(21, 8);
            _buffer.Restore((int)Get(13, 4), (int)Get(17, 4), (flags & FlagClean) == 0 || (flags & FlagLost) != 0);
            return (flags & FlagClean) != 0;
        }

        /// <summary>Loads one of the two images.</summary>
        /// <returns>Its counter; 0 when it is not good.</returns>
        private int Try(int place, int shape)
        {
            int count = _store.Load((_number * 2) + place, _head, _buffer.Data);
            bool good = count >= 0 && count == Get(13, 4) && Get(17, 4) <= count && Get(0, 4) == (Checksum(count) & 0xFFFFFFFFL) && Get(8, 4) == (shape & 0xFFFFFFFFL);
            return good ? (int)Get(4, 4) : 0;
        }

        /// <summary>FNV-1a over the head behind the checksum, and the entries.</summary>
        private long Checksum(int count)
        {
            uint hash = 2166136261;
            for (int i = 4; i < HeadBytes; i++)
            {
                hash = (hash ^ _head[i]) * 16777619;
            }

            for (int i = 0; i < count; i++)
            {
                hash = (hash ^ _buffer.Data[i]) * 16777619;
            }

            return hash;
        }

        private void Put(int offset, int octets, long value)
        {
            while (octets > 0)
            {
                octets--;
                _head[offset + octets] = (byte)value;
                value >>= 8;
            }
        }

        private long Get(int offset, int octets)
        {
            long value = 0;
            for (int end = offset + octets; offset < end; offset++)
            {
                value = (value << 8) | _head[offset];
            }

            return value;
        }
    }
}
