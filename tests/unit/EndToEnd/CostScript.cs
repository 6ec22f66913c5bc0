using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>Two parties with an open association, and a PDU of 600 octets on its way to the device.</summary>
    public static class CostScript
    {
        private static EndToEndParty s_grid;
        private static EndToEndParty s_device;
        private static byte[] s_pdu;

        public static void Make(int algorithms, bool native)
        {
            EllipticCurve curve = EllipticCurve.P256();
            KeyMaterial authority = new KeyMaterial(32);
            authority.Buffer[31] = 7;
            authority.SetCount(32);
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
            EndToEndProfile profile = new EndToEndProfile();
            profile.Algorithms = algorithms;
            CryptoProvider provider = new CryptoProvider(native);
            s_grid = new EndToEndParty("grid@der.local", 1, profile, provider, curve, authority);
            s_device = new EndToEndParty("der1@der.local", 2, profile, provider, curve, authority);
            Assert.IsTrue(s_grid.Open(s_device, s_pdu));
            Assert.IsTrue(s_grid.Send(s_device, s_pdu));
        }

        public static void Send()
        {
            Assert.IsTrue(s_device.Send(s_grid, s_pdu));
        }

        public static void Take()
        {
            Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Deliver);
        }

        public static void TakeAtGrid()
        {
            Assert.IsTrue(s_grid.TakeWindow(s_device) == EndToEndResult.Deliver);
        }
    }
}
