using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace nanoDer.Pki;

/// <summary>The JID in a certificate: SAN otherName id-on-xmppAddr, a UTF8String (RFC 6120 clause 13.7.1.4).</summary>
public static class XmppAddr
{
    /// <summary>id-on-xmppAddr.</summary>
    public const string Oid = "1.3.6.1.5.5.7.8.5";

    private const string SubjectAltNameOid = "2.5.29.17";

    private static readonly Asn1Tag OtherName = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>All JIDs that <paramref name="certificate"/> carries.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static IReadOnlyList<string> Read(X509Certificate2 certificate)
    {
        var found = new List<string>();
        if (certificate.Extensions[SubjectAltNameOid] is not { } extension)
        {
            return found;
        }

        AsnReader names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag() != OtherName)
            {
                names.ReadEncodedValue();
                continue;
            }

            AsnReader name = names.ReadSequence(OtherName);
            if (name.ReadObjectIdentifier() == Oid)
            {
                found.Add(name.ReadSequence(OtherName).ReadCharacterString(UniversalTagNumber.UTF8String));
            }
        }

        return found;
    }

    internal static void Write(AsnWriter names, string jid)
    {
        using (names.PushSequence(OtherName))
        {
            names.WriteObjectIdentifier(Oid);
            using (names.PushSequence(OtherName))
            {
                names.WriteCharacterString(UniversalTagNumber.UTF8String, jid);
            }
        }
    }
}
