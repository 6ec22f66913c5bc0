using System.Reflection;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Numbers: every line that the device prints, compiled for the device and compiled for the host.</summary>
public sealed class ArithmeticTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "arithmetic");

    [Theory]
    [InlineData("num", 1628)]
    [InlineData("num2", 27)]
    [InlineData("masks", 20)]
    public void EveryResultIsTheDevices(string name, int count)
    {
        string source = File.ReadAllText(Path.Combine(Folder, name + ".cs"));
        string[] expected = [.. File.ReadLines(Path.Combine(Folder, name + ".device.txt"))];
        Assert.Equal(count, expected.Length);
        using DeviceCode device = DeviceCode.ForDevice(source);
        Assert.Equal(expected, device.Run().Output);
        using DeviceCode host = DeviceCode.ForHost(source);
        Assert.Equal(expected, host.Run().Output);
    }

    [Fact]
    public void ATrapThatTheJitHidesShows()
    {
        using DeviceCode code = DeviceCode.ForHost("""
            using System;
            public class Program
            {
                static uint s_word = 0xFFFFFFF0;
                public static int Quarter() { return ((int)s_word) >> 2; }
                public static void Main() { Console.WriteLine(Quarter().ToString()); }
            }
            """);
        var jit = (int)Assembly.Load(File.ReadAllBytes(code.AssemblyPath)).GetType("Program")!.GetMethod("Quarter")!.Invoke(null, null)!;
        Assert.Equal(-4, jit);
        Assert.Equal(["1073741820"], code.Run().Output);
    }

    [Fact]
    public void TheSmallestIntegerDividedByMinusOneKillsTheDevice()
    {
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            public class Program { static int a = int.MinValue, b = -1; public static void Main() { try { a = a / b; } catch (Exception) { } } }
            """);
        Assert.Throws<nanoDer.Device.Memory.DeviceCrashException>(() => code.Run());
    }
}
