using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Xunit;

namespace nanoDer.HostTests.Projects;

/// <summary>The device projects cannot be built where nanoFramework's build is missing: at least they say the same as the host projects.</summary>
public sealed class DeviceProjectTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    public static TheoryData<string> Projects()
    {
        var projects = new TheoryData<string>();
        foreach (string file in HostProjects())
        {
            projects.Add(file);
        }

        return projects;
    }

    private static IEnumerable<string> HostProjects()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(Root, "lib")).Append(Path.Combine(Root, "firmware")).Append(Path.Combine(Root, "firmware", "GroupKeys")).Append(Path.Combine(Root, "firmware", "Shield")).Append(Path.Combine(Root, "firmware", "ModbusInverter")).Append(Path.Combine(Root, "tests", "unit"))
            .Append(Path.Combine(Root, "tests", "unit", "Xmpp")))
        {
            foreach (string file in Directory.GetFiles(folder, "*.csproj"))
            {
                yield return Path.GetRelativePath(Root, file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void HasADeviceProjectOverTheSameFiles(string host)
    {
        XDocument device = Device(host);
        // Tests of all projects share the attributes that bound their cost.
        string[] bounds = [.. Items(XDocument.Load(Path.Combine(Root, host)), "Compile").Select(c => c.Replace('/', '\\'))];
        Assert.Equal([@"**\*.cs", .. bounds], Items(device, "Compile"));
        Assert.All(bounds, b => Assert.Equal(@"..\Bounds\*.cs", b));
        Assert.Equal("9.0", Value(device, "LangVersion"));
        string name = Path.GetFileNameWithoutExtension(host);
        Assert.Equal(name, Value(device, "RootNamespace"));
        Assert.Equal(name.StartsWith("nanoDer.UnitTests", StringComparison.Ordinal) ? "NFUnitTest" : name, Value(device, "AssemblyName"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesTheSameLibraries(string host)
    {
        // A device project names what it gets through others as well: nanoFramework's build does not pass references on.
        Assert.Equal(
            Closure(host).Order(),
            Items(Device(host), "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))).Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesEachPackageOfItsList(string host)
    {
        string list = Path.Combine(Root, Path.GetDirectoryName(host)!, "packages.config");
        string[] packages = XDocument.Load(list).Descendants("package").Select(p => $"{p.Attribute("id")!.Value}.{p.Attribute("version")!.Value}").ToArray();
        XDocument device = Device(host);
        XNamespace ns = device.Root!.Name.Namespace;
        string[] hints = device.Descendants(ns + "HintPath").Select(h => h.Value.Replace('\\', '/').Split("packages/")[1].Split('/')[0]).Distinct().ToArray();
        Assert.Equal(packages.Order(), hints.Order());
    }

    // Unit tests reach no budget, and their own attributes are read on the device.
    [Theory]
    [MemberData(nameof(Projects))]
    public void LeavesOutWhatOnlyTheCheckerReads(string host)
    {
        string[] expected = host.StartsWith("tests") ? [] : ["nanoDer.Core.DataPathAttribute", "nanoDer.Core.AllocatesAttribute"];
        Assert.Equal(expected, Items(Device(host), "NFMDP_PE_ExcludeClassByName"));
    }

    [Fact]
    public void UsesOneVersionOfEachPackage()
    {
        string[] versions = HostProjects().Select(p => Path.Combine(Root, Path.GetDirectoryName(p)!, "packages.config"))
            .SelectMany(f => XDocument.Load(f).Descendants("package"))
            .Select(p => $"{p.Attribute("id")!.Value} {p.Attribute("version")!.Value}").Distinct().ToArray();
        Assert.Equal(versions.Select(v => v.Split(' ')[0]).Distinct().Count(), versions.Length);
    }

    private static IEnumerable<string> Closure(string host)
        => Items(XDocument.Load(Path.Combine(Root, host)), "ProjectReference")
            .Select(r => Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(host)!, r))))
            .Where(r => r.StartsWith("lib") || r.StartsWith("firmware"))
            .SelectMany(r => Closure(r).Append(Path.GetFileNameWithoutExtension(r))).Distinct();

    private static XDocument Device(string host) => XDocument.Load(Path.ChangeExtension(Path.Combine(Root, host), ".nfproj"));

    private static IEnumerable<string> Items(XDocument project, string kind)
        => project.Descendants().Where(e => e.Name.LocalName == kind && e.Attribute("Include") != null).Select(e => e.Attribute("Include")!.Value);

    private static string Value(XDocument project, string name) => project.Descendants().First(e => e.Name.LocalName == name).Value;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
