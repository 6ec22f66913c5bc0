using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Pki;

namespace nanoDer.Grid;

/// <summary>TLS of the grid side: mutual, 1.2 or 1.3, no other authorities than those given.</summary>
internal static class GridTls
{
    public static SslClientAuthenticationOptions Options(GridOptions options)
    {
        PemCredentials own = options.Credentials;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.Latin1.GetString(own.Authorities));
        X509Certificate2 certificate = X509Certificate2.CreateFromPem(Encoding.Latin1.GetString(own.Certificate), Encoding.Latin1.GetString(own.Key));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return new SslClientAuthenticationOptions
        {
            TargetHost = options.Jid.Domain,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        };
    }
}
