using nanoDer.Core;
using nanoDer.SunSpec;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>Set-points and curves: written once, kept, and told when they are not.</summary>
    [TestClass]
    public class SunSpecControlTest
    {
        private static int s_at;
        private static ScriptedDevice s_quiet;

        [Setup]
        public static void Make()
        {
            s_quiet = Newer();
            s_quiet.Client.Command();
            s_quiet.Settle();
        }

        [TestMethod]
        public static void LimitsWithModel123()
        {
            ScriptedDevice device = Older();
            device.Run(3000);
            Assert.AreEqual(0, device.Writes);
            device.Client.Wanted.HasLimit = true;
            device.Client.Wanted.Limit = 60.5f;
            device.Client.RevertSeconds = 300;
            device.Client.RampSeconds = 5;
            device.Client.Command();
            device.Settle();
            Assert.AreEqual(1, device.Writes);
            Are(device, s_at + 4, 1, 605, 0, 300, 0xFFFF, 1);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.ControlStatus);

            // Again after half of the time.
            device.Run(140000);
            Assert.AreEqual(1, device.Writes);
            device.Run(20000);
            Assert.AreEqual(2, device.Writes);
            device.Client.Wanted.HasLimit = false;
            device.Client.Command();
            device.Settle();
            Are(device, s_at + 5, 605, 0, 300, 0xFFFF, 0);
        }

        [TestMethod]
        public static void SetsReactivePowerWithModel123()
        {
            ScriptedDevice device = Older();
            device.Client.Wanted.HasReactive = true;
            device.Client.Wanted.Reactive = -30;
            device.Client.Wanted.HasPowerFactor = true;
            device.Client.Wanted.PowerFactor = 0.95f;
            device.Client.Command();
            device.Settle();
            Are(device, s_at + 10, -950, 0, 0, 0xFFFF, 1, 0x8000, -300, 0x8000, 0, 0, 0xFFFF, 2, 1);
            device.Client.PowerFactorSign = 1;
            device.Client.Command();
            device.Settle();
            Are(device, s_at + 10, 950);
        }

        [TestMethod]
        public static void DisconnectsWithModel123()
        {
            ScriptedDevice device = Older();
            device.Client.Wanted.Connect = false;
            device.Client.Command();
            device.Settle();
            Are(device, s_at + 4, 0);
            device.Client.Wanted.Connect = true;
            device.Client.Command();
            device.Settle();
            Are(device, s_at + 4, 1);
            Assert.AreEqual(2, device.Writes);
        }

        [TestMethod]
        public static void CommandsTheNewerModels()
        {
            ScriptedDevice device = Newer();
            SunSpecControls wanted = device.Client.Wanted;
            device.Client.RevertSeconds = 70000;
            wanted.Connect = false;
            wanted.HasLimit = true;
            wanted.Limit = 33.33f;
            wanted.HasPowerFactor = true;
            wanted.PowerFactor = -0.9f;
            wanted.HasReactive = true;
            wanted.Reactive = -12;
            wanted.Droop = true;
            device.Client.Command();
            device.Settle();
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.ControlStatus);
            Are(device, s_at - 17, 0);
            Are(device, s_at + 14, 1, 3333, 10000, 0, 1, 4464);
            Are(device, s_at + 59, 900, 1);
            Are(device, s_at + 2, 1, 0, 1, 4464);
            Are(device, s_at + 35, 1, 1);
            Are(device, s_at + 42, -12, 0, 0, 1, 4464);
            Are(device, s_at + 69, 1);
            wanted.VoltVar = true;
            Assert.AreEqual((int)DerStatus.SunSpecUnsupported, (int)device.Client.ControlStatus);
        }

        [TestMethod]
        public static void TellsWhatDoesNotStay()
        {
            ScriptedDevice device = Newer();
            device.Stubborn = s_at + 15;
            device.Client.Wanted.HasLimit = true;
            device.Client.Wanted.Limit = 50;
            device.Client.Command();
            device.Settle();
            Assert.AreEqual((int)DerStatus.SunSpecNotKept, (int)device.Client.ControlStatus);
            device.Stubborn = -1;
            device.Run(10000);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.ControlStatus);
            Are(device, s_at + 15, 5000);

            // Somebody else writes.
            device.Set(s_at + 15, 9000);
            device.Run(10000);
            Are(device, s_at + 15, 5000);
        }

        [TestMethod]
        public static void TakesWhatTheDeviceRounds()
        {
            ScriptedDevice device = Newer();
            device.Client.Wanted.HasLimit = true;
            device.Client.Wanted.Limit = 50.4f;
            device.Client.Command();
            device.Settle();
            device.Set(s_at + 15, 5000);
            device.Run(20000);
            Assert.AreEqual(1, device.Writes);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.ControlStatus);
        }

        [TestMethod]
        public static void TellsWhatIsRefusedOrMissing()
        {
            ScriptedDevice device = Newer();
            device.Locked = s_at + 15;
            device.Client.Wanted.HasLimit = true;
            device.Client.Command();
            device.Settle();
            Assert.AreEqual((int)DerStatus.ModbusIllegalAddress, (int)device.Client.ControlStatus);
            device.Locked = -1;
            device.Set(s_at + 14, 0xFFFF);
            device.Client.Command();
            device.Settle();
            Assert.AreEqual((int)DerStatus.SunSpecUnsupported, (int)device.Client.ControlStatus);
            Assert.AreEqual(0, device.Writes);
        }

        [TestMethod]
        public static void AdoptsACurve()
        {
            ScriptedDevice device = Newer();
            int at = device.Add(705, 13 + (2 * 18));
            device.Set(at + 2, 0, 0, 0, 4, 2);
            device.Set(at + 12, 0xFFFF, 0xFFFE, 0);
            device.Set(at + 24, 1);
            device.Set(at + 42, 0);
            float[] x = new float[] { 92, 98, 102, 108 };
            float[] y = new float[] { 44, 0, 0, -44 };
            device.Run(2000);
            device.Client.SetCurve(705, 1, x, y, 4);
            device.Run(500);
            Are(device, at + 3, 2);
            Are(device, at + 33, 4, 1);
            Are(device, at + 43, 920, 4400, 980, 0, 1020, 0, 1080, -4400);
            Assert.IsTrue(device.Client.IsCurveBusy);

            // It goes on measuring meanwhile, and does what is commanded.
            device.Client.Wanted.VoltVar = true;
            device.Client.Wanted.Connect = false;
            device.Client.Command();
            device.Run(1200);
            Assert.IsTrue(device.Client.Readings.Time > device.Now - 1100);
            for (int i = 0; i < 18; i++)
            {
                device.Registers[at + 15 + i] = device.Registers[at + 33 + i];
            }

            device.Set(at + 4, 1);
            device.Run(500);
            Assert.IsFalse(device.Client.IsCurveBusy);
            Assert.AreEqual((int)DerStatus.Ok, (int)device.Client.CurveStatus);

            // A new one that is refused; a new one too long.
            y[0] = 40;
            device.Set(at + 4, 2);
            device.Client.SetCurve(705, 1, x, y, 4);
            device.Run(500);
            Assert.AreEqual((int)DerStatus.SunSpecCurveRefused, (int)device.Client.CurveStatus);
            device.Client.SetCurve(705, 1, new float[5], new float[5], 5);
            device.Run(500);
            Assert.AreEqual((int)DerStatus.SunSpecUnsupported, (int)device.Client.CurveStatus);
            device.Client.SetCurve(712, 1, x, y, 4);
            device.Run(500);
            Assert.AreEqual((int)DerStatus.SunSpecUnsupported, (int)device.Client.CurveStatus);
        }

        [TestMethod]
        [NoAllocation]
        public static void MakesNothing()
        {
            s_quiet.Client.Wanted.HasLimit = !s_quiet.Client.Wanted.HasLimit;
            s_quiet.Client.Command();
            s_quiet.Settle();
            s_quiet.Run(3000);
            Assert.AreEqual((int)DerStatus.Ok, (int)s_quiet.Client.ControlStatus);
        }

        private static ScriptedDevice Older()
        {
            ScriptedDevice device = new ScriptedDevice(40000);
            device.Add(1, 66);
            device.Add(103, 50);
            s_at = device.Add(123, 24);
            device.Set(s_at + 4, 1, 1000, 0, 0, 0xFFFF, 0, 1000, 0, 0, 0xFFFF, 0, 0x8000, 0, 0x8000, 0, 0, 0xFFFF, 0, 0, -1, -3, -1);
            return device;
        }

        private static ScriptedDevice Newer()
        {
            ScriptedDevice device = SunSpecMapTest.Newer();
            int service = device.Add(703, 17);
            device.Set(service + 2, 1);
            s_at = device.Add(704, 65);
            for (int i = 2; i < 53; i++)
            {
                device.Set(s_at + i, 0);
            }

            device.Set(s_at + 15, 10000, 10000);
            device.Set(s_at + 53, -3, -2, 0, 0, 0, 0, 1000, 0, 1000, 0, 1000, 0, 1000, 0);
            int droop = device.Add(711, 12);
            device.Set(droop + 2, 0);
            return device;
        }

        private static void Are(ScriptedDevice device, int at, params int[] expected)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i] & 0xFFFF, (int)device.Registers[at + i]);
            }
        }
    }
}
