namespace nanoDer.Grid;

/// <summary>A command to a controllable object.</summary>
/// <param name="Object">The object, in functional constraint CO.</param>
/// <param name="Value">ctlVal: 0 and 1 for a switch.</param>
public sealed record GridControl(ObjectReference Object, double Value)
{
    /// <summary>Test: everything but the output to the process.</summary>
    public bool IsTest { get; init; }

    /// <summary>Check: 2 is synchrocheck, 1 interlock check.</summary>
    public int Checks { get; init; }

    /// <summary>When it is to be done; null: at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>After what time it is taken back if it goes on; null: not.</summary>
    public TimeSpan? CancelAfter { get; init; }

    /// <summary>orCat: 1 bay, 2 station, 3 remote, 4 to 6 automatic of these, 7 maintenance, 8 process.</summary>
    public int Category { get; init; } = 3;

    /// <summary>orIdent.</summary>
    public string Originator { get; init; } = "nanoder";

    /// <summary>How long its end may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
