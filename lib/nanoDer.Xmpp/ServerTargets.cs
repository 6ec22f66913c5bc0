using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// Where to connect: a list of fixed size that is walked in the order of RFC 2782, servers with and without direct TLS mixed
    /// (XEP-0368). What does not fit is left out.
    /// </summary>
    public sealed class ServerTargets
    {
        /// <summary>Most servers kept.</summary>
        public const int Capacity = 8;

        private const int NameBytes = 256;

        private readonly byte[] _names = new byte[NameBytes];
        private readonly ushort[] _start = new ushort[Capacity + 1];
        private readonly ushort[] _priority = new ushort[Capacity];
        private readonly ushort[] _weight = new ushort[Capacity];
        private readonly ushort[] _port = new ushort[Capacity];
        private readonly bool[] _direct = new bool[Capacity];
        private readonly bool[] _tried = new bool[Capacity];
        private int _count;
        private int _current;
        private uint _random;

        /// <summary>Makes an empty list.</summary>
        /// <param name="seed">Where chance comes from, for servers of the same priority: another one for each device.</param>
        public ServerTargets(uint seed)
        {
            // Zero is where such a generator stays for ever.
            _random = seed == 0 ? 1 : seed;
        }

        /// <summary>How many servers there are.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>Buffer with the current server's name or address; see <see cref="HostOffset"/> and <see cref="HostLength"/>.</summary>
        public byte[] Host
        {
            get { return _names; }
        }

        /// <summary>Where it begins.</summary>
        public int HostOffset
        {
            get { return _start[_current]; }
        }

        /// <summary>Its length in bytes.</summary>
        public int HostLength
        {
            get { return _start[_current + 1] - _start[_current]; }
        }

        /// <summary>TCP port of the current server.</summary>
        public int Port
        {
            get { return _port[_current]; }
        }

        /// <summary>True when TLS begins at once there, without STARTTLS.</summary>
        public bool IsDirectTls
        {
            get { return _direct[_current]; }
        }

        /// <summary>Bytes that a list needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(10) + HeapSize.Array(NameBytes, 1) + HeapSize.Array(Capacity + 1, 2) + (3 * HeapSize.Array(Capacity, 2))
                + (2 * HeapSize.Array(Capacity, 1));
        }

        /// <summary>Forgets all servers.</summary>
        public void Clear()
        {
            _count = 0;
        }

        /// <summary>Adds a server.</summary>
        /// <param name="name">Buffer with its name or address.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="port">TCP port.</param>
        /// <param name="direct">True when TLS begins at once.</param>
        /// <param name="priority">Lower ones are tried first.</param>
        /// <param name="weight">Share among those of the same priority.</param>
        /// <returns>False when the list is full.</returns>
        public bool Add(byte[] name, int offset, int count, int port, bool direct, int priority, int weight)
        {
            int start = _count == 0 ? 0 : _start[_count];
            if (_count == Capacity || start + count > NameBytes)
            {
                return false;
            }

            Array.Copy(name, offset, _names, start, count);
            _start[0] = 0;
            _start[_count + 1] = (ushort)(start + count);
            _priority[_count] = (ushort)priority;
            _weight[_count] = (ushort)weight;
            _port[_count] = (ushort)port;
            _direct[_count] = direct;
            _tried[_count] = false;
            _count++;
            return true;
        }

        /// <summary>Begins the walk anew: all servers may be tried again.</summary>
        public void Rewind()
        {
            Array.Clear(_tried, 0, Capacity);
        }

        /// <summary>Goes on to a server that was not tried yet: lowest priority first, among equals by weighted chance (RFC 2782).</summary>
        /// <returns>False when all have been tried. What was found by SRV has no other place to fall back to (RFC 6120 clause 3.2.1).</returns>
        public bool Next()
        {
            int first = -1;
            int idle = -1;
            uint sum = 0;
            for (int i = 0; i < _count; i++)
            {
                if (_tried[i] || (first >= 0 && _priority[i] > _priority[first]))
                {
                    continue;
                }

                if (first < 0 || _priority[i] < _priority[first])
                {
                    first = i;
                    idle = -1;
                    sum = 0;
                }

                sum += _weight[i];
                if (_weight[i] == 0)
                {
                    idle = i;
                }
            }

            if (first < 0)
            {
                return false;
            }

            uint chosen = Random() % (sum + 1);
            _current = chosen == 0 && idle >= 0 ? idle : Heaviest(first, chosen);
            _tried[_current] = true;
            return true;
        }

        /// <summary>The next number of a generator that is good enough for shares and for ids (xorshift).</summary>
        internal uint Random()
        {
            _random ^= _random << 13;
            _random ^= _random >> 17;
            _random ^= _random << 5;
            return _random;
        }

        // The first whose running sum of weights reaches the number chosen.
        private int Heaviest(int first, uint chosen)
        {
            uint sum = 0;
            for (int i = first; i < _count; i++)
            {
                if (_tried[i] || _priority[i] != _priority[first])
                {
                    continue;
                }

                sum += _weight[i];
                if (sum >= chosen && (chosen > 0 || _weight[i] > 0))
                {
                    return i;
                }
            }

            return first;
        }
    }
}
