using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <content>GROUPKEY-PULL (RFC 6407 clause 3) and informational exchanges (RFC 2409 clause 5.7).</content>
    public sealed partial class GroupMember
    {
        private const int MaximumNonce = 128;

        // The vector of a push, and random numbers.
        private readonly byte[] _scratch = new byte[AesCipher.BlockBytes];

        // Message 1: HASH(1), Ni, ID.
        private void SendPull()
        {
            DerStatus status = Number(_out);
            if (status == DerStatus.Ok)
            {
                status = _tools.Random.Generate(_session.Nonces.Buffer, 0, IkeSession.NonceBytes);
            }

            int hash = BeginHash(_out, Isakmp.GroupKeyPull);
            _out.Begin(Isakmp.Nonce);
            _out.Put(_session.Nonces.Buffer, 0, IkeSession.NonceBytes);
            _out.Begin(Isakmp.Id);
            _out.Put(_account.GroupType << 24, 4);
            _out.Put(_account.Group, 0, _account.Group.Length);
            Send(status == DerStatus.Ok ? Seal(_out, hash, 0) : status, PullSent);
        }

        // Draws the number of an exchange; never 0, which means phase 1.
        private DerStatus Number(PayloadWriter w)
        {
            DerStatus status = _tools.Random.Generate(w.Buffer, 20, 4);
            w.Buffer[23] |= 1;
            _session.Begin(w.Buffer);
            return status;
        }

        // A message with a HASH payload whose content follows.
        private int BeginHash(PayloadWriter w, int exchange)
        {
            w.Start(_session.Cookies, exchange, Isakmp.Encrypted);
            w.Begin(Isakmp.Hash);
            w.Reserve(_session.Prf.Size);
            return w.Count;
        }

        // HASH over message number, nonces and all payloads behind it.
        private DerStatus Seal(PayloadWriter w, int body, int nonces)
        {
            w.End();
            Hmac prf = _session.BeginHash(w.Buffer, nonces, body, w.Count);
            prf.Finish(w.Buffer, body - prf.Size);
            prf.Dispose();
            w.Finish(AesCipher.BlockBytes);
            return _session.Encrypt(w);
        }

        // Messages 2 and 4. The chain of initialisation vectors moves only when the hash is right.
        private bool TakePull()
        {
            bool isPolicy = _step == PullSent;
            if (!isPolicy && _step != HashSent)
            {
                return false;
            }

            if (!IsAuthentic(isPolicy ? IkeSession.NonceBytes : _session.Nonces.Count, false))
            {
                return false;
            }

            _session.Accept();
            DerStatus status = isPolicy ? TakePolicy() : TakeKeys();
            if (status == DerStatus.GdoiPolicyRefused)
            {
                SendDelete();
            }

            Array.Clear(_in, 0, _inCount);
            Fail(status);
            return true;
        }

        // The first payload is a HASH that covers all others, without the padding.
        private bool IsAuthentic(int nonces, bool isAlone)
        {
            PayloadReader r = _reader;
            Hmac prf = _session.Prf;
            if (!_session.Decrypt(_in, _inCount, isAlone))
            {
                return false;
            }

            r.Open(_in, _inCount);
            if (!r.Read(Isakmp.Hash, prf.Size) || r.Count != prf.Size)
            {
                return false;
            }

            int hash = r.Body;
            int body = r.End;
            while (r.Read())
            {
            }

            if (!r.Finish(Isakmp.MaximumPadding))
            {
                return false;
            }

            bool isRight = _session.BeginHash(_in, nonces, body, r.End).Verify(_in, hash, prf.Size);
            prf.Dispose();

            // Back to the first payload behind the hash.
            r.Open(_in, _inCount);
            r.Read();
            return isRight;
        }

        private DerStatus TakePolicy()
        {
            PayloadReader r = _reader;
            if (!r.Read(Isakmp.Nonce, 8) || !_session.TakeNonce(r, MaximumNonce) || !r.Read(Isakmp.Sa, 12) || r.Next != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            _policy.Reset(_profile.GraceSeconds * 1000);
            DerStatus status = _policy.ReadSa(r, _nowMs);
            if (status == DerStatus.Ok && _policy.TekCount == 0)
            {
                status = DerStatus.GdoiPolicyRefused;
            }

            if (status != DerStatus.Ok)
            {
                return status;
            }

            // Message 3: HASH(3), and GAP to ask for sender identifiers.
            int hash = BeginHash(_out, Isakmp.GroupKeyPull);
            if (_profile.SenderIds > 0)
            {
                _out.Begin(Isakmp.Gap);
                _out.Attribute(Isakmp.SenderIdRequest, _profile.SenderIds);
            }

            Send(Seal(_out, hash, _session.Nonces.Count), HashSent);
            return status;
        }

        private DerStatus TakeKeys()
        {
            PayloadReader r = _reader;
            _sequence = 0;
            if ((r.Next == Isakmp.Seq && !ReadSequence(r)) || !r.Read(Isakmp.Kd, 4) || r.Next != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            DerStatus status = _policy.ReadKd(r, true);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            // A push may have overtaken this answer: its number stays (RFC 6407 clause 3.3).
            Kek old = _keys.Kek;
            Kek kek = _keys.StagedKek;
            kek.Sequence = old.IsFor(kek.Spi) && old.Sequence > _sequence ? old.Sequence : _sequence;
            _keys.Commit(_policy.GraceMs);
            _step = Idle;
            _outPending = false;
            Schedule();
            _events.OnGroup(GdoiEvent.KeysPulled, DerStatus.Ok, _policy.TekCount);
            return DerStatus.Ok;
        }

        // Tells the key server that its policy is refused (RFC 6407 clause 3.3): phase 1 goes.
        private void SendDelete()
        {
            DerStatus status = Number(_side);
            int hash = BeginHash(_side, Isakmp.Informational);
            _side.Begin(Isakmp.Delete);
            _side.Put(Isakmp.DoiGdoi, 4);
            _side.Put(0x01100001, 4);
            _side.Put(_session.Cookies, 0, 2 * Isakmp.CookieBytes);
            _sidePending = Seal(_side, hash, 0) == DerStatus.Ok && status == DerStatus.Ok;
        }

        // A notification in clear text is nobody's word; an authentic Delete ends phase 1.
        private bool TakeInfo(bool isEncrypted)
        {
            PayloadReader r = _reader;
            bool isRight;
            if (isEncrypted)
            {
                if (_phaseOneEnd == 0)
                {
                    return false;
                }

                isRight = IsAuthentic(0, true) && r.Read();
            }
            else
            {
                r.Open(_in, _inCount);
                isRight = r.Read(Isakmp.Notify, 8) && r.Finish(0);
            }

            if (!isRight)
            {
                return false;
            }

            if (r.Type == Isakmp.Notify && r.Count >= 8)
            {
                _events.OnGroup(
                    GdoiEvent.Notified, isEncrypted ? DerStatus.Ok : DerStatus.GdoiBadPacket, PayloadReader.Number(_in, r.Body + 6, 2));
                if (isEncrypted && (_step == PullSent || _step == HashSent))
                {
                    Fail(DerStatus.GdoiPolicyRefused);
                }
            }
            else if (r.Type == Isakmp.Delete && r.Count == 24 && Bytes.Equal(_in, r.Body + 8, _session.Cookies, 0, 2 * Isakmp.CookieBytes))
            {
                _phaseOneEnd = 0;
                if (_step != Idle)
                {
                    Fail(DerStatus.GdoiPolicyRefused);
                }
            }

            return true;
        }
    }
}
