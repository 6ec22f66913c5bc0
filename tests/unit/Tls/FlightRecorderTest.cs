using nanoDer.Core;
using nanoDer.Tls;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Tls
{
    /// <summary>The ring of the flight recorder.</summary>
    [TestClass]
    public class FlightRecorderTest
    {
        [TestMethod]
        public static void RecordsKindTimeAndContent()
        {
            FlightRecorder recorder = Recorder(600);
            byte[] hello = Bytes.Of("hello");
            recorder.Add(FlightRecorder.Input, 1000, hello, 1, 3);
            recorder.AddNumber(FlightRecorder.State, 1300, 0x0201, 3);
            Assert.AreEqual(1000L, recorder.StartTime);
            Assert.AreEqual("0100 03656C6C 03AC02 03010200", Shown(recorder, 0, 6) + " " + Shown(recorder, 6, 3) + " " + Shown(recorder, 9, 4));
            Assert.AreEqual(13, recorder.Count);
        }

        /// <summary>The oldest records make room, as whole ones; the time of the first that is left is known.</summary>
        [TestMethod]
        public static void OldestRecordsMakeRoom()
        {
            FlightRecorder recorder = Recorder(600);
            byte[] content = new byte[FlightRecorder.PieceBytes];
            for (int i = 0; i < 100; i++)
            {
                content[0] = (byte)i;
                recorder.Add(FlightRecorder.Output, i * 10, content, 0, content.Length);
                Assert.AreEqual(i < 2 ? 0L : (i - 2) * 10, recorder.StartTime);
                int size = 1 + 1 + 2 + content.Length;
                Assert.AreEqual(i < 2 ? (i + 1) * size : 2 * size, recorder.Count);
                Assert.AreEqual(FlightRecorder.Output, (int)recorder.Buffer[recorder.Start]);
            }
        }

        /// <summary>Somebody who takes the bytes in time misses none.</summary>
        [TestMethod]
        public static void BytesAreTakenInPieces()
        {
            FlightRecorder recorder = Recorder(601);
            byte[] content = new byte[100];
            int taken = 0;
            int written = 0;
            for (int i = 0; i < 50; i++)
            {
                recorder.Add(FlightRecorder.Input, i, content, 0, content.Length);
                written += 103;
                while (recorder.FreshCount > 0)
                {
                    int count = recorder.FreshCount;
                    Assert.IsTrue(recorder.FreshOffset + count <= recorder.Buffer.Length);
                    taken += count;
                    recorder.Taken(count);
                }
            }

            Assert.AreEqual(written, taken);
        }

        /// <summary>What SASL exchanges is masked, in both directions, however it is cut; mechanisms stay readable.</summary>
        [TestMethod]
        public static void SecretsAreMasked()
        {
            string line = "<mechanisms xmlns='a'><mechanism>EXTERNAL</mechanism></mechanisms> <challenge xmlns='b'>cj1h ZjQ=</challenge>";
            byte[] bytes = Bytes.Of(line);
            byte[] masked = Bytes.Of("<mechanisms xmlns='a'><mechanism>EXTERNAL</mechanism></mechanisms> <challenge xmlns='b'>**** ****</challenge>");
            for (int kind = FlightRecorder.Input; kind <= FlightRecorder.Output; kind++)
            {
                FlightRecorder recorder = Recorder(6000);
                recorder.SetMask(true);
                for (int i = 0; i < bytes.Length; i++)
                {
                    recorder.Add(i % 3 == 0 ? kind : kind | FlightRecorder.More, 0, bytes, i, 1);
                    Assert.AreEqual((int)masked[i], (int)recorder.Buffer[recorder.Count - 1]);
                }

                recorder.SetMask(false);
                recorder.Add(kind, 0, Bytes.Of("plain"), 0, 5);
                Assert.AreEqual((int)'n', (int)recorder.Buffer[recorder.Count - 1]);
            }
        }

        [TestMethod]
        public static void TooSmallARingKeepsNothing()
        {
            FlightRecorder recorder = Recorder(500);
            recorder.Add(FlightRecorder.Input, 0, new byte[8], 0, 8);
            recorder.AddNumber(FlightRecorder.State, 0, 1, 3);
            Assert.AreEqual(0, recorder.Count);
            Assert.AreEqual(0, recorder.FreshCount);
        }

        private static FlightRecorder Recorder(int bytes)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.RecorderBytes = bytes;
            return new FlightRecorder(plan);
        }

        private static string Shown(FlightRecorder recorder, int offset, int count)
        {
            string text = "";
            for (int i = 0; i < count; i++)
            {
                text += recorder.Buffer[offset + i].ToString("X2") + (i == 1 && count > 4 ? " " : "");
            }

            return text;
        }
    }
}
