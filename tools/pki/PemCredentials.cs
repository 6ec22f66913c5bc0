using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Tools;

namespace nanoDer.Pki;

/// <summary>Certificate, key and authorities of one party, read from PEM files and found to fit together.</summary>
public sealed class PemCredentials
{
    private PemCredentials(byte[] certificate, byte[] key, byte[] authorities)
    {
        Certificate = certificate;
        Key = key;
        Authorities = authorities;
    }

    /// <summary>The party's certificate, PEM.</summary>
    public byte[] Certificate { get; }

    /// <summary>Its private key, PEM.</summary>
    public byte[] Key { get; }

    /// <summary>The authorities it trusts, PEM.</summary>
    public byte[] Authorities { get; }

    /// <summary>What a peer will probably object to, each a sentence for a person.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Reads the three files, for the party <paramref name="jid"/>.</summary>
    /// <exception cref="UserError">A file is missing, unreadable or something else, or the key belongs to another certificate.</exception>
    public static PemCredentials Load(string certificateFile, string keyFile, string authoritiesFile, BareJid jid)
    {
        byte[] certificatePem = Read(certificateFile, "--cert");
        byte[] keyPem = Read(keyFile, "--key");
        byte[] authoritiesPem = Read(authoritiesFile, "--ca");
        using X509Certificate2 certificate = Certificates(certificateFile, certificatePem, "--cert")[0];
        Certificates(authoritiesFile, authoritiesPem, "--ca").ForEach(a => a.Dispose());
        CheckKey(keyFile, Text(keyPem), certificateFile, certificate);
        var credentials = new PemCredentials(certificatePem, keyPem, authoritiesPem);
        credentials.Doubt(certificateFile, certificate, jid);
        return credentials;
    }

    private static byte[] Read(string file, string option)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(file, "there is no such file", $"give {option} a PEM file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(file) ? "it is a folder" : "it cannot be read";
            throw new UserError(file, why, $"give {option} a PEM file that you may read");
        }
    }

    private static string Text(byte[] pem) => System.Text.Encoding.Latin1.GetString(pem);

    private static List<X509Certificate2> Certificates(string file, byte[] pem, string option)
    {
        var found = new X509Certificate2Collection();
        string why = "there is no certificate in it";
        try
        {
            found.ImportFromPem(Text(pem));
        }
        catch (CryptographicException)
        {
            why = "its certificate cannot be read";
        }

        return found.Count > 0
            ? found.ToList()
            : throw new UserError(file, why, $"give {option} a PEM file with -----BEGIN CERTIFICATE-----");
    }

    private static void CheckKey(string keyFile, string keyPem, string certificateFile, X509Certificate2 certificate)
    {
        if (!keyPem.Contains("PRIVATE KEY-----"))
        {
            throw new UserError(keyFile, "there is no private key in it", "give --key a PEM file with -----BEGIN PRIVATE KEY-----");
        }

        if (keyPem.Contains("ENCRYPTED"))
        {
            throw new UserError(keyFile, "the key is encrypted", "decrypt it first: openssl pkcs8 -in FILE -out FILE");
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), keyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw IsKey(keyPem)
                ? new UserError(keyFile, $"the key does not belong to {certificateFile}", "give the two files that were made together")
                : new UserError(keyFile, "its private key cannot be read", "give --key a P-256 or RSA key as PKCS#8 PEM");
        }
    }

    private static bool IsKey(string pem) => Imports<ECDsa>(ECDsa.Create, pem) || Imports<RSA>(RSA.Create, pem);

    private static bool Imports<T>(Func<T> create, string pem)
        where T : AsymmetricAlgorithm
    {
        using T key = create();
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private void Doubt(string file, X509Certificate2 certificate, BareJid jid)
    {
        DateTime now = DateTime.Now;
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            Warnings.Add($"{file} holds from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, not now");
        }

        try
        {
            if (!XmppAddr.Read(certificate).Contains(jid.ToString()))
            {
                Warnings.Add($"{file} does not name {jid}: a server may refuse it");
            }
        }
        catch (AsnContentException)
        {
            Warnings.Add($"{file} has names that cannot be read: a server may refuse it");
        }
    }
}
