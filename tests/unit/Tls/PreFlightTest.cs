using nanoDer.Core;
using nanoDer.Tls;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Tls
{
    /// <summary>What is checked without a certificate at hand, and certificates that are none. Those with keys are tried in tests/host/Tls.</summary>
    [TestClass]
    public class PreFlightTest
    {
        [TestMethod]
        [DataRow(999, 2048, 16717, (int)DerStatus.TlsClock)]
        [DataRow(1000, 2047, 16717, (int)DerStatus.TlsNoMemory)]
        [DataRow(1000, 2048, 16716, (int)DerStatus.TlsNoMemory)]
        [DataRow(1000, 2048, 16717, (int)DerStatus.Ok)]
        public static void ChecksClockAndMemory(int now, int heap, int block, int status)
        {
            TlsProfile profile = new TlsProfile();
            profile.BuiltAt = 1000;
            Assert.AreEqual(status, (int)new PreFlight(profile).Check(now, heap, block));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("-----BEGIN CERTIFICATE-----")]
        [DataRow("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
        [DataRow("-----BEGIN -----END")]
        [DataRow("-----BEGIN EC PARAMETERS-----\nMIIB")]
        [DataRow("no certificate at all")]
        public static void NamesWhatIsNoCertificate(string text)
        {
            PreFlight check = new PreFlight(new TlsProfile());
            check.Load(text, text);
            Assert.AreEqual((int)DerStatus.TlsOwnCertificate, (int)check.Check(1000, 99999, 99999));
            Assert.AreEqual(long.MaxValue, check.NotAfter);
        }
    }
}
