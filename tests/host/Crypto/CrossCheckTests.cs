using System.Security.Cryptography;
using System.Text.Json;
using nanoDer.Core;
using nanoDer.Crypto;
using Xunit;
using Net = System.Security.Cryptography;

namespace nanoDer.HostTests.Crypto;

/// <summary>Each primitive against .NET's own, which is OpenSSL's here, on random input.</summary>
public class CrossCheckTests
{
    private readonly Random _random = new(61850);

    [Fact]
    public void Hashes_and_what_is_made_of_them()
    {
        var sha256 = new Sha256();
        var sha1 = new Sha1();
        var hmac = new Hmac(new Sha256());
        var hkdf = new Hkdf(hmac);
        byte[] digest = new byte[32];
        for (int i = 0; i < CryptoData.Rounds(2000); i++)
        {
            byte[] message = Bytes(_random.Next(300));
            byte[] key = Bytes(_random.Next(150));
            int cut = _random.Next(message.Length + 1);
            sha256.Update(message, 0, cut);
            sha256.Update(message, cut, message.Length - cut);
            sha256.Finish(digest, 0);
            Assert.Equal(SHA256.HashData(message), digest);
            sha1.Update(message, 0, cut);
            sha1.Update(message, cut, message.Length - cut);
            sha1.Finish(digest, 0);
            Assert.Equal(SHA1.HashData(message), digest[..20]);
            hmac.SetKey(key, 0, key.Length);
            hmac.Update(message, 0, message.Length);
            hmac.Finish(digest, 0);
            Assert.Equal(HMACSHA256.HashData(key, message), digest);
            byte[] keys = new byte[_random.Next(1, 200)];
            hkdf.Extract(key, 0, key.Length, message, 0, message.Length);
            Assert.Equal(DerStatus.Ok, hkdf.Expand(digest, 0, 32, keys, 0, keys.Length));
            Assert.Equal(HKDF.DeriveKey(HashAlgorithmName.SHA256, message, keys.Length, key, digest), keys);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Passwords(bool native)
    {
        var pbkdf2 = new Pbkdf2(new CryptoProvider(native), new Hmac(new Sha256()));
        byte[] slices = new byte[32];
        for (int i = 0; i < CryptoData.Rounds(200); i++)
        {
            byte[] password = Bytes(_random.Next(100));
            byte[] salt = Bytes(_random.Next(70));
            int iterations = _random.Next(1, 60);
            byte[] key = new byte[_random.Next(1, 100)];
            pbkdf2.Derive(password, 0, password.Length, salt, 0, salt.Length, iterations, key, 0, key.Length);
            Assert.Equal(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, key.Length), key);
            pbkdf2.Begin(password, 0, password.Length, salt, 0, salt.Length, iterations);
            int rounds = _random.Next(1, 20);
            int calls = 1;
            while (!pbkdf2.Continue(rounds))
            {
                calls++;
            }

            pbkdf2.End(slices, 0, 32);
            Assert.Equal(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32), slices);
            Assert.Equal(Math.Max(1, (iterations - 2 + rounds) / rounds), calls);
        }
    }

    // The native class is .NET's AES here, under nanoFramework's name and with its one length of key.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, nanoDer.Crypto.AesGcm.TableBytes)]
    public void Aes_in_all_modes(bool native, int tableBytes)
    {
        AesCipher cipher = new CryptoProvider(native).CreateAes(16, 256);
        Assert.Equal(native, cipher.IsNative);
        using var gcm = new nanoDer.Crypto.AesGcm(cipher, 256, tableBytes);
        for (int i = 0; i < CryptoData.Rounds(1000); i++)
        {
            byte[] keyBytes = Bytes(native || _random.Next(2) == 0 ? 16 : 32);
            using KeyMaterial key = Key(keyBytes);
            byte[] nonce = Bytes(12);
            byte[] associated = Bytes(_random.Next(50));
            byte[] text = Bytes(_random.Next(700));
            byte[] tag = new byte[_random.Next(12, 17)];
            byte[] expected = new byte[text.Length];
            byte[] expectedTag = new byte[tag.Length];
            using (var reference = new Net.AesGcm(keyBytes, tag.Length))
            {
                reference.Encrypt(nonce, text, expected, expectedTag, associated);
            }

            byte[] buffer = [.. text];
            Assert.Equal(DerStatus.Ok, gcm.SetKey(key));
            Assert.Equal(DerStatus.Ok, gcm.Seal(nonce, 0, associated, 0, associated.Length, buffer, 0, buffer.Length, tag, 0, tag.Length));
            Assert.Equal(expected, buffer);
            Assert.Equal(expectedTag, tag);
            tag[_random.Next(tag.Length)] ^= 1;
            Assert.Equal(
                DerStatus.CryptoNotAuthentic,
                gcm.Open(nonce, 0, associated, 0, associated.Length, buffer, 0, buffer.Length, tag, 0, tag.Length));
            Assert.Equal(expected, buffer);
            Assert.Equal(
                DerStatus.Ok,
                gcm.Open(nonce, 0, associated, 0, associated.Length, buffer, 0, buffer.Length, expectedTag, 0, tag.Length));
            Assert.Equal(text, buffer);

            using Net.Aes aes = Net.Aes.Create();
            aes.Key = keyBytes;
            byte[] blocks = Bytes(16 * _random.Next(40));
            byte[] iv = Bytes(16);
            byte[] chain = [.. iv];
            buffer = [.. blocks];
            Assert.Equal(DerStatus.Ok, cipher.EncryptCbc(chain, buffer, 0, buffer.Length));
            Assert.Equal(aes.EncryptCbc(blocks, iv, PaddingMode.None), buffer);
            Assert.Equal(DerStatus.Ok, cipher.DecryptCbc([.. iv], buffer, 0, buffer.Length));
            Assert.Equal(blocks, buffer);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Curves(bool brainpool)
    {
        EllipticCurve curve = brainpool ? EllipticCurve.BrainpoolP256r1() : EllipticCurve.P256();
        ECCurve named = brainpool ? ECCurve.NamedCurves.brainpoolP256r1 : ECCurve.NamedCurves.nistP256;
        var ecdsa = new nanoDer.Crypto.Ecdsa(curve, new Hmac(new Sha256()));
        using var shared = new KeyMaterial(32);
        byte[] point = new byte[65];
        byte[] signature = new byte[64];
        byte[] der = new byte[EcdsaSignature.MaximumDerBytes];
        byte[] back = new byte[64];
        for (int i = 0; i < CryptoData.Rounds(150); i++)
        {
            using ECDsa reference = ECDsa.Create(named);
            ECParameters pair = reference.ExportParameters(true);
            using KeyMaterial key = Key(pair.D!);
            Assert.Equal(DerStatus.Ok, curve.DerivePublic(key, point, 0));
            Assert.Equal(pair.Q.X, point[1..33]);
            Assert.Equal(pair.Q.Y, point[33..]);
            byte[] digest = Bytes(32);
            Assert.Equal(DerStatus.Ok, ecdsa.Sign(key, digest, 0, signature, 0));
            Assert.True(reference.VerifyHash(digest, signature));
            int length = EcdsaSignature.ToDer(signature, 0, der, 0);
            Assert.True(reference.VerifyHash(digest, der.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence));
            Assert.Equal(DerStatus.Ok, EcdsaSignature.FromDer(der, 0, length, back, 0));
            Assert.Equal(signature, back);
            byte[] other = reference.SignHash(digest);
            Assert.Equal(DerStatus.Ok, ecdsa.Verify(point, 0, 65, digest, 0, other, 0));
            other[_random.Next(64)] ^= (byte)(1 << _random.Next(8));
            Assert.Equal(DerStatus.CryptoNotAuthentic, ecdsa.Verify(point, 0, 65, digest, 0, other, 0));

            using ECDiffieHellman mine = ECDiffieHellman.Create(pair);
            using ECDiffieHellman peer = ECDiffieHellman.Create(named);
            ECPoint q = peer.ExportParameters(false).Q;
            byte[] peerPoint = [4, .. q.X!, .. q.Y!];
            Assert.Equal(DerStatus.Ok, curve.Agree(key, peerPoint, 0, 65, shared));
            Assert.Equal(mine.DeriveRawSecretAgreement(peer.PublicKey), shared.Buffer);
        }
    }

    // The scalars at which two points of a sum can be the same, and their neighbours.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extreme_scalars(bool brainpool)
    {
        EllipticCurve curve = brainpool ? EllipticCurve.BrainpoolP256r1() : EllipticCurve.P256();
        ECCurve named = brainpool ? ECCurve.NamedCurves.brainpoolP256r1 : ECCurve.NamedCurves.nistP256;
        string order = brainpool
            ? "A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7"
            : "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
        var n = new System.Numerics.BigInteger(Convert.FromHexString(order), isUnsigned: true, isBigEndian: true);
        byte[] point = new byte[65];
        for (int i = 1; i <= 40; i++)
        {
            foreach (System.Numerics.BigInteger k in new[] { i, n - i, (n / 2) + i - 20, System.Numerics.BigInteger.One << (6 * i) })
            {
                byte[] d = k.ToByteArray(isUnsigned: true, isBigEndian: true);
                d = [.. new byte[32 - d.Length], .. d];
                using KeyMaterial key = Key(d);
                Assert.Equal(DerStatus.Ok, curve.DerivePublic(key, point, 0));
                using ECDsa reference = ECDsa.Create(new ECParameters { Curve = named, D = d });
                ECPoint q = reference.ExportParameters(false).Q;
                Assert.Equal(q.X, point[1..33]);
                Assert.Equal(q.Y, point[33..]);
            }
        }
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(2050)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Rsa_signatures(int bits)
    {
        var verifier = new RsaVerifier(4096, new Sha256());
        using RSA reference = RSA.Create(bits is 2050 ? 2056 : bits);
        byte[] key = reference.ExportRSAPublicKey();
        for (int i = 0; i < CryptoData.Rounds(20); i++)
        {
            byte[] digest = Bytes(32);
            byte[] signature = reference.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            Assert.Equal(DerStatus.Ok, verifier.VerifyDigest(key, 0, key.Length, digest, 0, signature, 0, signature.Length));
            signature[_random.Next(1, signature.Length)] ^= 4;
            Assert.Equal(
                DerStatus.CryptoNotAuthentic, verifier.VerifyDigest(key, 0, key.Length, digest, 0, signature, 0, signature.Length));
            signature = reference.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            DerStatus status = verifier.Verify(RsaPadding.Pss, key, 0, key.Length, digest, 0, 32, signature, 0, signature.Length);
            Assert.Equal(DerStatus.Ok, status);
        }
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    public void Rsa_signatures_made(int bits)
    {
        using var random = new Drbg();
        var signer = new RsaSigner(bits, new Sha256());
        byte[] signature = new byte[bits / 8];
        byte[] digest = Bytes(32);
        Assert.Equal(DerStatus.CryptoNoKey, signer.Sign(RsaPadding.Pkcs1, digest, 0, 32, random, signature, 0));
        for (int i = 0; i < CryptoData.Rounds(3); i++)
        {
            using RSA reference = RSA.Create(bits);
            byte[] encoded = reference.ExportRSAPrivateKey();
            using KeyMaterial key = Key(encoded);
            Assert.Equal(DerStatus.Ok, signer.Load(key));
            random.Dispose();
            Assert.Equal(DerStatus.CryptoNotSeeded, signer.Sign(RsaPadding.Pkcs1, digest, 0, 32, random, signature, 0));
            random.Seed(Bytes(48), 0, 48);
            Assert.Equal(DerStatus.CryptoBadLength, signer.Sign(RsaPadding.Pss, digest, 0, 31, random, signature, 0));
            Assert.Equal(DerStatus.Ok, signer.Sign(RsaPadding.Pkcs1, digest, 0, 32, random, signature, 0));
            Assert.True(reference.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            Assert.Equal(DerStatus.Ok, signer.Sign(RsaPadding.Pss, digest, 0, 32, random, signature, 0));
            Assert.True(reference.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

            // A digest without DigestInfo, as IKEv1 signs it.
            byte[] publicKey = reference.ExportRSAPublicKey();
            var verifier = new RsaVerifier(bits, new Sha256());
            Assert.Equal(DerStatus.Ok, signer.Sign(RsaPadding.Pkcs1Raw, digest, 0, 20, random, signature, 0));
            DerStatus status = verifier.Verify(
                RsaPadding.Pkcs1Raw, publicKey, 0, publicKey.Length, digest, 0, 20, signature, 0, signature.Length);
            Assert.Equal(DerStatus.Ok, status);

            // A key with a fault signs nothing that could be given out.
            encoded[encoded.Length / 2] ^= 1;
            key.Set(encoded, 0, encoded.Length);
            byte[] untouched = new byte[bits / 8];
            if (signer.Load(key) == DerStatus.Ok)
            {
                Assert.Equal(DerStatus.CryptoNotAuthentic, signer.Sign(RsaPadding.Pkcs1, digest, 0, 32, random, untouched, 0));
            }

            Assert.Equal(new byte[bits / 8], untouched);
        }
    }

    [Fact]
    public void Ike_keys_of_the_published_and_computed_rows()
    {
        int rows = 0;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(CryptoData.Path("ikev1", "ikev1-kdf.json")));
        foreach (JsonElement row in document.RootElement.EnumerateArray())
        {
            IkePrf? prf = row.GetProperty("hash").GetString() switch
            {
                "SHA-1" => IkePrf.WithLegacySha1(),
                "SHA2-256" => new IkePrf(),
                _ => null,
            };
            if (prf is null)
            {
                continue;
            }

            JsonElement inputs = row.GetProperty("inputs");
            byte[] In(string name) => Convert.FromHexString(inputs.GetProperty(name).GetString()!);
            string Out(string name) => row.GetProperty("outputs").GetProperty(name).GetString()!.ToUpperInvariant();
            bool psk = row.GetProperty("auth").GetString() != "sig";
            using KeyMaterial nonces = Key([.. In("Ni"), .. In("Nr")]);
            using KeyMaterial secret = Key(In("gxy"));
            byte[] cookies = [.. In("CKY_I"), .. In("CKY_R")];
            KeyMaterial[] keys = [new(32), new(32), new(32), new(32)];
            using KeyMaterial first = psk ? Key(In("psk")) : nonces;
            prf.DeriveSkeyid(first, psk ? nonces : secret, keys[0]);
            prf.DeriveNext(keys[0], new KeyMaterial(1), secret, cookies, 0, 0, keys[1]);
            prf.DeriveNext(keys[0], keys[1], secret, cookies, 0, 1, keys[2]);
            prf.DeriveNext(keys[0], keys[2], secret, cookies, 0, 2, keys[3]);
            string[] names = ["SKEYID", "SKEYID_d", "SKEYID_a", "SKEYID_e"];
            Assert.Equal(names.Select(Out), keys.Select(k => Convert.ToHexString(k.Buffer, 0, k.Count)));
            rows++;
        }

        Assert.Equal(4, rows);
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static KeyMaterial Key(byte[] bytes)
    {
        var key = new KeyMaterial(bytes.Length);
        key.Set(bytes, 0, bytes.Length);
        return key;
    }
}
