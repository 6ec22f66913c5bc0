using System;
using nanoDer.Core;
using nanoDer.Iec61850;

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

        private const int On = 1;
        private const int Off = 5;

        // More commands than this in a minute are too many, in whatever minute one looks at.
        private const int PerMinute = 30;
        private const int Minute = 60000;

        private readonly DerBehaviour _behaviour;
        private readonly DataModel _model;
        private readonly int[] _setPoint = new int[Count];
        private readonly int[] _setPointStatus = new int[Count];
        private readonly int[] _mode = new int[Count];
        private readonly int[] _modeStatus = new int[Count];
        private readonly int _alarm;
        private readonly long[] _times = new long[PerMinute];
        private int _next;

        /// <summary>Milliseconds of the clock that only goes forward.</summary>
        public long Now;

        /// <summary>False while the inverter does not answer.</summary>
        public bool IsHealthy = true;

        /// <summary>Looks for the model's controlled objects; at start-up.</summary>
        /// <param name="model">The model.</param>
        /// <param name="domain">Name of its logical device.</param>
        /// <param name="behaviour">What commands change.</param>
        public DerControls(DataModel model, string domain, DerBehaviour behaviour)
        {
            _model = model;
            _behaviour = behaviour;
            string[] nodes = { "DWMX1", "DAGC1", "DVAR1", "DFPF1", "DVVR1", "DVWC1", "DHFW1", "DLFW1", "DCTE1" };
            string[] points = { "WMaxSptPct", "WSptPct", "VArTgtSptPct", "PFGnTgtSpt" };
            for (int i = 0; i < Count; i++)
            {
                string node = domain + "/" + nodes[i];
                _setPoint[i] = i < points.Length ? Find(node + "$CO$" + points[i]) : -1;
                _setPointStatus[i] = i < points.Length ? Find(node + "$MX$" + points[i] + "$mxVal$f") : -1;
                _mode[i] = Find(node + "$CO$Mod");
                _modeStatus[i] = Find(node + "$ST$Mod$stVal");
            }

            _alarm = Find(domain + "/GGIO1$ST$Alm1$stVal");
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

            if (Now - _times[_next] < Minute)
            {
                return AddCause.BlockedByProcess;
            }

            int mode = IndexOf(_mode, command.Object);
            if (mode >= 0)
            {
                return command.Value != On && command.Value != Off ? AddCause.InconsistentParameters
                    : IsOn(mode) == (command.Value == On) ? AddCause.PositionReached : AddCause.None;
            }

            int index = IndexOf(_setPoint, command.Object);
            if (index < 0 || !command.IsFloat)
            {
                return AddCause.NotSupported;
            }

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
            _times[_next] = Now;
            _next = (_next + 1) % PerMinute;
            int mode = IndexOf(_mode, command.Object);
            InverterSetPoints wanted = _behaviour.Wanted;
            if (mode >= 0)
            {
                SwitchOn(mode, command.Value == On);
            }
            else
            {
                float value = Ieee754.Single(command.Value);
                int index = IndexOf(_setPoint, command.Object);
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
                Put(_modeStatus[i], state);
            }

            Put(_alarm, _behaviour.IsFailSafe ? 1 : 0);
        }

        private void ShowValue(int index, float value)
        {
            Put(_setPointStatus[index], Ieee754.SingleBits(value));
        }

        private void Put(int node, int value)
        {
            if (node >= 0 && _model.Values.GetSmall(_model.Slot(node)) != value)
            {
                _model.Values.SetSmall(_model.Slot(node), value);
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

        private int Find(string reference)
        {
            byte[] bytes = Bytes.Of(reference);
            int slash = reference.IndexOf('/');
            int domain = _model.FindDomain(bytes, 0, slash);
            return domain < 0 ? -1 : _model.FindItem(domain, bytes, slash + 1, bytes.Length - slash - 1);
        }

        private static int IndexOf(int[] nodes, int node)
        {
            int index = nodes.Length - 1;
            while (index >= 0 && nodes[index] != node)
            {
                index--;
            }

            return index;
        }
    }
}
