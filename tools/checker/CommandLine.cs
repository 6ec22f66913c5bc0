using nanoDer.Checker.Api;
using nanoDer.Checker.Report;

namespace nanoDer.Checker;

/// <summary>The command line; plain on purpose, because the build starts it for every library.</summary>
public static class CommandLine
{
    private const string Usage = """
        nanoDer.Checker: holds compiled device code to what nanoFramework v1 can do.

          dotnet nanoDer.Checker.dll ASSEMBLY [options]      checks, prints errors as MSBuild does; exit code 1 when there are any
          dotnet nanoDer.Checker.dll @FILE                   the same, arguments from FILE, one a line
          dotnet nanoDer.Checker.dll --report ASSEMBLY...    what they cost: code, heap, depth of the data path; as Markdown

        Options:
          --project FOLDER      the project's folder; its packages.config, when there is one, says which packages may be used
          --tests               unit tests: the test framework may be used, the data-path rules do not hold
          --except=CODE         let findings of a rule pass, repeat; for what is known and being changed
          --references PATH...  all that follows: the assemblies that ASSEMBLY was compiled against
        """;

    /// <summary>Exit code: 0 nothing found, 1 findings, 2 wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is [] or ["--help"] or ["-h"])
        {
            output.WriteLine(Usage);
            return args.Length == 0 ? 2 : 0;
        }

        try
        {
            if (args is ["--report", ..])
            {
                output.Write(Report(args[1..]));
                return 0;
            }

            string[] all = args is [['@', .. var file]] ? File.ReadAllLines(file) : args;
            IReadOnlyList<Finding> findings = new Checker(Parse(all)).Run();
            foreach (Finding finding in findings)
            {
                output.WriteLine(finding);
            }

            return findings.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is ArgumentException or IOException or BadImageFormatException or Mono.Cecil.AssemblyResolutionException)
        {
            errors.WriteLine($"nanoDer.Checker: error ND001: {e.Message}");
            return 2;
        }
    }

    // Libraries are looked for beside each other, .NET's own where this program has them.
    private static BudgetReport Report(string[] paths)
    {
        string[] framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string[] beside = paths.SelectMany(p => Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(p))!, "*.dll")).ToArray();
        var report = new BudgetReport(new ApiLists(CheckerOptions.DefaultApiFolder));
        foreach (string path in paths)
        {
            using var assemblies = new AssemblySet(path, [.. beside, .. framework]);
            report.Add(assemblies);
        }

        return report;
    }

    private static CheckerOptions Parse(string[] args)
    {
        string? assembly = null;
        string? project = null;
        bool tests = false;
        string[] references = [];
        var except = new HashSet<string>();
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "":
                    break;
                case "--tests":
                    tests = true;
                    break;
                case "--project":
                    project = ++i < args.Length ? args[i] : throw new ArgumentException("--project needs a folder");
                    break;
                case var option when option.StartsWith("--except=", StringComparison.Ordinal):
                    except.Add(option["--except=".Length..]);
                    break;
                case "--references":
                    references = args[(i + 1)..].Where(a => a.Length > 0).ToArray();
                    i = args.Length;
                    break;
                case ['-', ..]:
                    throw new ArgumentException($"unknown option {args[i]}");
                default:
                    assembly = assembly is null ? args[i] : throw new ArgumentException("one assembly at a time");
                    break;
            }
        }

        return new CheckerOptions
        {
            Assembly = assembly ?? throw new ArgumentException("no assembly named"),
            References = references,
            ProjectFolder = project,
            Tests = tests,
            Except = except,
        };
    }
}
