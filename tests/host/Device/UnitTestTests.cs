using nanoDer.Device.Testing;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Unit tests on the interpreter: outcomes, data rows, bounds.</summary>
public sealed class UnitTestTests
{
    private const string Source = """
        using System;
        using nanoFramework.TestFramework;
        public sealed class MaxStepsAttribute : Attribute { public MaxStepsAttribute(int n) { } }
        public sealed class MaxHeapAttribute : Attribute { public MaxHeapAttribute(int n) { } }

        [TestClass]
        public class Tests
        {
            private int _made;

            [Setup]
            public void Make() { _made = 5; }

            [TestMethod]
            public void Good() { Assert.AreEqual(5, _made); _made = 6; }

            [TestMethod]
            public void Alone() { Assert.AreEqual(5, _made); }

            [TestMethod]
            public void Bad() { Assert.AreEqual(6, _made, "why"); }

            [TestMethod]
            public void Thrown() { throw new InvalidOperationException("boom"); }

            [TestMethod]
            public void Skips() { Assert.SkipTest("later"); }

            [DataRow(1, 2, 3)]
            [DataRow(1, 2, 4)]
            public void Adds(int a, int b, int sum) { Assert.AreEqual(sum, a + b); }

            [TestMethod]
            [MaxSteps(100)]
            public void Short() { Turn(20); }

            [TestMethod]
            [MaxSteps(100)]
            public void Long() { Turn(200); }

            [TestMethod]
            [MaxHeap(2000)]
            public void Small() { for (int i = 0; i < 100; i++) { byte[] garbage = new byte[500]; } }

            [TestMethod]
            [MaxHeap(2000)]
            public void Large() { byte[][] kept = new byte[10][]; for (int i = 0; i < 10; i++) { kept[i] = new byte[500]; } }

            private static void Turn(int count) { for (int i = 0; i < count; i++) { } }
        }
        """;

    [Fact]
    public void EachTestEndsAsItShould()
    {
        using DeviceCode code = DeviceCode.ForHost(Source, library: true);
        Assert.Empty(code.CompilerErrors);
        Dictionary<string, TestResult> results = new TestRunner(code.AssemblyPath, 65536).Run().ToDictionary(r => r.Name["Tests.".Length..]);
        Assert.Equal(
            ["Adds.0", "Alone", "Good", "Short", "Small"],
            results.Values.Where(r => r.Outcome == TestOutcome.Passed).Select(r => r.Name["Tests.".Length..]).Order());
        Assert.Equal(["Skips"], results.Values.Where(r => r.Outcome == TestOutcome.Skipped).Select(r => r.Name["Tests.".Length..]));
        Assert.Contains("Expected:<6>", results["Bad"].Message);
        Assert.Contains("why", results["Bad"].Message);
        Assert.Contains("InvalidOperationException: boom", results["Thrown"].Message);
        Assert.Contains("MaxSteps", results["Long"].Message);
        Assert.Contains("MaxHeap", results["Large"].Message);
        Assert.InRange(results["Short"].Steps, 20, 60);
    }

    [Fact]
    public void FiguresAreTheSameInEveryRun()
    {
        using DeviceCode code = DeviceCode.ForHost(Source, library: true);
        TestResult[] first = [.. new TestRunner(code.AssemblyPath, 65536).Run()];
        Assert.Equal(first, new TestRunner(code.AssemblyPath, 65536).Run());
    }

    [Fact]
    public void ResultsCanBeCountedFromTheFile()
    {
        using DeviceCode code = DeviceCode.ForHost(Source, library: true);
        string file = Path.Combine(Path.GetDirectoryName(code.AssemblyPath)!, "device.trx");
        Trx.Write(file, [.. new TestRunner(code.AssemblyPath, 65536).Run()]);
        string text = File.ReadAllText(file);
        Assert.Contains("""<Counters total="11" executed="10" passed="5" failed="5" notExecuted="1" />""", text);
    }

    [Fact]
    public void ALibraryThatAllocatesIsCaught()
    {
        using DeviceCode code = DeviceCode.ForHost(
            """
            using System;
            using nanoDer.Core;
            using nanoFramework.TestFramework;
            public sealed class NoAllocationAttribute : Attribute { }

            [TestClass]
            public class Tests
            {
                private ByteWriter _writer;

                [Setup]
                public void Make() { _writer = new ByteWriter(16); }

                [TestMethod]
                [NoAllocation]
                public void Quiet() { byte[] own = new byte[3]; _writer.Put(own); Assert.AreEqual(3, _writer.Count); }

                [TestMethod]
                [NoAllocation]
                public void Wasteful() { new ByteWriter(16).Put(1); }
            }
            """,
            true,
            "nanoDer.Core.dll");
        Assert.Empty(code.CompilerErrors);
        TestResult[] results = [.. new TestRunner(code.AssemblyPath, 65536).Run()];
        Assert.Equal([TestOutcome.Passed, TestOutcome.Failed], results.Select(r => r.Outcome));
        Assert.Contains("ByteWriter::.ctor", results[1].Message);
    }
}
