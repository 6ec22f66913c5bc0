using System.Runtime.CompilerServices;

namespace System.Net.Sockets
{
    /// <summary>The network has failed; the numbers are those of <see cref="SocketError"/> or of TLS.</summary>
    public class SocketException : Exception
    {
        private int _errorCode;

        public SocketException(SocketError errorCode)
        {
            _errorCode = (int)errorCode;
        }

        public int ErrorCode
        {
            get
            {
                return _errorCode;
            }
        }
    }

    internal static class NativeSocket
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int socket(object socket, int family, int type, int protocol);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void connect(object socket, byte[] address, int port);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int send(object socket, byte[] buffer, int offset, int count, int flags, int timeout);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int recv(object socket, byte[] buffer, int offset, int count, int flags, int timeout);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int close(object socket);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void getaddrinfo(string name, out string canonicalName, out byte[][] addresses);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] getname(object socket, bool remote, out int port);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void setsockopt(object socket, int level, int name, byte[] value);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool poll(object socket, int mode, int microseconds);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int available(object socket);
    }

    /// <summary>A socket of the host. Whatever waits stops all threads meanwhile.</summary>
    public class Socket : IDisposable
    {
        internal int m_Handle = -1;
        private bool m_fBlocking = true;
        private EndPoint m_localEndPoint;
        private int m_recvTimeout = -1;
        private int m_sendTimeout = -1;
        private SocketType _socketType;
        private EndPoint _rightEndPoint;

        public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
        {
            m_Handle = NativeSocket.socket(this, (int)addressFamily, (int)socketType, (int)protocolType);
            _socketType = socketType;
        }

        ~Socket()
        {
            Dispose(false);
        }

        public int Available
        {
            get
            {
                Check();
                return NativeSocket.available(this);
            }
        }

        public SocketType SocketType
        {
            get
            {
                return _socketType;
            }
        }

        public EndPoint LocalEndPoint
        {
            get
            {
                m_localEndPoint = Name(false);
                return m_localEndPoint;
            }
        }

        public EndPoint RemoteEndPoint
        {
            get
            {
                return Name(true);
            }
        }

        public int ReceiveTimeout
        {
            get
            {
                return m_recvTimeout;
            }

            set
            {
                m_recvTimeout = Timeout(value);
            }
        }

        public int SendTimeout
        {
            get
            {
                return m_sendTimeout;
            }

            set
            {
                m_sendTimeout = Timeout(value);
            }
        }

        public void Connect(EndPoint remoteEP)
        {
            Check();
            IPEndPoint end = (IPEndPoint)remoteEP;
            NativeSocket.connect(this, end.Address.GetAddressBytes(), end.Port);
            _rightEndPoint = remoteEP;
        }

        public void Close()
        {
            ((IDisposable)this).Dispose();
        }

        public int Send(byte[] buffer)
        {
            return Send(buffer, 0, buffer != null ? buffer.Length : 0, SocketFlags.None);
        }

        public int Send(byte[] buffer, SocketFlags socketFlags)
        {
            return Send(buffer, 0, buffer != null ? buffer.Length : 0, socketFlags);
        }

        public int Send(byte[] buffer, int size, SocketFlags socketFlags)
        {
            return Send(buffer, 0, size, socketFlags);
        }

        public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            Check();
            return NativeSocket.send(this, buffer, offset, size, (int)socketFlags, m_sendTimeout);
        }

        public int Receive(byte[] buffer)
        {
            return Receive(buffer, 0, buffer != null ? buffer.Length : 0, SocketFlags.None);
        }

        public int Receive(byte[] buffer, SocketFlags socketFlags)
        {
            return Receive(buffer, 0, buffer != null ? buffer.Length : 0, socketFlags);
        }

        public int Receive(byte[] buffer, int size, SocketFlags socketFlags)
        {
            return Receive(buffer, 0, size, socketFlags);
        }

        public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            Check();
            return NativeSocket.recv(this, buffer, offset, size, (int)socketFlags, m_recvTimeout);
        }

        public bool Poll(int microSeconds, SelectMode mode)
        {
            Check();
            return NativeSocket.poll(this, (int)mode, microSeconds);
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue)
        {
            SetSocketOption(optionLevel, optionName, optionValue ? 1 : 0);
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue)
        {
            Check();
            byte[] value = new byte[4];
            value[0] = (byte)optionValue;
            value[1] = (byte)(optionValue >> 8);
            value[2] = (byte)(optionValue >> 16);
            value[3] = (byte)(optionValue >> 24);
            if (optionLevel == SocketOptionLevel.Socket && optionName == SocketOptionName.SendTimeout)
            {
                m_sendTimeout = optionValue;
            }
            else if (optionLevel == SocketOptionLevel.Socket && optionName == SocketOptionName.ReceiveTimeout)
            {
                m_recvTimeout = optionValue;
            }

            NativeSocket.setsockopt(this, (int)optionLevel, (int)optionName, value);
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, byte[] optionValue)
        {
            Check();
            NativeSocket.setsockopt(this, (int)optionLevel, (int)optionName, optionValue);
        }

        void IDisposable.Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (m_Handle != -1)
            {
                NativeSocket.close(this);
                m_Handle = -1;
            }
        }

        private static int Timeout(int value)
        {
            if (value < -1)
            {
                throw new ArgumentOutOfRangeException();
            }

            return value == 0 ? -1 : value;
        }

        private void Check()
        {
            if (m_Handle == -1)
            {
                throw new ObjectDisposedException();
            }
        }

        private EndPoint Name(bool remote)
        {
            Check();
            int port;
            byte[] address = NativeSocket.getname(this, remote, out port);
            return new IPEndPoint(new IPAddress(address), port);
        }
    }
}
