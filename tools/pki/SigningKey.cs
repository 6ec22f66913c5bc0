using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace nanoDer.Pki;

/// <summary>A private key of either family behind one face.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private SigningKey(AsymmetricAlgorithm key) => _key = key;

    public static SigningKey Generate(KeyKind kind) => new(kind switch
    {
        KeyKind.P256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyKind.Rsa2048 => RSA.Create(2048),
        KeyKind.Rsa3072 => RSA.Create(3072),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>The key that belongs to <paramref name="certificate"/>, from PKCS#8 PEM.</summary>
    /// <exception cref="CryptographicException">No key there, or another key.</exception>
    public static SigningKey FromPem(X509Certificate2 certificate, string pem)
    {
        using var pair = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), pem);
        return new SigningKey((AsymmetricAlgorithm?)pair.GetECDsaPrivateKey() ?? pair.GetRSAPrivateKey()!);
    }

    public PublicKey PublicKey => new(_key);

    public X509SignatureGenerator Generator => _key is ECDsa ecdsa
        ? X509SignatureGenerator.CreateForECDsa(ecdsa)
        : X509SignatureGenerator.CreateForRSA((RSA)_key, RSASignaturePadding.Pkcs1);

    public string ExportPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    public CertificateRequest Request(X500DistinguishedName subject) => _key is ECDsa ecdsa
        ? new CertificateRequest(subject, ecdsa, HashAlgorithmName.SHA256)
        : new CertificateRequest(subject, (RSA)_key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => _key.Dispose();
}
