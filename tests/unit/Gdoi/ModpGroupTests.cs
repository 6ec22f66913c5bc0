using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    [TestClass]
    public class ModpGroupTests
    {
        // Group 14 and whole exchanges are tried on the host, against .NET's long numbers.
        [TestMethod]
        public void Refuses_keys_of_small_order()
        {
            ModpGroup group = new ModpGroup(2);
            Assert.AreEqual(128, group.PublicBytes);
            KeyMaterial exponent = new KeyMaterial(32);
            byte[] one = new byte[32];
            one[31] = 5;
            exponent.Set(one, 0, 32);
            KeyMaterial shared = new KeyMaterial(128);
            byte[] peer = new byte[128];
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)group.Agree(exponent, peer, 0, shared));
            peer[127] = 1;
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)group.Agree(exponent, peer, 0, shared));
            for (int i = 0; i < 128; i++)
            {
                peer[i] = 0xFF;
            }

            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)group.Agree(exponent, peer, 0, shared));
        }

        [TestMethod]
        public void Computes_a_power()
        {
            // 2^32 to the exponent 5 is 2^160.
            ModpGroup group = new ModpGroup(2);
            KeyMaterial exponent = new KeyMaterial(32);
            byte[] five = new byte[32];
            five[31] = 5;
            exponent.Set(five, 0, 32);
            byte[] peer = new byte[128];
            peer[123] = 1;
            KeyMaterial shared = new KeyMaterial(128);
            Assert.AreEqual((int)DerStatus.Ok, (int)group.Agree(exponent, peer, 0, shared));
            for (int i = 0; i < 128; i++)
            {
                Assert.AreEqual(i == 107 ? 1 : 0, (int)shared.Buffer[i]);
            }
        }
    }
}
