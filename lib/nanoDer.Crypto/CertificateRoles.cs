using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Reads the role extension of IEC 62351-8 (1.2.840.10070.8.1): a list of roles, each list with its area of
    /// responsibility. <c>SEQUENCE OF SEQUENCE { SEQUENCE OF INTEGER, aor UTF8String, revision INTEGER, ... }</c>.
    /// </summary>
    public sealed class CertificateRoles
    {
                /// <summary>Where the area of responsibility of the role found begins, in the certificate's buffer.</summary>
        public int AreaOffset;

        /// <summary>Its length.</summary>
        public int AreaCount;

        /// <summary>Revision of the role found.</summary>
        public int Revision;

        private readonly DerReader _reader = new DerReader();

        /// <summary>Looks for a role.</summary>
        /// <param name="certificate">A certificate that was parsed and verified.</param>
        /// <param name="role">Its number, 0 to 32,767 (0 viewer, 1 operator, 2 engineer ...).</param>
        /// <param name="skip">How many lists that have it are passed over: 0 for the first.</param>
        /// <returns>
        /// <see cref="DerStatus.X509NameMismatch"/> when it is not there, <see cref="DerStatus.DerBadEncoding"/> when the
        /// extension is malformed.
        /// </returns>
        [DataPath]
        public DerStatus Find(Certificate certificate, int role, int skip)
        {
            DerReader r = _reader;
            r.Reset(certificate.Buffer, certificate.RolesOffset, certificate.RolesCount);
            while (!r.IsAtEnd)
            {
                int end = r.Enter(DerReader.Sequence);
                bool found = ReadRoles(role);
                r.Read(DerReader.Utf8String);
                AreaOffset = r.ContentOffset;
                AreaCount = r.ContentCount;
                Revision = r.ReadSmallInteger();
                r.SkipWindow();
                r.Leave(end);
                if (found && r.Status == DerStatus.Ok)
                {
                    if (skip == 0)
                    {
                        return DerStatus.Ok;
                    }

                    skip--;
                }
            }

            return r.Status != DerStatus.Ok ? r.Status : DerStatus.X509NameMismatch;
        }

        private bool ReadRoles(int role)
        {
            DerReader r = _reader;
            bool found = false;
            int end = r.Enter(DerReader.Sequence);
            while (!r.IsAtEnd)
            {
                r.Read(DerReader.Integer);
                int count = r.ContentCount;
                if (count < 1 || count > 2)
                {
                    r.Fail();
                }
                else
                {
                    int value = r.Buffer[r.ContentOffset];
                    value = count == 1 ? (sbyte)value : (short)((value << 8) | r.Buffer[r.ContentOffset + 1]);
                    found |= value == role;
                }
            }

            r.Leave(end);
            return found;
        }
    }
}
