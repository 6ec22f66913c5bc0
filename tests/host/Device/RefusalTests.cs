using nanoDer.Device.Loading;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Code that compiles for the host and cannot run on the device is told by name, before anything runs.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("new System.Collections.Generic.List<int>().Add(1);", "generics")]
    [InlineData("int[,] a = new int[2, 2]; a[0, 1] = 1;", "multi-dimensional")]
    [InlineData("\"a\".Replace(\"a\", \"b\");", "System.String.Replace(System.String,System.String)")]
    [InlineData("System.Array.Reverse(new byte[2]);", "Reverse")]
    [InlineData("System.Threading.ThreadPool.QueueUserWorkItem(null);", "System.Threading.ThreadPool")]
    [InlineData("unsafe { byte* p = stackalloc byte[4]; p[0] = 1; }", "stackalloc")]
    [InlineData("unsafe { fixed (byte* p = new byte[4]) { p[0] = 1; } }", "fixed")]
    [InlineData("System.Func<int> f = () => 1; f();", "generics")]
    [InlineData("decimal d = System.Environment.TickCount; d += 1; System.Console.WriteLine(d.ToString());", "System.Decimal")]
    public void CodeIsRefusedWithTheReason(string statement, string reason)
    {
        using DeviceCode code = DeviceCode.ForHost($"public class Program {{ public static void Main() {{ {statement} }} }}");
        RefusedException refused = Assert.Throws<RefusedException>(() => code.Run());
        Assert.Contains(refused.Refusals, r => r.Reason.Contains(reason, StringComparison.Ordinal) && r.Where.Contains("Program", StringComparison.Ordinal));
    }

    [Fact]
    public void AVolatileFieldIsRefused()
    {
        using DeviceCode code = DeviceCode.ForHost("public class Program { static volatile int s_x; public static void Main() { s_x = 1; } }");
        Assert.Contains("volatile", Assert.Throws<RefusedException>(() => code.Run()).Message);
    }

    [Fact]
    public void ATwinThatTheDeviceRunsIsNotRefused()
    {
        using DeviceCode code = DeviceCode.ForHost("""
            using System;
            using System.Collections;
            public class Program
            {
                public static void Main()
                {
                    ArrayList list = new ArrayList();
                    list.Add(1);
                    byte[] bytes = { 3, 4 };
                    lock (list) { Array.Copy(bytes, 0, bytes, 1, 1); }
                    Console.WriteLine("a" + bytes[1] + list.Count);
                }
            }
            """);
        Assert.Equal(["a31"], code.Run().Output);
    }
}
