using System.IO;

namespace System.Net.Sockets
{
    /// <summary>A connection as a stream.</summary>
    public class NetworkStream : Stream
    {
        internal Socket _socket;
        protected int _socketType;
        protected EndPoint _remoteEndPoint;
        private bool _ownsSocket;
        protected bool _disposed;

        public NetworkStream(Socket socket)
            : this(socket, false)
        {
        }

        public NetworkStream(Socket socket, bool ownsSocket)
        {
            if (socket == null)
            {
                throw new ArgumentNullException();
            }

            _remoteEndPoint = socket.RemoteEndPoint;
            _socket = socket;
            _socketType = (int)socket.SocketType;
            _ownsSocket = ownsSocket;
        }

        public override bool CanRead
        {
            get
            {
                return true;
            }
        }

        public override bool CanSeek
        {
            get
            {
                return false;
            }
        }

        public override bool CanTimeout
        {
            get
            {
                return true;
            }
        }

        public override bool CanWrite
        {
            get
            {
                return true;
            }
        }

        public virtual bool DataAvailable
        {
            get
            {
                return Length > 0;
            }
        }

        public override long Length
        {
            get
            {
                Check();
                return _socket.Available;
            }
        }

        public override long Position
        {
            get
            {
                throw new NotSupportedException();
            }

            set
            {
                throw new NotSupportedException();
            }
        }

        public override int ReadTimeout
        {
            get
            {
                return _socket.ReceiveTimeout;
            }

            set
            {
                _socket.ReceiveTimeout = value;
            }
        }

        public override int WriteTimeout
        {
            get
            {
                return _socket.SendTimeout;
            }

            set
            {
                _socket.SendTimeout = value;
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);
            return _socket.Receive(buffer, offset, count, SocketFlags.None);
        }

        public override int Read(SpanByte buffer)
        {
            byte[] bytes = new byte[buffer.Length];
            int count = Read(bytes, 0, bytes.Length);
            for (int i = 0; i < count; i++)
            {
                buffer[i] = bytes[i];
            }

            return count;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            throw new NotSupportedException();
        }

        public override void SetLength(long value)
        {
            throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);
            while (count > 0)
            {
                int sent = _socket.Send(buffer, offset, count, SocketFlags.None);
                offset += sent;
                count -= sent;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (!_disposed)
            {
                _disposed = true;
                if (disposing && _ownsSocket)
                {
                    _socket.Close();
                }
            }
        }

        internal void Check(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }

            Check();
            if (offset < 0 || offset > buffer.Length || count < 0 || count > buffer.Length - offset)
            {
                throw new ArgumentOutOfRangeException();
            }
        }

        internal void Check()
        {
            if (_disposed)
            {
                throw new ObjectDisposedException();
            }
        }
    }
}
