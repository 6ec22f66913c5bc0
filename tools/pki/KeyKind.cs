namespace nanoDer.Pki;

/// <summary>The key types that IEC 62351-3 profiles of DER gateways use.</summary>
public enum KeyKind
{
    /// <summary>ECDSA on NIST P-256, signatures with SHA-256.</summary>
    P256,

    /// <summary>RSA of 2048 bits, PKCS#1 v1.5 signatures with SHA-256.</summary>
    Rsa2048,

    /// <summary>RSA of 3072 bits, PKCS#1 v1.5 signatures with SHA-256.</summary>
    Rsa3072,
}
