using nanoDer.Core;

namespace nanoDer.Multicast
{
    /// <summary>
    /// What has been received, so that nothing is taken twice: the last counter of each sender under each key. A table that is full gives up the
    /// entry whose messages are oldest, and from then on takes from senders that it does not know only what is younger than those: no
    /// message that was ever taken is taken again, whoever comes and goes.
    /// </summary>
    internal sealed class SenderTable
    {
        private readonly int[] _keyIds;
        private readonly long[] _senders;
        private readonly long[] _counters;
        private readonly long[] _times;
        private long _floor;

        internal SenderTable(int capacity)
        {
            _keyIds = new int[capacity];
            _senders = new long[capacity];
            _counters = new long[capacity];
            _times = new long[capacity];
        }

        /// <summary>Milliseconds: from a sender that is not in the table only what is younger is taken.</summary>
        internal long Floor
        {
            get { return _floor; }
        }

        internal static int RequiredBytes(int capacity)
        {
            return HeapSize.Object(5) + HeapSize.Array(capacity, 4) + (3 * HeapSize.Array(capacity, 8));
        }

        /// <summary>Forgets all senders; what follows must be younger than this.</summary>
        internal void Start(long floor)
        {
            _floor = floor;
            for (int i = 0; i < _times.Length; i++)
            {
                _times[i] = 0;
            }
        }

        /// <summary>Says whether a message would be new. Changes nothing: it may be forged.</summary>
        [DataPath]
        internal bool IsNew(int keyId, long sender, long counter, long time)
        {
            int at = Find(keyId, sender);
            return at < 0 ? time > _floor : counter > _counters[at];
        }

        /// <summary>Remembers an authentic message.</summary>
        [DataPath]
        internal void Add(int keyId, long sender, long counter, long time)
        {
            int at = Find(keyId, sender);
            if (at < 0)
            {
                at = Oldest();
                if (_times[at] > _floor)
                {
                    _floor = _times[at];
                }

                _keyIds[at] = keyId;
                _senders[at] = sender;
                _times[at] = 0;
            }

            _counters[at] = counter;
            if (time > _times[at])
            {
                _times[at] = time;
            }
        }

        private int Find(int keyId, long sender)
        {
            for (int i = 0; i < _times.Length; i++)
            {
                if (_times[i] != 0 && _keyIds[i] == keyId && _senders[i] == sender)
                {
                    return i;
                }
            }

            return -1;
        }

        private int Oldest()
        {
            int oldest = 0;
            for (int i = 1; i < _times.Length; i++)
            {
                if (_times[i] < _times[oldest])
                {
                    oldest = i;
                }
            }

            return oldest;
        }
    }
}
