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

        private readonly byte[][] _names;
        private int _count;

        /// <summary>Takes room for the table.</summary>
        /// <param name="capacity">Most namespaces that will be added.</param>
        public XmlNamespaces(int capacity)
        {
            _names = new byte[capacity + 1][];
            Add("http://www.w3.org/XML/1998/namespace");
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

            if (_count == _names.Length)
            {
                throw new ArgumentException();
            }

            _names[_count] = bytes;
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

            for (int i = 0; i < _count; i++)
            {
                byte[] name = _names[i];
                if (name.Length == count && Bytes.Equal(buffer, offset, name, 0, count))
                {
                    return i + 1;
                }
            }

            return Unknown;
        }

        /// <summary>Finds a namespace whose name is written as it is, without references, before a quote.</summary>
        internal int FindQuoted(byte[] buffer, int offset, int end, int quote)
        {
            // What the application adds comes first, and comes most often.
            int count = _count;
            for (int i = 0; i < count; i++)
            {
                byte[] name = _names[i];
                int length = name.Length;
                if (offset + length < end && buffer[offset + length] == quote && buffer[offset + length - 1] == name[length - 1]
                    && Bytes.Equal(buffer, offset, name, 0, length))
                {
                    return i + 1;
                }
            }

            return 0;
        }

        /// <summary>Length of the name with that number.</summary>
        internal int Length(int number)
        {
            return _names[number - 1].Length;
        }
    }
}
