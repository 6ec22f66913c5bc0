using Mono.Cecil;
using nanoDer.Device.Loading;
using nanoDer.Device.Model;

namespace nanoDer.Device.Testing;

/// <summary>A test method, once for each of its data rows.</summary>
internal sealed record UnitTest(DeviceType Class, DeviceMethod Method, string Name, IReadOnlyList<CustomAttributeArgument>? Row)
{
    private const string Framework = "nanoFramework.TestFramework.";

    public int? MaxSteps => Bound("MaxStepsAttribute");

    public int? MaxHeap => Bound("MaxHeapAttribute");

    public bool NoAllocation => Attribute("NoAllocationAttribute") is not null;

    public IEnumerable<DeviceMethod> Setups => Class.Methods.Where(m => Has(m.Definition, Framework + "SetupAttribute"));

    public IEnumerable<DeviceMethod> Cleanups => Class.Methods.Where(m => Has(m.Definition, Framework + "CleanupAttribute"));

    /// <summary>The tests of an assembly in the order in which they stand there.</summary>
    public static IEnumerable<UnitTest> Find(DeviceProgram program)
    {
        foreach (DeviceType type in program.Types.Where(t => t.IsProgram && Has(t.Definition!, Framework + "TestClassAttribute")))
        {
            foreach (DeviceMethod method in type.Methods)
            {
                CustomAttribute[] rows = [.. method.Definition.CustomAttributes.Where(a => a.AttributeType.FullName == Framework + "DataRowAttribute")];
                string name = $"{type.FullName}.{method.Name}";
                if (rows.Length > 0)
                {
                    for (int i = 0; i < rows.Length; i++)
                    {
                        yield return new UnitTest(type, method, $"{name}.{i}", (CustomAttributeArgument[])rows[i].ConstructorArguments[0].Value);
                    }
                }
                else if (Has(method.Definition, Framework + "TestMethodAttribute"))
                {
                    yield return new UnitTest(type, method, name, null);
                }
            }
        }
    }

    private static bool Has(ICustomAttributeProvider provider, string attribute) =>
        provider.CustomAttributes.Any(a => a.AttributeType.FullName == attribute);

    private CustomAttribute? Attribute(string name) => Method.Definition.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == name);

    private int? Bound(string name) => (int?)Attribute(name)?.ConstructorArguments[0].Value;
}

/// <summary>How a test ended and what it took.</summary>
public sealed record TestResult(string Name, TestOutcome Outcome, string Message, long Steps, long HeapBytes, long AllocatedBytes);

public enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}
