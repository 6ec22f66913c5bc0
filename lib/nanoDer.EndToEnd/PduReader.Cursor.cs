using nanoDer.Core;

namespace nanoDer.EndToEnd
{
    /// <content>The cursor over the canonical form: one element after the other, by name; the first that does not fit ends it.</content>
    internal sealed partial class PduReader
    {
        private void Hexadecimal(int name)
        {
            Value(name);
            _ok &= _valueCount > 0 && (_valueCount & 1) == 0;
        }

        // The number of the start tag here, or -1.
        private int Peek()
        {
            if (_peekedAt == _at)
            {
                return _peeked;
            }

            int at = _at + 1;
            while (at < _end && _b[at] > '>')
            {
                at++;
            }

            // Names have hyphens too.
            while (at < _end && _b[at] != '>' && _b[at] != '/')
            {
                at++;
            }

            _peekedAt = _at;
            _peeked = _ok && at < _end && _b[_at] == '<' ? Names.List.Find(_b, _at + 1, at - _at - 1) : -1;
            return _peeked;
        }

        private void Need(int name)
        {
            _ok &= Peek() == name;
            while (_ok && _b[_at] != '>')
            {
                _at++;
            }

            // One of a tag is empty: nothing is left to enter.
            _ok &= _ok && _b[_at - 1] != '/';
            _at += _ok ? 1 : 0;
        }

        private void Leave()
        {
            _ok = _ok && _at + 2 < _end && _b[_at] == '<' && _b[_at + 1] == '/';
            while (_ok && _b[_at] != '>')
            {
                _at++;
            }

            _at += _ok ? 1 : 0;
        }

        private void Value(int name)
        {
            _valueCount = 0;
            _value = 0;
            _ok &= Peek() == name;
            while (_ok && _b[_at] != '>')
            {
                _at++;
            }

            if (!_ok)
            {
                return;
            }

            _at++;
            if (_b[_at - 2] == '/')
            {
                return;
            }

            _value = _at;
            while (_at < _end && _b[_at] != '<')
            {
                _at++;
            }

            _valueCount = _at - _value;
            Leave();
        }
    }
}
