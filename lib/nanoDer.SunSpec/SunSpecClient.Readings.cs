using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>What models 101 to 103 and 701 measure, with scale factors and points that a device does not have.</summary>
    public sealed partial class SunSpecClient
    {
        private void Measured(DerStatus status)
        {
            if (status != DerStatus.Ok)
            {
                Lose(status);
                return;
            }

            bool isNew = _ids[_measure] > 700;
            SunSpecReadings readings = _readings;
            readings.Power = Signed(isNew ? 10 : 14, isNew ? 116 : 15);
            readings.Reactive = Signed(isNew ? 12 : 20, isNew ? 119 : 21);
            readings.VoltageA = Unsigned(isNew ? 47 : 10, isNew ? 114 : 13);
            readings.VoltageB = Unsigned(isNew ? 70 : 11, isNew ? 114 : 13);
            readings.VoltageC = Unsigned(isNew ? 93 : 12, isNew ? 114 : 13);
            readings.Current = isNew ? Signed(14, 113) : Unsigned(2, 6);
            readings.Energy = Energy(isNew ? 19 : 24, isNew ? 4 : 2, Factor(isNew ? 120 : 26));
            if (isNew)
            {
                // A device with one voltage only may have it in LNV.
                if (Point(47) == Missing)
                {
                    readings.VoltageA = Unsigned(16, 114);
                }

                int high = Point(17);
                readings.Frequency = high == Missing ? float.NaN : Scale((high * 65536f) + Point(18), Factor(115));
                readings.State = Point(4);
                int connected = Point(5);
                readings.Connected = connected == Missing ? readings.State == 3 || readings.State == 4 : connected == 1;
            }
            else
            {
                readings.Frequency = Unsigned(16, 17);
                readings.State = Point(38);

                // MPPT, throttled, shutting down.
                readings.Connected = readings.State >= 4 && readings.State <= 6;
            }

            readings.Time = _now;
            _status = DerStatus.Ok;
            _wait = 0;
            _step = Idle;
        }

        /// <summary>A register by its place in the model, as the definitions count: 0 is the number of the model.</summary>
        private int Point(int offset)
        {
            return _modbus.Register(offset - 2);
        }

        private int Factor(int offset)
        {
            return (short)Point(offset);
        }

        private float Signed(int offset, int factor)
        {
            int raw = (short)Point(offset);
            return raw == short.MinValue ? float.NaN : Scale(raw, Factor(factor));
        }

        private float Unsigned(int offset, int factor)
        {
            int raw = Point(offset);
            return raw == Missing ? float.NaN : Scale(raw, Factor(factor));
        }

        private long Energy(int offset, int registers, int factor)
        {
            long value = (short)Point(offset);
            if (registers == 2)
            {
                value &= Missing;
            }

            for (int i = 1; i < registers; i++)
            {
                value = (value << 16) | (long)Point(offset + i);
            }

            // Not implemented, or more than there is; and a factor of "none" is 0.
            if (value < 0)
            {
                return 0;
            }

            for (; factor > 0 && factor <= 10 && value < long.MaxValue / 10; factor--)
            {
                value *= 10;
            }

            for (; factor < 0 && factor >= -10; factor++)
            {
                value /= 10;
            }

            return value;
        }

        /// <summary>Times ten to the power of a factor; NaN for a factor that is none. "Not implemented" counts as 0.</summary>
        private static float Scale(float value, int factor)
        {
            if (factor == short.MinValue)
            {
                return value;
            }

            if (factor < -10 || factor > 10)
            {
                return float.NaN;
            }

            float power = 1;
            for (int i = factor < 0 ? -factor : factor; i > 0; i--)
            {
                power *= 10;
            }

            return factor < 0 ? value / power : value * power;
        }
    }
}
