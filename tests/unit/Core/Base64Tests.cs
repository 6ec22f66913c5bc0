using System;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Base64 (RFC 4648).</summary>
    [TestClass]
    public class Base64Tests
    {
        // RFC 4648 clause 10
        [TestMethod]
        [DataRow("", "")]
        [DataRow("f", "Zg==")]
        [DataRow("fo", "Zm8=")]
        [DataRow("foo", "Zm9v")]
        [DataRow("foob", "Zm9vYg==")]
        [DataRow("fooba", "Zm9vYmE=")]
        [DataRow("foobar", "Zm9vYmFy")]
        public void Encode_gives_what_the_rfc_says(string text, string expected)
        {
            byte[] target = new byte[expected.Length];
            Assert.AreEqual(expected.Length, Base64.EncodedLength(text.Length));
            Assert.AreEqual(expected.Length, Base64.Encode(Bytes.Of(text), 0, text.Length, target, 0));
            CoreBytes.AreEqual(expected, target, 0, target.Length);
        }

        [TestMethod]
        public void Decode_takes_every_encoding_back_also_in_place()
        {
            byte[] source = new byte[34];
            byte[] target = new byte[50];
            for (int i = 0; i < source.Length; i++)
            {
                source[i] = (byte)((i * 73) + 191);
            }

            for (int count = 0; count <= source.Length; count++)
            {
                int length = Base64.Encode(source, 0, count, target, 2);
                Assert.AreEqual(count, Base64.Decode(target, 2, length, target, 2));
                Assert.IsTrue(Bytes.Equal(source, 0, target, 2, count));
            }

            byte[] all = Bytes.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
            Assert.AreEqual(48, Base64.Decode(all, 0, 64, target, 0));
            byte[] expected = CoreBytes.Of("00108310518720928B30D38F41149351559761969B71D79F8218A39259A7A29AABB2DBAFC31CB3D35DB7E39EBBF3DFBF");
            CoreBytes.AreEqual(expected, target, 0, 48, "alphabet");
        }

        [TestMethod]
        [DataRow("Zg=")]
        [DataRow("Zg")]
        [DataRow("Z===")]
        [DataRow("====")]
        [DataRow("=")]
        [DataRow("Zh==")]
        [DataRow("Zm9=")]
        [DataRow("Zg==Zg==")]
        [DataRow("Zm9v\n")]
        [DataRow("Zm 9")]
        [DataRow("Zm-_")]
        [DataRow("Zm@[")]
        [DataRow("`{:.")]
        [DataRow("Zm9=Zm9v")]
        public void Decode_refuses_what_no_encoder_writes(string text)
        {
            Assert.AreEqual(-1, Base64.Decode(Bytes.Of(text), 0, text.Length, new byte[12], 0));
        }

        [TestMethod]
        public void Encode_uses_the_whole_alphabet()
        {
            byte[] source = CoreBytes.Of("00108310518720928B30D38F41149351559761969B71D79F8218A39259A7A29AABB2DBAFC31CB3D35DB7E39EBBF3DFBF");
            byte[] target = new byte[64];
            Assert.AreEqual(64, Base64.Encode(source, 0, source.Length, target, 0));
            CoreBytes.AreEqual("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", target, 0, 64);
        }

        [TestMethod]
        public void Encode_agrees_with_the_runtime_for_every_length_and_writes_its_range_only()
        {
            byte[] source = new byte[40];
            for (int i = 0; i < source.Length; i++)
            {
                source[i] = (byte)(i * 37);
            }

            byte[] target = new byte[64];

            // From 1: nanoFramework's own conversion makes nonsense of nothing.
            for (int count = 1; count <= 32; count++)
            {
                target[2] = (byte)'<';
                target[3 + Base64.EncodedLength(count)] = (byte)'>';
                int length = Base64.Encode(source, 5, count, target, 3);
                Assert.AreEqual(Base64.EncodedLength(count), length);

                CoreBytes.AreEqual("<" + Convert.ToBase64String(source, 5, count) + ">", target, 2, length + 2);
            }
        }

        [TestMethod]
        [DataRow(0, 0)]
        [DataRow(1, 4)]
        [DataRow(3, 4)]
        [DataRow(4, 8)]
        [DataRow(10000, 13336)]
        public void EncodedLength_is_a_multiple_of_four(int count, int length)
        {
            Assert.AreEqual(length, Base64.EncodedLength(count));
        }
    }
}
