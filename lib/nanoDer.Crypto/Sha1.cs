using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// SHA-1 (FIPS 180-4), for the prf of ISAKMP peers that have nothing newer and for nothing else: collisions are
    /// practical, so no signature and no certificate is ever checked with it here.
    /// </summary>
    public sealed class Sha1 : HashFunction
    {
        /// <summary>Bytes of a digest.</summary>
        public const int Size = 20;

        private readonly uint[] _schedule = new uint[80];

        /// <summary>Ready for a first message.</summary>
        public Sha1()
            : base(5)
        {
            Reset();
        }

        /// <inheritdoc/>
        public override int DigestBytes
        {
            get { return Size; }
        }

        /// <inheritdoc/>
        protected override void SetInitialState(uint[] state)
        {
            state[0] = 0x67452301;
            state[1] = 0xEFCDAB89;
            state[2] = 0x98BADCFE;
            state[3] = 0x10325476;
            state[4] = 0xC3D2E1F0;
        }

        /// <inheritdoc/>
        [DataPath]
        protected override void Compress(byte[] p, int at)
        {
            uint[] w = _schedule;
            for (int i = 0; i < 16; i++)
            {
                w[i] = ((uint)p[at] << 24) | ((uint)p[at + 1] << 16) | ((uint)p[at + 2] << 8) | p[at + 3];
                at += 4;
            }

            for (int i = 16; i < 80; i++)
            {
                uint x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
                w[i] = (x << 1) | (x >> 31);
            }

            uint[] s = State;
            uint a = s[0];
            uint b = s[1];
            uint c = s[2];
            uint d = s[3];
            uint e = s[4];
            for (int i = 0; i < 80; i++)
            {
                uint t = ((a << 5) | (a >> 27)) + e + w[i];
                if (i < 20)
                {
                    t += (d ^ (b & (c ^ d))) + 0x5A827999;
                }
                else if (i < 40)
                {
                    t += (b ^ c ^ d) + 0x6ED9EBA1;
                }
                else if (i < 60)
                {
                    t += ((b & c) | (d & (b | c))) + 0x8F1BBCDC;
                }
                else
                {
                    t += (b ^ c ^ d) + 0xCA62C1D6;
                }

                e = d;
                d = c;
                c = (b << 30) | (b >> 2);
                b = a;
                a = t;
            }

            s[0] += a;
            s[1] += b;
            s[2] += c;
            s[3] += d;
            s[4] += e;
        }
    }
}
