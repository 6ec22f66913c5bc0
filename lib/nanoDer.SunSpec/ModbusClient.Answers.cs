using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>Answers: what frames come, and whether they answer what was asked.</summary>
    public sealed partial class ModbusClient
    {
        private int TcpLength()
        {
            return 6 + Word(_input, 4);
        }

        private void TakeTcp()
        {
            int length = TcpLength();
            if (_count == TcpHead && (Word(_input, 2) != 0 || length < TcpHead + 2 || length > InputBytes))
            {
                _broken = true;
                Finish(DerStatus.ModbusBadAnswer);
                return;
            }

            if (_count < length)
            {
                return;
            }

            _count = 0;
            if (!_busy || _sent < _length || Word(_input, 0) != Word(_output, 0) || _input[6] != _output[6])
            {
                // It answers what was given up long ago, or comes from somebody else.
                return;
            }

            if (_input[TcpHead] == _output[TcpHead] + 0x80)
            {
                Refused();
            }
            else
            {
                Finish(length == TcpHead + _expected && IsAnswer() ? DerStatus.Ok : DerStatus.ModbusBadAnswer);
            }
        }

        private void TakeRtu()
        {
            if (!_busy || _sent < _length)
            {
                _count = 0;
                return;
            }

            bool refused = _count > 1 && _input[1] == _output[1] + 0x80;
            int length = refused ? 3 : 1 + _expected;
            if (_count < length + 2)
            {
                return;
            }

            // Noise, or an answer that was spoilt, is left to the time-out: the device may be talking still.
            if (Crc(_input, length + 2) != 0 || _input[0] != _output[0])
            {
                _status = DerStatus.ModbusBadAnswer;
            }
            else if (refused)
            {
                Refused();
            }
            else if (IsAnswer())
            {
                Finish(DerStatus.Ok);
            }
        }

        /// <summary>Registers as many as were asked for, or the echo of what was written.</summary>
        private bool IsAnswer()
        {
            return _input[_head] == _output[_head]
                && (_input[_head] == ReadHolding ? _input[_head + 1] == _expected - 2 : Bytes.Equal(_input, _head + 1, _output, _head + 1, 4));
        }

        private void Refused()
        {
            int code = _input[_head + 1];
            if (code == 5 || code == 6)
            {
                // It is asked again after the time-out.
                _status = DerStatus.ModbusBusy;
                return;
            }

            Finish(code == 2 ? DerStatus.ModbusIllegalAddress : code == 3 ? DerStatus.ModbusIllegalValue
                : code == 4 || code == 8 ? DerStatus.ModbusDeviceFailure : code == 10 || code == 11 ? DerStatus.ModbusNoPath
                : DerStatus.ModbusIllegalFunction);
        }

        private void Finish(DerStatus status)
        {
            _status = status;
            _busy = false;
            _count = 0;
        }
    }
}
