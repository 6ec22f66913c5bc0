using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Walks a chain of ISAKMP payloads (RFC 2408 clause 3.2) in place. A payload that does not fit its chain, or whose reserved octet is
    /// not zero, ends the walk.
    /// </summary>
    public sealed class PayloadReader
    {
        private byte[] _buffer;
        private int _at;
        private int _end;
        private int _next;
        private int _type;
        private int _start;
        private bool _isBroken;

        /// <summary>Type of the payload.</summary>
        public int Type
        {
            get { return _type; }
        }

        /// <summary>Where it begins, header included.</summary>
        public int Start
        {
            get { return _start; }
        }

        /// <summary>Where its body begins.</summary>
        public int Body
        {
            get { return _start + 4; }
        }

        /// <summary>Where it ends, and the next one begins.</summary>
        public int End
        {
            get { return _at; }
        }

        /// <summary>Length of its body in bytes.</summary>
        public int Count
        {
            get { return _at - _start - 4; }
        }

        /// <summary>The buffer.</summary>
        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>True when a payload did not fit the chain or its form was wrong.</summary>
        public bool IsBroken
        {
            get { return _isBroken; }
        }

        /// <summary>Begins at the first payload.</summary>
        /// <param name="buffer">Buffer with the chain.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="end">Where it ends at the latest.</param>
        /// <param name="first">Type of the first payload; 0 when there is none.</param>
        [DataPath]
        public void Reset(byte[] buffer, int offset, int end, int first)
        {
            _buffer = buffer;
            _at = offset;
            _end = end;
            _next = first;
            _isBroken = false;
        }

        /// <summary>Goes to the next payload.</summary>
        /// <returns>False when there is none, or <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool Read()
        {
            if (_next == 0 || _isBroken)
            {
                return false;
            }

            int length = _end - _at < 4 || _buffer[_at + 1] != 0 ? 0 : Number(_buffer, _at + 2, 2);
            if (length < 4 || length > _end - _at)
            {
                _isBroken = true;
                return false;
            }

            _type = _next;
            _next = _buffer[_at];
            _start = _at;
            _at += length;
            return true;
        }

        /// <summary>Goes to the next payload, which has to be of a type.</summary>
        /// <param name="type">The type.</param>
        /// <param name="minimum">Fewest bytes of its body.</param>
        /// <returns>False when it is another one, shorter, or none: then <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool Read(int type, int minimum)
        {
            if (Read() && _type == type && Count >= minimum)
            {
                return true;
            }

            _isBroken = true;
            return false;
        }

        /// <summary>Says whether the chain ended in order.</summary>
        /// <param name="padding">Most bytes that may follow it: those of the cipher's last block.</param>
        /// <returns>True when no payload follows and nothing was broken.</returns>
        [DataPath]
        public bool Finish(int padding)
        {
            return !_isBroken && _next == 0 && _end - _at <= padding;
        }

        /// <summary>Type of the payload that follows.</summary>
        /// <returns>0 when there is none.</returns>
        [DataPath]
        public int Peek()
        {
            return _isBroken ? 0 : _next;
        }

        /// <summary>Reads a number, most significant byte first.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        /// <returns>The number; negative for four bytes with the highest bit set.</returns>
        [DataPath]
        public static int Number(byte[] buffer, int offset, int count)
        {
            int value = 0;
            for (int end = offset + count; offset < end; offset++)
            {
                value = (value << 8) | buffer[offset];
            }

            return value;
        }
    }
}
