using System.Buffers.Binary;
using System.Security.Cryptography;

namespace nanoDer.Cli.Compare;

/// <summary>AES key wrap (RFC 3394): a key under another, eight octets longer.</summary>
internal static class KeyWrap
{
    private const int Half = 8;
    private const int Rounds = 6;

    private static readonly byte[] Initial = [0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6];

    public static byte[] Wrap(byte[] wrapping, byte[] key)
    {
        using Aes aes = Aes.Create();
        aes.Key = wrapping;
        byte[] result = [.. Initial, .. key];
        byte[] block = new byte[2 * Half];
        int count = key.Length / Half;
        for (int t = 1; t <= Rounds * count; t++)
        {
            Span<byte> part = result.AsSpan((((t - 1) % count) + 1) * Half, Half);
            result.AsSpan(0, Half).CopyTo(block);
            part.CopyTo(block.AsSpan(Half));
            aes.EncryptEcb(block, block, PaddingMode.None);
            block.AsSpan(Half).CopyTo(part);
            BinaryPrimitives.WriteUInt64BigEndian(result, BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)t);
        }

        return result;
    }

    public static byte[] Unwrap(byte[] wrapping, byte[] wrapped)
    {
        using Aes aes = Aes.Create();
        aes.Key = wrapping;
        byte[] result = [.. wrapped];
        byte[] block = new byte[2 * Half];
        int count = (wrapped.Length / Half) - 1;
        for (int t = Rounds * count; t > 0; t--)
        {
            Span<byte> part = result.AsSpan((((t - 1) % count) + 1) * Half, Half);
            BinaryPrimitives.WriteUInt64BigEndian(block, BinaryPrimitives.ReadUInt64BigEndian(result) ^ (ulong)t);
            part.CopyTo(block.AsSpan(Half));
            aes.DecryptEcb(block, block, PaddingMode.None);
            block.AsSpan(0, Half).CopyTo(result);
            block.AsSpan(Half).CopyTo(part);
        }

        return CryptographicOperations.FixedTimeEquals(result.AsSpan(0, Half), Initial)
            ? result[Half..] : throw new CryptographicException("the wrapped key is not under this key");
    }
}
