using System;
using System.Net;
using System.Net.Sockets;

namespace nanoDer.GroupKeys
{
    /// <summary>UDP to one key server and from it, with the non-ESP marker (RFC 3947) or without. What cannot be sent is as good as lost on its way.</summary>
    internal sealed class DatagramPath
    {
        private const int MarkerBytes = 4;

        /// <summary>Octets before each datagram received.</summary>
        internal readonly int Overhead;

        private readonly IPAddress _address;
        private readonly int _port;
        private Socket _socket;

        internal DatagramPath(string address, int port, bool hasMarker)
        {
            _address = IPAddress.Parse(address);
            _port = port;
            Overhead = hasMarker ? MarkerBytes : 0;
        }

        internal void Send(byte[] datagram, int count)
        {
            byte[] bytes = datagram;
            if (Overhead > 0)
            {
                bytes = new byte[MarkerBytes + count];
                Array.Copy(datagram, 0, bytes, MarkerBytes, count);
            }

            try
            {
                if (_socket == null)
                {
                    _socket = new Socket(_address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

                    // A connected socket takes datagrams of its peer only.
                    _socket.Connect(new IPEndPoint(_address, _port));
                }

                _socket.Send(bytes, 0, Overhead + count, SocketFlags.None);
            }
            catch (Exception)
            {
                Close();
            }
        }

        /// <summary>Takes a datagram that is there.</summary>
        /// <returns>Its length with the marker; 0 when there is none.</returns>
        internal int Receive(byte[] buffer)
        {
            try
            {
                if (_socket == null || !_socket.Poll(0, SelectMode.SelectRead))
                {
                    return 0;
                }

                int count = _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None);
                for (int i = 0; i < Overhead; i++)
                {
                    if (count < Overhead || buffer[i] != 0)
                    {
                        return 0;
                    }
                }

                return count;
            }
            catch (Exception)
            {
                // Nobody listens there for now.
                return 0;
            }
        }

        internal void Close()
        {
            try
            {
                if (_socket != null)
                {
                    _socket.Close();
                }
            }
            catch (Exception)
            {
                // It is given up either way.
            }

            _socket = null;
        }
    }
}
