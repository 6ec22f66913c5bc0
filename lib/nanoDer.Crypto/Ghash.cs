using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// GHASH (SP 800-38D clause 6.4), without tables unless the plan has room for them. A product over GF(2) is made of ordinary ones: with three of four bits
    /// masked out, no carry reaches a bit that is kept; the upper halves are lower halves of the reversed factors. In an
    /// interpreter this is faster than a table of 16 entries, and nothing in it depends on a value.
    /// </summary>
    internal sealed partial class Ghash
    {
        private const int Products = 6;

        // Low half, high half, their sum; the same three reversed.
        private readonly ulong[] _key = new ulong[Products];
        private readonly ulong[] _work = new ulong[Products];
        private ulong _y0;
        private ulong _y1;

        /// <summary>Sets the key and starts.</summary>
        /// <param name="h">Buffer that begins with the 16 bytes of the hash key.</param>
        public void SetKey(byte[] h)
        {
            _key[0] = Read(h, 8);
            _key[1] = Read(h, 0);
            _key[2] = _key[0] ^ _key[1];
            for (int i = 0; i < 3; i++)
            {
                _key[i + 3] = Reverse(_key[i]);
            }

            if (_high != null)
            {
                FillTables(_key[1], _key[0]);
            }

            Reset();
        }

        /// <summary>Starts a new message.</summary>
        public void Reset()
        {
            _y0 = 0;
            _y1 = 0;
        }

        /// <summary>Wipes the key.</summary>
        public void Clear()
        {
            System.Array.Clear(_key, 0, Products);
            System.Array.Clear(_work, 0, Products);
            if (_high != null)
            {
                System.Array.Clear(_high, 0, Entries);
                System.Array.Clear(_low, 0, Entries);
            }

            Reset();
        }

        /// <summary>Takes a string, filled up with zeros to whole blocks.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the string begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="tail">Work, 16 bytes.</param>
        [DataPath]
        public void Update(byte[] buffer, int offset, int count, byte[] tail)
        {
            int whole = count & ~15;
            Blocks(buffer, offset, offset + whole);
            if (whole < count)
            {
                System.Array.Clear(tail, 0, 16);
                System.Array.Copy(buffer, offset + whole, tail, 0, count - whole);
                Blocks(tail, 0, 16);
            }
        }

        /// <summary>Takes the block of lengths and writes the hash.</summary>
        /// <param name="associated">Bytes of the first string.</param>
        /// <param name="text">Bytes of the second one.</param>
        /// <param name="target">Buffer for 16 bytes.</param>
        [DataPath]
        public void Finish(int associated, int text, byte[] target)
        {
            Write((ulong)associated << 3, target, 0);
            Write((ulong)text << 3, target, 8);
            Blocks(target, 0, 16);
            Write(_y1, target, 0);
            Write(_y0, target, 8);
        }

        private static ulong Read(byte[] b, int at)
        {
            return ((ulong)b[at] << 56) | ((ulong)b[at + 1] << 48) | ((ulong)b[at + 2] << 40) | ((ulong)b[at + 3] << 32)
                | ((ulong)b[at + 4] << 24) | ((ulong)b[at + 5] << 16) | ((ulong)b[at + 6] << 8) | b[at + 7];
        }

        private static void Write(ulong value, byte[] b, int at)
        {
            for (int i = 7; i >= 0; i--)
            {
                b[at + i] = (byte)value;
                value >>= 8;
            }
        }

        private static ulong Reverse(ulong x)
        {
            x = ((x & 0x5555555555555555) << 1) | ((x >> 1) & 0x5555555555555555);
            x = ((x & 0x3333333333333333) << 2) | ((x >> 2) & 0x3333333333333333);
            x = ((x & 0x0F0F0F0F0F0F0F0F) << 4) | ((x >> 4) & 0x0F0F0F0F0F0F0F0F);
            x = ((x & 0x00FF00FF00FF00FF) << 8) | ((x >> 8) & 0x00FF00FF00FF00FF);
            x = ((x & 0x0000FFFF0000FFFF) << 16) | ((x >> 16) & 0x0000FFFF0000FFFF);
            return (x << 32) | (x >> 32);
        }

        private void Blocks(byte[] b, int at, int end)
        {
            if (_high != null)
            {
                BlocksByTables(b, at, end);
                return;
            }

            ulong m0 = 0x1111111111111111;
            ulong m1 = 0x2222222222222222;
            ulong m2 = 0x4444444444444444;
            ulong m3 = 0x8888888888888888;
            ulong[] h = _key;
            ulong[] x = _work;
            ulong y0 = _y0;
            ulong y1 = _y1;
            while (at < end)
            {
                y1 ^= Read(b, at);
                y0 ^= Read(b, at + 8);
                at += 16;
                x[0] = y0;
                x[1] = y1;
                x[2] = y0 ^ y1;
                x[3] = Reverse(y0);
                x[4] = Reverse(y1);
                x[5] = x[3] ^ x[4];

                // Karatsuba: low, high and middle products, and those of the reversed factors.
                for (int i = 0; i < Products; i++)
                {
                    ulong b0 = x[i];
                    ulong a0 = b0 & m0;
                    ulong a1 = b0 & m1;
                    ulong a2 = b0 & m2;
                    ulong a3 = b0 & m3;
                    b0 = h[i];
                    ulong b1 = b0 & m1;
                    ulong b2 = b0 & m2;
                    ulong b3 = b0 & m3;
                    b0 &= m0;
                    x[i] = (((a0 * b0) ^ (a1 * b3) ^ (a2 * b2) ^ (a3 * b1)) & m0)
                        | (((a0 * b1) ^ (a1 * b0) ^ (a2 * b3) ^ (a3 * b2)) & m1)
                        | (((a0 * b2) ^ (a1 * b1) ^ (a2 * b0) ^ (a3 * b3)) & m2)
                        | (((a0 * b3) ^ (a1 * b2) ^ (a2 * b1) ^ (a3 * b0)) & m3);
                }

                ulong z0 = x[0];
                ulong z1 = x[1];
                ulong w0 = x[3];
                ulong w1 = x[4];
                ulong w2 = Reverse(x[5] ^ w0 ^ w1) >> 1;
                w0 = Reverse(w0) >> 1;
                w1 = Reverse(w1) >> 1;

                // 255 bits, one to the left, then modulo x^128 + x^7 + x^2 + x + 1 in the reflected order of the standard.
                ulong v1 = w0 ^ x[2] ^ z0 ^ z1;
                ulong v2 = z1 ^ w2;
                ulong v3 = (w1 << 1) | (v2 >> 63);
                v2 = (v2 << 1) | (v1 >> 63);
                v1 = (v1 << 1) | (z0 >> 63);
                z0 <<= 1;
                v2 ^= z0 ^ (z0 >> 1) ^ (z0 >> 2) ^ (z0 >> 7);
                v1 ^= (z0 << 63) ^ (z0 << 62) ^ (z0 << 57);
                y1 = v3 ^ v1 ^ (v1 >> 1) ^ (v1 >> 2) ^ (v1 >> 7);
                y0 = v2 ^ (v1 << 63) ^ (v1 << 62) ^ (v1 << 57);
            }

            _y0 = y0;
            _y1 = y1;
        }
    }
}
