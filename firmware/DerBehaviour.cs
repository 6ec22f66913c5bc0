using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>
    /// What the inverter shall do now: the set-points that were commanded, reached by a ramp, or the default ones once the grid side has been
    /// lost for too long. Those stay when it comes back: until the first command, as what was commanded before may be long out of date.
    /// <code>
    /// commanded ──no association for After──▶ fail-safe (defaults) ──first command──▶ commanded
    /// </code>
    /// </summary>
    public sealed class DerBehaviour
    {
        private readonly FailSafe _settings;
        private readonly InverterSetPoints _wanted = new InverterSetPoints();
        private readonly InverterSetPoints _effective = new InverterSetPoints();
        private long _now;
        private long _seen;
        private bool _started;
        private bool _failSafe;

        /// <summary>Begins with the default set-points.</summary>
        /// <param name="settings">Times, ramp and defaults.</param>
        public DerBehaviour(FailSafe settings)
        {
            _settings = settings;
            _wanted.Take(settings.Defaults);
            _effective.Take(settings.Defaults);
        }

        /// <summary>What is commanded, or the defaults; whoever changes it calls <see cref="Commanded"/>.</summary>
        public InverterSetPoints Wanted
        {
            get { return _wanted; }
        }

        /// <summary>What the inverter shall do now.</summary>
        public InverterSetPoints Effective
        {
            get { return _effective; }
        }

        /// <summary>True while the default set-points are in force because the grid side was lost.</summary>
        public bool IsFailSafe
        {
            get { return _failSafe; }
        }

        /// <summary>A command has come: it ends the fail-safe.</summary>
        public void Commanded()
        {
            _failSafe = false;
            _seen = _now;
        }

        /// <summary>Says whether the ramp has come to what is wanted.</summary>
        /// <returns>True when it has.</returns>
        public bool IsReached()
        {
            return _effective.Limit == _wanted.Limit && _effective.Target == _wanted.Target && _effective.Reactive == _wanted.Reactive;
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="isGridThere">True while a client has an association.</param>
        [DataPath]
        public void Update(long now, bool isGridThere)
        {
            if (isGridThere || !_started)
            {
                _seen = now;
            }

            if (!_failSafe && _settings.After > 0 && now - _seen >= _settings.After)
            {
                _failSafe = true;
                _wanted.Take(_settings.Defaults);
            }

            float step = _started && _settings.Ramp > 0 ? _settings.Ramp * (float)(now - _now) / 1000f : float.MaxValue;
            _started = true;
            _now = now;
            float limit = Toward(_effective.Limit, _wanted.Limit, step);
            float target = Toward(_effective.Target, _wanted.Target, step);
            float reactive = Toward(_effective.Reactive, _wanted.Reactive, step);
            _effective.Take(_wanted);
            _effective.Limit = limit;
            _effective.Target = target;
            _effective.Reactive = reactive;
        }

        private static float Toward(float from, float to, float step)
        {
            return to - from > step ? from + step : from - to > step ? from - step : to;
        }
    }
}
