using nanoDer.Core;
using nanoDer.Iec61850;

namespace nanoDer.Firmware
{
    /// <summary>Carries what the inverter measures into the data model, with quality and time.</summary>
    internal sealed class InverterBinding
    {
        // Quality, first bit the most significant of 13: good; invalid; invalid with oldData (IEC 61850-7-3 clause 6.2).
        private const int Good = 0;
        private const int Invalid = 1 << 11;
        private const int InvalidOld = Invalid | (1 << 5);
        private const int NotANumber = 0x7FC00000;

        // DERStateKind of IEC 61850-7-420: on and connected; on but disconnected.
        private const int Connected = 2;
        private const int Disconnected = 1;

        private readonly IInverter _inverter;
        private readonly DerBehaviour _behaviour;
        private readonly DerControls _controls;
        private readonly InverterReadings _readings = new InverterReadings();
        private readonly DataModel _model;
        private readonly int[] _points;
        private int _missing;
        private bool _stamped;
        private bool _failSafe;

        internal InverterBinding(DataModel model, IInverter inverter, GatewaySettings settings)
        {
            _behaviour = new DerBehaviour(settings.FailSafe);
            if (model.Tables.ControlCount > 0)
            {
                _controls = new DerControls(model, _behaviour);
                _controls.Show();
            }

            _model = model;
            _points = settings.Points;
            _inverter = inverter;
        }

        /// <summary>What clients' commands act on; null for a model without controlled objects.</summary>
        internal DerControls Controls
        {
            get { return _controls; }
        }

        /// <summary>True while the default set-points are in force because the grid side was lost.</summary>
        internal bool IsFailSafe
        {
            get { return _behaviour.IsFailSafe; }
        }

        /// <summary>Tells the time; what commands do bears it.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="time">The time as <see cref="UtcTime"/> makes it.</param>
        [DataPath]
        internal void Tick(long now, long time)
        {
            if (_controls != null)
            {
                _controls.Now = now;
                _controls.Time = time;
            }
        }

        /// <summary>Drives the inverter, each second, after <see cref="Tick"/>.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="isGridThere">True while a client has an association.</param>
        /// <returns>True when the fail-safe has begun or ended.</returns>
        [DataPath]
        internal bool Drive(long now, bool isGridThere)
        {
            _behaviour.Update(now, isGridThere);
            bool changed = _failSafe != _behaviour.IsFailSafe;
            if (changed)
            {
                _failSafe = _behaviour.IsFailSafe;
                if (_controls != null)
                {
                    _controls.Show();
                }
            }

            _inverter.Apply(_behaviour.Effective);
            return changed;
        }

        /// <summary>Reads the inverter once.</summary>
        /// <param name="time">The time as <see cref="UtcTime"/> makes it.</param>
        [DataPath]
        internal void Update(long time)
        {
            if (!_stamped)
            {
                _model.Stamp(time);
                _stamped = true;
            }

            bool answers = _inverter.Read(_readings);
            if (_controls != null)
            {
                _controls.IsHealthy = answers;
            }

            _missing = 0;
            if (answers)
            {
                SetFloat(0, _readings.ActivePower);
                SetFloat(1, _readings.ReactivePower);
                SetFloat(2, _readings.Frequency);
                SetFloat(3, _readings.VoltageA);
                SetFloat(4, _readings.VoltageB);
                SetFloat(5, _readings.VoltageC);
                Set(6, _readings.Energy);
                Set(7, _readings.Connected ? 1 : 0);
                Set(8, _readings.Connected ? Connected : Disconnected);
            }

            for (int i = 0; i < _points.Length; i++)
            {
                // The rest of the data object: quality and time lie behind the value.
                int node = _points[i];
                while (node >= 0 && (node = _model.Next(node)) >= 0)
                {
                    ValueType type = _model.Type(node);
                    if (type == ValueType.Bits)
                    {
                        _model.Values.SetSmall(_model.Slot(node), !answers ? InvalidOld : (_missing & (1 << i)) != 0 ? Invalid : Good);
                    }
                    else if (type == ValueType.Timestamp && answers)
                    {
                        _model.Values.SetLarge(_model.Slot(node), time);
                    }
                }
            }
        }

        private void SetFloat(int point, float value)
        {
            int bits = Ieee754.SingleBits(value);
            if (bits == NotANumber)
            {
                // The inverter does not measure it.
                bits = 0;
                _missing |= 1 << point;
            }

            Set(point, bits);
        }

        /// <summary>Sets the value of a reading: of a structure the first in it.</summary>
        private void Set(int point, long value)
        {
            int node = _points[point];
            while (node >= 0 && _model.Type(node) == ValueType.Constructed)
            {
                node = _model.First(node);
            }

            if (node >= 0 && _model.Type(node) == ValueType.Integer64)
            {
                _model.Values.SetLarge(_model.Slot(node), value);
            }
            else if (node >= 0)
            {
                _model.Values.SetSmall(_model.Slot(node), (int)value);
            }
        }
    }
}
