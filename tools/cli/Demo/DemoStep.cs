namespace nanoDer.Cli;

/// <summary>One thing that the demonstration shows. It is shown as done only after it has happened.</summary>
internal sealed class DemoStep(string title)
{
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it is.</summary>
    public string Title { get; } = title;

    /// <summary>What was seen when it happened.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Whether it has happened.</summary>
    public bool IsDone => _happened.Task.IsCompleted;

    /// <summary>Waits until it happens.</summary>
    public Task Happened => _happened.Task;

    /// <summary>Whether this is the first time that it happens; <paramref name="detail"/> says what was seen.</summary>
    public bool Done(string detail)
    {
        Detail = detail;
        return _happened.TrySetResult();
    }
}
