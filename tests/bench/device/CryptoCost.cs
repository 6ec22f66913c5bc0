using System;
using nanoDer.Crypto;

namespace nanoDer.Benchmarks
{
    /// <summary>
    /// A program for the device: prints what each primitive costs in empty-loop steps, the least of several runs, with the
    /// step measured before and after. Compile it with the sources of lib/nanoDer.Core and lib/nanoDer.Crypto.
    /// </summary>
    public static class CryptoCost
    {
        private static double s_step;
        private static byte[] s_text = new byte[1024];
        private static byte[] s_small = new byte[64];
        private static byte[] s_point = new byte[65];
        private static byte[] s_signature = new byte[64];
        private static KeyMaterial s_key = new KeyMaterial(32);
        private static KeyMaterial s_shared = new KeyMaterial(32);
        private static Sha256 s_hash = new Sha256();
        private static Hmac s_hmac = new Hmac(new Sha256());
        private static AesGcm s_gcm;
        private static AesCipher s_aes;
        private static EllipticCurve s_curve;
        private static Ecdsa s_ecdsa;
        private static RsaVerifier s_rsa;
        private static byte[] s_rsaKey;
        private static byte[] s_rsaSignature;
        private static Drbg s_drbg = new Drbg();
        private static Pbkdf2 s_pbkdf2 = new Pbkdf2(new CryptoProvider(false), new Hmac(new Sha256()));

        private delegate void Operation();

        public static void Main()
        {
            for (int i = 0; i < 32; i++)
            {
                s_shared.Buffer[i] = (byte)(i + 1);
            }

            s_key.Set(s_shared.Buffer, 0, 32);
            s_step = Step();
            Report("SHA-256, 16 blocks of 64 bytes", 16, "block", Sha);
            s_hmac.SetKey(s_small, 0, 32);
            Report("HMAC-SHA-256, managed, 64 bytes", 1, "message", Mac);
            Report("PBKDF2, 50 iterations", 50, "iteration", Derive);
            s_drbg.Seed(s_text, 0, 48);
            Report("HMAC_DRBG, 32 bytes", 1, "request", Random);
            Aes(false, 16, "managed AES-128");
            Aes(false, 32, "managed AES-256");
            if (new CryptoProvider().IsNative)
            {
                Aes(true, 16, "native AES-128");
            }

            Curve(EllipticCurve.P256(), "P-256");
            Curve(EllipticCurve.BrainpoolP256r1(), "brainpoolP256r1");
            Rsa(2048);
            Rsa(3072);
            Rsa(4096);
            Console.WriteLine("step: " + s_step.ToString("F1") + " ns, afterwards " + Step().ToString("F1"));
        }

        private static double Step()
        {
            double best = 1e9;
            for (int k = 0; k < 20; k++)
            {
                long t = DateTime.UtcNow.Ticks;
                for (int i = 0; i < 100000; i++)
                {
                }

                double ns = (DateTime.UtcNow.Ticks - t) / 1000.0;
                if (ns < best)
                {
                    best = ns;
                }
            }

            return best;
        }

        private static void Report(string name, int units, string unit, Operation operation)
        {
            double best = 1e18;
            for (int k = 0; k < 7; k++)
            {
                long t = DateTime.UtcNow.Ticks;
                operation();
                double ns = (DateTime.UtcNow.Ticks - t) * 100.0;
                if (ns < best)
                {
                    best = ns;
                }
            }

            double step = Step();
            if (step < s_step)
            {
                s_step = step;
            }

            Console.WriteLine(name + ": " + (best / s_step / units).ToString("F1") + " steps a " + unit);
        }

        private static void Aes(bool native, int keyBytes, string name)
        {
            s_aes = new CryptoProvider(native).CreateAes(keyBytes, 1024);
            s_gcm = new AesGcm(s_aes, 1024, 0);
            s_key.Set(s_shared.Buffer, 0, keyBytes);
            Report("GCM key, " + name, 1, "key", GcmKey);
            Report("GCM seal 1 KiB, " + name, 1024, "byte", Seal);
            Report("GMAC 1 KiB, " + name, 1024, "byte", Gmac);
            s_gcm = new AesGcm(s_aes, 1024, AesGcm.TableBytes);
            Report("GCM key with tables, " + name, 1, "key", GcmKey);
            Report("GMAC 1 KiB with tables, " + name, 1024, "byte", Gmac);
            Report("CBC encryption of 1 KiB, " + name, 1024, "byte", Cbc);
            s_key.Set(s_shared.Buffer, 0, 32);
        }

        private static void Curve(EllipticCurve curve, string name)
        {
            s_curve = curve;
            s_ecdsa = new Ecdsa(curve, s_hmac);
            Report(name + " public key", 1, "operation", DerivePublic);
            Report(name + " ECDH", 1, "operation", Agree);
            Report(name + " ECDSA sign", 1, "operation", Sign);
            Report(name + " ECDSA verify", 1, "operation", Verify);
        }

        // Any odd number will do for a modulus; the signature is wrong and the way to that answer the same.
        private static void Rsa(int bits)
        {
            int size = bits / 8;
            byte[] header = { 0x30, 0x82, (byte)((size + 10) >> 8), (byte)(size + 10), 2, 0x82, (byte)((size + 1) >> 8), (byte)(size + 1), 0 };
            byte[] exponent = { 2, 3, 1, 0, 1 };
            s_rsaKey = new byte[size + 14];
            s_rsaSignature = new byte[size];
            for (int i = 1; i < size; i++)
            {
                s_rsaKey[9 + i] = (byte)((i * 7) | 1);
                s_rsaSignature[i] = (byte)(i * 13);
            }

            Array.Copy(header, 0, s_rsaKey, 0, 9);
            s_rsaKey[9] = 0xC5;
            Array.Copy(exponent, 0, s_rsaKey, size + 9, 5);
            s_rsa = new RsaVerifier(bits, s_hash);
            Report("RSA-" + bits + " verify", 1, "operation", RsaVerify);
        }

        private static void Sha()
        {
            s_hash.Update(s_text, 0, 1024);
            s_hash.Reset();
        }

        private static void Mac()
        {
            s_hmac.Update(s_small, 0, 64);
            s_hmac.Finish(s_signature, 0);
        }

        private static void Derive()
        {
            s_pbkdf2.Derive(s_small, 0, 8, s_small, 0, 16, 50, s_signature, 0, 32);
        }

        private static void Random()
        {
            s_drbg.Generate(s_signature, 0, 32);
        }

        private static void GcmKey()
        {
            s_gcm.SetKey(s_key);
        }

        private static void Seal()
        {
            s_gcm.Seal(s_small, 0, s_small, 0, 0, s_text, 0, 1024, s_signature, 0, 16);
        }

        private static void Gmac()
        {
            s_gcm.Seal(s_small, 0, s_text, 0, 1024, s_small, 0, 0, s_signature, 0, 16);
        }

        private static void Cbc()
        {
            s_aes.EncryptCbc(s_signature, s_text, 0, 1024);
        }

        private static void DerivePublic()
        {
            s_curve.DerivePublic(s_key, s_point, 0);
        }

        private static void Agree()
        {
            s_curve.Agree(s_key, s_point, 0, 65, s_shared);
            s_shared.Set(s_key.Buffer, 0, 32);
        }

        private static void Sign()
        {
            s_ecdsa.Sign(s_key, s_text, 0, s_signature, 0);
        }

        private static void Verify()
        {
            s_ecdsa.Verify(s_point, 0, 65, s_text, 0, s_signature, 0);
        }

        private static void RsaVerify()
        {
            s_rsa.VerifyDigest(s_rsaKey, 0, s_rsaKey.Length, s_text, 0, s_rsaSignature, 0, s_rsaSignature.Length);
        }
    }
}
