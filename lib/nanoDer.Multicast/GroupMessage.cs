using nanoDer.Core;

namespace nanoDer.Multicast
{
    /// <summary>The head of a group message: where its fields are, and what they say. See this folder's README.</summary>
    public static class GroupMessage
    {
        /// <summary>Octets before the text.</summary>
        public const int HeadBytes = 30;

        /// <summary>Most octets that a message has beside its text: head, signature, padding, MAC.</summary>
        public const int MaximumOverhead = HeadBytes + SignatureBytes + 16 + 32;

        internal const int SignatureBytes = 64;
        internal const int Version = 1;
        internal const int Signed = 1;
        internal const int KeyIdAt = 2;
        internal const int GroupAt = 6;
        internal const int GroupBytes = 8;
        internal const int IvAt = 14;
        internal const int TimeAt = 22;

        /// <summary>Reads the number of the key that a message is protected with; nothing says yet that it is authentic.</summary>
        /// <param name="buffer">Buffer with the message.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>The KeyID; 0 for what is no message of this version.</returns>
        [DataPath]
        public static int ReadKeyId(byte[] buffer, int offset, int count)
        {
            return count < HeadBytes || buffer[offset] != Version ? 0 : (int)Read(buffer, offset + KeyIdAt, 4);
        }

        /// <summary>Reads a number, most significant octet first.</summary>
        [DataPath]
        internal static long Read(byte[] buffer, int offset, int count)
        {
            long value = 0;
            for (int end = offset + count; offset < end; offset++)
            {
                value = (value << 8) | buffer[offset];
            }

            return value;
        }

        /// <summary>Writes a number, most significant octet first.</summary>
        [DataPath]
        internal static void Write(byte[] buffer, int offset, int count, long value)
        {
            for (int at = offset + count - 1; at >= offset; at--)
            {
                buffer[at] = (byte)value;
                value >>= 8;
            }
        }
    }
}
