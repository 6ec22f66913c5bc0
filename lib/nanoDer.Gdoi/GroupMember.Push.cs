using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <content>
    /// GROUPKEY-PUSH (RFC 6407 clause 4) and its acknowledgement (RFC 8263). Nothing of the group's state changes before sequence number and signature are
    /// right.
    /// </content>
    public sealed partial class GroupMember
    {
        private const int LabelBytes = 5;

        private readonly AesCipher _kekCipher;
        private readonly Hmac _ackPrf;
        private readonly PublicKeyInfo _publicKey = new PublicKeyInfo();
        private readonly byte[] _ackKey = new byte[32];

        // What is signed begins with the one, the key of an acknowledgement is derived with the other.
        private readonly byte[] _labels = Bytes.Of("rekeyGROUPKEY-PUSH ACK");
        private long _sequence;
        private int _sigOffset;
        private int _sigCount;

        private bool TakePush()
        {
            Kek kek = _keys.Kek;
            if (!kek.IsFor(_in) || _in[19] != Isakmp.Encrypted || _inCount == Isakmp.HeaderBytes)
            {
                return false;
            }

            Array.Copy(kek.Iv, 0, _scratch, 0, AesCipher.BlockBytes);
            DerStatus status = _kekCipher.SetKey(kek.Key);
            if (status == DerStatus.Ok)
            {
                status = _kekCipher.DecryptCbc(_scratch, _in, Isakmp.HeaderBytes, _inCount - Isakmp.HeaderBytes);
            }

            _kekCipher.Dispose();
            if (status == DerStatus.Ok)
            {
                status = !ReadPush() ? DerStatus.GdoiBadPacket : _sequence <= kek.Sequence ? DerStatus.GdoiReplay : status;
            }

            if (status != DerStatus.Ok)
            {
                Refuse(status);
                return true;
            }

            // The signature is checked by the next Tick; an exchange that was waiting for an answer waits on.
            _afterPush = _step;
            _step = CheckPush;
            return true;
        }

        private bool ReadSequence(PayloadReader r)
        {
            bool fits = r.Read(Isakmp.Seq, 4) && r.Count == 4;
            _sequence = fits ? PayloadReader.Number(_in, r.Body, 4) & 0xFFFFFFFFL : 0;
            return fits;
        }

        // The form: SEQ, D..., SA and KD or neither, SIG.
        private bool ReadPush()
        {
            PayloadReader r = _reader;
            r.Open(_in, _inCount);
            if (!ReadSequence(r))
            {
                return false;
            }

            int previous = Isakmp.Delete;
            int deletes = 0;
            while (r.Read())
            {
                int type = r.Type;
                bool fits = type == Isakmp.Delete || type == Isakmp.Sa ? previous == Isakmp.Delete
                    : type == Isakmp.Kd ? previous == Isakmp.Sa
                    : type == Isakmp.Sig && (previous == Isakmp.Kd || (previous == Isakmp.Delete && deletes > 0));
                if (!fits)
                {
                    return false;
                }

                deletes += type == Isakmp.Delete ? 1 : 0;
                previous = type;
            }

            _sigOffset = r.Body;
            _sigCount = r.Count;
            return previous == Isakmp.Sig && r.Finish(Isakmp.MaximumPadding);
        }

        private void FinishPush()
        {
            _step = _afterPush;
            Kek kek = _keys.Kek;
            if (!IsSigned(kek))
            {
                Refuse(DerStatus.GdoiBadSignature);
                return;
            }

            // From here on the message is the key server's: a fault in it is its fault, and a pull repairs it.
            kek.Sequence = _sequence;
            bool wantsAck = _account.AckIdentity != null && (kek.Ack == 1 || (kek.Ack == 2 && _lkh.Count > 0));
            if (wantsAck)
            {
                DeriveAckKey(kek);
            }

            DerStatus status = ApplyPush();
            if (status != DerStatus.Ok)
            {
                _keys.DropStaged();
                Refuse(status);
                _nextPull = _nowMs + Jitter(_profile.RetryMs);
            }
            else
            {
                if (wantsAck)
                {
                    WriteAck();
                }

                if (_step == Idle)
                {
                    Schedule();
                }

                _events.OnGroup(GdoiEvent.KeysPushed, status, _policy.TekCount);
            }

            Array.Clear(_ackKey, 0, 32);
        }

        private void Refuse(DerStatus status)
        {
            Array.Clear(_in, 0, _inCount);
            _events.OnGroup(GdoiEvent.PushRefused, status, 0);
        }

        private bool IsSigned(Kek kek)
        {
            byte[] key = kek.PublicKey.Buffer;
            Certificate signer = _session.Chain[0];
            KeyKind kind = KeyKind.Unsupported;
            int at = 0;
            int count = kek.PublicKey.Count;
            if (_publicKey.Parse(key, 0, count) == DerStatus.Ok)
            {
                kind = _publicKey.Kind;
                at = _publicKey.KeyOffset;
                count = _publicKey.KeyCount;
            }
            else if (signer.Parse(key, 0, count) == DerStatus.Ok)
            {
                kind = signer.KeyKind;
                at = signer.KeyOffset;
                count = signer.KeyCount;
            }

            // The length in the header is that of the message with its padding, or that without: the RFC does not say which one is signed.
            bool isRight = false;
            bool isLast = kind != (kek.Signature == 4 ? KeyKind.P256 : KeyKind.Rsa);
            while (!isRight && !isLast)
            {
                byte[] digest = _session.Hash(_session.Sha256, _labels, 0, LabelBytes, _in, 0, _sigOffset - 4);
                isRight = _session.Verify(kind, key, at, count, RsaPadding.Pkcs1, digest, 32, _in, _sigOffset, _sigCount);
                int unpadded = _sigOffset + _sigCount;
                isLast = PayloadReader.Number(_in, 24, 4) == unpadded;
                _in[26] = (byte)(unpadded >> 8);
                _in[27] = (byte)unpadded;
            }

            return isRight;
        }

        private DerStatus ApplyPush()
        {
            PayloadReader r = _reader;
            r.Open(_in, _inCount);
            r.Read();
            bool hasDeleted = false;
            while (r.Read() && r.Type == Isakmp.Delete)
            {
                if (!Delete(r, false))
                {
                    return DerStatus.GdoiBadPacket;
                }

                hasDeleted = true;
            }

            _policy.Reset(_profile.GraceSeconds * 1000);
            if (r.Type == Isakmp.Sa)
            {
                DerStatus status = _policy.ReadSa(r, _nowMs);
                if (status == DerStatus.Ok)
                {
                    r.Read();
                    status = _policy.ReadKd(r, false);
                }

                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            if (hasDeleted)
            {
                r.Open(_in, _inCount);
                r.Read();
                while (r.Read() && r.Type == Isakmp.Delete)
                {
                    Delete(r, true);
                }

                _events.OnGroup(GdoiEvent.Deleted, DerStatus.Ok, 0);
            }

            _keys.Commit(_policy.GraceMs);
            return DerStatus.Ok;
        }

        // DOI, protocol, octets of an SPI, number of SPIs, SPIs: of TEKs, or of the KEK for protocol 0 (RFC 6407 clause 5.9).
        private bool Delete(PayloadReader r, bool isApplied)
        {
            int at = r.Body + 8;
            bool isKek = r.Count >= 8 && _in[at - 4] == 0;
            int size = r.Count < 8 ? 0 : _in[at - 3];
            if (isApplied)
            {
                if (isKek)
                {
                    _keys.Kek.Clear();
                }

                for (; !isKek && at < r.End; at += 4)
                {
                    _keys.Delete(PayloadReader.Number(_in, at, 4));
                }
            }

            return size > 0 && PayloadReader.Number(_in, at - 8, 4) == Isakmp.DoiGdoi && r.Count == 8 + (size * PayloadReader.Number(_in, at - 2, 2))
                && (isKek ? size <= Kek.SpiBytes : _in[at - 4] == Isakmp.ProtocolIec61850 && size == 4);
        }

        // ack_key = prf(base_key, "GROUPKEY-PUSH ACK" NUL | SPI | L) (RFC 8263 clause 3.2).
        private void DeriveAckKey(Kek kek)
        {
            Hmac prf = _ackPrf;
            bool isLeaf = kek.Ack == 2;
            int skip = isLeaf ? LkhPath.HeadBytes + AesCipher.BlockBytes : 0;
            KeyMaterial key = isLeaf ? _lkh.Keys[0] : kek.Key;
            prf.SetKey(key.Buffer, skip, key.Count - skip);
            prf.Update(_labels, LabelBytes, _labels.Length - LabelBytes);
            prf.Update((byte)0);
            prf.Update(kek.Spi, 0, Kek.SpiBytes);
            prf.Update((byte)(_profile.AckKeyBits >> 8));
            prf.Update((byte)_profile.AckKeyBits);
            prf.Finish(_ackKey, 0);
            prf.Dispose();
        }

        // HDR, HASH, SEQ, ID, in clear text, under the cookies of the push.
        private void WriteAck()
        {
            PayloadWriter w = _side;
            w.Start(_in, Isakmp.GroupKeyPushAck, 0);
            w.Patch(20, 0, 4);
            w.Begin(Isakmp.Hash);
            w.Reserve(32);
            int body = w.Count;
            w.Begin(Isakmp.Seq);
            w.Put((int)_sequence, 4);
            w.Begin(Isakmp.Id);
            w.Put(_account.AckIdentity, 0, _account.AckIdentity.Length);
            w.Finish(1);
            Hmac prf = _ackPrf;
            prf.SetKey(_ackKey, 0, 32);
            prf.Update(w.Buffer, body, w.Count - body);
            prf.Finish(w.Buffer, body - 32);
            prf.Dispose();
            _sidePending = !w.Overflow;
        }
    }
}
