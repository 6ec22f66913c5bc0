extern alias bcl;

using System;
using System.Collections.Generic;
using System.Net;
using Crypto = bcl::System.Security.Cryptography;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Platform;

/// <summary>
/// Verifies a peer's certificate as the firmware's Mbed TLS does: a chain to a certificate that the board trusts (root or not),
/// the dates of the whole chain, its hashes and key lengths, key usage, host name. No CRL, no OCSP, no trust store of this machine.
/// </summary>
internal sealed class CertificateVerifier
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private const int LeastRsaBits = 2048;
    private const int LeastCurveBits = 256;

    // md5, sha1 with RSA; DSA and ECDSA with sha1
    private static readonly string[] s_weakSignatures =
        ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];

    private readonly X509.X509Certificate2Collection _trusted;
    private readonly DateTime _now;

    internal CertificateVerifier(X509.X509Certificate2Collection trusted, DateTime utcNow)
    {
        _trusted = trusted;
        _now = utcNow;
    }

    /// <summary>Verifies.</summary>
    /// <param name="certificate">The peer's; null when it sent none.</param>
    /// <param name="sent">Other certificates that it sent.</param>
    /// <param name="host">The name it must have; empty for any.</param>
    /// <param name="isServer">Whether the peer is a server.</param>
    /// <returns>What is wrong.</returns>
    internal VerifyFlags Verify(X509.X509Certificate2? certificate, X509.X509Certificate2Collection sent, string host, bool isServer)
    {
        if (certificate == null)
        {
            return VerifyFlags.Missing;
        }

        VerifyFlags flags = VerifyChain(certificate, sent);
        flags |= VerifyUsage(certificate, isServer ? ServerUsage : ClientUsage);
        if (host.Length != 0 && !HasName(certificate, host))
        {
            flags |= VerifyFlags.NameMismatch;
        }

        return flags;
    }

    private VerifyFlags VerifyChain(X509.X509Certificate2 certificate, X509.X509Certificate2Collection sent)
    {
        using var chain = new X509.X509Chain();
        chain.ChainPolicy.RevocationMode = X509.X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509.X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_trusted);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = _now.ToLocalTime();
        chain.Build(certificate);

        VerifyFlags flags = VerifyFlags.None;
        foreach (X509.X509ChainElement element in chain.ChainElements)
        {
            // The peer's own certificate counts as a trusted one only when it signed itself.
            bool own = element == chain.ChainElements[0];
            bool trusted = _trusted.Contains(element.Certificate) && (!own || certificate.Subject == certificate.Issuer);
            flags |= VerifyElement(element, trusted);
            if (trusted)
            {
                return flags;
            }
        }

        return flags | VerifyFlags.NotTrusted;
    }

    private VerifyFlags VerifyElement(X509.X509ChainElement element, bool trusted)
    {
        X509.X509Certificate2 certificate = element.Certificate;
        VerifyFlags flags = VerifyFlags.None;
        flags |= _now > certificate.NotAfter.ToUniversalTime() ? VerifyFlags.Expired : 0;
        flags |= _now < certificate.NotBefore.ToUniversalTime() ? VerifyFlags.NotYetValid : 0;
        flags |= IsWeak(certificate) ? VerifyFlags.WeakKey : 0;
        if (!trusted && Array.IndexOf(s_weakSignatures, certificate.SignatureAlgorithm.Value) >= 0)
        {
            flags |= VerifyFlags.WeakHash;
        }

        foreach (X509.X509ChainStatus status in element.ChainElementStatus)
        {
            const X509.X509ChainStatusFlags broken =
                X509.X509ChainStatusFlags.NotSignatureValid | X509.X509ChainStatusFlags.InvalidBasicConstraints;
            flags |= (status.Status & broken) != 0 ? VerifyFlags.NotTrusted : 0;
            flags |= (status.Status & X509.X509ChainStatusFlags.HasNotSupportedCriticalExtension) != 0 ? VerifyFlags.Other : 0;
        }

        return flags;
    }

    private static bool IsWeak(X509.X509Certificate2 certificate)
    {
        using Crypto.RSA? rsa = X509.RSACertificateExtensions.GetRSAPublicKey(certificate);
        using Crypto.ECDsa? ec = X509.ECDsaCertificateExtensions.GetECDsaPublicKey(certificate);
        return (rsa != null && rsa.KeySize < LeastRsaBits) || (ec != null && ec.KeySize < LeastCurveBits);
    }

    private static VerifyFlags VerifyUsage(X509.X509Certificate2 certificate, string wanted)
    {
        VerifyFlags flags = VerifyFlags.None;
        foreach (X509.X509Extension extension in certificate.Extensions)
        {
            if (extension is X509.X509KeyUsageExtension usage && (usage.KeyUsages & X509.X509KeyUsageFlags.DigitalSignature) == 0)
            {
                flags |= VerifyFlags.KeyUsage;
            }

            if (extension is X509.X509EnhancedKeyUsageExtension extended && !Allows(extended.EnhancedKeyUsages, wanted))
            {
                flags |= VerifyFlags.ExtendedKeyUsage;
            }
        }

        return flags;
    }

    private static bool Allows(Crypto.OidCollection usages, string wanted)
    {
        const string any = "2.5.29.37.0";
        foreach (Crypto.Oid usage in usages)
        {
            if (usage.Value == wanted || usage.Value == any)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasName(X509.X509Certificate2 certificate, string host)
    {
        foreach (X509.X509Extension extension in certificate.Extensions)
        {
            if (extension is X509.X509SubjectAlternativeNameExtension names)
            {
                // With this extension the common name does not count, whatever kinds of names it has.
                return HasName(names.EnumerateDnsNames(), host) || HasAddress(names.EnumerateIPAddresses(), host);
            }
        }

        return HasName(CommonNames(certificate), host);
    }

    private static bool HasName(IEnumerable<string> patterns, string host)
    {
        foreach (string pattern in patterns)
        {
            if (Matches(pattern, host))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAddress(IEnumerable<IPAddress> addresses, string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? wanted))
        {
            foreach (IPAddress address in addresses)
            {
                if (address.Equals(wanted))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Equal, or a leading <c>*</c> in place of the first label.</summary>
    private static bool Matches(string pattern, string host)
    {
        if (pattern.StartsWith("*.", StringComparison.Ordinal))
        {
            int dot = host.IndexOf('.', StringComparison.Ordinal);
            return dot > 0 && host.AsSpan(dot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase);
        }

        return string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> CommonNames(X509.X509Certificate2 certificate)
    {
        const string commonName = "2.5.4.3";
        foreach (X509.X500RelativeDistinguishedName part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (!part.HasMultipleElements && part.GetSingleElementType().Value == commonName && part.GetSingleElementValue() is string name)
            {
                yield return name;
            }
        }
    }
}
