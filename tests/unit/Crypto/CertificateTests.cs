using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    [TestClass]
    public class CertificateTests
    {
        // 2030-01-01, in the validity of the certificates below, which were made for this test; their keys are gone.
        private const long Now = 1893456000;

        private const string Root =
            "308201633082010AA0030201020214271EF10CC5750D7C4AFB1D4A0BDDCDDF5A1411F9300A06082A8648CE3D040302300F31"
            + "0D300B06035504030C04526F6F743020170D3236313132323137353635315A180F32313039303131313137353635315A300F"
            + "310D300B06035504030C04526F6F743059301306072A8648CE3D020106082A8648CE3D030107034200041B51850C87D0D135"
            + "00339A3A675185B2AD7700DB7B5269EAF3D85ED739C8D04D899ECA01937794DBE1C32326B1E5EA31CD38E4004E7E2363241A"
            + "01E3EFB8DADBA3423040300F0603551D130101FF040530030101FF300E0603551D0F0101FF040403020106301D0603551D0E"
            + "041604149C82C0AECBB46FA54AAC3130653A0B32A77AA08B300A06082A8648CE3D040302034700304402204C87955749D0B0"
            + "5ADB13AE6D712895426CF9E775F7EE91F3E49A2CBD3A3AC3650220211BE4E1A9E46B406748C14D5EC28736FEFCF378491E61"
            + "9E9C06306E3AAC1FCA";

        private const string Leaf =
            "308201AB30820151A00302010202021267300A06082A8648CE3D040302300F310D300B06035504030C04526F6F743020170D"
            + "3236313132323137353635315A180F32313036303431373137353635315A300E310C300A06035504030C0367773730593013"
            + "06072A8648CE3D020106082A8648CE3D030107034200046EAAC4B3BB8BFC487DAA6AA56CD58DDEE5D3DC11561A9DC17F7907"
            + "DA9A98B5897037A23E97DC6AA1C05148AE4EE5B230205E9BB2E3015C20D536F93F380965C4A3819B308198300C0603551D13"
            + "0101FF04023000300E0603551D0F0101FF04040302078030380603551D110431302F820E67772E6578616D706C652E6E6574"
            + "A01D06082B06010505070805A0110C0F677737406465722E6578616D706C65301D0603551D0E0416041441036C386C47DA57"
            + "8A92080627696C4D8AB9F641301F0603551D230418301680149C82C0AECBB46FA54AAC3130653A0B32A77AA08B300A06082A"
            + "8648CE3D04030203480030450220346F0A2C13C3860DA83110241F9ADF3740A932DD95A507ACEF0E12D7D1269958022100FD"
            + "6A6D717217AA7C332104920E382D6ABC53518E6021546481F8B256F490971E";

        private const string List =
            "3081BE3067020101300A06082A8648CE3D040302300F310D300B06035504030C04526F6F74170D3236313132323137353635"
            + "315A180F32313036303431373137353635315A3015301302021267170D3236313132323137353635315AA00E300C300A0603"
            + "551D140403020101300A06082A8648CE3D040302034700304402206F3DBE4856B728A302FD7E8B735852F0813CB623CD4B84"
            + "1FEC5217F571EDCF8C0220090FD20570F9891C992081B2EAEB32C1E4B9AD253BEA5645B9508571C6B9CDDA";

        // Wycheproof, rsa_signature_2048_sha256 tcId 2 and rsa_pss_2048_sha256_mgf1_32 tcId 2: the same key.
        private const string RsaKey =
            "3082010A0282010100A2B451A07D0AA5F96E455671513550514A8A5B462EBEF717094FA1FEE82224E637F9746D3F7CAFD318"
            + "78D80325B6EF5A1700F65903B469429E89D6EAC8845097B5AB393189DB92512ED8A7711A1253FACD20F79C15E8247F3D3E42"
            + "E46E48C98E254A2FE9765313A03EFF8F17E1A029397A1FA26A8DCE26F490ED81299615D9814C22DA610428E09C7D96585942"
            + "66F5C021D0FCECA08D945A12BE82DE4D1ECE6B4C03145B5D3495D4ED5411EB878DAF05FD7AFC3E09ADA0F1126422F590975A"
            + "1969816F48698BCBBA1B4D9CAE79D460D8F9F85E7975005D9BC22C4E5AC0F7C1A45D12569A62807D3B9A02E5A530E773066F"
            + "453D1F5B4C2E9CF7820283F742B9D50203010001";

        private const string Pkcs1Signature =
            "8A1B220CB2AB415DC760EB7F5BB10335A3CCA269D7DBBF7D0962BA79F9CF7B43A5FC09C99A1584F07403473D6C189A836897"
            + "A5B6F8EA9FA22D601E6BA5F7411FE27C638B81B1A22363583A80FCE8C7DF3E40FB51BD0E60D0A6653F79F3BCB7EC3E9DC14C"
            + "FB5B31AB1735BCA692D50AC03F979DDA92747C6430F8045EFA3513BA6E0CE3E9E35570E1C30C8EBE589B44192E1344CA83DF"
            + "A576FC6FDC7BF1CD7CEE875B001C8C02CE8D602769E4BD9D241C4857182A0089A8B67644E73EEF105C550EFA47A408742893"
            + "95AC0C4E02FD4BA98E130A4C2D1B95521C6AF4A002AC3BDC6E52122AE4C08CC3DA1C896E059ACBDDEC574AC0432F6103DD97"
            + "273D8803C102";

        private const string PssSignature =
            "0658C68FE0895646056D9BCA422A64FE48813B4E14F0C8C4122E56D345B6813DC6286FFDE014617E351C7AF0A0D2C0F285DE"
            + "F79CB734E1E055A25FA6FDDC1C07DA17B4B235C637413B1849C24311FA72331F4C0458C364A4916DE8619B884D7E37288FAD"
            + "12926FC091F4851686A04FD0A504DBCE3DB370663A6EA6128FEA86C2CA94C63E0D34D7F2C845B5D71D9A5E544451F524A451"
            + "ACB85C49BBA7864E0A34A48613A819CAF3DFD0D510C940F1DF21C3373915BE1F3509A557FA4D5A4E9F273E85467961133E24"
            + "82C0907386454228FB0246638616FC31BBB6FA7C2361B8035994EEC69A923F4C0BB0BA8696DFE8B1400C2398D7B343FDF498"
            + "B1116C8DE602";

        [TestMethod]
        public void A_chain_is_verified_and_its_faults_are_found()
        {
            CertificateVerifier verifier = Verifier();
            Certificate root = Parse(Root);
            Certificate[] chain = { Parse(Leaf) };
            Assert.AreEqual((int)DerStatus.X509UnknownIssuer, (int)verifier.Verify(chain, 1, Now, 0, 0));
            Assert.AreEqual((int)DerStatus.Ok, (int)verifier.AddAnchor(root));
            Assert.AreEqual((int)DerStatus.Ok, (int)verifier.Verify(chain, 1, Now, Certificate.DigitalSignature, 0));
            Assert.AreEqual(2, verifier.PathCount);
            Assert.AreEqual((int)DerStatus.X509KeyUsage, (int)verifier.Verify(chain, 1, Now, Certificate.KeyAgreement, 0));
            Assert.AreEqual((int)DerStatus.X509Expired, (int)verifier.Verify(chain, 1, 5000000000, 0, 0));
            Assert.AreEqual((int)DerStatus.X509NotYetValid, (int)verifier.Verify(chain, 1, 1000000000, 0, 0));
            chain[0].Buffer[chain[0].SignedOffset + 20] ^= 1;
            Assert.AreEqual((int)DerStatus.X509BadSignature, (int)verifier.Verify(chain, 1, Now, 0, 0));
        }

        [TestMethod]
        public void A_revoked_certificate_is_refused()
        {
            CertificateVerifier verifier = Verifier();
            verifier.AddAnchor(Parse(Root));
            verifier.Revocation = RevocationCheck.Leaf;
            Certificate[] chain = { Parse(Leaf) };
            Assert.AreEqual((int)DerStatus.X509NoCrl, (int)verifier.Verify(chain, 1, Now, 0, 0));
            byte[] bytes = TestBytes.Of(List);
            CertificateList list = new CertificateList();
            Assert.AreEqual((int)DerStatus.Ok, (int)list.Parse(bytes, 0, bytes.Length));
            verifier.AddList(list);
            Assert.AreEqual((int)DerStatus.X509Revoked, (int)verifier.Verify(chain, 1, Now, 0, 0));
        }

        [TestMethod]
        public void Names_are_found_in_place()
        {
            Certificate leaf = Parse(Leaf);
            CertificateNames names = new CertificateNames();
            byte[] host = Bytes.Of("GW.example.net");
            byte[] address = Bytes.Of("gw7@der.example");
            Assert.AreEqual((int)DerStatus.Ok, (int)names.MatchHost(leaf, host, 0, host.Length));
            Assert.AreEqual((int)DerStatus.X509NameMismatch, (int)names.MatchHost(leaf, host, 1, host.Length - 1));
            Assert.AreEqual((int)DerStatus.Ok, (int)names.MatchXmppAddress(leaf, address, 0, address.Length));
            Assert.AreEqual((int)DerStatus.X509NameMismatch, (int)names.MatchXmppAddress(leaf, address, 0, address.Length - 1));
            Assert.IsFalse(leaf.IsCa);
            Assert.AreEqual(-1, leaf.PathLength);
        }

        [TestMethod]
        public void What_is_cut_or_followed_is_refused()
        {
            byte[] bytes = TestBytes.Of(Leaf + "00");
            Certificate certificate = new Certificate();
            Assert.AreEqual((int)DerStatus.DerBadEncoding, (int)certificate.Parse(bytes, 0, bytes.Length));
            for (int cut = 0; cut < bytes.Length - 1; cut += 7)
            {
                Assert.AreEqual((int)DerStatus.DerBadEncoding, (int)certificate.Parse(bytes, 0, cut));
            }
        }

        [TestMethod]
        public void Rsa_signatures_are_verified()
        {
            RsaVerifier rsa = new RsaVerifier(2048, new Sha256());
            byte[] key = TestBytes.Of(RsaKey);
            byte[] digest = TestBytes.Of("DE47C9B27EB8D300DBB5F2C353E632C393262CF06340C4FA7F1B40C4CBD36F90");
            byte[] signature = TestBytes.Of(Pkcs1Signature);
            Assert.AreEqual((int)DerStatus.Ok, (int)rsa.VerifyDigest(key, 0, key.Length, digest, 0, signature, 0, 256));
            signature[100] ^= 1;
            Assert.AreEqual(
                (int)DerStatus.CryptoNotAuthentic, (int)rsa.VerifyDigest(key, 0, key.Length, digest, 0, signature, 0, 256));
            digest = TestBytes.Of("DE47C9B27EB8D300DBB5F2C353E632C393262CF06340C4FA7F1B40C4CBD36F90");
            signature = TestBytes.Of(PssSignature);
            DerStatus status = rsa.Verify(RsaPadding.Pss, key, 0, key.Length, digest, 0, 32, signature, 0, 256);
            Assert.AreEqual((int)DerStatus.Ok, (int)status);
        }

        private static CertificateVerifier Verifier()
        {
            CryptoProvider provider = new CryptoProvider();
            return new CertificateVerifier(
                provider.CreateSha256(), provider.CreateEcdsa(CurveKind.P256), null, null, 1, 1, 4);
        }

        private static Certificate Parse(string hex)
        {
            byte[] bytes = TestBytes.Of(hex);
            Certificate certificate = new Certificate();
            Assert.AreEqual((int)DerStatus.Ok, (int)certificate.Parse(bytes, 0, bytes.Length));
            return certificate;
        }
    }
}
