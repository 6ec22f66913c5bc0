using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <content>What goes both ways while an association is open: ClearTransfer and EncrTransfer (clause 13.5).</content>
    public sealed partial class EndToEndEngine
    {
        private const int InvalidVector = 7;
        private const int UnexpectedDhKey = 8;
        private const int UnexpectedChangedKey = 9;

        private EndToEndAssociation _sending;
        private ByteWriter _window;
        private int _tbpAt;
        private int _tokenAt;
        private int _tokenCount;
        private int _textAt;
        private int _carried;

        /// <summary>
        /// Begins a message of an association: writes all that stands before the PDU, which the caller then writes itself, into the same window.
        /// </summary>
        /// <param name="association">An open association.</param>
        /// <param name="window">Where it goes, behind what is there.</param>
        /// <returns>False, with nothing written, when the association is not open or its keys are too old; Status says which.</returns>
        [DataPath]
        public bool BeginTransfer(EndToEndAssociation association, ByteWriter window)
        {
            EndToEndAssociation a = association;
            Status = a.Where < AssociationState.Open ? DerStatus.EndToEndNoAssociation : IsWornOut(a) ? DerStatus.EndToEndKeyExpired : DerStatus.Ok;
            if (Status != DerStatus.Ok)
            {
                return false;
            }

            // Time and sequence number together only grow. A clock that goes back, or stands, is not followed before it has caught up; when the
            // numbers of a millisecond are used up, its time goes on by one.
            a.Sent = _utc << 16 > a.Sent ? _utc << 16 : a.Sent + 1;
            _sending = a;
            _window = window;
            bool encrypts = (a.Suite & Protection.Encrypting) != 0;
            _kind = encrypts ? Names.EncrTransfer : Names.ClearTransfer;
            OpenRoot(window, _kind);
            Open(window, Names.Tbp);
            _tbpAt = window.Count;
            Open(window, Names.Token2);
            _tokenAt = window.Count;
            PutAssociation(window, a);
            PutTime(window, a.Sent >> 16);
            Open(window, Names.Seq);
            window.PutDecimal(a.Sent & 0xFFFF);
            Close(window, Names.Seq);
            _protection.SetNonce(SendKeys(a), a.Suite, Direction(a, true), a.Sent);
            if (!_profile.IsAe && encrypts)
            {
                // No random numbers: encrypted zeros would do as well, but a device without a seed has no association anyway.
                if (_tools.Random.Generate(_protection.Nonce, 0, AesCipher.BlockBytes) != DerStatus.Ok)
                {
                    Status = DerStatus.CryptoNotSeeded;
                }

                PutOctets(window, Names.Iv, _protection.Nonce, AesCipher.BlockBytes);
            }
            else if (_profile.IsAe && _profile.ExplicitNonce)
            {
                PutOctets(window, Names.Iv, _protection.Nonce, AesGcm.NonceBytes);
            }

            PutRekeying(window, a);
            _tokenCount = window.Count - _tokenAt;
            Close(window, Names.Token2);
            Open(window, Names.ApplData);
            _textAt = window.Count;
            return true;
        }

        /// <summary>Ends the message behind the caller's PDU: encrypts where it lies, and writes what stands behind it.</summary>
        /// <returns>False when it does not fit the window: the caller takes back all of it.</returns>
        [DataPath]
        public bool EndTransfer()
        {
            EndToEndAssociation a = _sending;
            ByteWriter w = _window;
            int count = w.Count - _textAt;
            int direction = Direction(a, true);
            KeyMaterial keys = SendKeys(a);
            DerStatus status = Status;
            if (_profile.IsAe)
            {
                Pad(_protection.TagBytes, 0);
                if (!w.Overflow)
                {
                    int start = w.Start;
                    status = _protection.SealAe(keys, a.Suite, direction, w.Buffer, start + _tokenAt, _tokenCount, start + _textAt, count);
                    w.HexLast(count + _protection.TagBytes);
                }
            }
            else if (_kind == Names.EncrTransfer)
            {
                int padding = AesCipher.BlockBytes - (count % AesCipher.BlockBytes);
                Pad(padding, padding);
                if (!w.Overflow && status == DerStatus.Ok)
                {
                    status = _protection.Cbc(keys, a.Suite, direction, w.Buffer, w.Start + _textAt, count + padding, true);
                    w.HexLast(count + padding);
                }
            }

            Close(w, Names.ApplData);
            int signed = w.Count - _tbpAt;
            Close(w, Names.Tbp);
            if (!_profile.IsAe)
            {
                PutAuthenticator(a, keys, direction, signed);
            }

            Close(w, _kind);
            Status = status != DerStatus.Ok ? status : w.Overflow ? DerStatus.BufferFull : DerStatus.Ok;
            if (Status != DerStatus.Ok)
            {
                // Nothing in the clear is left behind that could be sent: a window that is full cannot.
                if (!w.Overflow)
                {
                    w.Rollback(_tbpAt);
                }

                return false;
            }

            a.Octets += count;
            a.Messages++;
            Carried(a);
            return true;
        }

        private void Pad(int count, int value)
        {
            while (count > 0)
            {
                _window.Put((byte)value);
                count--;
            }
        }

        private void PutAuthenticator(EndToEndAssociation a, KeyMaterial keys, int direction, int signed)
        {
            ByteWriter w = _window;
            bool isGmac = Protection.HasGmac(a.Suite);
            if (!w.Overflow)
            {
                _protection.SetNonce(keys, a.Suite, direction, a.Sent);
                _protection.ComputeIcv(keys, a.Suite, direction, w.Buffer, w.Start + _tbpAt, signed, _scratch, 0);
            }

            Open(w, Names.Auth);
            if (isGmac)
            {
                PutOctets(w, Names.Nonce, _protection.Nonce, AesGcm.NonceBytes);
            }

            PutAlgorithm(w, Names.Algorithm, IcvName(a.Suite));
            PutOctets(w, Names.Icv, _scratch, _protection.IcvBytes(a.Suite));
            Close(w, Names.Auth);
        }

        private static int IcvName(int suite)
        {
            return (suite & EndToEndProfile.HmacSha256) != 0 ? Names.HmacSha256
                : (suite & EndToEndProfile.Aes128Gmac) != 0 ? Names.HmacSha256 + 1 : Names.LastAlgorithm;
        }

        private static int Direction(EndToEndAssociation a, bool sends)
        {
            return a.IsClientSide == sends ? 0 : 1;
        }

        private EndToEndResult TakeTransfer()
        {
            EndToEndAssociation a = _current;
            if (a == null || a.Where < AssociationState.Open || _pdu.ClientId != a.ClientId || _pdu.ServerId != a.ServerId)
            {
                return Refuse(DerStatus.EndToEndNoAssociation);
            }

            bool encrypts = (a.Suite & Protection.Encrypting) != 0;
            if (encrypts != (_kind == Names.EncrTransfer) || (_pdu.IcvBytes > 0) == _profile.IsAe
                || (!_profile.IsAe && _pdu.IcvAlgorithm != IcvName(a.Suite)))
            {
                return Refuse(DerStatus.EndToEndAlgorithm);
            }

            long number = (_pdu.Time << 16) | (long)_pdu.Seq;
            if (number <= a.Received)
            {
                return Refuse(DerStatus.EndToEndReplay);
            }

            if (IsWornOut(a))
            {
                return Refuse(DerStatus.EndToEndKeyExpired);
            }

            // It may be under keys that are still to be computed.
            while (IsRekeying(a))
            {
                Rekey(a);
            }

            if (a.Where < AssociationState.Open)
            {
                return Refuse(DerStatus.EndToEndProtocol);
            }

            // Between the announcement of keys and their first use a client may send under either.
            bool isNext = a.SendsNext && IsOpened(a, a.Next, number);
            if (!isNext && !IsOpened(a, a.Keys, number))
            {
                a.Failures++;
                if (a.Failures < MostFailures)
                {
                    return Refuse(DerStatus.EndToEndIcv);
                }

                Status = DerStatus.EndToEndIcv;
                Compose(Names.DtSecAbort, -1);
                return EndToEndResult.Busy;
            }

            if (isNext)
            {
                a.Promote();
            }

            a.Received = number;
            a.Failures = 0;
            a.Octets += PduCount;
            a.Messages++;
            int diagnostic = encrypts && !_profile.IsAe && !Decrypt(a) ? InvalidVector : TakeRekeying(a);
            if (diagnostic != 0)
            {
                Status = DerStatus.EndToEndProtocol;
                Compose(Names.DtSecAbort, diagnostic);
                return EndToEndResult.Busy;
            }

            return EndToEndResult.Deliver;
        }

        // Is it authentic under these keys? With AES-GCM it is decrypted then, too; until it is, the octets stay as they are.
        private bool IsOpened(EndToEndAssociation a, KeyMaterial keys, long number)
        {
            byte[] b = _message.Buffer;
            int direction = Direction(a, false);
            _protection.SetNonce(keys, a.Suite, direction, number);
            int nonce = _profile.IsAe ? _pdu.IvOffset : _pdu.NonceOffset;
            int nonceCount = _profile.IsAe ? _pdu.IvCount : _pdu.NonceCount;
            if (nonceCount > 0 && (nonceCount != 2 * AesGcm.NonceBytes || Hex.Decode(b, nonce, nonceCount, _protection.Nonce, 0) < 0))
            {
                return false;
            }

            PduCount = _reader.DataCount;
            if (_profile.IsAe)
            {
                PduCount -= _protection.TagBytes;
                return _protection.OpenAe(keys, a.Suite, direction, b, _pdu.TokenOffset, _pdu.TokenCount, PduOffset, _reader.DataCount) == DerStatus.Ok;
            }

            return _pdu.IcvBytes == 2 * _protection.IcvBytes(a.Suite) && Hex.Decode(b, _pdu.IcvOffset, _pdu.IcvBytes, _scratch, 0) > 0
                && _protection.CheckIcv(keys, a.Suite, direction, b, _pdu.SignedOffset, _pdu.SignedCount, _scratch, 0);
        }

        // What was authentic were digits; what they stand for lies in their place afterwards.
        private bool Decrypt(EndToEndAssociation a)
        {
            byte[] b = _message.Buffer;
            int count = Hex.Decode(b, PduOffset, PduCount, b, PduOffset);
            if (_pdu.IvCount != 2 * AesCipher.BlockBytes || Hex.Decode(b, _pdu.IvOffset, _pdu.IvCount, _protection.Nonce, 0) < 0
                || count < AesCipher.BlockBytes || _protection.Cbc(a.Keys, a.Suite, Direction(a, false), b, PduOffset, count, false) != DerStatus.Ok)
            {
                return false;
            }

            int padding = b[PduOffset + count - 1];
            bool isPadding = padding > 0 && padding <= AesCipher.BlockBytes;
            for (int i = 2; isPadding && i <= padding; i++)
            {
                isPadding = b[PduOffset + count - i] == padding;
            }

            PduCount = count - padding;
            return isPadding;
        }
    }
}
