using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Platform;

namespace System.Net.Security;

/// <summary>The board's store of trusted CA certificates. A new bundle takes the place of the old one.</summary>
public static class CertificateManager
{
    /// <summary>Stores certificates that were made from PEM text; like the device it takes each one's last byte for the text's end.</summary>
    /// <param name="ca">The certificates.</param>
    /// <returns>True.</returns>
    public static bool AddCaCertificateBundle(X509Certificate[] ca)
    {
        var bundle = new StringBuilder();
        foreach (X509Certificate certificate in ca)
        {
            byte[] raw = certificate.GetRawCertData();
            bundle.Append(Encoding.UTF8.GetString(raw, 0, raw.Length - 1));
        }

        return AddCaCertificateBundle(bundle.Append('\0').ToString());
    }

    /// <summary>Stores PEM text. The text must end with a NUL character, or nothing of it will be trusted.</summary>
    /// <param name="ca">One certificate or several.</param>
    /// <returns>True.</returns>
    public static bool AddCaCertificateBundle(string ca) => AddCaCertificateBundle(Encoding.UTF8.GetBytes(ca));

    /// <summary>Stores PEM text that ends with a NUL byte, or one DER certificate. Nothing is checked before the next handshake.</summary>
    /// <param name="ca">The bytes.</param>
    /// <returns>True.</returns>
    public static bool AddCaCertificateBundle(byte[] ca)
    {
        EmulatedBoard.Current.CaStore = (byte[])ca.Clone();
        return true;
    }
}
