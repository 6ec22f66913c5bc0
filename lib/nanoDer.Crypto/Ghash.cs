using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// GHASH (SP 800-38D clause 6.4) without tables. A product over GF(2) is made of ordinary ones: with three of four bits
    /// masked out, no carry reaches a bit that is kept; the upper halves are lower halves of the reversed factors. In an
    /// interpreter this is faster than a table of 16 entries, and nothing in it depends on a value.
    /// </summary>
    internal sealed class Ghash
    {
        private ulong _low;
        private ulong _high;
        private ulong _lowReversed;
        private ulong _highReversed;
        private ulong _y0;
        private ulong _y1;

        /// <summary>Sets the key and starts.</summary>
        /// <param name="h">Buffer that begins with the 16 bytes of the hash key.</param>
        public void SetKey(byte[] h)
        {
            _high = Read(h, 0);
            _low = Read(h, 8);
            _highReversed = Reverse(_high);
            _lowReversed = Reverse(_low);
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
            _high = 0;
            _low = 0;
            _highReversed = 0;
            _lowReversed = 0;
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
            ulong m0 = 0x1111111111111111;
            ulong m1 = 0x2222222222222222;
            ulong m2 = 0x4444444444444444;
            ulong m3 = 0x8888888888888888;
            ulong h0 = _low & m0;
            ulong h1 = _low & m1;
            ulong h2 = _low & m2;
            ulong h3 = _low & m3;
            ulong i0 = _high & m0;
            ulong i1 = _high & m1;
            ulong i2 = _high & m2;
            ulong i3 = _high & m3;
            ulong j0 = (_low ^ _high) & m0;
            ulong j1 = (_low ^ _high) & m1;
            ulong j2 = (_low ^ _high) & m2;
            ulong j3 = (_low ^ _high) & m3;
            ulong k0 = _lowReversed & m0;
            ulong k1 = _lowReversed & m1;
            ulong k2 = _lowReversed & m2;
            ulong k3 = _lowReversed & m3;
            ulong l0 = _highReversed & m0;
            ulong l1 = _highReversed & m1;
            ulong l2 = _highReversed & m2;
            ulong l3 = _highReversed & m3;
            ulong n0 = (_lowReversed ^ _highReversed) & m0;
            ulong n1 = (_lowReversed ^ _highReversed) & m1;
            ulong n2 = (_lowReversed ^ _highReversed) & m2;
            ulong n3 = (_lowReversed ^ _highReversed) & m3;
            ulong y0 = _y0;
            ulong y1 = _y1;
            while (at < end)
            {
                y1 ^= ((ulong)b[at] << 56) | ((ulong)b[at + 1] << 48) | ((ulong)b[at + 2] << 40) | ((ulong)b[at + 3] << 32)
                    | ((ulong)b[at + 4] << 24) | ((ulong)b[at + 5] << 16) | ((ulong)b[at + 6] << 8) | b[at + 7];
                y0 ^= ((ulong)b[at + 8] << 56) | ((ulong)b[at + 9] << 48) | ((ulong)b[at + 10] << 40) | ((ulong)b[at + 11] << 32)
                    | ((ulong)b[at + 12] << 24) | ((ulong)b[at + 13] << 16) | ((ulong)b[at + 14] << 8) | b[at + 15];
                at += 16;
                ulong r0 = Reverse(y0);
                ulong r1 = Reverse(y1);

                // Karatsuba: low, high and middle products, and those of the reversed factors.
                ulong a0 = y0 & m0;
                ulong a1 = y0 & m1;
                ulong a2 = y0 & m2;
                ulong a3 = y0 & m3;
                ulong z0 = ((a0 * h0) ^ (a1 * h3) ^ (a2 * h2) ^ (a3 * h1)) & m0;
                z0 |= ((a0 * h1) ^ (a1 * h0) ^ (a2 * h3) ^ (a3 * h2)) & m1;
                z0 |= ((a0 * h2) ^ (a1 * h1) ^ (a2 * h0) ^ (a3 * h3)) & m2;
                z0 |= ((a0 * h3) ^ (a1 * h2) ^ (a2 * h1) ^ (a3 * h0)) & m3;

                ulong b0 = y1 & m0;
                ulong b1 = y1 & m1;
                ulong b2 = y1 & m2;
                ulong b3 = y1 & m3;
                ulong z1 = ((b0 * i0) ^ (b1 * i3) ^ (b2 * i2) ^ (b3 * i1)) & m0;
                z1 |= ((b0 * i1) ^ (b1 * i0) ^ (b2 * i3) ^ (b3 * i2)) & m1;
                z1 |= ((b0 * i2) ^ (b1 * i1) ^ (b2 * i0) ^ (b3 * i3)) & m2;
                z1 |= ((b0 * i3) ^ (b1 * i2) ^ (b2 * i1) ^ (b3 * i0)) & m3;

                ulong c0 = (y0 ^ y1) & m0;
                ulong c1 = (y0 ^ y1) & m1;
                ulong c2 = (y0 ^ y1) & m2;
                ulong c3 = (y0 ^ y1) & m3;
                ulong z2 = ((c0 * j0) ^ (c1 * j3) ^ (c2 * j2) ^ (c3 * j1)) & m0;
                z2 |= ((c0 * j1) ^ (c1 * j0) ^ (c2 * j3) ^ (c3 * j2)) & m1;
                z2 |= ((c0 * j2) ^ (c1 * j1) ^ (c2 * j0) ^ (c3 * j3)) & m2;
                z2 |= ((c0 * j3) ^ (c1 * j2) ^ (c2 * j1) ^ (c3 * j0)) & m3;

                ulong d0 = r0 & m0;
                ulong d1 = r0 & m1;
                ulong d2 = r0 & m2;
                ulong d3 = r0 & m3;
                ulong w0 = ((d0 * k0) ^ (d1 * k3) ^ (d2 * k2) ^ (d3 * k1)) & m0;
                w0 |= ((d0 * k1) ^ (d1 * k0) ^ (d2 * k3) ^ (d3 * k2)) & m1;
                w0 |= ((d0 * k2) ^ (d1 * k1) ^ (d2 * k0) ^ (d3 * k3)) & m2;
                w0 |= ((d0 * k3) ^ (d1 * k2) ^ (d2 * k1) ^ (d3 * k0)) & m3;

                ulong e0 = r1 & m0;
                ulong e1 = r1 & m1;
                ulong e2 = r1 & m2;
                ulong e3 = r1 & m3;
                ulong w1 = ((e0 * l0) ^ (e1 * l3) ^ (e2 * l2) ^ (e3 * l1)) & m0;
                w1 |= ((e0 * l1) ^ (e1 * l0) ^ (e2 * l3) ^ (e3 * l2)) & m1;
                w1 |= ((e0 * l2) ^ (e1 * l1) ^ (e2 * l0) ^ (e3 * l3)) & m2;
                w1 |= ((e0 * l3) ^ (e1 * l2) ^ (e2 * l1) ^ (e3 * l0)) & m3;

                ulong f0 = (r0 ^ r1) & m0;
                ulong f1 = (r0 ^ r1) & m1;
                ulong f2 = (r0 ^ r1) & m2;
                ulong f3 = (r0 ^ r1) & m3;
                ulong w2 = ((f0 * n0) ^ (f1 * n3) ^ (f2 * n2) ^ (f3 * n1)) & m0;
                w2 |= ((f0 * n1) ^ (f1 * n0) ^ (f2 * n3) ^ (f3 * n2)) & m1;
                w2 |= ((f0 * n2) ^ (f1 * n1) ^ (f2 * n0) ^ (f3 * n3)) & m2;
                w2 |= ((f0 * n3) ^ (f1 * n2) ^ (f2 * n1) ^ (f3 * n0)) & m3;

                z2 ^= z0 ^ z1;
                w2 = Reverse(w2 ^ w0 ^ w1) >> 1;
                w0 = Reverse(w0) >> 1;
                w1 = Reverse(w1) >> 1;

                // 255 bits, one to the left, then modulo x^128 + x^7 + x^2 + x + 1 in the reflected order of the standard.
                ulong v1 = w0 ^ z2;
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
