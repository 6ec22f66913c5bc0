using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using nanoDer.Gdoi;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Gcks;

/// <summary>The file of a key server: who it is, where it listens, its groups. Paths count from the file's folder.</summary>
public sealed record GcksConfiguration
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private string _file = "";

    /// <summary>Address to listen at.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Its place on XMPP; without it there is none.</summary>
    public XmppSettings? Xmpp { get; init; }

    /// <summary>Port of UDP; 0 for any that is free, -1 for none.</summary>
    public int Port { get; init; } = 848;

    /// <summary>Port of UDP with the non-ESP marker (RFC 3947); -1 for none, 0 for any that is free.</summary>
    public int NatPort { get; init; } = 4500;

    /// <summary>Its certificate, PEM.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of it, PEM.</summary>
    public string? Key { get; init; }

    /// <summary>Authorities of the members' certificates, PEM.</summary>
    public string? Authorities { get; init; }

    /// <summary>File with the pre-shared key, all octets of it.</summary>
    public string? PreSharedKey { get; init; }

    /// <summary>Its name with a pre-shared key.</summary>
    public string Name { get; init; } = "gcks";

    /// <summary>True to take SHA-1 and group 2 from old members.</summary>
    public bool Legacy { get; init; }

    /// <summary>True when ECDSA signs HASH_I and HASH_R as they are, as strongSwan has it.</summary>
    public bool PlainEcdsa { get; init; }

    /// <summary>Key of the pushes' signatures, PEM: P-256 or RSA. Without it one is made at each start.</summary>
    public string? Signer { get; init; }

    /// <summary>Its groups.</summary>
    public required IReadOnlyList<GroupSettings> Groups { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserError">It is missing, or something in it is wrong.</exception>
    public static GcksConfiguration Load(string file)
    {
        try
        {
            GcksConfiguration configuration = JsonSerializer.Deserialize<GcksConfiguration>(Read(file), Form) ?? throw Wrong(file, "it is empty");
            return configuration with { _file = file };
        }
        catch (JsonException e)
        {
            throw Wrong(file, e.Message.Replace('\n', ' '));
        }
    }

    /// <summary>The address to listen at.</summary>
    public IPAddress Address() => IPAddress.TryParse(Listen, out IPAddress? address) ? address : throw Wrong(_file, $"listen: '{Listen}' is no address");

    /// <summary>Who the key server is.</summary>
    public KeyServerIdentity Identity()
    {
        if (Port is < -1 or > 65535 || NatPort is < -1 or > 65535)
        {
            throw Wrong(_file, "port or natPort is no port");
        }

        if (Certificate is null && PreSharedKey is null)
        {
            throw Wrong(_file, "it has neither certificate nor preSharedKey");
        }

        if (Certificate is not null && (Key is null || Authorities is null))
        {
            throw Wrong(_file, "a certificate needs key and authorities beside it");
        }

        X509Certificate2Collection authorities = [];
        X509Certificate2? certificate = null;
        if (Certificate is not null)
        {
            try
            {
                certificate = X509Certificate2.CreateFromPemFile(Path(Certificate), Path(Key!));
                authorities.ImportFromPemFile(Path(Authorities!));
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw Wrong(_file, $"certificate, key or authorities: {e.Message}");
            }
        }

        return new KeyServerIdentity
        {
            Certificate = certificate,
            Authorities = authorities,
            PreSharedKey = PreSharedKey is null ? null : Read(Path(PreSharedKey)),
            Name = Name,
            AllowLegacy = Legacy,
            PlainEcdsa = PlainEcdsa,
        };
    }

    /// <summary>Its place on XMPP; null when it has none.</summary>
    public XmppTransport? OnXmpp()
    {
        if (Xmpp is null)
        {
            return Port >= 0 ? null : throw Wrong(_file, "it has neither port nor xmpp");
        }

        if ((Xmpp.Certificate ?? Certificate) is not { } certificate || (Xmpp.Key ?? Key) is not { } key || (Xmpp.Authorities ?? Authorities) is not { } authorities)
        {
            throw Wrong(_file, "xmpp needs certificate, key and authorities");
        }

        BareJid jid = BareJid.Parse(Xmpp.Jid);
        return new XmppTransport(
            Endpoint.Parse(Xmpp.Server), jid, PemCredentials.Load(Path(certificate), Path(key), Path(authorities), jid), Xmpp.Members,
            [.. Groups.Select(g => g.Room).OfType<string>().Distinct()]);
    }

    /// <summary>The key of the pushes.</summary>
    public AsymmetricAlgorithm PushSigner()
    {
        if (Signer is null)
        {
            return ECDsa.Create(ECCurve.NamedCurves.nistP256);
        }

        string pem = System.Text.Encoding.UTF8.GetString(Read(Path(Signer)));
        AsymmetricAlgorithm? key = null;
        foreach (AsymmetricAlgorithm candidate in new AsymmetricAlgorithm[] { ECDsa.Create(), RSA.Create() })
        {
            try
            {
                candidate.ImportFromPem(pem);
                key = candidate;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                candidate.Dispose();
            }
        }

        return key is RSA or { KeySize: 256 } ? key : throw Wrong(Path(Signer), "it holds no private key of P-256 or RSA");
    }

    /// <summary>How its groups are.</summary>
    public IReadOnlyList<GroupPolicy> Policies()
    {
        GroupPolicy[] policies = [.. Groups.Select((g, i) => g.Policy(why => Wrong(_file, $"groups[{i}]: {why}")))];
        return policies.Length > 0 ? policies : throw Wrong(_file, "it has no group");
    }

    private static UserError Wrong(string file, string why) => new(file, why, "see tools/gcks/README.md");

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, e.Message);
        }
    }

    private string Path(string file) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(_file))!, file);
}
