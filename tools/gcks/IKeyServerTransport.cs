namespace nanoDer.Gcks;

/// <summary>What carries a key server's datagrams.</summary>
public interface IKeyServerTransport : IDisposable
{
    /// <summary>What happened, in words without secrets.</summary>
    event Action<string>? Log;

    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="service">Works on its datagrams.</param>
    /// <param name="cancellation">Ends it.</param>
    Task RunAsync(KeyService service, CancellationToken cancellation);

    /// <summary>Sends a push to members.</summary>
    /// <param name="group">Their group.</param>
    /// <param name="members">Where all members were heard from, by whatever transport.</param>
    /// <param name="push">The datagram.</param>
    /// <returns>How many of them it went to.</returns>
    int Push(Group group, IReadOnlyCollection<string> members, byte[] push);
}
