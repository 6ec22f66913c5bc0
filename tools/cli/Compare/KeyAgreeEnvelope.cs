using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace nanoDer.Cli.Compare;

/// <summary>
/// CMS EnvelopedData for one recipient with a key on P-256 (RFC 5652; RFC 5753 clause 3.1): ephemeral ECDH, X9.63 KDF with SHA-256, AES-128 key
/// wrap, AES-128-CBC. .NET's own EnvelopedCms has RSA alone on most systems.
/// </summary>
internal static class KeyAgreeEnvelope
{
    private const string Data = "1.2.840.113549.1.7.1", EnvelopedData = "1.2.840.113549.1.7.3", EcPublicKey = "1.2.840.10045.2.1";
    private const string StdDhSha256Kdf = "1.3.132.1.11.1", Aes128Wrap = "2.16.840.1.101.3.4.1.5", Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    private const int KeyBytes = 16;

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0), One = new(TagClass.ContextSpecific, 1), Two = new(TagClass.ContextSpecific, 2);

    public static byte[] Seal(byte[] content, X509Certificate2 recipient, PublicKeyWork work)
    {
        using ECDiffieHellman their = recipient.GetECDiffieHellmanPublicKey() ?? throw new CryptographicException("the certificate has no key for an agreement");
        work.Count(PublicKeyOperation.KeyPair);
        using ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = own.ExportParameters(false).Q;
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
        byte[] iv = RandomNumberGenerator.GetBytes(KeyBytes);
        using Aes aes = Aes.Create();
        aes.Key = key;
        AsnWriter w = new(AsnEncodingRules.DER);
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(EnvelopedData);
            using (w.PushSequence(Zero))
            using (w.PushSequence())
            {
                w.WriteInteger(2);
                using (w.PushSetOf())
                using (w.PushSequence(One))
                {
                    w.WriteInteger(3);
                    using (w.PushSequence(Zero))
                    using (w.PushSequence(One))
                    {
                        WriteAlgorithm(w, EcPublicKey);
                        w.WriteBitString([4, .. point.X!, .. point.Y!]);
                    }

                    WriteAlgorithm(w, StdDhSha256Kdf, p => WriteAlgorithm(p, Aes128Wrap));
                    using (w.PushSequence())
                    using (w.PushSequence())
                    {
                        using (w.PushSequence())
                        {
                            w.WriteEncodedValue(recipient.IssuerName.RawData);
                            w.WriteInteger(recipient.SerialNumberBytes.Span);
                        }

                        w.WriteOctetString(KeyWrap.Wrap(WrappingKey(own, their, work), key));
                    }
                }

                using (w.PushSequence())
                {
                    w.WriteObjectIdentifier(Data);
                    WriteAlgorithm(w, Aes128Cbc, p => p.WriteOctetString(iv));
                    w.WriteOctetString(aes.EncryptCbc(content, iv), Zero);
                }
            }
        }

        return w.Encode();
    }

    public static byte[] Open(byte[] envelope, X509Certificate2 recipient, PublicKeyWork work)
    {
        AsnReader content = new AsnReader(envelope, AsnEncodingRules.DER).ReadSequence();
        content.ReadObjectIdentifier();
        AsnReader data = content.ReadSequence(Zero).ReadSequence();
        data.ReadInteger();
        AsnReader info = data.ReadSetOf().ReadSequence(One);
        info.ReadInteger();
        AsnReader originator = info.ReadSequence(Zero).ReadSequence(One);
        originator.ReadSequence();
        byte[] point = originator.ReadBitString(out _);
        info.ReadSequence();
        AsnReader recipientKey = info.ReadSequence().ReadSequence();
        recipientKey.ReadSequence();
        byte[] wrapped = recipientKey.ReadOctetString();
        AsnReader encrypted = data.ReadSequence();
        encrypted.ReadObjectIdentifier();
        AsnReader algorithm = encrypted.ReadSequence();
        algorithm.ReadObjectIdentifier();
        byte[] iv = algorithm.ReadOctetString();

        using ECDiffieHellman own = recipient.GetECDiffieHellmanPrivateKey() ?? throw new CryptographicException("there is no key for an agreement");
        int half = (point.Length - 1) / 2;
        using ECDiffieHellman their = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..(1 + half)], Y = point[(1 + half)..] },
        });
        using Aes aes = Aes.Create();
        aes.Key = KeyWrap.Unwrap(WrappingKey(own, their, work), wrapped);
        return aes.DecryptCbc(encrypted.ReadOctetString(Zero), iv);
    }

    private static byte[] WrappingKey(ECDiffieHellman own, ECDiffieHellman their, PublicKeyWork work)
    {
        // ECC-CMS-SharedInfo: for which algorithm, and how many bits.
        AsnWriter w = new(AsnEncodingRules.DER);
        using (w.PushSequence())
        {
            WriteAlgorithm(w, Aes128Wrap);
            using (w.PushSequence(Two))
            {
                w.WriteOctetString([0, 0, 0, KeyBytes * 8]);
            }
        }

        work.Count(PublicKeyOperation.Agreement);
        using ECDiffieHellmanPublicKey peer = their.PublicKey;
        return own.DeriveKeyFromHash(peer, HashAlgorithmName.SHA256, null, [0, 0, 0, 1, .. w.Encode()])[..KeyBytes];
    }

    private static void WriteAlgorithm(AsnWriter w, string name, Action<AsnWriter>? parameters = null)
    {
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(name);
            parameters?.Invoke(w);
        }
    }
}
