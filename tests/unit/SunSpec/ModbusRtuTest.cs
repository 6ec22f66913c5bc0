using nanoDer.Core;
using nanoDer.SunSpec;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>Modbus on a serial line: check sum and silence (Modbus over Serial Line V1.02, clause 2.5.1).</summary>
    [TestClass]
    public class ModbusRtuTest
    {
        private const string Asked = "11 03 00 6B 00 03 76 87";
        private const string Answer = "11 03 06 02 2B 00 00 00 64 C8 BA";

        private static ModbusClient s_client;
        private static byte[] s_answer;

        [Setup]
        public static void Make()
        {
            s_client = new ModbusClient(true);
            s_client.Unit = 17;
            s_answer = ModbusScript.Octets(Answer);
        }

        [TestMethod]
        public static void ReadsTheExample()
        {
            for (int piece = 1; piece < 12; piece++)
            {
                ModbusClient client = Asking();
                ModbusScript.Hears(client, Answer, piece);
                ModbusScript.Ends(client, DerStatus.Ok);
                Assert.AreEqual(0x022B, client.Register(0));
                Assert.AreEqual(100, client.Register(2));
            }
        }

        [TestMethod]
        public static void RefusesEachBitThatIsWrong()
        {
            byte[] answer = ModbusScript.Octets(Answer);
            for (int bit = 0; bit < 8 * answer.Length; bit++)
            {
                ModbusClient client = Asking();
                client.Retries = 0;
                answer[bit / 8] ^= (byte)(1 << (bit % 8));
                client.Feed(answer, 0, answer.Length);
                Assert.IsTrue(client.IsBusy);
                answer[bit / 8] ^= (byte)(1 << (bit % 8));
                client.Tick(3);
                client.Tick(1000);
                ModbusScript.Ends(client, DerStatus.ModbusBadAnswer);
            }
        }

        [TestMethod]
        public static void ForgetsWhatWasCutOff()
        {
            byte[] answer = ModbusScript.Octets(Answer);
            for (int count = 1; count < answer.Length; count++)
            {
                ModbusClient client = Asking();
                client.Feed(answer, 0, count);
                client.Tick(10);
                client.Tick(20);
                client.Feed(answer, 0, answer.Length);
                ModbusScript.Ends(client, DerStatus.Ok);
            }
        }

        [TestMethod]
        public static void WaitsUntilTheLineIsSilent()
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, Answer, 100);
            client.Tick(10);
            client.Read(107, 3);
            Assert.AreEqual(0, client.OutputCount);
            Assert.AreEqual(14L, client.NextDeadline);
            client.Tick(14);
            ModbusScript.Sends(client, Asked);
        }

        [TestMethod]
        public static void SurvivesNoise()
        {
            ModbusClient client = Asking();
            byte[] noise = new byte[1000];
            for (int i = 0; i < noise.Length; i++)
            {
                noise[i] = (byte)(i * 7);
            }

            Assert.AreEqual(1000, client.Feed(noise, 0, 1000));
            Assert.AreEqual(1000, client.Feed(noise, 0, 1000));
            client.Tick(10);
            client.Tick(20);
            ModbusScript.Hears(client, Answer, 100);
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        public static void NamesAnException()
        {
            ModbusClient client = Asking();
            ModbusScript.Hears(client, "11 83 02 C1 34", 2);
            ModbusScript.Ends(client, DerStatus.ModbusIllegalAddress);
        }

        [TestMethod]
        public static void WritesWithACheckSum()
        {
            ModbusClient client = new ModbusClient(true);
            client.Unit = 17;
            client.Write(1, new int[] { 10, 0x0102 }, 2);
            ModbusScript.Sends(client, "11 10 00 01 00 02 04 00 0A 01 02 C6 F0");
            ModbusScript.Hears(client, "11 10 00 01 00 02 12 98", 3);
            ModbusScript.Ends(client, DerStatus.Ok);
        }

        [TestMethod]
        [NoAllocation]
        public static void MakesNothing()
        {
            s_client.Tick(0);
            s_client.Reset();
            s_client.Read(107, 3);
            s_client.Consume(s_client.OutputCount);
            s_client.Feed(s_answer, 0, s_answer.Length);
            s_client.Tick(10);
            Assert.AreEqual(100, s_client.Register(2));
        }

        private static ModbusClient Asking()
        {
            ModbusClient client = new ModbusClient(true);
            client.Unit = 17;
            client.Tick(0);
            client.Read(107, 3);
            ModbusScript.Sends(client, Asked);
            return client;
        }
    }
}
