using System;

namespace nanoDer.Platform;

/// <summary>Why a certificate was refused; the numbers of Mbed TLS (<c>MBEDTLS_X509_BADCERT_*</c>).</summary>
[Flags]
public enum VerifyFlags
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>A certificate of the chain has expired.</summary>
    Expired = 0x01,

    /// <summary>The host name is not in the certificate.</summary>
    NameMismatch = 0x04,

    /// <summary>No chain to a trusted CA.</summary>
    NotTrusted = 0x08,

    /// <summary>The peer sent none.</summary>
    Missing = 0x40,

    /// <summary>Another reason.</summary>
    Other = 0x0100,

    /// <summary>A certificate of the chain is not valid yet; a clock that was never set does this.</summary>
    NotYetValid = 0x0200,

    /// <summary>Its key usage does not allow it.</summary>
    KeyUsage = 0x0800,

    /// <summary>Its extended key usage does not allow it.</summary>
    ExtendedKeyUsage = 0x1000,

    /// <summary>Signed with a hash that is too weak (MD5, SHA-1).</summary>
    WeakHash = 0x4000,

    /// <summary>A key that is too short (RSA under 2,048 bits, curves under 256).</summary>
    WeakKey = 0x010000,
}
