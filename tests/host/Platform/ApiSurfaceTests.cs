extern alias nano;

using System.Reflection;
using System.Text;
using Xunit;

namespace nanoDer.HostTests.Platform;

/// <summary>The platform assembly has what nanoFramework's own lists say, member by member.</summary>
public class ApiSurfaceTests
{
    private static readonly Assembly s_platform = typeof(nano::nanoDer.Platform.EmulatedBoard).Assembly;

    public static TheoryData<string, string> Supplied => new()
    {
        { "nanoFramework.Runtime.Native", "nanoFramework.Runtime.Native." },
        { "nanoFramework.System.Security.Cryptography", "System.Security.Cryptography." },
        { "nanoFramework.System.Net", "System.Net.Security." },
        { "nanoFramework.System.Net", "System.Security.Cryptography.X509Certificates." },
        { "nanoFramework.TestFramework", "nanoFramework.TestFramework." },
        { "nanoFramework.TestFramework", "TestFrameworkShared." },
    };

    [Theory]
    [MemberData(nameof(Supplied))]
    public void Every_listed_member_is_there(string package, string prefix)
    {
        HashSet<string> have = Members(prefix);
        List<string> wanted = Listed(package, prefix);
        Assert.NotEmpty(wanted);
        wanted.RemoveAll(have.Contains);
        Assert.Empty(wanted);
    }

    [Theory]
    [MemberData(nameof(Supplied))]
    public void Nothing_is_there_that_the_device_has_not(string package, string prefix)
    {
        var listed = Listed(package, prefix).ToHashSet();
        IEnumerable<string> more = Members(prefix).Where(line => !listed.Contains(line) && !IsStreamPlumbing(line));
        if (prefix == "System.Security.Cryptography.")
        {
            more = more.Where(line => !line.Contains("X509Certificates", StringComparison.Ordinal));
        }

        Assert.Empty(more);
    }

    [Fact]
    public void The_lists_of_wholly_supplied_packages_leave_nothing_over()
    {
        foreach (string package in new[] { "nanoFramework.Runtime.Native", "nanoFramework.System.Security.Cryptography", "nanoFramework.TestFramework" })
        {
            string[] prefixes = Supplied.Where(row => (string)row[0] == package).Select(row => (string)row[1]).ToArray();
            IEnumerable<string> left = Lines(package).Where(line => !prefixes.Any(prefix => line[2..].StartsWith(prefix, StringComparison.Ordinal)));

            // TickCount64 is .NET's own.
            Assert.Empty(left.Except(["T:System.Environment", "P:System.Environment.TickCount64~System.Int64 { get; }"]));
        }
    }

    // Overrides of what .NET's streams have and nanoFramework's have not; they keep callers from going past TLS.
    private static bool IsStreamPlumbing(string line)
        => line.Contains("SslStream.", StringComparison.Ordinal)
            && (line.Contains("Async(", StringComparison.Ordinal) || line.Contains(".Begin", StringComparison.Ordinal) || line.Contains("Span{", StringComparison.Ordinal));

    private static List<string> Listed(string package, string prefix)
        => Lines(package).Where(line => line[2..].StartsWith(prefix, StringComparison.Ordinal)).ToList();

    private static IEnumerable<string> Lines(string package)
        => File.ReadLines(Path.Combine(RepositoryRoot(), "tools", "checker", "api", package + ".txt")).Where(line => !line.StartsWith('#'));

    internal static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "nanoDer.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }

    private static HashSet<string> Members(string prefix)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = new HashSet<string>();
        foreach (Type type in s_platform.GetTypes().Where(t => (t.IsPublic || t.IsNestedPublic) && Name(t).StartsWith(prefix, StringComparison.Ordinal)))
        {
            members.Add("T:" + Name(type));
            members.UnionWith(type.GetMembers(all).Select(Line).OfType<string>());
        }

        return members;
    }

    private static string? Line(MemberInfo member) => member switch
    {
        FieldInfo field => Line(field),
        PropertyInfo property => Line(property),
        EventInfo @event when Visible(@event.AddMethod) => $"E:{Name(@event.DeclaringType!)}.{@event.Name}",
        ConstructorInfo constructor when Visible(constructor) => $"M:{Name(constructor.DeclaringType!)}.#ctor{Parameters(constructor)}",
        MethodInfo { IsSpecialName: false } method when Visible(method) =>
            $"M:{Name(method.DeclaringType!)}.{method.Name}{Parameters(method)}~{Name(method.ReturnType)}{(method.IsStatic ? " static" : "")}{(method.IsAbstract ? " abstract" : "")}",
        _ => null,
    };

    private static string? Line(FieldInfo field)
    {
        if (field.IsSpecialName || !(field.IsPublic || field.IsFamily))
        {
            return null;
        }

        string value = field.IsLiteral ? $" = {Convert.ToInt64(field.GetRawConstantValue())}" : "";
        return $"F:{Name(field.DeclaringType!)}.{field.Name}~{Name(field.FieldType)}{value}";
    }

    private static string? Line(PropertyInfo property)
    {
        string accessors = (Visible(property.GetMethod) ? "get; " : "") + (Visible(property.SetMethod) ? "set; " : "");
        return accessors.Length == 0 ? null : $"P:{Name(property.DeclaringType!)}.{property.Name}~{Name(property.PropertyType)} {{ {accessors}}}";
    }

    private static bool Visible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Parameters(MethodBase method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(p => Name(p.ParameterType)))})";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        var name = new StringBuilder((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Split('`')[0].Replace('+', '.'));
        return type.IsGenericType ? name.Append('{').AppendJoin(',', type.GetGenericArguments().Select(Name)).Append('}').ToString() : name.ToString();
    }
}
