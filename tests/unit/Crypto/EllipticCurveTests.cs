using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    [TestClass]
    public class EllipticCurveTests
    {
        // RFC 6979 appendix A.2.5, message "sample" with SHA-256.
        private const string PrivateKey = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
        private const string PublicKey =
            "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
        private const string Signature =
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
        private const string Digest = "AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF";

        [TestMethod]
        public void P256_gives_the_signature_of_rfc_6979()
        {
            EllipticCurve curve = EllipticCurve.P256();
            Ecdsa ecdsa = new Ecdsa(curve, new Hmac(new Sha256()));
            KeyMaterial key = Key(PrivateKey);
            byte[] point = new byte[EllipticCurve.PointBytes];
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.DerivePublic(key, point, 0));
            TestBytes.AreEqual(PublicKey, point);
            byte[] digest = TestBytes.Of(Digest);
            byte[] signature = new byte[64];
            Assert.AreEqual((int)DerStatus.Ok, (int)ecdsa.Sign(key, digest, 0, signature, 0));
            TestBytes.AreEqual(Signature, signature);
            Assert.AreEqual((int)DerStatus.Ok, (int)ecdsa.Verify(point, 0, 65, digest, 0, signature, 0));
            signature[40] ^= 1;
            Assert.AreEqual((int)DerStatus.CryptoNotAuthentic, (int)ecdsa.Verify(point, 0, 65, digest, 0, signature, 0));
            signature[40] ^= 1;
            digest[0] ^= 1;
            Assert.AreEqual((int)DerStatus.CryptoNotAuthentic, (int)ecdsa.Verify(point, 0, 65, digest, 0, signature, 0));
            point[64] ^= 1;
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)ecdsa.Verify(point, 0, 65, digest, 0, signature, 0));
        }

        // RFC 5903 clause 8.1.
        [TestMethod]
        public void P256_gives_the_secret_of_rfc_5903()
        {
            KeyMaterial shared = new KeyMaterial(32);
            byte[] peer = TestBytes.Of(
                "04D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF6356FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB");
            EllipticCurve curve = EllipticCurve.P256();
            KeyMaterial key = Key("C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433");
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.Agree(key, peer, 0, 65, shared));
            Assert.AreEqual(
                "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE", TestBytes.Text(shared.Buffer, 0, shared.Count));
        }

        // RFC 7027 appendix A.1 (the same curve in TLS).
        [TestMethod]
        public void Brainpool_gives_the_secret_of_rfc_7027()
        {
            KeyMaterial a = Key("81DB1EE100150FF2EA338D708271BE38300CB54241D79950F77B063039804F1D");
            KeyMaterial b = Key("55E40BC41E37E3E2AD25C3C6654511FFA8474A91A0032087593852D3E7D76BD3");
            EllipticCurve curve = EllipticCurve.BrainpoolP256r1();
            byte[] pointA = new byte[65];
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.DerivePublic(a, pointA, 0));
            TestBytes.AreEqual(
                "0444106E913F92BC02A1705D9953A8414DB95E1AAA49E81D9E85F929A8E3100BE58AB4846F11CACCB73CE49CBDD120F5A900A69FD32C272223F789EF10EB089BDC",
                pointA);
            KeyMaterial shared = new KeyMaterial(32);
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.Agree(b, pointA, 0, 65, shared));
            Assert.AreEqual(
                "89AFC39D41D3B327814B80940B042590F96556EC91E6AE7939BCE31F3A18BF2B", TestBytes.Text(shared.Buffer, 0, shared.Count));
        }

        [TestMethod]
        public void Points_off_the_curve_and_bad_scalars_are_refused()
        {
            EllipticCurve curve = EllipticCurve.P256();
            byte[] point = TestBytes.Of(PublicKey);
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.Validate(point, 0, 65));
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)curve.Validate(point, 0, 64));
            point[0] = 2;
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)curve.Validate(point, 0, 65));
            point[0] = 4;
            point[33] ^= 0x80;
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)curve.Validate(point, 0, 65));

            // The order and zero are no private keys.
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)curve.DerivePublic(new KeyMaterial(32), point, 0));
            KeyMaterial order = Key("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)curve.DerivePublic(order, point, 0));
        }

        [TestMethod]
        public void Generated_keys_agree()
        {
            Drbg drbg = new Drbg();
            EllipticCurve curve = EllipticCurve.P256();
            KeyMaterial a = new KeyMaterial(32);
            KeyMaterial b = new KeyMaterial(32);
            byte[] pointA = new byte[65];
            byte[] pointB = new byte[65];
            Assert.AreEqual((int)DerStatus.CryptoNotSeeded, (int)curve.GenerateKey(drbg, a, pointA, 0));
            drbg.Seed(TestBytes.Repeat(7, 48), 0, 48);
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.GenerateKey(drbg, a, pointA, 0));
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.GenerateKey(drbg, b, pointB, 0));
            KeyMaterial ab = new KeyMaterial(32);
            KeyMaterial ba = new KeyMaterial(32);
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.Agree(a, pointB, 0, 65, ab));
            Assert.AreEqual((int)DerStatus.Ok, (int)curve.Agree(b, pointA, 0, 65, ba));
            Assert.IsTrue(ConstantTime.Equal(ab.Buffer, 0, ba.Buffer, 0, 32));
            Assert.IsFalse(ConstantTime.Equal(a.Buffer, 0, b.Buffer, 0, 32));
        }

        [TestMethod]
        public void Signatures_change_form_and_back()
        {
            byte[] der = new byte[EcdsaSignature.MaximumDerBytes];
            byte[] back = new byte[64];
            int length = EcdsaSignature.ToDer(TestBytes.Of(Signature), 0, der, 0);
            Assert.AreEqual(72, length);
            Assert.AreEqual((int)DerStatus.Ok, (int)EcdsaSignature.FromDer(der, 0, length, back, 0));
            TestBytes.AreEqual(Signature, back);
            for (int cut = 0; cut < length; cut++)
            {
                Assert.AreEqual((int)DerStatus.DerBadEncoding, (int)EcdsaSignature.FromDer(der, 0, cut, back, 0));
            }

            byte[] small = new byte[64];
            small[31] = 1;
            small[63] = 0x80;
            length = EcdsaSignature.ToDer(small, 0, der, 0);
            Assert.AreEqual("300702010102020080", TestBytes.Text(der, 0, length));
            Assert.AreEqual((int)DerStatus.Ok, (int)EcdsaSignature.FromDer(der, 0, length, back, 0));
            TestBytes.AreEqual(TestBytes.Text(small, 0, 64), back);
        }

        // SP 800-90A: the sequence is a function of the seed; CAVP's HMAC_DRBG SHA-256 sample, no reseed, COUNT = 0.
        [TestMethod]
        public void Drbg_gives_the_bytes_of_the_nist_sample()
        {
            Drbg drbg = new Drbg();
            byte[] bytes = new byte[128];
            Assert.AreEqual((int)DerStatus.CryptoNotSeeded, (int)drbg.Generate(bytes, 0, 1));
            Assert.AreEqual((int)DerStatus.CryptoNotSeeded, (int)drbg.Seed(bytes, 0, 47));
            byte[] seed = TestBytes.Of("CA851911349384BFFE89DE1CBDC46E6831E44D34A4FB935EE285DD14B71A7488659BA96C601DC69FC902940805EC0CA8");
            Assert.AreEqual((int)DerStatus.Ok, (int)drbg.Seed(seed, 0, seed.Length));
            drbg.Generate(bytes, 0, 128);
            drbg.Generate(bytes, 0, 128);
            TestBytes.AreEqual(
                "E528E9ABF2DECE54D47C7E75E5FE302149F817EA9FB4BEE6F4199697D04D5B89D54FBB978A15B5C443C9EC21036D2460B6F73EBAD0DC2ABA6E624ABF07745BC1"
                + "07694BB7547BB0995F70DE25D6B29E2D3011BB19D27676C07162C8B5CCDE0668961DF86803482CB37ED6D5C0BB8D50CF1F50D476AA0458BDABA806F48BE9DCB8",
                bytes);
        }

        private static KeyMaterial Key(string hex)
        {
            KeyMaterial key = new KeyMaterial(32);
            key.Set(TestBytes.Of(hex), 0, 32);
            return key;
        }
    }
}
