using nanoDer.Crypto;
using nanoDer.Gdoi;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>What store and member say that they need is what they take, to the byte. On .NET's JIT these tests are skipped.</summary>
    [TestClass]
    public class GdoiHeapTests
    {
        private static GdoiTools s_tools;
        private static GdoiAccount s_account;
        private static KeyStore s_store;
        private static object s_kept;

        [Setup]
        public static void Make()
        {
            string[] transcript = PullTranscript.All();
            s_tools = PullScript.Tools(false, transcript[0]);
            s_account = PullScript.Account(transcript[1]);
            s_store = new KeyStore(1);
            s_kept = new ModpGroup(14);
            s_kept = new GroupMember(new GdoiProfile(), s_account, s_tools, s_store, 2, null);
            s_kept = null;
        }

        [TestMethod]
        public static void Of_the_store()
        {
            OfTheStore(1);
            OfTheStore(7);
        }

        [TestMethod]
        public static void Of_the_member()
        {
            OfTheMember(new GdoiProfile(), 2);
            OfTheMember(new GdoiProfile { KeyBits = 256 }, 16);
            OfTheMember(new GdoiProfile { Group = 14 }, 8);
        }

        private static void OfTheStore(int capacity)
        {
            uint before = DeviceHeap.Free();
            s_kept = new KeyStore(capacity);
            DeviceHeap.Check(KeyStore.RequiredBytes(capacity), before, DeviceHeap.Free());
            s_kept = null;
        }

        // The ciphers are the provider's, so they are measured beside.
        private static void OfTheMember(GdoiProfile profile, int lkhDepth)
        {
            uint before = DeviceHeap.Free();
            AesCipher[] ciphers = new AesCipher[2];
            s_kept = ciphers;
            ciphers[0] = s_tools.Provider.CreateAes(16, 16);
            ciphers[1] = s_tools.Provider.CreateAes(profile.KeyBits / 8, 16);
            uint taken = before - DeviceHeap.Free() - 48;
            ciphers = null;
            s_kept = null;
            before = DeviceHeap.Free();
            s_kept = new GroupMember(profile, s_account, s_tools, s_store, lkhDepth, null);
            DeviceHeap.Check(GroupMember.RequiredBytes(profile, lkhDepth) + (int)(long)taken, before, DeviceHeap.Free());
            s_kept = null;
        }
    }
}
