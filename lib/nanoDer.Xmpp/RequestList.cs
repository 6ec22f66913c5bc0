using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// The requests under way. An answer counts only when it has the number of one and comes from whom that one went to: else anybody could
    /// answer for anybody (RFC 6120 clause 8.1.2.1). When there is no room, the oldest request is forgotten.
    /// <code>
    /// | length of the JID, 2 bytes | number, 4 bytes | JID | length …
    /// </code>
    /// </summary>
    internal sealed class RequestList
    {
        private const int Header = 6;

        private readonly byte[] _list;
        private int _used;

        internal RequestList(MemoryPlan plan)
        {
            _list = new byte[plan.RequestBytes];
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(2) + HeapSize.Array(plan.RequestBytes, 1);
        }

        internal void Clear()
        {
            _used = 0;
        }

        internal void Add(int number, byte[] to, int offset, int count)
        {
            int need = Header + count;
            if (need > _list.Length)
            {
                return;
            }

            while (_used + need > _list.Length)
            {
                Remove(0);
            }

            _list[_used] = (byte)(count >> 8);
            _list[_used + 1] = (byte)count;
            for (int i = 2; i < Header; i++)
            {
                _list[_used + i] = (byte)(number >> (8 * (i - 2)));
            }

            Array.Copy(to, offset, _list, _used + Header, count);
            _used += need;
        }

        /// <summary>Takes out the request that a stanza answers. What has no sender is from the own account (RFC 6120 clause 8.1.2.1).</summary>
        /// <returns>False when there is none.</returns>
        internal bool Take(Stanza stanza, byte[] own)
        {
            byte[] from = stanza.FromLength == 0 ? own : stanza.From;
            int length = stanza.FromLength == 0 ? own.Length : stanza.FromLength;
            int number = stanza.IdLength > 1 && stanza.Id[0] == 'r' ? Bytes.ParseDecimal(stanza.Id, 1, stanza.IdLength - 1) : -1;
            for (int at = 0; at < _used && number >= 0; at += Header + Length(at))
            {
                int count = Length(at);
                if (BitConverter.ToInt32(_list, at + 2) == number && count == length)
                {
                    int bare = Jid.BareLength(_list, at + Header, count);
                    if (Jid.Same(from, 0, _list, at + Header, bare) && Bytes.Equal(from, bare, _list, at + Header + bare, count - bare))
                    {
                        Remove(at);
                        return true;
                    }
                }
            }

            return false;
        }

        private int Length(int at)
        {
            return (_list[at] << 8) + _list[at + 1];
        }

        private void Remove(int at)
        {
            int count = Header + Length(at);
            _used -= count;
            Array.Copy(_list, at + count, _list, at, _used - at);
        }
    }
}
