extern alias bcl;

using System;
using System.Security.Cryptography;
using System.Text;
using Crypto = bcl::System.Security.Cryptography;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Platform;

/// <summary>Reads certificates and keys by the firmware's rules: PEM when the bytes end with NUL and have its marks, else DER.</summary>
internal static class PemOrDer
{
    private const string CertificateMark = "-----BEGIN CERTIFICATE-----";

    private static readonly string[] s_keyLabels = ["RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"];

    /// <summary>Reads the certificates of a PEM text, or the one of a DER encoding.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="unreadable">How many could not be read.</param>
    /// <returns>Those that could, in order.</returns>
    internal static X509.X509Certificate2Collection Certificates(byte[] bytes, out int unreadable)
    {
        var found = new X509.X509Certificate2Collection();
        unreadable = 0;
        string? text = Text(bytes);
        if (text == null || !text.Contains(CertificateMark, StringComparison.Ordinal))
        {
            unreadable += TryAdd(found, bytes) ? 0 : 1;
            return found;
        }

        ReadOnlySpan<char> rest = text;
        while (Crypto.PemEncoding.TryFind(rest, out Crypto.PemFields fields))
        {
            if (rest[fields.Label].SequenceEqual("CERTIFICATE"))
            {
                unreadable += TryAdd(found, Convert.FromBase64String(rest[fields.Base64Data].ToString())) ? 0 : 1;
            }

            rest = rest[fields.Location.End..];
        }

        unreadable += found.Count + unreadable == 0 ? 1 : 0;
        return found;
    }

    /// <summary>Reads a private key: PKCS #8, encrypted PKCS #8, PKCS #1 or SEC 1.</summary>
    /// <param name="bytes">The bytes; in PEM text other things may stand before and after the key.</param>
    /// <param name="password">Password of an encrypted key; null or empty for none.</param>
    /// <returns>An <c>RSA</c> or <c>ECDsa</c> key, or null when there is none that can be read.</returns>
    internal static Crypto.AsymmetricAlgorithm? PrivateKey(byte[] bytes, string? password)
    {
        ReadOnlySpan<char> rest = Text(bytes);
        while (Crypto.PemEncoding.TryFind(rest, out Crypto.PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            if (Array.IndexOf(s_keyLabels, label) >= 0)
            {
                return Decode(label, Convert.FromBase64String(rest[fields.Base64Data].ToString()), password);
            }

            rest = rest[fields.Location.End..];
        }

        Crypto.AsymmetricAlgorithm? key = null;
        for (int i = s_keyLabels.Length - 1; i >= 0 && key == null; i--)
        {
            key = Decode(s_keyLabels[i], bytes, password);
        }

        return key;
    }

    private static string? Text(byte[] bytes)
        => bytes.Length > 0 && bytes[^1] == 0 ? Encoding.UTF8.GetString(bytes, 0, Array.IndexOf(bytes, (byte)0)) : null;

    private static bool TryAdd(X509.X509Certificate2Collection target, byte[] der)
    {
        // .NET would also read PEM text without its NUL, and the device does not.
        const byte sequence = 0x30;
        if (der.Length == 0 || der[0] != sequence)
        {
            return false;
        }

        try
        {
            target.Add(X509.X509CertificateLoader.LoadCertificate(der));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static Crypto.AsymmetricAlgorithm? Decode(string label, byte[] der, string? password)
        => Decode(Crypto.RSA.Create(), label, der, password) ?? Decode(Crypto.ECDsa.Create(), label, der, password);

    private static Crypto.AsymmetricAlgorithm? Decode(Crypto.AsymmetricAlgorithm key, string label, byte[] der, string? password)
    {
        try
        {
            switch (label, key)
            {
                case ("RSA PRIVATE KEY", Crypto.RSA rsa):
                    rsa.ImportRSAPrivateKey(der, out _);
                    return key;
                case ("EC PRIVATE KEY", Crypto.ECDsa ec):
                    ec.ImportECPrivateKey(der, out _);
                    return key;
                case ("PRIVATE KEY", _):
                    key.ImportPkcs8PrivateKey(der, out _);
                    return key;
                case ("ENCRYPTED PRIVATE KEY", _) when !string.IsNullOrEmpty(password):
                    key.ImportEncryptedPkcs8PrivateKey(password, der, out _);
                    return key;
            }
        }
        catch (CryptographicException)
        {
            // Not of this kind.
        }

        key.Dispose();
        return null;
    }
}
