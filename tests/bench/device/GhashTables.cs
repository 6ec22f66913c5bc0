using System;

namespace nanoDer.Benchmarks
{
    /// <summary>
    /// A program for the device: what GHASH would cost with a table for each key (SP 800-38D, Shoup's method), in empty-loop steps a byte.
    /// The index into a table depends on a secret. The least of ten runs.
    /// </summary>
    public static class GhashTables
    {
        private const int Runs = 10;

        private static ulong[] s_high;
        private static ulong[] s_low;
        private static ulong[] s_reduction;
        private static byte[] s_text = new byte[1024];
        private static ulong s_y0;
        private static ulong s_y1;

        public static void Main()
        {
            for (int i = 0; i < s_text.Length; i++)
            {
                s_text[i] = (byte)(i * 7);
            }

            for (int bits = 4; bits <= 8; bits += 4)
            {
                double key = 1e18;
                double text = 1e18;
                double step = 1e18;
                for (int i = 0; i < Runs; i++)
                {
                    double now = Step();
                    step = now < step ? now : step;
                    long t = DateTime.UtcNow.Ticks;
                    MakeTable(bits, 0x66E94BD4EF8A2C3B, 0x884CFA59CA342B2E);
                    now = (DateTime.UtcNow.Ticks - t) * 100.0;
                    key = now < key ? now : key;
                    s_y0 = 0;
                    s_y1 = 0;
                    t = DateTime.UtcNow.Ticks;
                    if (bits == 4)
                    {
                        Nibbles();
                    }
                    else
                    {
                        Octets();
                    }

                    now = (DateTime.UtcNow.Ticks - t) * 100.0;
                    text = now < text ? now : text;
                }

                Console.WriteLine((16 << bits) + " bytes: " + (text / step / 1024).ToString("F1") + " steps a byte, " + (key / step).ToString("F0")
                    + " a key; " + s_y1.ToString());
            }
        }

        private static double Step()
        {
            long t = DateTime.UtcNow.Ticks;
            for (int i = 0; i < 100000; i++)
            {
            }

            return (DateTime.UtcNow.Ticks - t) / 1000.0;
        }

        // Entry i is i times the key, the highest bit of i being the lowest power; the reduction of what leaves at the end too.
        private static void MakeTable(int bits, ulong high, ulong low)
        {
            int entries = 1 << bits;
            s_high = new ulong[entries];
            s_low = new ulong[entries];
            s_reduction = new ulong[entries];
            for (int i = entries >> 1; i > 0; i >>= 1)
            {
                s_high[i] = high;
                s_low[i] = low;
                ulong carry = 0 - (low & 1);
                low = (low >> 1) | (high << 63);
                high = (high >> 1) ^ (carry & 0xE100000000000000);
            }

            for (int i = 2; i < entries; i <<= 1)
            {
                for (int j = 1; j < i; j++)
                {
                    s_high[i + j] = s_high[i] ^ s_high[j];
                    s_low[i + j] = s_low[i] ^ s_low[j];
                }
            }

            for (int i = 0; i < entries; i++)
            {
                ulong v = (ulong)i;
                ulong r = 0;
                for (int k = 0; k < bits; k++)
                {
                    r >>= 1;
                    r ^= (0 - (v & 1)) & 0xE100000000000000;
                    v >>= 1;
                }

                s_reduction[i] = r;
            }
        }

        private static ulong Read(byte[] b, int at)
        {
            return ((ulong)b[at] << 56) | ((ulong)b[at + 1] << 48) | ((ulong)b[at + 2] << 40) | ((ulong)b[at + 3] << 32)
                | ((ulong)b[at + 4] << 24) | ((ulong)b[at + 5] << 16) | ((ulong)b[at + 6] << 8) | b[at + 7];
        }

        private static void Octets()
        {
            ulong[] high = s_high;
            ulong[] low = s_low;
            ulong[] reduction = s_reduction;
            byte[] text = s_text;
            ulong y0 = s_y0;
            ulong y1 = s_y1;
            for (int at = 0; at < text.Length; at += 16)
            {
                y1 ^= Read(text, at);
                y0 ^= Read(text, at + 8);
                ulong z0 = 0;
                ulong z1 = 0;
                for (int i = 0; i < 8; i++)
                {
                    int rest = (int)(z0 & 0xFF);
                    int digit = (int)(y0 & 0xFF);
                    z0 = ((z0 >> 8) | (z1 << 56)) ^ low[digit];
                    z1 = (z1 >> 8) ^ reduction[rest] ^ high[digit];
                    y0 >>= 8;
                }

                for (int i = 0; i < 8; i++)
                {
                    int rest = (int)(z0 & 0xFF);
                    int digit = (int)(y1 & 0xFF);
                    z0 = ((z0 >> 8) | (z1 << 56)) ^ low[digit];
                    z1 = (z1 >> 8) ^ reduction[rest] ^ high[digit];
                    y1 >>= 8;
                }

                y0 = z0;
                y1 = z1;
            }

            s_y0 = y0;
            s_y1 = y1;
        }

        private static void Nibbles()
        {
            ulong[] high = s_high;
            ulong[] low = s_low;
            ulong[] reduction = s_reduction;
            byte[] text = s_text;
            ulong y0 = s_y0;
            ulong y1 = s_y1;
            for (int at = 0; at < text.Length; at += 16)
            {
                y1 ^= Read(text, at);
                y0 ^= Read(text, at + 8);
                ulong z0 = 0;
                ulong z1 = 0;
                for (int i = 0; i < 16; i++)
                {
                    int rest = (int)(z0 & 0xF);
                    int digit = (int)(y0 & 0xF);
                    z0 = ((z0 >> 4) | (z1 << 60)) ^ low[digit];
                    z1 = (z1 >> 4) ^ reduction[rest] ^ high[digit];
                    y0 >>= 4;
                }

                for (int i = 0; i < 16; i++)
                {
                    int rest = (int)(z0 & 0xF);
                    int digit = (int)(y1 & 0xF);
                    z0 = ((z0 >> 4) | (z1 << 60)) ^ low[digit];
                    z1 = (z1 >> 4) ^ reduction[rest] ^ high[digit];
                    y1 >>= 4;
                }

                y0 = z0;
                y1 = z1;
            }

            s_y0 = y0;
            s_y1 = y1;
        }
    }
}
