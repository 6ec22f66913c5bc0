namespace nanoDer.Gcks;

/// <summary>A member's message that the key server refuses; the text says why, without any secret.</summary>
public sealed class KeyServerException(string why, int notify = 0) : Exception(why)
{
    /// <summary>Notification for the member; 0 for none.</summary>
    public int Notify { get; } = notify;
}
