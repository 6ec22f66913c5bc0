using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using nanoDer.Crypto;
using Net = System.Security.Cryptography;

namespace nanoDer.Benchmarks;

/// <summary>The library's managed code on the host against .NET's own, which is OpenSSL's. For the record: the device counts.</summary>
public class CryptoBenchmarks
{
    private readonly byte[] _text = new byte[1024];
    private readonly byte[] _digest = new byte[32];
    private readonly byte[] _nonce = new byte[12];
    private readonly byte[] _tag = new byte[16];
    private readonly byte[] _signature = new byte[64];
    private readonly byte[] _point = new byte[65];
    private readonly KeyMaterial _key = new(32);
    private readonly KeyMaterial _shared = new(32);
    private readonly Sha256 _sha256 = new();
    private readonly nanoDer.Crypto.AesGcm _gcm = new(new ManagedAes(1024), 1024, 0);
    private readonly EllipticCurve _curve = EllipticCurve.P256();
    private readonly Net.AesGcm _netGcm = new(new byte[32], 16);
    private readonly ECDsa _netEcdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _netEcdh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _netRsa = RSA.Create(2048);
    private readonly RsaVerifier _rsa = new(2048, new Sha256());
    private readonly Ecdsa _ecdsa;
    private readonly byte[] _rsaKey;
    private readonly byte[] _rsaSignature;

    public CryptoBenchmarks()
    {
        ECParameters pair = _netEcdsa.ExportParameters(true);
        _key.Set(pair.D!, 0, 32);
        _gcm.SetKey(_key);
        _ecdsa = new Ecdsa(_curve, new Hmac(new Sha256()));
        _curve.DerivePublic(_key, _point, 0);
        _ecdsa.Sign(_key, _digest, 0, _signature, 0);
        _rsaKey = _netRsa.ExportRSAPublicKey();
        _rsaSignature = _netRsa.SignHash(_digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    [Benchmark]
    public void Sha256_1KiB()
    {
        _sha256.Update(_text, 0, 1024);
        _sha256.Finish(_digest, 0);
    }

    [Benchmark]
    public int Sha256_1KiB_OpenSsl() => SHA256.HashData(_text, _digest);

    [Benchmark]
    public void Gcm_1KiB() => _gcm.Seal(_nonce, 0, _text, 0, 0, _text, 0, 1024, _tag, 0, 16);

    [Benchmark]
    public void Gcm_1KiB_OpenSsl() => _netGcm.Encrypt(_nonce, _text, _text, _tag);

    [Benchmark]
    public void P256_Sign() => _ecdsa.Sign(_key, _digest, 0, _signature, 0);

    [Benchmark]
    public byte[] P256_Sign_OpenSsl() => _netEcdsa.SignHash(_digest);

    [Benchmark]
    public void P256_Verify() => _ecdsa.Verify(_point, 0, 65, _digest, 0, _signature, 0);

    [Benchmark]
    public bool P256_Verify_OpenSsl() => _netEcdsa.VerifyHash(_digest, _signature);

    [Benchmark]
    public void P256_Agree() => _curve.Agree(_key, _point, 0, 65, _shared);

    [Benchmark]
    public byte[] P256_Agree_OpenSsl() => _netEcdh.DeriveRawSecretAgreement(_netEcdh.PublicKey);

    [Benchmark]
    public void Rsa2048_Verify() => _rsa.VerifyDigest(_rsaKey, 0, _rsaKey.Length, _digest, 0, _rsaSignature, 0, 256);

    [Benchmark]
    public bool Rsa2048_Verify_OpenSsl()
        => _netRsa.VerifyHash(_digest, _rsaSignature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
