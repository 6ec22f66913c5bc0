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
        private int _seen;
        private byte[] _buffer;
        private int _offset;
        private int _count;
        private int _signedOffset;
        private int _signedCount;
        private int _serialOffset;
        private int _serialCount;
        private int _issuerOffset;
        private int _issuerCount;
        private int _subjectOffset;
        private int _subjectCount;
        private long _notBefore;
        private long _notAfter;
        private KeyKind _keyKind;
        private int _keyOffset;
        private int _keyCount;
        private SignatureKind _signatureKind;
        private int _signatureOffset;
        private int _signatureCount;
        private bool _isCa;
        private int _pathLength;
        private int _keyUsage;
        private int _extendedKeyUsage;
        private bool _hasUnknownCritical;
        private int _namesOffset;
        private int _namesCount;
        private int _rolesOffset;
        private int _rolesCount;

        /// <summary>The buffer.</summary>
        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>Where the certificate begins.</summary>
        public int Offset
        {
            get { return _offset; }
        }

        /// <summary>Its length.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>Where the signed part begins.</summary>
        public int SignedOffset
        {
            get { return _signedOffset; }
        }

        /// <summary>Its length.</summary>
        public int SignedCount
        {
            get { return _signedCount; }
        }

        /// <summary>Where the serial number begins: content of the INTEGER.</summary>
        public int SerialOffset
        {
            get { return _serialOffset; }
        }

        /// <summary>Its length.</summary>
        public int SerialCount
        {
            get { return _serialCount; }
        }

        /// <summary>Where the issuer's name begins, as a DER element.</summary>
        public int IssuerOffset
        {
            get { return _issuerOffset; }
        }

        /// <summary>Its length.</summary>
        public int IssuerCount
        {
            get { return _issuerCount; }
        }

        /// <summary>Where the subject's name begins, as a DER element.</summary>
        public int SubjectOffset
        {
            get { return _subjectOffset; }
        }

        /// <summary>Its length.</summary>
        public int SubjectCount
        {
            get { return _subjectCount; }
        }

        /// <summary>First second of validity since 1970.</summary>
        public long NotBefore
        {
            get { return _notBefore; }
        }

        /// <summary>Last second of validity since 1970.</summary>
        public long NotAfter
        {
            get { return _notAfter; }
        }

        /// <summary>What the public key is.</summary>
        public KeyKind KeyKind
        {
            get { return _keyKind; }
        }

        /// <summary>Where the public key begins; see <see cref="nanoDer.Crypto.KeyKind"/>.</summary>
        public int KeyOffset
        {
            get { return _keyOffset; }
        }

        /// <summary>Its length.</summary>
        public int KeyCount
        {
            get { return _keyCount; }
        }

        /// <summary>How the certificate is signed.</summary>
        public SignatureKind SignatureKind
        {
            get { return _signatureKind; }
        }

        /// <summary>Where the signature begins.</summary>
        public int SignatureOffset
        {
            get { return _signatureOffset; }
        }

        /// <summary>Its length.</summary>
        public int SignatureCount
        {
            get { return _signatureCount; }
        }

        /// <summary>Basic constraints: a certification authority.</summary>
        public bool IsCa
        {
            get { return _isCa; }
        }

        /// <summary>Path length constraint, -1 for none.</summary>
        public int PathLength
        {
            get { return _pathLength; }
        }

        /// <summary>Key usage, bit 0 of the standard as 0x8000; -1 when the extension is missing.</summary>
        public int KeyUsage
        {
            get { return _keyUsage; }
        }

        /// <summary>
        /// Extended key usage: <see cref="ServerAuth"/>, <see cref="ClientAuth"/>, both for any; -1 when it is missing.
        /// </summary>
        public int ExtendedKeyUsage
        {
            get { return _extendedKeyUsage; }
        }

        /// <summary>True when there is a critical extension that the library does not process.</summary>
        public bool HasUnknownCritical
        {
            get { return _hasUnknownCritical; }
        }

        /// <summary>Where the GeneralNames of the subject begin; see <see cref="CertificateNames"/>.</summary>
        public int NamesOffset
        {
            get { return _namesOffset; }
        }

        /// <summary>Their length; 0 for none.</summary>
        public int NamesCount
        {
            get { return _namesCount; }
        }

        /// <summary>Where the roles of IEC 62351-8 begin; see <see cref="CertificateRoles"/>.</summary>
        public int RolesOffset
        {
            get { return _rolesOffset; }
        }

        /// <summary>Their length; 0 for none.</summary>
        public int RolesCount
        {
            get { return _rolesCount; }
        }

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
            _signedOffset = r.ElementOffset;
            _signedCount = r.ElementCount;
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
            _issuerOffset = r.ElementOffset;
            _issuerCount = r.ElementCount;
            algorithmCount = _issuerOffset - algorithmAt;
            int validityEnd = r.Enter(DerReader.Sequence);
            _notBefore = X509Fields.ReadTime(r);
            _notAfter = X509Fields.ReadTime(r);
            r.Leave(validityEnd);
            r.Read(DerReader.Sequence);
            _subjectOffset = r.ElementOffset;
            _subjectCount = r.ElementCount;
            _keyKind = X509Fields.ReadKey(r);
            _keyOffset = r.ContentOffset;
            _keyCount = r.ContentCount;
            r.ReadOptional(0x81);
            r.ReadOptional(0x82);
            bool extended = r.Peek() == 0xA3;
            if (extended)
            {
                ReadExtensions();
            }

            r.Leave(signedEnd);
            int outerAt = _signedOffset + _signedCount;
            _signatureKind = X509Fields.ReadSignatureKind(r);
            r.ReadBytesOfBits();
            _signatureOffset = r.ContentOffset;
            _signatureCount = r.ContentCount;
            r.Leave(end);
            DerStatus status = r.Finish();
            if (status != DerStatus.Ok)
            {
                return status;
            }

            // The algorithm stands twice, and must be the same (clause 4.1.1.2); extensions are of version 3 alone.
            bool good = inner == _signatureKind && Bytes.Equal(buffer, algorithmAt, buffer, outerAt, algorithmCount)
                && (!extended || version == 2) && _notBefore <= _notAfter && (_seen & 0x8000) == 0;
            return good ? DerStatus.Ok : DerStatus.X509BadCertificate;
        }

        /// <summary>Says whether the subject of this certificate is the issuer of another.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True when the names are equal byte by byte.</returns>
        [DataPath]
        public bool IsNamedIssuerOf(Certificate other)
        {
            return _subjectCount == other.IssuerCount
                && Bytes.Equal(_buffer, _subjectOffset, other.Buffer, other.IssuerOffset, _subjectCount);
        }

        /// <summary>Says whether two certificates are the same, byte by byte.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True when they are.</returns>
        [DataPath]
        public bool IsSameAs(Certificate other)
        {
            return _count == other.Count && Bytes.Equal(_buffer, _offset, other.Buffer, other.Offset, _count);
        }

        private void Clear(byte[] buffer, int offset, int count)
        {
            _buffer = buffer;
            _offset = offset;
            _count = count;
            _isCa = false;
            _pathLength = -1;
            _keyUsage = -1;
            _extendedKeyUsage = -1;
            _hasUnknownCritical = false;
            _namesCount = 0;
            _rolesCount = 0;
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
            _serialOffset = r.ContentOffset;
            _serialCount = r.ContentCount;

            // 20 bytes at most (clause 4.1.2.2), one more for the sign; zero and negative ones exist and do no harm.
            if (_serialCount < 1 || _serialCount > 21)
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
                    _hasUnknownCritical |= critical;
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
            return r.IsContent("551D13") ? SeenBasicConstraints
                : r.IsContent("551D0F") ? SeenKeyUsage
                : r.IsContent("551D11") ? SeenSubjectAltName
                : r.IsContent("551D25") ? SeenExtendedKeyUsage
                : r.IsContent("2A8648CE560801") ? SeenRoles : 0;
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
                    _keyUsage = r.ReadNamedBits();
                    break;
                case SeenSubjectAltName:
                    r.Read(DerReader.Sequence);
                    _namesOffset = r.ContentOffset;
                    _namesCount = r.ContentCount;
                    break;
                case SeenExtendedKeyUsage:
                    ReadExtendedKeyUsage();
                    break;
                default:
                    r.Read(DerReader.Sequence);
                    _rolesOffset = r.ContentOffset;
                    _rolesCount = r.ContentCount;
                    break;
            }
        }

        private void ReadBasicConstraints()
        {
            DerReader r = _reader;
            int end = r.Enter(DerReader.Sequence);
            if (r.Peek() == DerReader.Boolean)
            {
                _isCa = r.ReadBoolean();
                if (!_isCa)
                {
                    r.Fail();
                }
            }

            if (!r.IsAtEnd)
            {
                _pathLength = r.ReadSmallInteger();
                if (!_isCa)
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
                usage |= r.IsContent("2B06010505070301") ? ServerAuth
                    : r.IsContent("2B06010505070302") ? ClientAuth
                    : r.IsContent("551D2500") ? ServerAuth | ClientAuth : 0;
            }

            r.Leave(end);
            _extendedKeyUsage = usage;
        }
    }
}
