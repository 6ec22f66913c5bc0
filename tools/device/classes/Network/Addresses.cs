using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace System.Net
{
    /// <summary>One end of a connection.</summary>
    public abstract class EndPoint
    {
    }

    /// <summary>An address with a port.</summary>
    public class IPEndPoint : EndPoint
    {
        public const int MinPort = 0;
        public const int MaxPort = 65535;

        private IPAddress _address;
        private int _port;

        public IPEndPoint(long address, int port)
        {
            _port = port;
            _address = new IPAddress(address);
        }

        public IPEndPoint(IPAddress address, int port)
        {
            _port = port;
            _address = address;
        }

        public IPAddress Address
        {
            get
            {
                return _address;
            }
        }

        public AddressFamily AddressFamily
        {
            get
            {
                return _address.AddressFamily;
            }
        }

        public int Port
        {
            get
            {
                return _port;
            }
        }

        public override string ToString()
        {
            return _address.ToString() + ":" + _port.ToString();
        }
    }

    /// <summary>An address: version 4 as a number, its first byte the lowest; version 6 as eight words.</summary>
    public class IPAddress
    {
        public static readonly IPAddress Any = new IPAddress(new byte[4]);
        public static readonly IPAddress Loopback = new IPAddress(new byte[] { 127, 0, 0, 1 });
        public static readonly IPAddress Broadcast = new IPAddress(new byte[] { 255, 255, 255, 255 });
        public static readonly IPAddress None = Broadcast;

        internal long Address;

        public static readonly IPAddress IPv6Any = new IPAddress(new byte[16], 0);
        public static readonly IPAddress IPv6Loopback = new IPAddress(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0);

        private AddressFamily _family = AddressFamily.InterNetwork;
        private ushort[] _numbers = new ushort[8];
        private long _scopeid;

        public IPAddress(long newAddress)
        {
            if (newAddress < 0 || newAddress > 0x00000000FFFFFFFFL)
            {
                throw new ArgumentOutOfRangeException();
            }

            Address = newAddress;
        }

        public IPAddress(byte[] address)
        {
            if (address == null)
            {
                throw new ArgumentNullException();
            }

            if (address.Length == 4)
            {
                Address = (long)address[0] | ((long)address[1] << 8) | ((long)address[2] << 16) | ((long)address[3] << 24);
            }
            else if (address.Length == 16)
            {
                _family = AddressFamily.InterNetworkV6;
                for (int i = 0; i < 8; i++)
                {
                    _numbers[i] = (ushort)((address[i * 2] << 8) | address[(i * 2) + 1]);
                }
            }
            else
            {
                throw new ArgumentException();
            }
        }

        public IPAddress(byte[] address, long scopeid)
            : this(address)
        {
            if (address.Length != 16)
            {
                throw new ArgumentException();
            }

            _scopeid = scopeid;
        }

        public AddressFamily AddressFamily
        {
            get
            {
                return _family;
            }
        }

        public static IPAddress Parse(string ipString)
        {
            return new IPAddress(ParseBytes(ipString));
        }

        public byte[] GetAddressBytes()
        {
            byte[] bytes = new byte[_family == AddressFamily.InterNetwork ? 4 : 16];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = bytes.Length == 4 ? (byte)(Address >> (i * 8)) : (byte)(_numbers[i / 2] >> ((i & 1) == 0 ? 8 : 0));
            }

            return bytes;
        }

        public override string ToString()
        {
            return Format(GetAddressBytes());
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern byte[] ParseBytes(string text);

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern string Format(byte[] address);
    }

    /// <summary>What the name service knows of a host.</summary>
    public class IPHostEntry
    {
        internal string hostName;
        internal IPAddress[] addressList;

        public string HostName
        {
            get
            {
                return hostName;
            }
        }

        public IPAddress[] AddressList
        {
            get
            {
                return addressList;
            }
        }
    }

    /// <summary>The name service.</summary>
    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress)
        {
            byte[][] found;
            string name;
            NativeSocket.getaddrinfo(hostNameOrAddress, out name, out found);
            IPAddress[] addresses = new IPAddress[found.Length];
            IPHostEntry entry = new IPHostEntry();
            for (int i = 0; i < found.Length; i++)
            {
                addresses[i] = new IPAddress(found[i]);
            }

            entry.hostName = name;
            entry.addressList = addresses;
            return entry;
        }
    }
}
