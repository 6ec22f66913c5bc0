using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>The order of servers: priority first, then chance by weight (RFC 2782).</summary>
    [TestClass]
    public class ServerTargetsTest
    {
        private static readonly byte[] Name = Bytes.Of("a");

        /// <summary>Each server comes once, whatever the chance, and never before one of a lower priority.</summary>
        [TestMethod]
        public void EachOnceByPriority()
        {
            for (int seed = 0; seed < 40; seed++)
            {
                ServerTargets targets = new ServerTargets((uint)seed);
                Add(targets, 7, 2, 10);
                Add(targets, 6, 2, 0);
                Add(targets, 1, 0, 65535);
                Add(targets, 5, 2, 65535);
                Add(targets, 3, 1, 5);
                Add(targets, 2, 0, 65535);
                Add(targets, 4, 1, 5);
                string order = Walk(targets);
                Assert.AreEqual(7, order.Length, order);
                int sum = 0;
                for (int i = 0; i < 7; i++)
                {
                    int group = order[i] <= '2' ? 0 : order[i] <= '4' ? 1 : 2;
                    Assert.AreEqual(i < 2 ? 0 : i < 4 ? 1 : 2, group, order);
                    sum += order[i] - '0';
                }

                Assert.AreEqual(28, sum, order);
                targets.Rewind();
                Assert.AreEqual(7, Walk(targets).Length);
            }
        }

        /// <summary>Of two servers the one with three times the weight comes first three times as often; one without weight hardly ever.</summary>
        [TestMethod]
        public void SharesByWeight()
        {
            int heavy = 0;
            int light = 0;
            int idle = 0;
            ServerTargets targets = new ServerTargets(7);
            Add(targets, 1, 0, 25);
            Add(targets, 2, 0, 75);
            Add(targets, 3, 0, 0);
            for (int i = 0; i < 400; i++)
            {
                targets.Rewind();
                Assert.IsTrue(targets.Next());
                light += targets.Port == 1 ? 1 : 0;
                heavy += targets.Port == 2 ? 1 : 0;
                idle += targets.Port == 3 ? 1 : 0;
            }

            Assert.IsTrue(heavy > 250 && heavy < 350 && light > 60 && light < 140 && idle < 20,
                heavy.ToString() + " " + light.ToString() + " " + idle.ToString());
        }

        /// <summary>A list without servers has none to try; names that do not fit are left out whole.</summary>
        [TestMethod]
        public void EmptyAndFull()
        {
            ServerTargets targets = new ServerTargets(0);
            Assert.IsFalse(targets.Next());
            byte[] name = new byte[100];
            Assert.IsTrue(targets.Add(name, 0, 100, 1, true, 0, 0));
            Assert.IsTrue(targets.Add(name, 0, 100, 2, true, 0, 0));
            Assert.IsFalse(targets.Add(name, 0, 100, 3, true, 0, 0));
            Assert.IsTrue(targets.Add(name, 0, 56, 4, true, 0, 0));
            Assert.IsFalse(targets.Add(name, 0, 1, 5, true, 0, 0));
            Assert.AreEqual(3, targets.Count);
            targets.Clear();
            Assert.IsFalse(targets.Next());
            Assert.IsTrue(targets.Add(name, 0, 3, 9, false, 0, 0));
            Assert.IsTrue(targets.Next());
            Assert.AreEqual(3, targets.HostLength);
            Assert.IsFalse(targets.IsDirectTls);
            Assert.IsFalse(targets.Next());
        }

        private static void Add(ServerTargets targets, int port, int priority, int weight)
        {
            Assert.IsTrue(targets.Add(Name, 0, 1, port, false, priority, weight));
        }

        private static string Walk(ServerTargets targets)
        {
            string order = "";
            while (targets.Next())
            {
                order += targets.Port.ToString();
            }

            return order;
        }
    }
}
