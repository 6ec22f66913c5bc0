using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using nanoFramework.TestFramework;

namespace nanoDer.TestAdapter;

/// <summary>The tests of an assembly, under the names that vstest knows them by.</summary>
internal sealed class TestCases
{
    private readonly Dictionary<Guid, DeviceTest> _tests = [];

    private TestCases(string source, IReadOnlyList<DeviceTestClass> classes)
    {
        Classes = classes;
        using var lines = new SourceLines(source);
        foreach (DeviceTest test in classes.SelectMany(c => c.Tests))
        {
            var found = new TestCase(test.FullName, NanoTestExecutor.Uri, source)
            {
                DisplayName = test.DisplayName,
                Id = IdOf(test),
            };
            if (lines.Find(test.Method) is (string file, int line))
            {
                found.CodeFilePath = file;
                found.LineNumber = line;
            }

            _tests.Add(found.Id, test);
            All.Add(found);
        }
    }

    internal IReadOnlyList<DeviceTestClass> Classes { get; }

    internal List<TestCase> All { get; } = [];

    /// <summary>Reads an assembly; one that has nothing to do with nanoFramework's tests is not even loaded.</summary>
    internal static TestCases? Read(string source)
        => UsesTestFramework(source) ? new TestCases(source, DeviceTestClass.In(Assembly.LoadFrom(source)).ToList()) : null;

    internal DeviceTest TestOf(TestCase testCase) => _tests[testCase.Id];

    private static bool UsesTestFramework(string source)
    {
        string framework = typeof(TestClassAttribute).Assembly.GetName().Name!;
        using var file = new PEReader(File.OpenRead(source));
        if (!file.HasMetadata)
        {
            return false;
        }

        MetadataReader reader = file.GetMetadataReader();
        return reader.AssemblyReferences.Any(handle => reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, framework));
    }

    // The same from run to run, and one for each data row.
    private static Guid IdOf(DeviceTest test)
        => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{test.FullName}#{test.Row}#{test.Arguments.Length}")).AsSpan(0, 16));
}
