using System.Security.Cryptography;
using System.Text;

namespace nanoDer.HostTests.Xmpp;

/// <summary>The server's side of SCRAM-SHA-256 with .NET's own cryptography.</summary>
internal sealed class ScramServer(string password, int iterations)
{
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private string _signed = "";

    /// <summary>Its answer to the client's first message.</summary>
    public string Challenge(string first)
    {
        string bare = first["n,,".Length..];
        string challenge = $"r={bare[(bare.IndexOf("r=", StringComparison.Ordinal) + 2)..]}server,s={Convert.ToBase64String(_salt)},i={iterations}";
        _signed = $"{bare},{challenge},";
        return challenge;
    }

    /// <summary>Its answer to the client's proof; null when the proof is wrong.</summary>
    public string? Verify(string final)
    {
        int at = final.IndexOf(",p=", StringComparison.Ordinal);
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, _salt, iterations, HashAlgorithmName.SHA256, 32);
        byte[] clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        byte[] signed = Encoding.ASCII.GetBytes(_signed + final[..at]);
        byte[] signature = HMACSHA256.HashData(SHA256.HashData(clientKey), signed);
        string proof = Convert.ToBase64String([.. clientKey.Zip(signature, (key, mask) => (byte)(key ^ mask))]);
        byte[] serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return proof == final[(at + 3)..] ? "v=" + Convert.ToBase64String(HMACSHA256.HashData(serverKey, signed)) : null;
    }
}
