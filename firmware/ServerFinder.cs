using System;
using nanoDer.Core;
using nanoDer.Tls;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>Finds out where to connect: the servers of the settings, or those that the DNS names for the domain.</summary>
    internal sealed class ServerFinder
    {
        private readonly string _host;
        private readonly int _port;
        private readonly int _dnsPort;
        private readonly bool _direct;
        private readonly ITransport _transport;
        private readonly FlightLog _flight;
        private readonly ServerTargets _targets;
        private readonly string[] _servers;
        private readonly byte[] _domain;
        private readonly byte[] _datagram;
        private readonly DnsClient _dns;
        private bool _asking;
        private bool _redirected;
        private int _left;

        internal ServerFinder(GatewaySettings settings, string domain, ITransport transport, FlightLog flight, byte[] datagram)
        {
            _host = settings.Host;
            _port = settings.Port;
            _dnsPort = settings.DnsPort;
            _direct = settings.DirectTls;
            _transport = transport;
            _flight = flight;
            _targets = new ServerTargets(settings.Seed);
            _domain = Bytes.Of(domain);
            if (settings.Host == null && settings.DnsServers != null)
            {
                _servers = settings.DnsServers.Split(new char[] { ',' });
                _dns = new DnsClient(_targets);
                _datagram = datagram;
            }
            else
            {
                AddList();
            }
        }

        /// <summary>The server to try.</summary>
        internal ServerTargets Target
        {
            get { return _targets; }
        }

        /// <summary>True while the DNS is asked.</summary>
        internal bool IsAsking
        {
            get { return _asking; }
        }

        /// <summary>True when there are servers that were not tried since they were found.</summary>
        internal bool HasMore
        {
            get { return _left > 0; }
        }

        /// <summary>Looks for servers; to be called until it is done.</summary>
        /// <returns>True when it is done; <paramref name="status"/> says how.</returns>
        internal bool Find(long now, int wait, out DerStatus status)
        {
            status = DerStatus.Ok;
            if (_dns != null)
            {
                if (!_asking)
                {
                    _asking = true;
                    _dns.Resolve(_domain, 0, _domain.Length, now);
                }

                if (!_dns.IsDone)
                {
                    Ask(now, wait);
                    return false;
                }

                _asking = false;
                _transport.EndAsking();
                status = _dns.Status;
            }
            else if (_redirected)
            {
                _redirected = false;
                _targets.Clear();
                AddList();
            }

            _targets.Rewind();
            _left = _targets.Count;
            return true;
        }

        /// <summary>Goes on to the next server.</summary>
        /// <returns>False when there is none.</returns>
        internal bool Next()
        {
            _left--;
            return _targets.Next();
        }

        /// <summary>The server has named another one, inside TLS: that one is next, and the others are looked for anew after it.</summary>
        /// <returns>False when it is no server.</returns>
        internal bool Redirect(string host)
        {
            bool direct = _targets.IsDirectTls;
            _redirected = true;
            _targets.Clear();
            _targets.Rewind();
            _left = Add(host, 0, direct) ? 1 : 0;
            return _left > 0;
        }

        private void Ask(long now, int wait)
        {
            if (_dns.OutputCount > 0)
            {
                _flight.Bytes(FlightLog.Question, _dns.Output, 0, _dns.OutputCount, now);
                _transport.Ask(_servers[_dns.Attempt % _servers.Length], _dnsPort, _dns.Output, _dns.OutputCount);
                _dns.Sent();
            }

            int count = _transport.Answer(_datagram, wait);
            if (count > 0)
            {
                _flight.Bytes(FlightLog.Answer, _datagram, 0, count, now);
                _dns.Feed(_datagram, count, now);
            }

            if (count < 0)
            {
                // Nobody is there: the next server need not wait.
                _flight.Number(FlightRecorder.Result, GatewayClock.NoAnswer, 2, now);
                now = _dns.NextDeadline;
            }

            _dns.Tick(now);
        }

        private void AddList()
        {
            string list = _host;
            if (list == null)
            {
                _targets.Add(_domain, 0, _domain.Length, _port, _direct, 0, 0);
                return;
            }

            string[] servers = list.Split(new char[] { ',' });
            for (int i = 0; i < servers.Length; i++)
            {
                if (!Add(servers[i].Trim(), i, _direct))
                {
                    throw new ArgumentException();
                }
            }
        }

        // "host" or "host:port"; an address of IPv6 stands alone, or in brackets.
        private bool Add(string host, int priority, bool direct)
        {
            int port = _port;
            int colon = host.LastIndexOf(':');
            int end = host.IndexOf(']');
            if (colon > end && (end >= 0 || host.IndexOf(':') == colon))
            {
                byte[] digits = Bytes.Of(host.Substring(colon + 1));
                port = Bytes.ParseDecimal(digits, 0, digits.Length);
                host = host.Substring(0, colon);
            }

            if (end >= 0)
            {
                host = host.Substring(1, host.Length - 2);
            }

            byte[] name = Bytes.Of(host);
            return port > 0 && port < 65536 && name.Length > 0 && _targets.Add(name, 0, name.Length, port, direct, priority, 0);
        }
    }
}
