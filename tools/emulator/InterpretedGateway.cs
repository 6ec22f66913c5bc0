using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using nanoDer.Firmware;
using nanoDer.GroupKeys;
using nanoDer.Tls;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>The firmware on the interpreter: the program of <c>onboard/</c> in a heap of the board's size, in real time.</summary>
internal sealed class InterpretedGateway
{
    private const string Namespace = "nanoDer.OnBoard.";

    // What an event takes in the ring of SecurityLog.
    private const int EventFields = 6;

    private readonly GatewaySettings _settings;
    private readonly IInverter _inverter;
    private readonly IGatewayEvents _events;
    private readonly Action<ReadOnlySpan<byte>>? _recorded;
    private readonly GroupKeySettings? _group;
    private Watchdog? _watchdog;
    private readonly TaskCompletionSource<Value> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Loads the program.</summary>
    /// <exception cref="UserError">The device could not run it.</exception>
    public InterpretedGateway(GatewaySettings settings, IInverter inverter, IGatewayEvents events, int heapBytes, Action<ReadOnlySpan<byte>>? recorded, GroupKeySettings? group)
    {
        if (group?.Messages is not null)
        {
            throw new UserError("messages to the group", "the interpreter's gateway has its keys alone", "emulate with --engine jit");
        }

        _group = group;
        _recorded = recorded;
        _settings = settings;
        _inverter = inverter;
        _events = events;
        var host = new Dictionary<string, HostCall>
        {
            [Namespace + "Program::Configure(nanoDer.Firmware.GatewaySettings)"] = Configure,
            [Namespace + "Program::ConfigureGroup(nanoDer.GroupKeys.GroupKeySettings)"] = ConfigureGroup,
            [Namespace + "Program::Built(nanoDer.Firmware.Gateway)"] = Built,
            [Namespace + "HostBoard::FeedWatchdog()"] = FeedWatchdog,
            [Namespace + "HostBoard::Recorded(System.Byte[],System.Int32,System.Int32)"] = Recorded,
            [Namespace + "HostInverter::Read(nanoDer.Firmware.InverterReadings)"] = Read,
            [Namespace + "HostInverter::Apply(nanoDer.Firmware.InverterSetPoints)"] = Apply,
            [Namespace + "HostEvents::OnEvent(nanoDer.Firmware.GatewayEvent,nanoDer.Core.DerStatus,System.String)"] = OnEvent,
        };
        try
        {
            DeviceProgram program = DeviceProgram.Load(Path.Combine(AppContext.BaseDirectory, group is null ? "nanoDer.OnBoard.dll" : "nanoDer.OnBoardGroup.dll"), host);
            Machine = new Machine(program, new MachineOptions { HeapBytes = heapBytes, RealTime = true });
        }
        catch (RefusedException e)
        {
            throw new UserError("the firmware", $"the device cannot run it\n{e.Message}", "change the code named");
        }
    }

    /// <summary>The device.</summary>
    public Machine Machine { get; }

    /// <summary>Whether it was started; a device starts once.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Runs until <paramref name="cancellation"/>.</summary>
    /// <param name="watchdog">Fed by the program.</param>
    /// <param name="cancellation">Asks the program to end.</param>
    /// <exception cref="UserError">The program has died.</exception>
    /// <exception cref="BoardRestartException">The watchdog has bitten, or the program restarts the board.</exception>
    public void Run(Watchdog watchdog, CancellationToken cancellation)
    {
        _watchdog = watchdog;
        HasRun = true;
        DeviceMethod stop = Machine.Program.Types.First(t => t.FullName == "nanoDer.Firmware.Gateway").Methods.Find(m => m.Name == "Stop")!;
        using CancellationTokenRegistration _ = cancellation.Register(() => _built.Task.ContinueWith(
            gateway => Machine.Post(stop, gateway.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
        try
        {
            Machine.Start();
            Machine.RunMain();
        }
        catch (RebootException)
        {
            throw new BoardRestartException("the firmware restarts the board");
        }
        catch (Exception e) when (e is DeviceCrashException or StuckException or RefusedException)
        {
            throw Died(e.Message);
        }

        if (Machine.Unhandled.Count > 0)
        {
            throw Died(string.Join("\n", Machine.Unhandled));
        }
    }

    /// <summary>The ring of security events, as it lies in the device's memory.</summary>
    public IReadOnlyList<LoggedEvent> Events()
    {
        if (!_built.Task.IsCompletedSuccessfully)
        {
            return [];
        }

        var log = (Instance)Field((Instance)_built.Task.Result.O!, "_security").O!;
        ReadOnlySpan<int> ring = MemoryMarshal.Cast<byte, int>(((ArrayObject)Field(log, "_ring").O!).Bytes);
        (int next, int count, int capacity) = (Field(log, "_next").I4, Field(log, "_count").I4, Field(log, "_capacity").I4);
        var events = new List<LoggedEvent>();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> entry = ring[(((count < capacity ? 0 : next) + i) % capacity * EventFields)..];
            events.Add(new LoggedEvent((SecurityEvent)entry[0], entry[1], entry[2], DateTimeOffset.FromUnixTimeMilliseconds(((long)entry[4] << 32) | (uint)entry[5]), entry[3]));
        }

        return events;
    }

    private static Value Field(Instance of, string name) => of.Fields[of.Type.Fields.Find(f => f.Name == name)!.Index];

    private static UserError Died(string why) => new("the firmware on the interpreter", $"it has ended\n{why}", "mend the code named, or take smaller buffers");

    /// <summary>Copies the fields of a host object into the program's object of the same class; what is as the class makes it stays: texts in the program's flash.</summary>
    private static void Copy(Machine machine, object from, Instance into)
    {
        object made = Activator.CreateInstance(from.GetType())!;
        foreach (FieldInfo field in from.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            ref Value place = ref into.Fields[into.Type.Fields.Find(f => f.Name == field.Name)!.Index];
            switch (field.GetValue(from))
            {
                case string text when !text.Equals(field.GetValue(made)):
                    // A model is a constant of the program, in flash; the rest is provisioned.
                    place = Value.Ref(field.Name == nameof(GatewaySettings.Model) ? machine.Heap.NewLiteral(text) : machine.Heap.NewString(text));
                    break;
                case byte[] bytes:
                    Resolver types = machine.Program.Resolver;
                    ArrayObject array = machine.Heap.NewArray(types.ArrayOf(types.WellKnown("System.Byte")), bytes.Length);
                    bytes.CopyTo(array.Bytes);
                    place = Value.Ref(array);
                    break;
                case float number:
                    place.N = Value.Single(number).N;
                    break;
                case bool or int or uint or long:
                    place.N = Convert.ToInt64(field.GetValue(from));
                    break;
                case int[] numbers:
                    MemoryMarshal.AsBytes(numbers.AsSpan()).CopyTo(((ArrayObject)place.O!).Bytes);
                    break;
                case { } inner and not string:
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

    private Value ConfigureGroup(Machine machine, ReadOnlySpan<Value> arguments)
    {
        // The device's own generator is the same at each start.
        _group!.Entropy = RandomNumberGenerator.GetBytes(48);
        Copy(machine, _group, (Instance)arguments[0].O!);
        return default;
    }

    private Value Built(Machine machine, ReadOnlySpan<Value> arguments)
    {
        _built.TrySetResult(arguments[0]);
        return default;
    }

    private Value FeedWatchdog(Machine machine, ReadOnlySpan<Value> arguments)
    {
        _watchdog!.Feed();
        return default;
    }

    private Value Recorded(Machine machine, ReadOnlySpan<Value> arguments)
    {
        _recorded?.Invoke(((ArrayObject)arguments[1].O!).Bytes.AsSpan(arguments[2].I4, arguments[3].I4));
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

    private Value Apply(Machine machine, ReadOnlySpan<Value> arguments)
    {
        var from = (Instance)arguments[1].O!;
        var setPoints = new InverterSetPoints();
        foreach (FieldInfo field in typeof(InverterSetPoints).GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            Value value = from.Fields[from.Type.Fields.Find(f => f.Name == field.Name)!.Index];
            field.SetValue(setPoints, field.FieldType == typeof(bool) ? value.N != 0 : value.R4);
        }

        _inverter.Apply(setPoints);
        return default;
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
