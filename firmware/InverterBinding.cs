using nanoDer.Core;
using nanoDer.Iec61850;

namespace nanoDer.Firmware
{
    /// <summary>Carries what the inverter measures into the data model, with quality and time.</summary>
    internal sealed class InverterBinding
    {
        // Quality, first bit the most significant of 13: good; invalid with oldData (IEC 61850-7-3 clause 6.2).
        private const int Good = 0;
        private const int InvalidOld = (1 << 11) | (1 << 5);

        // DERStateKind of IEC 61850-7-420: on and connected; on but disconnected.
        private const int Connected = 2;
        private const int Disconnected = 1;

        private readonly IInverter _inverter;
        private readonly DerBehaviour _behaviour;
        private readonly DerControls _controls;
        private readonly InverterReadings _readings = new InverterReadings();
        private readonly ModelValues _values;
        private readonly DataModel _model;
        private readonly int[] _value;
        private readonly int[] _quality;
        private readonly int[] _time;
        private int _points;
        private bool _stamped;
        private bool _failSafe;

        internal InverterBinding(DataModel model, IInverter inverter, FailSafe failSafe)
        {
            _behaviour = new DerBehaviour(failSafe);
            if (model.Tables.ControlCount > 0)
            {
                _controls = new DerControls(model, "DER1LD0", _behaviour);
                _controls.Show();
            }

            _model = model;
            _values = model.Values;
            _inverter = inverter;
            _value = new int[9];
            _quality = new int[9];
            _time = new int[9];
            Add("DER1LD0/MMXU1$MX$TotW", "$mag$f");
            Add("DER1LD0/MMXU1$MX$TotVAr", "$mag$f");
            Add("DER1LD0/MMXU1$MX$Hz", "$mag$f");
            Add("DER1LD0/MMXU1$MX$PhV$phsA", "$cVal$mag$f");
            Add("DER1LD0/MMXU1$MX$PhV$phsB", "$cVal$mag$f");
            Add("DER1LD0/MMXU1$MX$PhV$phsC", "$cVal$mag$f");
            Add("DER1LD0/MMTR1$ST$SupWh", "$actVal");
            Add("DER1LD0/DGEN1$ST$ECPConn", "$stVal");
            Add("DER1LD0/DGEN1$ST$DEROpSt", "$stVal");
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

        /// <summary>Drives the inverter, each second.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="isGridThere">True while a client has an association.</param>
        /// <returns>True when the fail-safe has begun or ended.</returns>
        [DataPath]
        internal bool Drive(long now, bool isGridThere)
        {
            if (_controls != null)
            {
                _controls.Now = now;
            }

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

            if (!answers)
            {
                for (int i = 0; i < _points; i++)
                {
                    _values.SetSmall(_quality[i], InvalidOld);
                }

                return;
            }

            _values.SetFloat(_value[0], _readings.ActivePower);
            _values.SetFloat(_value[1], _readings.ReactivePower);
            _values.SetFloat(_value[2], _readings.Frequency);
            _values.SetFloat(_value[3], _readings.VoltageA);
            _values.SetFloat(_value[4], _readings.VoltageB);
            _values.SetFloat(_value[5], _readings.VoltageC);
            _values.SetLarge(_value[6], _readings.Energy);
            _values.SetSmall(_value[7], _readings.Connected ? 1 : 0);
            _values.SetSmall(_value[8], _readings.Connected ? Connected : Disconnected);
            for (int i = 0; i < _points; i++)
            {
                _values.SetSmall(_quality[i], Good);
                _values.SetLarge(_time[i], time);
            }
        }

        private void Add(string reference, string value)
        {
            _value[_points] = _model.Slot(_model.Find(reference + value));
            _quality[_points] = _model.Slot(_model.Find(reference + "$q"));
            _time[_points] = _model.Slot(_model.Find(reference + "$t"));
            _points++;
        }
    }
}
