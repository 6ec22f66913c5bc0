using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>Walks data attributes (RFC 2408 clause 3.3) in place.</summary>
    public sealed class AttributeReader
    {
        private byte[] _buffer;
        private int _at;
        private int _end;
        private int _type;
        private int _offset;
        private bool _isBasic;
        private bool _isBroken;

        /// <summary>Its type.</summary>
        public int Type
        {
            get { return _type; }
        }

        /// <summary>True for the form with a value of two bytes in place of the length.</summary>
        public bool IsBasic
        {
            get { return _isBasic; }
        }

        /// <summary>Where its value begins.</summary>
        public int Offset
        {
            get { return _offset; }
        }

        /// <summary>Length of its value in bytes.</summary>
        public int Count
        {
            get { return _at - _offset; }
        }

        /// <summary>Its value as a number; -1 for one that is longer than four bytes, empty, or over 2,147,483,647.</summary>
        public int Value
        {
            get
            {
                int count = _at - _offset;
                int value = count < 1 || count > 4 ? -1 : PayloadReader.Number(_buffer, _offset, count);
                return value < 0 ? -1 : value;
            }
        }

        /// <summary>True when an attribute did not fit.</summary>
        public bool IsBroken
        {
            get { return _isBroken; }
        }

        /// <summary>Begins at the first attribute.</summary>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="end">Where they end.</param>
        [DataPath]
        public void Reset(byte[] buffer, int offset, int end)
        {
            _buffer = buffer;
            _at = offset;
            _end = end;
            _isBroken = offset > end;
        }

        /// <summary>Goes to the next attribute.</summary>
        /// <returns>False at the end, or when it does not fit: <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool Read()
        {
            if (_isBroken || _at == _end)
            {
                return false;
            }

            if (_end - _at < 4)
            {
                _isBroken = true;
                return false;
            }

            int type = PayloadReader.Number(_buffer, _at, 2);
            _isBasic = type >= 0x8000;
            _type = type & 0x7FFF;
            _offset = _isBasic ? _at + 2 : _at + 4;
            int count = _isBasic ? 2 : PayloadReader.Number(_buffer, _at + 2, 2);
            if (count > _end - _offset)
            {
                _isBroken = true;
                return false;
            }

            _at = _offset + count;
            return true;
        }
    }
}
