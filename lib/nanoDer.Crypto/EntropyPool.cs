using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Collects what a <see cref="Drbg"/> is seeded with: the platform's generator, a secret seed kept from the last start,
    /// and everything that varies. Each source says how many bits of entropy it is trusted with; below
    /// <see cref="RequiredBits"/> nothing is seeded.
    /// <para>
    /// The platform's generator is predictable on ThreadX for ST boards, TI SimpleLink, the POSIX device and NUCLEO-F091
    /// (<c>srand(time)</c>), and on an ESP32 whose radio is off; see <see cref="PlatformBitsPerByte"/>.
    /// </para>
    /// </summary>
    public sealed class EntropyPool : IDisposable
    {
        /// <summary>Entropy of a seed in bits: 256 of security strength and half as much for the nonce.</summary>
        public const int RequiredBits = 384;

        /// <summary>Bytes taken from the platform's generator at a time.</summary>
        public const int PlatformBytes = 64;

        private readonly Sha256 _low = new Sha256();
        private readonly Sha256 _high = new Sha256();
        private readonly byte[] _sample = new byte[PlatformBytes];
        private readonly byte[] _second = new byte[PlatformBytes];
        private readonly byte[] _seed = new byte[64];
        private int _bits;

        /// <summary>Takes the memory. The pool is empty.</summary>
        public EntropyPool()
        {
            Clear();
        }

        /// <summary>Bits of entropy collected.</summary>
        public int Bits
        {
            get { return _bits; }
        }

        /// <summary>True when there is enough to seed a generator.</summary>
        public bool IsReady
        {
            get { return _bits >= RequiredBits; }
        }

        /// <summary>Bits to trust a byte of the platform's generator with.</summary>
        /// <param name="platform"><c>SystemInfo.Platform</c>.</param>
        /// <param name="target"><c>SystemInfo.TargetName</c>.</param>
        /// <param name="radioOn">Wi-Fi or Bluetooth runs: only then the ESP32 has true random numbers.</param>
        /// <returns>8 for a hardware generator, 0 for one that can be predicted or is not known.</returns>
        public static int PlatformBitsPerByte(string platform, string target, bool radioOn)
        {
            if (platform == null || target == null)
            {
                return 0;
            }

            if (platform.StartsWith("ESP32"))
            {
                return radioOn ? 8 : 0;
            }

            if (platform.StartsWith("STM32"))
            {
                // The ThreadX builds of ST boards have no generator of their own; their targets are named here.
                bool weak = target.StartsWith("NUCLEO_F091") || target.StartsWith("ORGPAL_PALTHREE_TX")
                    || target.StartsWith("ST_B_L475E_IOT01A") || target.StartsWith("ST_STM32H735G_DK");
                return weak ? 0 : 8;
            }

            return platform.StartsWith("RP2") || platform.StartsWith("MIMXRT") || platform.StartsWith("GGECKO") ? 8 : 0;
        }

        /// <summary>Adds bytes.</summary>
        /// <param name="source">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        /// <param name="bits">Bits of entropy in all of them together; 0 for what merely varies.</param>
        public void Add(byte[] source, int offset, int count, int bits)
        {
            _low.Update(source, offset, count);
            _high.Update(source, offset, count);
            if (bits > count * 8)
            {
                bits = count * 8;
            }

            if (bits > 0)
            {
                _bits += bits;
            }
        }

        /// <summary>Adds a number that merely varies: clock ticks, free memory, a counter of starts.</summary>
        /// <param name="value">The number.</param>
        public void Add(ulong value)
        {
            for (int i = 0; i < 8; i++)
            {
                _low.Update((byte)value);
                _high.Update((byte)value);
                value >>= 8;
            }
        }

        /// <summary>
        /// Adds bytes of the platform's generator. It is taken twice over different contents, as the drivers of some boards
        /// leave the buffer as it was when the hardware fails; equal runs or a run of equal bytes count for nothing
        /// (repetition test, SP 800-90B clause 4.4.1).
        /// </summary>
        /// <param name="bitsPerByte">What <see cref="PlatformBitsPerByte"/> says.</param>
        /// <param name="random">The platform's generator.</param>
        /// <returns>False when the generator failed.</returns>
        public bool AddPlatform(Random random, int bitsPerByte)
        {
            for (int i = 0; i < PlatformBytes; i++)
            {
                _sample[i] = 0;
                _second[i] = 0xFF;
            }

            random.NextBytes(_sample);
            random.NextBytes(_second);
            bool works = IsHealthy();
            Add(_sample, 0, PlatformBytes, works ? PlatformBytes * bitsPerByte / 2 : 0);
            Add(_second, 0, PlatformBytes, works ? PlatformBytes * bitsPerByte / 2 : 0);
            Array.Clear(_sample, 0, PlatformBytes);
            Array.Clear(_second, 0, PlatformBytes);
            return works;
        }

        /// <summary>Seeds a generator, or mixes into one that is seeded, and empties the pool.</summary>
        /// <param name="drbg">The generator.</param>
        /// <returns><see cref="DerStatus.CryptoNotSeeded"/> when there is not enough; the pool stays as it is then.</returns>
        public DerStatus Seed(Drbg drbg)
        {
            if (!IsReady)
            {
                return DerStatus.CryptoNotSeeded;
            }

            _low.Finish(_seed, 0);
            _high.Finish(_seed, 32);
            DerStatus status = drbg.IsSeeded ? drbg.Reseed(_seed, 0, 64) : drbg.Seed(_seed, 0, 64);
            Clear();
            return status;
        }

        /// <summary>Wipes the pool.</summary>
        public void Dispose()
        {
            Clear();
        }

        private void Clear()
        {
            Array.Clear(_seed, 0, _seed.Length);
            _bits = 0;
            _low.Reset();
            _high.Reset();

            // Two hashes of the same bytes, told apart by their first one, keep more than 256 bits.
            _low.Update((byte)1);
            _high.Update((byte)2);
        }

        private bool IsHealthy()
        {
            int run = 1;
            bool same = true;
            for (int i = 0; i < PlatformBytes; i++)
            {
                same &= _sample[i] == _second[i];
                run = i > 0 && _sample[i] == _sample[i - 1] ? run + 1 : 1;
                if (run > 5)
                {
                    return false;
                }
            }

            run = 1;
            for (int i = 1; i < PlatformBytes; i++)
            {
                run = _second[i] == _second[i - 1] ? run + 1 : 1;
                if (run > 5)
                {
                    return false;
                }
            }

            return !same;
        }
    }
}
