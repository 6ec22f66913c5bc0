using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.UnitTests
{
    /// <summary>
    /// Makes a small <see cref="DataModel"/> from a notation that is written by hand.
    /// <code>
    /// description = part …
    /// part        = node | logical-device "/" logical-node "$" name ["=" reference { "," reference }] ";"   data set; log
    /// node        = name "{" node … "}"                constructed
    ///             | name ":" type ["=" value]          value
    ///             | name "[" number "]" "{" node … "}" array of structures
    ///             | name "[" number "]" ":" type       array of values
    /// type        = b | i8 | i16 | i32 | i64 | u8 | u16 | u32 | f | e | q | t | d | c&lt;bits&gt; | s&lt;octets&gt; | m&lt;octets&gt; | o&lt;octets&gt;
    /// value       = decimal number | "text"
    /// </code>
    /// Blanks separate. Types: boolean, integers, unsigned, FLOAT32, enumerated, quality, timestamp, EntryTime, bit string, visible string, unicode
    /// string, octet string. What may be written and what triggers reports follows from the functional constraint.
    /// </summary>
    public sealed class ModelReader
    {
        internal readonly byte[] Source;

        /// <summary>By node in the order of the description: place and length of its name in the source, its end, type and size, elements of an
        /// array, its value or the place of its text, and the length of that.</summary>
        internal readonly int[] Name;
        internal readonly int[] NameLength;
        internal readonly int[] End;
        internal readonly int[] Type;
        internal readonly int[] Size;
        internal readonly int[] Elements;
        internal readonly int[] Value;
        internal readonly int[] TextLength;
        internal int Nodes;

        /// <summary>Places of data sets and logs in the source.</summary>
        internal readonly int[] Sets = new int[32];
        internal int SetCount;

        private readonly int[] _open = new int[DataModel.MaxDepth];
        private int _next;
        private ValueType _type;
        private int _size;

        private ModelReader(string description)
        {
            Source = Bytes.Of(description);
            int most = (Source.Length / 2) + 1;
            Name = new int[most];
            NameLength = new int[most];
            End = new int[most];
            Type = new int[most];
            Size = new int[most];
            Elements = new int[most];
            Value = new int[most];
            TextLength = new int[most];
        }

        /// <summary>Builds a model. Only at start-up: it allocates.</summary>
        /// <param name="description">In the notation above.</param>
        /// <returns>The model with its initial values.</returns>
        /// <exception cref="ArgumentException">The description is not of that form.</exception>
        public static DataModel Read(string description)
        {
            return ModelLoader.Load(Pack(description));
        }

        /// <summary>Makes its packed form.</summary>
        /// <param name="description">As for <see cref="Read"/>.</param>
        /// <returns>A string for <see cref="ModelLoader"/>.</returns>
        public static string Pack(string description)
        {
            ModelReader reader = new ModelReader(description);
            reader.Pass();
            ModelPacker packer = new ModelPacker(reader);
            DataModel plain = ModelLoader.Load(packer.Pack(new int[0][]));
            return packer.Pack(new ModelDeriver(plain, reader, packer).Derive());
        }

        internal static void Require(bool condition)
        {
            if (!condition)
            {
                throw new ArgumentException();
            }
        }

        private void Pass()
        {
            int depth = 0;
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
                    depth--;
                    Require(depth >= 0);
                    End[_open[depth]] = Nodes;
                    continue;
                }

                int node = Nodes;
                Nodes++;
                ReadName(node);
                c = _next < Source.Length ? Source[_next] : -1;
                _next++;
                if (c == '[')
                {
                    Elements[node] = Digits();
                    Require(Elements[node] > 0 && Elements[node] < 4096 && _next + 1 < Source.Length && Source[_next] == ']');
                    c = Source[_next + 1];
                    _next += 2;
                }

                if (c == '{')
                {
                    Require(depth < DataModel.MaxDepth);
                    _open[depth] = node;
                    depth++;
                }
                else
                {
                    Require(c == ':' && depth > 0);
                    ReadValue(node);
                }
            }

            Require(depth == 0);
        }

        /// <summary>Notes a data set or log.</summary>
        private bool Set()
        {
            int at = _next;
            while (at < Source.Length && IsNameCharacter(Source[at]))
            {
                at++;
            }

            if (at == Source.Length || Source[at] != '/')
            {
                return false;
            }

            Sets[SetCount] = _next;
            SetCount++;
            while (_next < Source.Length && Source[_next] != ';')
            {
                _next++;
            }

            Require(_next < Source.Length);
            _next++;
            return true;
        }

        private void ReadName(int node)
        {
            int start = _next;
            while (_next < Source.Length && IsNameCharacter(Source[_next]))
            {
                _next++;
            }

            Name[node] = start;
            NameLength[node] = _next - start;
            Require(_next > start && _next - start <= DataModel.MaxName);
        }

        private void ReadValue(int node)
        {
            Require(_next < Source.Length);
            int letter = Source[_next];
            _next++;
            TypeOf(letter, Digits());
            End[node] = Nodes;
            Type[node] = (int)_type;
            Size[node] = _size;
            if (_next < Source.Length && Source[_next] == '=')
            {
                _next++;
                Initial(node);
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
                case 'd':
                    Set(ValueType.EntryTime, 6, number < 0);
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

        private void Initial(int node)
        {
            Require(_next < Source.Length);
            if (Source[_next] == '"')
            {
                int start = _next + 1;
                _next = start;
                while (_next < Source.Length && Source[_next] != '"')
                {
                    _next++;
                }

                Require(_type >= ValueType.VisibleString && _next < Source.Length && _next - start <= _size);
                Value[node] = start;
                TextLength[node] = _next - start;
                _next++;
                return;
            }

            bool negative = Source[_next] == '-';
            if (negative)
            {
                _next++;
            }

            int number = Digits();
            Require(number >= 0 && _type < ValueType.VisibleString);
            if (negative)
            {
                number = -number;
            }

            Value[node] = _type == ValueType.Float ? Ieee754.SingleBits(number) : number;
        }

        private int Digits()
        {
            int start = _next;
            while (_next < Source.Length && Source[_next] >= '0' && Source[_next] <= '9')
            {
                _next++;
            }

            return Bytes.ParseDecimal(Source, start, _next - start);
        }

        private int Skip()
        {
            while (_next < Source.Length && Source[_next] <= ' ')
            {
                _next++;
            }

            return _next < Source.Length ? Source[_next] : -1;
        }

        private static bool IsNameCharacter(int c)
        {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }
    }
}
