using System.Reflection;
using nanoFramework.TestFramework;

namespace nanoDer.TestAdapter;

/// <summary>A class with tests, as nanoFramework's launcher understands it.</summary>
public sealed class DeviceTestClass
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private DeviceTestClass(Type type)
    {
        Type = type;
        MethodInfo[] methods = type.GetMethods(All);
        Setup = methods.Where(method => Has<SetupAttribute>(method)).ToList();
        Cleanup = methods.Where(method => Has<CleanupAttribute>(method)).ToList();

        // The launcher's order: tests without data rows come first.
        Tests = methods.Where(method => Has<TestMethodAttribute>(method) && !Has<DataRowAttribute>(method)).Select(Single)
            .Concat(methods.Where(method => Has<DataRowAttribute>(method)).SelectMany(Rows))
            .ToList();
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>Methods that run before the tests.</summary>
    public IReadOnlyList<MethodInfo> Setup { get; }

    /// <summary>Methods that run after the tests.</summary>
    public IReadOnlyList<MethodInfo> Cleanup { get; }

    /// <summary>The tests in the order in which they run.</summary>
    public IReadOnlyList<DeviceTest> Tests { get; }

    /// <summary>Finds the classes of an assembly that have tests, with or without the attribute that the launcher looks for.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The classes in the order of the assembly.</returns>
    public static IEnumerable<DeviceTestClass> In(Assembly assembly)
        => assembly.GetTypes().Where(type => type.IsClass).Select(type => new DeviceTestClass(type)).Where(found => found.Tests.Count > 0);

    private static bool Has<T>(MemberInfo member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: true).Any(a => a.GetType() == typeof(T));

    private DeviceTest Single(MethodInfo method) => new(method, [], 0, ProblemOf(method, []));

    private IEnumerable<DeviceTest> Rows(MethodInfo method)
        => method.GetCustomAttributes<DataRowAttribute>().Select((row, i) => new DeviceTest(method, row.MethodParameters, i, ProblemOf(method, row.MethodParameters)));

    private string? ProblemOf(MethodInfo method, object?[] arguments)
    {
        if (!Has<TestClassAttribute>(Type))
        {
            return $"The class {Type.Name} has no [TestClass]: the device would not run this test.";
        }

        if (!method.IsPublic)
        {
            return "The method is not public: the device would not run this test.";
        }

        if (method.ReturnType != typeof(void) || method.IsGenericMethodDefinition || Type.ContainsGenericParameters)
        {
            return "A test is a method without result and without type parameters.";
        }

        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length != arguments.Length)
        {
            return $"The method takes {parameters.Length} arguments and gets {arguments.Length}.";
        }

        ParameterInfo? wrong = parameters.FirstOrDefault(p => !Takes(p.ParameterType, arguments[p.Position]));
        return wrong == null ? null : $"The argument '{wrong.Name}' is no {wrong.ParameterType.Name}; a data row must have the parameter's very type.";
    }

    private static bool Takes(Type parameter, object? argument) => argument == null ? !parameter.IsValueType : parameter.IsInstanceOfType(argument);
}
