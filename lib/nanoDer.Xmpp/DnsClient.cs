using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// Finds the servers of a domain, and their addresses, in the DNS (RFC 1035, RFC 2782, RFC 6120 clause 3.2, XEP-0368): questions out,
    /// datagrams in. The loop around it:
    /// <code>
    /// Resolve(domain, now) or Lookup(host, now)
    ///   while (!IsDone)
    ///     send OutputCount bytes of Output, if any, to port 53 of server number Attempt (modulo how many there are); Sent()
    ///     Feed(datagram)      when one came from that address and port 53 to the port the question was sent from
    ///     Tick(now)           at NextDeadline at the latest
    /// Status says how it ended
    /// </code>
    /// The socket should have a fresh port for each question that the platform chooses: id and port are all that a forger has to guess.
    /// </summary>
    public sealed partial class DnsClient
    {
        /// <summary>Longest datagram that a server sends, in bytes (RFC 1035 clause 4.2.1).</summary>
        public const int MaxDatagram = 512;

        /// <summary>Most addresses kept.</summary>
        public const int MaxAddresses = 6;

        /// <summary>TCP port of servers without SRV record.</summary>
        public const int DefaultPort = 5222;

        // How often a question is asked, and how long an answer may take each time, in milliseconds.
        private const int Attempts = 3;
        private const int Patience = 2000;

        private const int MaxName = 253;
        private const int HeaderBytes = 12;
        private const int NoSuchName = 3;

        // Types of records.
        private const int A = 1;
        private const int Cname = 5;
        private const int Aaaa = 28;
        private const int Srv = 33;

        // Which question is open.
        private const int Nothing = 0;
        private const int DirectServers = 1;
        private const int Servers = 2;
        private const int Addresses4 = 3;
        private const int Addresses6 = 4;

        private readonly ServerTargets _targets;
        private readonly byte[] _query = new byte[HeaderBytes + MaxName + 2 + 4];
        private readonly byte[] _domain = new byte[MaxName];
        private readonly byte[] _name = new byte[MaxName];
        private readonly byte[] _found = new byte[MaxName];
        private readonly byte[] _addresses = new byte[MaxAddresses * 16];
        private int _domainLength;
        private int _nameLength;
        private int _queryLength;
        private int _next;
        private int _step;
        private bool _unsent;
        private bool _answered;
        private DerStatus _failure;

        /// <summary>Takes all memory that it will ever use.</summary>
        /// <param name="targets">Where the servers found go; its chance also chooses the ids of the questions.</param>
        /// <exception cref="ArgumentNullException">The list is null.</exception>
        public DnsClient(ServerTargets targets)
        {
            if (targets == null)
            {
                throw new ArgumentNullException();
            }

            _targets = targets;
            NextDeadline = long.MaxValue;
        }

        /// <summary>Datagram to send.</summary>
        public byte[] Output
        {
            get { return _query; }
        }

        /// <summary>Its length in bytes; 0 when there is nothing to send.</summary>
        public int OutputCount
        {
            get { return _unsent ? _queryLength : 0; }
        }

        /// <summary>How often the question was asked before: choose another DNS server for each.</summary>
        public int Attempt { get; private set; }

        /// <summary>True when nothing is left to ask.</summary>
        public bool IsDone
        {
            get { return _step == Nothing; }
        }

        /// <summary>
        /// How it ended. For servers <see cref="DerStatus.Ok"/> (the list has at least one), <see cref="DerStatus.NetNoService"/>,
        /// <see cref="DerStatus.NetDnsTruncated"/> or <see cref="DerStatus.NetDnsBadAnswer"/>; for addresses Ok or
        /// <see cref="DerStatus.NetNoAddress"/>.
        /// </summary>
        public DerStatus Status { get; private set; }

        /// <summary>When <see cref="Tick"/> must be called at the latest, on the clock of its argument.</summary>
        public long NextDeadline { get; private set; }

        /// <summary>How many addresses were found; those of IPv4 come first.</summary>
        public int AddressCount { get; private set; }

        /// <summary>How many of them are of IPv4.</summary>
        public int Address4Count { get; private set; }

        /// <summary>The addresses, one every 16 bytes: 4 or 16 bytes each, in the order of the network.</summary>
        public byte[] Addresses
        {
            get { return _addresses; }
        }

        /// <summary>Bytes that it needs on the device's heap, besides the list of servers.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(19) + HeapSize.Array(HeaderBytes + MaxName + 6, 1) + (3 * HeapSize.Array(MaxName, 1)) + HeapSize.Array(MaxAddresses * 16, 1);
        }

        /// <summary>Begins to look for the servers of a domain.</summary>
        /// <param name="domain">Buffer with the domain's name, ASCII.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="now">Milliseconds of any clock that never goes back.</param>
        public void Resolve(byte[] domain, int offset, int count, long now)
        {
            _targets.Clear();
            Begin(DirectServers, domain, offset, count, now);
        }

        /// <summary>Begins to look for the addresses of a host.</summary>
        /// <param name="host">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="now">Milliseconds.</param>
        public void Lookup(byte[] host, int offset, int count, long now)
        {
            AddressCount = 0;
            Address4Count = 0;
            Begin(Addresses4, host, offset, count, now);
        }

        /// <summary>Says that the datagram is on its way.</summary>
        public void Sent()
        {
            _unsent = false;
        }

        /// <summary>
        /// Takes a datagram. The caller vouches for its source: address and port of the server asked. Whatever does not carry the id
        /// and the question that are open is passed over.
        /// </summary>
        /// <param name="datagram">Buffer with it.</param>
        /// <param name="count">Its length.</param>
        /// <param name="now">Milliseconds.</param>
        public void Feed(byte[] datagram, int count, long now)
        {
            // Id, response to a standard query, one question, and that is ours.
            if (_step == Nothing || _unsent || count < _queryLength || datagram[0] != _query[0] || datagram[1] != _query[1]
                || (datagram[2] & 0xF8) != 0x80 || Read16(datagram, 4) != 1
                || !Jid.Same(datagram, HeaderBytes, _query, HeaderBytes, _queryLength - HeaderBytes))
            {
                return;
            }

            int code = datagram[3] & 15;
            if (code != 0 && code != NoSuchName)
            {
                // This server cannot tell; another one may.
                Retry(now);
                return;
            }

            if ((datagram[2] & 2) != 0)
            {
                _failure = DerStatus.NetDnsTruncated;
            }
            else if (!ReadAnswers(datagram, count))
            {
                _failure = DerStatus.NetDnsBadAnswer;
            }

            Advance(now);
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds.</param>
        public void Tick(long now)
        {
            if (now >= NextDeadline)
            {
                Retry(now);
            }
        }

        private static int Read16(byte[] buffer, int offset)
        {
            return (buffer[offset] << 8) | buffer[offset + 1];
        }

        private void Retry(long now)
        {
            if (Attempt + 1 < Attempts)
            {
                Attempt++;
                Send(now);
            }
            else
            {
                Advance(now);
            }
        }

        private void Begin(int step, byte[] name, int offset, int count, long now)
        {
            Status = DerStatus.Ok;
            _failure = DerStatus.Ok;
            _answered = false;
            _domainLength = count > MaxName ? 0 : count;
            Array.Copy(name, offset, _domain, 0, _domainLength);
            Ask(step, now);
        }

        private void Ask(int step, long now)
        {
            string service = step == DirectServers ? "_xmpps-client._tcp." : step == Servers ? "_xmpp-client._tcp." : "";
            int type = step == Addresses4 ? A : step == Addresses6 ? Aaaa : Srv;
            int prefix = service.Length;
            _step = step;
            _nameLength = prefix + _domainLength;
            if (_nameLength <= MaxName)
            {
                for (int i = 0; i < prefix; i++)
                {
                    _name[i] = (byte)service[i];
                }

                Array.Copy(_domain, 0, _name, prefix, _domainLength);
                _queryLength = PutName();
            }

            if (_nameLength > MaxName || _queryLength == 0)
            {
                // What is no name of the DNS, an address for one, has no records there.
                Advance(now);
                return;
            }

            // Recursion desired, one question, class Internet.
            _query[2] = 1;
            _query[5] = 1;
            _query[_queryLength + 1] = (byte)type;
            _query[_queryLength + 3] = 1;
            _query[_queryLength] = 0;
            _query[_queryLength + 2] = 0;
            _queryLength += 4;
            Attempt = 0;
            Send(now);
        }

        private void Send(long now)
        {
            uint id = _targets.Random();
            _query[0] = (byte)(id >> 8);
            _query[1] = (byte)(id >> 16);
            _unsent = true;
            NextDeadline = now + Patience;
        }

        /// <summary>Writes the name as labels.</summary>
        /// <returns>Where they end in the query; 0 when it is no name.</returns>
        private int PutName()
        {
            int length = HeaderBytes;
            for (int i = 0; i <= _nameLength; i++)
            {
                int c = i == _nameLength ? '.' : _name[i];
                int label = HeaderBytes + i - length;
                if (c != '.')
                {
                    _query[HeaderBytes + 1 + i] = (byte)c;
                }
                else if (label == 0 || label > 63)
                {
                    return 0;
                }
                else
                {
                    _query[length] = (byte)label;
                    length += label + 1;
                }
            }

            _query[length] = 0;
            return length + 1;
        }

        /// <summary>The question is answered, or nobody answers it: on to the next one.</summary>
        private void Advance(long now)
        {
            int step = _step;
            if (step == DirectServers || step == Addresses4)
            {
                Ask(step + 1, now);
                return;
            }

            _step = Nothing;
            _unsent = false;
            NextDeadline = long.MaxValue;
            if (step == Addresses6)
            {
                Status = AddressCount > 0 ? DerStatus.Ok : DerStatus.NetNoAddress;
            }
            else if (_targets.Count == 0)
            {
                // Servers named, and none of use: nothing to fall back to. Otherwise the domain itself may be the server.
                Status = _failure != DerStatus.Ok ? _failure : _answered ? DerStatus.NetNoService : DerStatus.Ok;
                if (Status == DerStatus.Ok)
                {
                    _targets.Add(_domain, 0, _domainLength, DefaultPort, false, 0, 0);
                }
            }
        }
    }
}
