extern alias nano;

using System.Text;
using Xunit;
using Nano = nano::System.Security.Cryptography;

namespace nanoDer.HostTests.Platform;

/// <summary>Aes and HMAC against published vectors, and the firmware's limits.</summary>
public class DeviceCryptoTests
{
    // NIST SP 800-38A, F.1.1 and F.2.1
    private const string Key = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Iv = "000102030405060708090a0b0c0d0e0f";
    private const string Plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";
    private const string Ecb = "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf";
    private const string Cbc = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2";

    [Fact]
    public void Aes_computes_what_nist_says()
    {
        var ecb = new Nano.Aes(Nano.CipherMode.ECB) { Key = Hex(Key) };
        Assert.Equal(Hex(Ecb), ecb.Encrypt(Hex(Plain)));
        Assert.Equal(Hex(Plain), ecb.Decrypt(Hex(Ecb)));
        var cbc = new Nano.Aes(Nano.CipherMode.CBC) { Key = Hex(Key), IV = Hex(Iv) };
        Assert.Equal(Hex(Cbc), cbc.Encrypt(Hex(Plain)));
        Assert.Equal(Hex(Plain), cbc.Decrypt(Hex(Cbc)));
        Assert.Equal(Hex(Iv), cbc.IV);
        Assert.Empty(ecb.Encrypt([]));
    }

    [Fact]
    public void Aes_refuses_what_the_firmware_refuses()
    {
        var ecb = new Nano.Aes(Nano.CipherMode.ECB);
        Assert.Throws<InvalidOperationException>(() => ecb.Encrypt(new byte[16]));
        ecb.Key = new byte[32];
        Assert.Throws<ArgumentException>(() => ecb.Encrypt(new byte[16]));
        ecb.Key = new byte[16];
        Assert.Throws<ArgumentException>(() => ecb.Encrypt(new byte[15]));
        Assert.Throws<ArgumentException>(() => ecb.Decrypt(new byte[17]));
        Assert.Throws<ArgumentNullException>(() => ecb.Decrypt(null!));
        Assert.Throws<ArgumentNullException>(ecb.GenerateIV);
        Assert.Throws<NotSupportedException>(() => new Nano.Aes(Nano.CipherMode.None) { Key = new byte[16] }.Encrypt(new byte[16]));
        Assert.Throws<ArgumentException>(() => new Nano.Aes(Nano.CipherMode.CBC) { Key = new byte[16], IV = new byte[8] }.Encrypt(new byte[16]));
    }

    [Fact]
    public void Cbc_starts_with_a_random_iv()
    {
        byte[] first = new Nano.Aes(Nano.CipherMode.CBC).IV!;
        Assert.Equal(16, first.Length);
        Assert.NotEqual(first, new Nano.Aes(Nano.CipherMode.CBC).IV);
    }

    // RFC 4231, test cases 2 and 6
    [Fact]
    public void Hmac_computes_what_the_rfc_says()
    {
        byte[] message = Encoding.ASCII.GetBytes("what do ya want for nothing?");
        byte[] key = Encoding.ASCII.GetBytes("Jefe");
        byte[] sha256 = Hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        byte[] sha512 = Hex("164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554" + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
        Assert.Equal(sha256, Nano.HMACSHA256.HashData(key, message));
        Assert.Equal(sha512, Nano.HMACSHA512.HashData(key, message));
        using var hmac256 = new Nano.HMACSHA256(key);
        using var hmac512 = new Nano.HMACSHA512(key);
        Assert.Equal(sha256, hmac256.ComputeHash(message));
        Assert.Equal(sha256, hmac256.Hash);
        Assert.Equal(sha512, hmac512.ComputeHash(message));

        byte[] longKey = new byte[131];
        Array.Fill(longKey, (byte)0xAA);
        Assert.Equal(
            Hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
            Nano.HMACSHA256.HashData(longKey, Encoding.ASCII.GetBytes("Test Using Larger Than Block-Size Key - Hash Key First")));
    }

    [Fact]
    public void Disposing_a_mac_zeroes_its_key()
    {
        byte[] key = [1, 2, 3];
        var hmac = new Nano.HMACSHA256(key);
        Assert.Equal(key, hmac.Key);
        Assert.NotSame(key, hmac.Key);
        hmac.Dispose();
        Assert.Equal(new byte[3], key);
        Assert.Throws<ObjectDisposedException>(() => hmac.ComputeHash(key));
        Assert.Throws<ObjectDisposedException>(() => hmac.Hash);
        Assert.Equal(64, new Nano.HMACSHA256().Key.Length);
        Assert.Equal(128, new Nano.HMACSHA512().Key.Length);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
