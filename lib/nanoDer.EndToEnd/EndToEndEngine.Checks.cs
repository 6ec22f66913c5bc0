using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <content>What comes signed: certificate, then signature, and only then what it says (clause 14.3.2).</content>
    public sealed partial class EndToEndEngine
    {
        // HandshakeDiagnostics.
        private const int WrongProtocol = 2;
        private const int WrongSignatureAlgorithm = 3;
        private const int WrongVersion = 4;
        private const int WrongHmac = 5;
        private const int EncryptionNotRequired = 6;
        private const int EncryptionRequired = 7;
        private const int GroupNotSupported = 11;
        private const int IllegalGroup = 12;
        private const int IcvsNotSupported = 13;
        private const int EncryptionNotSupported = 14;
        private const int AeNotSupported = 15;
        private const int AeModeNotSupported = 17;
        private const int AeRequired = 18;
        private const int SingleAe = 21;
        private const int SingleEncryption = 24;
        private const int SingleIcv = 25;

        private static int Lowest(int bits)
        {
            return bits & -bits;
        }

        private EndToEndResult VerifyCertificate()
        {
            byte[] b = _message.Buffer;
            Certificate[] chain = _tools.Certificates;
            _tail = _message.Count;
            DerStatus status = ReadCertificate(chain[0], _pdu.CertificateOffset, _pdu.CertificateCount);
            if (status != DerStatus.Ok)
            {
                return Refuse(status);
            }

            Hash(b, chain[0].Offset, chain[0].Count, null);
            if (_kind > Names.ApplicationReject)
            {
                // Who has shaken hands is known, and no other certificate will do.
                if (!Bytes.Equal(_scratch, 0, _current.PeerDigest, 0, Sha256.Size))
                {
                    return Refuse(DerStatus.EndToEndAddress);
                }

                _step = CheckSignature;
                return EndToEndResult.Busy;
            }

            int count = 1;
            int at = _pdu.PathOffset;
            while (at < _pdu.PathOffset + _pdu.PathCount)
            {
                if (count == chain.Length)
                {
                    return Refuse(DerStatus.X509PathTooLong);
                }

                int digits = _pdu.PathItem(at);
                status = ReadCertificate(chain[count], digits, _pdu.ValueCount);
                if (status != DerStatus.Ok)
                {
                    return Refuse(status);
                }

                // <Certificate> before and </Certificate> after it.
                at += _pdu.ValueCount + 27;
                count++;
            }

            EndToEndAssociation a = _current;
            status = _tools.Names.MatchXmppAddress(chain[0], a.Jid, 0, a.BareCount());
            if (status != DerStatus.Ok)
            {
                return Refuse(DerStatus.EndToEndAddress);
            }

            status = _tools.Chain.Verify(chain, count, _utc / 1000, _profile.KeyUsage, 0);
            if (status != DerStatus.Ok)
            {
                return Refuse(status);
            }

            _step = CheckSignature;
            return EndToEndResult.Busy;
        }

        // The digits are part of what is signed, so the octets go behind the PDU.
        private DerStatus ReadCertificate(Certificate certificate, int digits, int count)
        {
            byte[] b = _message.Buffer;
            if (_tail + (count >> 1) > b.Length)
            {
                return DerStatus.BufferFull;
            }

            int octets = Hex.Decode(b, digits, count, b, _tail);
            DerStatus status = octets < 0 ? DerStatus.EndToEndProtocol : certificate.Parse(b, _tail, octets);
            _tail += octets;
            return status;
        }

        private EndToEndResult VerifySignature()
        {
            byte[] b = _message.Buffer;
            Certificate signer = _tools.Certificates[0];
            int octets = _tail + (_pdu.SignatureCount >> 1) > b.Length ? -1 : Hex.Decode(b, _pdu.SignatureOffset, _pdu.SignatureCount, b, _tail);
            SignatureKind kind = _pdu.SignedBy != _pdu.SignatureAlgorithm ? SignatureKind.Unsupported
                : _pdu.SignedBy == Names.EcdsaSha256 ? SignatureKind.EcdsaSha256
                : _pdu.SignedBy == Names.RsaSha256 ? SignatureKind.RsaSha256 : SignatureKind.Unsupported;
            if (octets < 0 || _tools.Chain.VerifySignature(signer, kind, b, _pdu.SignedOffset, _pdu.SignedCount, b, _tail, octets) != DerStatus.Ok)
            {
                return Refuse(DerStatus.EndToEndSignature);
            }

            _step = Nothing;
            switch (_kind)
            {
                case Names.HandshakeReq:
                    return Requested();
                case Names.HandshakeAcc:
                    return Accepted();
                case Names.HandshakeSecReject:
                case Names.ApplicationReject:
                    return Ended(DerStatus.EndToEndRejected);
                case Names.ReleaseReq:
                    // The answer is the last word.
                    Compose(Names.ReleaseRsp, -1);
                    return EndToEndResult.Busy;
                case Names.ReleaseRsp:
                    return Ended(DerStatus.Ok);
                default:
                    return Ended(DerStatus.EndToEndAborted);
            }
        }

        private EndToEndResult Ended(DerStatus status)
        {
            Status = status;
            Diagnostic = _pdu.Diagnostic;
            PduCount = _reader.DataCount;
            _current.Close();
            return EndToEndResult.Closed;
        }

        private EndToEndResult Requested()
        {
            EndToEndAssociation a = _current;
            Hash(_message.Buffer, _pdu.SignedOffset, _pdu.SignedCount, null);
            DerStatus status = Remember();
            if (status != DerStatus.Ok)
            {
                return Refuse(status);
            }

            int suite = 0;
            int diagnostic = Choose(false, ref suite);
            if (diagnostic != 0)
            {
                // What is open between the two stays open: this was signed, but it is no handshake.
                Status = DerStatus.EndToEndAlgorithm;
                Compose(Names.HandshakeSecReject, diagnostic);
                return EndToEndResult.Busy;
            }

            a.Close();
            a.Suite = suite;
            a.IsClientSide = false;
            a.ClientId = _pdu.ClientId;
            a.ServerId = NextId();
            Keep(a);
            ExtendChain(a, _pdu.SignedOffset, _pdu.SignedCount);
            a.Where = AssociationState.Accepting;
            _step = MakeKey;
            return EndToEndResult.Busy;
        }

        private EndToEndResult Accepted()
        {
            EndToEndAssociation a = _current;
            int suite = 0;
            int diagnostic = Choose(true, ref suite);
            if (diagnostic != 0)
            {
                Status = DerStatus.EndToEndAlgorithm;
                a.ServerId = _pdu.ServerId;
                Compose(Names.HandshakeSecAbort, diagnostic);
                return EndToEndResult.Busy;
            }

            a.Suite = suite;
            a.ServerId = _pdu.ServerId;
            Keep(a);
            ExtendChain(a, _pdu.SignedOffset, _pdu.SignedCount);
            _step = Agree;
            return EndToEndResult.Busy;
        }

        // What a handshake leaves of the peer.
        private void Keep(EndToEndAssociation a)
        {
            Hex.Decode(_message.Buffer, _pdu.PointOffset, _pdu.PointCount, a.PeerPoint, 0);
            a.Opened = _pdu.Time;
            a.Received = 0;
            a.Sent = 0;
            a.Rekeys = 0;
            Certificate c = _tools.Certificates[0];
            Hash(_message.Buffer, c.Offset, c.Count, null);
            Array.Copy(_scratch, 0, a.PeerDigest, 0, Sha256.Size);
        }

        // A handshake counts once while its time is within the window; when too many have come within it, none is taken.
        private DerStatus Remember()
        {
            long digest = BitConverter.ToInt64(_scratch, 0);
            int oldest = 0;
            for (int i = 0; i < SeenCount; i++)
            {
                if (_seen[i] == digest)
                {
                    return DerStatus.EndToEndReplay;
                }

                oldest = _seenTime[i] < _seenTime[oldest] ? i : oldest;
            }

            if (_seenTime[oldest] + _profile.WindowMs >= _utc)
            {
                return DerStatus.BufferFull;
            }

            _seen[oldest] = digest;
            _seenTime[oldest] = _pdu.Time;
            return DerStatus.Ok;
        }

        /// <summary>Chooses of what was offered, or checks what was chosen.</summary>
        /// <returns>A number of HandshakeDiagnostics; 0 when all is well.</returns>
        private int Choose(bool isAnswer, ref int suite)
        {
            const int Aes = EndToEndProfile.Aes128Gcm | EndToEndProfile.Aes256Gcm;
            const int Cbcs = EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes256Cbc;
            byte[] b = _message.Buffer;
            if (!Bytes.Is(b, _pdu.ProtocolOffset, _pdu.ProtocolCount, _protocol))
            {
                return WrongProtocol;
            }

            if (_pdu.VersionCount < 1 || b[_pdu.VersionOffset] != '1')
            {
                return WrongVersion;
            }

            if (_pdu.Hmac != Names.HmacSha256)
            {
                return WrongHmac;
            }

            if (_pdu.Curve != CurveName() || _pdu.PointCount != 2 * EllipticCurve.PointBytes || _tail + EllipticCurve.PointBytes > b.Length
                || Hex.Decode(b, _pdu.PointOffset, _pdu.PointCount, b, _tail) < 0)
            {
                return isAnswer ? IllegalGroup : GroupNotSupported;
            }

            if (_pdu.IsAe != _profile.IsAe)
            {
                return _profile.IsAe ? AeRequired : AeModeNotSupported;
            }

            int common = _pdu.Algorithms & _profile.Algorithms;
            if (_pdu.IsAe)
            {
                suite = Lowest(common & Aes);
                return suite == 0 ? AeNotSupported : isAnswer && _pdu.EncryptionCount != 1 ? SingleAe : 0;
            }

            bool encrypts = (_profile.Algorithms & Cbcs) != 0;
            if (encrypts != (_pdu.EncryptionCount > 0))
            {
                return encrypts ? EncryptionRequired : EncryptionNotRequired;
            }

            int encryption = Lowest(common & Cbcs);
            int icv = Lowest(common & ~Cbcs & ~Aes);
            suite = encryption | icv;
            return encrypts && encryption == 0 ? EncryptionNotSupported : icv == 0 ? IcvsNotSupported
                : isAnswer && _pdu.EncryptionCount > 1 ? SingleEncryption : isAnswer && _pdu.IcvCount != 1 ? SingleIcv : 0;
        }

        private int CurveName()
        {
            return _profile.Curve == CurveKind.P256 ? Names.P256 : Names.BrainpoolP256r1;
        }

        // Identifiers that this side gives: no two associations have the same.
        private int NextId()
        {
            bool isTaken;
            do
            {
                _lastId = _lastId == 999 ? 0 : _lastId + 1;
                isTaken = false;
                for (int i = 0; i < _associations.Length; i++)
                {
                    EndToEndAssociation a = _associations[i];
                    isTaken |= a.Where != AssociationState.Closed && (a.IsClientSide ? a.ClientId : a.ServerId) == _lastId;
                }
            }
            while (isTaken);
            return _lastId;
        }

        // SHA-256 of a range, or of a range and what a hash before it gave, to the beginning of the scratch.
        private void Hash(byte[] buffer, int at, int count, byte[] before)
        {
            HashFunction hash = _tools.Hash;
            hash.Reset();
            hash.Update(buffer, at, count);
            if (before != null)
            {
                hash.Update(before, 0, before.Length);
            }

            hash.Finish(_scratch, 0);
        }

        // The chain that becomes the salt, from 32 zeros: over what is signed in both directions.
        private void ExtendChain(EndToEndAssociation a, int at, int count)
        {
            Hash(_message.Buffer, at, count, a.Chain);
            Array.Copy(_scratch, 0, a.Chain, 0, Sha256.Size);
        }
    }
}
