using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>Both roles against each other on the device: the handshake, messages, what is refused, new keys, the end.</summary>
    [TestClass]
    public class EngineTests
    {
        private static EndToEndParty s_grid;
        private static EndToEndParty s_device;
        private static byte[] s_pdu;

        [Setup]
        public static void Make()
        {
            CryptoProvider provider = new CryptoProvider(true);
            EllipticCurve curve = EllipticCurve.P256();
            KeyMaterial authority = new KeyMaterial(32);
            authority.Buffer[31] = 7;
            authority.SetCount(32);
            EndToEndProfile profile = new EndToEndProfile();
            s_grid = new EndToEndParty("grid@der.local", 1, profile, provider, curve, authority);
            s_device = new EndToEndParty("der1@der.local", 2, profile, provider, curve, authority);
            s_pdu = Bytes.Of("<read xmlns=\"" + EndToEndParty.Application + "\"><a b=\"1\">2</a></read>");
            Assert.IsTrue(s_grid.Open(s_device, s_pdu));
        }

        [TestMethod]
        public static void A_message_arrives_once()
        {
            Assert.IsTrue(s_grid.Send(s_device, s_pdu));
            Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Deliver);
            Assert.IsTrue(Bytes.Is(s_device.Engine.Message.Buffer, s_device.Engine.PduOffset, s_device.Engine.PduCount, s_pdu));
            Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Refused);
            Assert.IsTrue(s_device.Engine.Status == DerStatus.EndToEndReplay);
        }

        [TestMethod]
        public static void A_changed_message_is_refused()
        {
            Assert.IsTrue(s_device.Send(s_grid, s_pdu));
            byte[] b = s_device.Window.Buffer;
            int at = s_device.Window.Count - 60;
            b[at] = (byte)(b[at] == '0' ? '1' : '0');
            Assert.IsTrue(s_grid.TakeWindow(s_device) == EndToEndResult.Refused);
            Assert.IsTrue(s_grid.Engine.Status == DerStatus.EndToEndIcv);
        }

        [TestMethod]
        public static void Keys_are_renewed()
        {
            EndToEndAssociation a = s_grid.Engine.Find(s_device.Jid, 0, s_device.Jid.Length);
            int before = a.RekeyCount;
            s_grid.Engine.Renew(a);
            for (int i = 0; i < 3; i++)
            {
                s_grid.Finish(s_grid.Tick());
                Assert.IsTrue(s_grid.Send(s_device, s_pdu));
                Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Deliver);
                s_device.Finish(s_device.Tick());
                Assert.IsTrue(s_device.Send(s_grid, s_pdu));
                Assert.IsTrue(s_grid.TakeWindow(s_device) == EndToEndResult.Deliver);
            }

            Assert.AreEqual(before + 1, a.RekeyCount);
        }

        [TestMethod]
        public static void Days_are_written_and_read_as_they_are()
        {
            // The clock goes on by odd steps over years; each time goes there and back inside a message.
            EndToEndAssociation a = s_grid.Engine.Find(s_device.Jid, 0, s_device.Jid.Length);
            for (int i = 0; i < 5; i++)
            {
                s_grid.Now += 777777;
                s_device.Now += 777777;
                s_grid.Tick();
                s_device.Tick();
                Assert.IsTrue(s_grid.Send(s_device, s_pdu));
                Assert.IsTrue(s_device.TakeWindow(s_grid) == EndToEndResult.Deliver);
            }

            Assert.IsTrue(a.State == AssociationState.Open);
        }
    }
}
