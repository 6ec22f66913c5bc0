namespace nanoDer.HostTests.Control;

/// <summary>One thing that happens to the controlled objects.</summary>
public abstract record ControlStep
{
    public sealed record Select(int Object, int Client, int Number) : ControlStep;

    public sealed record Operate(int Object, int Client, int Number, long Sent, int After, bool IsTest) : ControlStep;

    public sealed record Cancel(int Object, int Client, int Number) : ControlStep;

    /// <summary>Time goes on, and the machine is told.</summary>
    public sealed record Pass(int Milliseconds) : ControlStep;

    /// <summary>Time goes on before the machine is told.</summary>
    public sealed record Sleep(int Milliseconds) : ControlStep;

    public sealed record Gone(int Client) : ControlStep;

    /// <summary>The process ends what it executes of an object.</summary>
    public sealed record Finish(int Object, bool Well) : ControlStep;

    /// <summary>The process allows an object to be operated, or no more.</summary>
    public sealed record Block(int Object, bool Blocked) : ControlStep;

    public sealed record Deliver : ControlStep;
}
