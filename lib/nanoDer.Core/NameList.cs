namespace nanoDer.Core
{
    /// <summary>
    /// A list of ASCII names that are looked up by their bytes and written by their number. The text stays in flash; a list that is
    /// searched all the time has its bytes on the heap as well.
    /// </summary>
    public sealed class NameList
    {
        private readonly string _text;
        private readonly byte[] _bytes;
        private readonly ushort[] _start;

        /// <summary>Builds a list that is searched often.</summary>
        /// <param name="names">The names in the order of their numbers, one blank between two; 65,535 bytes at most.</param>
        public NameList(string names)
            : this(names, ' ')
        {
            _bytes = Bytes.Of(names);
        }

        /// <summary>Builds a list that is seldom searched.</summary>
        /// <param name="names">As above.</param>
        /// <param name="between">What stands between two of them.</param>
        public NameList(string names, char between)
        {
            byte[] bytes = Bytes.Of(names);
            _text = names;
            _start = new ushort[CountOf(names, between) + 1];
            int next = 1;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] == between)
                {
                    _start[next] = (ushort)(i + 1);
                    next++;
                }
            }

            _start[next] = (ushort)(bytes.Length + 1);
        }

        /// <summary>How many names there are.</summary>
        public int Count
        {
            get { return _start.Length - 1; }
        }

        /// <summary>Bytes that a list needs on the device's heap, when it is searched often.</summary>
        /// <param name="names">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(string names)
        {
            return RequiredBytes(names, ' ') + HeapSize.Array(names.Length, 1);
        }

        /// <summary>Bytes that a list needs on the device's heap, besides the constant text itself.</summary>
        /// <param name="names">As for the constructor.</param>
        /// <param name="between">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(string names, char between)
        {
            return HeapSize.Object(3) + 12 + HeapSize.Array(CountOf(names, between) + 1, 2);
        }

        /// <summary>Finds a name.</summary>
        /// <param name="buffer">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes.</param>
        /// <returns>Its number from 0, or -1.</returns>
        public int Find(byte[] buffer, int offset, int count)
        {
            byte[] bytes = _bytes;
            ushort[] start = _start;
            int last = start.Length - 1;
            int from = 0;
            for (int i = 0; i < last; i++)
            {
                int next = start[i + 1];
                if (next - from - 1 == count
                    && (count == 0 || (bytes == null ? IsText(buffer, offset, count, from) : bytes[from] == buffer[offset] && Bytes.Equal(buffer, offset, bytes, from, count))))
                {
                    return i;
                }

                from = next;
            }

            return -1;
        }

        /// <summary>Writes a name.</summary>
        /// <param name="number">Its number.</param>
        /// <param name="output">Where it goes.</param>
        public void Put(int number, ByteWriter output)
        {
            ushort[] start = _start;
            int from = start[number];
            output.PutAscii(_text, from, start[number + 1] - from - 1);
        }

        private static int CountOf(string names, char between)
        {
            int count = 1;
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == between)
                {
                    count++;
                }
            }

            return count;
        }

        private bool IsText(byte[] buffer, int offset, int count, int from)
        {
            int same = 0;
            while (same < count && buffer[offset + same] == _text[from + same])
            {
                same++;
            }

            return same == count;
        }
    }
}
