using Mono.Cecil;

namespace nanoDer.Checker.DataPath;

/// <summary>
/// The calls into nanoFramework that the data path may make: read in its sources (July 2026), they make no object on the
/// managed heap but on the way to an exception. A number after a name is that of its parameters.
/// </summary>
public static class SafeCalls
{
    private static readonly Dictionary<string, string[]> s_calls = new(StringComparer.Ordinal)
    {
        ["System.Array"] = ["Clear", "Copy", "IndexOf", "get_Length"],
        ["System.BitConverter"] =
        [
            "DoubleToInt64Bits", "Int64BitsToDouble", "ToBoolean", "ToChar", "ToDouble", "ToInt16", "ToInt32", "ToInt64", "ToSingle",
            "ToUInt16", "ToUInt32", "ToUInt64",
        ],
        ["System.DateTime"] =
        [
            ".ctor", "get_Day", "get_DayOfWeek", "get_DayOfYear", "get_Hour", "get_Millisecond", "get_Minute", "get_Month", "get_Second",
            "get_Ticks", "get_UtcNow", "get_Year",
        ],
        ["System.Delegate"] = ["op_Equality", "op_Inequality"],
        ["System.Environment"] = ["get_TickCount64"],
        ["System.IO.Stream"] = ["Flush", "Read", "Write"],
        ["System.Math"] = ["*"],
        ["System.Net.Security.SslStream"] = ["Read", "Write", "get_DataAvailable", "get_Length"],
        ["System.Net.Sockets.NetworkStream"] = ["Flush", "Read", "Write", "get_DataAvailable", "get_Length"],
        ["System.Net.Sockets.Socket"] = ["Poll", "Receive", "Send", "get_Available"],
        ["System.Object"] = [".ctor", "Equals", "ReferenceEquals"],
        ["System.Security.Cryptography.Aes"] = ["get_IV", "get_Key", "set_IV", "set_Key"],
        ["System.String"] =
        [
            "Compare", "CompareTo", "Equals", "IndexOf", "IndexOfAny", "IsNullOrEmpty", "LastIndexOf", "get_Chars", "get_Length", "op_Equality",
            "op_Inequality",
        ],
        ["System.Text.Encoding"] = ["GetBytes/5"],
        ["System.Threading.Interlocked"] = ["*"],
        ["System.Threading.Thread"] = ["Sleep"],
        ["System.TimeSpan"] = [".ctor", "get_Ticks"],
    };

    /// <summary>Says whether a call is one of them.</summary>
    public static bool Contains(MethodReference called) =>
        s_calls.TryGetValue(called.DeclaringType.FullName, out string[]? names)
        && (names is ["*"] || names.Contains(called.Name) || names.Contains($"{called.Name}/{called.Parameters.Count}"));
}
