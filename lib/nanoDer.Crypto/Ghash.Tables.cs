using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <content>
    /// The product by tables of 256 entries (Shoup): faster, but which entry is read depends on the key and the message.
    /// </content>
    internal sealed partial class Ghash
    {
        /// <summary>Bytes of the tables: two words of the products of each octet, one of what leaves at the end.</summary>
        public const int TableBytes = 3 * Entries * 8;

        private const int Entries = 256;

        private readonly ulong[] _high;
        private readonly ulong[] _low;
        private readonly ulong[] _reduction;

        /// <summary>With or without tables.</summary>
        /// <param name="tables">True for tables.</param>
        public Ghash(bool tables)
        {
            if (tables)
            {
                _high = new ulong[Entries];
                _low = new ulong[Entries];
                _reduction = new ulong[Entries];
                for (int i = 0; i < Entries; i++)
                {
                    ulong v = (ulong)i;
                    _reduction[i] = (v << 56) ^ (v << 55) ^ (v << 54) ^ (v << 49);
                }
            }
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        public static int RequiredBytes(bool tables)
        {
            return HeapSize.Object(7) + (2 * HeapSize.Array(Products, 8)) + (tables ? 3 * HeapSize.Array(Entries, 8) : 0);
        }

        // Entry i is i times the key; the highest bit of i is the lowest power.
        private void FillTables(ulong high, ulong low)
        {
            for (int i = Entries >> 1; i > 0; i >>= 1)
            {
                _high[i] = high;
                _low[i] = low;
                ulong carry = 0 - (low & 1);
                low = (low >> 1) | (high << 63);
                high = (high >> 1) ^ (carry & 0xE100000000000000);
            }

            for (int i = 2; i < Entries; i <<= 1)
            {
                for (int j = 1; j < i; j++)
                {
                    _high[i + j] = _high[i] ^ _high[j];
                    _low[i + j] = _low[i] ^ _low[j];
                }
            }
        }

        private void BlocksByTables(byte[] b, int at, int end)
        {
            ulong[] high = _high;
            ulong[] low = _low;
            ulong[] reduction = _reduction;
            ulong y0 = _y0;
            ulong y1 = _y1;
            while (at < end)
            {
                y1 ^= Read(b, at);
                y0 ^= Read(b, at + 8);
                at += 16;
                ulong z0 = 0;
                ulong z1 = 0;
                for (int half = 0; half < 2; half++)
                {
                    for (int i = 0; i < 8; i++)
                    {
                        int rest = (int)(z0 & 0xFF);
                        int digit = (int)(y0 & 0xFF);
                        z0 = ((z0 >> 8) | (z1 << 56)) ^ low[digit];
                        z1 = (z1 >> 8) ^ reduction[rest] ^ high[digit];
                        y0 >>= 8;
                    }

                    y0 = y1;
                }

                y0 = z0;
                y1 = z1;
            }

            _y0 = y0;
            _y1 = y1;
        }
    }
}
