using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What a message of 600 octets costs at most on the interpreter, in loop steps, with native AES; and that nothing of ours allocates.</summary>
    [TestClass]
    public class CostTests
    {
        private static EndToEndParty s_grid;
        private static EndToEndParty s_device;
        private static EndToEndParty s_managedGrid;
        private static EndToEndParty s_managedDevice;
        private static byte[] s_pdu;

        [Setup]
        public static void Make()
        {
            EllipticCurve curve = EllipticCurve.P256();
            KeyMaterial authority = new KeyMaterial(32);
            authority.Buffer[31] = 7;
            authority.SetCount(32);
            EndToEndProfile profile = new EndToEndProfile();
            CryptoProvider provider = new CryptoProvider(true);
            s_grid = new EndToEndParty("grid@der.local", 1, profile, provider, curve, authority);
            s_device = new EndToEndParty("der1@der.local", 2, profile, provider, curve, authority);
            CryptoProvider managed = new CryptoProvider(false);
            s_managedGrid = new EndToEndParty("grid@der.local", 1, profile, managed, curve, authority);
            s_managedDevice = new EndToEndParty("der1@der.local", 2, profile, managed, curve, authority);
            s_pdu = new byte[600];
            byte[] start = Bytes.Of("<a xmlns=\"" + EndToEndParty.Application + "\">");
            for (int i = 0; i < s_pdu.Length; i++)
            {
                s_pdu[i] = i < start.Length ? start[i] : (byte)'x';
            }

            s_pdu[s_pdu.Length - 4] = (byte)'<';
            s_pdu[s_pdu.Length - 3] = (byte)'/';
            s_pdu[s_pdu.Length - 2] = (byte)'a';
            s_pdu[s_pdu.Length - 1] = (byte)'>';
            Assert.IsTrue(s_grid.Open(s_device, s_pdu));
            Assert.IsTrue(s_managedGrid.Open(s_managedDevice, s_pdu));
            Assert.IsTrue(s_grid.Send(s_device, s_pdu));
        }

        [TestMethod]
        [MaxSteps(33000)]
        public static void Sends_in_steps()
        {
            Assert.IsTrue(s_device.Send(s_grid, s_pdu));
        }

        [TestMethod]
        [MaxSteps(45000)]
        public static void Takes_in_steps()
        {
            Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Deliver);
        }

        [TestMethod]
        [NoAllocation]
        public static void Allocates_nothing()
        {
            Assert.IsTrue(s_managedGrid.Send(s_managedDevice, s_pdu));
            Assert.IsTrue(s_managedDevice.TakeWindow(s_managedGrid) == EndToEndResult.Deliver);
            Assert.IsTrue(s_managedDevice.Send(s_managedGrid, s_pdu));
            Assert.IsTrue(s_managedGrid.TakeWindow(s_managedDevice) == EndToEndResult.Deliver);
        }
    }
}
