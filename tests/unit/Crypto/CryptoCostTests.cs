using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    /// <summary>
    /// On the interpreter, what each primitive may cost at most, in loop steps. Keys and signatures are made in the setup; what is
    /// measured allocates nothing.
    /// </summary>
    [TestClass]
    public class CryptoCostTests
    {
        private const int Text = 1024;

        private static byte[] s_text;
        private static byte[] s_digest;
        private static byte[] s_point;
        private static byte[] s_signature;
        private static byte[] s_tag;
        private static byte[] s_rsaKey;
        private static byte[] s_rsaSignature;
        private static KeyMaterial s_key;
        private static KeyMaterial s_shared;
        private static Sha256 s_hash;
        private static AesGcm s_gcm;
        private static AesGcm s_tables;
        private static EllipticCurve s_curve;
        private static Ecdsa s_ecdsa;
        private static RsaVerifier s_rsa;
        private static RsaSigner s_signer;
        private static Drbg s_drbg;

        [Setup]
        public void Setup()
        {
            s_text = new byte[Text];
            s_digest = TestBytes.Repeat(0x5A, 32);
            s_point = new byte[EllipticCurve.PointBytes];
            s_signature = new byte[64];
            s_tag = new byte[16];
            s_key = new KeyMaterial(32);
            s_key.Set(TestBytes.Repeat(0x3C, 32), 0, 32);
            s_shared = new KeyMaterial(32);
            s_hash = new Sha256();
            KeyMaterial aes = new KeyMaterial(16);
            aes.Set(s_digest, 0, 16);

            // Without a native cipher the cost of GHASH and XOR would not show.
            s_gcm = new AesGcm(new CryptoProvider(true).CreateAes(16, Text), Text, 0);
            s_gcm.SetKey(aes);
            s_tables = new AesGcm(new CryptoProvider(true).CreateAes(16, Text), Text, AesGcm.TableBytes);
            s_tables.SetKey(aes);
            s_curve = EllipticCurve.P256();
            s_ecdsa = new Ecdsa(s_curve, new Hmac(new Sha256()));
            s_curve.DerivePublic(s_key, s_point, 0);
            s_ecdsa.Sign(s_key, s_digest, 0, s_signature, 0);
            s_rsa = new RsaVerifier(2048, s_hash);
            s_rsaKey = RsaKey();
            s_rsaSignature = TestBytes.Repeat(0x11, 256);
            s_drbg = new Drbg();
            s_drbg.Seed(s_text, 0, 48);
            s_signer = new RsaSigner(2048, s_hash);
            Assert.AreEqual((int)DerStatus.Ok, (int)s_signer.Load(RsaPrivateKey()));
        }

        // The virtual device, compiled for speed, takes 1,220.
        [TestMethod]
        [NoAllocation]
        [MaxSteps(16 * 1400)]
        public void Sha256_takes_1400_steps_a_block()
        {
            s_hash.Update(s_text, 0, Text);
            s_hash.Reset();
        }

        [TestMethod]
        [MaxSteps(Text * 17)]
        public void Gcm_with_tables_takes_17_steps_a_byte()
        {
            Assert.AreEqual((int)DerStatus.Ok, (int)s_tables.Seal(s_digest, 0, s_digest, 0, 0, s_text, 0, Text, s_tag, 0, 16));
        }

        [TestMethod]
        [MaxSteps(Text * 25)]
        public void Gcm_takes_25_steps_a_byte()
        {
            Assert.AreEqual((int)DerStatus.Ok, (int)s_gcm.Seal(s_digest, 0, s_digest, 0, 0, s_text, 0, Text, s_tag, 0, 16));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(700000)]
        public void P256_agrees_in_700000_steps()
        {
            Assert.AreEqual((int)DerStatus.Ok, (int)s_curve.Agree(s_key, s_point, 0, 65, s_shared));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(300000)]
        public void P256_signs_in_300000_steps()
        {
            Assert.AreEqual((int)DerStatus.Ok, (int)s_ecdsa.Sign(s_key, s_digest, 0, s_signature, 0));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(700000)]
        public void P256_verifies_in_700000_steps()
        {
            Assert.AreEqual((int)DerStatus.Ok, (int)s_ecdsa.Verify(s_point, 0, 65, s_digest, 0, s_signature, 0));
        }

        // Any odd number will do for a modulus; the signature is wrong and the way to that answer the same.
        [TestMethod]
        [NoAllocation]
        [MaxSteps(350000)]
        public void Rsa_verifies_in_350000_steps()
        {
            Assert.AreEqual(
                (int)DerStatus.CryptoNotAuthentic,
                (int)s_rsa.VerifyDigest(s_rsaKey, 0, s_rsaKey.Length, s_digest, 0, s_rsaSignature, 0, 256));
        }

        // As before: odd numbers instead of primes, a signature that is made, checked and not given out.
        [TestMethod]
        [NoAllocation]
        [MaxSteps(10000000)]
        public void Rsa_signs_in_10000000_steps()
        {
            Assert.AreEqual(
                (int)DerStatus.CryptoNotAuthentic, (int)s_signer.Sign(RsaPadding.Pkcs1, s_digest, 0, 32, s_drbg, s_rsaSignature, 0));
        }

        private static byte[] RsaKey()
        {
            byte[] key = new byte[270];
            Put(key, 0, "3082010A");
            int at = PutNumber(key, 4, 256);
            Put(key, at, "0203010001");
            return key;
        }

        private static KeyMaterial RsaPrivateKey()
        {
            byte[] key = new byte[1194];
            Put(key, 0, "308204A6020100");
            int at = PutNumber(key, 7, 256);
            Put(key, at, "0203010001");
            at = PutNumber(key, at + 5, 256);
            for (int i = 0; i < 5; i++)
            {
                at = PutNumber(key, at, 128);
            }

            Assert.AreEqual(key.Length, at);
            KeyMaterial secret = new KeyMaterial(at);
            secret.Set(key, 0, at);
            return secret;
        }

        // An odd number with its highest bit set.
        private static int PutNumber(byte[] target, int at, int count)
        {
            if (count == 256)
            {
                Put(target, at, "0282010100");
                at += 5;
            }
            else
            {
                Put(target, at, "02818100");
                at += 4;
            }

            for (int i = 0; i < count; i++)
            {
                target[at + i] = (byte)((i * 7) | 1);
            }

            target[at] = 0xC5;
            return at + count;
        }

        private static void Put(byte[] target, int offset, string hex)
        {
            byte[] bytes = TestBytes.Of(hex);
            System.Array.Copy(bytes, 0, target, offset, bytes.Length);
        }
    }
}
