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
        private readonly AesCipher _kekCipher;
        private readonly HashFunction _sha256;
        private readonly Hmac _ackPrf;
        private readonly PublicKeyInfo _publicKey = new PublicKeyInfo();
        private readonly Certificate _signer = new Certificate();
        private readonly byte[] _iv = new byte[AesCipher.BlockBytes];
        private readonly byte[] _digest = new byte[32];
        private readonly KeyMaterial _ackKey = new KeyMaterial(32);
        private readonly byte[] _ackLabel = Bytes.Of("GROUPKEY-PUSH ACK");
        private long _sequence;
        private int _seqOffset;
        private int _signedEnd;
        private int _sigOffset;
        private int _sigCount;

        private bool TakePush(int messageId)
        {
            Kek kek = _keys.Kek;
            int body = _inCount - Isakmp.HeaderBytes;
            if (!kek.IsFor(_in) || messageId != 0 || _in[19] != Isakmp.Encrypted || body == 0 || body % AesCipher.BlockBytes != 0)
            {
                return false;
            }

            Array.Copy(kek.Iv, 0, _iv, 0, AesCipher.BlockBytes);
            DerStatus status = _kekCipher.SetKey(kek.Key);
            if (status == DerStatus.Ok)
            {
                status = _kekCipher.DecryptCbc(_iv, _in, Isakmp.HeaderBytes, body);
            }

            _kekCipher.Dispose();
            if (status == DerStatus.Ok)
            {
                status = ReadPush();
            }

            if (status == DerStatus.Ok && _sequence <= kek.Sequence)
            {
                status = DerStatus.GdoiReplay;
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

        // The form: SEQ, D..., SA and KD or neither, SIG.
        private DerStatus ReadPush()
        {
            PayloadReader r = _reader;
            r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
            if (!r.Read(Isakmp.Seq, 4) || r.Count != 4)
            {
                return DerStatus.GdoiBadPacket;
            }

            _seqOffset = r.Start;
            _sequence = PayloadReader.Number(_in, r.Body, 4) & 0xFFFFFFFFL;
            int previous = Isakmp.Seq;
            _sigCount = 0;
            while (r.Read())
            {
                int type = r.Type;
                bool fits = type == Isakmp.Delete ? previous == Isakmp.Seq || previous == Isakmp.Delete
                    : type == Isakmp.Sa ? previous == Isakmp.Seq || previous == Isakmp.Delete
                    : type == Isakmp.Kd ? previous == Isakmp.Sa
                    : type == Isakmp.Sig && (previous == Isakmp.Kd || previous == Isakmp.Delete);
                if (!fits)
                {
                    return DerStatus.GdoiBadPacket;
                }

                if (type == Isakmp.Sig)
                {
                    _signedEnd = r.Start;
                    _sigOffset = r.Body;
                    _sigCount = r.Count;
                }

                previous = type;
            }

            return previous == Isakmp.Sig && r.Finish(AesCipher.BlockBytes - 1) ? DerStatus.Ok : DerStatus.GdoiBadPacket;
        }

        private void FinishPush()
        {
            _step = _afterPush;
            DerStatus status = CheckSignature();
            if (status != DerStatus.Ok)
            {
                Refuse(status);
                return;
            }

            // From here on the message is the key server's: a fault in it is its fault, and a pull repairs it.
            Kek kek = _keys.Kek;
            kek.Sequence = _sequence;
            bool wantsAck = kek.Ack == 1 || (kek.Ack == 2 && !_lkh.IsEmpty);
            if (wantsAck)
            {
                DeriveAckKey(kek);
            }

            int teks = 0;
            status = ApplyPush(ref teks);
            if (wantsAck && status == DerStatus.Ok)
            {
                WriteAck();
            }

            _ackKey.Clear();
            if (status != DerStatus.Ok)
            {
                _keys.DropStaged();
                Refuse(status);
                _nextPull = _nowMs + Jitter(_profile.RetryMs);
                return;
            }

            if (_step == Idle)
            {
                Schedule();
            }

            _events.OnGroup(GdoiEvent.KeysPushed, status, teks);
        }

        private void Refuse(DerStatus status)
        {
            Array.Clear(_in, 0, _inCount);
            _events.OnGroup(GdoiEvent.PushRefused, status, 0);
        }

        private DerStatus CheckSignature()
        {
            Kek kek = _keys.Kek;
            byte[] key = kek.PublicKey;
            KeyKind kind;
            int at;
            int count;
            if (_publicKey.Parse(key, 0, kek.PublicKeyCount) == DerStatus.Ok)
            {
                kind = _publicKey.Kind;
                at = _publicKey.KeyOffset;
                count = _publicKey.KeyCount;
            }
            else if (_signer.Parse(key, 0, kek.PublicKeyCount) == DerStatus.Ok)
            {
                kind = _signer.KeyKind;
                at = _signer.KeyOffset;
                count = _signer.KeyCount;
            }
            else
            {
                return DerStatus.CryptoBadKey;
            }

            // The length in the header is that of the message with its padding, or that without: the RFC does not say which one is signed.
            int unpadded = _sigOffset + _sigCount;
            DerStatus status = CheckSignature(kek, kind, key, at, count);
            if (status != DerStatus.Ok && unpadded != _inCount && _profile.AcceptUnpaddedLength)
            {
                _in[26] = (byte)(unpadded >> 8);
                _in[27] = (byte)unpadded;
                status = CheckSignature(kek, kind, key, at, count);
            }

            return status;
        }

        private DerStatus CheckSignature(Kek kek, KeyKind kind, byte[] key, int at, int count)
        {
            byte[] label = _digest;
            label[0] = (byte)'r';
            label[1] = (byte)'e';
            label[2] = (byte)'k';
            label[3] = (byte)'e';
            label[4] = (byte)'y';
            _sha256.Reset();
            _sha256.Update(label, 0, 5);
            _sha256.Update(_in, 0, _signedEnd);
            _sha256.Finish(_digest, 0);
            bool isRight;
            if (kek.SignatureAlgorithm == 4)
            {
                isRight = kind == KeyKind.P256 && _tools.Ecdsa != null && _sigCount == Ecdsa.SignatureBytes
                    && _tools.Ecdsa.Verify(key, at, count, _digest, 0, _in, _sigOffset) == DerStatus.Ok;
            }
            else
            {
                isRight = kind == KeyKind.Rsa && _tools.RsaVerifier != null
                    && _tools.RsaVerifier.Verify(RsaPadding.Pkcs1, key, at, count, _digest, 0, 32, _in, _sigOffset, _sigCount) == DerStatus.Ok;
            }

            return isRight ? DerStatus.Ok : DerStatus.GdoiBadSignature;
        }

        private DerStatus ApplyPush(ref int teks)
        {
            PayloadReader r = _reader;
            r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
            r.Read();
            bool hasDeleted = false;
            while (r.Read() && r.Type == Isakmp.Delete)
            {
                if (!CheckDelete(r.Body, r.Count))
                {
                    return DerStatus.GdoiBadPacket;
                }

                hasDeleted = true;
            }

            _policy.Reset(_profile.GraceSeconds * 1000);
            if (r.Type == Isakmp.Sa)
            {
                DerStatus status = _policy.ReadSa(_in, r.Body, r.End, _nowMs);
                if (status == DerStatus.Ok)
                {
                    r.Read();
                    status = _policy.ReadKd(_in, r.Body, r.End, false, _kekCipher);
                }

                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            if (hasDeleted)
            {
                ApplyDeletes();
            }

            _keys.Commit(_policy.GraceMs);
            teks = _policy.TekCount;
            return DerStatus.Ok;
        }

        // DOI, protocol, octets of an SPI, number of SPIs, SPIs: of a TEK, or of the KEK for protocol 0 (RFC 6407 clause 5.9).
        private bool CheckDelete(int at, int count)
        {
            if (count < 8)
            {
                return false;
            }

            int protocol = _in[at + 4];
            int size = _in[at + 5];
            return PayloadReader.Number(_in, at, 4) == Isakmp.DoiGdoi && count == 8 + (size * PayloadReader.Number(_in, at + 6, 2))
                && (protocol == 0 ? size >= 1 && size <= Kek.SpiBytes : protocol == Isakmp.ProtocolIec61850 && size == 4);
        }

        private void ApplyDeletes()
        {
            PayloadReader r = _reader;
            r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
            r.Read();
            while (r.Read() && r.Type == Isakmp.Delete)
            {
                if (_in[r.Body + 4] == 0)
                {
                    _keys.Kek.Clear();
                    continue;
                }

                for (int at = r.Body + 8; at < r.End; at += 4)
                {
                    _keys.Delete(PayloadReader.Number(_in, at, 4));
                }
            }

            _events.OnGroup(GdoiEvent.Deleted, DerStatus.Ok, 0);
        }

        // ack_key = prf(base_key, "GROUPKEY-PUSH ACK" NUL | SPI | L) (RFC 8263 clause 3.2).
        private void DeriveAckKey(Kek kek)
        {
            if (kek.Ack == 1)
            {
                _ackPrf.SetKey(kek.Key.Buffer, 0, kek.KeyBytes);
            }
            else
            {
                KeyMaterial leaf = _lkh.Leaf;
                _ackPrf.SetKey(leaf.Buffer, AesCipher.BlockBytes, leaf.Count - AesCipher.BlockBytes);
            }

            _ackPrf.Update(_ackLabel, 0, _ackLabel.Length);
            _ackPrf.Update((byte)0);
            _ackPrf.Update(kek.Spi, 0, Kek.SpiBytes);
            _ackPrf.Update((byte)(_profile.AckKeyBits >> 8));
            _ackPrf.Update((byte)_profile.AckKeyBits);
            _ackPrf.Finish(_ackKey.Buffer, 0);
            _ackKey.SetCount(32);
        }

        // HDR, HASH, SEQ, ID, in clear text, under the cookies of the push.
        private void WriteAck()
        {
            if (_account.AckIdentity == null)
            {
                return;
            }

            _side.Start(_in, Isakmp.GroupKeyPushAck, 0, 0);
            _side.Begin(Isakmp.Hash);
            int hash = _side.Count;
            _side.Put(_digest, 0, 32);
            _side.End();
            int body = _side.Count;
            _side.Begin(Isakmp.Seq);
            _side.Put(_in, _seqOffset + 4, 4);
            _side.End();
            _side.Begin(Isakmp.Id);
            _side.Put(_account.AckIdentity, 0, _account.AckIdentity.Length);
            _side.End();
            _side.Finish(1);
            if (_side.Overflow)
            {
                return;
            }

            _ackPrf.SetKey(_ackKey.Buffer, 0, _ackKey.Count);
            _ackPrf.Update(_side.Buffer, body, _side.Count - body);
            _ackPrf.Finish(_side.Buffer, hash);
            _ackPrf.Dispose();
            _sidePending = true;
        }
    }
}
