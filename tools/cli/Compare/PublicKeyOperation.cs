namespace nanoDer.Cli.Compare;

/// <summary>What takes the device long: with P-256 unless RSA is said, which is of 2,048 bits.</summary>
internal enum PublicKeyOperation
{
    KeyPair,
    Agreement,
    Signature,
    Verification,
    RsaPublic,
    RsaPrivate,
}
