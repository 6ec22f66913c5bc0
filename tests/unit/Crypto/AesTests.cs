using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    [TestClass]
    public class AesTests
    {
        // FIPS 197 appendices B and C.3.
        [TestMethod]
        public void ManagedAes_gives_the_blocks_of_the_standard()
        {
            ManagedAes aes = new ManagedAes(64);
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)aes.SetKey(Key("00112233")));
            aes.SetKey(Key("2B7E151628AED2A6ABF7158809CF4F3C"));
            byte[] block = TestBytes.Of("3243F6A8885A308D313198A2E0370734");
            Assert.AreEqual("3925841D02DC09FBDC118597196A0B32", TestBytes.Text(aes.EncryptBlocks(block), 0, 16));
            aes.SetKey(Key("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"));
            block = TestBytes.Of("00112233445566778899AABBCCDDEEFF");
            Assert.AreEqual("8EA2B7CA516745BFEAFC49904B496089", TestBytes.Text(aes.EncryptBlocks(block), 0, 16));
        }

        // Whatever the provider found, the result is the same.
        [TestMethod]
        public void The_provider_finds_a_cipher_that_works()
        {
            AesCipher aes = new CryptoProvider().CreateAes(16, 64);
            aes.SetKey(Key("2B7E151628AED2A6ABF7158809CF4F3C"));
            byte[] block = TestBytes.Of("3243F6A8885A308D313198A2E0370734");
            Assert.AreEqual("3925841D02DC09FBDC118597196A0B32", TestBytes.Text(aes.EncryptBlocks(block), 0, 16));
            Cbc(aes);
        }

        // SP 800-38A appendix F.2.1.
        [TestMethod]
        public void Cbc_gives_the_blocks_of_the_standard()
        {
            Cbc(new ManagedAes(64));
        }

        // McGrew and Viega, test case 4: 60 bytes of text, 20 of associated data.
        [TestMethod]
        public void Gcm_gives_the_values_of_its_authors()
        {
            Gcm(new AesGcm(new ManagedAes(64), 64));
            Gcm(new AesGcm(new CryptoProvider().CreateAes(16, 128), 128));
        }

        [TestMethod]
        public void Gcm_wants_a_key_and_a_long_tag()
        {
            AesGcm gcm = new AesGcm(new ManagedAes(64), 64);
            byte[] b = new byte[16];
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)gcm.Seal(b, 0, b, 0, 0, b, 0, 0, b, 0, 16));
            gcm.SetKey(Key("00000000000000000000000000000000"));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)gcm.Seal(b, 0, b, 0, 0, b, 0, 0, b, 0, 11));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)gcm.Open(b, 0, b, 0, 0, b, 0, 0, b, 0, 17));

            // Test case 1: nothing at all under a key of zeros.
            Assert.AreEqual((int)DerStatus.Ok, (int)gcm.Seal(b, 0, b, 0, 0, b, 0, 0, b, 0, 16));
            TestBytes.AreEqual("58E2FCCEFA7E3061367F1D57A4E7455A", b);
        }

        private static void Cbc(AesCipher aes)
        {
            aes.SetKey(Key("2B7E151628AED2A6ABF7158809CF4F3C"));
            byte[] iv = TestBytes.Of("000102030405060708090A0B0C0D0E0F");
            byte[] text = TestBytes.Of("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51");
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)aes.EncryptCbc(iv, text, 0, 31));
            Assert.AreEqual((int)DerStatus.Ok, (int)aes.EncryptCbc(iv, text, 0, 32));
            TestBytes.AreEqual("7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2", text);
            TestBytes.AreEqual("5086CB9B507219EE95DB113A917678B2", iv);
            iv = TestBytes.Of("000102030405060708090A0B0C0D0E0F");
            Assert.AreEqual((int)DerStatus.Ok, (int)aes.DecryptCbc(iv, text, 0, 16));
            Assert.AreEqual((int)DerStatus.Ok, (int)aes.DecryptCbc(iv, text, 16, 16));
            TestBytes.AreEqual("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51", text);
        }

        private static void Gcm(AesGcm gcm)
        {
            const string Plain =
                "D9313225F88406E5A55909C5AFF5269A86A7A9531534F7DA2E4C303D8A318A721C3C0C95956809532FCF0E2449A6B525B16AEDF5AA0DE657BA637B39";
            gcm.SetKey(Key("FEFFE9928665731C6D6A8F9467308308"));
            byte[] nonce = TestBytes.Of("CAFEBABEFACEDBADDECAF888");
            byte[] associated = TestBytes.Of("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
            byte[] text = TestBytes.Of(Plain);
            byte[] tag = new byte[16];
            Assert.AreEqual((int)DerStatus.Ok, (int)gcm.Seal(nonce, 0, associated, 0, 20, text, 0, 60, tag, 0, 16));
            TestBytes.AreEqual(
                "42831EC2217774244B7221B784D0D49CE3AA212F2C02A4E035C17E2329ACA12E21D514B25466931C7D8F6A5AAC84AA051BA30B396A0AAC973D58E091",
                text);
            TestBytes.AreEqual("5BC94FBC3221A5DB94FAE95AE7121A47", tag);
            tag[11] ^= 4;
            Assert.AreEqual((int)DerStatus.CryptoNotAuthentic, (int)gcm.Open(nonce, 0, associated, 0, 20, text, 0, 60, tag, 0, 12));
            tag[11] ^= 4;
            Assert.AreEqual((int)DerStatus.Ok, (int)gcm.Open(nonce, 0, associated, 0, 20, text, 0, 60, tag, 0, 12));
            TestBytes.AreEqual(Plain, text);
        }

        private static KeyMaterial Key(string hex)
        {
            byte[] bytes = TestBytes.Of(hex);
            KeyMaterial key = new KeyMaterial(32);
            key.Set(bytes, 0, bytes.Length);
            return key;
        }
    }
}
