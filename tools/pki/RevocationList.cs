using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace nanoDer.Pki;

/// <summary>The certificate revocation list of an authority (RFC 5280 clause 5), as it stands.</summary>
public sealed class RevocationList
{
    private readonly string _pem;

    private RevocationList(string pem) => _pem = pem;

    /// <summary>Serial numbers (upper-case hex, as <see cref="X509Certificate2.SerialNumber"/>) with the time of revocation.</summary>
    public Dictionary<string, DateTimeOffset> Revoked { get; } = [];

    /// <summary>By when a verifier wants the next list.</summary>
    public DateTimeOffset NextUpdate { get; private set; }

    /// <summary>Reads a list in PEM.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static RevocationList FromPem(string pem)
    {
        var list = new RevocationList(pem);
        try
        {
            PemFields fields = PemEncoding.Find(pem);
            var reader = new AsnReader(Convert.FromBase64String(pem[fields.Base64Data]), AsnEncodingRules.DER);
            list.Read(reader.ReadSequence().ReadSequence());
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            throw new CryptographicException("not a certificate revocation list", e);
        }

        return list;
    }

    internal static string BuildEmpty(X509Certificate2 issuer, X509SignatureGenerator signer, int days)
        => Sign(new CertificateRevocationListBuilder(), BigInteger.One, issuer, signer, days);

    /// <summary>The next list, with one more entry where <paramref name="alsoRevoke"/> is given.</summary>
    internal string BuildNext(X509Certificate2 issuer, X509SignatureGenerator signer, int days, X509Certificate2? alsoRevoke)
    {
        var builder = CertificateRevocationListBuilder.LoadPem(_pem, out BigInteger number);
        if (alsoRevoke is not null)
        {
            builder.AddEntry(alsoRevoke, DateTimeOffset.UtcNow);
        }

        return Sign(builder, number + 1, issuer, signer, days);
    }

    private static string Sign(
        CertificateRevocationListBuilder builder, BigInteger number, X509Certificate2 issuer, X509SignatureGenerator signer, int days)
    {
        Validity validity = Validity.Days(days);
        byte[] der = builder.Build(
            issuer.SubjectName,
            signer,
            number,
            validity.NotAfter,
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false),
            validity.NotBefore);
        return PemEncoding.WriteString("X509 CRL", der) + "\n";
    }

    // TBSCertList ::= SEQUENCE { version, signature, issuer, thisUpdate, nextUpdate, revokedCertificates OPTIONAL, [0] extensions }
    private void Read(AsnReader list)
    {
        list.ReadInteger();
        list.ReadEncodedValue();
        list.ReadEncodedValue();
        ReadTime(list);
        NextUpdate = ReadTime(list);
        if (!list.HasData || !list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            return;
        }

        for (AsnReader entries = list.ReadSequence(); entries.HasData;)
        {
            AsnReader entry = entries.ReadSequence();
            Revoked[Convert.ToHexString(entry.ReadIntegerBytes().Span)] = ReadTime(entry);
        }
    }

    private static DateTimeOffset ReadTime(AsnReader reader)
        => reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
