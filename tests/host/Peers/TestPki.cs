using nanoDer.Peers;
using nanoDer.Pki;

namespace nanoDer.HostTests.Peers;

/// <summary>The certificates of one test: an authority, and what the test asks of it.</summary>
internal sealed class TestPki : IDisposable
{
    public const string Domain = "der.local";

    private readonly TemporaryFolder _folder = new();

    public TestPki() => Authority = CertificateAuthority.Init(_folder["ca"]);

    public CertificateAuthority Authority { get; }

    /// <summary>A server's certificate as it should be; each argument puts one thing wrong.</summary>
    public IssuedCertificate Server(string dns = Domain, Validity? validity = null, KeyKind kind = KeyKind.P256)
        => Authority.Issue(CertificateProfile.Server(dns), validity, kind, NewName("server"));

    /// <summary>A certificate for the device or grid side <c>local@der.local</c>.</summary>
    public IssuedCertificate Device(string local, Validity? validity = null, KeyKind kind = KeyKind.P256)
        => Authority.Issue(CertificateProfile.Device($"{local}@{Domain}"), validity, kind, NewName(local));

    /// <summary>A client certificate without a JID.</summary>
    public IssuedCertificate Nameless() => Authority.Issue(CertificateProfile.Nameless("nobody"), name: NewName("nobody"));

    /// <summary>Certificates of another authority, whom nobody here trusts.</summary>
    public CertificateAuthority Stranger() => CertificateAuthority.Init(_folder[NewName("stranger")], "another test CA");

    /// <summary>Options of a server with this authority; with a good certificate unless <paramref name="server"/> is another.</summary>
    public ProsodyOptions ProsodyOptions(IssuedCertificate? server = null)
    {
        server ??= Server();
        return new ProsodyOptions
        {
            Domain = Domain,
            CertificateFile = server.CertificateFile,
            KeyFile = server.KeyFile,
            AuthorityAndCrlFile = Authority.BundleFile,
        };
    }

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Dispose();
    }

    private static string NewName(string start) => $"{start}-{Guid.NewGuid():N}";
}
