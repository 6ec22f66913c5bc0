using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Tls;
using nanoFramework.Runtime.Native;

namespace nanoDer.Firmware
{
    /// <summary>What engines of this device's own cryptography begin with: certificates and keys out of PEM, and random numbers.</summary>
    public static class Credentials
    {
        /// <summary>Reads a certificate.</summary>
        /// <param name="pem">The certificate, PEM.</param>
        /// <returns>The certificate, over octets of its own.</returns>
        /// <exception cref="ArgumentException">It is none.</exception>
        public static Certificate Certificate(string pem)
        {
            byte[] der = PreFlight.Decode(pem);
            Certificate certificate = new Certificate();
            if (certificate.Parse(der, 0, der.Length) != DerStatus.Ok)
            {
                throw new ArgumentException();
            }

            return certificate;
        }

        /// <summary>Reads a private key on a curve of 256 bits.</summary>
        /// <param name="pem">The key, PEM, not encrypted.</param>
        /// <returns>Its scalar.</returns>
        /// <exception cref="ArgumentException">It is none.</exception>
        public static KeyMaterial Scalar(string pem)
        {
            byte[] secret = PreFlight.Decode(pem);
            DerReader r = new DerReader();
            KeyMaterial scalar = new KeyMaterial(EllipticCurve.ScalarBytes);
            bool isGood = !PreFlight.OpenKey(r, secret) && r.Status == DerStatus.Ok && r.ContentCount == EllipticCurve.ScalarBytes
                && scalar.Set(secret, r.ContentOffset, r.ContentCount);
            Array.Clear(secret, 0, secret.Length);
            if (!isGood)
            {
                throw new ArgumentException();
            }

            return scalar;
        }

        /// <summary>Seeds a generator from the board's. Once online: by then the radio is on, which the ESP32's random numbers need.</summary>
        /// <param name="random">The generator.</param>
        /// <param name="entropy">Octets that nobody else can know, which are wiped; null: the board's generator alone.</param>
        public static void Seed(Drbg random, byte[] entropy)
        {
            EntropyPool pool = new EntropyPool();
            pool.AddPlatform(new Random(), EntropyPool.PlatformBitsPerByte(SystemInfo.Platform, SystemInfo.TargetName, true));
            if (entropy != null)
            {
                pool.Add(entropy, 0, entropy.Length, 8 * entropy.Length);
                Array.Clear(entropy, 0, entropy.Length);
            }

            pool.Seed(random);
        }
    }
}
