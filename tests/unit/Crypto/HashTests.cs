using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    [TestClass]
    public class HashTests
    {
        // FIPS 180-4 examples.
        [TestMethod]
        public void Sha256_gives_the_digests_of_the_standard()
        {
            Sha256 hash = new Sha256();
            byte[] digest = new byte[32];
            hash.Finish(digest, 0);
            TestBytes.AreEqual("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", digest);
            hash.Update(Bytes.Of("abc"), 0, 3);
            hash.Finish(digest, 0);
            TestBytes.AreEqual("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", digest);
            byte[] text = Bytes.Of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
            hash.Update(text, 0, text.Length);
            hash.Finish(digest, 0);
            TestBytes.AreEqual("248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1", digest);
        }

        [TestMethod]
        public void Sha256_does_not_mind_how_a_message_is_cut()
        {
            byte[] message = new byte[200];
            for (int i = 0; i < message.Length; i++)
            {
                message[i] = (byte)(i * 7);
            }

            Sha256 whole = new Sha256();
            byte[] expected = new byte[32];
            whole.Update(message, 0, message.Length);
            whole.Finish(expected, 0);
            Sha256 parts = new Sha256();
            byte[] actual = new byte[32];
            for (int first = 0; first <= 130; first += 13)
            {
                parts.Update(message, 0, first);
                parts.Update(message[first]);
                parts.Update(message, first + 1, message.Length - first - 1);
                parts.Finish(actual, 0);
                Assert.IsTrue(Bytes.Equal(expected, 0, actual, 0, 32));
            }
        }

        [TestMethod]
        public void Sha1_gives_the_digest_of_the_standard()
        {
            Sha1 hash = new Sha1();
            byte[] digest = new byte[20];
            hash.Update(Bytes.Of("abc"), 0, 3);
            hash.Finish(digest, 0);
            TestBytes.AreEqual("A9993E364706816ABA3E25717850C26C9CD0D89D", digest);
        }

        // RFC 4231 cases 1, 2 and 6 (a key longer than a block).
        [TestMethod]
        public void Hmac_gives_the_values_of_rfc_4231()
        {
            Hmac hmac = new Hmac(new Sha256());
            byte[] mac = new byte[32];
            hmac.SetKey(TestBytes.Repeat(0x0B, 20), 0, 20);
            hmac.Update(Bytes.Of("Hi There"), 0, 8);
            hmac.Finish(mac, 0);
            TestBytes.AreEqual("B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7", mac);
            hmac.SetKey(Bytes.Of("Jefe"), 0, 4);
            for (int i = 0; i < 2; i++)
            {
                hmac.Update(Bytes.Of("what do ya want for nothing?"), 0, 28);
                hmac.Finish(mac, 0);
                TestBytes.AreEqual("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", mac);
            }

            byte[] text = Bytes.Of("Test Using Larger Than Block-Size Key - Hash Key First");
            hmac.SetKey(TestBytes.Repeat(0xAA, 131), 0, 131);
            hmac.Update(text, 0, text.Length);
            hmac.Finish(mac, 0);
            TestBytes.AreEqual("60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54", mac);
        }

        [TestMethod]
        public void Hmac_refuses_a_wrong_and_a_short_value()
        {
            Hmac hmac = new Hmac(new Sha256());
            byte[] mac = new byte[32];
            hmac.SetKey(Bytes.Of("key"), 0, 3);
            hmac.Update(1);
            hmac.Finish(mac, 0);
            hmac.Update(1);
            Assert.IsTrue(hmac.Verify(mac, 0, 16));
            hmac.Update(1);
            Assert.IsFalse(hmac.Verify(mac, 0, 9));
            hmac.Update(1);
            Assert.IsFalse(hmac.Verify(mac, 0, 33));
            mac[31] ^= 1;
            hmac.Update(1);
            Assert.IsFalse(hmac.Verify(mac, 0, 32));
        }

        // RFC 5869 test cases 1 and 3.
        [TestMethod]
        public void Hkdf_gives_the_keys_of_rfc_5869()
        {
            Hkdf hkdf = new Hkdf(new Hmac(new Sha256()));
            byte[] secret = TestBytes.Repeat(0x0B, 22);
            byte[] keys = new byte[42];
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)hkdf.Expand(keys, 0, 0, keys, 0, 42));
            byte[] info = TestBytes.Of("F0F1F2F3F4F5F6F7F8F9");
            hkdf.Extract(TestBytes.Of("000102030405060708090A0B0C"), 0, 13, secret, 0, 22);
            Assert.AreEqual((int)DerStatus.Ok, (int)hkdf.Expand(info, 0, 10, keys, 0, 42));
            TestBytes.AreEqual("3CB25F25FAACD57A90434F64D0362F2A2D2D0A90CF1A5A4C5DB02D56ECC4C5BF34007208D5B887185865", keys);
            hkdf.Extract(info, 0, 0, secret, 0, 22);
            Assert.AreEqual((int)DerStatus.Ok, (int)hkdf.Expand(info, 0, 0, keys, 0, 42));
            TestBytes.AreEqual("8DA4E775A563C18F715F802A063C5A31B8A11F5C5EE1879EC3454E5F3C738D2D9D201395FAA4B61A96C8", keys);
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)hkdf.Expand(info, 0, 0, keys, 0, (255 * 32) + 1));
        }

        // RFC 7914 clause 11: one iteration, a key of 64 bytes; Iterations are compared with .NET in the host tests.
        [TestMethod]
        public void Pbkdf2_gives_the_key_of_rfc_7914()
        {
            Pbkdf2 derivation = new Pbkdf2(new CryptoProvider(false), new Hmac(new Sha256()));
            byte[] key = new byte[64];
            derivation.Derive(Bytes.Of("passwd"), 0, 6, Bytes.Of("salt"), 0, 4, 1, key, 0, 64);
            TestBytes.AreEqual(
                "55AC046E56E3089FEC1691C22544B605F94185216DDE0465E68B9D57C20DACBC"
                + "49CA9CCCF179B645991664B39D77EF317C71B845B1E30BD509112041D3A19783",
                key);
        }

        // NIST CAVP ikev1_dsa, SHA-1, COUNT = 0.
        [TestMethod]
        public void IkePrf_gives_the_keys_of_the_nist_sample()
        {
            IkePrf prf = IkePrf.WithLegacySha1();
            KeyMaterial nonces = Key("69A62284195F168080C94BA25C8ABDA5");
            KeyMaterial secret = Key("8BA4CBC73C0187301DC19A975823854DBD641C597F637F8D053A83B9514673EB");
            byte[] cookies = TestBytes.Of("8C3BCD3A69831D7FD2D9A7FF4FBE95A7");
            KeyMaterial id = new KeyMaterial(32);
            KeyMaterial d = new KeyMaterial(32);
            KeyMaterial a = new KeyMaterial(32);
            KeyMaterial e = new KeyMaterial(32);
            prf.DeriveSkeyid(nonces, secret, id);
            prf.DeriveNext(id, new KeyMaterial(1), secret, cookies, 0, 0, d);
            prf.DeriveNext(id, d, secret, cookies, 0, 1, a);
            prf.DeriveNext(id, a, secret, cookies, 0, 2, e);
            Assert.AreEqual("707197817FB2D90CF54D1842606BDEA59B9F4823", TestBytes.Text(id.Buffer, 0, id.Count));
            Assert.AreEqual("384BE709A8A5E63C3ED160CFE3921C4B37D5B32D", TestBytes.Text(d.Buffer, 0, d.Count));
            Assert.AreEqual("48B327575ABE3ADBA0F279849E289022A13E2B47", TestBytes.Text(a.Buffer, 0, a.Count));
            Assert.AreEqual("A4A415C8E0C38C0DA847C356CC61C24DF8025560", TestBytes.Text(e.Buffer, 0, e.Count));
        }

        [TestMethod]
        public void IkePrf_stretches_a_key_block_by_block()
        {
            IkePrf prf = new IkePrf();
            KeyMaterial skeyid = Key("00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF");
            KeyMaterial key = new KeyMaterial(40);
            Assert.AreEqual((int)DerStatus.BufferFull, (int)prf.Expand(skeyid, 41, key));
            Assert.AreEqual((int)DerStatus.Ok, (int)prf.Expand(skeyid, 16, key));
            Assert.AreEqual("00112233445566778899AABBCCDDEEFF", TestBytes.Text(key.Buffer, 0, key.Count));
            Assert.AreEqual((int)DerStatus.Ok, (int)prf.Expand(skeyid, 40, key));
            Assert.AreEqual(40, key.Count);
            byte[] block = new byte[33];
            prf.Prf.SetKey(skeyid.Buffer, 0, 32);
            prf.Prf.Update(0);
            prf.Prf.Finish(block, 0);
            Assert.IsTrue(Bytes.Equal(key.Buffer, 0, block, 0, 32));
            prf.Prf.Update(block, 0, 32);
            prf.Prf.Finish(block, 0);
            Assert.IsTrue(Bytes.Equal(key.Buffer, 32, block, 0, 8));
        }

        [TestMethod]
        public void KeyMaterial_wipes_itself_and_never_shows()
        {
            KeyMaterial key = Key("0102030405060708");
            Assert.AreEqual("KeyMaterial", key.ToString());
            Assert.IsFalse(key.Set(new byte[9], 0, 9));
            Assert.IsTrue(key.IsEmpty);
            key.Set(TestBytes.Of("AABB"), 0, 2);
            key.Dispose();
            Assert.AreEqual("0000000000000000", TestBytes.Text(key.Buffer, 0, 8));
        }

        private static KeyMaterial Key(string hex)
        {
            byte[] bytes = TestBytes.Of(hex);
            KeyMaterial key = new KeyMaterial(bytes.Length);
            key.Set(bytes, 0, bytes.Length);
            return key;
        }
    }
}
