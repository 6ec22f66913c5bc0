using nanoDer.SunSpec;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>A device with registers from an address on, and what drives an engine against it: each step of time carries bytes to and fro.</summary>
    internal sealed class ScriptedDevice
    {
        private readonly byte[] _answer = new byte[260];
        private readonly int _base;
        private int _end;

        /// <summary>Its registers.</summary>
        public readonly ushort[] Registers = new ushort[1200];

        /// <summary>It does not answer.</summary>
        public bool IsSilent;

        /// <summary>Register that keeps its value whatever is written; -1 for none.</summary>
        public int Stubborn = -1;

        /// <summary>Register that may not be written; -1 for none.</summary>
        public int Locked = -1;

        /// <summary>Requests and writes so far.</summary>
        public int Requests;
        public int Writes;

        /// <summary>The engine on it.</summary>
        public readonly SunSpecClient Client;
        public long Now;

        internal ScriptedDevice(int at)
        {
            _base = at;
            Client = new SunSpecClient(new ModbusClient(false));
            Registers[0] = 0x5375;
            Registers[1] = 0x6E53;
            _end = 2;
            End();
        }

        /// <summary>Adds a model whose points do not exist.</summary>
        /// <returns>Its place in <see cref="Registers"/>.</returns>
        internal int Add(int id, int length)
        {
            int at = _end;
            Registers[at] = (ushort)id;
            Registers[at + 1] = (ushort)length;
            for (int i = 0; i < length; i++)
            {
                Registers[at + 2 + i] = 0xFFFF;
            }

            _end += 2 + length;
            End();
            return at;
        }

        /// <summary>Sets registers of a model from a place on.</summary>
        internal void Set(int at, params int[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                Registers[at + i] = (ushort)values[i];
            }
        }

        /// <summary>Opens a link when one is wanted, and lets time pass.</summary>
        internal void Run(int milliseconds)
        {
            for (long end = Now + milliseconds; Now < end; Now += 10)
            {
                Turn();
            }
        }

        /// <summary>Until all that is wanted has been looked at.</summary>
        internal void Settle()
        {
            Turn();
            for (int i = 0; i < 2000 && !Client.IsSettled; i++)
            {
                Now += 10;
                Turn();
            }
        }

        private void Turn()
        {
            if (Client.NeedsLink && Now >= Client.NextDeadline)
            {
                Client.Linked(Now);
            }

            Client.Tick(Now);
            for (int i = 0; i < 50 && Client.OutputCount > 0; i++)
            {
                Client.Consume(Client.OutputCount);
                Requests++;
                int count = IsSilent ? 0 : Answer(Client.Output);
                Client.Feed(_answer, 0, count);
                Client.Tick(Now);
            }
        }

        private void End()
        {
            Registers[_end] = 0xFFFF;
            Registers[_end + 1] = 0;
        }

        private int Answer(byte[] request)
        {
            int function = request[7];
            int first = ((request[8] << 8) | request[9]) - _base;
            int count = (request[10] << 8) | request[11];
            for (int i = 0; i < 10; i++)
            {
                _answer[i] = request[i];
            }

            _answer[4] = 0;
            if (first < 0 || first + count > _end + 2 || (function == 16 && Locked >= first && Locked < first + count))
            {
                _answer[5] = 3;
                _answer[7] = (byte)(function | 0x80);
                _answer[8] = 2;
                return 9;
            }

            if (function == 3)
            {
                _answer[5] = (byte)(3 + (2 * count));
                _answer[8] = (byte)(2 * count);
                for (int i = 0; i < count; i++)
                {
                    _answer[9 + (2 * i)] = (byte)(Registers[first + i] >> 8);
                    _answer[10 + (2 * i)] = (byte)Registers[first + i];
                }

                return 9 + (2 * count);
            }

            Writes++;
            for (int i = 0; i < count; i++)
            {
                if (first + i != Stubborn)
                {
                    Registers[first + i] = (ushort)((request[13 + (2 * i)] << 8) | request[14 + (2 * i)]);
                }
            }

            _answer[5] = 6;
            _answer[10] = request[10];
            _answer[11] = request[11];
            return 12;
        }
    }
}
