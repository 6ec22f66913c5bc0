using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Tools;

namespace nanoDer.Pki;

/// <summary>What an end entity's certificate says about its holder: subject, purpose and names.</summary>
public sealed class CertificateProfile
{
    private const string ServerAuthOid = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthOid = "1.3.6.1.5.5.7.3.2";

    private readonly string _commonName;
    private readonly string _purposeOid;
    private readonly string[] _dnsNames;
    private readonly BareJid[] _jids;

    private CertificateProfile(string commonName, string purposeOid, string[] dnsNames, BareJid[] jids)
    {
        _commonName = commonName;
        _purposeOid = purposeOid;
        _dnsNames = dnsNames;
        _jids = jids;
    }

    /// <summary>Name of the files when none is given.</summary>
    public string DefaultName => _jids.Length > 0 ? _jids[0].Local : _dnsNames[0].Replace("*.", "");

    /// <summary>An XMPP server: server authentication, one SAN dNSName for each of <paramref name="dnsNames"/>.</summary>
    /// <exception cref="UserError">No name, or one that is not a host name.</exception>
    public static CertificateProfile Server(params string[] dnsNames)
    {
        if (dnsNames.Length == 0)
        {
            throw UserError.Usage("server certificate", "it has no name", "give at least one --dns NAME");
        }

        foreach (string name in dnsNames)
        {
            if (DnsName.Problem(name, wildcard: true) is { } why)
            {
                throw UserError.Usage($"host name '{name}'", why, "write it in lower case, for example der.local");
            }
        }

        return new CertificateProfile(dnsNames[0], ServerAuthOid, dnsNames, []);
    }

    /// <summary>A device or a grid side: client authentication, one SAN id-on-xmppAddr for each of <paramref name="jids"/>.</summary>
    /// <exception cref="UserError">No JID, or one that is not a bare JID.</exception>
    public static CertificateProfile Device(params string[] jids) => jids.Length == 0
        ? throw UserError.Usage("device certificate", "it has no JID", "give --jid local@domain")
        : new CertificateProfile(jids[0], ClientAuthOid, [], Array.ConvertAll(jids, BareJid.Parse));

    /// <summary>A client certificate that names nobody: for tests of what a server does with it.</summary>
    public static CertificateProfile Nameless(string commonName) => new(commonName, ClientAuthOid, [], []);

    internal CertificateRequest Request(SigningKey key)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(_commonName.Length <= 64 ? _commonName : _commonName[..64]);
        CertificateRequest request = key.Request(name.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(_purposeOid)], false));
        if (_dnsNames.Length + _jids.Length > 0)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", SubjectAltName(), false));
        }

        return request;
    }

    private byte[] SubjectAltName()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (string name in _dnsNames)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            foreach (BareJid jid in _jids)
            {
                XmppAddr.Write(writer, jid.ToString());
            }
        }

        return writer.Encode();
    }
}
