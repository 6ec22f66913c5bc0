using System.Security.Cryptography;
using nanoDer.Device.Memory;

namespace nanoDer.Device.Natives;

/// <summary>Block cipher and keyed hashes: .NET's own, at the cost that the device's have.</summary>
internal static class CryptographyNatives
{
    private const int BlockBytes = 16;

    public static void Add(Registrar r)
    {
        r.Of("System.Security.Cryptography.Aes")
            .Add("Transform(Byte[],Byte[],Byte[],Boolean,Boolean)", Transform);
        r.Of("System.Security.Cryptography.HMACSHA256")
            .Add("HashData(Byte[],Byte[])", (ref NativeCall c) =>
            {
                c.Cost += c.Array(1).Length * 86L;
                c.Return(HMACSHA256.HashData(c.Array(0).Bytes, c.Array(1).Bytes));
            });
        r.Of("System.Security.Cryptography.HMACSHA512")
            .Add("HashData(Byte[],Byte[])", (ref NativeCall c) =>
            {
                c.Cost += c.Array(1).Length * 224L;
                c.Return(HMACSHA512.HashData(c.Array(0).Bytes, c.Array(1).Bytes));
            });
    }

    private static void Transform(ref NativeCall c)
    {
        byte[] key = c.Array(0).Bytes;
        byte[] data = c.Array(2).Bytes;
        bool chained = c.Bool(3);
        if (key.Length is not (16 or 24 or 32) || data.Length % BlockBytes != 0 || (chained && c.Array(1).Length != BlockBytes))
        {
            throw DeviceFault.Argument();
        }

        using Aes aes = Aes.Create();
        aes.Key = key;
        byte[] result = (chained, c.Bool(4)) switch
        {
            (true, true) => aes.EncryptCbc(data, c.Array(1).Bytes, PaddingMode.None),
            (true, false) => aes.DecryptCbc(data, c.Array(1).Bytes, PaddingMode.None),
            (false, true) => aes.EncryptEcb(data, PaddingMode.None),
            _ => aes.DecryptEcb(data, PaddingMode.None),
        };
        c.Cost += data.Length * 137L;
        c.Return(result);
    }
}
