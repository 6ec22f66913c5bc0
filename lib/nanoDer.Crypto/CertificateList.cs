using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// A certificate revocation list (RFC 5280 clause 5), read in place like a <see cref="Certificate"/>. Lists that are not
    /// of their issuer alone and whole (indirect, partitioned, delta) say so in critical extensions and are refused.
    /// </summary>
    public sealed class CertificateList
    {
        private readonly DerReader _reader = new DerReader();
        /// <summary>The buffer.</summary>
        public byte[] Buffer;

        /// <summary>Where the signed part begins.</summary>
        public int SignedOffset;

        /// <summary>Its length.</summary>
        public int SignedCount;

        /// <summary>Where the issuer's name begins, as a DER element.</summary>
        public int IssuerOffset;

        /// <summary>Its length.</summary>
        public int IssuerCount;

        /// <summary>When it was made, in seconds since 1970.</summary>
        public long ThisUpdate;

        /// <summary>When the next one is due, in seconds since 1970. RFC 5280 wants it; a list without it is refused.</summary>
        public long NextUpdate;

        /// <summary>How it is signed.</summary>
        public SignatureKind SignatureKind;

        /// <summary>Where the signature begins.</summary>
        public int SignatureOffset;

        /// <summary>Its length.</summary>
        public int SignatureCount;

        private int _entriesOffset;
        private int _entriesCount;

        /// <summary>Reads a list. It checks form, not trust.</summary>
        /// <param name="buffer">Buffer with it, in DER.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>
        /// <see cref="DerStatus.DerBadEncoding"/>, <see cref="DerStatus.X509BadCertificate"/> or
        /// <see cref="DerStatus.X509UnknownCritical"/>.
        /// </returns>
        [DataPath]
        public DerStatus Parse(byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            _entriesCount = 0;
            DerReader r = _reader;
            r.Reset(buffer, offset, count);
            int end = r.Enter(DerReader.Sequence);
            int signedEnd = r.Enter(DerReader.Sequence);
            SignedOffset = r.ElementOffset;
            SignedCount = r.ElementCount;
            int algorithmAt = r.ContentOffset;
            if (r.Peek() == DerReader.Integer)
            {
                if (r.ReadSmallInteger() != 1)
                {
                    r.Fail();
                }

                algorithmAt = r.ContentOffset + r.ContentCount;
            }

            SignatureKind inner = X509Fields.ReadSignatureKind(r);
            r.Read(DerReader.Sequence);
            IssuerOffset = r.ElementOffset;
            IssuerCount = r.ElementCount;
            int algorithmCount = IssuerOffset - algorithmAt;
            ThisUpdate = X509Fields.ReadTime(r);
            NextUpdate = X509Fields.ReadTime(r);
            bool critical = false;
            if (r.ReadOptional(DerReader.Sequence))
            {
                _entriesOffset = r.ContentOffset;
                _entriesCount = r.ContentCount;
                int entriesEnd = r.EnterContent();
                while (!r.IsAtEnd)
                {
                    critical |= ReadEntry();
                }

                r.Leave(entriesEnd);
            }

            if (r.Peek() == 0xA0)
            {
                int extensionsEnd = r.Enter(0xA0);
                critical |= ReadExtensions();
                r.Leave(extensionsEnd);
            }

            r.Leave(signedEnd);
            int outerAt = SignedOffset + SignedCount;
            SignatureKind = X509Fields.ReadSignatureKind(r);
            r.ReadBytesOfBits();
            SignatureOffset = r.ContentOffset;
            SignatureCount = r.ContentCount;
            r.Leave(end);
            DerStatus status = r.Finish();
            if (status != DerStatus.Ok)
            {
                return status;
            }

            if (inner != SignatureKind || !Bytes.Equal(buffer, algorithmAt, buffer, outerAt, algorithmCount)
                || ThisUpdate > NextUpdate)
            {
                return DerStatus.X509BadCertificate;
            }

            return critical ? DerStatus.X509UnknownCritical : DerStatus.Ok;
        }

        /// <summary>Says whether this is a list of a certificate's issuer.</summary>
        /// <param name="certificate">The certificate.</param>
        /// <returns>True when the names are equal byte by byte.</returns>
        [DataPath]
        public bool IsOfIssuerOf(Certificate certificate)
        {
            return IssuerCount == certificate.IssuerCount
                && Bytes.Equal(Buffer, IssuerOffset, certificate.Buffer, certificate.IssuerOffset, IssuerCount);
        }

        /// <summary>Looks for a certificate's serial number, from the first entry to the last.</summary>
        /// <param name="certificate">A certificate of the same issuer.</param>
        /// <returns>True when it is listed.</returns>
        [DataPath]
        public bool Lists(Certificate certificate)
        {
            DerReader r = _reader;
            r.Reset(Buffer, _entriesOffset, _entriesCount);
            while (!r.IsAtEnd)
            {
                int end = r.Enter(DerReader.Sequence);
                r.Read(DerReader.Integer);
                if (r.ContentCount == certificate.SerialCount && Bytes.Equal(
                    Buffer, r.ContentOffset, certificate.Buffer, certificate.SerialOffset, certificate.SerialCount))
                {
                    return true;
                }

                r.SkipWindow();
                r.Leave(end);
            }

            return false;
        }

        private bool ReadEntry()
        {
            DerReader r = _reader;
            bool critical = false;
            int end = r.Enter(DerReader.Sequence);
            if (!r.Read(DerReader.Integer) || r.ContentCount < 1)
            {
                r.Fail();
            }

            X509Fields.ReadTime(r);
            if (!r.IsAtEnd)
            {
                critical = ReadExtensions();
            }

            r.Leave(end);
            return critical;
        }

        // None is processed: true when one of them is critical.
        private bool ReadExtensions()
        {
            DerReader r = _reader;
            bool any = false;
            int end = r.Enter(DerReader.Sequence);
            while (!r.IsAtEnd)
            {
                int itemEnd = r.Enter(DerReader.Sequence);
                r.Read(DerReader.ObjectIdentifier);
                if (r.Peek() == DerReader.Boolean)
                {
                    bool critical = r.ReadBoolean();
                    any |= critical;
                    if (!critical)
                    {
                        r.Fail();
                    }
                }

                r.Read(DerReader.OctetString);
                r.Leave(itemEnd);
            }

            r.Leave(end);
            return any;
        }
    }
}
