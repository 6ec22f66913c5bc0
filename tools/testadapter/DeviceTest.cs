using System.Reflection;

namespace nanoDer.TestAdapter;

/// <summary>One run of one test method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">Its arguments: those of a data row, or none.</param>
/// <param name="Row">Which data row; 0 for a test without.</param>
/// <param name="Problem">Why the device would not run it as it is written; null when it would.</param>
public sealed record DeviceTest(MethodInfo Method, object?[] Arguments, int Row, string? Problem)
{
    /// <summary>Such as <c>nanoDer.UnitTests.HexTests.Digits</c>; all rows of a method share it.</summary>
    public string FullName => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    /// <summary>Such as <c>Digits(48, 0)</c>.</summary>
    public string DisplayName => Arguments.Length == 0 ? Method.Name : $"{Method.Name}({string.Join(", ", Arguments.Select(Show))})";

    private static string Show(object? argument) => argument switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        _ => Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
