using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>What the server and one client have agreed on (IEC 61850-8-2 clause 10.2.2). The client is known by its full JID.</summary>
    internal sealed class Association
    {
        /// <summary>Longest name of a client in bytes; one with a longer name is refused.</summary>
        internal const int MaxPeer = 256;

        internal readonly byte[] Peer = new byte[MaxPeer];
        internal int PeerLength;
        internal bool InUse;

        /// <summary>Largest PDU for this client in octets of XML.</summary>
        internal int PduBytes;

        /// <summary>Deepest nesting of structures and arrays in Data.</summary>
        internal int Nesting;

        /// <summary>The rules of the access list that apply to it.</summary>
        internal int Rules;

        internal static int RequiredBytes()
        {
            return HeapSize.Object(6) + HeapSize.Array(MaxPeer, 1);
        }

        internal bool Is(byte[] peer, int count)
        {
            return InUse && count == PeerLength && Bytes.Equal(peer, 0, Peer, 0, count);
        }

        /// <summary>As above, and for a JID without resource: one of those that have it.</summary>
        internal bool IsOf(byte[] peer, int count)
        {
            return Is(peer, count) || (InUse && count < PeerLength && Peer[count] == '/' && Bytes.Equal(peer, 0, Peer, 0, count));
        }

        internal void Open(byte[] peer, int count)
        {
            Array.Copy(peer, 0, Peer, 0, count);
            PeerLength = count;
            InUse = true;
        }
    }
}
