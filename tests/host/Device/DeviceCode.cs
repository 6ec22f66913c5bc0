using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>A program compiled for the interpreter, and what it does there.</summary>
internal sealed class DeviceCode : IDisposable
{
    private static readonly MetadataReference[] Classes = [MetadataReference.CreateFromStream(
        typeof(DeviceProgram).Assembly.GetManifestResourceStream("nanoDer.DeviceClasses.dll")!)];

    private static readonly MetadataReference[] Host = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is not ("System.Net.Security.dll" or "System.Security.Cryptography.dll"))
        .Where(p => p.StartsWith(Path.GetDirectoryName(typeof(object).Assembly.Location)!, StringComparison.Ordinal) || Path.GetFileName(p) is "nanoDer.Platform.dll")
        .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanoder-device-");

    private DeviceCode(string source, MetadataReference[] references, bool library, params string[] beside)
    {
        foreach (string name in beside)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(_folder.FullName, name));
            references = [.. references, MetadataReference.CreateFromFile(Path.Combine(_folder.FullName, name))];
        }

        var options = new CSharpCompilationOptions(
            library ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            source, new CSharpParseOptions(LanguageVersion.CSharp9, preprocessorSymbols: ["NANOFRAMEWORK_1_0"]), "Program.cs", Encoding.UTF8);
        AssemblyPath = Path.Combine(_folder.FullName, "Program.dll");
        using FileStream file = File.Create(AssemblyPath);
        EmitResult result = CSharpCompilation.Create("Program", [tree], references, options)
            .Emit(file, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319"));
        CompilerErrors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
    }

    /// <summary>The compiled file.</summary>
    public string AssemblyPath { get; }

    /// <summary>Numbers of the compiler's errors; none when it compiled.</summary>
    public string[] CompilerErrors { get; }

    /// <summary>Compiles against the class library of the device, as the device's own build does.</summary>
    public static DeviceCode ForDevice(string source) => new(source, Classes, false);

    /// <summary>Compiles against .NET, as the host build of the project does.</summary>
    /// <param name="source">The program or library.</param>
    /// <param name="library">True when it has no Main.</param>
    /// <param name="beside">Libraries of the project that it uses, by file name.</param>
    public static DeviceCode ForHost(string source, bool library = false, params string[] beside) => new(source, Host, library, beside);

    /// <summary>Runs it to its end.</summary>
    public (string[] Output, Machine Machine) Run(long heap = 262144)
    {
        Assert.Empty(CompilerErrors);
        var output = new StringWriter();
        var machine = new Machine(DeviceProgram.Load(AssemblyPath), new MachineOptions { HeapBytes = heap, Output = output });
        machine.Start();
        machine.RunMain();
        return (output.ToString().TrimEnd('\n').Split('\n'), machine);
    }

    public void Dispose() => _folder.Delete(true);
}
