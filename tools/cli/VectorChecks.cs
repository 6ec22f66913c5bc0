using System.Text.Json;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Cli;

/// <summary>How each algorithm of Wycheproof is tried on the library.</summary>
internal static class VectorChecks
{
    private static readonly CryptoProvider Managed = new(native: false);

    /// <summary>Finds the check for a file.</summary>
    /// <returns>The check; for algorithms that the library does not have, one that skips.</returns>
    public static Func<JsonElement, JsonElement, VectorOutcome> For(string algorithm, string schema) => (algorithm, schema) switch
    {
        ("AES-GCM", _) => Gcm,
        ("AES-CBC-PKCS5", _) => Cbc,
        ("HMACSHA256", _) => HmacSha256,
        ("HKDF-SHA-256", _) => HkdfSha256,
        ("ECDH", "ecdh_test_schema_v1.json") => Ecdh(),
        ("ECDSA", "ecdsa_verify_schema_v1.json") => Ecdsa(),
        ("RSASSA-PKCS1-v1_5", "rsassa_pkcs1_verify_schema_v1.json") => Rsa(RsaPadding.Pkcs1),
        ("RSASSA-PSS", _) => Rsa(RsaPadding.Pss),
        _ => (_, _) => VectorOutcome.Skipped,
    };

    private static VectorOutcome Gcm(JsonElement group, JsonElement test)
    {
        int tagBytes = group.GetProperty("tagSize").GetInt32() / 8;
        if (!HasKeySize(group) || group.GetProperty("ivSize").GetInt32() != 96 || tagBytes < 12)
        {
            return VectorOutcome.Skipped;
        }

        using KeyMaterial key = Key(test, "key");
        using var gcm = new AesGcm(Managed.CreateAes(32, 256), 256, 0);
        byte[] nonce = Hex(test, "iv");
        byte[] associated = Hex(test, "aad");
        byte[] text = Hex(test, "ct");
        byte[] tag = Hex(test, "tag");
        byte[] plain = Hex(test, "msg");
        gcm.SetKey(key);
        if (gcm.Open(nonce, 0, associated, 0, associated.Length, text, 0, text.Length, tag, 0, tag.Length) != DerStatus.Ok)
        {
            return text.AsSpan().SequenceEqual(Hex(test, "ct")) ? VectorOutcome.Refused : VectorOutcome.Wrong;
        }

        if (!text.AsSpan().SequenceEqual(plain))
        {
            return VectorOutcome.Wrong;
        }

        byte[] made = new byte[tagBytes];
        gcm.Seal(nonce, 0, associated, 0, associated.Length, text, 0, text.Length, made, 0, tagBytes);
        return Result(text, Hex(test, "ct"), made, tag);
    }

    private static VectorOutcome Cbc(JsonElement group, JsonElement test)
    {
        if (!HasKeySize(group))
        {
            return VectorOutcome.Skipped;
        }

        using KeyMaterial key = Key(test, "key");
        using AesCipher aes = Managed.CreateAes(32, 64);
        aes.SetKey(key);
        byte[] text = Hex(test, "ct");
        byte[] plain = Hex(test, "msg");
        if (aes.DecryptCbc(Hex(test, "iv"), text, 0, text.Length) != DerStatus.Ok || Unpadded(text) is not int length)
        {
            return VectorOutcome.Refused;
        }

        if (!text.AsSpan(0, length).SequenceEqual(plain))
        {
            return VectorOutcome.Wrong;
        }

        aes.EncryptCbc(Hex(test, "iv"), text, 0, text.Length);
        return Result(text, Hex(test, "ct"));
    }

    private static VectorOutcome HmacSha256(JsonElement group, JsonElement test)
    {
        byte[] key = Hex(test, "key");
        byte[] message = Hex(test, "msg");
        byte[] tag = Hex(test, "tag");
        var hmac = new Hmac(new Sha256());
        hmac.SetKey(key, 0, key.Length);
        hmac.Update(message, 0, message.Length);
        return hmac.Verify(tag, 0, tag.Length) ? VectorOutcome.Accepted : VectorOutcome.Refused;
    }

    private static VectorOutcome HkdfSha256(JsonElement group, JsonElement test)
    {
        byte[] secret = Hex(test, "ikm");
        byte[] salt = Hex(test, "salt");
        byte[] info = Hex(test, "info");
        byte[] keys = new byte[test.GetProperty("size").GetInt32()];
        var hkdf = new Hkdf(new Hmac(new Sha256()));
        hkdf.Extract(salt, 0, salt.Length, secret, 0, secret.Length);
        DerStatus status = hkdf.Expand(info, 0, info.Length, keys, 0, keys.Length);
        return status != DerStatus.Ok ? VectorOutcome.Refused : Result(keys, Hex(test, "okm"));
    }

    private static Func<JsonElement, JsonElement, VectorOutcome> Ecdh()
    {
        EllipticCurve p256 = EllipticCurve.P256();
        EllipticCurve brainpool = EllipticCurve.BrainpoolP256r1();
        return (group, test) =>
        {
            (EllipticCurve? curve, KeyKind kind) = group.GetProperty("curve").GetString() switch
            {
                "secp256r1" => (p256, KeyKind.P256),
                "brainpoolP256r1" => (brainpool, KeyKind.BrainpoolP256r1),
                _ => (null, KeyKind.Unsupported),
            };
            if (curve is null)
            {
                return VectorOutcome.Skipped;
            }

            byte[] peer = Hex(test, "public");
            var info = new PublicKeyInfo();
            using KeyMaterial key = Scalar(test.GetProperty("private").GetString() ?? "");
            using var shared = new KeyMaterial(32);
            if (info.Parse(peer, 0, peer.Length) != DerStatus.Ok || info.Kind != kind
                || curve.Agree(key, peer, info.KeyOffset, info.KeyCount, shared) != DerStatus.Ok)
            {
                return VectorOutcome.Refused;
            }

            return Result(shared.Buffer, Hex(test, "shared"));
        };
    }

    private static Func<JsonElement, JsonElement, VectorOutcome> Ecdsa()
    {
        ISignatureVerifier p256 = Managed.CreateEcdsa(CurveKind.P256);
        ISignatureVerifier brainpool = Managed.CreateEcdsa(CurveKind.BrainpoolP256r1);
        return (group, test) =>
        {
            ISignatureVerifier? verifier = group.GetProperty("publicKey").GetProperty("curve").GetString() switch
            {
                "secp256r1" => p256,
                "brainpoolP256r1" => brainpool,
                _ => null,
            };
            if (verifier is null || group.GetProperty("sha").GetString() != "SHA-256")
            {
                return VectorOutcome.Skipped;
            }

            byte[] der = Hex(group, "publicKeyDer");
            var info = new PublicKeyInfo();
            if (info.Parse(der, 0, der.Length) != DerStatus.Ok)
            {
                return VectorOutcome.Refused;
            }

            byte[] digest = Digest(test);
            byte[] signature = Hex(test, "sig");
            return Verdict(verifier.VerifyDigest(der, info.KeyOffset, info.KeyCount, digest, 0, signature, 0, signature.Length));
        };
    }

    private static Func<JsonElement, JsonElement, VectorOutcome> Rsa(RsaPadding padding)
    {
        var verifier = new RsaVerifier(4096, new Sha256());
        return (group, test) =>
        {
            bool pssFits = padding != RsaPadding.Pss
                || (group.GetProperty("mgfSha").GetString() == "SHA-256" && group.GetProperty("sLen").GetInt32() == 32);
            if (group.GetProperty("sha").GetString() != "SHA-256" || !pssFits)
            {
                return VectorOutcome.Skipped;
            }

            byte[] key = Hex(group, "publicKeyAsn");
            byte[] signature = Hex(test, "sig");
            return Verdict(verifier.Verify(padding, key, 0, key.Length, Digest(test), 0, 32, signature, 0, signature.Length));
        };
    }

    private static VectorOutcome Verdict(DerStatus status) => status == DerStatus.Ok ? VectorOutcome.Accepted : VectorOutcome.Refused;

    private static VectorOutcome Result(byte[] actual, byte[] expected, byte[]? actualTag = null, byte[]? expectedTag = null)
        => actual.AsSpan().SequenceEqual(expected) && actualTag.AsSpan().SequenceEqual(expectedTag)
            ? VectorOutcome.Accepted : VectorOutcome.Wrong;

    private static bool HasKeySize(JsonElement group) => group.GetProperty("keySize").GetInt32() is 128 or 256;

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString() ?? "");

    private static KeyMaterial Key(JsonElement element, string name)
    {
        byte[] bytes = Hex(element, name);
        var key = new KeyMaterial(bytes.Length);
        key.Set(bytes, 0, bytes.Length);
        return key;
    }

    // A number in hexadecimal, perhaps with a sign byte of zero, perhaps shorter.
    private static KeyMaterial Scalar(string hex)
    {
        byte[] number = Convert.FromHexString(hex.TrimStart('0').PadLeft(64, '0'));
        var key = new KeyMaterial(number.Length);
        key.Set(number, 0, number.Length);
        return key;
    }

    private static byte[] Digest(JsonElement test)
    {
        byte[] message = Hex(test, "msg");
        byte[] digest = new byte[Sha256.Size];
        var hash = new Sha256();
        hash.Update(message, 0, message.Length);
        hash.Finish(digest, 0);
        return digest;
    }

    private static int? Unpadded(byte[] text)
    {
        int pad = text.Length == 0 ? 0 : text[^1];
        return pad is >= 1 and <= 16 && text.AsSpan(text.Length - pad).IndexOfAnyExcept((byte)pad) < 0 ? text.Length - pad : null;
    }
}
