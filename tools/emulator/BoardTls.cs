namespace nanoDer.Emulator;

/// <summary>TLS of a board.</summary>
public sealed class BoardTls
{
    internal static readonly string[] Known = ["1.2", "1.3"];

    /// <summary>Versions that the firmware can speak: <c>1.2</c>, <c>1.3</c>.</summary>
    public required string[] Versions { get; init; }

    /// <summary>Bytes of one record buffer, in one piece, outside the managed heap.</summary>
    public required int RecordBytes { get; init; }

    /// <summary>Record buffers of one connection.</summary>
    public required int Records { get; init; }
}
