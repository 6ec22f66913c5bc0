using nanoDer.Core;

namespace nanoDer.Multicast
{
    /// <summary>What a group's messages look like and how long they count. All members have the same; a message cannot choose.</summary>
    public sealed class GroupProfile
    {
        /// <summary>How messages are authenticated: a value of RFC 8052 clause 2.2. None (1) goes with AES-GCM only.</summary>
        public int Authentication = 1;

        /// <summary>How they are encrypted: a value of RFC 8052 clause 2.2. AES-GCM with 128 bits by default.</summary>
        public int Encryption = 4;

        /// <summary>Bits of a sender's number at the head of the IV (RFC 6407 clause 3.5), 0 to 32: what the key server says.</summary>
        public int SenderBits = 16;

        /// <summary>Senders whose counters are kept at a time, each once for each key.</summary>
        public int Senders = 4;

        /// <summary>Most milliseconds that a message's time may be before the receiver's.</summary>
        public int BehindMs = 60000;

        /// <summary>Most milliseconds that it may be after.</summary>
        public int AheadMs = 5000;

        /// <summary>Octets of key stream from one call of the cipher, a multiple of 64.</summary>
        public int ChunkBytes = 64;

        /// <summary>The publisher's public key on P-256, 65 octets: then each message must carry its signature. Null: the MAC is enough.</summary>
        public byte[] PublisherKey;
    }
}
