using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    /// <summary>
    /// What stays on the device's heap: all static tables together, and the context of a curve. Only an engine with a device's heap can tell;
    /// on .NET's JIT these tests are skipped.
    /// </summary>
    [TestClass]
    public class CryptoHeapTests
    {
        private const int TableBytes = 4096;
        private const int CurveBytes = 3072;

        private static object s_kept;

        [TestMethod]
        public void The_static_tables_take_less_than_4_KiB()
        {
            uint before = DeviceHeap.Free();
            UseAll();
            uint after = DeviceHeap.Free();
            SkipWithoutHeap();
            Assert.IsTrue(before - after < TableBytes);
        }

        [TestMethod]
        public void A_p256_context_takes_less_than_3_KiB()
        {
            UseAll();
            uint before = DeviceHeap.Free();
            s_kept = EllipticCurve.P256();
            uint after = DeviceHeap.Free();
            s_kept = null;
            SkipWithoutHeap();
            Assert.IsTrue(before - after > 1000);
            Assert.IsTrue(before - after < CurveBytes);
        }

        // Everything that has a table makes it.
        private static void UseAll()
        {
            byte[] digest = new byte[32];
            new Sha256().Finish(digest, 0);
            new Sha1().Finish(digest, 0);
            KeyMaterial key = new KeyMaterial(32);
            key.Set(digest, 0, 32);
            new ManagedAes(64).SetKey(key);
            EllipticCurve.P256();
            EllipticCurve.BrainpoolP256r1();
        }

        private static void SkipWithoutHeap()
        {
            uint before = DeviceHeap.Free();
            s_kept = new byte[10000];
            uint after = DeviceHeap.Free();
            s_kept = null;
            if (before == after)
            {
                Assert.SkipTest("no device heap here");
            }
        }
    }
}
