using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    [TestClass]
    public class ClockTest
    {
        private const long Second = 10000000L;
        private const long Start = 639309024000000000L;

        private static DerClock s_clock;

        [TestMethod]
        public static void StartsUnconfirmed()
        {
            DerClock clock = new DerClock(Start, 5000);
            Assert.AreEqual(Start + Second, clock.Ticks(6000));
            Assert.AreEqual(0x3F, clock.Quality(6000));
        }

        [TestMethod]
        public static void KnowsHowGoodItIs()
        {
            DerClock clock = new DerClock(Start, 0);
            Assert.IsTrue(clock.Set(Start + (100 * Second), 3, 1000));
            Assert.AreEqual(Start + (100 * Second), clock.Ticks(1000));
            Assert.AreEqual(0x80 | 8, clock.Quality(1000));
            clock.Set(clock.Ticks(1000), 0, 1000);
            Assert.AreEqual(0x80 | 10, clock.Quality(1000));

            // After an hour at 50 ppm it may be 180 ms wrong: two bits of the fraction are right.
            Assert.AreEqual(0x80 | 2, clock.Quality(3601000));
            Assert.AreEqual(0x80 | 31, clock.Quality(21601000));
            Assert.AreEqual(0x3F, clock.Quality(21601001));
        }

        [TestMethod]
        public static void FollowsALeapOnlyWhenItIsConfirmed()
        {
            DerClock clock = new DerClock(Start, 0);
            clock.Set(Start, 10, 0);
            Assert.IsTrue(clock.Set(Start + (1000 * Second) + (Second / 100), 10, 1000000));
            Assert.IsFalse(clock.Set(Start, 10, 1001000));
            Assert.AreEqual(0x40, clock.Quality(1001000) & 0x60);
            Assert.AreEqual(Start + (1001 * Second) + (Second / 100), clock.Ticks(1001000));

            // A second one that says something else again confirms nothing.
            Assert.IsFalse(clock.Set(Start + (5000 * Second), 10, 1002000));
            Assert.IsTrue(clock.Set(Start + (5001 * Second), 10, 1003000));
            Assert.AreEqual(Start + (5001 * Second), clock.Ticks(1003000));
            Assert.AreEqual(0, clock.Quality(1003000) & 0x60);

            // Neither does one that agrees with the clock: that ends the doubt.
            Assert.IsFalse(clock.Set(Start, 10, 1004000));
            Assert.IsTrue(clock.Set(clock.Ticks(1005000), 10, 1005000));
            Assert.AreEqual(0, clock.Quality(1005000) & 0x60);
        }

        [Setup]
        public static void Make()
        {
            s_clock = new DerClock(Start, 0);
        }

        [TestMethod]
        [NoAllocation]
        public static void AllocatesNothing()
        {
            Assert.IsTrue(s_clock.Set(Start, 10, 0));
            Assert.IsFalse(s_clock.Set(0, 10, 1));
            Assert.AreEqual(0xC6, s_clock.Quality(1));
        }
    }
}
