using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using nanoDer.Checker;
using System.Text;

namespace nanoDer.HostTests.Checker;

/// <summary>A small program compiled as the build compiles device code, and what the checker says to it.</summary>
internal sealed class DeviceProgram : IDisposable
{
    /// <summary>The file name that findings name.</summary>
    public const string FileName = "/src/Program.cs";

    // .NET's own assemblies minus those whose types nanoDer.Platform supplies, as in tools/device.targets.
    private static readonly string[] s_references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is not ("System.Net.Security.dll" or "System.Security.Cryptography.dll"))
        .Where(p => p.StartsWith(Path.GetDirectoryName(typeof(object).Assembly.Location)!) || Path.GetFileName(p) is "nanoDer.Core.dll" or "nanoDer.Platform.dll")
        .ToArray();

    private static readonly MetadataReference[] s_metadata = s_references.Select(p => (MetadataReference)MetadataReference.CreateFromFile(p)).ToArray();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanoder-checker-");

    /// <summary>Compiles.</summary>
    /// <param name="source">C#; a whole file.</param>
    /// <param name="language">The version that the build uses is 9.</param>
    /// <param name="executable">False makes a library; it needs no <c>Main</c>.</param>
    public DeviceProgram(string source, LanguageVersion language = LanguageVersion.CSharp9, bool executable = false)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            SourceText.From(source, Encoding.UTF8), new CSharpParseOptions(language), FileName);
        var options = new CSharpCompilationOptions(
            executable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);
        Assembly = Path.Combine(_folder.FullName, "Program.dll");
        using FileStream code = File.Create(Assembly);
        using FileStream symbols = File.Create(Path.ChangeExtension(Assembly, ".pdb"));
        EmitResult result = CSharpCompilation.Create("Program", [tree], s_metadata, options)
            .Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        CompilerErrors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
    }

    /// <summary>The compiled file.</summary>
    public string Assembly { get; }

    /// <summary>What the compiler refused; when there is anything, there is nothing to check.</summary>
    public IReadOnlyList<string> CompilerErrors { get; }

    /// <summary>What the checker looks at for this program.</summary>
    public CheckerOptions Options => new() { Assembly = Assembly, References = s_references };

    /// <summary>Runs the checker.</summary>
    public IReadOnlyList<Finding> Check() => new nanoDer.Checker.Checker(Options).Run();

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
