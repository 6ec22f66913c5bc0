using nanoDer.Core;
using nanoDer.SunSpec;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>Where the map is, what is in it, and what it measures.</summary>
    [TestClass]
    public class SunSpecMapTest
    {
        [TestMethod]
        public static void FindsTheMapAtEachPlace()
        {
            Finds(40000);
            Finds(50000);
            Finds(0);
        }

        [TestMethod]
        public static void SaysThatThereIsNone()
        {
            ScriptedDevice device = new ScriptedDevice(30000);
            device.Client.FirstWait = 700;
            device.Run(50);
            Assert.AreEqual(700L, device.Client.NextDeadline);
            Assert.IsTrue(device.Client.NeedsLink);
            Assert.AreEqual((int)DerStatus.SunSpecNoMap, (int)device.Client.Status);
        }

        [TestMethod]
        public static void SaysThatNothingMeasures()
        {
            ScriptedDevice device = new ScriptedDevice(40000);
            device.Add(1, 66);
            device.Run(50);
            Assert.AreEqual((int)DerStatus.SunSpecBadMap, (int)device.Client.Status);

            // Too short for what it shall have.
            device.Add(103, 40);
            device.Run(5000);
            Assert.AreEqual((int)DerStatus.SunSpecBadMap, (int)device.Client.Status);
        }

        [TestMethod]
        public static void SaysThatTheChainLeavesTheMap()
        {
            ScriptedDevice device = new ScriptedDevice(40000);
            device.Add(1, 66);
            device.Registers[3] = 65000;
            device.Run(50);
            Assert.AreEqual((int)DerStatus.SunSpecBadMap, (int)device.Client.Status);
        }

        [TestMethod]
        public static void ReadsThreePhases()
        {
            ScriptedDevice device = new ScriptedDevice(40000);
            device.Add(1, 66);
            int at = device.Add(103, 50);
            device.Set(at + 2, 123, 41, 41, 41, 0xFFFF);
            device.Set(at + 10, 2301, 2302, 2303, 0xFFFF);
            device.Set(at + 14, 500, 1, 5001, 0xFFFE, 0x8000, 0x8000, 0xFF38, 0);
            device.Set(at + 24, 1, 0x86A0, 1);
            device.Set(at + 38, 4);
            device.Run(50);
            SunSpecReadings readings = device.Client.Readings;
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.Status);
            Is(5000, readings.Power);
            Is(-200, readings.Reactive);
            Is(50.01f, readings.Frequency);
            Is(230.1f, readings.VoltageA);
            Is(230.2f, readings.VoltageB);
            Is(230.3f, readings.VoltageC);
            Is(12.3f, readings.Current);
            Assert.AreEqual(1000000L, readings.Energy);
            Assert.AreEqual(4, readings.State);
            Assert.IsTrue(readings.Connected);
            Assert.AreEqual(2, device.Client.Models);
            Assert.AreEqual(103, device.Client.Model(1, 0));
            Assert.AreEqual(40070, device.Client.Model(1, 1));
            Assert.AreEqual(50, device.Client.Model(1, 2));
            device.Set(at + 38, 2);
            device.Set(at + 14, 0x8000);
            device.Run(1000);
            Assert.IsFalse(readings.Connected);
            Assert.IsTrue(float.IsNaN(readings.Power));
            device.Set(at + 14, 500, 11);
            device.Run(1000);
            Assert.IsTrue(float.IsNaN(readings.Power));
        }

        [TestMethod]
        public static void ReadsTheNewerModel()
        {
            ScriptedDevice device = Newer();
            int at = 2 + 68;
            device.Run(50);
            SunSpecReadings readings = device.Client.Readings;
            Is(-1500, readings.Power);
            Is(300, readings.Reactive);
            Is(59.987f, readings.Frequency);
            Is(240, readings.VoltageA);
            Assert.IsTrue(float.IsNaN(readings.VoltageB));
            Assert.AreEqual(1234567890123L, readings.Energy);
            Assert.IsTrue(readings.Connected);
            device.Set(at + 19, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF);
            device.Set(at + 5, 0);
            device.Set(at + 47, 0xFFFF);
            device.Run(1000);
            Assert.AreEqual(0L, readings.Energy);
            Assert.IsFalse(readings.Connected);
            Is(239, readings.VoltageA);
        }

        [TestMethod]
        public static void KeepsWhatItKnewAndComesBack()
        {
            ScriptedDevice device = Newer();
            device.Run(50);
            long time = device.Client.Readings.Time;
            device.IsSilent = true;
            device.Run(4500);
            Assert.IsTrue(device.Client.NeedsLink);
            Assert.AreEqual((int)DerStatus.ModbusSilent, (int)device.Client.Status);
            Is(-1500, device.Client.Readings.Power);
            Assert.IsTrue(device.Client.Readings.Time <= time + 1000);

            // Each attempt takes three seconds; the waits are doubled.
            device.Requests = 0;
            device.Run(600000);
            Assert.IsTrue(device.Requests > 30 && device.Requests < 50);
            device.IsSilent = false;
            device.Run(60000);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.Status);
            Assert.IsTrue(device.Client.Readings.Time > device.Now - 1100);
        }

        internal static ScriptedDevice Newer()
        {
            ScriptedDevice device = new ScriptedDevice(40000);
            device.Add(1, 66);
            int at = device.Add(701, 153);
            device.Set(at + 2, 0, 1, 3, 1);
            device.Set(at + 10, 0xFF6A, 0x8000, 3, 0x8000, 63, 0xFFFF, 239, 0, 59987, 0x011F, 0x71FB, 0x04CB);
            device.Set(at + 19, 0, 0x011F, 0x71FB, 0x04CB);
            device.Set(at + 47, 240);
            device.Set(at + 113, 0xFFFF, 0, 0xFFFD, 1, 0x8000, 0x8000, 2, 0, 0, 0);
            return device;
        }

        private static void Finds(int at)
        {
            ScriptedDevice device = new ScriptedDevice(at);
            device.Add(1, 66);
            device.Add(101, 50);
            device.Run(50);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.Status);
            Assert.AreEqual(2, device.Client.Models);
            Assert.AreEqual(at + 2, device.Client.Model(0, 1));
        }

        private static void Is(float expected, float value)
        {
            float difference = expected - value;
            Assert.IsTrue(difference < 0.001f && difference > -0.001f);
        }
    }
}
