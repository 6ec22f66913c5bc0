using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace nanoDer.TestAdapter;

/// <summary>What <c>--filter</c> may ask of a test.</summary>
internal static class TestFilter
{
    private const string FullyQualifiedName = "FullyQualifiedName";
    private const string Name = "Name";
    private const string ClassName = "ClassName";

    internal static readonly string[] Properties = [FullyQualifiedName, Name, ClassName];

    internal static TestProperty? PropertyOf(string name) => Array.Find(Properties, p => p.Equals(name, StringComparison.OrdinalIgnoreCase)) switch
    {
        FullyQualifiedName => TestCaseProperties.FullyQualifiedName,
        Name or ClassName => TestCaseProperties.DisplayName,
        _ => null,
    };

    internal static object? ValueOf(TestCase test, string name) => Array.Find(Properties, p => p.Equals(name, StringComparison.OrdinalIgnoreCase)) switch
    {
        FullyQualifiedName => test.FullyQualifiedName,
        Name => test.DisplayName,
        ClassName => test.FullyQualifiedName[..test.FullyQualifiedName.LastIndexOf('.')],
        _ => null,
    };
}
