using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Reads the policy (SA) and the keys (KD) of PULL and PUSH into the stage of a <see cref="KeyStore"/>. What the RFCs do not name, or
    /// this member cannot do, is refused as a whole (RFC 6407 clause 5.2).
    /// </summary>
    internal sealed class GroupPolicy
    {
        // What an attribute belongs to: its type counts from here.
        private const int OfSak = 0;
        private const int OfGap = 10;
        private const int OfSat = 13;
        private const int OfTek = 16;
        private const int OfKek = 19;
        private const int OfLkh = 22;
        private const int OfSid = 26;
        private const int NeededOfSak = (1 << Isakmp.KekAlgorithm) | (1 << Isakmp.SigHash) | (1 << Isakmp.SigAlgorithm);

        private readonly KeyStore _keys;
        private readonly LkhPath _lkh;
        private readonly AesCipher _cipher;
        private readonly PayloadReader _reader = new PayloadReader();
        private readonly PayloadReader _fields = new PayloadReader();
        private DerStatus _why;
        private Tek _tek;
        private long _nowMs;
        private int _delayMs;
        private int _seen;
        private bool _hasKek;
        private bool _isPull;
        private bool _isUpdated;

        /// <summary>Takes the memory.</summary>
        /// <param name="keys">Where the keys go.</param>
        /// <param name="lkh">The member's path in the hierarchy.</param>
        /// <param name="cipher">Cipher for updates of the hierarchy; it is left without a key.</param>
        internal GroupPolicy(KeyStore keys, LkhPath lkh, AesCipher cipher)
        {
            _keys = keys;
            _lkh = lkh;
            _cipher = cipher;
        }

        /// <summary>How many TEKs the SA named.</summary>
        internal int TekCount;

        /// <summary>Sender identifier of this member, and how many bits of it count; 0 bits when there is none.</summary>
        internal int SenderId;

        internal int SenderIdBits;

        /// <summary>How long ended keys are still found.</summary>
        internal int GraceMs;

        /// <summary>Forgets an earlier policy.</summary>
        internal void Reset(int graceMs)
        {
            _keys.DropStaged();
            _hasKek = false;
            TekCount = 0;
            _delayMs = 0;
            GraceMs = graceMs;
        }

        /// <summary>Reads an SA payload (RFC 6407 clause 5.2).</summary>
        /// <param name="sa">A reader that stands there.</param>
        /// <param name="nowMs">The time.</param>
        internal DerStatus ReadSa(PayloadReader sa, long nowMs)
        {
            _why = DerStatus.GdoiBadPacket;
            _nowMs = nowMs;
            PayloadReader r = _reader;
            r.Reset(sa.Buffer, sa.Body, sa.End, 0);
            bool fits = r.Take(4) == Isakmp.DoiGdoi & r.Take(4) == 0;
            int first = r.Take(2);
            fits &= r.Take(2) == 0;
            r.Next = first;

            // The order is SAK, GAP, SATs (clause 5.2.1).
            int last = 0;
            while (fits && r.Read())
            {
                int rank = r.Type == Isakmp.Sak ? 1 : r.Type == Isakmp.Gap ? 2 : r.Type == Isakmp.Sat ? 3 : 0;
                _fields.Reset(r.Buffer, r.Body, r.End, 0);
                fits = (rank > last || rank == 3)
                    && (rank == 1 ? ReadSak(0) || ReadSak(1) : rank == 2 ? ReadAttributes(OfGap, Isakmp.DeactivationDelay) : ReadSat());
                last = rank;
            }

            return fits && r.Finish(0) ? DerStatus.Ok : _why;
        }

        /// <summary>Reads a KD payload (RFC 6407 clause 5.6). Its secrets are wiped from the buffer.</summary>
        /// <param name="kd">A reader that stands there.</param>
        /// <param name="isPull">True for PULL, where keys of one member may stand.</param>
        internal DerStatus ReadKd(PayloadReader kd, bool isPull)
        {
            _why = DerStatus.GdoiBadPacket;
            _isPull = isPull;
            PayloadReader r = _reader;
            r.Reset(kd.Buffer, kd.Body, kd.End, 0);
            bool hasLkh = false;
            int left = r.Take(2);
            bool fits = r.Take(2) == 0;
            for (; fits && left > 0; left--)
            {
                int type = r.Take(1);
                fits = r.Take(1) == 0;
                int length = r.Take(2);
                int spi = r.Take(1);
                int at = r.End;
                r.Skip(length - 5);
                _fields.Reset(r.Buffer, at + spi, r.End, 0);
                if (!fits || _fields.IsBroken)
                {
                    return _why;
                }

                bool isOfKek = _hasKek && spi == Kek.SpiBytes && Bytes.Equal(r.Buffer, at, _keys.StagedKek.Spi, 0, spi);
                switch (type)
                {
                    case Isakmp.KdTek:
                        _tek = spi == 4 ? _keys.FindStaged(PayloadReader.Number(r.Buffer, at, 4)) : null;
                        fits = _tek != null && !_tek.IsUsed && ReadAttributes(OfTek, 2);
                        break;
                    case Isakmp.KdKek:
                        fits = isOfKek && ReadAttributes(OfKek, 2);
                        break;
                    case Isakmp.KdLkh:
                        _isUpdated = false;
                        fits = isOfKek && !hasLkh && ReadAttributes(OfLkh, 3);
                        hasLkh = true;
                        break;
                    case Isakmp.KdSid:
                        fits = spi == 0 && isPull && ReadAttributes(OfSid, 2);
                        break;
                    default:
                        _why = DerStatus.GdoiPolicyRefused;
                        fits = false;
                        break;
                }
            }

            if (!fits || !r.Finish(0))
            {
                return _why;
            }

            if (hasLkh && !_isUpdated)
            {
                // No array of the update begins with a key of this member: it has been removed.
                return DerStatus.GdoiRemoved;
            }

            // What was named must be there, and what is there was named.
            Kek kek = _keys.StagedKek;
            return _keys.IsComplete() && _hasKek == kek.IsUsed && (!_hasKek || !kek.PublicKey.IsEmpty) ? DerStatus.Ok : DerStatus.GdoiBadPacket;
        }

        private static int Milliseconds(int seconds)
        {
            // Four octets of seconds may name more than an int of milliseconds holds.
            return seconds < 0 || seconds > 2000000 ? 2000000000 : seconds * 1000;
        }

        // The text names an octet for the protocol of the destination that the figure does not have (RFC 6407 clause 5.3).
        private bool ReadSak(int extra)
        {
            PayloadReader f = _fields;
            f.Reset(_reader.Buffer, _reader.Body, _reader.End, 0);
            f.Skip(4);
            f.Skip(f.Take(1));
            f.Skip(3 + extra);
            f.Skip(f.Take(1));
            int at = f.End;
            f.Skip(Kek.SpiBytes);
            if (f.Take(4) != 0 || f.IsBroken)
            {
                return false;
            }

            Kek kek = _keys.StagedKek;
            kek.Clear();
            Array.Copy(f.Buffer, at, kek.Spi, 0, Kek.SpiBytes);
            kek.KeyBytes = 16;
            kek.NotAfter = long.MaxValue;
            _seen = 0;
            _hasKek = true;
            return ReadAttributes(OfSak, Isakmp.KekAckRequested) && ((_seen & NeededOfSak) == NeededOfSak || Refuse());
        }

        // Protocol-ID, then RFC 8052 clause 2.2.
        private bool ReadSat()
        {
            PayloadReader f = _fields;
            if (f.Take(1) != Isakmp.ProtocolIec61850)
            {
                return Refuse();
            }

            int start = f.End;
            f.Skip(f.Take(1));
            f.Skip(f.Take(2));
            int count = f.End - start;
            int keyId = f.Take(4);
            if (keyId == 0 || count < 4 || _keys.FindStaged(keyId) != null)
            {
                return false;
            }

            Tek tek = _keys.Stage();
            if (tek == null || count > Tek.MaximumSelector)
            {
                _why = DerStatus.BufferFull;
                return false;
            }

            _tek = tek;
            TekCount++;
            tek.KeyId = keyId;
            tek.SelectorCount = count;
            Array.Copy(f.Buffer, start, tek.Selector, 0, count);
            tek.Authentication = f.Take(2);
            tek.Encryption = f.Take(2);
            int lifetime = f.Take(4);
            tek.NotBefore = _nowMs + _delayMs;
            tek.NotAfter = lifetime == 0 ? long.MaxValue : _nowMs + Milliseconds(lifetime);

            // A cipher that does not authenticate does not go without a MAC (clause 2.2.3).
            return !f.IsBroken && ReadAttributes(OfSat, Isakmp.SaDeliveryAssurance)
                && ((tek.MacBytes() >= 0 && tek.CipherBytes() >= 0
                    && (tek.Encryption >= Tek.AesGcm128 || tek.Authentication != Tek.NoAuthentication)) || Refuse());
        }

        private bool ReadAttributes(int of, int types)
        {
            while (_fields.ReadAttribute())
            {
                int what = of + _fields.Type;
                if (_fields.Type > types || !Take(what))
                {
                    return Refuse();
                }

                _seen |= 1 << what;
            }

            return !_fields.IsBroken;
        }

        // Says why, unless it was said already.
        private bool Refuse()
        {
            _why = _why == DerStatus.GdoiBadPacket ? DerStatus.GdoiPolicyRefused : _why;
            return false;
        }

        private bool Take(int what)
        {
            PayloadReader f = _fields;
            Kek kek = _keys.StagedKek;
            int value = f.Value;
            if (value < 0 && what < OfTek)
            {
                return false;
            }

            switch (what)
            {
                case OfSak + Isakmp.KekManagement:
                    return value == 1;
                case OfSak + Isakmp.KekAlgorithm:
                case OfSak + Isakmp.SigHash:
                    return value == 3;
                case OfSak + Isakmp.KekKeyLength:
                    kek.KeyBytes = value >> 3;
                    return value == 128 || value == 256;
                case OfSak + Isakmp.KekLifetime:
                    kek.NotAfter = _nowMs + Milliseconds(value);
                    return true;
                case OfSak + Isakmp.SigAlgorithm:
                    kek.Signature = value;
                    return value == 1 || value == 4;
                case OfSak + Isakmp.SigKeyLength:
                    return true;
                case OfSak + Isakmp.KekAckRequested:
                    kek.Ack = value;
                    return true;
                case OfGap + Isakmp.ActivationDelay:
                    _delayMs = Milliseconds(value);
                    return true;
                case OfGap + Isakmp.DeactivationDelay:
                    GraceMs = Milliseconds(value);
                    return true;
                case OfSat + Isakmp.SaActivationDelay:
                    _tek.NotBefore = _nowMs + Milliseconds(value);
                    return true;
                case OfSat + Isakmp.SaDeliveryAssurance:
                    return value <= 100;

                // TEK_ALGORITHM_KEY and TEK_INTEGRITY_KEY (RFC 6407 clause 5.6.1); their lengths are checked when all is read.
                case OfTek + 1:
                    return Wipe(_tek.EncryptionKey.Set(f.Buffer, f.Body, f.Count));
                case OfTek + 2:
                    return Wipe(_tek.AuthenticationKey.Set(f.Buffer, f.Body, f.Count));

                // KEK_ALGORITHM_KEY and SIG_ALGORITHM_KEY.
                case OfKek + 1:
                    return Wipe(kek.Set(f.Buffer, f.Body, f.Count));
                case OfKek + 2:
                case OfLkh + 3:
                    return kek.PublicKey.Set(f.Buffer, f.Body, f.Count);

                // LKH_DOWNLOAD_ARRAY, of PULL only; of LKH_UPDATE_ARRAYs one is for this member, the others for the rest of the tree.
                case OfLkh + 1:
                    return _isPull && TakePath(_lkh.Download(f.Buffer, f.Body, f.Count, kek.KeyBytes));
                case OfLkh + 2:
                    return _isUpdated || TakePath(_lkh.Update(f.Buffer, f.Body, f.Count, kek.KeyBytes, _cipher));
                case OfSid + 1:
                    SenderIdBits = value;
                    return true;
                case OfSid + 2:
                    SenderId = value;
                    return value >= 0;
                default:
                    return false;
            }
        }

        private bool Wipe(bool isTaken)
        {
            Array.Clear(_fields.Buffer, _fields.Body, _fields.Count);
            return isTaken;
        }

        private bool TakePath(DerStatus status)
        {
            if (status == DerStatus.Ok)
            {
                KeyMaterial root = _lkh.Keys[_lkh.Count - 1];
                _isUpdated = true;
                return _keys.StagedKek.Set(root.Buffer, LkhPath.HeadBytes, root.Count - LkhPath.HeadBytes);
            }

            if (status == DerStatus.GdoiNoKey)
            {
                return true;
            }

            _why = status;
            return false;
        }
    }
}
