using System;
using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>
    /// The namespaces that somebody wants to tell apart, each with a small number. All others share <see cref="Unknown"/>.
    /// Filled at start-up.
    /// </summary>
    public sealed class XmlNamespaces
    {
        /// <summary>Number of "in no namespace".</summary>
        public const int None = 0;

        /// <summary>Number of every namespace that was not added.</summary>
        public const int Unknown = -1;

        /// <summary>Number of the namespace to which the prefix <c>xml</c> is bound.</summary>
        public const int Xml = 1;

        // All names, one behind the other, and where each ends.
        private byte[] _names = new byte[0];
        private readonly ushort[] _ends;
        private int _count;

        /// <summary>Takes room for the table.</summary>
        /// <param name="capacity">Most namespaces that will be added; 126 at most.</param>
        public XmlNamespaces(int capacity)
        {
            _ends = new ushort[capacity + 1];
            Add("http://www.w3.org/XML/1998/namespace");
        }

        /// <summary>Bytes that the table takes of the device's heap now.</summary>
        public int HeapBytes
        {
            get { return HeapSize.Object(3) + HeapSize.Array(_names.Length, 1) + HeapSize.Array(_ends.Length, 2); }
        }

        /// <summary>Gives a namespace a number; the same one when it was added before.</summary>
        /// <param name="name">The namespace name.</param>
        /// <returns>Its number, from 1.</returns>
        /// <exception cref="ArgumentException">The table is full.</exception>
        public int Add(string name)
        {
            byte[] bytes = Bytes.Of(name);
            int known = Find(bytes, 0, bytes.Length);
            if (known != Unknown)
            {
                return known;
            }

            if (_count == _ends.Length)
            {
                throw new ArgumentException();
            }

            byte[] names = new byte[_names.Length + bytes.Length];
            Array.Copy(_names, 0, names, 0, _names.Length);
            Array.Copy(bytes, 0, names, _names.Length, bytes.Length);
            _names = names;
            _ends[_count] = (ushort)names.Length;
            _count++;
            return _count;
        }

        /// <summary>Finds the number of a namespace name.</summary>
        /// <param name="buffer">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; 0 stands for no namespace.</param>
        /// <returns>Its number, <see cref="None"/> or <see cref="Unknown"/>.</returns>
        public int Find(byte[] buffer, int offset, int count)
        {
            if (count == 0)
            {
                return None;
            }

            int from = 0;
            for (int i = 0; i < _count; i++)
            {
                int end = _ends[i];
                if (end - from == count && Bytes.Equal(buffer, offset, _names, from, count))
                {
                    return i + 1;
                }

                from = end;
            }

            return Unknown;
        }

        /// <summary>Finds a namespace whose name is written as it is, without references, before a quote.</summary>
        internal int FindQuoted(byte[] buffer, int offset, int end, int quote)
        {
            // What the application adds comes first, and comes most often.
            byte[] names = _names;
            ushort[] ends = _ends;
            int count = _count;
            int from = 0;
            for (int i = 0; i < count; i++)
            {
                int next = ends[i];
                int last = offset + next - from;
                if (last < end && buffer[last] == quote && buffer[last - 1] == names[next - 1] && Bytes.Equal(buffer, offset, names, from, next - from))
                {
                    return i + 1;
                }

                from = next;
            }

            return 0;
        }

        /// <summary>Length of the name with that number.</summary>
        internal int Length(int number)
        {
            return _ends[number - 1] - (number == 1 ? 0 : _ends[number - 2]);
        }
    }
}
