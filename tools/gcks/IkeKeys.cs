using System.Security.Cryptography;

namespace nanoDer.Gcks;

/// <summary>The keys of a phase 1 and its chain of initialisation vectors (RFC 2409 clause 5, appendix B), from the server's side.</summary>
internal sealed class IkeKeys : IDisposable
{
    private readonly HashAlgorithmName _hash;
    private readonly Aes _aes = Aes.Create();
    private byte[] _phaseOne = [];

    public IkeKeys(HashAlgorithmName hash, int keyBits, byte[]? preShared, byte[] nonces, byte[] secret, byte[] cookies, byte[] publics)
    {
        _hash = hash;
        Skeyid = preShared is null ? Prf(nonces, secret) : Prf(preShared, nonces);
        byte[] d = Prf(Skeyid, [.. secret, .. cookies, 0]);
        SkeyidA = Prf(Skeyid, [.. d, .. secret, .. cookies, 1]);
        byte[] e = Prf(Skeyid, [.. SkeyidA, .. secret, .. cookies, 2]);
        _aes.Key = Stretch(e, keyBits / 8);
        Iv = Digest(publics)[..16];
    }

    public byte[] Skeyid { get; }

    public byte[] SkeyidA { get; }

    /// <summary>Last block of the exchange so far.</summary>
    public byte[] Iv { get; set; }

    public byte[] Prf(byte[] key, byte[] data) => _hash == HashAlgorithmName.SHA1 ? HMACSHA1.HashData(key, data) : HMACSHA256.HashData(key, data);

    public byte[] Digest(byte[] data) => CryptographicOperations.HashData(_hash, data);

    public void EndPhaseOne() => _phaseOne = Iv;

    /// <summary>The first vector of an exchange of phase 2.</summary>
    public byte[] FirstIv(ReadOnlySpan<byte> messageId) => Digest([.. _phaseOne, .. messageId])[..16];

    public byte[] Encrypt(byte[] body)
    {
        byte[] cipher = Encrypt(body, Iv);
        Iv = cipher[^16..];
        return cipher;
    }

    public byte[] Decrypt(byte[] body)
    {
        byte[] plain = _aes.DecryptCbc(body, Iv, PaddingMode.None);
        Iv = body[^16..];
        return plain;
    }

    public byte[] Encrypt(byte[] body, byte[] iv) => _aes.EncryptCbc(body, iv, PaddingMode.None);

    public byte[] Decrypt(byte[] body, byte[] iv) => _aes.DecryptCbc(body, iv, PaddingMode.None);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Skeyid);
        CryptographicOperations.ZeroMemory(SkeyidA);
        _aes.Dispose();
    }

    private byte[] Stretch(byte[] e, int count)
    {
        if (count <= e.Length)
        {
            return e[..count];
        }

        List<byte> key = [];
        byte[] block = [0];
        while (key.Count < count)
        {
            block = Prf(e, block);
            key.AddRange(block);
        }

        return key.ToArray()[..count];
    }
}
