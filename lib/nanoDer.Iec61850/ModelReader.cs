using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Builds a <see cref="DataModel"/> from its description, which lies in flash as a string. It reads the description twice: first to count,
    /// then to fill arrays of exactly that size.
    /// </summary>
    public sealed class ModelReader
    {
        private readonly byte[] _source;
        private readonly byte[] _nameBuffer;
        private readonly ushort[] _open = new ushort[DataModel.MaxDepth];
        private int _next;
        private int _nodes;
        private int _small;
        private int _large;
        private int _text;
        private int _nameBytes;
        private ValueType _type;
        private int _size;
        private ushort[] _name;
        private ushort[] _end;
        private ushort[] _slot;
        private byte[] _typeOf;
        private byte[] _sizeOf;
        private byte[] _last;
        private ModelValues _values;
        private readonly int[] _sets = new int[64];
        private readonly int[] _previous = new int[DataModel.MaxDepth + 1];
        private int _setCount;

        private ModelReader(string description)
        {
            _source = Bytes.Of(description);
            _nameBuffer = new byte[_source.Length];
        }

        /// <summary>Builds a model. Only at start-up: it allocates.</summary>
        /// <param name="description">In the form that <see cref="DataModel"/> explains.</param>
        /// <returns>The model with its initial values.</returns>
        /// <exception cref="ArgumentException">The description is not of that form; the SCL compiler never makes such a one.</exception>
        public static DataModel Read(string description)
        {
            ModelReader reader = new ModelReader(description);
            reader.Pass();
            reader._name = new ushort[reader._nodes];
            reader._end = new ushort[reader._nodes];
            reader._slot = new ushort[reader._nodes];
            reader._typeOf = new byte[reader._nodes];
            reader._sizeOf = new byte[reader._nodes];
            reader._last = new byte[reader._nodes];
            reader._values = new ModelValues(reader._small, reader._large, reader._text);
            reader.Pass();
            reader._values.ClearMarks();
            byte[] names = new byte[reader._nameBytes];
            Array.Copy(reader._nameBuffer, 0, names, 0, names.Length);
            byte[] flags = new byte[reader._nodes];
            DataModel model = new DataModel(
                names, reader._name, reader._end, reader._slot, reader._typeOf, reader._sizeOf, flags, reader._last, reader._values);
            model.Tables = new ModelDeriver(model, flags, reader._source, reader._sets, reader._setCount).Derive();
            return model;
        }

        private void Pass()
        {
            _next = 0;
            _nodes = 0;
            _small = 0;
            _large = 0;
            _text = 0;
            _nameBytes = 0;
            _setCount = 0;
            int depth = 0;
            _previous[0] = -1;
            while (true)
            {
                int c = Skip();
                if (c < 0)
                {
                    break;
                }

                if (depth == 0 && Set())
                {
                    continue;
                }

                if (c == '}')
                {
                    _next++;
                    Last(depth);
                    depth--;
                    Require(depth >= 0);
                    if (_end != null)
                    {
                        _end[_open[depth]] = (ushort)_nodes;
                    }

                    continue;
                }

                int node = _nodes;
                _nodes++;
                _previous[depth] = node;
                Name(node);
                c = _next < _source.Length ? _source[_next] : -1;
                _next++;
                if (c == '{')
                {
                    Require(depth < DataModel.MaxDepth);
                    _open[depth] = (ushort)node;
                    depth++;
                    _previous[depth] = -1;
                }
                else
                {
                    Require(c == ':' && depth > 0);
                    Value(node);
                }
            }

            Last(0);
            Require(depth == 0 && _nodes < ushort.MaxValue);
        }

        private void Last(int depth)
        {
            if (_last != null && _previous[depth] >= 0)
            {
                _last[_previous[depth]] = 1;
            }
        }

        /// <summary>Notes a data set or log, of which only the name is needed now.</summary>
        private bool Set()
        {
            int at = _next;
            while (at < _source.Length && IsNameCharacter(_source[at]))
            {
                at++;
            }

            if (at == _source.Length || _source[at] != '/')
            {
                return false;
            }

            while (at < _source.Length && _source[at] != '$')
            {
                at++;
            }

            _sets[_setCount * 2] = _next;
            _next = at + 1;
            _sets[(_setCount * 2) + 1] = Name(-1);
            _setCount++;
            while (_next < _source.Length && _source[_next] != ';')
            {
                _next++;
            }

            Require(_next < _source.Length);
            _next++;
            return true;
        }

        private int Name(int node)
        {
            int start = _next;
            while (_next < _source.Length && IsNameCharacter(_source[_next]))
            {
                _next++;
            }

            int length = _next - start;
            Require(length > 0 && length <= DataModel.MaxName);

            // The same few names come again and again: each is kept once.
            int at = 0;
            while (at < _nameBytes && !(_nameBuffer[at] == length && Bytes.Equal(_nameBuffer, at + 1, _source, start, length)))
            {
                at += _nameBuffer[at] + 1;
            }

            if (at == _nameBytes)
            {
                Require(at + length < _nameBuffer.Length);
                _nameBuffer[at] = (byte)length;
                Array.Copy(_source, start, _nameBuffer, at + 1, length);
                _nameBytes += length + 1;
            }

            if (_name != null && node >= 0)
            {
                _name[node] = (ushort)at;
            }

            return at;
        }

        private void Value(int node)
        {
            Require(_next < _source.Length);
            int letter = _source[_next];
            _next++;
            TypeOf(letter, Digits());
            int slot;
            if (_type >= ValueType.VisibleString)
            {
                slot = _text;
                if (_values != null)
                {
                    _values.Text[slot] = (byte)_size;
                }

                _text += _size + 3;
            }
            else if (_type == ValueType.Integer64 || _type == ValueType.Timestamp)
            {
                slot = _large;
                _large++;
            }
            else
            {
                slot = _small;
                _small++;
            }

            if (_name != null)
            {
                _end[node] = (ushort)_nodes;
                _slot[node] = (ushort)slot;
                _typeOf[node] = (byte)_type;
                _sizeOf[node] = (byte)_size;
            }

            if (_next < _source.Length && _source[_next] == '=')
            {
                _next++;
                Initial(slot);
            }
        }

        private void TypeOf(int letter, int number)
        {
            _size = number;
            switch (letter)
            {
                case 'b':
                    Set(ValueType.Boolean, 1, number < 0);
                    break;
                case 'e':
                    Set(ValueType.Integer, 8, number < 0);
                    break;
                case 'q':
                    Set(ValueType.Bits, 13, number < 0);
                    break;
                case 'f':
                    Set(ValueType.Float, 32, number < 0);
                    break;
                case 't':
                    Set(ValueType.Timestamp, 64, number < 0);
                    break;
                case 'i':
                    Set(number == 64 ? ValueType.Integer64 : ValueType.Integer, number, number == 8 || number == 16 || number == 32 || number == 64);
                    break;
                case 'u':
                    Set(ValueType.Unsigned, number, number == 8 || number == 16 || number == 32);
                    break;
                case 'c':
                    Set(ValueType.Bits, number, number > 0 && number < 32);
                    break;
                case 's':
                    Set(ValueType.VisibleString, number, number > 0 && number < 256);
                    break;
                case 'm':
                    Set(ValueType.UnicodeString, number, number > 0 && number < 256);
                    break;
                default:
                    Set(ValueType.OctetString, number, letter == 'o' && number > 0 && number < 256);
                    break;
            }
        }

        private void Set(ValueType type, int size, bool allowed)
        {
            Require(allowed);
            _type = type;
            _size = size;
        }

        private void Initial(int slot)
        {
            Require(_next < _source.Length);
            if (_source[_next] == '"')
            {
                int start = _next + 1;
                _next = start;
                while (_next < _source.Length && _source[_next] != '"')
                {
                    _next++;
                }

                Require(_type >= ValueType.VisibleString && _next < _source.Length && _next - start <= _size);
                if (_values != null)
                {
                    _values.SetText(slot, _size, _source, start, _next - start);
                }

                _next++;
                return;
            }

            bool negative = _source[_next] == '-';
            if (negative)
            {
                _next++;
            }

            int number = Digits();
            Require(number >= 0 && _type < ValueType.VisibleString);
            if (_values == null)
            {
                return;
            }

            if (negative)
            {
                number = -number;
            }

            if (_type == ValueType.Integer64 || _type == ValueType.Timestamp)
            {
                _values.SetLarge(slot, number);
            }
            else if (_type == ValueType.Float)
            {
                _values.SetFloat(slot, number);
            }
            else
            {
                _values.SetSmall(slot, number);
            }
        }

        private int Digits()
        {
            int start = _next;
            while (_next < _source.Length && _source[_next] >= '0' && _source[_next] <= '9')
            {
                _next++;
            }

            return Bytes.ParseDecimal(_source, start, _next - start);
        }

        private int Skip()
        {
            while (_next < _source.Length && _source[_next] <= ' ')
            {
                _next++;
            }

            return _next < _source.Length ? _source[_next] : -1;
        }

        private static bool IsNameCharacter(int c)
        {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }

        private static void Require(bool condition)
        {
            if (!condition)
            {
                throw new ArgumentException();
            }
        }
    }
}
