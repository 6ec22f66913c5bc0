using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <summary>One association with one peer: who it is, its keys and its counters. <see cref="EndToEndEngine"/> works on it.</summary>
    public sealed class EndToEndAssociation
    {
        /// <summary>Longest JID of a peer, in bytes.</summary>
        public const int JidBytes = 256;

        // Rekeying, step by step. The client makes a key, sends it, waits for the server's; the server may ask for it before.
        internal const int Idle = 0;
        internal const int MakeKey = 1;
        internal const int SendKey = 2;
        internal const int KeySent = 3;
        internal const int AgreeClient = 4;
        internal const int Ask = 5;
        internal const int Asked = 6;
        internal const int MakeAnswer = 7;
        internal const int AgreeServer = 8;
        internal const int SendAnswer = 9;

        // Two keys for ICVs, two for encryption, two salts: client to server, then server to client.
        private const int KeySetBytes = 136;

        internal readonly byte[] Jid = new byte[JidBytes];
        internal readonly KeyMaterial Private = new KeyMaterial(EllipticCurve.ScalarBytes);
        internal readonly byte[] Point = new byte[EllipticCurve.PointBytes];
        internal readonly byte[] PeerPoint = new byte[EllipticCurve.PointBytes];

        /// <summary>The chained hash over the handshake and all rekeying since: salt of the next keys.</summary>
        internal readonly byte[] Chain = new byte[Sha256.Size];

        /// <summary>Hash of the peer's certificate: who signs later is the one who shook hands.</summary>
        internal readonly byte[] PeerDigest = new byte[Sha256.Size];

        internal AssociationState Where;
        internal int JidCount;
        internal bool IsClientSide;
        internal int ClientId;
        internal int ServerId;
        internal int Suite;
        internal KeyMaterial Keys = new KeyMaterial(KeySetBytes);

        /// <summary>The keys to come; empty when there are none.</summary>
        internal KeyMaterial Next = new KeyMaterial(KeySetBytes);

        /// <summary>A server has announced the keys to come, and sends under them; the client may not have changed yet.</summary>
        internal bool SendsNext;

        /// <summary>Time and sequence number sent and received last: milliseconds since 1970 in the upper 48 bits.</summary>
        internal long Sent;
        internal long Received;

        /// <summary>The peer's time when it shook hands.</summary>
        internal long Opened;
        internal long KeyedAt;
        internal long Octets;
        internal int Messages;
        internal int Rekeying;
        internal int Failures;
        internal int Rekeys;

        internal EndToEndAssociation()
        {
        }

        /// <summary>How far it has got.</summary>
        public AssociationState State
        {
            get { return Where; }
        }

        /// <summary>The peer's full JID; the first <see cref="PeerLength"/> bytes count. It stays until the place is taken by another.</summary>
        public byte[] Peer
        {
            get { return Jid; }
        }

        /// <summary>Length of the peer's JID.</summary>
        public int PeerLength
        {
            get { return JidCount; }
        }

        /// <summary>How often keys were renewed.</summary>
        public int RekeyCount
        {
            get { return Rekeys; }
        }

        /// <summary>The algorithms agreed on, bits of <see cref="EndToEndProfile.Algorithms"/>.</summary>
        public int Algorithms
        {
            get { return Suite; }
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(24) + HeapSize.Array(JidBytes, 1) + KeyMaterial.RequiredBytes(EllipticCurve.ScalarBytes)
                + (2 * HeapSize.Array(EllipticCurve.PointBytes, 1)) + (2 * HeapSize.Array(Sha256.Size, 1)) + (2 * KeyMaterial.RequiredBytes(KeySetBytes));
        }

        internal bool IsOf(byte[] jid, int offset, int count)
        {
            return count == JidCount && Bytes.Equal(jid, offset, Jid, 0, count);
        }

        internal bool SetJid(byte[] jid, int offset, int count)
        {
            if (count > JidBytes)
            {
                return false;
            }

            Array.Copy(jid, offset, Jid, 0, count);
            JidCount = count;
            return true;
        }

        internal int BareCount()
        {
            int count = 0;
            while (count < JidCount && Jid[count] != '/')
            {
                count++;
            }

            return count;
        }

        /// <summary>Forgets everything but the peer's name.</summary>
        internal void Close()
        {
            Where = AssociationState.Closed;
            Private.Clear();
            Keys.Clear();
            Next.Clear();
            Array.Clear(Chain, 0, Chain.Length);
            SendsNext = false;
            Rekeying = Idle;
            Failures = 0;
        }

        /// <summary>The keys to come are those of today.</summary>
        internal void Promote()
        {
            KeyMaterial old = Keys;
            Keys = Next;
            Next = old;
            Next.Clear();
            SendsNext = false;
        }

        /// <summary>Starts counting under new keys.</summary>
        internal void Restart(long now)
        {
            KeyedAt = now;
            Octets = 0;
            Messages = 0;
        }
    }
}
