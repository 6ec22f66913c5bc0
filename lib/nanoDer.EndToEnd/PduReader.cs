using nanoDer.Core;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// Finds the fields of a security PDU in its canonical form (IEC 62351-4 clauses 13 to 16): ranges and numbers, in one order and no other. It
    /// judges nothing but the form: what is signed is evaluated only after its signature.
    /// </summary>
    internal sealed partial class PduReader
    {
        internal int Kind;

        /// <summary>Content of tbs or tbp: what a signature or an ICV is computed over.</summary>
        internal int SignedOffset;
        internal int SignedCount;

        /// <summary>Content of token2: what is authenticated beside the encrypted data.</summary>
        internal int TokenOffset;
        internal int TokenCount;

        internal int CertificateOffset;
        internal int CertificateCount;
        internal int PathOffset;
        internal int PathCount;

        internal int ProtocolOffset;
        internal int ProtocolCount;
        internal int SignatureOffset;
        internal int SignatureCount;

        /// <summary>The algorithm that the token names and the one that the signature has.</summary>
        internal int SignatureAlgorithm;
        internal int SignedBy;

        /// <summary>Identifiers of the client and the server; -1 for none.</summary>
        internal int ClientId;
        internal int ServerId;
        internal long Time;
        internal int Seq;

        /// <summary>Curve and point of a DH key.</summary>
        internal int Curve;
        internal int PointOffset;
        internal int PointCount;

        /// <summary>Of a transfer: <see cref="Names.Rekey"/>, <see cref="Names.ReqRekey"/>, <see cref="Names.ChangedKey"/> or 0.</summary>
        internal int Rekey;

        internal int Hmac;
        internal bool IsAe;

        /// <summary>Bits of <see cref="EndToEndProfile.Algorithms"/>, those that nobody knows left out, and how many there were of each kind.</summary>
        internal int Algorithms;
        internal int EncryptionCount;
        internal int IcvCount;
        internal int VersionOffset;
        internal int VersionCount;

        internal int IvOffset;
        internal int IvCount;
        internal int NonceOffset;
        internal int NonceCount;
        internal int IcvOffset;
        internal int IcvBytes;
        internal int IcvAlgorithm;

        /// <summary>What a reject or abort says; -1 for nothing.</summary>
        internal int Diagnostic;

        private byte[] _b;
        private int _end;
        private int _at;
        private int _value;
        private int _valueCount;
        private int _peekedAt;
        private int _peeked;
        private bool _ok;

        /// <summary>Reads a PDU.</summary>
        /// <param name="buffer">Buffer with its canonical form, which begins with the first byte.</param>
        /// <param name="count">Its length.</param>
        /// <param name="source">What made it.</param>
        /// <returns>False when it has another form.</returns>
        [DataPath]
        internal bool Read(byte[] buffer, int count, CanonicalReader source)
        {
            _b = buffer;
            _end = count;
            _at = 0;
            _peekedAt = -1;
            _ok = true;
            Kind = source.Kind;
            ClientId = -1;
            ServerId = -1;
            Rekey = 0;
            IvCount = 0;
            NonceCount = 0;
            Diagnostic = -1;
            PathCount = 0;
            IcvBytes = 0;
            Need(Kind);
            if (Kind == Names.EncrTransfer || Kind == Names.ClearTransfer)
            {
                ReadTransfer(source);
            }
            else if (Kind >= Names.HandshakeReq && Kind <= Names.ReleaseRsp)
            {
                ReadSigned(source);
            }
            else
            {
                return false;
            }

            Leave();
            return _ok && _at == _end;
        }

        private void ReadTransfer(CanonicalReader source)
        {
            Need(Names.Tbp);
            SignedOffset = _at;
            Need(Names.Token2);
            TokenOffset = _at;
            ReadAssociation();
            ReadTime();
            Value(Names.Seq);
            Seq = Bytes.ParseDecimal(_b, _value, _valueCount);
            _ok &= Seq >= 0 && Seq <= 0xFFFF;
            if (Peek() == Names.Iv)
            {
                Hexadecimal(Names.Iv);
                IvOffset = _value;
                IvCount = _valueCount;
            }

            int rekey = Peek();
            if (rekey == Names.Rekey || rekey == Names.ChangedKey)
            {
                ReadKey(rekey);
                Rekey = rekey;
            }
            else if (rekey == Names.ReqRekey)
            {
                Value(rekey);
                _ok &= _valueCount == 0;
                Rekey = rekey;
            }

            TokenCount = _at - TokenOffset;
            Leave();
            ReadData(source);
            SignedCount = _at - SignedOffset;
            Leave();
            if (Peek() == Names.Auth)
            {
                Need(Names.Auth);
                if (Peek() == Names.Nonce)
                {
                    Hexadecimal(Names.Nonce);
                    NonceOffset = _value;
                    NonceCount = _valueCount;
                }

                IcvAlgorithm = ReadAlgorithm(Names.Algorithm);
                Hexadecimal(Names.Icv);
                IcvOffset = _value;
                IcvBytes = _valueCount;
                Leave();
            }
        }

        private void ReadSigned(CanonicalReader source)
        {
            bool isHandshake = Kind <= Names.HandshakeAcc;
            if (isHandshake)
            {
                Value(Names.Pp);
                ProtocolOffset = _value;
                ProtocolCount = _valueCount;
            }

            Need(Names.Tbs);
            SignedOffset = _at;
            Need(isHandshake ? Names.Token1 : Names.Token3);
            SignatureAlgorithm = ReadAlgorithm(Names.SigAlg);
            if (isHandshake)
            {
                ReadCertificates();
                ReadVersion();
                ReadAssociation();
                ReadKey(Names.DhKey);
                Hmac = ReadAlgorithm(Names.Hmac);
                ReadTime();
                ReadMode();
                Value(Names.ConfParams);
            }
            else
            {
                ReadVersion();
                ReadAssociation();
                ReadTime();
                ReadCertificates();
            }

            Leave();
            if (Peek() == Names.Diag)
            {
                Value(Names.Diag);
                Diagnostic = Bytes.ParseDecimal(_b, _value, _valueCount);
                _ok &= Diagnostic >= 0;
            }

            if (Peek() == Names.ApplData)
            {
                ReadData(source);
            }

            SignedCount = _at - SignedOffset;
            Leave();
            Need(Names.Sign);
            SignedBy = ReadAlgorithm(Names.Algo);
            Hexadecimal(Names.Sign);
            SignatureOffset = _value;
            SignatureCount = _valueCount;
            Leave();
        }

        private void ReadMode()
        {
            Need(Names.EncrMode);
            Algorithms = 0;
            EncryptionCount = 0;
            IcvCount = 0;
            IsAe = Peek() == Names.Aea;
            if (IsAe)
            {
                EncryptionCount = ReadAlgorithms(Names.Aea);
            }
            else
            {
                Need(Names.NonAea);
                if (Peek() == Names.Encr)
                {
                    EncryptionCount = ReadAlgorithms(Names.Encr);
                }

                IcvCount = ReadAlgorithms(Names.IcvAlgId);
                Leave();
            }

            Leave();
        }

        private int ReadAlgorithms(int list)
        {
            int count = 0;
            Need(list);
            while (_ok && Peek() == Names.AlgorithmIdentifier)
            {
                int bit = ReadAlgorithm(Names.AlgorithmIdentifier) - Names.FirstAlgorithm;
                Algorithms |= bit >= 0 && bit <= Names.LastAlgorithm - Names.FirstAlgorithm ? 1 << bit : 0;
                count++;
            }

            Leave();
            return count;
        }

        private int ReadAlgorithm(int name)
        {
            Need(name);
            Value(Names.Algorithm);
            Leave();
            return Names.List.Find(_b, _value, _valueCount);
        }

        private void ReadCertificates()
        {
            Hexadecimal(Names.PkCert);
            CertificateOffset = _value;
            CertificateCount = _valueCount;
            if (Peek() == Names.CertPath)
            {
                Need(Names.CertPath);
                PathOffset = _at;
                while (_ok && Peek() == Names.Certificate)
                {
                    Hexadecimal(Names.Certificate);
                }

                PathCount = _at - PathOffset;
                Leave();
            }
        }

        /// <summary>The next certificate of the path.</summary>
        /// <param name="at">Where it begins, from <see cref="PathOffset"/> on.</param>
        /// <returns>Where its digits begin; <see cref="ValueCount"/> is how many they are, and the one after it begins 14 characters behind them.</returns>
        internal int PathItem(int at)
        {
            _at = at;
            _peekedAt = -1;
            Value(Names.Certificate);
            return _value;
        }

        /// <summary>Length of the value read last.</summary>
        internal int ValueCount
        {
            get { return _valueCount; }
        }

        private void ReadVersion()
        {
            Value(Names.Version);
            VersionOffset = _value;
            VersionCount = _valueCount;
        }

        private void ReadAssociation()
        {
            Value(Names.AssoId);
            int first = 0;
            while (first < _valueCount && _b[_value + first] != ':')
            {
                first++;
            }

            ClientId = Identifier(_value, first);
            if (first < _valueCount)
            {
                ServerId = Identifier(_value + first + 1, _valueCount - first - 1);
            }
        }

        private int Identifier(int at, int count)
        {
            int number = count <= 3 ? Bytes.ParseDecimal(_b, at, count) : -1;
            _ok &= number >= 0;
            return number;
        }

        private void ReadTime()
        {
            Value(Names.Time);
            Time = GeneralizedTime.Read(_b, _value, _valueCount);
            _ok &= Time >= 0;
        }

        private void ReadKey(int name)
        {
            Need(name);
            Value(Names.Algorithm);
            Curve = Names.List.Find(_b, _value, _valueCount);
            Hexadecimal(Names.PublicKey);
            PointOffset = _value;
            PointCount = _valueCount;
            Leave();
        }

        private void ReadData(CanonicalReader source)
        {
            Need(Names.ApplData);
            if (_ok && source.DataOffset == _at && source.DataCount > 0)
            {
                _at += source.DataCount;
                Leave();
            }
            else
            {
                _ok = false;
            }
        }
    }
}
