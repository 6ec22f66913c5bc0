using nanoDer.Xmpp;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>A DNS server's answer to the question that waits, built record by record.</summary>
    internal sealed class DnsAnswer
    {
        internal readonly byte[] Bytes = new byte[1024];
        internal int Length;

        /// <summary>Begins with the question, echoed, and no record.</summary>
        internal DnsAnswer(DnsClient client)
        {
            Length = client.OutputCount;
            System.Array.Copy(client.Output, 0, Bytes, 0, Length);
            Bytes[2] |= 0x80;
            Bytes[3] = 0x80;
            client.Sent();
        }

        /// <summary>A record whose owner is the name asked for.</summary>
        internal DnsAnswer Record(int type, string hex)
        {
            return Record("C00C", type, hex);
        }

        /// <summary>A record of any owner; all in hexadecimal digits.</summary>
        internal DnsAnswer Record(string owner, int type, string hex)
        {
            Put(owner);
            Put(type);
            Put("000100000E10");
            Put(hex.Length / 2);
            Put(hex);
            Bytes[7]++;
            return this;
        }

        /// <summary>An SRV record with its target written out; null is the root.</summary>
        internal DnsAnswer Srv(int priority, int weight, int port, string target)
        {
            Put("C00C002100010000012C");
            int length = Length;
            Put(0);
            Put(priority);
            Put(weight);
            Put(port);
            PutName(target);
            Bytes[length + 1] = (byte)(Length - length - 2);
            Bytes[7]++;
            return this;
        }

        /// <summary>Hands the answer over.</summary>
        internal void To(DnsClient client)
        {
            client.Feed(Bytes, Length, 0);
        }

        internal void Put(string hex)
        {
            for (int i = 0; i < hex.Length; i += 2)
            {
                Bytes[Length] = (byte)((Digit(hex[i]) * 16) + Digit(hex[i + 1]));
                Length++;
            }
        }

        private static int Digit(int c)
        {
            return c <= '9' ? c - '0' : c - 'A' + 10;
        }

        private void Put(int number)
        {
            Bytes[Length] = (byte)(number >> 8);
            Bytes[Length + 1] = (byte)number;
            Length += 2;
        }

        private void PutName(string name)
        {
            int label = Length;
            for (int i = 0; name != null && i <= name.Length; i++)
            {
                Length++;
                if (i == name.Length || name[i] == '.')
                {
                    Bytes[label] = (byte)(Length - label - 1);
                    label = Length;
                }
                else
                {
                    Bytes[Length] = (byte)name[i];
                }
            }

            Bytes[Length] = 0;
            Length++;
        }
    }
}
