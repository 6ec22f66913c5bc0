using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>The linear parts of bit-sliced AES; <see cref="ManagedAes"/> tells where each bit is.</summary>
    internal static class AesSlices
    {
        /// <summary>Brings four blocks to planes.</summary>
        /// <param name="q">Eight planes.</param>
        /// <param name="buffer">Buffer with 64 bytes.</param>
        /// <param name="offset">Where they begin.</param>
        [DataPath]
        public static void Load(ulong[] q, byte[] buffer, int offset)
        {
            for (int word = 0; word < 8; word++)
            {
                // Byte k of word 4p + b is that of row k / 2, column 2 (k mod 2) + p, block b.
                int at = offset + ((word & 3) << 4) + (word & 4);
                q[word] = buffer[at] | ((ulong)buffer[at + 8] << 8) | ((ulong)buffer[at + 1] << 16)
                    | ((ulong)buffer[at + 9] << 24) | ((ulong)buffer[at + 2] << 32) | ((ulong)buffer[at + 10] << 40)
                    | ((ulong)buffer[at + 3] << 48) | ((ulong)buffer[at + 11] << 56);
            }

            Transpose(q);
        }

        /// <summary>Brings planes back to four blocks.</summary>
        /// <param name="q">Eight planes; changed.</param>
        /// <param name="buffer">Buffer for 64 bytes.</param>
        /// <param name="offset">Where they go.</param>
        [DataPath]
        public static void Store(ulong[] q, byte[] buffer, int offset)
        {
            Transpose(q);
            for (int word = 0; word < 8; word++)
            {
                int at = offset + ((word & 3) << 4) + (word & 4);
                ulong w = q[word];
                buffer[at] = (byte)w;
                buffer[at + 8] = (byte)(w >> 8);
                buffer[at + 1] = (byte)(w >> 16);
                buffer[at + 9] = (byte)(w >> 24);
                buffer[at + 2] = (byte)(w >> 32);
                buffer[at + 10] = (byte)(w >> 40);
                buffer[at + 3] = (byte)(w >> 48);
                buffer[at + 11] = (byte)(w >> 56);
            }
        }

        /// <summary>ShiftRows (FIPS 197 clause 5.1.2): row r turns by r columns, 4 bits each.</summary>
        /// <param name="q">Eight planes.</param>
        [DataPath]
        public static void ShiftRows(ulong[] q)
        {
            for (int i = 0; i < 8; i++)
            {
                ulong x = q[i];
                q[i] = (x & 0x000000000000FFFF)
                    | ((x & 0x00000000FFF00000) >> 4) | ((x & 0x00000000000F0000) << 12)
                    | ((x & 0x0000FF0000000000) >> 8) | ((x & 0x000000FF00000000) << 8)
                    | ((x & 0xF000000000000000) >> 12) | ((x & 0x0FFF000000000000) << 4);
            }
        }

        /// <summary>MixColumns (clause 5.1.3): with t = a + next row, the result is 2t + next row of a + row after next of t.</summary>
        /// <param name="q">Eight planes.</param>
        [DataPath]
        public static void MixColumns(ulong[] q)
        {
            ulong t7 = 0;
            for (int i = 7; i >= 0; i--)
            {
                ulong a = q[i];
                ulong next = (a >> 16) | (a << 48);
                ulong t = a ^ next;
                q[i] = next ^ ((t >> 32) | (t << 32));
                if (i == 7)
                {
                    t7 = t;
                }
                else
                {
                    // Doubling moves each plane up; x^8 falls back as x^4 + x^3 + x + 1.
                    q[i + 1] ^= t;
                }
            }

            q[0] ^= t7;
            q[1] ^= t7;
            q[3] ^= t7;
            q[4] ^= t7;
        }

        // Bit j of word i changes places with bit i of word j, in each byte.
        private static void Transpose(ulong[] q)
        {
            for (int i = 0; i < 8; i += 2)
            {
                Swap(q, i, i + 1, 1, 0x5555555555555555);
            }

            for (int i = 0; i < 8; i += 4)
            {
                Swap(q, i, i + 2, 2, 0x3333333333333333);
                Swap(q, i + 1, i + 3, 2, 0x3333333333333333);
            }

            for (int i = 0; i < 4; i++)
            {
                Swap(q, i, i + 4, 4, 0x0F0F0F0F0F0F0F0F);
            }
        }

        private static void Swap(ulong[] q, int i, int j, int shift, ulong mask)
        {
            ulong x = q[i];
            ulong y = q[j];
            ulong t = ((x >> shift) ^ y) & mask;
            q[i] = x ^ (t << shift);
            q[j] = y ^ t;
        }
    }
}
