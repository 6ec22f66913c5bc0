extern alias bcl;

using System;
using System.Security.Cryptography.X509Certificates;
using Bcl = bcl::System.Net.Security;
using Crypto = bcl::System.Security.Cryptography;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Platform;

/// <summary>The certificate and key with which the board shows who it is.</summary>
internal static class OwnCertificate
{
    /// <summary>Makes them ready for a handshake.</summary>
    /// <param name="given">What device code passed; null for none.</param>
    /// <param name="stored">What the board's store holds, if it is to be used; it comes before what was passed.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="TlsFailureException">There is one, but it cannot be used.</exception>
    internal static Bcl.SslStreamCertificateContext? Load(X509Certificate? given, byte[]? stored)
    {
        byte[]? certificate = stored ?? given?.GetRawCertData();
        if (certificate == null)
        {
            return null;
        }

        var given2 = given as X509Certificate2;
        byte[]? key = stored ?? (given2 is { HasPrivateKey: true } ? given2.PrivateKey : null);
        X509.X509Certificate2Collection chain = PemOrDer.Certificates(certificate, out int unreadable);
        if (unreadable != 0 || chain.Count == 0)
        {
            throw TlsFailureException.SetUp(TlsFailureException.CertificateParseFailed, "The own certificate cannot be read.");
        }

        if (key == null)
        {
            throw TlsFailureException.Handshake(MbedTls.PrivateKeyRequired, "The own certificate came without its key.");
        }

        using Crypto.AsymmetricAlgorithm? parsed = PemOrDer.PrivateKey(key, stored == null ? given2?.Password : null);
        if (parsed == null)
        {
            throw TlsFailureException.SetUp(TlsFailureException.PrivateKeyParseFailed, "The own key cannot be read.");
        }

        try
        {
            X509.X509Certificate2 own = parsed is Crypto.RSA rsa
                ? X509.RSACertificateExtensions.CopyWithPrivateKey(chain[0], rsa)
                : X509.ECDsaCertificateExtensions.CopyWithPrivateKey(chain[0], (Crypto.ECDsa)parsed);
            chain.RemoveAt(0);
            return Bcl.SslStreamCertificateContext.Create(own, chain, offline: true);
        }
        catch (ArgumentException e)
        {
            // The firmware finds this out when the peer refuses its signature.
            throw TlsFailureException.Handshake(MbedTls.FatalAlert, "The own key is not that of the own certificate: " + e.Message);
        }
    }
}
