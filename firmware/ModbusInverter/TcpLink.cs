using System;
using System.Net;
using System.Net.Sockets;
using nanoDer.Firmware;

namespace nanoDer.ModbusInverter
{
    /// <summary>A TCP connection to an inverter, or to a serial server before one. It is plain: keep it inside the site.</summary>
    public sealed class TcpLink : IModbusLink
    {
        private const int SendWait = 2000;

        private readonly string _host;
        private readonly int _port;
        private Socket _socket;

        /// <summary>Says where it goes.</summary>
        /// <param name="host">Name or address.</param>
        /// <param name="port">TCP port; 502 by convention.</param>
        public TcpLink(string host, int port)
        {
            _host = host;
            _port = port;
        }

        /// <inheritdoc/>
        public bool Open()
        {
            try
            {
                IPAddress[] addresses = Connection.Resolve(_host);
                for (int i = 0; i < addresses.Length; i++)
                {
                    if (TryConnect(addresses[i]))
                    {
                        return true;
                    }
                }
            }
            catch (Exception)
            {
                // The name has no address.
            }

            return false;
        }

        /// <inheritdoc/>
        public int Receive(byte[] buffer, int wait)
        {
            try
            {
                if (!_socket.Poll(wait * 1000, SelectMode.SelectRead))
                {
                    return 0;
                }

                int count = _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None);
                return count > 0 ? count : -1;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public bool Send(byte[] buffer, int offset, int count)
        {
            try
            {
                return Connection.SendAll(_socket, buffer, offset, count);
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            Socket socket = _socket;
            _socket = null;
            if (socket != null)
            {
                try
                {
                    socket.Close();
                }
                catch (Exception)
                {
                    // It is given up either way.
                }
            }
        }

        private bool TryConnect(IPAddress address)
        {
            try
            {
                _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                _socket.Connect(new IPEndPoint(address, _port));
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                _socket.SendTimeout = SendWait;
                return true;
            }
            catch (Exception)
            {
                Close();
                return false;
            }
        }
    }
}
