using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Multicast;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Multicast
{
    [TestClass]
    public class GroupProtectionTest
    {
        private static GroupScript s_steady;
        private static int s_steadyBytes;
        private static byte[] s_taken;
        private static object s_kept;

        [Setup]
        public static void Make()
        {
            s_steady = new GroupScript(1, 4);
            s_taken = new byte[s_steady.Publish(0, GroupScript.Now, null)];
            Array.Copy(s_steady.Buffer, 0, s_taken, 0, s_taken.Length);
            s_steadyBytes = s_steady.Publish(0, GroupScript.Now, null);
            byte[] second = new byte[s_steadyBytes];
            Array.Copy(s_steady.Buffer, 0, second, 0, s_steadyBytes);
            s_steady.Subscriber.Open(second, 0, s_steadyBytes, GroupScript.Now);
        }

        [TestMethod]
        public static void Opens_what_was_protected_in_each_way()
        {
            for (int authentication = 1; authentication <= 5; authentication++)
            {
                for (int encryption = 1; encryption <= 5; encryption++)
                {
                    if ((encryption > 3) != (authentication == 1))
                    {
                        Assert.ThrowsException(typeof(ArgumentException), () => new GroupScript(authentication, encryption));
                        continue;
                    }

                    GroupScript s = new GroupScript(authentication, encryption);
                    int count = s.Publish(5, GroupScript.Now, null);
                    int text = GroupScript.Text.Length;
                    int padding = encryption == 2 || encryption == 3 ? 16 - (text & 15) : 0;
                    Assert.AreEqual(GroupMessage.HeadBytes + text + padding + (authentication == 3 ? 32 : 16), count);
                    Assert.AreEqual(7, GroupMessage.ReadKeyId(s.Buffer, 5, count));
                    Assert.AreEqual(encryption == 1, s.Buffer[5 + GroupMessage.HeadBytes] == (byte)'<');
                    Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 5, count, GroupScript.Now));
                    Assert.IsTrue(s.HasText(5));
                }
            }
        }

        [TestMethod]
        public static void Refuses_each_changed_octet_and_each_lost_one()
        {
            for (int authentication = 1; authentication <= 4; authentication++)
            {
                GroupScript s = new GroupScript(authentication, authentication == 1 ? 4 : 2);
                int count = s.Publish(0, GroupScript.Now, null);
                byte[] message = new byte[count];
                for (int i = 0; i < count; i++)
                {
                    Array.Copy(s.Buffer, 0, message, 0, count);
                    message[i] ^= 1;
                    Assert.IsTrue(s.Subscriber.Open(message, 0, count, GroupScript.Now) != DerStatus.Ok);
                    Array.Copy(s.Buffer, 0, message, 0, count);
                    Assert.IsTrue(s.Subscriber.Open(message, 0, i, GroupScript.Now) != DerStatus.Ok);
                    Assert.AreEqual(0, s.Subscriber.Count);
                }

                Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
                Assert.IsTrue(s.HasText(0));
            }
        }

        [TestMethod]
        public static void Takes_each_message_once_and_none_older()
        {
            GroupScript s = new GroupScript(1, 4);
            byte[] first = new byte[s.Publish(0, GroupScript.Now, null)];
            Array.Copy(s.Buffer, 0, first, 0, first.Length);
            byte[] again = new byte[first.Length];
            Array.Copy(first, 0, again, 0, first.Length);
            byte[] second = new byte[s.Publish(0, GroupScript.Now, null)];
            Array.Copy(s.Buffer, 0, second, 0, second.Length);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(second, 0, second.Length, GroupScript.Now));
            Assert.AreEqual((int)DerStatus.GroupReplay, (int)s.Subscriber.Open(first, 0, first.Length, GroupScript.Now));
            Assert.AreEqual((int)DerStatus.GroupReplay, (int)s.Subscriber.Open(again, 0, again.Length, GroupScript.Now));
        }

        [TestMethod]
        public static void Takes_nothing_after_a_restart_that_may_have_been_taken_before()
        {
            GroupScript s = new GroupScript(1, 4);
            long latest = GroupScript.Now + s.Profile.AheadMs;
            int count = s.Publish(0, latest, null);
            s.Subscriber.StartReceiving(GroupScript.Now);
            Assert.AreEqual((int)DerStatus.GroupReplay, (int)s.Subscriber.Open(s.Buffer, 0, count, latest));
            count = s.Publish(0, latest + 1, null);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, latest));
        }

        [TestMethod]
        public static void Keeps_its_word_when_senders_push_each_other_out()
        {
            GroupScript s = new GroupScript(new GroupProfile { Senders = 2 }, null);
            byte[] first = new byte[s.Publish(0, GroupScript.Now, null)];
            Array.Copy(s.Buffer, 0, first, 0, first.Length);
            byte[] copy = new byte[first.Length];
            Array.Copy(first, 0, copy, 0, first.Length);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(first, 0, first.Length, GroupScript.Now));
            for (int sender = 2; sender < 4; sender++)
            {
                s.Publisher.StartSending(sender);
                int count = s.Publish(0, GroupScript.Now + sender, null);
                Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
            }

            Assert.AreEqual(GroupScript.Now, s.Subscriber.Floor);
            Assert.AreEqual((int)DerStatus.GroupReplay, (int)s.Subscriber.Open(copy, 0, copy.Length, GroupScript.Now));
        }

        [TestMethod]
        public static void Wants_the_time_to_be_near()
        {
            GroupScript s = new GroupScript(1, 4);
            int count = s.Publish(0, GroupScript.Now, null);
            Assert.AreEqual((int)DerStatus.GroupStale, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now + s.Profile.BehindMs + 1));
            Assert.AreEqual((int)DerStatus.GroupStale, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now - s.Profile.AheadMs - 1));
            Assert.AreEqual((int)DerStatus.GroupStale, (int)s.Subscriber.Open(s.Buffer, 0, count, 0));
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now + s.Profile.BehindMs));
            count = s.Publish(0, GroupScript.Now, null);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now + s.Profile.BehindMs - 1));
            count = s.Publish(0, GroupScript.Now, null);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now - s.Profile.AheadMs));
            count = s.Publish(0, GroupScript.Now, null);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now - s.Profile.AheadMs + 1));
        }

        [TestMethod]
        public static void Has_no_ear_for_another_group_or_key()
        {
            GroupScript s = new GroupScript(1, 4);
            int count = s.Publish(0, GroupScript.Now, null);
            GroupProtection other = GroupScript.New(s.Profile, "market@rooms.grid.local", null);
            Assert.AreEqual((int)DerStatus.GroupBadMessage, (int)other.Open(s.Buffer, 0, count, GroupScript.Now));
            GroupProtection keyless = GroupScript.New(s.Profile, "fleet@rooms.grid.local", null);
            Assert.AreEqual((int)DerStatus.GdoiNoKey, (int)keyless.Open(s.Buffer, 0, count, GroupScript.Now));
            s.SetKey(keyless, 8);
            Assert.AreEqual((int)DerStatus.GdoiNoKey, (int)keyless.Open(s.Buffer, 0, count, GroupScript.Now));
            s.Subscriber.Dispose();
            Assert.AreEqual((int)DerStatus.GdoiNoKey, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
        }

        [TestMethod]
        public static void Takes_no_key_of_another_kind_or_length()
        {
            GroupScript s = new GroupScript(2, 2);
            KeyMaterial mac = new KeyMaterial(36);
            mac.SetCount(32);
            KeyMaterial cipher = new KeyMaterial(36);
            cipher.SetCount(16);
            Assert.AreEqual((int)DerStatus.CryptoUnsupported, (int)s.Subscriber.SetKey(9, 3, mac, 2, cipher));
            Assert.AreEqual((int)DerStatus.CryptoUnsupported, (int)s.Subscriber.SetKey(9, 2, mac, 1, cipher));
            mac.SetCount(31);
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)s.Subscriber.SetKey(9, 2, mac, 2, cipher));
            mac.SetCount(32);
            cipher.SetCount(17);
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)s.Subscriber.SetKey(9, 2, mac, 2, cipher));
            Assert.AreEqual(0, s.Subscriber.KeyId);
        }

        [TestMethod]
        public static void Has_sender_numbers_of_0_to_32_bits()
        {
            int[] bits = { 0, 1, 31, 32 };
            for (int i = 0; i < bits.Length; i++)
            {
                GroupScript s = new GroupScript(new GroupProfile { SenderBits = bits[i] }, null, 0);
                s.Publisher.StartSending((1L << bits[i]) - 1);
                Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => s.Publisher.StartSending(1L << bits[i]));
                int count = s.Publish(0, GroupScript.Now, null);
                Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
            }

            Assert.ThrowsException(typeof(ArgumentException), () => new GroupScript(new GroupProfile { SenderBits = -1 }, null, 0));
            Assert.ThrowsException(typeof(ArgumentException), () => new GroupScript(new GroupProfile { SenderBits = 33 }, null, 0));
        }

        [TestMethod]
        public static void Wants_the_signature_of_the_publisher()
        {
            Ecdsa ecdsa = new Ecdsa(EllipticCurve.P256(), new Hmac(new Sha256()));
            KeyMaterial key = new KeyMaterial(32);
            key.Buffer[31] = 9;
            key.SetCount(32);
            GroupProfile profile = new GroupProfile { PublisherKey = new byte[EllipticCurve.PointBytes] };
            EllipticCurve.P256().DerivePublic(key, profile.PublisherKey, 0);
            GroupScript s = new GroupScript(profile, ecdsa);
            int count = s.Publish(0, GroupScript.Now, key);
            Assert.AreEqual(GroupMessage.HeadBytes + GroupScript.Text.Length + 64 + 16, count);
            Assert.AreEqual((int)DerStatus.Ok, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
            Assert.IsTrue(s.HasText(0));

            // A member that is not the publisher has the group's key and another one of its own, or none.
            count = s.Publish(0, GroupScript.Now, null);
            Assert.AreEqual((int)DerStatus.GroupNotSigned, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
            key.Buffer[31] = 10;
            count = s.Publish(0, GroupScript.Now, key);
            Assert.AreEqual((int)DerStatus.GroupNotSigned, (int)s.Subscriber.Open(s.Buffer, 0, count, GroupScript.Now));
            Assert.AreEqual(0, s.Subscriber.Count);
        }

        [TestMethod]
        public static void Protects_no_more_than_it_has_counters_and_room_for()
        {
            GroupScript s = new GroupScript(1, 4);
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => s.Publisher.StartSending(0x10000));
            s.Publisher.StartSending(0xFFFF);
            Assert.IsTrue(s.Publish(400 - GroupScript.Text.Length - GroupMessage.MaximumOverhead, GroupScript.Now, null) > 0);
            Assert.AreEqual(-(int)DerStatus.CryptoBadLength, s.Publish(401 - GroupScript.Text.Length - GroupMessage.MaximumOverhead, GroupScript.Now, null));
            s.Publisher.Dispose();
            Assert.AreEqual(-(int)DerStatus.CryptoNoKey, s.Publish(0, GroupScript.Now, null));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(200)]
        public static void Refuses_a_stale_message_before_any_computation()
        {
            Assert.AreEqual((int)DerStatus.GroupStale, (int)s_steady.Subscriber.Open(s_steady.Buffer, 0, s_steadyBytes, GroupScript.Now + 600000));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(200)]
        public static void Refuses_a_replay_before_any_computation()
        {
            Assert.AreEqual((int)DerStatus.GroupReplay, (int)s_steady.Subscriber.Open(s_taken, 0, s_taken.Length, GroupScript.Now));
        }

        [TestMethod]
        public static void Tells_its_bytes()
        {
            Exactly(2, 1);
            Exactly(1, 4);
            Exactly(4, 1);
        }

        // The cipher is the provider's, so it is measured beside.
        private static void Exactly(int authentication, int encryption)
        {
            GroupProfile profile = new GroupProfile { Authentication = authentication, Encryption = encryption };
            CryptoProvider provider = new CryptoProvider(false);
            byte[] name = new byte[8];
            s_kept = new GroupProtection(provider, profile, name, null);
            s_kept = null;
            uint before = DeviceHeap.Free();
            s_kept = provider.CreateAes(16, profile.ChunkBytes);
            int cipher = authentication == 2 ? 0 : (int)(before - DeviceHeap.Free());
            s_kept = null;
            before = DeviceHeap.Free();
            s_kept = new GroupProtection(provider, profile, name, null);
            DeviceHeap.Check(GroupProtection.RequiredBytes(profile) + cipher, before, DeviceHeap.Free());
            s_kept = null;
        }
    }
}
