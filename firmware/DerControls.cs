using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Firmware
{
    /// <summary>
    /// Carries commands of clients to <see cref="DerBehaviour"/>: set-points of DWMX, DAGC, DVAR, DFPF, and for these and DVVR, DVWC, DHFW, DLFW, DCTE
    /// the mode (1 on, 5 off), which switches the function; a set-point switches its function on. GGIO1.Alm1 shows the fail-safe. What the model does
    /// not have is left out.
    /// </summary>
    public sealed class DerControls : ControlTarget
    {
        // The logical nodes in the order of their numbers; the first four have a set-point.
        private const int Limit = 0;
        private const int Target = 1;
        private const int Reactive = 2;
        private const int PowerFactor = 3;
        private const int Cease = 8;
        private const int Count = 9;
        private const int SetPoints = 4;

        private const int On = 1;
        private const int Off = 5;

        // More commands than this in a minute are too many, in whatever minute one looks at.
        private const int PerMinute = 30;
        private const int Minute = 60000;

        private readonly DerBehaviour _behaviour;
        private readonly DataModel _model;

        // Of each the mode, behind them the set-points.
        private readonly int[] _object = new int[Count + SetPoints];
        private readonly int[] _status = new int[Count + SetPoints];
        private readonly int _alarm;

        // When the last commands came, in a clock that goes round in 49 days.
        private readonly int[] _times = new int[PerMinute];
        private int _next;

        /// <summary>Milliseconds of the clock that only goes forward.</summary>
        public long Now;

        /// <summary>The time as <see cref="UtcTime"/> makes it.</summary>
        public long Time;

        /// <summary>False while the inverter does not answer.</summary>
        public bool IsHealthy = true;

        /// <summary>Looks for the model's controlled objects; at start-up.</summary>
        /// <param name="model">The model; its first logical device has the controls.</param>
        /// <param name="behaviour">What commands change.</param>
        public DerControls(DataModel model, DerBehaviour behaviour)
        {
            _model = model;
            _behaviour = behaviour;
            string[] nodes = { "DWMX1", "DAGC1", "DVAR1", "DFPF1", "DVVR1", "DVWC1", "DHFW1", "DLFW1", "DCTE1" };
            string[] points = { "WMaxSptPct", "WSptPct", "VArTgtSptPct", "PFGnTgtSpt" };
            for (int i = 0; i < Count; i++)
            {
                _object[i] = Find(nodes[i] + "$CO$Mod");
                _status[i] = Find(nodes[i] + "$ST$Mod$stVal");
            }

            for (int i = 0; i < SetPoints; i++)
            {
                _object[Count + i] = Find(nodes[i] + "$CO$" + points[i]);
                _status[Count + i] = Find(nodes[i] + "$MX$" + points[i] + "$mxVal");
            }

            _alarm = Find("GGIO1$ST$Alm1$stVal");
            for (int i = 0; i < PerMinute; i++)
            {
                _times[i] = -Minute;
            }
        }

        /// <inheritdoc/>
        public override AddCause Check(ControlCommand command)
        {
            if (!IsHealthy)
            {
                return AddCause.BlockedByHealth;
            }

            if ((uint)((int)Now - _times[_next]) < Minute)
            {
                return AddCause.BlockedByProcess;
            }

            int index = IndexOf(command.Object);
            if (index >= 0 && index < Count)
            {
                return command.Value != On && command.Value != Off ? AddCause.InconsistentParameters
                    : IsOn(index) == (command.Value == On) ? AddCause.PositionReached : AddCause.None;
            }

            if (index < 0 || !command.IsFloat)
            {
                return AddCause.NotSupported;
            }

            index -= Count;
            float value = Ieee754.Single(command.Value);
            float size = value < 0 ? -value : value;
            float least = index == PowerFactor ? 0.8f : 0f;
            float most = index == PowerFactor ? 1f : 100f;
            bool isRight = size >= least && size <= most && (value >= 0 || index == Reactive || index == PowerFactor);
            return isRight ? AddCause.None : AddCause.InconsistentParameters;
        }

        /// <inheritdoc/>
        public override AddCause Execute(ControlCommand command)
        {
            _times[_next] = (int)Now;
            _next = (_next + 1) % PerMinute;
            int index = IndexOf(command.Object);
            InverterSetPoints wanted = _behaviour.Wanted;
            if (index < Count)
            {
                SwitchOn(index, command.Value == On);
            }
            else
            {
                float value = Ieee754.Single(command.Value);
                index -= Count;
                switch (index)
                {
                    case Limit:
                        wanted.Limit = value;
                        break;
                    case Target:
                        wanted.Target = value;
                        break;
                    case Reactive:
                        wanted.Reactive = value;
                        break;
                    default:
                        wanted.PowerFactor = value;
                        break;
                }

                SwitchOn(index, true);
            }

            _behaviour.Commanded();
            Show();
            return _behaviour.IsReached() ? AddCause.None : Pending;
        }

        /// <inheritdoc/>
        public override AddCause Poll(ControlCommand command)
        {
            return !IsHealthy ? AddCause.AbortionByCommunicationLoss : _behaviour.IsReached() ? AddCause.None : Pending;
        }

        /// <summary>Shows in the model what is wanted: after a command, and when the fail-safe has changed it.</summary>
        [DataPath]
        public void Show()
        {
            InverterSetPoints wanted = _behaviour.Wanted;
            ShowValue(Limit, wanted.Limit);
            ShowValue(Target, wanted.Target);
            ShowValue(Reactive, wanted.Reactive);
            ShowValue(PowerFactor, wanted.PowerFactor);
            for (int i = 0; i < Count; i++)
            {
                int state = IsOn(i) ? On : Off;
                Put(_status[i], state);
            }

            Put(_alarm, _behaviour.IsFailSafe ? 1 : 0);
        }

        private void ShowValue(int index, float value)
        {
            Put(_status[Count + index], Ieee754.SingleBits(value));
        }

        /// <summary>Shows a value that has changed, and since when.</summary>
        /// <param name="attribute">Where it is: a value, or a structure of it alone.</param>
        /// <param name="value">What it is now.</param>
        private void Put(int attribute, int value)
        {
            if (attribute < 0 || _model.Values.GetSmall(_model.Slot(attribute)) == value)
            {
                return;
            }

            _model.Values.SetSmall(_model.Slot(attribute), value);
            for (int node = attribute; node >= 0; node = _model.Next(node))
            {
                if (_model.Type(node) == ValueType.Timestamp)
                {
                    _model.Values.SetLarge(_model.Slot(node), Time);
                }
            }
        }

        private bool IsOn(int index)
        {
            InverterSetPoints wanted = _behaviour.Wanted;
            switch (index)
            {
                case Limit:
                    return wanted.HasLimit;
                case Target:
                    return wanted.HasTarget;
                case Reactive:
                    return wanted.HasReactive;
                case PowerFactor:
                    return wanted.HasPowerFactor;
                case 4:
                    return wanted.VoltVar;
                case 5:
                    return wanted.VoltWatt;
                case 6:
                    return wanted.HighFrequencyWatt;
                case 7:
                    return wanted.LowFrequencyWatt;
                default:
                    return !wanted.Connect;
            }
        }

        private void SwitchOn(int index, bool on)
        {
            InverterSetPoints wanted = _behaviour.Wanted;
            switch (index)
            {
                case Limit:
                    wanted.HasLimit = on;
                    break;
                case Target:
                    wanted.HasTarget = on;
                    break;
                case Cease:
                    wanted.Connect = !on;
                    break;
                case 5:
                    wanted.VoltWatt = on;
                    break;
                case 6:
                    wanted.HighFrequencyWatt = on;
                    break;
                case 7:
                    wanted.LowFrequencyWatt = on;
                    break;
                default:
                    // One mode of reactive power at a time.
                    wanted.HasReactive = on && index == Reactive;
                    wanted.HasPowerFactor = on && index == PowerFactor;
                    wanted.VoltVar = on && index == 4;
                    break;
            }
        }

        private int Find(string item)
        {
            byte[] bytes = Bytes.Of(item);
            return _model.FindItem(_model.First(-1), bytes, 0, bytes.Length);
        }

        private int IndexOf(int node)
        {
            int index = _object.Length - 1;
            while (index >= 0 && _object[index] != node)
            {
                index--;
            }

            return index;
        }
    }
}
