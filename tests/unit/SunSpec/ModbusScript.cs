using nanoDer.Core;
using nanoDer.SunSpec;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>A client, what it sends and what it is told, as octets in hexadecimal.</summary>
    internal static class ModbusScript
    {
        private const string Digits = "0123456789ABCDEF";

        /// <summary>Octets of a text with blanks between them.</summary>
        internal static byte[] Octets(string text)
        {
            byte[] octets = new byte[(text.Length + 1) / 3];
            for (int i = 0; i < octets.Length; i++)
            {
                octets[i] = (byte)((Digits.IndexOf(text[3 * i]) << 4) | Digits.IndexOf(text[(3 * i) + 1]));
            }

            return octets;
        }

        /// <summary>The client sends just these.</summary>
        internal static void Sends(ModbusClient client, string text)
        {
            byte[] expected = Octets(text);
            Assert.AreEqual(expected.Length, client.OutputCount);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual((int)expected[i], (int)client.Output[client.OutputOffset + i]);
            }

            client.Consume(expected.Length);
            Assert.AreEqual(0, client.OutputCount);
        }

        /// <summary>These come, in pieces.</summary>
        internal static void Hears(ModbusClient client, string text, int piece)
        {
            byte[] octets = Octets(text);
            int at = 0;
            while (at < octets.Length)
            {
                int count = octets.Length - at < piece ? octets.Length - at : piece;
                int taken = client.Feed(octets, at, count);
                Assert.IsTrue(taken == count || client.IsBroken || !client.IsBusy);
                if (taken == 0)
                {
                    return;
                }

                at += taken;
            }
        }

        /// <summary>The request has ended so.</summary>
        internal static void Ends(ModbusClient client, DerStatus status)
        {
            Assert.IsFalse(client.IsBusy);
            Assert.AreEqual((int)status, (int)client.Status);
        }
    }
}
