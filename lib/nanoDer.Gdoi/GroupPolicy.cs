using System;
using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Reads the policy (SA) and the keys (KD) of PULL and PUSH into the stage of a <see cref="KeyStore"/>. What the RFCs do not name, or
    /// this member cannot do, is refused as a whole (RFC 6407 clause 5.2).
    /// </summary>
    internal sealed class GroupPolicy
    {
        private readonly KeyStore _keys;
        private readonly PayloadReader _reader = new PayloadReader();
        private readonly AttributeReader _attributes = new AttributeReader();
        private readonly LkhPath _lkh;
        private int _activationMs;
        private int _graceMs;

        internal GroupPolicy(KeyStore keys, LkhPath lkh)
        {
            _keys = keys;
            _lkh = lkh;
        }

        /// <summary>True when the SA named a KEK.</summary>
        internal bool HasKek { get; private set; }

        /// <summary>How many TEKs it named.</summary>
        internal int TekCount { get; private set; }

        /// <summary>Sender identifier of this member, and how many bits of it count; 0 bits when there is none.</summary>
        internal long SenderId;

        internal int SenderIdBits;

        /// <summary>How long ended keys are still found.</summary>
        internal int GraceMs
        {
            get { return _graceMs; }
        }

        /// <summary>Forgets an earlier policy.</summary>
        internal void Reset(int graceMs)
        {
            _keys.DropStaged();
            HasKek = false;
            TekCount = 0;
            _activationMs = 0;
            _graceMs = graceMs;
        }

        /// <summary>Reads the body of an SA payload.</summary>
        internal DerStatus ReadSa(byte[] buffer, int offset, int end, long nowMs)
        {
            if (end - offset < 12 || PayloadReader.Number(buffer, offset, 4) != Isakmp.DoiGdoi || PayloadReader.Number(buffer, offset + 4, 4) != 0
                || PayloadReader.Number(buffer, offset + 10, 2) != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            int first = PayloadReader.Number(buffer, offset + 8, 2);
            int last = 0;
            _reader.Reset(buffer, offset + 12, end, first > 255 ? 255 : first);
            while (_reader.Read())
            {
                int type = _reader.Type;
                DerStatus status = type <= last && type != Isakmp.Sat ? DerStatus.GdoiBadPacket
                    : type == Isakmp.Sak && last == 0 ? ReadSak(buffer, _reader.Body, _reader.End, nowMs)
                    : type == Isakmp.Gap && last != Isakmp.Sat + 100 ? ReadGap(buffer, _reader.Body, _reader.End)
                    : type == Isakmp.Sat ? ReadSat(buffer, _reader.Body, _reader.End, nowMs)
                    : DerStatus.GdoiBadPacket;
                if (status != DerStatus.Ok)
                {
                    return status;
                }

                // The order is SAK, GAP, SAT (clause 5.2.1): a SAT counts as the highest.
                last = type == Isakmp.Sat ? Isakmp.Sat + 100 : type;
            }

            return _reader.Finish(0) ? DerStatus.Ok : DerStatus.GdoiBadPacket;
        }

        /// <summary>Reads the body of a KD payload. Its secrets are wiped from the buffer.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="end">Where it ends.</param>
        /// <param name="isPull">True for PULL, where keys of one member may stand.</param>
        /// <param name="cipher">Cipher for updates of the hierarchy; it is left without a key.</param>
        internal DerStatus ReadKd(byte[] buffer, int offset, int end, bool isPull, Crypto.AesCipher cipher)
        {
            if (end - offset < 4 || PayloadReader.Number(buffer, offset + 2, 2) != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            int at = offset + 4;
            bool lkhDone = false;
            DerStatus lkh = DerStatus.Ok;
            for (int left = PayloadReader.Number(buffer, offset, 2); left > 0; left--)
            {
                int length = end - at < 5 ? 0 : PayloadReader.Number(buffer, at + 2, 2);
                int spi = length < 5 ? 0 : buffer[at + 4];
                if (length < 5 + spi || length > end - at || buffer[at + 1] != 0)
                {
                    return DerStatus.GdoiBadPacket;
                }

                _attributes.Reset(buffer, at + 5 + spi, at + length);
                DerStatus status;
                switch (buffer[at])
                {
                    case Isakmp.KdTek:
                        status = spi != 4 ? DerStatus.GdoiBadPacket : ReadTek(PayloadReader.Number(buffer, at + 5, 4), buffer);
                        break;
                    case Isakmp.KdKek:
                        status = IsKekSpi(buffer, at + 5, spi) ? ReadKek(buffer) : DerStatus.GdoiBadPacket;
                        break;
                    case Isakmp.KdLkh:
                        status = lkhDone || !IsKekSpi(buffer, at + 5, spi) ? DerStatus.GdoiBadPacket : ReadLkh(buffer, isPull, cipher, ref lkh);
                        lkhDone = true;
                        break;
                    case Isakmp.KdSid:
                        status = spi != 0 || !isPull ? DerStatus.GdoiBadPacket : ReadSid(buffer);
                        break;
                    default:
                        status = DerStatus.GdoiPolicyRefused;
                        break;
                }

                if (status != DerStatus.Ok)
                {
                    return status;
                }

                at += length;
            }

            if (at != end)
            {
                return DerStatus.GdoiBadPacket;
            }

            // What was named must be there, and what is there was named.
            return lkh != DerStatus.Ok ? lkh
                : !_keys.IsStageComplete() || HasKek != _keys.StagedKek.IsUsed || (HasKek && _keys.StagedKek.PublicKeyCount == 0)
                    ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }

        private static int Seconds(int seconds)
        {
            // Four octets of seconds may name more than an int of milliseconds holds.
            return seconds < 0 || seconds > 2000000 ? 2000000000 : seconds * 1000;
        }

        private bool IsKekSpi(byte[] buffer, int offset, int count)
        {
            return HasKek && count == Kek.SpiBytes && Bytes.Equal(buffer, offset, _keys.StagedKek.Spi, 0, count);
        }

        private DerStatus ReadGap(byte[] buffer, int offset, int end)
        {
            _attributes.Reset(buffer, offset, end);
            while (_attributes.Read())
            {
                int value = _attributes.Value;
                if (value < 0)
                {
                    return DerStatus.GdoiBadPacket;
                }

                switch (_attributes.Type)
                {
                    case Isakmp.ActivationDelay:
                        _activationMs = Seconds(value);
                        break;
                    case Isakmp.DeactivationDelay:
                        _graceMs = Seconds(value);
                        break;
                    default:
                        return DerStatus.GdoiPolicyRefused;
                }
            }

            return _attributes.IsBroken ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }

        private DerStatus ReadSak(byte[] buffer, int offset, int end, long nowMs)
        {
            // The text names an octet for the protocol of the destination that the figure does not have (clause 5.3).
            DerStatus status = ReadSak(buffer, offset, end, 0, nowMs);
            return status == DerStatus.Ok ? status : ReadSak(buffer, offset, end, 1, nowMs) == DerStatus.Ok ? DerStatus.Ok : status;
        }

        private DerStatus ReadSak(byte[] buffer, int offset, int end, int extra, long nowMs)
        {
            int at = offset + 5;
            at += at > end ? 0 : buffer[at - 1];
            at += 4 + extra;
            at += at > end ? 0 : buffer[at - 1];
            if (at + Kek.SpiBytes + 4 > end || PayloadReader.Number(buffer, at + Kek.SpiBytes, 4) != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            Kek kek = _keys.StagedKek;
            kek.Clear();
            Array.Copy(buffer, at, kek.Spi, 0, Kek.SpiBytes);
            _attributes.Reset(buffer, at + Kek.SpiBytes + 4, end);
            int algorithm = 0;
            int hash = 0;
            kek.SignatureAlgorithm = 0;
            kek.KeyBytes = 16;
            kek.NotAfter = long.MaxValue;
            while (_attributes.Read())
            {
                int value = _attributes.Value;
                switch (_attributes.Type)
                {
                    case Isakmp.KekManagement:
                        if (value != 1)
                        {
                            return DerStatus.GdoiPolicyRefused;
                        }

                        break;
                    case Isakmp.KekAlgorithm:
                        algorithm = value;
                        break;
                    case Isakmp.KekKeyLength:
                        kek.KeyBytes = value >> 3;
                        break;
                    case Isakmp.KekLifetime:
                        kek.NotAfter = nowMs + Seconds(value);
                        break;
                    case Isakmp.SigHash:
                        hash = value;
                        break;
                    case Isakmp.SigAlgorithm:
                        kek.SignatureAlgorithm = value;
                        break;
                    case Isakmp.SigKeyLength:
                        break;
                    case Isakmp.KekAckRequested:
                        kek.Ack = value;
                        break;
                    default:
                        return DerStatus.GdoiPolicyRefused;
                }
            }

            HasKek = true;
            return _attributes.IsBroken ? DerStatus.GdoiBadPacket
                : algorithm != 3 || hash != 3 || (kek.SignatureAlgorithm != 1 && kek.SignatureAlgorithm != 4)
                    || (kek.KeyBytes != 16 && kek.KeyBytes != 32) ? DerStatus.GdoiPolicyRefused
                : DerStatus.Ok;
        }

        // Protocol-ID, then RFC 8052 clause 2.2.
        private DerStatus ReadSat(byte[] buffer, int offset, int end, long nowMs)
        {
            if (end - offset < 2)
            {
                return DerStatus.GdoiBadPacket;
            }

            if (buffer[offset] != Isakmp.ProtocolIec61850)
            {
                return DerStatus.GdoiPolicyRefused;
            }

            int start = offset + 1;
            int at = start + 1 + buffer[start];
            at += at + 2 > end ? 0 : 2 + PayloadReader.Number(buffer, at, 2);
            if (at + 12 > end || buffer[start] == 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            Tek tek = _keys.Stage();
            if (tek == null || at - start > Tek.MaximumSelector)
            {
                return DerStatus.BufferFull;
            }

            int keyId = PayloadReader.Number(buffer, at, 4);
            tek.Authentication = PayloadReader.Number(buffer, at + 4, 2);
            tek.Encryption = PayloadReader.Number(buffer, at + 6, 2);
            int lifetime = PayloadReader.Number(buffer, at + 8, 4);
            int delayMs = _activationMs;
            _attributes.Reset(buffer, at + 12, end);
            while (_attributes.Read())
            {
                int value = _attributes.Value;
                switch (_attributes.Type)
                {
                    case Isakmp.SaActivationDelay:
                        delayMs = Seconds(value);
                        break;
                    case Isakmp.SaDeliveryAssurance:
                        if (value < 0 || value > 100)
                        {
                            return DerStatus.GdoiBadPacket;
                        }

                        break;
                    default:
                        return DerStatus.GdoiPolicyRefused;
                }
            }

            if (_attributes.IsBroken || keyId == 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            bool isAuthenticated = tek.Encryption >= Tek.AesGcm128 || tek.Authentication != Tek.NoAuthentication;
            if (Tek.AuthenticationBytes(tek.Authentication) < 0 || Tek.EncryptionBytes(tek.Encryption) < 0 || !isAuthenticated
                || _keys.FindStaged(keyId) != tek && _keys.FindStaged(keyId) != null)
            {
                return DerStatus.GdoiPolicyRefused;
            }

            tek.KeyId = keyId;
            tek.SelectorCount = at - start;
            Array.Copy(buffer, start, tek.Selector, 0, tek.SelectorCount);
            tek.NotBefore = nowMs + delayMs;
            tek.NotAfter = lifetime == 0 ? long.MaxValue : nowMs + Seconds(lifetime);
            TekCount++;
            return DerStatus.Ok;
        }

        private DerStatus ReadTek(int keyId, byte[] buffer)
        {
            Tek tek = _keys.FindStaged(keyId);
            if (tek == null || tek.IsUsed)
            {
                return DerStatus.GdoiBadPacket;
            }

            while (_attributes.Read())
            {
                // 1 is TEK_ALGORITHM_KEY, 2 TEK_INTEGRITY_KEY (RFC 6407 clause 5.6.1); their lengths are checked when all is read.
                bool fits = _attributes.Type == 1 ? tek.EncryptionKey.Set(buffer, _attributes.Offset, _attributes.Count)
                    : _attributes.Type == 2 && tek.AuthenticationKey.Set(buffer, _attributes.Offset, _attributes.Count);
                if (!fits)
                {
                    return _attributes.Type > 2 ? DerStatus.GdoiPolicyRefused : DerStatus.GdoiBadPacket;
                }

                Array.Clear(buffer, _attributes.Offset, _attributes.Count);
            }

            return _attributes.IsBroken ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }

        private DerStatus ReadKek(byte[] buffer)
        {
            while (_attributes.Read())
            {
                bool fits = _attributes.Type == 1 ? _keys.StagedKek.Set(buffer, _attributes.Offset, _attributes.Count)
                    : _attributes.Type == 2 && _keys.StagedKek.SetPublicKey(buffer, _attributes.Offset, _attributes.Count);
                if (!fits)
                {
                    return _attributes.Type > 2 ? DerStatus.GdoiPolicyRefused : DerStatus.GdoiBadPacket;
                }

                if (_attributes.Type == 1)
                {
                    Array.Clear(buffer, _attributes.Offset, _attributes.Count);
                }
            }

            return _attributes.IsBroken ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }

        private DerStatus ReadLkh(byte[] buffer, bool isPull, Crypto.AesCipher cipher, ref DerStatus result)
        {
            Kek kek = _keys.StagedKek;
            bool updated = false;
            while (_attributes.Read())
            {
                DerStatus status;
                switch (_attributes.Type)
                {
                    case 1:
                        status = isPull ? _lkh.Download(buffer, _attributes.Offset, _attributes.Count, kek.KeyBytes) : DerStatus.GdoiBadPacket;
                        updated = true;
                        break;
                    case 2:
                        // One of the arrays is for this member; the others are for the rest of the tree.
                        status = updated ? DerStatus.GdoiNoKey : _lkh.Update(buffer, _attributes.Offset, _attributes.Count, kek.KeyBytes, cipher);
                        updated |= status == DerStatus.Ok;
                        status = status == DerStatus.GdoiNoKey ? DerStatus.Ok : status;
                        break;
                    case 3:
                        status = kek.SetPublicKey(buffer, _attributes.Offset, _attributes.Count) ? DerStatus.Ok : DerStatus.GdoiBadPacket;
                        break;
                    default:
                        status = DerStatus.GdoiPolicyRefused;
                        break;
                }

                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            if (updated)
            {
                kek.Set(_lkh.Root.Buffer, 0, _lkh.Root.Count);
            }
            else
            {
                // No array of the update begins with a key of this member: it has been removed.
                result = DerStatus.GdoiRemoved;
            }

            return _attributes.IsBroken ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }

        private DerStatus ReadSid(byte[] buffer)
        {
            while (_attributes.Read())
            {
                switch (_attributes.Type)
                {
                    case 1:
                        SenderIdBits = _attributes.Value;
                        break;
                    case 2:
                        SenderId = _attributes.Value;
                        if (SenderId < 0)
                        {
                            return DerStatus.GdoiPolicyRefused;
                        }

                        break;
                    default:
                        return DerStatus.GdoiPolicyRefused;
                }
            }

            return _attributes.IsBroken ? DerStatus.GdoiBadPacket : DerStatus.Ok;
        }
    }
}
