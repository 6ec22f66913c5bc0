using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Multicast;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Multicast
{
    /// <summary>On the interpreter, with the native cipher: what it costs at most to open a message with a text of 512 octets, in loop steps.</summary>
    [TestClass]
    public class GroupCostTest
    {
        private const int Text = 512;

        private static GroupProtection[] s_subscribers;
        private static byte[][] s_messages;

        [Setup]
        public static void Make()
        {
            s_subscribers = new GroupProtection[5];
            s_messages = new byte[5][];
            Make(0, 1, 4, null);
            Make(1, 2, 2, null);
            Make(2, 2, 1, null);
            Make(3, 4, 1, null);
            KeyMaterial key = new KeyMaterial(32);
            key.Buffer[31] = 9;
            key.SetCount(32);
            Make(4, 1, 4, key);
        }

        [TestMethod]
        [MaxSteps(12000)]
        public static void Opens_with_AES_GCM()
        {
            Open(0);
        }

        [TestMethod]
        [MaxSteps(15500)]
        public static void Opens_with_AES_CBC_and_HMAC()
        {
            Open(1);
        }

        [TestMethod]
        [MaxSteps(15200)]
        public static void Opens_with_HMAC_alone()
        {
            Open(2);
        }

        [TestMethod]
        [MaxSteps(9600)]
        public static void Opens_with_GMAC_alone()
        {
            Open(3);
        }

        [TestMethod]
        [MaxSteps(680000)]
        public static void Opens_with_AES_GCM_and_a_signature()
        {
            Open(4);
        }

        private static void Open(int index)
        {
            byte[] message = s_messages[index];
            Assert.AreEqual((int)DerStatus.Ok, (int)s_subscribers[index].Open(message, 0, message.Length, GroupScript.Now));
            Assert.AreEqual(Text, s_subscribers[index].Count);
        }

        private static void Make(int index, int authentication, int encryption, KeyMaterial signingKey)
        {
            GroupProfile profile = new GroupProfile { Authentication = authentication, Encryption = encryption, ChunkBytes = Text };
            Ecdsa ecdsa = new Ecdsa(EllipticCurve.P256(), new Hmac(new Sha256()));
            if (signingKey != null)
            {
                profile.PublisherKey = new byte[EllipticCurve.PointBytes];
                EllipticCurve.P256().DerivePublic(signingKey, profile.PublisherKey, 0);
            }

            CryptoProvider provider = new CryptoProvider(true);
            KeyMaterial mac = new KeyMaterial(36);
            mac.SetCount(authentication == 1 ? 0 : authentication == 2 ? 32 : 20);
            KeyMaterial cipher = new KeyMaterial(36);
            cipher.SetCount(encryption == 1 ? 0 : encryption == 2 ? 16 : 20);
            GroupProtection publisher = new GroupProtection(provider, profile, new byte[8], ecdsa);
            publisher.SetKey(7, authentication, mac, encryption, cipher);
            publisher.StartSending(1);
            byte[] buffer = new byte[Text + GroupMessage.MaximumOverhead];
            publisher.Protect(buffer, 0, Text, GroupScript.Now, signingKey);
            s_messages[index] = new byte[publisher.Count];
            System.Array.Copy(buffer, 0, s_messages[index], 0, publisher.Count);
            s_subscribers[index] = new GroupProtection(provider, profile, new byte[8], ecdsa);
            s_subscribers[index].SetKey(7, authentication, mac, encryption, cipher);
        }
    }
}
