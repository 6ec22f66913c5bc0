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

        // SP 800-38A appendices F.5.1 and F.5.5.
        [TestMethod]
        public void Ctr_gives_the_blocks_of_the_standard()
        {
            const string Cipher128 =
                "874D6191B620E3261BEF6864990DB6CE9806F66B7970FDFF8617187BB9FFFDFF5AE4DF3EDBD5D35E5B4F09020DB03EAB1E031DDA2FBE03D1792170A0F3009CEE";
            Ctr(new AesCtr(new ManagedAes(64), 64), "2B7E151628AED2A6ABF7158809CF4F3C", Cipher128);
            Ctr(new AesCtr(new CryptoProvider().CreateAes(16, 128), 128), "2B7E151628AED2A6ABF7158809CF4F3C", Cipher128);
            Ctr(
                new AesCtr(new ManagedAes(64), 64),
                "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
                "601EC313775789A5B7A7F504BBF3D228F443E3CA4D62B59ACA84E990CACAF5C52B0930DAA23DE94CE87017BA2D84988DDFC9C58DB67AADA613C2DD08457941A6");
        }

        // The counter is one number of 128 bits: over the end of 32 of them in the middle of a chunk, and over the end of all.
        [TestMethod]
        [DataRow("000000000000000000000000FFFFFFFD")]
        [DataRow("0000000000FFFFFFFFFFFFFFFFFFFFFF")]
        [DataRow("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF0")]
        [DataRow("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE")]
        public void Ctr_counts_over_the_end_of_a_word(string first)
        {
            AesCtr ctr = new AesCtr(new ManagedAes(256), 256);
            ManagedAes aes = new ManagedAes(64);
            ctr.SetKey(Key("2B7E151628AED2A6ABF7158809CF4F3C"));
            aes.SetKey(Key("2B7E151628AED2A6ABF7158809CF4F3C"));
            byte[] counter = TestBytes.Of(first);
            byte[] text = new byte[333];
            Assert.AreEqual((int)DerStatus.Ok, (int)ctr.Apply(counter, text, 0, 333));
            byte[] block = TestBytes.Of(first);
            for (int at = 0; at < 333; at += 16)
            {
                int count = at + 16 <= 333 ? 16 : 333 - at;
                Assert.IsTrue(Bytes.Equal(aes.EncryptBlocks(block), 0, text, at, count));
                for (int i = 15; i >= 0; i--)
                {
                    block[i]++;
                    if (block[i] != 0)
                    {
                        break;
                    }
                }
            }

            TestBytes.AreEqual(TestBytes.Text(block, 0, 16), counter);
        }

        // McGrew and Viega, test case 4: 60 bytes of text, 20 of associated data.
        [TestMethod]
        public void Gcm_gives_the_values_of_its_authors()
        {
            Gcm(new AesGcm(new ManagedAes(64), 64, 0));
            Gcm(new AesGcm(new ManagedAes(64), 64, AesGcm.TableBytes));
            Gcm(new AesGcm(new CryptoProvider().CreateAes(16, 128), 128, 0));
        }

        [TestMethod]
        public void Gcm_wants_a_key_and_a_long_tag()
        {
            AesGcm gcm = new AesGcm(new ManagedAes(64), 64, 0);
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

        private static void Ctr(AesCtr ctr, string key, string cipher)
        {
            const string Plain =
                "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710";
            byte[] counter = TestBytes.Of("F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF");
            byte[] text = TestBytes.Of(Plain);
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)ctr.Apply(counter, text, 0, 64));
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)ctr.SetKey(Key("00112233")));
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)ctr.Apply(counter, text, 0, 64));
            ctr.SetKey(Key(key));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)ctr.Apply(counter, text, 0, -1));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)ctr.Apply(text, text, 0, 16));
            Assert.AreEqual((int)DerStatus.Ok, (int)ctr.Apply(counter, text, 0, 64));
            TestBytes.AreEqual(cipher, text);
            TestBytes.AreEqual("F0F1F2F3F4F5F6F7F8F9FAFBFCFDFF03", counter);

            // Back, in parts.
            counter = TestBytes.Of("F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF");
            ctr.Apply(counter, text, 0, 48);
            ctr.Apply(counter, text, 48, 15);
            text[63] ^= (byte)(TestBytes.Of(cipher)[63] ^ 0x10);
            TestBytes.AreEqual(Plain, text);
            ctr.Dispose();
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)ctr.Apply(counter, text, 0, 16));
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
