using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>
    /// Set-points. Each control of a model is a block of registers that are written together: it is read, made as it shall be, written when that
    /// differs, and read again until the device shows what was written.
    /// </summary>
    public sealed partial class SunSpecClient
    {
        // Of each block, each cell a character from '0' on: model (0: 123, else 700 and the cell), first register in it, how many, which of them is
        // on or off, which the value (9: none), the function. Connecting comes first; a power factor before it is switched on.
        private static readonly string Table = "041090" + "055401" + "0:5402" + "0?8713" + "321090" + "4>6011" + "4k2902" + "424092" + "4S<073"
            + "521094" + "621095" + "<21096" + ";21097";

        private const int Blocks = 13;
        private const int Cells = 6;
        private const int None = 9;

        private const int Connecting = 0;
        private const int Limiting = 1;
        private const int PowerFactor = 2;
        private const int Reactive = 3;

        // How often and after how long it is looked whether a device has taken what was written.
        private const int MostLooks = 8;
        private const int LookWait = 250;

        private readonly int[] _blockAt = new int[Blocks];
        private readonly int[] _written = new int[Blocks];
        private readonly int[] _writtenAt = new int[Blocks];
        private readonly int[] _factor = new int[4];
        private int _able;
        private int _dirty;
        private int _failed;
        private int _turn;
        private int _block;
        private int _looks;
        private bool _commanded;
        private bool _changed;
        private DerStatus _failure;

        /// <summary>
        /// Seconds after which the device goes back to its own settings unless it hears of the gateway, where the models have that; written with each
        /// set-point and again after half of it. 0: it never does. At least 30.
        /// </summary>
        public int RevertSeconds;

        /// <summary>Seconds in which a device with model 123 goes to a new value.</summary>
        public int RampSeconds;

        /// <summary>
        /// Sign of OutPFSet in model 123 where reactive power is fed in. -1: that of EEI, which SunSpec names; 1: that of IEC, which some devices have.
        /// Model 704 says over- and under-excited in words.
        /// </summary>
        public int PowerFactorSign = -1;

        /// <summary>How the device follows: Ok; <see cref="DerStatus.SunSpecNotKept"/>, <see cref="DerStatus.SunSpecUnsupported"/> or an exception of Modbus.</summary>
        public DerStatus ControlStatus
        {
            get
            {
                if (_failed != 0)
                {
                    return _failure;
                }

                for (int i = Limiting; i < 8; i++)
                {
                    if (IsOn(i) && (_able & (1 << i)) == 0)
                    {
                        return DerStatus.SunSpecUnsupported;
                    }
                }

                return _wanted.Connect || (_able & 1) != 0 ? DerStatus.Ok : DerStatus.SunSpecUnsupported;
            }
        }

        /// <summary>True after the first <see cref="Command"/>.</summary>
        public bool IsCommanded
        {
            get { return _commanded; }
        }

        /// <summary>True when all that is wanted has been looked at in the device, well or not.</summary>
        public bool IsSettled
        {
            get { return _step == Idle && _dirty == 0; }
        }

        /// <summary><see cref="Wanted"/> has changed: it is written at once. Before the first command nothing is written.</summary>
        [DataPath]
        public void Command()
        {
            _commanded = true;
            _changed = true;
            _dirty = (1 << Blocks) - 1;
        }

        private static int Cell(int block, int cell)
        {
            return Table[(block * Cells) + cell] - '0';
        }

        private bool IsOn(int function)
        {
            switch (function)
            {
                case Connecting:
                    return _wanted.Connect;
                case Limiting:
                    return _wanted.HasLimit;
                case PowerFactor:
                    return _wanted.HasPowerFactor;
                case Reactive:
                    return _wanted.HasReactive;
                case 4:
                    return _wanted.VoltVar;
                case 5:
                    return _wanted.VoltWatt;
                case 6:
                    return _wanted.WattVar;
                default:
                    return _wanted.Droop;
            }
        }

        /// <summary>Which blocks the device has: of a device with both families the newer.</summary>
        private void FindBlocks()
        {
            _able = 0;
            _failed = 0;
            _dirty = _commanded ? (1 << Blocks) - 1 : 0;
            int newer = Find(704, 57);
            int older = Find(123, 24);
            bool hasService = Find(703, 1) >= 0;
            for (int i = 0; i < Blocks; i++)
            {
                int family = Cell(i, 0);
                int function = Cell(i, 5);
                int model = family == 4 ? newer : family != 0 ? Find(700 + family, 1) : function == Connecting ? hasService ? -1 : older : newer >= 0 ? -1 : older;
                _written[i] = int.MinValue;
                _blockAt[i] = 0;
                if (model >= 0)
                {
                    _blockAt[i] = _addresses[model] + Cell(i, 1);
                    _able |= 1 << function;
                }
            }

            if (newer < 0 && older < 0)
            {
                _step = Idle;
                return;
            }

            _step = Scales;
            Ask(_addresses[newer >= 0 ? newer : older] + (newer >= 0 ? 53 : 23), newer >= 0 ? 6 : 3);
        }

        private void Scaled(DerStatus status)
        {
            if (status != DerStatus.Ok)
            {
                Lose(status);
                return;
            }

            bool isNew = _blockAt[5] != 0;
            _factor[Limiting] = (short)_modbus.Register(isNew ? 1 : 0);
            _factor[PowerFactor] = (short)_modbus.Register(isNew ? 0 : 1);
            _factor[Reactive] = (short)_modbus.Register(isNew ? 5 : 2);
            _step = Idle;
        }

        /// <summary>A measurement is due: one block is looked at as well, in turn, in case that somebody else has written there.</summary>
        private void Due()
        {
            if (_able != 0 && _commanded)
            {
                do
                {
                    _turn = _turn + 1 < Blocks ? _turn + 1 : 0;
                }
                while (_blockAt[_turn] == 0);

                _dirty |= 1 << _turn;
            }
        }

        private void Work()
        {
            while (_dirty != 0)
            {
                int block = 0;
                while ((_dirty & (1 << block)) == 0)
                {
                    block++;
                }

                _dirty &= ~(1 << block);
                if (_blockAt[block] != 0)
                {
                    _block = block;
                    _looks = 0;
                    _changed = false;
                    _step = Look;
                    Ask(_blockAt[block], Cell(block, 2));
                    return;
                }
            }

            if (_curvePoints > 0 && _now >= _curveNext)
            {
                WorkOnCurve();
            }
        }

        private void Controlled(DerStatus status)
        {
            int address = _blockAt[_block];
            int count = Cell(_block, 2);
            if (status == DerStatus.Ok && _step == Write)
            {
                _looks = 1;
                _step = Look;
                Ask(address, count);
                return;
            }

            if (status == DerStatus.Ok)
            {
                status = Fill(count);
            }

            // What was commanded meanwhile is looked at anew.
            if (status == DerStatus.Ok && !_changed && !IsSame(count))
            {
                if (_looks == 0)
                {
                    int value = Cell(_block, 4);
                    _written[_block] = value == None ? 0 : _want[value];
                    _writtenAt[_block] = (int)(_now / 1000);
                    _step = Write;
                    _asked = true;
                    _modbus.Write(address, _want, count);
                    return;
                }

                if (_looks < MostLooks)
                {
                    _looks++;
                    AskLater(address, count, LookWait);
                    return;
                }

                status = DerStatus.SunSpecNotKept;
            }

            _failed &= ~(1 << _block);
            if (status != DerStatus.Ok)
            {
                _failed |= 1 << _block;
                _failure = status;
            }

            _step = Idle;
        }

        /// <summary>Makes the block that was read as it shall be. Points that the device does not have stay.</summary>
        private DerStatus Fill(int count)
        {
            int function = Cell(_block, 5);
            int switches = Cell(_block, 3);
            int value = Cell(_block, 4);
            bool isNew = Cell(_block, 0) != 0;
            bool on = IsOn(function);
            for (int i = 0; i < count; i++)
            {
                _want[i] = _modbus.Register(i);
            }

            if (switches != None)
            {
                if (_want[switches] == Missing)
                {
                    return on == (function == Connecting) ? DerStatus.Ok : DerStatus.SunSpecUnsupported;
                }

                _want[switches] = on ? 1 : 0;
            }

            if (!on || function == Connecting || function > Reactive)
            {
                return DerStatus.Ok;
            }

            if (value != None)
            {
                float wanted = function == Limiting ? _wanted.Limit : function == Reactive ? _wanted.Reactive : _wanted.PowerFactor;
                if (function == PowerFactor && isNew)
                {
                    _want[1] = wanted < 0 ? 1 : 0;
                    wanted = wanted < 0 ? -wanted : wanted;
                }
                else if (function == PowerFactor)
                {
                    wanted *= PowerFactorSign;
                }

                int raw = Raw(wanted, _factor[function]);
                if (raw == int.MinValue || _want[value] == (function == Limiting || (isNew && function == PowerFactor) ? Missing : 0x8000))
                {
                    return DerStatus.SunSpecUnsupported;
                }

                _want[value] = raw & Missing;
            }

            if (isNew)
            {
                if (function == Reactive)
                {
                    // In percent of the most reactive power.
                    _want[1] = 1;
                }

                int revert = function == Limiting ? 4 : function == Reactive ? 10 : 2;
                if (revert < count && (_want[revert] != Missing || _want[revert + 1] != Missing))
                {
                    _want[revert] = RevertSeconds >> 16;
                    _want[revert + 1] = RevertSeconds & Missing;
                }

                return DerStatus.Ok;
            }

            int times = 1;
            if (function == Reactive)
            {
                times = 3;
                Set(6, 2);
            }

            Set(times, 0);
            Set(times + 1, RevertSeconds);
            Set(times + 2, RampSeconds);
            return DerStatus.Ok;
        }

        private void Set(int index, int value)
        {
            if (_want[index] != Missing)
            {
                _want[index] = value;
            }
        }

        /// <summary>Whether the block that was read is as it shall be. The device may round a value to its own steps, but not begin with another one.</summary>
        private bool IsSame(int count)
        {
            int function = Cell(_block, 5);
            int value = Cell(_block, 4);
            bool on = IsOn(function) && function >= Limiting && function <= Reactive;
            for (int i = 0; i < count; i++)
            {
                int difference = (short)_want[i] - (short)_modbus.Register(i);
                if (i == value && on && (_looks > 0 || _written[_block] == _want[i]))
                {
                    int rounding = Raw(function == PowerFactor ? 0.01f : 1, _factor[function]);
                    difference = difference < -rounding || difference > rounding ? difference : 0;
                }

                if (difference != 0)
                {
                    return false;
                }
            }

            return !on || _looks > 0 || RevertSeconds == 0 || (int)(_now / 1000) - _writtenAt[_block] < RevertSeconds / 2;
        }

        /// <summary>A value as a register has it: without its factor, rounded; the least int when there is no such register.</summary>
        private static int Raw(float value, int factor)
        {
            float scaled = Scale(value, factor == short.MinValue ? 0 : -factor);
            return scaled > -32767 && scaled < 65534 ? (int)(scaled < 0 ? scaled - 0.5f : scaled + 0.5f) : int.MinValue;
        }
    }
}
