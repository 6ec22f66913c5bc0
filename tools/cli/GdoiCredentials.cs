using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>A member's account and cryptography, made from files.</summary>
internal sealed record GdoiCredentials(GdoiAccount Account, GdoiTools Tools)
{
    /// <summary>With a certificate; the key decides how it proves who it is.</summary>
    /// <exception cref="UserError">A file is missing or is something else.</exception>
    public static GdoiCredentials Signed(GdoiProfile profile, string certificateFile, string keyFile, string authoritiesFile, string server)
    {
        GdoiTools tools = ToolsFor(profile);
        using X509Certificate2 certificate = Try(certificateFile, () => X509Certificate2.CreateFromPemFile(certificateFile, keyFile));
        GdoiAccount account = new() { Certificate = certificate.RawData, KeyServers = [Try(server, () => Subject(server))] };
        X509Certificate2Collection authorities = [];
        Try(authoritiesFile, () => authorities.ImportFromPemFile(authoritiesFile));
        foreach (X509Certificate2 authority in authorities)
        {
            Certificate anchor = new();
            if (anchor.Parse(authority.RawData, 0, authority.RawData.Length) != DerStatus.Ok || tools.Chain.AddAnchor(anchor) != DerStatus.Ok)
            {
                throw Bad(authoritiesFile, "an authority in it cannot be used: P-256 or RSA, four at most");
            }
        }

        using ECDsa? ecdsa = certificate.GetECDsaPrivateKey();
        using RSA? rsa = certificate.GetRSAPrivateKey();
        if (ecdsa is { KeySize: 256 })
        {
            profile.Authentication = GdoiAuthentication.Ecdsa256;
            byte[] d = ecdsa.ExportParameters(true).D!;
            account.PrivateKey = Material([.. new byte[32 - d.Length], .. d]);
        }
        else if (rsa is { KeySize: 2048 or 3072 or 4096 })
        {
            profile.Authentication = GdoiAuthentication.RsaSignatures;
            tools.RsaSigner = new RsaSigner(rsa.KeySize, tools.Provider.CreateSha256());
            if (tools.RsaSigner.Load(Material(rsa.ExportRSAPrivateKey())) != DerStatus.Ok)
            {
                throw Bad(keyFile, "its RSA key cannot be used");
            }
        }
        else
        {
            throw Bad(keyFile, "its key is neither of P-256 nor RSA of 2048 to 4096 bits");
        }

        return new GdoiCredentials(account, tools);
    }

    /// <summary>With a pre-shared key.</summary>
    /// <exception cref="UserError">The file is missing or empty.</exception>
    public static GdoiCredentials Shared(GdoiProfile profile, string file, string name, string server)
    {
        profile.Authentication = GdoiAuthentication.PreSharedKey;
        byte[] key = Try(file, () => File.ReadAllBytes(file));
        if (key.Length is < 8 or > 64)
        {
            throw Bad(file, "a pre-shared key has 8 to 64 octets");
        }

        GdoiAccount account = new() { PreSharedKey = Material(key), Identity = KeyId(name), KeyServers = [KeyId(server)] };
        return new GdoiCredentials(account, ToolsFor(profile));
    }

    private static byte[] KeyId(string name) => [Isakmp.IdKeyId, 0, 0, 0, .. Encoding.UTF8.GetBytes(name)];

    private static GdoiTools ToolsFor(GdoiProfile profile)
    {
        CryptoProvider provider = new(false);
        HashFunction hash = provider.CreateSha256();
        EllipticCurve p256 = EllipticCurve.P256();
        RsaVerifier rsa = new(4096, hash);
        Ecdsa ecdsa = new(p256, provider.CreateHmac());
        Drbg random = new();
        random.Seed(RandomNumberGenerator.GetBytes(48), 0, 48);
        return new GdoiTools
        {
            Provider = provider,
            Curve = profile.Group == 28 ? EllipticCurve.BrainpoolP256r1() : p256,
            Ecdsa = ecdsa,
            RsaVerifier = rsa,
            Chain = new CertificateVerifier(hash, ecdsa, null, rsa, 4, 0, 3),
            Random = random,
        };
    }

    private static byte[] Subject(string server)
    {
        if (!File.Exists(server))
        {
            return new X500DistinguishedName(server).RawData;
        }

        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(server));
        return certificate.SubjectName.RawData;
    }

    private static KeyMaterial Material(byte[] key)
    {
        KeyMaterial material = new(key.Length);
        material.Set(key, 0, key.Length);
        CryptographicOperations.ZeroMemory(key);
        return material;
    }

    private static void Try(string file, Action read) => Try(file, () =>
    {
        read();
        return true;
    });

    private static T Try<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Bad(file, e.Message.Replace('\n', ' '));
        }
    }

    private static UserError Bad(string file, string why) => new(file, why, "see: nanoder gdoi pull --help");
}
