using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>Who the key server is and whom it believes.</summary>
public sealed class KeyServerIdentity
{
    /// <summary>Its certificate with the private key; null with a pre-shared key only.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Authorities of the members' certificates.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The pre-shared key of all members; null with certificates only.</summary>
    public byte[]? PreSharedKey { get; init; }

    /// <summary>Its name with a pre-shared key, as ID_KEY_ID.</summary>
    public string Name { get; init; } = "gcks";

    /// <summary>True to take SHA-1 and group 2 from old members.</summary>
    public bool AllowLegacy { get; init; }

    /// <summary>True when ECDSA signs HASH_I and HASH_R as they are; false when it signs their SHA-256 (RFC 4754 clause 4).</summary>
    public bool PlainEcdsa { get; init; }

    /// <summary>The time at which certificates are judged.</summary>
    public Func<DateTime> Now { get; init; } = () => DateTime.UtcNow;

    internal bool Has(int authentication) => authentication switch
    {
        (int)GdoiAuthentication.PreSharedKey => PreSharedKey is not null,
        (int)GdoiAuthentication.Ecdsa256 => Certificate?.GetECDsaPublicKey() is not null,
        (int)GdoiAuthentication.RsaSignatures => Certificate?.GetRSAPublicKey() is not null,
        _ => false,
    };

    internal byte[] Id(int authentication) => authentication == (int)GdoiAuthentication.PreSharedKey
        ? [Isakmp.IdKeyId, 0, 0, 0, .. Encoding.UTF8.GetBytes(Name)]
        : [Isakmp.IdDerAsn1Dn, 0, 0, 0, .. Certificate!.SubjectName.RawData];

    internal byte[] Sign(byte[] hash)
    {
        using ECDsa? ecdsa = Certificate!.GetECDsaPrivateKey();
        if (ecdsa is not null)
        {
            return ecdsa.SignHash(Signed(hash), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        // "Private key encryption" of PKCS #1 without DigestInfo (RFC 2409 clause 5.1), which .NET has not.
        using RSA rsa = Certificate!.GetRSAPrivateKey()!;
        RSAParameters key = rsa.ExportParameters(true);
        return Power(Pad(hash, key.Modulus!.Length), key.D!, key.Modulus);
    }

    /// <summary>Checks a member's proof.</summary>
    /// <returns>Its name: the subject of its certificate, or its identification.</returns>
    /// <exception cref="KeyServerException">It is not who it says.</exception>
    internal string Verify(int authentication, byte[] id, X509Certificate2? certificate, byte[] hash, byte[] proof)
    {
        if (authentication == (int)GdoiAuthentication.PreSharedKey)
        {
            Require(CryptographicOperations.FixedTimeEquals(hash, proof), "the member's hash is wrong");
            return Encoding.UTF8.GetString(id, 4, id.Length - 4);
        }

        Require(certificate is not null, "the member sent no certificate");
        Require(id[0] == Isakmp.IdDerAsn1Dn && id.AsSpan(4).SequenceEqual(certificate!.SubjectName.RawData), "the member's name is not that of its certificate");
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now();
        Require(chain.Build(certificate!), "the member's certificate is not valid");
        bool isRight;
        if (authentication == (int)GdoiAuthentication.Ecdsa256)
        {
            using ECDsa? key = certificate!.GetECDsaPublicKey();
            isRight = key is not null && proof.Length == 64
                && key.VerifyHash(Signed(hash), proof, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        else
        {
            using RSA? key = certificate!.GetRSAPublicKey();
            RSAParameters? p = key?.ExportParameters(false);
            isRight = p is not null && proof.Length == p.Value.Modulus!.Length
                && Power(proof, p.Value.Exponent!, p.Value.Modulus).AsSpan().SequenceEqual(Pad(hash, proof.Length));
        }

        Require(isRight, "the member's signature is wrong");
        return certificate!.Subject;
    }

    private byte[] Signed(byte[] hash) => PlainEcdsa ? hash : SHA256.HashData(hash);

    private static byte[] Pad(byte[] data, int size)
    {
        byte[] block = new byte[size];
        block[1] = 1;
        block.AsSpan(2, size - data.Length - 3).Fill(0xFF);
        data.CopyTo(block, size - data.Length);
        return block;
    }

    private static byte[] Power(byte[] value, byte[] exponent, byte[] modulus)
    {
        byte[] result = BigInteger.ModPow(new(value, true, true), new(exponent, true, true), new(modulus, true, true)).ToByteArray(true, true);
        return [.. new byte[modulus.Length - result.Length], .. result];
    }

    private static void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw new KeyServerException(why);
        }
    }
}
