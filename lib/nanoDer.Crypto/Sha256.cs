using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// SHA-256 (FIPS 180-4), incremental. Eight rounds unrolled over locals: in an interpreter that is what counts.
    /// Nothing in its sequence depends on the data.
    /// </summary>
    public sealed class Sha256 : HashFunction
    {
        /// <summary>Bytes of a digest.</summary>
        public const int Size = 32;

        private static readonly uint[] Constants =
        {
            0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
            0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
            0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
            0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
            0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
            0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
            0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
            0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
        };

        private readonly ulong[] _schedule = new ulong[16];

        /// <summary>Ready for a first message.</summary>
        public Sha256()
            : base(8)
        {
            Reset();
        }

        /// <inheritdoc/>
        public override int DigestBytes
        {
            get { return Size; }
        }

        /// <summary>Bytes that one of these needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(5) + HeapSize.Array(8, 4) + HeapSize.Array(16, 8) + HeapSize.Array(BlockBytes, 1);
        }

        /// <inheritdoc/>
        protected override void SetInitialState(uint[] state)
        {
            state[0] = 0x6A09E667;
            state[1] = 0xBB67AE85;
            state[2] = 0x3C6EF372;
            state[3] = 0xA54FF53A;
            state[4] = 0x510E527F;
            state[5] = 0x9B05688C;
            state[6] = 0x1F83D9AB;
            state[7] = 0x5BE0CD19;
        }

        /// <inheritdoc/>
        [DataPath]
        protected override void Compress(byte[] p, int at)
        {
            // Words are kept in ulong: a word of which the upper half repeats the lower turns every rotation into one shift.
            // Upper halves of sums are garbage until the cast to uint.
            const ulong Repeat = 0x100000001;
            ulong twice = Repeat;
            uint[] k = Constants;
            uint[] s = State;
            ulong a = s[0] * twice;
            ulong b = s[1] * twice;
            ulong c = s[2] * twice;
            ulong d = s[3] * twice;
            ulong e = s[4] * twice;
            ulong f = s[5] * twice;
            ulong g = s[6] * twice;
            ulong h = s[7] * twice;
            ulong low = 0xFFFFFFFF;
            ulong x;
            ulong y = b ^ c;
            ulong[] w = _schedule;
            for (int i = 0; i < 16; i += 2)
            {
                // Two words at once: in each of them halves change places, then octets.
                x = BitConverter.ToUInt64(p, at);
                x = ((x & 0x00FF00FF00FF00FF) << 8) | ((x >> 8) & 0x00FF00FF00FF00FF);
                x = ((x & 0x0000FFFF0000FFFF) << 16) | ((x >> 16) & 0x0000FFFF0000FFFF);
                w[i] = x & low;
                w[i + 1] = x >> 32;
                at += 8;
            }

            for (int j = 0; ;)
            {
                for (int i = 0; i < 16; i += 8)
                {
                    h += ((e >> 6) ^ (e >> 11) ^ (e >> 25)) + (g ^ (e & (f ^ g))) + k[j] + w[i];
                    d = ((d + h) & low) * twice;
                    x = a ^ b;
                    h = ((h + ((a >> 2) ^ (a >> 13) ^ (a >> 22)) + (b ^ (x & y))) & low) * twice;
                    g += ((d >> 6) ^ (d >> 11) ^ (d >> 25)) + (f ^ (d & (e ^ f))) + k[j + 1] + w[i + 1];
                    c = ((c + g) & low) * twice;
                    y = h ^ a;
                    g = ((g + ((h >> 2) ^ (h >> 13) ^ (h >> 22)) + (a ^ (x & y))) & low) * twice;
                    f += ((c >> 6) ^ (c >> 11) ^ (c >> 25)) + (e ^ (c & (d ^ e))) + k[j + 2] + w[i + 2];
                    b = ((b + f) & low) * twice;
                    x = g ^ h;
                    f = ((f + ((g >> 2) ^ (g >> 13) ^ (g >> 22)) + (h ^ (x & y))) & low) * twice;
                    e += ((b >> 6) ^ (b >> 11) ^ (b >> 25)) + (d ^ (b & (c ^ d))) + k[j + 3] + w[i + 3];
                    a = ((a + e) & low) * twice;
                    y = f ^ g;
                    e = ((e + ((f >> 2) ^ (f >> 13) ^ (f >> 22)) + (g ^ (x & y))) & low) * twice;
                    d += ((a >> 6) ^ (a >> 11) ^ (a >> 25)) + (c ^ (a & (b ^ c))) + k[j + 4] + w[i + 4];
                    h = ((h + d) & low) * twice;
                    x = e ^ f;
                    d = ((d + ((e >> 2) ^ (e >> 13) ^ (e >> 22)) + (f ^ (x & y))) & low) * twice;
                    c += ((h >> 6) ^ (h >> 11) ^ (h >> 25)) + (b ^ (h & (a ^ b))) + k[j + 5] + w[i + 5];
                    g = ((g + c) & low) * twice;
                    y = d ^ e;
                    c = ((c + ((d >> 2) ^ (d >> 13) ^ (d >> 22)) + (e ^ (x & y))) & low) * twice;
                    b += ((g >> 6) ^ (g >> 11) ^ (g >> 25)) + (a ^ (g & (h ^ a))) + k[j + 6] + w[i + 6];
                    f = ((f + b) & low) * twice;
                    x = c ^ d;
                    b = ((b + ((c >> 2) ^ (c >> 13) ^ (c >> 22)) + (d ^ (x & y))) & low) * twice;
                    a += ((f >> 6) ^ (f >> 11) ^ (f >> 25)) + (h ^ (f & (g ^ h))) + k[j + 7] + w[i + 7];
                    e = ((e + a) & low) * twice;
                    y = b ^ c;
                    a = ((a + ((b >> 2) ^ (b >> 13) ^ (b >> 22)) + (c ^ (x & y))) & low) * twice;
                    j += 8;
                }

                if (j == 64)
                {
                    break;
                }

                // The next sixteen words take the places of the last ones.
                ulong even = w[0];
                ulong last = w[14];
                ulong lastOdd = w[15];
                for (int i = 0; i < 16; i += 2)
                {
                    ulong odd = w[i + 1];
                    ulong u = odd * twice;
                    ulong v = last * twice;
                    last = (even + ((u >> 7) ^ (u >> 18) ^ (odd >> 3)) + w[(i + 9) & 15]
                        + ((v >> 17) ^ (v >> 19) ^ (last >> 10))) & low;
                    w[i] = last;
                    even = w[(i + 2) & 15];
                    u = even * twice;
                    v = lastOdd * twice;
                    lastOdd = (odd + ((u >> 7) ^ (u >> 18) ^ (even >> 3)) + w[(i + 10) & 15]
                        + ((v >> 17) ^ (v >> 19) ^ (lastOdd >> 10))) & low;
                    w[i + 1] = lastOdd;
                }
            }

            s[0] += (uint)a;
            s[1] += (uint)b;
            s[2] += (uint)c;
            s[3] += (uint)d;
            s[4] += (uint)e;
            s[5] += (uint)f;
            s[6] += (uint)g;
            s[7] += (uint)h;
        }
    }
}
