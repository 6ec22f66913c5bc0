using nanoDer.Core;
using nanoDer.Tls;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Tls
{
    /// <summary>The ring of security events.</summary>
    [TestClass]
    public class SecurityLogTest
    {
        [TestMethod]
        public static void KeepsTheNewest()
        {
            SecurityLog log = Log(3);
            for (int i = 0; i < 5; i++)
            {
                log.Add(SecurityEvent.SessionLost, i, i * 2, 1000 + i);
            }

            Assert.AreEqual(3, log.Count);
            for (int i = 0; i < 3; i++)
            {
                Assert.AreEqual((int)SecurityEvent.SessionLost, (int)log.Code(i));
                Assert.AreEqual(i + 2, log.Number(i, 1));
                Assert.AreEqual((i + 2) * 2, log.Number(i, 2));
                Assert.AreEqual(1002L + i, log.Time(i));
                Assert.AreEqual(1, log.Repeats(i));
            }
        }

        /// <summary>A failure in a loop takes one place and leaves the others.</summary>
        [TestMethod]
        public static void CountsWhatRepeats()
        {
            SecurityLog log = Log(2);
            log.Add(SecurityEvent.TextInjected, 7, 0, 1);
            for (int i = 0; i < 1000; i++)
            {
                log.Add(SecurityEvent.SessionLost, -1, -i, 5 + i);
            }

            Assert.AreEqual(2, log.Count);
            Assert.AreEqual((int)SecurityEvent.TextInjected, (int)log.Code(0));
            Assert.AreEqual(1000, log.Repeats(1));
            Assert.AreEqual(-1, log.Number(1, 1));
            Assert.AreEqual(-999, log.Number(1, 2));
            Assert.AreEqual(1004L, log.Time(1));
        }

        [TestMethod]
        [DataRow((int)DerStatus.TlsServerCertificate, (int)SecurityEvent.PeerCertificateRefused)]
        [DataRow((int)DerStatus.XmppNoStartTls, (int)SecurityEvent.TlsRefused)]
        [DataRow((int)DerStatus.XmppCredentialsExpired, (int)SecurityEvent.AuthenticationFailed)]
        [DataRow((int)DerStatus.XmppInjectedBytes, (int)SecurityEvent.TextInjected)]
        [DataRow((int)DerStatus.X509WeakKey, (int)SecurityEvent.OwnCertificateBad)]
        [DataRow((int)DerStatus.TlsClock, (int)SecurityEvent.ClockDoubtful)]
        [DataRow((int)DerStatus.NetLost, (int)SecurityEvent.SessionLost)]
        public static void NamesFailures(int status, int code)
        {
            Assert.AreEqual(code, (int)SecurityLog.Of((DerStatus)status));
        }

        private static SecurityLog Log(int places)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.SecurityEvents = places;
            return new SecurityLog(plan);
        }
    }
}
