using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <content>What is signed: handshakes, releases, rejects and aborts; and the keys that a handshake gives.</content>
    public sealed partial class EndToEndEngine
    {
        /// <summary>Begins an association as its client. <see cref="EndToEndResult.Compose"/> follows, of <see cref="Tick"/>.</summary>
        /// <param name="jid">Buffer with the server's full JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False when there is one already, none is free, or the engine is busy; Status says which.</returns>
        public bool Connect(byte[] jid, int offset, int count)
        {
            EndToEndAssociation a = Find(jid, offset, count) == null && !IsBusy ? Free() : null;
            if (a == null || !a.SetJid(jid, offset, count))
            {
                Status = DerStatus.BufferFull;
                return false;
            }

            a.Close();
            a.IsClientSide = true;
            a.ClientId = NextId();
            a.Where = AssociationState.Requested;
            _current = a;
            _step = MakeKey;
            return true;
        }

        /// <summary>
        /// Begins the handshake's PDU in <see cref="Message"/>, which overwrites what was delivered. The caller then writes its own PDU there:
        /// initiate-Request, initiate-Response, or initiate-Error of a server that refuses.
        /// </summary>
        /// <param name="accepts">False for ApplicationReject.</param>
        /// <exception cref="InvalidOperationException">Nobody is shaking hands.</exception>
        [DataPath]
        public void BeginHandshake(bool accepts)
        {
            EndToEndAssociation a = _current;
            if (_step != Nothing || a == null || (a.Where != AssociationState.Requested && a.Where != AssociationState.Accepting))
            {
                Misuse();
            }

            ByteWriter w = _message;
            if (!accepts)
            {
                OpenSigned(Names.ApplicationReject);
            }
            else
            {
                w.Clear();
                _kind = a.IsClientSide ? Names.HandshakeReq : Names.HandshakeAcc;
                OpenRoot(w, _kind);
                Open(w, Names.Pp);
                w.Put(_protocol);
                Close(w, Names.Pp);
                Open(w, Names.Tbs);
                _signedAt = w.Count;
                Open(w, Names.Token1);
                PutAlgorithm(w, Names.SigAlg, Names.EcdsaSha256);
                PutCertificates();
                PutVersion();
                PutAssociation(w, a);
                PutKey(w, Names.DhKey, a);
                PutAlgorithm(w, Names.Hmac, Names.HmacSha256);
                PutTime(w, _utc);
                PutMode(a.IsClientSide ? _profile.Algorithms : a.Suite);
                Open(w, Names.ConfParams);
                w.Put(_confParams);
                Close(w, Names.ConfParams);
                Close(w, Names.Token1);
            }

            Open(w, Names.ApplData);
        }

        /// <summary>Ends it, behind the caller's PDU. The signature takes a <see cref="Tick"/>; then it is to be sent.</summary>
        /// <returns>Busy; Refused when the message does not fit.</returns>
        [DataPath]
        public EndToEndResult EndHandshake()
        {
            ByteWriter w = _message;
            EndToEndAssociation a = _current;
            Close(w, Names.ApplData);
            if (_kind == Names.HandshakeReq || _kind == Names.HandshakeAcc)
            {
                ExtendChain(a, w.Start + _signedAt, w.Count - _signedAt);
                if (!a.IsClientSide)
                {
                    _secret.Set(a.Next.Buffer, 0, EllipticCurve.ScalarBytes);
                    a.Next.Clear();
                    DeriveKeys(a, a.Keys);
                }
            }

            _step = Sign;
            return EndToEndResult.Busy;
        }

        /// <summary>Signs now what <see cref="EndHandshake"/> has left to a <see cref="Tick"/>.</summary>
        /// <returns>Send, or Refused.</returns>
        /// <exception cref="InvalidOperationException">There is nothing to sign.</exception>
        [DataPath]
        public EndToEndResult SignHandshake()
        {
            if (_step != Sign)
            {
                Misuse();
            }

            return FinishSigned();
        }

        /// <summary>Refuses a client that has shaken hands. The rejection is to be sent after a <see cref="Tick"/>.</summary>
        /// <param name="diagnostic">Number of HandshakeDiagnostics; -1 for none.</param>
        public void Reject(int diagnostic)
        {
            Compose(Names.HandshakeSecReject, diagnostic);
        }

        /// <summary>Asks the peer for the end of an association: ReleaseReq after a <see cref="Tick"/>.</summary>
        /// <param name="association">An open one.</param>
        public void Release(EndToEndAssociation association)
        {
            _current = association;
            Compose(Names.ReleaseReq, -1);
        }

        /// <summary>Ends an association at once: ApplAbort after a <see cref="Tick"/>.</summary>
        /// <param name="association">An open one.</param>
        public void Abort(EndToEndAssociation association)
        {
            _current = association;
            Compose(Names.ApplAbort, -1);
        }

        /// <summary>Writes a PDU with a ClearToken3, up to its signature.</summary>
        private void Compose(int kind, int diagnostic)
        {
            OpenSigned(kind);
            if (diagnostic >= 0)
            {
                ByteWriter w = _message;
                Open(w, Names.Diag);
                w.PutDecimal((long)diagnostic);
                Close(w, Names.Diag);
            }

            _step = Sign;
        }

        private void OpenSigned(int kind)
        {
            ByteWriter w = _message;
            EndToEndAssociation a = _current;
            _kind = kind;
            w.Clear();
            OpenRoot(w, kind);
            Open(w, Names.Tbs);
            _signedAt = w.Count;
            Open(w, Names.Token3);
            PutAlgorithm(w, Names.SigAlg, Names.EcdsaSha256);
            PutVersion();
            if (kind == Names.HandshakeSecReject || kind == Names.ApplicationReject)
            {
                Open(w, Names.AssoId);
                w.PutDecimal((long)(a.Where == AssociationState.Accepting ? a.ClientId : _pdu.ClientId));
                Close(w, Names.AssoId);
            }
            else
            {
                PutAssociation(w, a);
            }

            PutTime(w, _utc);
            PutCertificates();
            Close(w, Names.Token3);
        }

        // The signature, and what follows from what is sent now.
        private EndToEndResult FinishSigned()
        {
            _step = Nothing;
            ByteWriter w = _message;
            EndToEndAssociation a = _current;
            Hash(w.Buffer, w.Start + _signedAt, w.Count - _signedAt, null);
            Close(w, Names.Tbs);
            Open(w, Names.Sign);
            PutAlgorithm(w, Names.Algo, Names.EcdsaSha256);
            Open(w, Names.Sign);
            Array.Copy(_scratch, 0, _scratch, Ecdsa.SignatureBytes, Sha256.Size);
            DerStatus status = _tools.Ecdsa.Sign(_tools.PrivateKey, _scratch, Ecdsa.SignatureBytes, _scratch, 0);
            int count = EcdsaSignature.ToDer(_scratch, 0, _scratch, Ecdsa.SignatureBytes);
            w.PutHex(_scratch, Ecdsa.SignatureBytes, count);
            Close(w, Names.Sign);
            Close(w, Names.Sign);
            Close(w, _kind);
            if (status != DerStatus.Ok || w.Overflow)
            {
                a.Close();
                return Refuse(status != DerStatus.Ok ? status : DerStatus.BufferFull);
            }

            switch (_kind)
            {
                case Names.HandshakeReq:
                    break;
                case Names.HandshakeAcc:
                    a.Where = AssociationState.Open;
                    a.Restart(_now);
                    break;
                case Names.ReleaseReq:
                    a.Where = AssociationState.Releasing;
                    break;
                case Names.HandshakeSecReject:
                    if (a.Where == AssociationState.Accepting)
                    {
                        a.Close();
                    }

                    break;
                default:
                    a.Close();
                    break;
            }

            return EndToEndResult.Send;
        }

        private EndToEndResult MakeOwnKey()
        {
            EndToEndAssociation a = _current;
            DerStatus status = _tools.Curve.GenerateKey(_tools.Random, a.Private, a.Point, 0);
            if (status != DerStatus.Ok)
            {
                a.Close();
                return Refuse(status);
            }

            _step = a.IsClientSide ? Nothing : Agree;
            return a.IsClientSide ? EndToEndResult.Compose : EndToEndResult.Busy;
        }

        private EndToEndResult AgreeOnSecret()
        {
            EndToEndAssociation a = _current;
            _step = Nothing;
            DerStatus status = _tools.Curve.Agree(a.Private, a.PeerPoint, 0, EllipticCurve.PointBytes, _secret);
            a.Private.Clear();
            if (status != DerStatus.Ok)
            {
                a.Close();
                return Refuse(status);
            }

            if (a.IsClientSide)
            {
                DeriveKeys(a, a.Keys);
                a.Where = AssociationState.Open;
                a.Restart(_now);
            }
            else
            {
                // The chain is not complete before the answer is: until then the secret waits where the keys will be.
                a.Next.Set(_secret.Buffer, 0, EllipticCurve.ScalarBytes);
                _secret.Clear();
            }

            PduCount = _reader.DataCount;
            return EndToEndResult.Deliver;
        }

        // RFC 5869 with HMAC-SHA-256: the chain is the salt, there is no info.
        private void DeriveKeys(EndToEndAssociation a, KeyMaterial target)
        {
            int count = Protection.KeySetBytes(a.Suite);
            _hkdf.Extract(a.Chain, 0, Sha256.Size, _secret.Buffer, 0, EllipticCurve.ScalarBytes);
            _hkdf.Expand(_scratch, 0, 0, target.Buffer, 0, count);
            target.SetCount(count);
            _hkdf.Clear();
            _secret.Clear();
        }
    }
}
