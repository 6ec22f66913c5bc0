using System;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    [TestClass]
    public class SntpClientTest
    {
        private const long Nonce = 0x0123456789ABCDEFL;
        private const long Second = 10000000L;

        // 22 November 2026 0:00 UTC, in ticks and in seconds since 1900.
        private const long Ticks = 639309024000000000L;
        private const uint Seconds = 4004294400;

        private static SntpClient s_client = new SntpClient();
        private static byte[] s_answer = new byte[52];

        [TestMethod]
        public static void AsksWithANonceAndNothingElse()
        {
            s_client.Ask(Nonce, Ticks);
            Assert.AreEqual(48, s_client.Packet.Length);
            Assert.AreEqual(0x23, (int)s_client.Packet[0]);
            Assert.AreEqual(0x01, (int)s_client.Packet[40]);
            Assert.AreEqual(0xEF, (int)s_client.Packet[47]);
            for (int i = 1; i < 40; i++)
            {
                Assert.AreEqual(0, (int)s_client.Packet[i]);
            }
        }

        [TestMethod]
        public static void FindsOffsetAndError()
        {
            // Local clock 10 s behind; 40 ms there, 20 ms in the server, 40 ms back.
            Ask(Seconds + 10, 0x0A3D70A4, Seconds + 10, 0x0F5C28F6);
            Is(DerStatus.Ok, Ticks + (Second / 10));
            Assert.AreEqual(100000000L, (s_client.Offset + 500) / 1000 * 1000);

            // Root delay 1/32 s, root dispersion 1/64 s, half of the round trip 40 ms, rounded up.
            Assert.AreEqual(72, s_client.Error);
        }

        [TestMethod]
        public static void KnowsTheNextEra()
        {
            // 7 February 2036 6:28:16 UTC is second 0 of era 1.
            Ask(0, 1, 0, 1);
            Is(DerStatus.Ok, Ticks);
            Assert.AreEqual(642215752960000000L - Ticks, s_client.Offset);
        }

        [TestMethod]
        public static void IgnoresWhatAnswersNothing()
        {
            Ask(Seconds, 0, Seconds, 0);
            Assert.AreEqual((int)DerStatus.SntpUnexpected, (int)s_client.Receive(s_answer, 4, 47, Ticks));
            s_answer[4] = 0x23;
            Is(DerStatus.SntpUnexpected, Ticks);
            s_answer[4] = 0x04;
            Is(DerStatus.SntpUnexpected, Ticks);
            s_answer[4] = 0x24;
            for (int i = 24; i < 32; i++)
            {
                s_answer[4 + i] ^= 1;
                Is(DerStatus.SntpUnexpected, Ticks);
                s_answer[4 + i] ^= 1;
            }

            // The true answer still counts, and only once.
            Is(DerStatus.Ok, Ticks);
            Is(DerStatus.SntpUnexpected, Ticks);
        }

        [TestMethod]
        public static void RefusesAServerWithoutTime()
        {
            Ask(Seconds, 0, Seconds, 0);
            s_answer[4] = 0xE4;
            Is(DerStatus.SntpNotSynchronised, Ticks);
            Ask(Seconds, 0, Seconds, 0);
            s_answer[5] = 16;
            Is(DerStatus.SntpNotSynchronised, Ticks);
            Ask(0, 0, Seconds, 0);
            Is(DerStatus.SntpNotSynchronised, Ticks);
            Ask(Seconds, 0, 0, 0);
            Is(DerStatus.SntpNotSynchronised, Ticks);
            Ask(Seconds + 1, 0, Seconds, 0);
            Is(DerStatus.SntpNotSynchronised, Ticks);

            // The server says that it took longer than the whole round trip.
            Ask(Seconds, 0, Seconds + 1, 0);
            Is(DerStatus.SntpNotSynchronised, Ticks + Second - 1);
            Ask(Seconds, 0, Seconds, 0);
            Is(DerStatus.SntpNotSynchronised, Ticks + (2 * Second));
            Ask(Seconds, 0, Seconds, 0);
            s_answer[4 + 9] = 1;
            Is(DerStatus.SntpNotSynchronised, Ticks);
            Ask(Seconds, 0, Seconds, 0);
            s_answer[4 + 4] = 0x80;
            Is(DerStatus.SntpNotSynchronised, Ticks);
        }

        [TestMethod]
        public static void ObeysAKiss()
        {
            Ask(Seconds, 0, Seconds, 0);
            s_answer[5] = 0;
            Array.Copy(Bytes.Of("RATE"), 0, s_answer, 16, 4);
            Is(DerStatus.SntpKissOfDeath, Ticks);
            Assert.AreEqual(SntpClient.KissRate, s_client.Kiss);
        }

        [Setup]
        public static void Make()
        {
            s_client = new SntpClient();
            Ask(Seconds, 0, Seconds, 0);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(500)]
        public static void AllocatesNothing()
        {
            Ask(Seconds, 0, Seconds, 0);
            Is(DerStatus.Ok, Ticks);
        }

        private static void Ask(uint received, uint receivedFraction, uint sent, uint sentFraction)
        {
            s_client.Ask(Nonce, Ticks);
            Array.Clear(s_answer, 0, s_answer.Length);
            s_answer[4] = 0x24;
            s_answer[5] = 2;
            Put(4, 0x800);
            Put(8, 0x400);
            Array.Copy(s_client.Packet, 40, s_answer, 28, 8);
            Put(32, received);
            Put(36, receivedFraction);
            Put(40, sent);
            Put(44, sentFraction);
        }

        private static void Put(int at, uint value)
        {
            for (int i = 7; i >= 4; i--)
            {
                s_answer[at + i] = (byte)value;
                value >>= 8;
            }
        }

        private static void Is(DerStatus expected, long ticks)
        {
            Assert.AreEqual((int)expected, (int)s_client.Receive(s_answer, 4, 48, ticks));
        }
    }
}
