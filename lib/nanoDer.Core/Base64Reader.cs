namespace nanoDer.Core
{
    /// <summary>Base64 (RFC 4648 clause 4) that comes in pieces of any size, as XML text does, straight into its place.</summary>
    public sealed class Base64Reader
    {
        private readonly byte[] _group = new byte[4];
        private byte[] _target;
        private int _start;
        private int _end;
        private int _count;
        private int _held;
        private bool _hasEnded;
        private DerStatus _status;

        /// <summary>Why the text cannot be read; Ok as long as it can.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(8) + HeapSize.Array(4, 1);
        }

        /// <summary>Begins a text.</summary>
        /// <param name="target">Buffer for the bytes.</param>
        /// <param name="offset">Where they go.</param>
        /// <param name="capacity">How many there is room for.</param>
        [DataPath]
        public void Start(byte[] target, int offset, int capacity)
        {
            _target = target;
            _start = offset;
            _end = offset + capacity;
            _count = offset;
            _held = 0;
            _hasEnded = false;
            _status = DerStatus.Ok;
        }

        /// <summary>Takes the next piece.</summary>
        /// <param name="text">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void Read(byte[] text, int offset, int count)
        {
            // Groups of four characters; what is left of one waits for the next piece.
            int end = offset + count;
            while (offset < end && (_held > 0 || end - offset < 4))
            {
                _group[_held] = text[offset];
                _held++;
                offset++;
                if (_held == 4)
                {
                    _held = 0;
                    Put(_group, 0, 4);
                }
            }

            int whole = (end - offset) & ~3;
            if (whole > 0)
            {
                Put(text, offset, whole);
                offset += whole;
            }

            for (; offset < end; offset++)
            {
                _group[_held] = text[offset];
                _held++;
            }
        }

        /// <summary>Ends the text.</summary>
        /// <returns>How many bytes there are, or -1: <see cref="Status"/> says why.</returns>
        [DataPath]
        public int Finish()
        {
            if (_held != 0)
            {
                Refuse(DerStatus.BadEncoding);
            }

            return _status == DerStatus.Ok ? _count - _start : -1;
        }

        /// <summary>Says that the text is wrong for a reason that only the caller sees; the first reason stays.</summary>
        /// <param name="status">The reason.</param>
        [DataPath]
        public void Refuse(DerStatus status)
        {
            _status = _status == DerStatus.Ok ? status : _status;
        }

        private void Put(byte[] text, int offset, int count)
        {
            int end = offset + count;
            int padding = text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
            int bytes = (count / 4 * 3) - padding;
            if (_status != DerStatus.Ok || _hasEnded)
            {
                Refuse(DerStatus.BadEncoding);
            }
            else if (_count + bytes > _end)
            {
                Refuse(DerStatus.BufferFull);
            }
            else if (Base64.Decode(text, offset, count, _target, _count) != bytes)
            {
                Refuse(DerStatus.BadEncoding);
            }

            _count += bytes;
            _hasEnded = padding > 0;
        }
    }
}
