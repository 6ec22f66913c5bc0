using System.Reflection;
using nanoDer.Core;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using nanoDer.Firmware;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>The firmware on the interpreter: the program of <c>onboard/</c> in a heap of the board's size, in real time.</summary>
internal sealed class InterpretedGateway
{
    private const string Namespace = "nanoDer.OnBoard.";

    private readonly GatewaySettings _settings;
    private readonly IInverter _inverter;
    private readonly IGatewayEvents _events;
    private readonly TaskCompletionSource<Value> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Loads the program.</summary>
    /// <exception cref="UserError">The device could not run it.</exception>
    public InterpretedGateway(GatewaySettings settings, IInverter inverter, IGatewayEvents events, int heapBytes)
    {
        _settings = settings;
        _inverter = inverter;
        _events = events;
        var host = new Dictionary<string, HostCall>
        {
            [Namespace + "Program::Configure(nanoDer.Firmware.GatewaySettings)"] = Configure,
            [Namespace + "Program::Built(nanoDer.Firmware.Gateway)"] = Built,
            [Namespace + "HostInverter::Read(nanoDer.Firmware.InverterReadings)"] = Read,
            [Namespace + "HostEvents::OnEvent(nanoDer.Firmware.GatewayEvent,nanoDer.Core.DerStatus,System.String)"] = OnEvent,
        };
        try
        {
            DeviceProgram program = DeviceProgram.Load(Path.Combine(AppContext.BaseDirectory, "nanoDer.OnBoard.dll"), host);
            Machine = new Machine(program, new MachineOptions { HeapBytes = heapBytes, RealTime = true });
        }
        catch (RefusedException e)
        {
            throw new UserError("the firmware", $"the device cannot run it\n{e.Message}", "change the code named");
        }
    }

    /// <summary>The device.</summary>
    public Machine Machine { get; }

    /// <summary>Runs until <paramref name="cancellation"/>.</summary>
    /// <exception cref="UserError">The program has died.</exception>
    public void Run(CancellationToken cancellation)
    {
        DeviceMethod stop = Machine.Program.Types.First(t => t.FullName == "nanoDer.Firmware.Gateway").Methods.Find(m => m.Name == "Stop")!;
        using CancellationTokenRegistration _ = cancellation.Register(() => _built.Task.ContinueWith(
            gateway => Machine.Post(stop, gateway.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
        try
        {
            Machine.Start();
            Machine.RunMain();
        }
        catch (Exception e) when (e is DeviceCrashException or StuckException or RebootException or RefusedException)
        {
            throw Died(e.Message);
        }

        if (Machine.Unhandled.Count > 0)
        {
            throw Died(string.Join("\n", Machine.Unhandled));
        }
    }

    private static UserError Died(string why) => new("the firmware on the interpreter", $"it has ended\n{why}", "mend the code named, or take smaller buffers");

    /// <summary>Copies the fields of a host object into the program's object of the same class.</summary>
    private static void Copy(Machine machine, object from, Instance into)
    {
        foreach (FieldInfo field in from.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            ref Value place = ref into.Fields[into.Type.Fields.Find(f => f.Name == field.Name)!.Index];
            switch (field.GetValue(from))
            {
                case string text:
                    place = Value.Ref(machine.Heap.NewString(text));
                    break;
                case float number:
                    place.N = Value.Single(number).N;
                    break;
                case bool or int or uint or long:
                    place.N = Convert.ToInt64(field.GetValue(from));
                    break;
                case { } inner:
                    Copy(machine, inner, (Instance)place.O!);
                    break;
            }
        }
    }

    private Value Configure(Machine machine, ReadOnlySpan<Value> arguments)
    {
        Copy(machine, _settings, (Instance)arguments[0].O!);
        return default;
    }

    private Value Built(Machine machine, ReadOnlySpan<Value> arguments)
    {
        _built.TrySetResult(arguments[0]);
        return default;
    }

    private Value Read(Machine machine, ReadOnlySpan<Value> arguments)
    {
        var readings = new InverterReadings();
        bool answers = _inverter.Read(readings);
        if (answers)
        {
            Copy(machine, readings, (Instance)arguments[1].O!);
        }

        return Value.Bool(answers);
    }

    private Value OnEvent(Machine machine, ReadOnlySpan<Value> arguments)
    {
        var what = (GatewayEvent)arguments[1].I4;
        if (what == GatewayEvent.Stopped)
        {
            // So that the account has what was alive while it ran.
            machine.Heap.Collect();
        }

        _events.OnEvent(what, (DerStatus)arguments[2].I4, (arguments[3].O as StringObject)?.Text);
        return default;
    }
}
