namespace nanoDer.Device.Memory;

/// <summary>The runtime itself raises an exception of the device, as an HRESULT does there.</summary>
public sealed class DeviceFault(string exceptionType, string hresult, string? message = null) : Exception(message ?? hresult)
{
    /// <summary>Full name of the device's exception type.</summary>
    public string ExceptionType { get; } = exceptionType;

    /// <summary>Name of the runtime's error.</summary>
    public string HResultName { get; } = hresult;

    /// <summary>Text of the exception, if it has one.</summary>
    public string? Text { get; } = message;

    /// <summary>Number of a SocketException.</summary>
    public int? ErrorCode { get; init; }

    public static DeviceFault Null() => new("System.NullReferenceException", "CLR_E_NULL_REFERENCE");

    public static DeviceFault Index() => new("System.IndexOutOfRangeException", "CLR_E_INDEX_OUT_OF_RANGE");

    public static DeviceFault OutOfRange() => new("System.ArgumentOutOfRangeException", "CLR_E_OUT_OF_RANGE");

    public static DeviceFault Argument() => new("System.ArgumentException", "CLR_E_INVALID_PARAMETER");

    public static DeviceFault ArgumentNull() => new("System.ArgumentNullException", "CLR_E_ARGUMENT_NULL");

    public static DeviceFault Cast() => new("System.InvalidCastException", "CLR_E_INVALID_CAST");

    public static DeviceFault OutOfMemory() => new("System.OutOfMemoryException", "CLR_E_OUT_OF_MEMORY");

    public static DeviceFault Format() => new("System.FormatException", "CLR_E_INVALID_PARAMETER");

    public static DeviceFault InvalidOperation() => new("System.InvalidOperationException", "CLR_E_INVALID_OPERATION");

    /// <summary>There is no type for it: a plain exception.</summary>
    public static DeviceFault DivideByZero() => new("System.Exception", "CLR_E_DIVIDE_BY_ZERO");

    public static DeviceFault WrongType() => new("System.Exception", "CLR_E_WRONG_TYPE");

    public static DeviceFault Unsupported(string what) => new("System.Exception", "CLR_E_UNSUPPORTED_INSTRUCTION", what);
}

/// <summary>The device's process would die here, without an exception that a program could catch.</summary>
public sealed class DeviceCrashException(string reason) : Exception(reason);
