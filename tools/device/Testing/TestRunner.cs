using Mono.Cecil;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Testing;

/// <summary>
/// Runs the unit tests of an assembly on the interpreter, each on a device of its own, so that its figures depend on nothing else.
/// </summary>
public sealed class TestRunner
{
    private readonly DeviceProgram _program;
    private readonly long _heapBytes;

    /// <summary>Loads the assembly.</summary>
    /// <exception cref="RefusedException">Something in it or its libraries cannot run on the device.</exception>
    public TestRunner(string path, long heapBytes)
    {
        _program = DeviceProgram.Load(path);
        _heapBytes = heapBytes;
    }

    /// <summary>Runs the tests whose name contains <paramref name="filter"/>.</summary>
    public IEnumerable<TestResult> Run(string? filter = null) =>
        UnitTest.Find(_program).Where(t => filter is null || t.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).Select(Run);

    private TestResult Run(UnitTest test)
    {
        var output = new StringWriter();
        var machine = new Machine(_program, new MachineOptions { HeapBytes = _heapBytes, Output = output });
        var measure = new Measure(machine, test);
        try
        {
            machine.Start();
            Value self = default;
            if (!test.Method.IsStatic)
            {
                self = Value.Ref(machine.Heap.New(test.Class));
                machine.Keep((HeapObject)self.O!);
                Demand(machine.Call(test.Class.Methods.Find(m => m.IsConstructor && m.ArgumentCount == 1)
                    ?? throw new InvalidDataException($"{test.Class.FullName} has no constructor without arguments"), self));
            }

            foreach (DeviceMethod setup in test.Setups)
            {
                Demand(machine.Call(setup, setup.IsStatic ? [] : [self]));
            }

            Value[] arguments = [.. test.Method.IsStatic ? Array.Empty<Value>() : [self], .. Arguments(machine, test)];
            measure.Begin();
            Instance? failure = machine.Call(test.Method, arguments);
            measure.End();
            Demand(failure);
            foreach (DeviceMethod cleanup in test.Cleanups)
            {
                Demand(machine.Call(cleanup, cleanup.IsStatic ? [] : [self]));
            }

            return measure.Result();
        }
        catch (TestEndedException e)
        {
            return measure.Ended(e.Skipped ? TestOutcome.Skipped : TestOutcome.Failed, e.Message + Tail(output));
        }
        catch (StepBoundException)
        {
            return measure.Ended(TestOutcome.Failed, $"takes more than the {test.MaxSteps} steps that MaxSteps allows");
        }
        catch (HeapBoundException e)
        {
            return measure.Ended(TestOutcome.Failed, $"keeps {e.Excess} bytes more alive than the {test.MaxHeap} that MaxHeap allows");
        }
        catch (Exception e) when (e is DeviceCrashException or StuckException or RefusedException or RebootException)
        {
            return measure.Ended(TestOutcome.Failed, e.Message + Tail(output));
        }
    }

    /// <summary>Ends the test when a method of it ended in an exception.</summary>
    private static void Demand(Instance? exception)
    {
        if (exception is not null)
        {
            string text = exception.Fields[0].O is StringObject message ? message.Text : "";
            string name = exception.Type.FullName;
            throw new TestEndedException(name.EndsWith(".SkipTestException", StringComparison.Ordinal), name.EndsWith(".AssertFailedException", StringComparison.Ordinal)
                ? $"{text}{Trace(exception)}" : $"{name}: {text}{Trace(exception)}");
        }
    }

    private static string Trace(Instance exception) => exception.Host is ThrowInfo { Trace: { } trace } ? Environment.NewLine + trace : "";

    private static string Tail(StringWriter output) => output.GetStringBuilder().Length == 0 ? "" : $"{Environment.NewLine}{output.ToString().TrimEnd()}";

    private static IEnumerable<Value> Arguments(Machine machine, UnitTest test)
    {
        foreach (CustomAttributeArgument argument in test.Row ?? [])
        {
            // The row's items are boxed as objects; the value within has the type that counts.
            object? value = argument.Value is CustomAttributeArgument inner ? inner.Value : argument.Value;
            yield return Natives.ReflectionNatives.Constant(machine, value)
                ?? throw new InvalidDataException($"{test.Name}: a data row holds {value?.GetType().Name}");
        }
    }

    private sealed class TestEndedException(bool skipped, string message) : Exception(message)
    {
        public bool Skipped { get; } = skipped;
    }

    /// <summary>What a test took from its beginning on, and whether that is within its bounds.</summary>
    private sealed class Measure(Machine machine, UnitTest test)
    {
        private long _cost;
        private long _live;
        private long _allocated;
        private long _libraryBytes;
        private string? _firstAllocation;
        private long _steps;
        private long _peak;
        private long _bytes;

        public void Begin()
        {
            machine.Heap.Collect();
            machine.Heap.ResetPeak();
            _cost = machine.Interpreter.Cost;
            _live = machine.Heap.UsedBytes;
            _allocated = machine.Heap.AllocatedBytes;
            machine.SetStepBound(test.MaxSteps);
            if (test.MaxHeap is { } bytes)
            {
                machine.Heap.SetSoftLimit(_live + bytes);
            }

            machine.Heap.Allocated = test.NoAllocation ? Note : null;
        }

        public void End()
        {
            machine.Heap.Allocated = null;
            machine.Heap.SetSoftLimit(long.MaxValue);
            machine.SetStepBound(null);
            _steps = (machine.Interpreter.Cost - _cost) / 1000;
            _peak = machine.Heap.PeakBytes - _live;
            _bytes = machine.Heap.AllocatedBytes - _allocated;
        }

        public TestResult Result() => _libraryBytes == 0
            ? Ended(TestOutcome.Passed, "")
            : Ended(TestOutcome.Failed, $"NoAllocation: libraries allocate {_libraryBytes} bytes, first in {_firstAllocation}");

        public TestResult Ended(TestOutcome outcome, string message) => new(test.Name, outcome, message, _steps, _peak, _bytes);

        private void Note(DeviceType type, int bytes)
        {
            for (Frame? frame = machine.Running?.Top; frame is not null; frame = frame.Caller)
            {
                if (frame.Method.Owner.IsProgram && frame.Method.Owner.Assembly != test.Class.Assembly)
                {
                    _libraryBytes += bytes;
                    _firstAllocation ??= $"{frame.Method.FullName} ({type.FullName})";
                    return;
                }
            }
        }
    }
}
