using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary><c>nanoder device</c> on the command line.</summary>
public sealed class DeviceCommandTests
{
    [Fact]
    public async Task RunWritesOutputAndAccount()
    {
        using DeviceCode code = DeviceCode.ForHost("""
            using System;
            public class Program { public static void Main() { for (int i = 0; i < 1000; i++) { } Console.WriteLine("done"); } }
            """);
        ProcessResult result = await CommandLine.RunAsync("device", "run", code.AssemblyPath, "--heap", "64K", "--profile", "--trace-alloc");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("done", result.Output.Trim());
        Assert.Contains("of 65536", result.Error);
        Assert.Contains("Program::Main()", result.Error);
        Assert.Contains("System.String, Program::Main()", result.Error);
    }

    [Fact]
    public async Task AnUnhandledExceptionIsAFailure()
    {
        using DeviceCode code = DeviceCode.ForHost("public class Program { public static void Main() { throw new System.Exception(\"why\"); } }");
        ProcessResult result = await CommandLine.RunAsync("device", "run", code.AssemblyPath);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("why", result.Error);
    }

    [Fact]
    public async Task StepsCanBeBounded()
    {
        using DeviceCode code = DeviceCode.ForHost("public class Program { public static void Main() { while (true) { } } }");
        ProcessResult result = await CommandLine.RunAsync("device", "run", code.AssemblyPath, "--max-steps", "1000");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("bound of steps", result.Error);
    }

    [Fact]
    public async Task CodeThatTheDeviceCannotRunIsNamed()
    {
        using DeviceCode code = DeviceCode.ForHost("public class Program { public static void Main() { \"a\".Replace(\"a\", \"b\"); } }");
        ProcessResult result = await CommandLine.RunAsync("device", "run", code.AssemblyPath);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("System.String.Replace", result.Error);
    }

    [Theory]
    [InlineData(1, "device", "run", "/nowhere/x.dll")]
    [InlineData(1, "device", "test", "/nowhere/x.dll")]
    [InlineData(2, "device", "run")]
    [InlineData(2, "device", "run", "/nowhere/x.dll", "--heap", "much")]
    public async Task AWrongCommandLineIsTold(int exitCode, params string[] arguments)
    {
        ProcessResult result = await CommandLine.RunAsync(arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("nanoder: ", result.Error);
    }

    [Fact]
    public async Task AFileThatIsNoAssemblyIsTold()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "no assembly");
            ProcessResult result = await CommandLine.RunAsync("device", "run", file);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("is no .NET assembly", result.Error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
