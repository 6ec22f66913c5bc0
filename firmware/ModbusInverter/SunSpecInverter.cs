using System.Threading;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.SunSpec;

namespace nanoDer.ModbusInverter
{
    /// <summary>
    /// A SunSpec inverter behind the gateway. It has a thread of its own, because opening a connection may take minutes: the gateway's loop only
    /// copies numbers and never waits.
    /// </summary>
    public sealed class SunSpecInverter : IInverter
    {
        // The longest wait for bytes, in milliseconds: what is commanded goes out after it.
        private const int Wait = 50;

        private readonly IModbusLink _link;
        private readonly IBoard _board;
        private readonly SunSpecClient _client;
        private readonly InverterSetPoints _setPoints = new InverterSetPoints();
        private readonly byte[] _received = new byte[300];
        private Thread _thread;
        private bool _commanded;
        private bool _stop;

        /// <summary>Oldest measurement that counts, in milliseconds; after it the inverter does not answer.</summary>
        public int MaxAge = 5000;

        /// <summary>Takes all memory.</summary>
        /// <param name="link">The way to it.</param>
        /// <param name="isRtu">True for the frames of a serial line, false for those of Modbus TCP.</param>
        /// <param name="unit">Its address, see <see cref="ModbusClient.Unit"/>.</param>
        /// <param name="board">The clock.</param>
        public SunSpecInverter(IModbusLink link, bool isRtu, int unit, IBoard board)
        {
            _link = link;
            _board = board;
            ModbusClient modbus = new ModbusClient(isRtu);
            modbus.Unit = unit;
            _client = new SunSpecClient(modbus);
        }

        /// <summary>The engine: its settings may be changed before <see cref="Start"/>, its statuses read at any time.</summary>
        public SunSpecClient Client
        {
            get { return _client; }
        }

        /// <summary>Starts the thread.</summary>
        public void Start()
        {
            _stop = false;
            _thread = new Thread(Run);
            _thread.Start();
        }

        /// <summary>Ends the thread, and waits for that for a while.</summary>
        public void Stop()
        {
            _stop = true;
            _link.Close();
            _thread.Join(2000);
        }

        /// <inheritdoc/>
        public bool Read(InverterReadings readings)
        {
            SunSpecReadings last = _client.Readings;
            if (last.Time < 0 || _board.Now() - last.Time > MaxAge)
            {
                return false;
            }

            readings.ActivePower = last.Power;
            readings.ReactivePower = last.Reactive;
            readings.Frequency = last.Frequency;
            readings.VoltageA = last.VoltageA;
            readings.VoltageB = last.VoltageB;
            readings.VoltageC = last.VoltageC;
            readings.Energy = last.Energy;
            readings.Connected = last.Connected;
            return true;
        }

        /// <inheritdoc/>
        public void Apply(InverterSetPoints setPoints)
        {
            _setPoints.Connect = setPoints.Connect;

            // What the sun gives is the most that there is: wanting less is a limit.
            _setPoints.HasLimit = setPoints.HasLimit || setPoints.HasTarget;
            _setPoints.Limit = !setPoints.HasTarget || (setPoints.HasLimit && setPoints.Limit < setPoints.Target) ? setPoints.Limit : setPoints.Target;
            _setPoints.HasReactive = setPoints.HasReactive;
            _setPoints.Reactive = setPoints.Reactive;
            _setPoints.HasPowerFactor = setPoints.HasPowerFactor;
            _setPoints.PowerFactor = setPoints.PowerFactor;
            _setPoints.VoltVar = setPoints.VoltVar;
            _setPoints.VoltWatt = setPoints.VoltWatt;
            _setPoints.HighFrequencyWatt = setPoints.HighFrequencyWatt || setPoints.LowFrequencyWatt;

            // Last: what the other thread has taken before is taken again.
            _commanded = true;
        }

        private void Run()
        {
            while (!_stop)
            {
                long now = _board.Now();
                Command();
                if (_client.NeedsLink)
                {
                    Open(now);
                    continue;
                }

                _client.Tick(now);
                int count = _client.OutputCount;
                if (count > 0)
                {
                    if (!_link.Send(_client.Output, _client.OutputOffset, count))
                    {
                        _client.Unlinked(now, DerStatus.NetLost);
                        continue;
                    }

                    _client.Consume(count);
                }

                long wait = _client.NextDeadline - now;
                count = _link.Receive(_received, wait < 0 ? 0 : wait > Wait ? Wait : (int)wait);
                if (count < 0)
                {
                    _client.Unlinked(_board.Now(), DerStatus.NetLost);
                }
                else
                {
                    _client.Feed(_received, 0, count);
                }
            }

            _link.Close();
        }

        private void Open(long now)
        {
            _link.Close();
            if (now < _client.NextDeadline)
            {
                _board.Sleep(Wait);
            }
            else if (_link.Open())
            {
                _client.Linked(_board.Now());
            }
            else
            {
                _client.Unlinked(_board.Now(), DerStatus.NetNoConnection);
            }
        }

        private void Command()
        {
            if (!_commanded)
            {
                return;
            }

            _commanded = false;
            SunSpecControls wanted = _client.Wanted;
            InverterSetPoints set = _setPoints;
            if (wanted.Connect == set.Connect && wanted.HasLimit == set.HasLimit && wanted.Limit == set.Limit && wanted.HasReactive == set.HasReactive
                && wanted.Reactive == set.Reactive && wanted.HasPowerFactor == set.HasPowerFactor && wanted.PowerFactor == set.PowerFactor
                && wanted.VoltVar == set.VoltVar && wanted.VoltWatt == set.VoltWatt && wanted.Droop == set.HighFrequencyWatt && _client.IsCommanded)
            {
                return;
            }

            wanted.Connect = set.Connect;
            wanted.HasLimit = set.HasLimit;
            wanted.Limit = set.Limit;
            wanted.HasReactive = set.HasReactive;
            wanted.Reactive = set.Reactive;
            wanted.HasPowerFactor = set.HasPowerFactor;
            wanted.PowerFactor = set.PowerFactor;
            wanted.VoltVar = set.VoltVar;
            wanted.VoltWatt = set.VoltWatt;
            wanted.Droop = set.HighFrequencyWatt;
            _client.Command();
        }
    }
}
