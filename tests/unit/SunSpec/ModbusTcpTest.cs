using nanoDer.Core;
using nanoDer.SunSpec;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>Modbus TCP: the examples of the Application Protocol Specification V1.1b3, clauses 6.3, 6.6 and 6.12, and what goes wrong.</summary>
    [TestClass]
    public class ModbusTcpTest
    {
        private const string Asked = "00 01 00 00 00 06 11 03 00 6B 00 03";
        private const string Answer = "00 01 00 00 00 09 11 03 06 02 2B 00 00 00 64";

        [TestMethod]
        public static void ReadsTheExample()
        {
            for (int piece = 1; piece < 17; piece++)
            {
                ModbusClient client = Asking();
                ModbusScript.Hears(client, Answer, piece);
                ModbusScript.Ends(client, DerStatus.Ok);
                Assert.AreEqual(0x022B, client.Register(0));
                Assert.AreEqual(0, client.Register(1));
                Assert.AreEqual(100, client.Register(2));
            }
        }

        [TestMethod]
        public static void WritesTheExamples()
        {
            ModbusClient client = new ModbusClient(false);
            client.Unit = 17;
            client.Write(1, new int[] { 10, 0x0102 }, 2);
            ModbusScript.Sends(client, "00 01 00 00 00 0B 11 10 00 01 00 02 04 00 0A 01 02");
            ModbusScript.Hears(client, "00 01 00 00 00 06 11 10 00 01 00 02", 12);
            ModbusScript.Ends(client, DerStatus.Ok);
            client.SingleWrites = true;
            client.Write(1, new int[] { 3 }, 1);
            ModbusScript.Sends(client, "00 02 00 00 00 06 11 06 00 01 00 03");
            ModbusScript.Hears(client, "00 02 00 00 00 06 11 06 00 01 00 03", 12);
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        public static void WaitsForEachOctet()
        {
            byte[] answer = ModbusScript.Octets(Answer);
            for (int count = 0; count < answer.Length; count++)
            {
                ModbusClient client = Asking();
                Assert.AreEqual(count, client.Feed(answer, 0, count));
                Assert.IsTrue(client.IsBusy);
                client.Tick(999);
                Assert.IsTrue(client.IsBusy);
                Assert.AreEqual(0, client.OutputCount);
            }
        }

        [TestMethod]
        public static void AsksAgainAndThenGivesUp()
        {
            ModbusClient client = Asking();
            for (int i = 1; i <= 2; i++)
            {
                client.Tick((i * 1000) - 1);
                client.Consume(0);
                Assert.AreEqual(i * 1000L, client.NextDeadline);
                client.Tick(i * 1000);
                ModbusScript.Sends(client, Asked);
            }

            client.Tick(3000);
            ModbusScript.Ends(client, DerStatus.ModbusSilent);

            // Its answer comes in the middle of the next request.
            client.Read(0, 1);
            ModbusScript.Sends(client, "00 02 00 00 00 06 11 03 00 00 00 01");
            ModbusScript.Hears(client, Answer, 100);
            Assert.IsTrue(client.IsBusy);
            ModbusScript.Hears(client, "00 02 00 00 00 05 11 03 02 12 34", 100);
            ModbusScript.Ends(client, DerStatus.Ok);
            Assert.AreEqual(0x1234, client.Register(0));
        }

        [TestMethod]
        public static void TakesALateAnswerToWhatItAskedTwice()
        {
            ModbusClient client = Asking();
            client.Tick(1000);
            ModbusScript.Sends(client, Asked);
            ModbusScript.Hears(client, Answer, 100);
            ModbusScript.Ends(client, DerStatus.Ok);

            // The second comes when nobody asks.
            ModbusScript.Hears(client, Answer, 100);
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        public static void StopsBehindAnAnswer()
        {
            ModbusClient client = Asking();
            byte[] two = ModbusScript.Octets(Answer + " " + Answer);
            Assert.AreEqual(15, client.Feed(two, 0, 30));
            Assert.AreEqual(100, client.Register(2));
            Assert.AreEqual(15, client.Feed(two, 15, 15));
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        public static void NamesExceptions()
        {
            Refused("01", DerStatus.ModbusIllegalFunction);
            Refused("02", DerStatus.ModbusIllegalAddress);
            Refused("03", DerStatus.ModbusIllegalValue);
            Refused("04", DerStatus.ModbusDeviceFailure);
            Refused("08", DerStatus.ModbusDeviceFailure);
            Refused("0A", DerStatus.ModbusNoPath);
            Refused("0B", DerStatus.ModbusNoPath);
            Refused("77", DerStatus.ModbusIllegalFunction);
        }

        [TestMethod]
        public static void AsksABusyDeviceAgain()
        {
            ModbusClient client = Asking();
            client.Retries = 1;
            ModbusScript.Hears(client, "00 01 00 00 00 03 11 83 06", 9);
            Assert.IsTrue(client.IsBusy);
            client.Tick(1000);
            ModbusScript.Sends(client, Asked);
            ModbusScript.Hears(client, "00 01 00 00 00 03 11 83 05", 9);
            client.Tick(2000);
            ModbusScript.Ends(client, DerStatus.ModbusBusy);
        }

        [TestMethod]
        public static void LeavesStrangersAlone()
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, "00 02 00 00 00 09 11 03 06 02 2B 00 00 00 64", 4);
            ModbusScript.Hears(client, "00 01 00 00 00 09 12 03 06 02 2B 00 00 00 64", 4);
            Assert.IsTrue(client.IsBusy);
            ModbusScript.Hears(client, Answer, 4);
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        public static void RefusesAnswersThatDoNotFit()
        {
            Bad("00 01 00 00 00 09 11 04 06 02 2B 00 00 00 64");
            Bad("00 01 00 00 00 09 11 03 05 02 2B 00 00 00 64");
            Bad("00 01 00 00 00 07 11 03 04 02 2B 00 00");
            Bad("00 01 00 00 00 0A 11 03 06 02 2B 00 00 00 64 00");
            Bad("00 01 00 00 00 03 11 03 06");
            ModbusClient client = new ModbusClient(false);
            client.Write(1, new int[] { 10 }, 1);
            client.Consume(client.OutputCount);
            ModbusScript.Hears(client, "00 01 00 00 00 06 01 10 00 02 00 01", 12);
            ModbusScript.Ends(client, DerStatus.ModbusBadAnswer);
        }

        [TestMethod]
        public static void GivesUpALinkThatIsOutOfStep()
        {
            Broken("00 01 00 01 00 09 11");
            Broken("00 01 00 00 00 02 11");
            Broken("00 01 00 00 00 FF 11");
            Broken("00 01 00 00 FF FF 11");
        }

        private static void Refused(string code, DerStatus status)
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, "00 01 00 00 00 03 11 83 " + code, 2);
            ModbusScript.Ends(client, status);
        }

        private static void Bad(string answer)
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, answer, 100);
            ModbusScript.Ends(client, DerStatus.ModbusBadAnswer);
            Assert.IsFalse(client.IsBroken);
        }

        private static void Broken(string head)
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, head + " 03 06", 100);
            ModbusScript.Ends(client, DerStatus.ModbusBadAnswer);
            Assert.IsTrue(client.IsBroken);
            Assert.AreEqual(0, client.Feed(new byte[4], 0, 4));
            client.Reset();
            Assert.IsFalse(client.IsBroken);
        }

        private static ModbusClient Asking()
        {
            ModbusClient client = new ModbusClient(false);
            client.Unit = 17;
            client.Tick(0);
            client.Read(107, 3);
            ModbusScript.Sends(client, Asked);
            return client;
        }
    }
}
