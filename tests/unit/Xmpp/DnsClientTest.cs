using System.Text;
using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>From a domain to the servers to try, and to their addresses (RFC 1035, RFC 2782, RFC 6120 clause 3.2, XEP-0368).</summary>
    [TestClass]
    public class DnsClientTest
    {
        private const int A = 1;
        private const int Cname = 5;
        private const int Aaaa = 28;
        private const int Srv = 33;

        private static ServerTargets _targets;
        private static DnsClient _client;

        /// <summary>The questions, to the byte but for their ids.</summary>
        [TestMethod]
        public void Questions()
        {
            Resolve("der.local");
            Asks("_xmpps-client\x04_tcp\x03" + "der\x05local", 13, Srv);
            new DnsAnswer(_client).To(_client);
            Asks("_xmpp-client\x04_tcp\x03" + "der\x05local", 12, Srv);
            Lookup("der.local");
            Asks("der\x05local", 3, A);
            new DnsAnswer(_client).To(_client);
            Asks("der\x05local", 3, Aaaa);
        }

        /// <summary>Servers of both kinds, mixed by their priorities.</summary>
        [TestMethod]
        public void ServersOfBothKinds()
        {
            Resolve("der.local");
            new DnsAnswer(_client).Srv(5, 0, 443, "direct.der.local").Srv(20, 0, 5223, "last.der.local").To(_client);
            new DnsAnswer(_client).Srv(10, 0, 5222, "Main.der.local").Srv(1, 1, 5269, "first.example").To(_client);
            Finds("first.example:5269 direct.der.local:443! Main.der.local:5222 last.der.local:5223! ");
            _targets.Rewind();
            Walks("first.example:5269 direct.der.local:443! Main.der.local:5222 last.der.local:5223! ");
        }

        /// <summary>Without SRV records the domain is the server.</summary>
        [TestMethod]
        public void WithoutRecordsTheDomainItself()
        {
            Resolve("der.local");
            NoSuchName();
            NoSuchName();
            Finds("der.local:5222 ");
        }

        /// <summary>What is no name of the DNS has no SRV records: nothing is asked.</summary>
        [TestMethod]
        public void OtherNamesAreNotAsked()
        {
            string[] names = { "der..local", ".", "", new string('a', 64) + ".local" };
            for (int i = 0; i < names.Length; i++)
            {
                Resolve(names[i]);
                Assert.IsTrue(_client.IsDone);
                Finds(names[i] + ":5222 ");
                Lookup(names[i]);
                Assert.AreEqual((int)DerStatus.NetNoAddress, (int)_client.Status);
            }

            Resolve(new string('a', 63) + "." + new string('b', 63) + "." + new string('c', 63) + "." + new string('d', 63));
            Assert.IsTrue(_client.IsDone);
        }

        /// <summary>The root as target: not here.</summary>
        [TestMethod]
        public void RootMeansNotHere()
        {
            Resolve("der.local");
            new DnsAnswer(_client).Srv(0, 0, 0, null).To(_client);
            new DnsAnswer(_client).Srv(0, 0, 5222, "x.local").To(_client);
            Finds("x.local:5222 ");

            Resolve("der.local");
            NoSuchName();
            new DnsAnswer(_client).Srv(0, 0, 0, null).To(_client);
            Fails(DerStatus.NetNoService);

            // Direct TLS refused and nothing else said: no fall-back to the domain either.
            Resolve("der.local");
            new DnsAnswer(_client).Srv(0, 0, 0, null).To(_client);
            NoSuchName();
            Fails(DerStatus.NetNoService);
        }

        /// <summary>Nobody answers: each question three times, each time with another id, then the domain itself.</summary>
        [TestMethod]
        public void SilentServers()
        {
            Resolve("der.local");
            long now = 0;
            int id = -1;
            for (int i = 0; i < 6; i++)
            {
                Assert.AreEqual(i % 3, _client.Attempt);
                Assert.IsTrue(_client.OutputCount > 0 && !_client.IsDone);
                int other = (_client.Output[0] << 8) | _client.Output[1];
                Assert.AreNotEqual(id, other);
                id = other;
                _client.Sent();
                Assert.AreEqual(0, _client.OutputCount);
                Assert.IsTrue(_client.NextDeadline == now + 2000);
                _client.Tick(_client.NextDeadline - 1);
                Assert.AreEqual(0, _client.OutputCount);
                now = _client.NextDeadline;
                _client.Tick(now);
            }

            Finds("der.local:5222 ");
            Assert.IsTrue(_client.NextDeadline == long.MaxValue);
        }

        /// <summary>A server that cannot tell is followed by another one at once.</summary>
        [TestMethod]
        public void ServerThatCannotTell()
        {
            Resolve("der.local");
            DnsAnswer answer = new DnsAnswer(_client);
            answer.Bytes[3] |= 2;
            answer.To(_client);
            Assert.AreEqual(1, _client.Attempt);
            new DnsAnswer(_client).Srv(0, 0, 443, "x.local").To(_client);
            NoSuchName();
            Finds("x.local:443! ");
        }

        /// <summary>What is not the answer to the question is passed over, and the answer still counts.</summary>
        [TestMethod]
        public void OtherDatagramsArePassedOver()
        {
            Resolve("der.local");
            _client.Feed(new DnsAnswer(_client).Bytes, 0, 0);
            DnsAnswer answer = Start().Srv(0, 0, 1, "evil.local");
            for (int i = 0; i < 12 + 25; i++)
            {
                // Flags of no concern: authoritative, recursion desired and available, the code of failure; the counts of records.
                int bit = i == 2 ? 0x40 : i == 3 || (i >= 6 && i < 12) ? 0 : 1;
                answer.Bytes[i] ^= (byte)bit;
                answer.To(_client);
                answer.Bytes[i] ^= (byte)bit;
                Assert.IsTrue(bit == 0 || _targets.Count == 0, "byte " + i.ToString());
                if (bit == 0)
                {
                    Resolve("der.local");
                    answer = Start().Srv(0, 0, 1, "evil.local");
                }
            }

            answer.Bytes[2] &= 0x7F;
            answer.To(_client);
            Assert.IsFalse(_client.IsDone);
            Assert.AreEqual(0, _client.OutputCount, "the first question is still open");
            answer.Bytes[2] |= 0x80;
            answer.To(_client);
            NoSuchName();
            Finds("evil.local:1! ");
        }

        /// <summary>An answer cut short by the server is told, not taken for the whole.</summary>
        [TestMethod]
        public void TruncatedAnswer()
        {
            Resolve("der.local");
            DnsAnswer answer = new DnsAnswer(_client).Srv(0, 0, 1, "x.local");
            answer.Bytes[2] |= 2;
            answer.To(_client);
            NoSuchName();
            Fails(DerStatus.NetDnsTruncated);
        }

        /// <summary>Answers that are none.</summary>
        [TestMethod]
        public void BadAnswers()
        {
            // Names: a pointer to itself, forwards, into the header, cut off; a label too long, of a reserved kind, with a dot, past the end.
            Bad("C025", Srv, "000000000001C00C");
            Bad("C0FF", Srv, "000000000001C00C");
            Bad("C003", Srv, "000000000001C00C");
            Bad("40", Srv, "000000000001C00C");
            Bad("80", Srv, "000000000001C00C");
            Bad("012E00", Srv, "000000000001C00C");
            Bad("01FF00", Srv, "000000000001C00C");
            Bad("C00C", Srv, "000000000001C0");
            Bad("C00C", Srv, "0000000000010161");
            Bad("C00C", Srv, "00000000000101610000");
            Bad("C00C", Srv, "000000000001C040");
            Bad("C00C", Srv, "");
            Bad("C00C", Srv, "000000000001");
            Bad("C00C", Cname, "");
            Bad("C00C", Cname, "00");
            Bad("C00C", Cname, "0161000000");
            BadAddress(A, "7F0000");
            BadAddress(A, "7F00000100");
            BadAddress(Aaaa, "7F000001");

            // A record that ends behind the datagram, and fewer records than announced.
            Resolve("der.local");
            DnsAnswer answer = Start().Srv(0, 0, 1, "x.local");
            answer.Length--;
            answer.To(_client);
            NoSuchName();
            Fails(DerStatus.NetDnsBadAnswer);
            Resolve("der.local");
            answer = Start();
            answer.Bytes[6] = 0xFF;
            answer.To(_client);
            NoSuchName();
            Fails(DerStatus.NetDnsBadAnswer);
        }

        /// <summary>Records of others, of other classes and other types are passed over; an alias is followed.</summary>
        [TestMethod]
        public void AliasesAndStrangers()
        {
            Resolve("der.local");
            DnsAnswer answer = Start().Record("016100", Srv, "0000000000010378797A00");
            answer.Record("C00C", 16, "0161").Record("C00C", Cname, "05414C49415300").Record("05616C69617300", Srv, "00000000000A0162C01F");
            answer.To(_client);
            NoSuchName();
            Finds("b.der.local:10! ");
        }

        /// <summary>Addresses, those of IPv4 first, no more than there is room for.</summary>
        [TestMethod]
        public void AddressesOfAHost()
        {
            Lookup("xmpp.der.local");
            Start().Record(Cname, "016100").Record("016100", A, "0A000001").Record("016100", A, "0A000002").To(_client);
            Start().Record(Aaaa, "20010DB8000000000000000000000001").To(_client);
            Assert.IsTrue(_client.IsDone);
            Assert.AreEqual((int)DerStatus.Ok, (int)_client.Status);
            Assert.AreEqual(3, _client.AddressCount);
            Assert.AreEqual(2, _client.Address4Count);
            Assert.AreEqual(2, (int)_client.Addresses[16 + 3]);
            Assert.AreEqual(0x20, (int)_client.Addresses[32]);
            Assert.AreEqual(1, (int)_client.Addresses[47]);

            Lookup("xmpp.der.local");
            DnsAnswer many = Start();
            for (int i = 0; i < 20; i++)
            {
                many.Record(A, "0A000003");
            }

            many.To(_client);
            NoSuchName();
            Assert.AreEqual(DnsClient.MaxAddresses, _client.AddressCount);

            Lookup("xmpp.der.local");
            NoSuchName();
            NoSuchName();
            Assert.AreEqual((int)DerStatus.NetNoAddress, (int)_client.Status);
        }

        /// <summary>More servers than there is room for: the others are left out.</summary>
        [TestMethod]
        public void MoreServersThanRoom()
        {
            Resolve("der.local");
            DnsAnswer answer = Start();
            for (int i = 0; i < 12; i++)
            {
                answer.Srv(i, 0, 100 + i, "x");
            }

            answer.To(_client);
            NoSuchName();
            Finds("x:100! x:101! x:102! x:103! x:104! x:105! x:106! x:107! ");
        }

        private static DnsAnswer Start()
        {
            return new DnsAnswer(_client);
        }

        private static void Resolve(string domain)
        {
            _targets = new ServerTargets(12345);
            _client = new DnsClient(_targets);
            byte[] bytes = Bytes.Of(domain);
            _client.Resolve(bytes, 0, bytes.Length, 0);
        }

        private static void Lookup(string host)
        {
            _client = new DnsClient(new ServerTargets(6789));
            byte[] bytes = Bytes.Of(host);
            _client.Lookup(bytes, 0, bytes.Length, 0);
        }

        private static void NoSuchName()
        {
            DnsAnswer answer = new DnsAnswer(_client);
            answer.Bytes[3] |= 3;
            answer.To(_client);
        }

        private static void Asks(string name, int first, int type)
        {
            string text = Encoding.UTF8.GetString(_client.Output, 13, _client.OutputCount - 13 - 5);
            Assert.AreEqual(name, text);
            Assert.AreEqual(first, (int)_client.Output[12]);
            int end = _client.OutputCount;
            Assert.IsTrue(_client.Output[2] == 1 && _client.Output[3] == 0 && _client.Output[5] == 1 && _client.Output[7] == 0);
            Assert.IsTrue(_client.Output[end - 5] == 0 && _client.Output[end - 4] == 0 && _client.Output[end - 3] == type
                && _client.Output[end - 2] == 0 && _client.Output[end - 1] == 1);
        }

        private static void Bad(string owner, int type, string data)
        {
            Resolve("der.local");
            Start().Record(owner, type, data).To(_client);
            NoSuchName();
            Fails(DerStatus.NetDnsBadAnswer);
        }

        private static void BadAddress(int type, string data)
        {
            Lookup("der.local");
            if (type == Aaaa)
            {
                NoSuchName();
            }

            Start().Record(type, data).To(_client);
            if (type == A)
            {
                NoSuchName();
            }

            Assert.IsTrue(_client.IsDone);
            Assert.AreEqual((int)DerStatus.NetNoAddress, (int)_client.Status);
        }

        private static void Fails(DerStatus status)
        {
            Assert.IsTrue(_client.IsDone);
            Assert.AreEqual((int)status, (int)_client.Status);
            Assert.IsFalse(_targets.Next());
        }

        private static void Finds(string expected)
        {
            Assert.IsTrue(_client.IsDone);
            Assert.AreEqual((int)DerStatus.Ok, (int)_client.Status);
            Assert.AreEqual(0, _client.OutputCount);
            Walks(expected);
        }

        private static void Walks(string expected)
        {
            string found = "";
            while (_targets.Next())
            {
                found += Encoding.UTF8.GetString(_targets.Host, _targets.HostOffset, _targets.HostLength) + ":" + _targets.Port.ToString()
                    + (_targets.IsDirectTls ? "! " : " ");
            }

            Assert.AreEqual(expected, found);
        }
    }
}
