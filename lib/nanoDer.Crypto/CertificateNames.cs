using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>Looks for a peer's name in the subjectAltName of a certificate (RFC 5280 clause 4.2.1.6, RFC 6120 clause 13.7).</summary>
    public sealed class CertificateNames
    {
        private const int OtherName = 0xA0;
        private const int DnsName = 0x82;

        private readonly DerReader _reader = new DerReader();

        /// <summary>
        /// Looks for a host name among the dNSNames: ASCII letters of either case; a name that begins with <c>*.</c> stands
        /// for exactly one label (RFC 6125 clause 6.4.3). The common name of the subject is never looked at.
        /// </summary>
        /// <param name="certificate">A certificate that was parsed.</param>
        /// <param name="host">Buffer with the name, without a final dot.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns><see cref="DerStatus.X509NameMismatch"/> when it is not there.</returns>
        [DataPath]
        public DerStatus MatchHost(Certificate certificate, byte[] host, int offset, int count)
        {
            DerReader r = _reader;
            r.Reset(certificate.Buffer, certificate.NamesOffset, certificate.NamesCount);
            while (!r.IsAtEnd)
            {
                if (r.Read() == DnsName && IsHost(r.Buffer, r.ContentOffset, r.ContentCount, host, offset, count))
                {
                    return DerStatus.Ok;
                }
            }

            return DerStatus.X509NameMismatch;
        }

        /// <summary>Looks for an XMPP address among the otherNames of type id-on-xmppAddr, byte by byte.</summary>
        /// <param name="certificate">A certificate that was parsed.</param>
        /// <param name="address">Buffer with the bare JID, prepared.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns><see cref="DerStatus.X509NameMismatch"/> when it is not there.</returns>
        [DataPath]
        public DerStatus MatchXmppAddress(Certificate certificate, byte[] address, int offset, int count)
        {
            DerReader r = _reader;
            r.Reset(certificate.Buffer, certificate.NamesOffset, certificate.NamesCount);
            while (!r.IsAtEnd)
            {
                if (r.Read() != OtherName)
                {
                    continue;
                }

                int end = r.EnterContent();
                r.Read(DerReader.ObjectIdentifier);
                bool xmpp = r.IsObject(0, 0x2B06010505070805);
                int valueEnd = r.Enter(0xA0);
                if (xmpp && r.ReadOptional(DerReader.Utf8String) && r.ContentCount == count
                    && Bytes.Equal(r.Buffer, r.ContentOffset, address, offset, count))
                {
                    return DerStatus.Ok;
                }

                r.SkipWindow();
                r.Leave(valueEnd);
                r.Leave(end);
            }

            return DerStatus.X509NameMismatch;
        }

        private static bool IsHost(byte[] name, int at, int length, byte[] host, int offset, int count)
        {
            if (count < 1)
            {
                return false;
            }

            if (length > 2 && name[at] == '*' && name[at + 1] == '.')
            {
                int label = 0;
                while (label < count && host[offset + label] != '.')
                {
                    label++;
                }

                at++;
                length--;
                if (label == 0)
                {
                    return false;
                }

                offset += label;
                count -= label;
            }

            if (length != count)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (Lower(name[at + i]) != Lower(host[offset + i]))
                {
                    return false;
                }
            }

            return true;
        }

        private static int Lower(int character)
        {
            return character >= 'A' && character <= 'Z' ? character + 32 : character;
        }
    }
}
