using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Longer programs against every line that the virtual device prints, compiled for the device and for the host.</summary>
public sealed class SemanticsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "device");

    [Theory]
    [InlineData("semantics", 16)]
    [InlineData("library", 44)]
    [InlineData("cryptography", 8)]
    public void EveryLineIsTheDevices(string name, int count)
    {
        string source = File.ReadAllText(Path.Combine(Folder, name + ".cs"));
        string[] expected = [.. File.ReadLines(Path.Combine(Folder, name + ".device.txt"))];
        Assert.Equal(count, expected.Length);
        using DeviceCode device = DeviceCode.ForDevice(source);
        Assert.Equal(expected, device.Run().Output);
    }

    [Fact]
    public void AHostBuildBehavesLikeADeviceBuild()
    {
        using DeviceCode host = DeviceCode.ForHost(File.ReadAllText(Path.Combine(Folder, "semantics.cs")));
        Assert.Equal(File.ReadLines(Path.Combine(Folder, "semantics.device.txt")), host.Run().Output);
    }

    [Fact]
    public void AnUnhandledExceptionEndsItsThreadOnly()
    {
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            using System.Threading;
            public class Program
            {
                public static void Main()
                {
                    Thread other = new Thread(() => { throw new InvalidOperationException("gone"); });
                    other.Start();
                    other.Join();
                    Console.WriteLine("alive");
                }
            }
            """);
        (string[] output, nanoDer.Device.Execution.Machine machine) = code.Run();
        Assert.Equal(["alive"], output);
        Assert.Contains("System.InvalidOperationException", Assert.Single(machine.Unhandled));
    }

    [Fact]
    public void VirtualTimePassesAtOnce()
    {
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            using System.Threading;
            public class Program
            {
                public static void Main()
                {
                    DateTime before = DateTime.UtcNow;
                    Thread.Sleep(3600000);
                    Console.WriteLine(((DateTime.UtcNow - before).Ticks / 36000000000).ToString());
                }
            }
            """);
        Assert.Equal(["1"], code.Run().Output);
    }

    [Fact]
    public void ThreadsThatWaitForEverAreTold()
    {
        using DeviceCode code = DeviceCode.ForDevice(
            "public class Program { public static void Main() { new System.Threading.AutoResetEvent(false).WaitOne(); } }");
        Assert.Throws<nanoDer.Device.Execution.StuckException>(() => code.Run());
    }
}
