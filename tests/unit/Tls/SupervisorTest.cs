using nanoDer.Core;
using nanoDer.Tls;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Tls
{
    /// <summary>When a session is opened, held, renewed and given up: the clock is the test's.</summary>
    [TestClass]
    public class SupervisorTest
    {
        private static TlsProfile s_profile;
        private static SessionSupervisor s_session;

        [TestMethod]
        public static void StepsLeadOnline()
        {
            Begin();
            State(SessionState.Resolving);
            Step(SessionInput.Resolved, SessionState.Connecting);
            Step(SessionInput.Connected, SessionState.Opening);
            Step(SessionInput.TlsAgreed, SessionState.Checking);
            Step(SessionInput.Ready, SessionState.Securing);
            Step(SessionInput.Secured, SessionState.LoggingIn);
            Step(SessionInput.Bound, SessionState.Online);
            Step(SessionInput.Stop, SessionState.Idle);
            Assert.AreEqual(long.MaxValue, s_session.NextDeadline);
        }

        [TestMethod]
        public static void DirectTlsIsCheckedBeforeTheHandshakeToo()
        {
            Begin();
            Step(SessionInput.Resolved, SessionState.Connecting);
            Step(SessionInput.ConnectedDirect, SessionState.Checking);
        }

        [TestMethod]
        public static void WhatDoesNotHappenInAStateChangesNothing()
        {
            Begin();
            long deadline = s_session.NextDeadline;
            Assert.IsFalse(s_session.On(SessionInput.Secured, 5));
            Assert.IsFalse(s_session.On(SessionInput.Start, 5));
            State(SessionState.Resolving);
            Assert.AreEqual(deadline, s_session.NextDeadline);
        }

        /// <summary>The first wait is random from 0, the others double: half of a bound and up to the bound.</summary>
        [TestMethod]
        public static void WaitsDoubleUpToTheLongest()
        {
            Begin();
            long now = 0;
            long bound = 60000;
            for (int i = 0; i < 8; i++)
            {
                s_session.Fail(DerStatus.NetNoConnection, now);
                State(SessionState.Waiting);
                long wait = s_session.NextDeadline - now;
                Assert.IsTrue(wait <= bound && wait >= (i == 0 ? 0 : bound / 2), wait.ToString());
                s_session.Tick(s_session.NextDeadline - 1);
                State(SessionState.Waiting);
                now = s_session.NextDeadline;
                s_session.Tick(now);
                State(SessionState.Resolving);
                bound = bound * 2 > 900000 ? 900000 : bound * 2;
            }
        }

        [TestMethod]
        public static void DevicesWaitDifferently()
        {
            Begin();
            s_session.Fail(DerStatus.NetNoConnection, 0);
            long first = s_session.NextDeadline;
            int same = 0;
            for (uint seed = 2; seed < 12; seed++)
            {
                SessionSupervisor other = new SessionSupervisor(s_profile, seed);
                other.On(SessionInput.Start, 0);
                other.Fail(DerStatus.NetNoConnection, 0);
                same += other.NextDeadline == first ? 1 : 0;
            }

            Assert.AreEqual(0, same);
        }

        /// <summary>What a retry does not mend waits for long at once: no ping-pong, no knocking.</summary>
        [TestMethod]
        [DataRow((int)DerStatus.XmppConflict)]
        [DataRow((int)DerStatus.XmppNotAuthorized)]
        [DataRow((int)DerStatus.XmppHostUnknown)]
        [DataRow((int)DerStatus.XmppInvalidAuthzid)]
        [DataRow((int)DerStatus.TlsKeyMismatch)]
        [DataRow((int)DerStatus.X509Expired)]
        public static void RefusalsWaitLong(int status)
        {
            Begin();
            ToOnline(0);
            s_session.OfferAnotherServer(true);
            s_session.Fail((DerStatus)status, 10);
            State(SessionState.Waiting);
            Assert.IsTrue(s_session.NextDeadline >= 450000 && s_session.NextDeadline <= 900010, s_session.NextDeadline.ToString());
            Assert.AreEqual(status, (int)s_session.Status);
        }

        /// <summary>A session that held for a minute ends the backoff; a shorter one does not.</summary>
        [TestMethod]
        public static void OnlyASessionThatHeldEndsTheBackoff()
        {
            Begin();
            long now = 0;
            for (int i = 0; i < 6; i++)
            {
                s_session.Fail(DerStatus.NetLost, now);
                now = s_session.NextDeadline;
                s_session.Tick(now);
            }

            ToOnline(now);
            s_session.Fail(DerStatus.NetLost, now + 59999);
            Assert.AreEqual(7, s_session.Failures);
            Assert.IsTrue(s_session.NextDeadline - now - 59999 >= 450000);
            now = s_session.NextDeadline;
            s_session.Tick(now);
            ToOnline(now);
            s_session.Fail(DerStatus.NetLost, now + 60000);
            Assert.AreEqual(1, s_session.Failures);
            Assert.IsTrue(s_session.NextDeadline - now - 60000 <= 60000);
        }

        [TestMethod]
        public static void NextServerIsTriedAtOnceUntilOnline()
        {
            Begin();
            Step(SessionInput.Resolved, SessionState.Connecting);
            s_session.OfferAnotherServer(true);
            s_session.Fail(DerStatus.NetNoConnection, 1);
            State(SessionState.Connecting);
            s_session.On(SessionInput.Connected, 1);
            s_session.On(SessionInput.TlsAgreed, 1);
            s_session.On(SessionInput.Ready, 1);
            s_session.Fail(DerStatus.TlsServerCertificate, 1);
            State(SessionState.Connecting);
            s_session.OfferAnotherServer(false);
            s_session.Fail(DerStatus.NetNoConnection, 2);
            State(SessionState.Waiting);
            s_session.Tick(s_session.NextDeadline);
            ToOnline(100000);
            s_session.OfferAnotherServer(true);
            s_session.Fail(DerStatus.NetLost, 100001);
            State(SessionState.Waiting);
        }

        /// <summary>In clear text anybody could say so; inside TLS it is followed, but not for ever.</summary>
        [TestMethod]
        public static void RedirectionIsFollowedInsideTlsOnly()
        {
            Begin();
            Step(SessionInput.Resolved, SessionState.Connecting);
            Step(SessionInput.Connected, SessionState.Opening);
            s_session.OfferAnotherServer(true);
            s_session.Fail(DerStatus.XmppSeeOtherHost, 1);
            State(SessionState.Waiting);
            Begin();
            for (int i = 0; i < 4; i++)
            {
                ToOnline(i);
                s_session.OfferAnotherServer(true);
                s_session.Fail(DerStatus.XmppSeeOtherHost, i);
                State(i < 3 ? SessionState.Connecting : SessionState.Waiting);
            }
        }

        /// <summary>Keys live for a day at most, a sixteenth less for some, and never beyond the certificate.</summary>
        [TestMethod]
        public static void KeysAreRenewed()
        {
            Begin();
            ToOnline(1000);
            long end = 0;
            for (long now = 1000; s_session.State == SessionState.Online; now += 60000)
            {
                s_session.Received(now);
                s_session.Tick(now);
                end = now;
            }

            State(SessionState.Renewing);
            Assert.IsTrue(end <= 86400000 + 61000 && end > 86400000 * 15L / 16, end.ToString());
            s_session.On(SessionInput.Cut, end);
            State(SessionState.Resolving);
            s_session.LimitSession(end + 100000);
            ToOnline(end);
            s_session.Received(end + 99000);
            Assert.AreEqual(end + 100000, s_session.NextDeadline);
            s_session.Tick(end + 100000);
            State(SessionState.Renewing);
        }

        [TestMethod]
        public static void SilenceEndsASession()
        {
            Begin();
            ToOnline(0);
            s_session.Received(50000);
            s_session.Tick(169999);
            State(SessionState.Online);
            s_session.Tick(170000);
            State(SessionState.Waiting);
            Assert.AreEqual((int)DerStatus.NetStalled, (int)s_session.Status);
        }

        [TestMethod]
        public static void EachStepHasItsTime()
        {
            Begin();
            Step(SessionInput.Resolved, SessionState.Connecting);
            Assert.AreEqual(180000L, s_session.NextDeadline);
            s_session.Tick(180000);
            State(SessionState.Waiting);
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)s_session.Status);
        }

        /// <summary>Six hours and twelve failures that nobody decided on: the last rung.</summary>
        [TestMethod]
        public static void RestartIsTheLastRung()
        {
            Begin();
            long now = 0;
            while (s_session.State != SessionState.Rebooting)
            {
                Assert.IsTrue(now < 3 * 21600000L);
                s_session.Fail(DerStatus.NetNoConnection, now);
                if (s_session.State == SessionState.Waiting)
                {
                    now = s_session.NextDeadline;
                    s_session.Tick(now);
                }
            }

            Assert.IsTrue(now >= 21600000 && s_session.Failures >= 12);
            Assert.IsFalse(s_session.IsAlive(now));
            Begin();
            now = 0;
            for (int i = 0; i < 100; i++)
            {
                s_session.Fail(DerStatus.XmppNotAuthorized, now);
                now = s_session.NextDeadline;
                s_session.Tick(now);
            }

            State(SessionState.Resolving);
        }

        /// <summary>A loop that does not come round is not alive, so that nobody feeds the watchdog.</summary>
        [TestMethod]
        public static void LoopThatIsLateIsNotAlive()
        {
            Begin();
            Assert.IsTrue(s_session.IsAlive(180000 + 29999));
            Assert.IsFalse(s_session.IsAlive(180000 + 30000));
        }

        private static void Begin()
        {
            s_profile = new TlsProfile();
            s_session = new SessionSupervisor(s_profile, 1);
            Assert.IsTrue(s_session.On(SessionInput.Start, 0));
        }

        private static void ToOnline(long now)
        {
            if (s_session.State == SessionState.Resolving)
            {
                s_session.On(SessionInput.Resolved, now);
            }

            s_session.On(SessionInput.Connected, now);
            s_session.On(SessionInput.TlsAgreed, now);
            s_session.On(SessionInput.Ready, now);
            s_session.On(SessionInput.Secured, now);
            s_session.On(SessionInput.Bound, now);
            State(SessionState.Online);
        }

        private static void Step(SessionInput input, SessionState state)
        {
            Assert.IsTrue(s_session.On(input, 0));
            State(state);
        }

        private static void State(SessionState state)
        {
            Assert.AreEqual((int)state, (int)s_session.State);
        }
    }
}
