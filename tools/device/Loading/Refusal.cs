namespace nanoDer.Device.Loading;

/// <summary>The program holds something that the device cannot run.</summary>
public sealed class RefusedException(IReadOnlyList<Refusal> refusals)
    : Exception(string.Join(Environment.NewLine, refusals.Select(r => r.ToString())))
{
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}

/// <summary>What the device cannot run, and where it stands.</summary>
public sealed record Refusal(string Where, string Reason)
{
    public override string ToString() => $"{Where}: {Reason}";
}

/// <summary>Raised while one method is read; collected with its place.</summary>
internal sealed class CannotRunException(string reason) : Exception(reason);
