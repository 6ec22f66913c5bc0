using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// SHA-256 (FIPS 180-4), incremental. Unrolled over locals: in an interpreter that is what counts.
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
            return HeapSize.Object(4) + HeapSize.Array(8, 4) + HeapSize.Array(BlockBytes, 1);
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
            ulong u;
            ulong v;
            ulong x;
            ulong y = b ^ c;
            ulong w0 = ((ulong)p[at] << 24) | ((ulong)p[at + 1] << 16) | ((ulong)p[at + 2] << 8) | p[at + 3];
            ulong w1 = ((ulong)p[at + 4] << 24) | ((ulong)p[at + 5] << 16) | ((ulong)p[at + 6] << 8) | p[at + 7];
            ulong w2 = ((ulong)p[at + 8] << 24) | ((ulong)p[at + 9] << 16) | ((ulong)p[at + 10] << 8) | p[at + 11];
            ulong w3 = ((ulong)p[at + 12] << 24) | ((ulong)p[at + 13] << 16) | ((ulong)p[at + 14] << 8) | p[at + 15];
            ulong w4 = ((ulong)p[at + 16] << 24) | ((ulong)p[at + 17] << 16) | ((ulong)p[at + 18] << 8) | p[at + 19];
            ulong w5 = ((ulong)p[at + 20] << 24) | ((ulong)p[at + 21] << 16) | ((ulong)p[at + 22] << 8) | p[at + 23];
            ulong w6 = ((ulong)p[at + 24] << 24) | ((ulong)p[at + 25] << 16) | ((ulong)p[at + 26] << 8) | p[at + 27];
            ulong w7 = ((ulong)p[at + 28] << 24) | ((ulong)p[at + 29] << 16) | ((ulong)p[at + 30] << 8) | p[at + 31];
            ulong w8 = ((ulong)p[at + 32] << 24) | ((ulong)p[at + 33] << 16) | ((ulong)p[at + 34] << 8) | p[at + 35];
            ulong w9 = ((ulong)p[at + 36] << 24) | ((ulong)p[at + 37] << 16) | ((ulong)p[at + 38] << 8) | p[at + 39];
            ulong w10 = ((ulong)p[at + 40] << 24) | ((ulong)p[at + 41] << 16) | ((ulong)p[at + 42] << 8) | p[at + 43];
            ulong w11 = ((ulong)p[at + 44] << 24) | ((ulong)p[at + 45] << 16) | ((ulong)p[at + 46] << 8) | p[at + 47];
            ulong w12 = ((ulong)p[at + 48] << 24) | ((ulong)p[at + 49] << 16) | ((ulong)p[at + 50] << 8) | p[at + 51];
            ulong w13 = ((ulong)p[at + 52] << 24) | ((ulong)p[at + 53] << 16) | ((ulong)p[at + 54] << 8) | p[at + 55];
            ulong w14 = ((ulong)p[at + 56] << 24) | ((ulong)p[at + 57] << 16) | ((ulong)p[at + 58] << 8) | p[at + 59];
            ulong w15 = ((ulong)p[at + 60] << 24) | ((ulong)p[at + 61] << 16) | ((ulong)p[at + 62] << 8) | p[at + 63];

            for (int j = 0; ; j += 16)
            {
                h += ((e >> 6) ^ (e >> 11) ^ (e >> 25)) + (g ^ (e & (f ^ g))) + k[j] + w0;
                d = (uint)(d + h) * twice;
                x = a ^ b;
                h = (uint)(h + ((a >> 2) ^ (a >> 13) ^ (a >> 22)) + (b ^ (x & y))) * twice;
                g += ((d >> 6) ^ (d >> 11) ^ (d >> 25)) + (f ^ (d & (e ^ f))) + k[j + 1] + w1;
                c = (uint)(c + g) * twice;
                y = h ^ a;
                g = (uint)(g + ((h >> 2) ^ (h >> 13) ^ (h >> 22)) + (a ^ (y & x))) * twice;
                f += ((c >> 6) ^ (c >> 11) ^ (c >> 25)) + (e ^ (c & (d ^ e))) + k[j + 2] + w2;
                b = (uint)(b + f) * twice;
                x = g ^ h;
                f = (uint)(f + ((g >> 2) ^ (g >> 13) ^ (g >> 22)) + (h ^ (x & y))) * twice;
                e += ((b >> 6) ^ (b >> 11) ^ (b >> 25)) + (d ^ (b & (c ^ d))) + k[j + 3] + w3;
                a = (uint)(a + e) * twice;
                y = f ^ g;
                e = (uint)(e + ((f >> 2) ^ (f >> 13) ^ (f >> 22)) + (g ^ (y & x))) * twice;
                d += ((a >> 6) ^ (a >> 11) ^ (a >> 25)) + (c ^ (a & (b ^ c))) + k[j + 4] + w4;
                h = (uint)(h + d) * twice;
                x = e ^ f;
                d = (uint)(d + ((e >> 2) ^ (e >> 13) ^ (e >> 22)) + (f ^ (x & y))) * twice;
                c += ((h >> 6) ^ (h >> 11) ^ (h >> 25)) + (b ^ (h & (a ^ b))) + k[j + 5] + w5;
                g = (uint)(g + c) * twice;
                y = d ^ e;
                c = (uint)(c + ((d >> 2) ^ (d >> 13) ^ (d >> 22)) + (e ^ (y & x))) * twice;
                b += ((g >> 6) ^ (g >> 11) ^ (g >> 25)) + (a ^ (g & (h ^ a))) + k[j + 6] + w6;
                f = (uint)(f + b) * twice;
                x = c ^ d;
                b = (uint)(b + ((c >> 2) ^ (c >> 13) ^ (c >> 22)) + (d ^ (x & y))) * twice;
                a += ((f >> 6) ^ (f >> 11) ^ (f >> 25)) + (h ^ (f & (g ^ h))) + k[j + 7] + w7;
                e = (uint)(e + a) * twice;
                y = b ^ c;
                a = (uint)(a + ((b >> 2) ^ (b >> 13) ^ (b >> 22)) + (c ^ (y & x))) * twice;
                h += ((e >> 6) ^ (e >> 11) ^ (e >> 25)) + (g ^ (e & (f ^ g))) + k[j + 8] + w8;
                d = (uint)(d + h) * twice;
                x = a ^ b;
                h = (uint)(h + ((a >> 2) ^ (a >> 13) ^ (a >> 22)) + (b ^ (x & y))) * twice;
                g += ((d >> 6) ^ (d >> 11) ^ (d >> 25)) + (f ^ (d & (e ^ f))) + k[j + 9] + w9;
                c = (uint)(c + g) * twice;
                y = h ^ a;
                g = (uint)(g + ((h >> 2) ^ (h >> 13) ^ (h >> 22)) + (a ^ (y & x))) * twice;
                f += ((c >> 6) ^ (c >> 11) ^ (c >> 25)) + (e ^ (c & (d ^ e))) + k[j + 10] + w10;
                b = (uint)(b + f) * twice;
                x = g ^ h;
                f = (uint)(f + ((g >> 2) ^ (g >> 13) ^ (g >> 22)) + (h ^ (x & y))) * twice;
                e += ((b >> 6) ^ (b >> 11) ^ (b >> 25)) + (d ^ (b & (c ^ d))) + k[j + 11] + w11;
                a = (uint)(a + e) * twice;
                y = f ^ g;
                e = (uint)(e + ((f >> 2) ^ (f >> 13) ^ (f >> 22)) + (g ^ (y & x))) * twice;
                d += ((a >> 6) ^ (a >> 11) ^ (a >> 25)) + (c ^ (a & (b ^ c))) + k[j + 12] + w12;
                h = (uint)(h + d) * twice;
                x = e ^ f;
                d = (uint)(d + ((e >> 2) ^ (e >> 13) ^ (e >> 22)) + (f ^ (x & y))) * twice;
                c += ((h >> 6) ^ (h >> 11) ^ (h >> 25)) + (b ^ (h & (a ^ b))) + k[j + 13] + w13;
                g = (uint)(g + c) * twice;
                y = d ^ e;
                c = (uint)(c + ((d >> 2) ^ (d >> 13) ^ (d >> 22)) + (e ^ (y & x))) * twice;
                b += ((g >> 6) ^ (g >> 11) ^ (g >> 25)) + (a ^ (g & (h ^ a))) + k[j + 14] + w14;
                f = (uint)(f + b) * twice;
                x = c ^ d;
                b = (uint)(b + ((c >> 2) ^ (c >> 13) ^ (c >> 22)) + (d ^ (x & y))) * twice;
                a += ((f >> 6) ^ (f >> 11) ^ (f >> 25)) + (h ^ (f & (g ^ h))) + k[j + 15] + w15;
                e = (uint)(e + a) * twice;
                y = b ^ c;
                a = (uint)(a + ((b >> 2) ^ (b >> 13) ^ (b >> 22)) + (c ^ (y & x))) * twice;
                if (j == 48)
                {
                    break;
                }

                u = w1 * twice;
                v = w14 * twice;
                w0 = (uint)(w0 + ((u >> 7) ^ (u >> 18) ^ (w1 >> 3)) + w9 + ((v >> 17) ^ (v >> 19) ^ (w14 >> 10)));
                u = w2 * twice;
                v = w15 * twice;
                w1 = (uint)(w1 + ((u >> 7) ^ (u >> 18) ^ (w2 >> 3)) + w10 + ((v >> 17) ^ (v >> 19) ^ (w15 >> 10)));
                u = w3 * twice;
                v = w0 * twice;
                w2 = (uint)(w2 + ((u >> 7) ^ (u >> 18) ^ (w3 >> 3)) + w11 + ((v >> 17) ^ (v >> 19) ^ (w0 >> 10)));
                u = w4 * twice;
                v = w1 * twice;
                w3 = (uint)(w3 + ((u >> 7) ^ (u >> 18) ^ (w4 >> 3)) + w12 + ((v >> 17) ^ (v >> 19) ^ (w1 >> 10)));
                u = w5 * twice;
                v = w2 * twice;
                w4 = (uint)(w4 + ((u >> 7) ^ (u >> 18) ^ (w5 >> 3)) + w13 + ((v >> 17) ^ (v >> 19) ^ (w2 >> 10)));
                u = w6 * twice;
                v = w3 * twice;
                w5 = (uint)(w5 + ((u >> 7) ^ (u >> 18) ^ (w6 >> 3)) + w14 + ((v >> 17) ^ (v >> 19) ^ (w3 >> 10)));
                u = w7 * twice;
                v = w4 * twice;
                w6 = (uint)(w6 + ((u >> 7) ^ (u >> 18) ^ (w7 >> 3)) + w15 + ((v >> 17) ^ (v >> 19) ^ (w4 >> 10)));
                u = w8 * twice;
                v = w5 * twice;
                w7 = (uint)(w7 + ((u >> 7) ^ (u >> 18) ^ (w8 >> 3)) + w0 + ((v >> 17) ^ (v >> 19) ^ (w5 >> 10)));
                u = w9 * twice;
                v = w6 * twice;
                w8 = (uint)(w8 + ((u >> 7) ^ (u >> 18) ^ (w9 >> 3)) + w1 + ((v >> 17) ^ (v >> 19) ^ (w6 >> 10)));
                u = w10 * twice;
                v = w7 * twice;
                w9 = (uint)(w9 + ((u >> 7) ^ (u >> 18) ^ (w10 >> 3)) + w2 + ((v >> 17) ^ (v >> 19) ^ (w7 >> 10)));
                u = w11 * twice;
                v = w8 * twice;
                w10 = (uint)(w10 + ((u >> 7) ^ (u >> 18) ^ (w11 >> 3)) + w3 + ((v >> 17) ^ (v >> 19) ^ (w8 >> 10)));
                u = w12 * twice;
                v = w9 * twice;
                w11 = (uint)(w11 + ((u >> 7) ^ (u >> 18) ^ (w12 >> 3)) + w4 + ((v >> 17) ^ (v >> 19) ^ (w9 >> 10)));
                u = w13 * twice;
                v = w10 * twice;
                w12 = (uint)(w12 + ((u >> 7) ^ (u >> 18) ^ (w13 >> 3)) + w5 + ((v >> 17) ^ (v >> 19) ^ (w10 >> 10)));
                u = w14 * twice;
                v = w11 * twice;
                w13 = (uint)(w13 + ((u >> 7) ^ (u >> 18) ^ (w14 >> 3)) + w6 + ((v >> 17) ^ (v >> 19) ^ (w11 >> 10)));
                u = w15 * twice;
                v = w12 * twice;
                w14 = (uint)(w14 + ((u >> 7) ^ (u >> 18) ^ (w15 >> 3)) + w7 + ((v >> 17) ^ (v >> 19) ^ (w12 >> 10)));
                u = w0 * twice;
                v = w13 * twice;
                w15 = (uint)(w15 + ((u >> 7) ^ (u >> 18) ^ (w0 >> 3)) + w8 + ((v >> 17) ^ (v >> 19) ^ (w13 >> 10)));
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
