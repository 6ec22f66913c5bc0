using System.Text;
using nanoDer.Core;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.UnitTests
{
    /// <summary>Packs what a <see cref="ModelReader"/> has read for <see cref="ModelLoader"/>. It does not share types.</summary>
    internal sealed class ModelPacker
    {
        private const int Zero = 48;

        private readonly ModelReader _reader;
        private readonly byte[] _names;
        private readonly int[] _nodeOf;
        private readonly int[] _name;
        private readonly int[] _info;
        private readonly int[] _slot;
        private readonly int[] _absolute;
        private readonly int[] _flags;
        private readonly int[] _strings;
        private readonly ByteWriter _output;
        private int _nameBytes;
        private int _entries;
        private int _slots;
        private int _stringCount;
        private int _textBytes;

        internal ModelPacker(ModelReader reader)
        {
            _reader = reader;
            int most = reader.Nodes * 2;
            _names = new byte[reader.Source.Length];
            _nodeOf = new int[most];
            _name = new int[most];
            _info = new int[most];
            _slot = new int[most];
            _absolute = new int[reader.Nodes];
            _flags = new int[reader.Nodes];
            _strings = new int[reader.Nodes];
            _output = new ByteWriter((reader.Source.Length * 8) + 1000);
            Place(0, reader.Nodes, 0, false);
            Flags();
            Entries();
            for (int i = 0; i < reader.SetCount; i++)
            {
                int start = reader.Sets[i];
                while (reader.Source[start] != '$')
                {
                    start++;
                }

                start++;
                int end = start;
                while (reader.Source[end] != '=' && reader.Source[end] != ';')
                {
                    end++;
                }

                Name(start, end - start);
            }
        }

        /// <summary>Keeps a name once.</summary>
        internal int Name(int start, int length)
        {
            int at = 0;
            while (at < _nameBytes && !(_names[at] == length + Zero && Bytes.Equal(_names, at + 1, _reader.Source, start, length)))
            {
                at += _names[at] - Zero + 1;
            }

            if (at == _nameBytes)
            {
                _names[at] = (byte)(length + Zero);
                System.Array.Copy(_reader.Source, start, _names, at + 1, length);
                _nameBytes += length + 1;
            }

            return at;
        }

        internal string Pack(int[][] tables)
        {
            _output.Clear();
            Number(_entries);
            Number(_slots);
            Number(_textBytes);
            Number(_nameBytes);
            _output.Put(_names, 0, _nameBytes);
            for (int i = 0; i < _entries; i++)
            {
                Number(_name[i]);
                Number(_info[i]);
                Number(_slot[i]);
            }

            Values();
            Strings();
            for (int i = 0; i < 8; i++)
            {
                int[] table = tables.Length == 0 ? (i < 7 ? new int[0] : new int[] { -1 }) : tables[i];
                if (i < 7)
                {
                    Number(table.Length);
                }

                for (int k = 0; k < table.Length; k++)
                {
                    Value(table[k]);
                }
            }

            return Encoding.UTF8.GetString(_output.Buffer, _output.Start, _output.Count);
        }

        private static bool IsLarge(int type)
        {
            return type == (int)ValueType.Integer64 || type == (int)ValueType.Timestamp;
        }

        /// <summary>Gives slots to nodes, those of an array's elements behind each other; a first element stands for all.</summary>
        private void Place(int node, int end, int depth, bool inArray)
        {
            ModelReader.Require(depth <= DataModel.MaxDepth);
            while (node < end)
            {
                int start = _slots;
                _absolute[node] = start;
                bool isArray = _reader.Elements[node] > 0;
                if (_reader.Type[node] == (int)ValueType.Constructed)
                {
                    Place(node + 1, _reader.End[node], depth + 1, inArray || isArray);
                }
                else
                {
                    if (_reader.Type[node] >= (int)ValueType.VisibleString)
                    {
                        ModelReader.Require(!inArray && !isArray);
                        _strings[_stringCount] = node;
                        _stringCount++;
                        _textBytes += _reader.Size[node] + 1;
                    }

                    _slots += IsLarge(_reader.Type[node]) ? 2 : 1;
                }

                if (isArray)
                {
                    _slots = start + ((_slots - start) * _reader.Elements[node]);
                }

                node = _reader.End[node];
            }
        }

        /// <summary>Functional constraints and names tell what may be written and what triggers reports.</summary>
        private void Flags()
        {
            for (int domain = 0; domain < _reader.Nodes; domain = _reader.End[domain])
            {
                for (int logicalNode = domain + 1; logicalNode < _reader.End[domain]; logicalNode = _reader.End[logicalNode])
                {
                    for (int constraint = logicalNode + 1; constraint < _reader.End[logicalNode]; constraint = _reader.End[constraint])
                    {
                        string fc = Encoding.UTF8.GetString(_reader.Source, _reader.Name[constraint], _reader.NameLength[constraint]);
                        bool writable = "CF DC SP SE SV RP BR LG CO".IndexOf(fc) >= 0;
                        bool triggers = fc == "ST" || fc == "MX";
                        for (int node = constraint; node < _reader.End[constraint]; node++)
                        {
                            byte first = _reader.Source[_reader.Name[node]];
                            int trigger = first == 'q' ? 0x08 : first == 't' ? 0 : 0x10;
                            _flags[node] = (writable ? 0x4000 : 0) | (triggers ? trigger : 0);
                        }
                    }
                }
            }
        }

        private void Entries()
        {
            Siblings(0, _reader.Nodes, 0);
            for (int i = 0; i < _entries; i++)
            {
                int node = _nodeOf[i];
                if (node < 0)
                {
                    continue;
                }

                // Entries of a level come before those of the next.
                int at = i;
                if (_reader.Elements[node] > 0)
                {
                    _info[i] = (_reader.Elements[node] << 4) | (int)ValueType.Array;
                    at = i + 1;
                }

                if (_reader.Type[node] == (int)ValueType.Constructed)
                {
                    _info[at] = _entries << 4;
                    Siblings(node + 1, _reader.End[node], _absolute[node]);
                }
                else
                {
                    _info[at] = (_reader.Size[node] << 7) | ((_flags[node] & 0x1C) << 2) | _reader.Type[node];
                }
            }
        }

        private void Siblings(int node, int end, int from)
        {
            ModelReader.Require(node < end);
            int last = 0;
            while (node < end)
            {
                last = _entries;
                _nodeOf[_entries] = node;
                _name[_entries] = Name(_reader.Name[node], _reader.NameLength[node]) | (_flags[node] & 0x4000);
                _slot[_entries] = _absolute[node] - from;
                _entries++;
                if (_reader.Elements[node] > 0)
                {
                    // The element, with its slots in place of a name.
                    _nodeOf[_entries] = -1;
                    _name[_entries] = 0x8000 | (_flags[node] & 0x4000) | Stride(node);
                    _slot[_entries] = 0;
                    _entries++;
                }

                node = _reader.End[node];
            }

            _name[last] |= 0x8000;
        }

        private int Stride(int node)
        {
            int slots = 0;
            for (int at = node; at < _reader.End[node]; at++)
            {
                // Arrays in arrays are not worth their notation here.
                ModelReader.Require(at == node || _reader.Elements[at] == 0);
                slots += _reader.Type[at] == (int)ValueType.Constructed ? 0 : IsLarge(_reader.Type[at]) ? 2 : 1;
            }

            return slots;
        }

        private void Values()
        {
            int count = 0;
            for (int pass = 0; pass < 2; pass++)
            {
                int at = 0;
                for (int node = 0; node < _reader.Nodes; node++)
                {
                    int type = _reader.Type[node];
                    int value = _reader.Value[node];
                    if (value == 0 || type == (int)ValueType.Constructed || type >= (int)ValueType.VisibleString)
                    {
                        continue;
                    }

                    int words = IsLarge(type) ? 2 : 1;
                    count += pass == 0 ? words : 0;
                    for (int word = 0; word < words && pass == 1; word++)
                    {
                        Number(_absolute[node] + word - at);
                        Value(word == words - 1 ? value : value < 0 ? -1 : 0);
                        at = _absolute[node] + word;
                    }
                }

                if (pass == 0)
                {
                    Number(count);
                }
            }
        }

        private void Strings()
        {
            Number(_stringCount);
            int at = 0;
            for (int i = 0; i < _stringCount; i++)
            {
                int node = _strings[i];
                Number(_absolute[node] - at);
                Number(_reader.Size[node]);
                Number(_reader.TextLength[node]);
                _output.Put(_reader.Source, _reader.Value[node], _reader.TextLength[node]);
                at = _absolute[node];
            }
        }

        private void Value(int value)
        {
            Number(value & 0xFFFF);
            Number((value >> 16) & 0xFFFF);
        }

        private void Number(int number)
        {
            while (number > 31)
            {
                _output.Put((byte)(Zero + 32 + (number & 31)));
                number >>= 5;
            }

            _output.Put((byte)(Zero + number));
        }
    }
}
