using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace nanoDer.Gcks;

/// <summary>The groups of IKEv1 by .NET: 19 and 28 on curves (RFC 5903, 6954), 14 and 2 modulo a prime (RFC 3526, 2409).</summary>
internal static class DiffieHellman
{
    private const string Common =
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
        + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE";

    private static readonly BigInteger Group2 = Hex(Common + "65381FFFFFFFFFFFFFFFF");

    private static readonly BigInteger Group14 = Hex(Common
        + "45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C"
        + "32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFF"
        + "FFFFFFFFFF");

    public static (byte[] Public, byte[] Secret) Respond(int group, byte[] peer, Func<int, byte[]> random)
    {
        if (group is 14 or 2)
        {
            BigInteger prime = group == 14 ? Group14 : Group2;
            int bytes = group == 14 ? 256 : 128;
            BigInteger y = new(peer, true, true);
            if (peer.Length != bytes || y <= 1 || y >= prime - 1)
            {
                throw new KeyServerException("the member's public key is none");
            }

            BigInteger x = new(random(32), true, true);
            return (Octets(BigInteger.ModPow(2, x, prime), bytes), Octets(BigInteger.ModPow(y, x, prime), bytes));
        }

        ECCurve curve = group == 19 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.brainpoolP256r1;
        if (peer.Length != 64)
        {
            throw new KeyServerException("the member's public key is none");
        }

        try
        {
            using ECDiffieHellman own = Own(curve, random);
            using ECDiffieHellman other = ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = peer[..32], Y = peer[32..] } });
            ECParameters mine = own.ExportParameters(false);
            return ([.. mine.Q.X!, .. mine.Q.Y!], own.DeriveRawSecretAgreement(other.PublicKey));
        }
        catch (CryptographicException)
        {
            throw new KeyServerException("the member's public key is none");
        }
    }

    private static ECDiffieHellman Own(ECCurve curve, Func<int, byte[]> random)
    {
        byte[] d = random(32);
        d[0] &= 0x7F;
        return ECDiffieHellman.Create(new ECParameters { Curve = curve, D = d });
    }

    private static byte[] Octets(BigInteger value, int count)
    {
        byte[] bytes = value.ToByteArray(true, true);
        return [.. new byte[count - bytes.Length], .. bytes];
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
