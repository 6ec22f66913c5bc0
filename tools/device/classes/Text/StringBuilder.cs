namespace System.Text
{
    /// <summary>Text that grows: an array of characters that doubles.</summary>
    public sealed class StringBuilder
    {
        private int _maxCapacity;
        private char[] _chunkChars;
        private int _chunkLength;
        private StringBuilder _chunkPrevious;
        private int _chunkOffset;

        public StringBuilder() : this(16) { }

        public StringBuilder(int capacity) : this(capacity, int.MaxValue) { }

        public StringBuilder(int capacity, int maxCapacity)
        {
            if (capacity < 0 || capacity > maxCapacity)
            {
                throw new ArgumentOutOfRangeException();
            }
            _maxCapacity = maxCapacity;
            _chunkChars = new char[capacity == 0 ? 16 : capacity];
        }

        public StringBuilder(string value) : this(value, 16) { }

        public StringBuilder(string value, int capacity) : this(value != null && value.Length > capacity ? value.Length : capacity) { Append(value); }

        public int Capacity
        {
            get
            {
                return _chunkChars.Length;
            }
            set
            {
                Reserve(value);
            }
        }

        public int MaxCapacity
        {
            get
            {
                return _maxCapacity;
            }
        }

        public int Length
        {
            get
            {
                return _chunkLength;
            }

            set
            {
                if (value < 0 || value > _maxCapacity)
                {
                    throw new ArgumentOutOfRangeException();
                }
                Reserve(value);
                if (value > _chunkLength)
                {
                    Array.Clear(_chunkChars, _chunkLength, value - _chunkLength);
                }
                _chunkLength = value;
            }
        }

        public char this[int index]
        {
            get
            {
                if (index < 0 || index >= _chunkLength)
                {
                    throw new IndexOutOfRangeException();
                }
                return _chunkChars[index];
            }

            set
            {
                if (index < 0 || index >= _chunkLength)
                {
                    throw new ArgumentOutOfRangeException();
                }
                _chunkChars[index] = value;
            }
        }

        public StringBuilder Append(bool value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(byte value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(sbyte value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(short value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(ushort value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(int value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(uint value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(long value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(ulong value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(float value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(double value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(object value)
        {
            return value == null ? this : Append(value.ToString());
        }

        public StringBuilder Append(char value)
        {
            Reserve(_chunkLength + 1);
            _chunkChars[_chunkLength++] = value;
            return this;
        }

        public StringBuilder Append(char value, int repeatCount)
        {
            for (int i = 0; i < repeatCount; i++)
            {
                Append(value);
            }
            return this;
        }

        public StringBuilder Append(char[] value)
        {
            return value == null ? this : Append(value, 0, value.Length);
        }

        public StringBuilder Append(char[] value, int startIndex, int charCount)
        {
            Reserve(_chunkLength + charCount);
            Array.Copy(value, startIndex, _chunkChars, _chunkLength, charCount);
            _chunkLength += charCount;
            return this;
        }

        public StringBuilder Append(string value)
        {
            return value == null ? this : Append(value.ToCharArray());
        }

        public StringBuilder Append(string value, int startIndex, int count)
        {
            return Append(value.Substring(startIndex, count));
        }

        public StringBuilder AppendLine()
        {
            return Append("\r\n");
        }

        public StringBuilder AppendLine(string str)
        {
            return Append(str).Append("\r\n");
        }

        public StringBuilder Clear()
        {
            _chunkLength = 0;
            return this;
        }

        public StringBuilder Insert(int index, string value, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Insert(index, value.ToCharArray(), 0, value.Length);
            }
            return this;
        }

        public StringBuilder Insert(int index, char[] value, int startIndex, int charCount)
        {
            if (index < 0 || index > _chunkLength)
            {
                throw new ArgumentOutOfRangeException();
            }
            Reserve(_chunkLength + charCount);
            Array.Copy(_chunkChars, index, _chunkChars, index + charCount, _chunkLength - index);
            Array.Copy(value, startIndex, _chunkChars, index, charCount);
            _chunkLength += charCount;
            return this;
        }

        public StringBuilder Remove(int startIndex, int length)
        {
            if (startIndex < 0 || length < 0 || startIndex + length > _chunkLength)
            {
                throw new ArgumentOutOfRangeException();
            }
            Array.Copy(_chunkChars, startIndex + length, _chunkChars, startIndex, _chunkLength - startIndex - length);
            _chunkLength -= length;
            return this;
        }

        public StringBuilder Replace(char oldChar, char newChar)
        {
            return Replace(oldChar, newChar, 0, _chunkLength);
        }

        public StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)
        {
            for (int i = startIndex; i < startIndex + count; i++)
            {
                if (_chunkChars[i] == oldChar)
                {
                    _chunkChars[i] = newChar;
                }
            }

            return this;
        }

        public StringBuilder Replace(string oldValue, string newValue)
        {
            return Replace(oldValue, newValue, 0, _chunkLength);
        }

        public StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)
        {
            string text = ToString();
            int end = startIndex + count;
            int at = startIndex;
            string result = text.Substring(0, startIndex);
            while (true)
            {
                int found = at < end ? text.IndexOf(oldValue, at, end - at) : -1;
                if (found < 0)
                {
                    break;
                }
                result = result + text.Substring(at, found - at) + newValue;
                at = found + oldValue.Length;
            }

            _chunkLength = 0;
            return Append(result + text.Substring(at));
        }

        public override string ToString()
        {
            return new string(_chunkChars, 0, _chunkLength);
        }

        public string ToString(int startIndex, int length)
        {
            return new string(_chunkChars, startIndex, length);
        }

        private void Reserve(int length)
        {
            if (length <= _chunkChars.Length)
            {
                return;
            }
            if (length > _maxCapacity)
            {
                throw new ArgumentOutOfRangeException();
            }
            int size = _chunkChars.Length * 2;
            char[] next = new char[size < length ? length : size];
            Array.Copy(_chunkChars, 0, next, 0, _chunkLength);
            _chunkChars = next;
        }
    }
}
