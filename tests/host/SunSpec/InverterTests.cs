using System.Diagnostics;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.ModbusInverter;
using Xunit;

namespace nanoDer.HostTests.SunSpec;

/// <summary>The firmware's SunSpec inverter against pymodbus: both families, both framings, and what goes wrong in the field.</summary>
public sealed class InverterTests
{
    // Of the device's map: models 1, then those of the family.
    private const int Controls = 40070 + 52 + 28 + 32 + 46;
    private const int Service = 40070 + 155 + 52;
    private const int NewControls = Service + 19;
    private const int VoltVar = NewControls + 67;
    private const int Droop = VoltVar + 51;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("rtu")]
    public async Task Measures_and_commands_the_older_family(string framer)
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("older", framer);
        using var inverter = new RunningInverter(device.Port, framer == "rtu");
        InverterReadings readings = await inverter.ReadAsync(_ => true);
        Assert.Equal((4950f, -120f, 49.987f), (readings.ActivePower, readings.ReactivePower, readings.Frequency));
        Assert.Equal((230.5f, 231f, 229.8f), (readings.VoltageA, readings.VoltageB, readings.VoltageC));
        Assert.Equal((12 << 16) + 3456, readings.Energy);
        Assert.True(readings.Connected);
        inverter.Apply(new InverterSetPoints { HasLimit = true, Limit = 62.5f, HasReactive = true, Reactive = -20, HasPowerFactor = true, PowerFactor = 0.9f });
        await inverter.SettledAsync(DerStatus.Ok);
        await device.HasAsync(Controls + 4, 1, 625, 0, 0, 0, 1, -900, 0, 0, 0, 1, 0, -200, 0, 0, 0, 0, 2, 1);
        inverter.Apply(new InverterSetPoints { Connect = false });
        await inverter.SettledAsync(DerStatus.Ok);
        int[] controls = await device.GetAsync(Controls + 4, 19);
        Assert.Equal((0, 0, 0, 0), (controls[0], controls[5], controls[10], controls[18]));
    }

    [SkippableFact]
    public async Task Measures_and_commands_the_newer_family()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("newer");
        using var inverter = new RunningInverter(device.Port, isRtu: false);
        InverterReadings readings = await inverter.ReadAsync(_ => true);
        Assert.Equal((-3000f, 45f, 50.01f), (readings.ActivePower, readings.ReactivePower, readings.Frequency));
        Assert.Equal((231f, 232f, 229f), (readings.VoltageA, readings.VoltageB, readings.VoltageC));
        Assert.Equal((1L << 32) + 5, readings.Energy);
        inverter.Apply(new InverterSetPoints
        {
            Connect = false, HasTarget = true, Target = 40, HasReactive = true, Reactive = 15, HasPowerFactor = true, PowerFactor = -0.95f, VoltVar = true, LowFrequencyWatt = true,
        });
        await inverter.SettledAsync(DerStatus.Ok);
        await device.HasAsync(Service + 2, 0);
        await device.HasAsync(NewControls + 14, 1, 400);
        await device.HasAsync(NewControls + 35, 1, 1);
        await device.HasAsync(NewControls + 42, 15);
        await device.HasAsync(NewControls + 2, 1);
        await device.HasAsync(NewControls + 59, 950, 1);
        await device.HasAsync(VoltVar + 2, 1);
        await device.HasAsync(Droop + 2, 1);
        inverter.Apply(new InverterSetPoints { VoltWatt = true });
        await inverter.SettledAsync(DerStatus.SunSpecUnsupported);
    }

    [SkippableFact]
    public async Task Gives_a_curve_that_the_device_adopts()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("newer");
        using var inverter = new RunningInverter(device.Port, isRtu: false);
        await inverter.ReadAsync(_ => true);
        inverter.Client.SetCurve(705, 1, [90, 97, 103, 110], [44, 0, 0, -44], 4);
        await inverter.UntilAsync(() => !inverter.Client.IsCurveBusy);
        Assert.Equal(DerStatus.Ok, inverter.Client.CurveStatus);
        await device.HasAsync(VoltVar + 25, 900, 440, 970, 0, 1030, 0, 1100, -440);
        await device.TellAsync($"locked {VoltVar + 43}");
        inverter.Client.SetCurve(705, 1, [90, 97, 103, 110], [40, 0, 0, -40], 4);
        await inverter.UntilAsync(() => !inverter.Client.IsCurveBusy);
        Assert.Equal(DerStatus.ModbusIllegalAddress, inverter.Client.CurveStatus);
    }

    [SkippableFact]
    public async Task Tells_what_is_not_kept_or_refused_and_tries_again()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("older");
        using var inverter = new RunningInverter(device.Port, isRtu: false);
        await inverter.ReadAsync(_ => true);
        await device.TellAsync($"stuck {Controls + 5}");
        inverter.Apply(new InverterSetPoints { HasLimit = true, Limit = 30 });
        await inverter.SettledAsync(DerStatus.SunSpecNotKept);
        await device.TellAsync("stuck -1");
        await inverter.SettledAsync(DerStatus.Ok);
        await device.HasAsync(Controls + 5, 300);
        await device.TellAsync($"locked {Controls + 9}");
        inverter.Apply(new InverterSetPoints { HasLimit = true, Limit = 20 });
        await inverter.SettledAsync(DerStatus.ModbusIllegalAddress);
        await device.TellAsync("locked -1");
        await inverter.SettledAsync(DerStatus.Ok);

        // Somebody else writes, and is overruled.
        await device.TellAsync($"set {Controls + 5} 900");
        await inverter.UntilAsync(() => device.GetAsync(Controls + 5, 1).Result[0] == 200);
    }

    [SkippableFact]
    public async Task Never_makes_the_gateway_wait_and_comes_back_after_a_loss()
    {
        PymodbusDevice device = await PymodbusDevice.StartAsync("older");
        using var inverter = new RunningInverter(device.Port, isRtu: false);
        inverter.Inverter.MaxAge = 2000;
        await inverter.ReadAsync(_ => true);
        inverter.Apply(new InverterSetPoints { HasLimit = true, Limit = 80 });
        await inverter.SettledAsync(DerStatus.Ok);
        device.Dispose();
        await inverter.UntilAsync(() => !inverter.Inverter.Read(new InverterReadings()));
        Assert.True(inverter.Client.NeedsLink);
        Assert.Equal(4950, inverter.Client.Readings.Power);

        // The device has forgotten its set-points; they are written again.
        using PymodbusDevice again = await PymodbusDevice.StartAsync("older", port: device.Port);
        await inverter.ReadAsync(_ => true);
        await inverter.UntilAsync(() => again.GetAsync(Controls + 5, 1).Result[0] == 800);
        await again.TellAsync("slow 0.3");
        await again.TellAsync("set 40084 5000");
        await inverter.ReadAsync(r => r.ActivePower == 5000);
        Assert.InRange(inverter.LongestCall, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>An inverter whose thread runs during a test.</summary>
    private sealed class RunningInverter : IDisposable
    {
        public RunningInverter(int port, bool isRtu)
        {
            Inverter = new SunSpecInverter(new TcpLink("127.0.0.1", port), isRtu, PymodbusDevice.Unit, new NanoBoard());
            Client.Period = 200;
            Client.FirstWait = 100;
            Client.LongestWait = 500;
            Inverter.Start();
        }

        public SunSpecInverter Inverter { get; }

        public nanoDer.SunSpec.SunSpecClient Client => Inverter.Client;

        /// <summary>What a call by the gateway's loop took at most.</summary>
        public TimeSpan LongestCall { get; private set; }

        public void Apply(InverterSetPoints setPoints) => Timed(() => Inverter.Apply(setPoints));

        public async Task<InverterReadings> ReadAsync(Func<InverterReadings, bool> wanted)
        {
            var readings = new InverterReadings();
            await UntilAsync(() =>
            {
                bool answers = false;
                Timed(() => answers = Inverter.Read(readings));
                return answers && wanted(readings);
            });
            return readings;
        }

        /// <summary>Waits until the set-points have been looked at with this result.</summary>
        public async Task SettledAsync(DerStatus status)
        {
            await Task.Delay(100);
            await UntilAsync(() => Client.IsSettled && Client.ControlStatus == status);
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            var watch = Stopwatch.StartNew();
            while (!condition())
            {
                Assert.True(watch.Elapsed < Limit, $"not within {Limit.TotalSeconds} s: link {Client.Status}, set-points {Client.ControlStatus}");
                await Task.Delay(20);
            }
        }

        public void Dispose() => Inverter.Stop();

        private void Timed(Action call)
        {
            var watch = Stopwatch.StartNew();
            call();
            LongestCall = watch.Elapsed > LongestCall ? watch.Elapsed : LongestCall;
        }
    }
}
