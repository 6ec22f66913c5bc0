using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;

namespace nanoDer.Cli.Compare;

/// <summary>
/// A stanza signed, then encrypted, by RFC 3923: Message/CPIM with application/xmpp+xml in it (for the time that a replay is known by), CMS
/// SignedData beside it in multipart/signed, CMS EnvelopedData around that, base64 in the element e2e. Parties with RSA use its mandatory
/// algorithms but for SHA-1; P-256 is RFC 5753.
/// </summary>
internal static class SmimeMessage
{
    public const string Namespace = "urn:ietf:params:xml:ns:xmpp-e2e";

    private const string Aes128Cbc = "2.16.840.1.101.3.4.1.2", Sha256 = "2.16.840.1.101.3.4.2.1", Boundary = "next";
    private const int LineLength = 64;

    private static readonly byte[] SignatureHead = Encoding.ASCII.GetBytes(
        $"\r\n--{Boundary}\r\nContent-Type: application/pkcs7-signature\r\nContent-Disposition: attachment;handling=required;filename=smime.p7s\r\n\r\n");

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        $"Content-Type: multipart/signed; boundary={Boundary}; micalg=sha-256; protocol=application/pkcs7-signature\r\n\r\n--{Boundary}\r\n");

    private static readonly byte[] Tail = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");

    /// <summary>Protects a stanza.</summary>
    /// <param name="stanza">The stanza with what it carries.</param>
    /// <param name="time">When it is sent.</param>
    /// <param name="sender">The sender's certificate, with its key.</param>
    /// <param name="recipient">The recipient's certificate, which the sender must have.</param>
    /// <param name="includes">True to send the certificate along.</param>
    /// <param name="work">Where the operations of the sender are noted.</param>
    /// <returns>The element e2e.</returns>
    public static string Protect(string stanza, DateTimeOffset time, X509Certificate2 sender, X509Certificate2 recipient, bool includes, PublicKeyWork work)
    {
        string stamp = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        byte[] entity = Encoding.UTF8.GetBytes(
            $"Content-type: Message/CPIM\r\n\r\nFrom: <im:{NameOf(sender)}>\r\nTo: <im:{NameOf(recipient)}>\r\nDateTime: {stamp}\r\n\r\n"
            + $"Content-type: application/xmpp+xml\r\n\r\n<xmpp xmlns='jabber:client'>{stanza}</xmpp>");
        byte[] content = [.. Head, .. entity, .. SignatureHead, .. Sign(entity, sender, includes, work), .. Tail];
        byte[] envelope = recipient.GetRSAPublicKey() is null ? KeyAgreeEnvelope.Seal(content, recipient, work) : Seal(content, recipient, work);
        string lines = string.Join('\n', Convert.ToBase64String(envelope).Chunk(LineLength).Select(c => new string(c)));
        return $"<e2e xmlns='{Namespace}'><![CDATA[{lines}]]></e2e>";
    }

    /// <summary>Opens it again.</summary>
    /// <param name="element">The element e2e.</param>
    /// <param name="time">Now, for the certificate and for the stamp, which may be five minutes off.</param>
    /// <param name="recipient">The recipient's certificate, with its key.</param>
    /// <param name="known">The sender's certificate when it has come before; null when it must be in the message.</param>
    /// <param name="authority">Who must have issued it.</param>
    /// <param name="work">Where the operations of the recipient are noted.</param>
    /// <returns>The stanza.</returns>
    /// <exception cref="CryptographicException">It is not authentic, not for this recipient, or old.</exception>
    public static string Open(
        string element, DateTimeOffset time, X509Certificate2 recipient, X509Certificate2? known, X509Certificate2 authority, PublicKeyWork work)
    {
        byte[] envelope = Convert.FromBase64String(XElement.Parse(element).Value);
        byte[] content = recipient.GetRSAPublicKey() is null ? KeyAgreeEnvelope.Open(envelope, recipient, work) : Open(envelope, recipient, work);
        (byte[] entity, byte[] signature) = Parts(content);
        X509Certificate2 sender = Verify(entity, signature, time, known, authority, work);
        string text = Encoding.UTF8.GetString(entity);
        string from = Between(text, "From: <im:", ">\r\n"), stamp = Between(text, "DateTime: ", "\r\n");
        TimeSpan apart = DateTimeOffset.Parse(stamp, CultureInfo.InvariantCulture) - time;
        if (from != NameOf(sender) || apart.Duration() > TimeSpan.FromMinutes(5))
        {
            throw new CryptographicException("the message is of somebody else, or of another time");
        }

        return Between(text, "<xmpp xmlns='jabber:client'>", "</xmpp>");
    }

    /// <summary>What is signed, and the CMS SignedData over it.</summary>
    public static (byte[] Entity, byte[] Signature) Parts(byte[] content)
    {
        int from = Head.Length, between = content.AsSpan().IndexOf(SignatureHead), to = content.Length - Tail.Length;
        return content.AsSpan().StartsWith(Head) && content.AsSpan().EndsWith(Tail) && between >= from
            ? (content[from..between], content[(between + SignatureHead.Length)..to]) : throw new CryptographicException("nothing is signed");
    }

    private static byte[] Sign(byte[] entity, X509Certificate2 sender, bool includes, PublicKeyWork work)
    {
        work.Count(sender.GetRSAPublicKey() is null ? PublicKeyOperation.Signature : PublicKeyOperation.RsaPrivate);
        SignedCms signed = new(new ContentInfo(entity), true);
        signed.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, sender)
        {
            DigestAlgorithm = new Oid(Sha256), IncludeOption = includes ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        });
        return signed.Encode();
    }

    private static X509Certificate2 Verify(
        byte[] entity, byte[] signature, DateTimeOffset time, X509Certificate2? known, X509Certificate2 authority, PublicKeyWork work)
    {
        SignedCms signed = new(new ContentInfo(entity), true);
        signed.Decode(signature);
        X509Certificate2 sender = known ?? (signed.Certificates.Count == 1 ? signed.Certificates[0] : throw new CryptographicException("whose signature is it?"));
        PublicKeyOperation operation = sender.GetRSAPublicKey() is null ? PublicKeyOperation.Verification : PublicKeyOperation.RsaPublic;
        if (known is null)
        {
            work.Count(operation);
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = time.UtcDateTime;
            if (!chain.Build(sender))
            {
                throw new CryptographicException("the sender's certificate is not of the authority");
            }
        }

        work.Count(operation);
        signed.CheckSignature([sender], true);

        // A certificate in the message goes before the one that is handed in: it must be the same.
        return signed.SignerInfos.Count == 1 && sender.Equals(signed.SignerInfos[0].Certificate ?? sender)
            ? sender : throw new CryptographicException("somebody else signed it");
    }

    private static byte[] Seal(byte[] content, X509Certificate2 recipient, PublicKeyWork work)
    {
        work.Count(PublicKeyOperation.RsaPublic);
        EnvelopedCms enveloped = new(new ContentInfo(content), new AlgorithmIdentifier(new Oid(Aes128Cbc)));
        enveloped.Encrypt(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, recipient, RSAEncryptionPadding.Pkcs1));
        return enveloped.Encode();
    }

    private static byte[] Open(byte[] envelope, X509Certificate2 recipient, PublicKeyWork work)
    {
        work.Count(PublicKeyOperation.RsaPrivate);
        using RSA key = recipient.GetRSAPrivateKey() ?? throw new CryptographicException("there is no key to decrypt with");
        EnvelopedCms enveloped = new();
        enveloped.Decode(envelope);
        enveloped.Decrypt(enveloped.RecipientInfos[0], key);
        return enveloped.ContentInfo.Content;
    }

    private static string NameOf(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.SimpleName, false);

    private static string Between(string text, string before, string after)
    {
        int from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        int to = from < before.Length ? -1 : text.IndexOf(after, from, StringComparison.Ordinal);
        return to < 0 ? throw new CryptographicException($"there is no {before.Trim()}") : text[from..to];
    }
}
