namespace System.IO
{
    public enum SeekOrigin
    {
        Begin = 0, Current = 1, End = 2
    }

    /// <summary>A sequence of bytes.</summary>
    public abstract class Stream : MarshalByRefObject, IDisposable
    {
        public abstract bool CanRead
        {
            get;
        }

        public abstract bool CanSeek
        {
            get;
        }

        public virtual bool CanTimeout
        {
            get
            {
                return false;
            }
        }

        public abstract bool CanWrite
        {
            get;
        }

        public abstract long Length
        {
            get;
        }

        public abstract long Position
        {
            get; set;
        }

        public virtual int ReadTimeout
        {
            get
            {
                throw new InvalidOperationException();
            }
            set
            {
                throw new InvalidOperationException();
            }
        }

        public virtual int WriteTimeout
        {
            get
            {
                throw new InvalidOperationException();
            }
            set
            {
                throw new InvalidOperationException();
            }
        }

        public abstract void Flush();

        public abstract int Read(byte[] buffer, int offset, int count);

        public abstract int Read(SpanByte buffer);

        public abstract long Seek(long offset, SeekOrigin origin);

        public abstract void SetLength(long value);

        public abstract void Write(byte[] buffer, int offset, int count);

        public virtual int ReadByte()
        {
            byte[] one = new byte[1];
            return Read(one, 0, 1) == 0 ? -1 : one[0];
        }

        public virtual void WriteByte(byte value)
        {
            Write(new byte[] { value }, 0, 1);
        }

        public void CopyTo(Stream destination)
        {
            byte[] buffer = new byte[2048];
            int count;
            while ((count = Read(buffer, 0, buffer.Length)) != 0)
            {
                destination.Write(buffer, 0, count);
            }
        }

        public virtual void Close()
        {
            Dispose();
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }

        ~Stream()
        {
            Dispose(false);
        }
    }

    /// <summary>A stream over an array.</summary>
    public class MemoryStream : Stream
    {
        private byte[] _buffer;
        private int _origin;
        private int _position;
        private int _length;
        private int _capacity;
        private bool _expandable;
        private bool _isOpen;
        private bool _isWritable;

        public MemoryStream()
        {
            _buffer = new byte[256];
            _capacity = 256;
            _expandable = true;
            _isOpen = true;
            _isWritable = true;
        }

        public MemoryStream(byte[] buffer) : this(buffer, true) { }

        public MemoryStream(byte[] buffer, bool isWritable)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }
            _buffer = buffer;
            _length = _capacity = buffer.Length;
            _isOpen = true;
            _isWritable = isWritable;
        }

        public override bool CanRead
        {
            get
            {
                return _isOpen;
            }
        }

        public override bool CanSeek
        {
            get
            {
                return _isOpen;
            }
        }

        public override bool CanWrite
        {
            get
            {
                return _isWritable;
            }
        }

        public override long Length
        {
            get
            {
                Check();
                return _length - _origin;
            }
        }

        public override long Position
        {
            get
            {
                Check();
                return _position - _origin;
            }

            set
            {
                Check();
                if (value < 0 || value > 0x7FFFFFFF)
                {
                    throw new ArgumentOutOfRangeException();
                }
                _position = _origin + (int)value;
            }
        }

        public override void Flush()
        {
        }

        public virtual byte[] GetBuffer()
        {
            return _buffer;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Check();
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }
            if (offset < 0 || count < 0)
            {
                throw new ArgumentOutOfRangeException();
            }
            if (buffer.Length - offset < count)
            {
                throw new ArgumentException();
            }
            int left = _length - _position;
            if (left > count)
            {
                left = count;
            }
            if (left <= 0)
            {
                return 0;
            }
            Array.Copy(_buffer, _position, buffer, offset, left);
            _position += left;
            return left;
        }

        public override int Read(SpanByte buffer)
        {
            int n = 0;
            while (n < buffer.Length && _position < _length)
            {
                buffer[n++] = _buffer[_position++];
            }
            return n;
        }

        public override int ReadByte()
        {
            Check();
            return _position >= _length ? -1 : _buffer[_position++];
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            Check();
            long target = origin == SeekOrigin.Begin ? _origin + offset : origin == SeekOrigin.Current ? _position + offset : _length + offset;
            if (target < _origin)
            {
                throw new IOException();
            }
            _position = (int)target;
            return _position;
        }

        public override void SetLength(long value)
        {
            Check();
            if (!_isWritable)
            {
                throw new NotSupportedException();
            }
            int next = _origin + (int)value;
            if (!Reserve(next) && next > _length)
            {
                Array.Clear(_buffer, _length, next - _length);
            }
            _length = next;
            if (_position > next)
            {
                _position = next;
            }
        }

        public virtual byte[] ToArray()
        {
            byte[] copy = new byte[_length - _origin];
            Array.Copy(_buffer, _origin, copy, 0, _length - _origin);
            return copy;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check();
            if (!_isWritable)
            {
                throw new NotSupportedException();
            }
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }
            if (offset < 0 || count < 0)
            {
                throw new ArgumentOutOfRangeException();
            }
            int end = _position + count;
            if (end > _length)
            {
                Reserve(end);
                _length = end;
            }

            Array.Copy(buffer, offset, _buffer, _position, count);
            _position = end;
        }

        public override void WriteByte(byte value)
        {
            Check();
            if (!_isWritable)
            {
                throw new NotSupportedException();
            }
            if (_position >= _length)
            {
                Reserve(_position + 1);
                _length = _position + 1;
            }

            _buffer[_position++] = value;
        }

        public virtual void WriteTo(Stream stream)
        {
            stream.Write(_buffer, _origin, _length - _origin);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _isOpen = false;
                _isWritable = false;
                _expandable = false;
            }
        }

        private void Check()
        {
            if (!_isOpen)
            {
                throw new ObjectDisposedException();
            }
        }

        private bool Reserve(int value)
        {
            if (value <= _capacity)
            {
                return false;
            }
            if (!_expandable)
            {
                throw new NotSupportedException();
            }
            int size = value < 256 ? 256 : value;
            if (size < _capacity * 2)
            {
                size = _capacity * 2;
            }
            byte[] next = new byte[size];
            Array.Copy(_buffer, 0, next, 0, _length);
            _buffer = next;
            _capacity = size;
            return true;
        }
    }
}
