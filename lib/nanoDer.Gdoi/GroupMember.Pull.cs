using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <content>GROUPKEY-PULL (RFC 6407 clause 3) and informational exchanges (RFC 2409 clause 5.7).</content>
    public sealed partial class GroupMember
    {
        private const int NonceBytes = 32;
        private const int MaximumNonce = 128;

        private readonly byte[] _nonces = new byte[NonceBytes + MaximumNonce];
        private readonly byte[] _random = new byte[4];
        private int _noncesCount;
        private int _messageId;

        // Message 1: HASH(1), Ni, ID.
        private void SendPull()
        {
            DerStatus status = _tools.Random.Generate(_random, 0, 4);
            if (status == DerStatus.Ok)
            {
                status = _tools.Random.Generate(_nonces, 0, NonceBytes);
            }

            if (status != DerStatus.Ok)
            {
                Fail(status);
                return;
            }

            // Never 0, which means phase 1.
            _random[3] |= 1;
            _messageId = PayloadReader.Number(_random, 0, 4);
            _session.Begin(_random, 0);
            int hash = BeginPull();
            _out.Begin(Isakmp.Nonce);
            _out.Put(_nonces, 0, NonceBytes);
            _out.End();
            _out.Begin(Isakmp.Id);
            _out.Put(_account.GroupType << 24, 4);
            _out.Put(_account.Group, 0, _account.Group.Length);
            _out.End();
            FinishPull(hash, 0, PullSent);
        }

        // Message 3: HASH(3), and GAP to ask for sender identifiers.
        private void SendHash()
        {
            int hash = BeginPull();
            if (_profile.SenderIds > 0)
            {
                _out.Begin(Isakmp.Gap);
                _out.Attribute(Isakmp.SenderIdRequest, _profile.SenderIds);
                _out.End();
            }

            FinishPull(hash, _noncesCount, HashSent);
        }

        private int BeginPull()
        {
            _out.Start(_session.Cookies, Isakmp.GroupKeyPull, Isakmp.Encrypted, _messageId);
            return BeginHash(_out);
        }

        // A HASH payload whose content follows.
        private int BeginHash(PayloadWriter w)
        {
            w.Begin(Isakmp.Hash);
            int at = w.Count;
            for (int i = 0; i < _session.Prf.Size; i++)
            {
                w.Put(0, 1);
            }

            w.End();
            return at;
        }

        private void FinishPull(int hash, int nonces, int step)
        {
            Seal(_out, hash, _messageId, nonces);
            Send(_out.Overflow ? DerStatus.BufferFull : _session.Encrypt(_out), step);
        }

        // HASH over message number, nonces and all payloads behind it.
        private void Seal(PayloadWriter w, int hash, int messageId, int nonces)
        {
            Hmac prf = _session.BeginHash(messageId);
            prf.Update(_nonces, 0, nonces);
            int body = hash + prf.Size;
            prf.Update(w.Buffer, body, w.Count - body);
            if (!w.Overflow)
            {
                prf.Finish(w.Buffer, hash);
            }

            prf.Dispose();
            w.Finish(AesCipher.BlockBytes);
        }

        // Messages 2 and 4. The chain of initialisation vectors moves only when the hash is right.
        private bool TakePull()
        {
            if (_step != PullSent && _step != HashSent)
            {
                return false;
            }

            _session.Save();
            if (_session.Decrypt(_in, _inCount) != DerStatus.Ok || !IsAuthentic(_messageId, _step == PullSent ? NonceBytes : _noncesCount))
            {
                _session.Restore();
                return false;
            }

            DerStatus status = _step == PullSent ? TakePolicy() : TakeKeys();
            if (status == DerStatus.GdoiPolicyRefused)
            {
                SendDelete();
            }

            Check(status);
            return true;
        }

        // The first payload is a HASH that covers all others, without the padding.
        private bool IsAuthentic(int messageId, int nonces)
        {
            PayloadReader r = _reader;
            r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
            if (!r.Read(Isakmp.Hash, _session.Prf.Size) || r.Count != _session.Prf.Size)
            {
                return false;
            }

            int hash = r.Body;
            int body = r.End;
            while (r.Read())
            {
            }

            if (!r.Finish(AesCipher.BlockBytes - 1))
            {
                return false;
            }

            Hmac prf = _session.BeginHash(messageId);
            prf.Update(_nonces, 0, nonces);
            prf.Update(_in, body, r.End - body);
            bool isRight = prf.Verify(_in, hash, prf.Size);
            prf.Dispose();

            // Back to the first payload behind the hash.
            r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
            r.Read();
            return isRight;
        }

        private DerStatus TakePolicy()
        {
            PayloadReader r = _reader;
            if (!r.Read(Isakmp.Nonce, 8) || r.Count > MaximumNonce)
            {
                return DerStatus.GdoiBadPacket;
            }

            Array.Copy(_in, r.Body, _nonces, NonceBytes, r.Count);
            _noncesCount = NonceBytes + r.Count;
            if (!r.Read(Isakmp.Sa, 12) || r.Peek() != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            _policy.Reset(_profile.GraceSeconds * 1000);
            DerStatus status = _policy.ReadSa(_in, r.Body, r.End, _nowMs);
            if (status == DerStatus.Ok && _policy.TekCount == 0)
            {
                status = DerStatus.GdoiPolicyRefused;
            }

            if (status == DerStatus.Ok)
            {
                SendHash();
            }

            return status;
        }

        private DerStatus TakeKeys()
        {
            PayloadReader r = _reader;
            long sequence = 0;
            if (r.Peek() == Isakmp.Seq)
            {
                if (!r.Read(Isakmp.Seq, 4) || r.Count != 4)
                {
                    return DerStatus.GdoiBadPacket;
                }

                sequence = PayloadReader.Number(_in, r.Body, 4) & 0xFFFFFFFFL;
            }

            if (!r.Read(Isakmp.Kd, 4) || r.Peek() != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            DerStatus status = _policy.ReadKd(_in, r.Body, r.End, true, _kekCipher);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            // A push may have overtaken this answer: its number stays (RFC 6407 clause 3.3).
            Kek old = _keys.Kek;
            Kek kek = _keys.StagedKek;
            if (_policy.HasKek)
            {
                bool isSame = old.IsUsed && Bytes.Equal(old.Spi, 0, kek.Spi, 0, Kek.SpiBytes);
                kek.Sequence = isSame && old.Sequence > sequence ? old.Sequence : sequence;
            }

            _keys.Commit(_policy.GraceMs);
            _step = Idle;
            _outPending = false;
            Array.Clear(_in, 0, _inCount);
            Schedule();
            _events.OnGroup(GdoiEvent.KeysPulled, DerStatus.Ok, _policy.TekCount);
            return DerStatus.Ok;
        }

        // Tells the key server that its policy is refused (RFC 6407 clause 3.3): phase 1 goes.
        private void SendDelete()
        {
            if (_tools.Random.Generate(_random, 0, 4) != DerStatus.Ok)
            {
                return;
            }

            _random[3] |= 1;
            int messageId = PayloadReader.Number(_random, 0, 4);
            _session.Begin(_random, 0);
            _side.Start(_session.Cookies, Isakmp.Informational, Isakmp.Encrypted, messageId);
            int hash = BeginHash(_side);
            _side.Begin(Isakmp.Delete);
            _side.Put(Isakmp.DoiGdoi, 4);
            _side.Put(0x01100001, 4);
            _side.Put(_session.Cookies, 0, 2 * Isakmp.CookieBytes);
            _side.End();
            Seal(_side, hash, messageId, 0);
            _sidePending = !_side.Overflow && _session.Encrypt(_side) == DerStatus.Ok;
        }

        // A notification in clear text is nobody's word; an authentic Delete ends phase 1.
        private bool TakeInformational(bool isEncrypted, int messageId)
        {
            PayloadReader r = _reader;
            if (!isEncrypted)
            {
                r.Reset(_in, Isakmp.HeaderBytes, _inCount, _in[16]);
                if (!r.Read(Isakmp.Notify, 8) || !r.Finish(0))
                {
                    return false;
                }

                _events.OnGroup(GdoiEvent.Notified, DerStatus.GdoiBadPacket, PayloadReader.Number(_in, r.Body + 6, 2));
                return true;
            }

            if (_phaseOneEnd == 0)
            {
                return false;
            }

            _session.Save();
            _session.Begin(_in, 20);
            bool isRight = _session.Decrypt(_in, _inCount) == DerStatus.Ok && IsAuthentic(messageId, 0);
            _session.Restore();
            if (!isRight || !r.Read())
            {
                return false;
            }

            if (r.Type == Isakmp.Delete && r.Count == 24 && Bytes.Equal(_in, r.Body + 8, _session.Cookies, 0, 2 * Isakmp.CookieBytes))
            {
                _phaseOneEnd = 0;
                if (_step != Idle)
                {
                    Fail(DerStatus.GdoiPolicyRefused);
                }
            }
            else if (r.Type == Isakmp.Notify && r.Count >= 8)
            {
                _events.OnGroup(GdoiEvent.Notified, DerStatus.Ok, PayloadReader.Number(_in, r.Body + 6, 2));
                if (_step == PullSent || _step == HashSent)
                {
                    Fail(DerStatus.GdoiPolicyRefused);
                }
            }

            return true;
        }
    }
}
