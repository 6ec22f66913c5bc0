using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>Hexadecimal text to bytes, and comparison with it.</summary>
    internal static class TestBytes
    {
        public static byte[] Of(string hex)
        {
            byte[] bytes = new byte[hex.Length / 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)((Hex.Digit(hex[2 * i]) << 4) | Hex.Digit(hex[(2 * i) + 1]));
            }

            return bytes;
        }

        public static byte[] Repeat(byte value, int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++)
            {
                bytes[i] = value;
            }

            return bytes;
        }

        public static string Text(byte[] bytes, int offset, int count)
        {
            ByteWriter writer = new ByteWriter(count * 2);
            writer.PutHex(bytes, offset, count);
            char[] text = new char[count * 2];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)writer.Buffer[i];
            }

            return new string(text);
        }

        public static void AreEqual(string hex, byte[] bytes)
        {
            Assert.AreEqual(hex, Text(bytes, 0, bytes.Length));
        }
    }
}
