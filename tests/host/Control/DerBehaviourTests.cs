using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Iec61850;
using nanoDer.UnitTests;
using Xunit;

namespace nanoDer.HostTests.Control;

/// <summary>What the gateway makes of commands, and what the virtual inverter makes of that: power, reactive power, trips, fail-safe.</summary>
public sealed class DerBehaviourTests
{
    private const string Oper = "Oper{ctlVal{f:f}origin{orCat:e orIdent:o64}ctlNum:u8 T:t Test:b Check:c2}";
    private const string ModeOper = "Mod{Oper{ctlVal:e origin{orCat:e orIdent:o64}ctlNum:u8 T:t Test:b Check:c2}}";

    private static readonly string Description = "DER1LD0{" + Node("DWMX1", "WMaxSptPct") + Node("DAGC1", "WSptPct") + Node("DVAR1", "VArTgtSptPct")
        + Node("DFPF1", "PFGnTgtSpt") + Node("DVVR1", null) + Node("DVWC1", null) + Node("DHFW1", null) + Node("DLFW1", null) + Node("DCTE1", null)
        + "GGIO1{ST{Alm1{stVal:b q:q t:t}}}}";

    private readonly DataModel _model = ModelReader.Read(Description);
    private readonly FailSafe _settings = new() { After = 30_000, Ramp = 0 };
    private readonly InverterReadings _readings = new();
    private readonly VirtualInverter _inverter;
    private readonly DerBehaviour _behaviour;
    private readonly DerControls _controls;
    private long _now;
    private bool _isGridThere = true;

    public DerBehaviourTests()
    {
        _inverter = new VirtualInverter(() => TimeSpan.FromMilliseconds(_now));
        _settings.Defaults.HasLimit = true;
        _settings.Defaults.Limit = 60;
        _behaviour = new DerBehaviour(_settings);
        _behaviour.Wanted.HasLimit = false;
        _behaviour.Wanted.Limit = 100;
        _controls = new DerControls(_model, _behaviour);
    }

    [Fact]
    public void PowerFallsToTheLimitAndComesBack()
    {
        Run(1);
        Assert.InRange(_readings.ActivePower, 9500, 10_000);
        Operate("DWMX1", "WMaxSptPct", 30);
        Run(1);
        Assert.InRange(_readings.ActivePower, 7500, 8100);
        Run(6);
        Assert.Equal(3000, _readings.ActivePower, 1f);
        Assert.Equal(30f, Ieee754.Single(Small("DWMX1$MX$WMaxSptPct$mxVal$f")));
        Mode("DWMX1", 5);
        Run(30);
        Assert.InRange(_readings.ActivePower, 5000, 10_000);
        Operate("DAGC1", "WSptPct", 20);
        Run(10);
        Assert.Equal(2000, _readings.ActivePower, 1f);
    }

    [Fact]
    public void ALimitIsReachedByARamp()
    {
        _settings.Ramp = 5;
        Run(1);
        Assert.Equal(ControlTarget.Pending, Operate("DWMX1", "WMaxSptPct", 80));
        Run(2);
        Assert.Equal(90, _behaviour.Effective.Limit, 0.01);
        Assert.Equal(ControlTarget.Pending, _controls.Poll(new ControlCommand()));
        Run(2);
        Assert.Equal(80, _behaviour.Effective.Limit, 0.01);
        Assert.Equal(AddCause.None, _controls.Poll(new ControlCommand()));
    }

    [Fact]
    public void ReactivePowerFollowsItsMode()
    {
        Operate("DWMX1", "WMaxSptPct", 50);
        Operate("DVAR1", "VArTgtSptPct", -20);
        Run(10);
        Assert.Equal(-2000, _readings.ReactivePower, 1f);
        Operate("DFPF1", "PFGnTgtSpt", -0.8f);
        Run(1);
        Assert.Equal(-3750, _readings.ReactivePower, 1f);
        Assert.Equal(5, Small("DVAR1$ST$Mod$stVal"));
        Mode("DVVR1", 1);
        _inverter.GridVoltage = 0.95;
        Run(1);
        Assert.Equal(2200, _readings.ReactivePower, 1f);
        _inverter.GridVoltage = 1.2;
        Run(1);
        Assert.Equal(-4400, _readings.ReactivePower, 1f);
    }

    [Fact]
    public void ActivePowerFollowsVoltageAndFrequency()
    {
        Mode("DVWC1", 1);
        _inverter.GridVoltage = 1.08;
        Run(10);
        Assert.Equal(6000, _readings.ActivePower, 1f);
        _inverter.GridVoltage = 1;
        Mode("DVWC1", 5);
        Mode("DHFW1", 1);
        _inverter.FrequencyShift = 1.2;
        Run(10);
        Assert.InRange(_readings.ActivePower, 5800, 6200);
        _inverter.FrequencyShift = -0.7;
        Operate("DAGC1", "WSptPct", 50);
        Run(10);
        Assert.Equal(5000, _readings.ActivePower, 1f);
        Mode("DLFW1", 1);
        Run(3);
        Assert.InRange(_readings.ActivePower, 6800, 7200);
    }

    [Fact]
    public void CeasesToEnergise()
    {
        Run(1);
        Mode("DCTE1", 1);
        Run(2);
        Assert.Equal(0, _readings.ActivePower);
        Assert.Equal(0, _readings.ReactivePower);
        Assert.False(_readings.Connected);
        Mode("DCTE1", 5);
        Run(2);
        Assert.True(_readings.Connected);
    }

    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(1.25, 0)]
    [InlineData(1, 3)]
    [InlineData(1, -4)]
    public void TripsAndReconnects(double voltage, double shift)
    {
        Run(1);
        _inverter.GridVoltage = voltage;
        _inverter.FrequencyShift = shift;
        Run(1);
        Assert.False(_readings.Connected);
        _inverter.GridVoltage = 1;
        _inverter.FrequencyShift = 0;
        Run(59);
        Assert.False(_readings.Connected);
        Run(2);
        Assert.True(_readings.Connected);
    }

    [Fact]
    public void TakesTheDefaultsWhenTheGridSideIsLost()
    {
        Operate("DAGC1", "WSptPct", 20);
        Run(10);
        _isGridThere = false;
        Run(29);
        Assert.False(_behaviour.IsFailSafe);

        // Back before its time is up: nothing has happened, and the time begins anew.
        _isGridThere = true;
        Run(1);
        _isGridThere = false;
        Run(29);
        Assert.False(_behaviour.IsFailSafe);
        Run(1);
        Assert.True(_behaviour.IsFailSafe);
        Assert.Equal(1, Small("GGIO1$ST$Alm1$stVal"));
        Assert.Equal(60f, Ieee754.Single(Small("DWMX1$MX$WMaxSptPct$mxVal$f")));
        Run(5);
        Assert.InRange(_readings.ActivePower, 5900, 6001);

        // The grid side alone ends nothing; a command does.
        _isGridThere = true;
        Run(5);
        Assert.True(_behaviour.IsFailSafe);
        Operate("DWMX1", "WMaxSptPct", 40);
        Assert.False(_behaviour.IsFailSafe);
        Assert.Equal(0, Small("GGIO1$ST$Alm1$stVal"));
        Run(5);
        Assert.Equal(4000, _readings.ActivePower, 1f);
    }

    [Fact]
    public void RefusesWhatMakesNoSense()
    {
        Assert.Equal(AddCause.InconsistentParameters, Check("DWMX1", "WMaxSptPct", 100.5f));
        Assert.Equal(AddCause.InconsistentParameters, Check("DWMX1", "WMaxSptPct", -1));
        Assert.Equal(AddCause.InconsistentParameters, Check("DWMX1", "WMaxSptPct", float.NaN));
        Assert.Equal(AddCause.None, Check("DVAR1", "VArTgtSptPct", -100));
        Assert.Equal(AddCause.InconsistentParameters, Check("DFPF1", "PFGnTgtSpt", 0.79f));
        Assert.Equal(AddCause.InconsistentParameters, _controls.Check(ModeCommand("DVVR1", 2)));
        Assert.Equal(AddCause.PositionReached, _controls.Check(ModeCommand("DVVR1", 5)));
        Assert.Equal(AddCause.NotSupported, _controls.Check(new ControlCommand { Object = 1, IsFloat = true }));
        for (int i = 0; i < 30; i++)
        {
            Operate("DWMX1", "WMaxSptPct", 50 + i);
            Run(1);
        }

        Assert.Equal(AddCause.BlockedByProcess, Check("DWMX1", "WMaxSptPct", 10));
        Run(31);
        Assert.Equal(AddCause.None, Check("DWMX1", "WMaxSptPct", 10));
    }

    [Fact]
    public void AllocatesNothing()
    {
        ControlCommand command = Command("DWMX1", "WMaxSptPct", 50);
        Drive(command);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Drive(command);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Node(string name, string? point)
        => name + "{ST{Beh{stVal:e=1}Mod{stVal:e q:q t:t}}" + (point == null ? "" : $"MX{{{point}{{mxVal{{f:f}}q:q t:t}}}}")
            + "CO{" + ModeOper + (point == null ? "" : $"{point}{{{Oper}}}") + "}}";

    private void Drive(ControlCommand command)
    {
        _now += 3000;
        _controls.Now = _now;
        _controls.Check(command);
        _controls.Execute(command);
        _behaviour.Update(_now, true);
    }

    private void Run(int seconds)
    {
        for (; seconds > 0; seconds--)
        {
            _now += 1000;
            _controls.Now = _now;
            bool before = _behaviour.IsFailSafe;
            _behaviour.Update(_now, _isGridThere);
            if (before != _behaviour.IsFailSafe)
            {
                _controls.Show();
            }

            _inverter.Apply(_behaviour.Effective);
            Assert.True(_inverter.Read(_readings));
        }
    }

    private AddCause Operate(string node, string point, float value)
    {
        Assert.Equal(AddCause.None, Check(node, point, value));
        return _controls.Execute(Command(node, point, value));
    }

    private AddCause Check(string node, string point, float value) => _controls.Check(Command(node, point, value));

    private ControlCommand Command(string node, string point, float value)
        => new() { Object = _model.Find($"DER1LD0/{node}$CO${point}"), Value = BitConverter.SingleToInt32Bits(value), IsFloat = true };

    private void Mode(string node, int value)
    {
        Assert.Equal(AddCause.None, _controls.Check(ModeCommand(node, value)));
        _controls.Execute(ModeCommand(node, value));
    }

    private ControlCommand ModeCommand(string node, int value) => new() { Object = _model.Find($"DER1LD0/{node}$CO$Mod"), Value = value };

    private int Small(string item) => _model.Values.GetSmall(_model.Slot(_model.Find("DER1LD0/" + item)));
}
