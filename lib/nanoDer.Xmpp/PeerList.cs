using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>Those who are let in: bare JIDs, and domains of which everybody is. Filled at start-up.</summary>
    public sealed class PeerList
    {
        private const int Unwatched = 0;
        private const int Watched = 1;
        private const int IsDomain = 2;

        private readonly byte[][] _names;
        private readonly byte[] _state;
        private int _count;

        /// <summary>Takes room for the list.</summary>
        /// <param name="plan">Its <see cref="MemoryPlan.Peers"/> are the most entries.</param>
        public PeerList(MemoryPlan plan)
        {
            _names = new byte[plan.Peers][];
            _state = new byte[plan.Peers];
        }

        /// <summary>How many entries there are.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>Bytes that a list needs on the device's heap, besides its entries.</summary>
        /// <param name="plan">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(3) + HeapSize.Array(plan.Peers, 12) + HeapSize.Array(plan.Peers, 1);
        }

        /// <summary>Adds an entry.</summary>
        /// <param name="name">A bare JID such as <c>grid@der.local</c>, or a domain such as <c>dso.local</c>, as <see cref="Jid.Parse"/> takes them.</param>
        /// <returns>False when it is neither, or the list is full.</returns>
        public bool Add(string name)
        {
            bool isDomain = name != null && name.IndexOf('@') < 0;
            Jid jid = name == null ? null : Jid.Parse(isDomain ? "x@" + name : name);
            if (jid == null || _count == _names.Length)
            {
                return false;
            }

            _names[_count] = isDomain ? Bytes.Of(name.ToLower()) : jid.Bare;
            _state[_count] = (byte)(isDomain ? IsDomain : Unwatched);
            _count++;
            return true;
        }

        /// <summary>Finds the entry that lets somebody in.</summary>
        /// <param name="jid">Buffer with a full or bare JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Number of the entry, that of the bare JID rather than that of its domain; -1 when there is none.</returns>
        public int Find(byte[] jid, int offset, int count)
        {
            int bare = Jid.BareLength(jid, offset, count);
            int found = Exact(jid, offset, bare);
            for (int i = 0; i < bare && found < 0; i++)
            {
                if (jid[offset + i] == '@')
                {
                    return Exact(jid, offset + i + 1, bare - i - 1);
                }
            }

            return found;
        }

        internal byte[] Name(int number)
        {
            return _names[number];
        }

        /// <summary>A session begins: nothing is known of the subscriptions.</summary>
        internal void Forget()
        {
            for (int i = 0; i < _count; i++)
            {
                _state[i] &= IsDomain;
            }
        }

        /// <summary>The presence of an entry comes here, or was asked for.</summary>
        /// <returns>True when that is new. Of a domain there is no presence.</returns>
        internal bool Watch(int number)
        {
            bool isNew = _state[number] == Unwatched;
            _state[number] |= Watched;
            return isNew;
        }

        private int Exact(byte[] name, int offset, int count)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_names[i].Length == count && Jid.Same(name, offset, _names[i], 0, count))
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
