namespace nanoDer.HostTests.Reports;

/// <summary>One thing that happens to a server with a URCB and a BRCB. Client 0 or 1; block 0 is unbuffered, 1 is buffered.</summary>
public abstract record ReportStep
{
    /// <summary>A value is set: 0 the power, 1 its quality, 2 the frequency, 3 the name.</summary>
    public sealed record Change(int Which, int Value) : ReportStep;

    public sealed record Pass(int Milliseconds) : ReportStep;

    public sealed record Enable(int Client, int Block, bool On) : ReportStep;

    public sealed record Interrogate(int Client, int Block) : ReportStep;

    public sealed record Triggers(int Client, int Block, int Bits) : ReportStep;

    public sealed record BufferTime(int Client, int Block, int Milliseconds) : ReportStep;

    public sealed record Period(int Client, int Block, int Milliseconds) : ReportStep;

    /// <summary>Another data set: 0 none, 1 the one of the configuration, 2 the other.</summary>
    public sealed record DataSet(int Client, int Block, int Number) : ReportStep;

    /// <summary>A reservation of the unbuffered block, or of the buffered one for some seconds; 0 ends it.</summary>
    public sealed record Reserve(int Client, int Block, int Seconds) : ReportStep;

    public sealed record Purge(int Client) : ReportStep;

    /// <summary>An EntryID is written: 0 zeros, 1 the last one received, 2 one that never was.</summary>
    public sealed record Resynchronise(int Client, int Which) : ReportStep;

    public sealed record Gone(int Client) : ReportStep;

    public sealed record Come(int Client) : ReportStep;

    /// <summary>There is room for some reports on the link.</summary>
    public sealed record Deliver(int Count) : ReportStep;
}
