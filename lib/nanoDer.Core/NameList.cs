namespace nanoDer.Core
{
    /// <summary>
    /// A list of ASCII names that are looked up by their bytes and written by their number. One array of bytes and one of
    /// offsets hold all of them, which is what such a table costs least on nanoFramework.
    /// </summary>
    public sealed class NameList
    {
        private readonly byte[] _bytes;
        private readonly ushort[] _start;

        /// <summary>Builds the list.</summary>
        /// <param name="names">The names in the order of their numbers, one blank between two; 65,535 bytes at most.</param>
        public NameList(string names)
        {
            _bytes = Bytes.Of(names);
            int count = 1;
            for (int i = 0; i < _bytes.Length; i++)
            {
                if (_bytes[i] == ' ')
                {
                    count++;
                }
            }

            _start = new ushort[count + 1];
            int next = 1;
            for (int i = 0; i < _bytes.Length; i++)
            {
                if (_bytes[i] == ' ')
                {
                    _start[next] = (ushort)(i + 1);
                    next++;
                }
            }

            _start[count] = (ushort)(_bytes.Length + 1);
        }

        /// <summary>How many names there are.</summary>
        public int Count
        {
            get { return _start.Length - 1; }
        }

        /// <summary>Bytes that a list needs on the device's heap.</summary>
        /// <param name="names">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(string names)
        {
            int count = 1;
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == ' ')
                {
                    count++;
                }
            }

            return HeapSize.Object(2) + HeapSize.Array(names.Length, 1) + HeapSize.Array(count + 1, 2);
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
                if (next - from - 1 == count && (count == 0 || (bytes[from] == buffer[offset] && Bytes.Equal(buffer, offset, bytes, from, count))))
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
            int from = _start[number];
            output.Put(_bytes, from, _start[number + 1] - from - 1);
        }
    }
}
