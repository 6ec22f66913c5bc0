namespace nanoDer.Grid;

/// <summary>An MMS client that is associated with one gateway.</summary>
public interface IGridClient : IAsyncDisposable
{
    /// <summary>Who the gateway says it is (MMS Identify).</summary>
    Task<GridIdentity> IdentifyAsync(CancellationToken cancellation);

    /// <summary>
    /// The gateway's logical devices, or the names inside <paramref name="domain"/> (MMS GetNameList); continues until there are no more.
    /// </summary>
    Task<IReadOnlyList<string>> NamesAsync(string? domain, CancellationToken cancellation);

    /// <summary>The values of <paramref name="references"/>, in their order, in one request (MMS Read). A missing object is a result, not an error.</summary>
    Task<IReadOnlyList<GridReading>> ReadAsync(IReadOnlyList<ObjectReference> references, CancellationToken cancellation);
}
