namespace nanoDer.Gcks;

/// <summary>A TEK of a group.</summary>
/// <param name="KeyId">Its number.</param>
/// <param name="Begin">Second of its activation.</param>
/// <param name="End">Second of its end.</param>
/// <param name="AuthenticationKey">Key of the MAC.</param>
/// <param name="EncryptionKey">Key of the cipher.</param>
public sealed record GroupTek(uint KeyId, long Begin, long End, byte[] AuthenticationKey, byte[] EncryptionKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"TEK {KeyId:X8}, {Begin} to {End}";
}
