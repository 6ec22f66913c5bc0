// Block cipher and keyed hashes. Compared line by line with the virtual device.
using System;
using System.Security.Cryptography;

public class Program
{
    static void P(string name, byte[] bytes) { Console.WriteLine(name + ": " + BitConverter.ToString(bytes)); }

    public static void Main()
    {
        byte[] key = new byte[16], text = new byte[32];
        for (int i = 0; i < 16; i++) { key[i] = (byte)i; text[i] = (byte)(i * 17); }
        Aes ecb = new Aes(CipherMode.ECB); ecb.Key = key;
        P("ecb", ecb.Encrypt(text));
        P("back", ecb.Decrypt(ecb.Encrypt(text)));
        Aes cbc = new Aes(CipherMode.CBC); cbc.Key = key; cbc.IV = new byte[16];
        P("cbc", cbc.Encrypt(text));
        P("back", cbc.Decrypt(cbc.Encrypt(text)));
        HMACSHA256 short_ = new HMACSHA256(key);
        P("256", short_.ComputeHash(text));
        P("same", short_.Hash);
        P("512", new HMACSHA512(key).ComputeHash(text));
        P("long", HMACSHA256.HashData(new byte[100], text));
    }
}
