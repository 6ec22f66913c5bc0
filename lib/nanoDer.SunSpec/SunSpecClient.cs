using System;
using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>
    /// An inverter with a SunSpec map: finds the map, walks the models, measures once a period, keeps the set-points written and looks whether the
    /// device keeps them. It owns no link and no clock:
    /// <code>
    /// no link ──Linked──▶ where is the map ──▶ which models ──▶ scale factors ──▶ measure ⇄ look at a control (write, look again)
    ///    ▲                                                                              │
    ///    └──────────── NextDeadline, doubled up to LongestWait ◀── silence, Unlinked ───┘
    /// </code>
    /// </summary>
    public sealed partial class SunSpecClient
    {
        /// <summary>Most models of a map that are known; what follows is left out.</summary>
        public const int MaxModels = 40;

        // What is waited for.
        private const int Down = 0;
        private const int Base = 1;
        private const int Walk = 2;
        private const int Scales = 3;
        private const int Measure = 4;
        private const int Idle = 5;
        private const int Look = 6;
        private const int Write = 7;
        private const int Curve = 8;

        private const int Missing = 0xFFFF;

        private readonly ModbusClient _modbus;
        private readonly SunSpecReadings _readings = new SunSpecReadings();
        private readonly SunSpecControls _wanted = new SunSpecControls();
        private readonly ushort[] _ids = new ushort[MaxModels];
        private readonly ushort[] _addresses = new ushort[MaxModels];
        private readonly ushort[] _lengths = new ushort[MaxModels];
        private readonly int[] _want = new int[ModbusClient.MaxWrite];
        private int _models;
        private int _step;
        private int _at;
        private int _measure;
        private int _wait;
        private int _readAt;
        private int _readCount;
        private bool _asked;
        private bool _later;
        private long _now;
        private long _next;
        private long _notBefore;
        private DerStatus _status;

        /// <summary>Milliseconds from one measurement to the next.</summary>
        public int Period = 1000;

        /// <summary>First wait before a lost link is tried again, in milliseconds.</summary>
        public int FirstWait = 1000;

        /// <summary>The wait is doubled up to this.</summary>
        public int LongestWait = 60000;

        /// <summary>Makes the engine.</summary>
        /// <param name="modbus">The Modbus client, which it uses alone.</param>
        public SunSpecClient(ModbusClient modbus)
        {
            _modbus = modbus;
        }

        /// <summary>What was measured last; it stays when the link is lost.</summary>
        public SunSpecReadings Readings
        {
            get { return _readings; }
        }

        /// <summary>What the device shall do; whoever changes it calls <see cref="Command"/>.</summary>
        public SunSpecControls Wanted
        {
            get { return _wanted; }
        }

        /// <summary>True when there is no link: once <see cref="NextDeadline"/> has come, open one and say <see cref="Linked"/> or <see cref="Unlinked"/>.</summary>
        public bool NeedsLink
        {
            get { return _step == Down; }
        }

        /// <summary>How it goes: Ok since the last measurement, else why the link or the device was given up.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        /// <summary>Models found, in their order.</summary>
        public int Models
        {
            get { return _models; }
        }

        /// <summary>Buffer with what is to be sent.</summary>
        public byte[] Output
        {
            get { return _modbus.Output; }
        }

        /// <summary>Where it begins.</summary>
        public int OutputOffset
        {
            get { return _modbus.OutputOffset; }
        }

        /// <summary>How many bytes are to be sent now.</summary>
        public int OutputCount
        {
            get { return _modbus.OutputCount; }
        }

        /// <summary>When <see cref="Tick"/> is needed next, in milliseconds.</summary>
        public long NextDeadline
        {
            get { return _step != Down && _modbus.IsBusy ? _modbus.NextDeadline : _later ? _notBefore : _step == Idle && _dirty != 0 ? _now : _step == Idle && _curvePoints > 0 && _curveNext < _next ? _curveNext : _next; }
        }

        /// <summary>Bytes that the engine needs on the device's heap, with its Modbus client.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return ModbusClient.RequiredBytes() + HeapSize.Object(52) + HeapSize.Object(11) + HeapSize.Object(11) + (3 * HeapSize.Array(MaxModels, 2))
                + HeapSize.Array(ModbusClient.MaxWrite, 4) + (3 * HeapSize.Array(Blocks, 4)) + HeapSize.Array(4, 4);
        }

        /// <summary>Says which model stands where.</summary>
        /// <param name="index">Which, from 0 to below <see cref="Models"/>.</param>
        /// <param name="what">0: its number; 1: address of its first register, which holds the number; 2: registers behind number and length.</param>
        /// <returns>0 to 65,535.</returns>
        public int Model(int index, int what)
        {
            return what == 0 ? _ids[index] : what == 1 ? _addresses[index] : _lengths[index];
        }

        /// <summary>There is a link now. Everything is asked anew: it may be another device.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        [DataPath]
        public void Linked(long now)
        {
            Tick(now);
            _modbus.Reset();
            _modbus.Tick(now);
            _later = false;
            _models = 0;
            _at = 40000;
            _step = Base;
            Ask(_at, 2);
        }

        /// <summary>There is no link, or none any more.</summary>
        /// <param name="now">Milliseconds of the same clock.</param>
        /// <param name="status">Why.</param>
        [DataPath]
        public void Unlinked(long now, DerStatus status)
        {
            _now = now;
            Lose(status);
        }

        /// <summary>Gives bytes that have come.</summary>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many; all are taken.</param>
        [DataPath]
        public void Feed(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            while (offset < end && _step != Down)
            {
                offset += _modbus.Feed(buffer, offset, end - offset);
                if (_modbus.IsBroken)
                {
                    Lose(DerStatus.ModbusBadAnswer);
                }
                else
                {
                    Proceed();
                }
            }
        }

        /// <summary>Says that bytes are on their way.</summary>
        /// <param name="count">How many, from <see cref="OutputOffset"/>.</param>
        [DataPath]
        public void Consume(int count)
        {
            _modbus.Consume(count);
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        [DataPath]
        public void Tick(long now)
        {
            _now = now;
            _modbus.Tick(now);
            if (_step == Down)
            {
                return;
            }

            Proceed();
            if (_later && now >= _notBefore)
            {
                _later = false;
                Ask(_readAt, _readCount);
            }

            if (_step == Idle && now >= _next)
            {
                _next = now + Period;
                Due();
                _step = Measure;
                Ask(_addresses[_measure] + 2, _ids[_measure] > 700 ? 120 : 50);
            }
            else if (_step == Idle)
            {
                Work();
            }
        }

        private void Proceed()
        {
            if (!_asked || _modbus.IsBusy)
            {
                return;
            }

            _asked = false;
            DerStatus status = _modbus.Status;
            if (status == DerStatus.ModbusSilent || status == DerStatus.ModbusBadAnswer || status == DerStatus.ModbusBusy || status == DerStatus.ModbusNoPath)
            {
                Lose(status);
                return;
            }

            switch (_step)
            {
                case Base:
                    Based(status);
                    break;
                case Walk:
                    Walked(status);
                    break;
                case Scales:
                    Scaled(status);
                    break;
                case Measure:
                    Measured(status);
                    break;
                case Look:
                case Write:
                    Controlled(status);
                    break;
                case Curve:
                    Curved(status);
                    break;
            }
        }

        private void Ask(int address, int count)
        {
            _asked = true;
            _modbus.Read(address, count);
        }

        private void AskLater(int address, int count, int wait)
        {
            _later = true;
            _notBefore = _now + wait;
            _readAt = address;
            _readCount = count;
        }

        private void Lose(DerStatus status)
        {
            if (_step == Curve)
            {
                EndCurve(status);
            }

            _status = status;
            _step = Down;
            _asked = false;
            _later = false;
            _modbus.Reset();
            _wait = _wait == 0 ? FirstWait : _wait > LongestWait / 2 ? LongestWait : _wait * 2;
            _next = _now + _wait;
        }

        /// <summary>"SunS" stands at one of three places (Device Information Model Specification, clause 6.2).</summary>
        private void Based(DerStatus status)
        {
            if (status == DerStatus.Ok && _modbus.Register(0) == 0x5375 && _modbus.Register(1) == 0x6E53)
            {
                _step = Walk;
                _at += 2;
                Ask(_at, 2);
            }
            else if (_at == 0)
            {
                Lose(DerStatus.SunSpecNoMap);
            }
            else
            {
                _at = _at == 40000 ? 50000 : 0;
                Ask(_at, 2);
            }
        }

        private void Walked(DerStatus status)
        {
            int id = _modbus.Register(0);
            int length = _modbus.Register(1);
            int next = _at + 2 + length;
            if (status == DerStatus.Ok && id != Missing && _models < MaxModels)
            {
                if (next > 65534)
                {
                    Lose(DerStatus.SunSpecBadMap);
                    return;
                }

                _ids[_models] = (ushort)id;
                _addresses[_models] = (ushort)_at;
                _lengths[_models] = (ushort)length;
                _models++;
                _at = next;
                Ask(_at, 2);
                return;
            }

            // Some maps have no end mark: what stands behind the last model cannot be read.
            _measure = Find(701, 120);
            for (int i = 103; _measure < 0 && i > 100; i--)
            {
                _measure = Find(i, 50);
            }

            if (_measure < 0)
            {
                Lose(DerStatus.SunSpecBadMap);
                return;
            }

            _next = _now;
            FindBlocks();
        }

        /// <summary>The place of a model that has at least so many registers; -1 for none.</summary>
        private int Find(int id, int length)
        {
            for (int i = 0; i < _models; i++)
            {
                if (_ids[i] == id && _lengths[i] >= length)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
