using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>Makes certificates on the device, which has no other way to one with a key that is known: P-256, signed by an authority made here too.</summary>
    public static class TestCertificate
    {
        private const string Ecdsa256 = "300A06082A8648CE3D040302";
        private const string Spki = "3059301306072A8648CE3D020106082A8648CE3D030107034200";

        // 2026-01-01 to 2049-12-31.
        private const string Validity = "301E170D3236303130313030303030305A170D3439313233313233353935395A";
        private const string Name = "300D310B300906035504030C02";

        // Basic constraints CA, key usage keyCertSign; key usage digitalSignature.
        private const string Authority = "300F0603551D130101FF040530030101FF300E0603551D0F0101FF040403020204";
        private const string Peer = "300E0603551D0F0101FF040403020780";
        private const string XmppAddress = "06082B06010505070805";

        /// <summary>Makes one.</summary>
        /// <param name="ecdsa">Signs.</param>
        /// <param name="authority">The authority's key.</param>
        /// <param name="point">The public key.</param>
        /// <param name="jid">Bare JID; null for the authority's own.</param>
        /// <returns>DER.</returns>
        public static byte[] Make(Ecdsa ecdsa, KeyMaterial authority, byte[] point, string jid)
        {
            byte[] extensions;
            if (jid == null)
            {
                extensions = Of(Authority);
            }
            else
            {
                byte[] name = Join(Of(XmppAddress), Wrap(0xA0, Wrap(0x0C, Bytes.Of(jid))));
                byte[] names = Join(Of("0603551D11"), Wrap(4, Wrap(0x30, Wrap(0xA0, name))));
                extensions = Join(Of(Peer), Wrap(0x30, names));
            }

            byte[] body = Join(Of("A003020102020111" + Ecdsa256 + Name + "4341" + Validity + Name + (jid == null ? "4341" : "4444") + Spki), point);
            body = Wrap(0x30, Join(body, Wrap(0xA3, Wrap(0x30, extensions))));
            byte[] digest = new byte[32];
            Sha256 hash = new Sha256();
            hash.Update(body, 0, body.Length);
            hash.Finish(digest, 0);
            byte[] signature = new byte[64];
            ecdsa.Sign(authority, digest, 0, signature, 0);
            byte[] der = new byte[EcdsaSignature.MaximumDerBytes + 1];
            int count = EcdsaSignature.ToDer(signature, 0, der, 1) + 1;
            byte[] bits = new byte[count];
            Array.Copy(der, 0, bits, 0, count);
            return Wrap(0x30, Join(Join(body, Of(Ecdsa256)), Wrap(3, bits)));
        }

        private static byte[] Of(string hex)
        {
            byte[] bytes = Bytes.Of(hex);
            byte[] result = new byte[bytes.Length / 2];
            Hex.Decode(bytes, 0, bytes.Length, result, 0);
            return result;
        }

        private static byte[] Join(byte[] a, byte[] b)
        {
            byte[] all = new byte[a.Length + b.Length];
            Array.Copy(a, 0, all, 0, a.Length);
            Array.Copy(b, 0, all, a.Length, b.Length);
            return all;
        }

        private static byte[] Wrap(int tag, byte[] content)
        {
            int n = content.Length;
            byte[] head = n < 128 ? new byte[] { (byte)tag, (byte)n }
                : n < 256 ? new byte[] { (byte)tag, 0x81, (byte)n } : new byte[] { (byte)tag, 0x82, (byte)(n >> 8), (byte)n };
            return Join(head, content);
        }
    }
}
