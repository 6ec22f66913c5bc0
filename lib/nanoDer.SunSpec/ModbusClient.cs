using System;
using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>
    /// The client side of Modbus over TCP or a serial line (RTU), one request at a time: functions 3, 6 and 16. It owns no link and no clock:
    /// <code>
    /// client.Tick(now);  client.Read(40000, 2);
    /// send(client.Output, client.OutputOffset, client.OutputCount);  client.Consume(sent);
    /// client.Feed(bytes that came);  …until !client.IsBusy:  client.Status, client.Register(0)
    /// </code>
    /// A request without an answer is sent again; then <see cref="Status"/> says so. What answers nothing that was asked is left alone.
    /// </summary>
    public sealed partial class ModbusClient
    {
        /// <summary>Most registers that one request reads.</summary>
        public const int MaxRead = 125;

        /// <summary>Most registers that one request writes here; the protocol allows 123.</summary>
        public const int MaxWrite = 64;

        private const int ReadHolding = 3;
        private const int WriteOne = 6;
        private const int WriteMany = 16;
        private const int TcpHead = 7;
        private const int InputBytes = 260;
        private const int OutputBytes = TcpHead + 6 + (2 * MaxWrite);

        // Where the function code is: behind the head of Modbus TCP or the address of a serial line.
        private readonly int _head;
        private readonly byte[] _input = new byte[InputBytes];
        private readonly byte[] _output = new byte[OutputBytes];
        private int _count;
        private int _length;
        private int _sent;
        private int _expected;
        private int _id;
        private int _tries;
        private long _now;
        private long _deadline;
        private long _quiet;
        private bool _busy;
        private bool _heard;
        private bool _broken;
        private DerStatus _status;

        /// <summary>The device's address: 1 to 247 on a serial line; over TCP often 1, 255 or 0.</summary>
        public int Unit = 1;

        /// <summary>How long an answer may take, in milliseconds.</summary>
        public int Timeout = 1000;

        /// <summary>How often a request is sent again.</summary>
        public int Retries = 2;

        /// <summary>Silence between frames on a serial line, in milliseconds: 3.5 characters, so 4 at 9,600 Bd and 2 from 19,200 Bd on.</summary>
        public int Silence = 4;

        /// <summary>True: one register is written by function 6, for devices that do not have 16.</summary>
        public bool SingleWrites;

        /// <summary>Makes a client.</summary>
        /// <param name="isRtu">True for a serial line, false for TCP.</param>
        public ModbusClient(bool isRtu)
        {
            _head = isRtu ? 1 : TcpHead;
        }

        /// <summary>True from a request to its answer or to its failure.</summary>
        public bool IsBusy
        {
            get { return _busy; }
        }

        /// <summary>True when what comes is no Modbus TCP: the connection is of no more use.</summary>
        public bool IsBroken
        {
            get { return _broken; }
        }

        /// <summary>How the last request ended: Ok, an exception by its name, <see cref="DerStatus.ModbusSilent"/>, <see cref="DerStatus.ModbusBadAnswer"/>.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        /// <summary>Buffer with what is to be sent.</summary>
        public byte[] Output
        {
            get { return _output; }
        }

        /// <summary>Where it begins.</summary>
        public int OutputOffset
        {
            get { return _sent; }
        }

        /// <summary>How many bytes are to be sent now; on a serial line none before it was silent long enough.</summary>
        public int OutputCount
        {
            get { return _busy && _now >= _quiet && (_head != 1 || !_heard) ? _length - _sent : 0; }
        }

        /// <summary>When <see cref="Tick"/> is needed next, in milliseconds.</summary>
        public long NextDeadline
        {
            get { return !_busy ? long.MaxValue : _heard ? _now : _sent < _length && _now < _quiet ? _quiet : _deadline; }
        }

        /// <summary>Bytes that a client needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(21) + HeapSize.Array(InputBytes, 1) + HeapSize.Array(OutputBytes, 1);
        }

        /// <summary>The link is new, or gone: what was asked and heard is forgotten.</summary>
        [DataPath]
        public void Reset()
        {
            _busy = false;
            _broken = false;
            _heard = false;
            _count = 0;
            _quiet = 0;
        }

        /// <summary>Asks for holding registers (function 3).</summary>
        /// <param name="address">The first, from 0.</param>
        /// <param name="count">How many: 1 to <see cref="MaxRead"/>.</param>
        /// <exception cref="InvalidOperationException">A request is on its way.</exception>
        [DataPath]
        public void Read(int address, int count)
        {
            Begin(ReadHolding, address, count);
            _expected = 2 + (2 * count);
            Start();
        }

        /// <summary>Writes holding registers (function 16, or 6 for one when <see cref="SingleWrites"/>).</summary>
        /// <param name="address">The first, from 0.</param>
        /// <param name="values">Array with their values, of which the low 16 bits count.</param>
        /// <param name="count">How many: 1 to <see cref="MaxWrite"/>.</param>
        /// <exception cref="InvalidOperationException">A request is on its way.</exception>
        [DataPath]
        public void Write(int address, int[] values, int count)
        {
            bool single = SingleWrites && count == 1;
            Begin(single ? WriteOne : WriteMany, address, single ? values[0] : count);
            _expected = 5;
            if (!single)
            {
                _output[_length++] = (byte)(2 * count);
                for (int i = 0; i < count; i++)
                {
                    PutWord(values[i]);
                }
            }

            Start();
        }

        /// <summary>Gives bytes that have come. It stops behind an answer, whose registers are there until bytes are given again.</summary>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>How many were taken; fewer only behind an answer, and when <see cref="IsBroken"/>.</returns>
        [DataPath]
        public int Feed(byte[] buffer, int offset, int count)
        {
            int taken = 0;
            bool wasBusy = _busy;
            _heard = true;
            while (taken < count && !_broken && wasBusy == _busy)
            {
                int need = _head == 1 ? InputBytes : _count < TcpHead ? TcpHead : TcpLength();
                int step = need - _count < count - taken ? need - _count : count - taken;
                Array.Copy(buffer, offset + taken, _input, _count, step);
                taken += step;
                _count += step;
                if (_head == 1)
                {
                    TakeRtu();
                    if (_count == InputBytes)
                    {
                        // Too long for a frame: noise until the line is silent.
                        _count = InputBytes - 1;
                        return count;
                    }
                }
                else if (_count == need)
                {
                    TakeTcp();
                }
            }

            return taken;
        }

        /// <summary>Says that bytes are on their way.</summary>
        /// <param name="count">How many, from <see cref="OutputOffset"/>.</param>
        [DataPath]
        public void Consume(int count)
        {
            _sent += count;
            if (count > 0 && _sent >= _length)
            {
                _deadline = _now + Timeout;
            }
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        [DataPath]
        public void Tick(long now)
        {
            _now = now;
            if (_head == 1)
            {
                if (_heard)
                {
                    _quiet = now + Silence;
                }
                else if (now >= _quiet)
                {
                    // What is not whole by now never will be.
                    _count = 0;
                }
            }

            _heard = false;
            if (_busy && now >= _deadline)
            {
                _tries++;
                if (_tries <= Retries)
                {
                    Start();
                }
                else
                {
                    _busy = false;
                }
            }
        }

        /// <summary>A register of the answer to <see cref="Read"/>.</summary>
        /// <param name="index">Which, from 0.</param>
        /// <returns>0 to 65,535.</returns>
        [DataPath]
        public int Register(int index)
        {
            return Word(_input, _head + 2 + (2 * index));
        }

        private static int Word(byte[] buffer, int at)
        {
            return (buffer[at] << 8) | buffer[at + 1];
        }

        /// <summary>The check sum of a serial line, an octet at a time: bit 0 of the polynomial's inverse falls out as the parity.</summary>
        private static int Crc(byte[] buffer, int count)
        {
            int crc = 0xFFFF;
            for (int i = 0; i < count; i++)
            {
                int low = (crc ^ buffer[i]) & 0xFF;
                int parity = (0x6996 >> ((low ^ (low >> 4)) & 15)) & 1;
                crc = (crc >> 8) ^ (low << 6) ^ (low << 7) ^ (parity * 0xC001);
            }

            return crc;
        }

        private void Begin(int function, int address, int second)
        {
            if (_busy)
            {
                throw new InvalidOperationException();
            }

            _length = _head - 1;
            _output[_length++] = (byte)Unit;
            _output[_length++] = (byte)function;
            PutWord(address);
            PutWord(second);
            _tries = 0;
            _busy = true;
            _status = DerStatus.ModbusSilent;
        }

        private void PutWord(int value)
        {
            _output[_length++] = (byte)(value >> 8);
            _output[_length++] = (byte)value;
        }

        /// <summary>Begins to send what <see cref="_output"/> holds, for the first time or again. A late answer to the first counts: it is the same.</summary>
        private void Start()
        {
            if (_tries == 0)
            {
                if (_head == 1)
                {
                    int crc = Crc(_output, _length);
                    _output[_length++] = (byte)crc;
                    _output[_length++] = (byte)(crc >> 8);
                }
                else
                {
                    _id++;
                    int length = _length;
                    _length = 0;
                    PutWord(_id);
                    PutWord(0);
                    PutWord(length - TcpHead + 1);
                    _length = length;
                }
            }

            _sent = 0;
            _deadline = _now + Timeout;
            if (_quiet > _now)
            {
                _deadline = _quiet + Timeout;
            }
        }
    }
}
