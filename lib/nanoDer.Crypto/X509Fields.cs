using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>The fields that certificates and CRLs have in common (RFC 5280 clause 4.1).</summary>
    internal static class X509Fields
    {
        /// <summary>Reads an AlgorithmIdentifier of a signature.</summary>
        /// <param name="r">The reader.</param>
        /// <returns>What it names.</returns>
        [DataPath]
        public static SignatureKind ReadSignatureKind(DerReader r)
        {
            int end = r.Enter(DerReader.Sequence);
            r.Read(DerReader.ObjectIdentifier);
            SignatureKind kind = SignatureKind.Unsupported;
            if (r.IsObject(0, 0x2A8648CE3D040302))
            {
                kind = SignatureKind.EcdsaSha256;
            }
            else if (r.IsObject(0x2A, 0x864886F70D01010B))
            {
                ReadNull(r);
                kind = SignatureKind.RsaSha256;
            }
            else if (r.IsObject(0x2A, 0x864886F70D01010A))
            {
                r.Read(DerReader.Sequence);
                kind = IsPssOfSha256(r) ? SignatureKind.RsaPssSha256 : SignatureKind.Unsupported;
            }
            else
            {
                if (r.IsObject(0x2A, 0x864886F70D010104) || r.IsObject(0x2A, 0x864886F70D010105) || r.IsObject(0x2A, 0x864886F70D010102)
                    || r.IsObject(0, 0x2A8648CE3D0401) || r.IsObject(0, 0x2A8648CE380403))
                {
                    kind = SignatureKind.Weak;
                }

                if (!r.IsAtEnd)
                {
                    r.Read();
                }
            }

            r.Leave(end);
            return kind;
        }

        /// <summary>Reads a SubjectPublicKeyInfo; the key is the content of the reader's last element then.</summary>
        /// <param name="r">The reader.</param>
        /// <returns>What it is.</returns>
        [DataPath]
        public static KeyKind ReadKey(DerReader r)
        {
            KeyKind kind = KeyKind.Unsupported;
            int end = r.Enter(DerReader.Sequence);
            int inner = r.Enter(DerReader.Sequence);
            r.Read(DerReader.ObjectIdentifier);
            if (r.IsObject(0x2A, 0x864886F70D010101))
            {
                ReadNull(r);
                kind = KeyKind.Rsa;
            }
            else if (r.IsObject(0, 0x2A8648CE3D0201))
            {
                if (r.Read() == DerReader.ObjectIdentifier)
                {
                    kind = r.IsObject(0, 0x2A8648CE3D030107) ? KeyKind.P256
                        : r.IsObject(0x2B, 0x2403030208010107) ? KeyKind.BrainpoolP256r1 : KeyKind.Unsupported;
                }
            }
            else if (!r.IsAtEnd)
            {
                r.Read();
            }

            r.Leave(inner);
            r.ReadBytesOfBits();
            r.Leave(end);
            return kind;
        }

        /// <summary>Reads a Time (clause 4.1.2.5): UTCTime or GeneralizedTime, with seconds, in UTC.</summary>
        /// <param name="r">The reader.</param>
        /// <returns>Seconds since 1970-01-01, at least 0.</returns>
        [DataPath]
        public static long ReadTime(DerReader r)
        {
            int tag = r.Read();
            int at = r.ContentOffset;
            int century = 0;
            if (tag == DerReader.GeneralizedTime && r.ContentCount == 15)
            {
                century = Digits(r, at);
                at += 2;
            }
            else if (tag != DerReader.UtcTime || r.ContentCount != 13)
            {
                r.Fail();
                return 0;
            }

            int year = Digits(r, at);
            int month = Digits(r, at + 2);
            int day = Digits(r, at + 4);
            int hour = Digits(r, at + 6);
            int minute = Digits(r, at + 8);
            int second = Digits(r, at + 10);
            if (r.Status != DerStatus.Ok || r.Buffer[at + 12] != 'Z')
            {
                r.Fail();
                return 0;
            }

            year += tag == DerReader.GeneralizedTime ? century * 100 : year < 50 ? 2000 : 1900;
            if (year < 1970 || month < 1 || month > 12 || day < 1 || day > DaysOf(year, month)
                || hour > 23 || minute > 59 || second > 59)
            {
                r.Fail();
                return 0;
            }

            // Days since 0000-03-01, with the leap day at the end of the year.
            int y = month > 2 ? year : year - 1;
            int m = month > 2 ? month - 3 : month + 9;
            long days = (y * 365L) + (y / 4) - (y / 100) + (y / 400) + (((m * 153) + 2) / 5) + day - 1 - 719468;
            return (((((days * 24) + hour) * 60) + minute) * 60) + second;
        }

        // RSASSA-PSS-params: SHA-256, MGF1 with SHA-256, salt of 32 bytes, in the one way that DER has for them.
        private static bool IsPssOfSha256(DerReader r)
        {
            return r.ContentCount == 52 && r.Number(0, 8) == 0xA00F300D06096086
                && r.Number(8, 8) == 0x4801650304020105
                && r.Number(16, 8) == 0x00A11C301A06092A
                && r.Number(24, 8) == 0x864886F70D010108
                && r.Number(32, 8) == 0x300D060960864801
                && r.Number(40, 8) == 0x65030402010500A2
                && r.Number(44, 8) == 0x010500A203020120;
        }

        private static void ReadNull(DerReader r)
        {
            if (!r.Read(DerReader.Null) || r.ContentCount != 0)
            {
                r.Fail();
            }
        }

        private static int DaysOf(int year, int month)
        {
            if (month == 2)
            {
                return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            }

            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        private static int Digits(DerReader r, int at)
        {
            int high = r.Buffer[at] - '0';
            int low = r.Buffer[at + 1] - '0';
            if (high < 0 || high > 9 || low < 0 || low > 9)
            {
                r.Fail();
                return 0;
            }

            return (high * 10) + low;
        }
    }
}
