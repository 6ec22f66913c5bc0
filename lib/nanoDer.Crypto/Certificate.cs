using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// An X.509 certificate (RFC 5280 clause 4), read in place: its fields are numbers and ranges of the caller's buffer,
    /// which must stay as it is. One object serves any number of certificates, one after the other.
    /// </summary>
    public sealed class Certificate
    {
        /// <summary>Longest certificate in bytes (IEC 62351-4 and -3 want 8,192 accepted).</summary>
        public const int MaximumBytes = 16384;

        /// <summary>Key usage digitalSignature, in the form of <see cref="KeyUsage"/>.</summary>
        public const int DigitalSignature = 0x8000;

        /// <summary>Key usage keyAgreement.</summary>
        public const int KeyAgreement = 0x0800;

        /// <summary>Key usage keyCertSign.</summary>
        public const int KeyCertSign = 0x0400;

        /// <summary>Key usage cRLSign.</summary>
        public const int CrlSign = 0x0200;

        /// <summary>Extended key usage id-kp-serverAuth.</summary>
        public const int ServerAuth = 1;

        /// <summary>Extended key usage id-kp-clientAuth.</summary>
        public const int ClientAuth = 2;

        private const int SeenBasicConstraints = 1;
        private const int SeenKeyUsage = 2;
        private const int SeenSubjectAltName = 4;
        private const int SeenExtendedKeyUsage = 8;
        private const int SeenRoles = 16;

        private readonly DerReader _reader = new DerReader();
        /// <summary>The buffer.</summary>
        public byte[] Buffer;

        /// <summary>Where the certificate begins.</summary>
        public int Offset;

        /// <summary>Its length.</summary>
        public int Count;

        /// <summary>Where the signed part begins.</summary>
        public int SignedOffset;

        /// <summary>Its length.</summary>
        public int SignedCount;

        /// <summary>Where the serial number begins: content of the INTEGER.</summary>
        public int SerialOffset;

        /// <summary>Its length.</summary>
        public int SerialCount;

        /// <summary>Where the issuer's name begins, as a DER element.</summary>
        public int IssuerOffset;

        /// <summary>Its length.</summary>
        public int IssuerCount;

        /// <summary>Where the subject's name begins, as a DER element.</summary>
        public int SubjectOffset;

        /// <summary>Its length.</summary>
        public int SubjectCount;

        /// <summary>First second of validity since 1970.</summary>
        public long NotBefore;

        /// <summary>Last second of validity since 1970.</summary>
        public long NotAfter;

        /// <summary>What the public key is.</summary>
        public KeyKind KeyKind;

        /// <summary>Where the public key begins; see <see cref="nanoDer.Crypto.KeyKind"/>.</summary>
        public int KeyOffset;

        /// <summary>Its length.</summary>
        public int KeyCount;

        /// <summary>How the certificate is signed.</summary>
        public SignatureKind SignatureKind;

        /// <summary>Where the signature begins.</summary>
        public int SignatureOffset;

        /// <summary>Its length.</summary>
        public int SignatureCount;

        /// <summary>Basic constraints: a certification authority.</summary>
        public bool IsCa;

        /// <summary>Path length constraint, -1 for none.</summary>
        public int PathLength;

        /// <summary>Key usage, bit 0 of the standard as 0x8000; -1 when the extension is missing.</summary>
        public int KeyUsage;

        /// <summary>
        /// Extended key usage: <see cref="ServerAuth"/>, <see cref="ClientAuth"/>, both for any; -1 when it is missing.
        /// </summary>
        public int ExtendedKeyUsage;

        /// <summary>True when there is a critical extension that the library does not process.</summary>
        public bool HasUnknownCritical;

        /// <summary>Where the GeneralNames of the subject begin; see <see cref="CertificateNames"/>.</summary>
        public int NamesOffset;

        /// <summary>Their length; 0 for none.</summary>
        public int NamesCount;

        /// <summary>Where the roles of IEC 62351-8 begin; see <see cref="CertificateRoles"/>.</summary>
        public int RolesOffset;

        /// <summary>Their length; 0 for none.</summary>
        public int RolesCount;

        private int _seen;

        /// <summary>Reads a certificate. It checks form, not trust: see <see cref="CertificateVerifier"/>.</summary>
        /// <param name="buffer">Buffer with it, in DER.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>
        /// <see cref="DerStatus.DerBadEncoding"/>, <see cref="DerStatus.DerTooLarge"/> or
        /// <see cref="DerStatus.X509BadCertificate"/>.
        /// </returns>
        [DataPath]
        public DerStatus Parse(byte[] buffer, int offset, int count)
        {
            Clear(buffer, offset, count);
            if (count > MaximumBytes)
            {
                return DerStatus.DerTooLarge;
            }

            DerReader r = _reader;
            r.Reset(buffer, offset, count);
            int end = r.Enter(DerReader.Sequence);
            int signedEnd = r.Enter(DerReader.Sequence);
            SignedOffset = r.ElementOffset;
            SignedCount = r.ElementCount;
            int version = ReadVersion();
            ReadSerial();
            int algorithmAt = -1;
            int algorithmCount = 0;
            SignatureKind inner = SignatureKind.Unsupported;
            if (r.Status == DerStatus.Ok)
            {
                algorithmAt = r.ContentOffset + r.ContentCount;
                inner = X509Fields.ReadSignatureKind(r);
            }

            r.Read(DerReader.Sequence);
            IssuerOffset = r.ElementOffset;
            IssuerCount = r.ElementCount;
            algorithmCount = IssuerOffset - algorithmAt;
            int validityEnd = r.Enter(DerReader.Sequence);
            NotBefore = X509Fields.ReadTime(r);
            NotAfter = X509Fields.ReadTime(r);
            r.Leave(validityEnd);
            r.Read(DerReader.Sequence);
            SubjectOffset = r.ElementOffset;
            SubjectCount = r.ElementCount;
            KeyKind = X509Fields.ReadKey(r);
            KeyOffset = r.ContentOffset;
            KeyCount = r.ContentCount;
            r.ReadOptional(0x81);
            r.ReadOptional(0x82);
            bool extended = r.Peek() == 0xA3;
            if (extended)
            {
                ReadExtensions();
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

            // The algorithm stands twice, and must be the same (clause 4.1.1.2); extensions are of version 3 alone.
            bool good = inner == SignatureKind && Bytes.Equal(buffer, algorithmAt, buffer, outerAt, algorithmCount)
                && (!extended || version == 2) && NotBefore <= NotAfter && (_seen & 0x8000) == 0;
            return good ? DerStatus.Ok : DerStatus.X509BadCertificate;
        }

        /// <summary>Says whether the subject of this certificate is the issuer of another.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True when the names are equal byte by byte.</returns>
        [DataPath]
        public bool IsNamedIssuerOf(Certificate other)
        {
            return SubjectCount == other.IssuerCount
                && Bytes.Equal(Buffer, SubjectOffset, other.Buffer, other.IssuerOffset, SubjectCount);
        }

        /// <summary>Says whether two certificates are the same, byte by byte.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True when they are.</returns>
        [DataPath]
        public bool IsSameAs(Certificate other)
        {
            return Count == other.Count && Bytes.Equal(Buffer, Offset, other.Buffer, other.Offset, Count);
        }

        private void Clear(byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            Offset = offset;
            Count = count;
            IsCa = false;
            PathLength = -1;
            KeyUsage = -1;
            ExtendedKeyUsage = -1;
            HasUnknownCritical = false;
            NamesCount = 0;
            RolesCount = 0;
            _seen = 0;
        }

        private int ReadVersion()
        {
            DerReader r = _reader;
            if (r.Peek() != 0xA0)
            {
                return 0;
            }

            int end = r.Enter(0xA0);
            int version = r.ReadSmallInteger();
            r.Leave(end);
            if (version < 1 || version > 2)
            {
                r.Fail();
            }

            return version;
        }

        private void ReadSerial()
        {
            DerReader r = _reader;
            r.Read(DerReader.Integer);
            SerialOffset = r.ContentOffset;
            SerialCount = r.ContentCount;

            // 20 bytes at most (clause 4.1.2.2), one more for the sign; zero and negative ones exist and do no harm.
            if (SerialCount < 1 || SerialCount > 21)
            {
                r.Fail();
            }
        }

        private void ReadExtensions()
        {
            DerReader r = _reader;
            int end = r.Enter(0xA3);
            int listEnd = r.Enter(DerReader.Sequence);
            if (r.IsAtEnd)
            {
                r.Fail();
            }

            while (!r.IsAtEnd)
            {
                int itemEnd = r.Enter(DerReader.Sequence);
                r.Read(DerReader.ObjectIdentifier);
                int kind = ExtensionKind(r);
                bool critical = false;
                if (r.Peek() == DerReader.Boolean)
                {
                    critical = r.ReadBoolean();
                    if (!critical)
                    {
                        // A default is not encoded (X.690 clause 11.5).
                        r.Fail();
                    }
                }

                int valueEnd = r.Enter(DerReader.OctetString);
                if (kind == 0)
                {
                    r.SkipWindow();
                    HasUnknownCritical |= critical;
                }
                else
                {
                    // Twice the same (clause 4.2).
                    if ((_seen & kind) != 0)
                    {
                        _seen |= 0x8000;
                    }

                    _seen |= kind;
                    ReadExtension(kind);
                }

                r.Leave(valueEnd);
                r.Leave(itemEnd);
            }

            r.Leave(listEnd);
            r.Leave(end);
        }

        private static int ExtensionKind(DerReader r)
        {
            return r.IsObject(0, 0x551D13) ? SeenBasicConstraints
                : r.IsObject(0, 0x551D0F) ? SeenKeyUsage
                : r.IsObject(0, 0x551D11) ? SeenSubjectAltName
                : r.IsObject(0, 0x551D25) ? SeenExtendedKeyUsage
                : r.IsObject(0, 0x2A8648CE560801) ? SeenRoles : 0;
        }

        private void ReadExtension(int kind)
        {
            DerReader r = _reader;
            switch (kind)
            {
                case SeenBasicConstraints:
                    ReadBasicConstraints();
                    break;
                case SeenKeyUsage:
                    KeyUsage = r.ReadNamedBits();
                    break;
                case SeenSubjectAltName:
                    r.Read(DerReader.Sequence);
                    NamesOffset = r.ContentOffset;
                    NamesCount = r.ContentCount;
                    break;
                case SeenExtendedKeyUsage:
                    ReadExtendedKeyUsage();
                    break;
                default:
                    r.Read(DerReader.Sequence);
                    RolesOffset = r.ContentOffset;
                    RolesCount = r.ContentCount;
                    break;
            }
        }

        private void ReadBasicConstraints()
        {
            DerReader r = _reader;
            int end = r.Enter(DerReader.Sequence);
            if (r.Peek() == DerReader.Boolean)
            {
                IsCa = r.ReadBoolean();
                if (!IsCa)
                {
                    r.Fail();
                }
            }

            if (!r.IsAtEnd)
            {
                PathLength = r.ReadSmallInteger();
                if (!IsCa)
                {
                    r.Fail();
                }
            }

            r.Leave(end);
        }

        private void ReadExtendedKeyUsage()
        {
            DerReader r = _reader;
            int usage = 0;
            int end = r.Enter(DerReader.Sequence);
            while (!r.IsAtEnd)
            {
                r.Read(DerReader.ObjectIdentifier);
                usage |= r.IsObject(0, 0x2B06010505070301) ? ServerAuth
                    : r.IsObject(0, 0x2B06010505070302) ? ClientAuth
                    : r.IsObject(0, 0x551D2500) ? ServerAuth | ClientAuth : 0;
            }

            r.Leave(end);
            ExtendedKeyUsage = usage;
        }
    }
}
