namespace nanoDer.Emulator;

/// <summary>What executes the firmware.</summary>
public enum Engine
{
    /// <summary>.NET's JIT: fast, with the host's heap and arithmetic.</summary>
    Jit,

    /// <summary>The interpreter of <c>tools/device</c>: the device's arithmetic, the board's heap, and an account of both.</summary>
    Interpreter,
}
