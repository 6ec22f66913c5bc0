using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Bytes written as hexadecimal text, for tests that say what is in a buffer.</summary>
    internal static class CoreBytes
    {
        public static byte[] Of(string hex)
        {
            byte[] bytes = new byte[hex.Length / 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)((Hex.Digit(hex[2 * i]) * 16) + Hex.Digit(hex[(2 * i) + 1]));
            }

            return bytes;
        }

        public static void AreEqual(byte[] expected, byte[] buffer, int offset, int count, string message)
        {
            Assert.AreEqual(expected.Length, count, message);
            for (int i = 0; i < count; i++)
            {
                Assert.AreEqual(expected[i], buffer[offset + i], message);
            }
        }

        public static void AreEqual(string ascii, byte[] buffer, int offset, int count)
        {
            AreEqual(Bytes.Of(ascii), buffer, offset, count, ascii);
        }

        public static void Holds(string ascii, ByteWriter writer)
        {
            Assert.AreEqual(ascii.Length, writer.Count, ascii);
            AreEqual(ascii, writer.Buffer, writer.Start, writer.Count);
        }
    }
}
