using System;
using System.Net;
using System.Net.Sockets;

namespace nanoDer.Firmware
{
    /// <summary>A UDP socket for one question at a time: to the DNS, to a time server. Each question goes out from a new port.</summary>
    internal sealed class DatagramPort
    {
        private Socket _socket;

        /// <summary>Sends a question; what is received from then on comes from that server alone.</summary>
        internal void Ask(string server, int port, byte[] buffer, int count)
        {
            Close();
            try
            {
                IPAddress address = Connection.Resolve(server)[0];
                _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

                // A connected socket takes datagrams of its peer only.
                _socket.Connect(new IPEndPoint(address, port));
                _socket.Send(buffer, 0, count, SocketFlags.None);
            }
            catch (Exception)
            {
                // As good as lost on the way.
            }
        }

        /// <summary>Waits for an answer.</summary>
        /// <returns>Its length; 0 when none came; -1 when none will.</returns>
        internal int Answer(byte[] buffer, int wait)
        {
            try
            {
                return _socket.Poll(wait * 1000, SelectMode.SelectRead) ? _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None) : 0;
            }
            catch (Exception)
            {
                // Nobody listens there: the same as no answer, but it comes at once.
                return -1;
            }
        }

        internal void Close()
        {
            if (_socket == null)
            {
                return;
            }

            try
            {
                _socket.Close();
            }
            catch (Exception)
            {
                // It is given up either way.
            }

            _socket = null;
        }
    }
}
