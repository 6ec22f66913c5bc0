using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <content>
    /// TEKs that outlive a restart: sealed by AES-GCM under a key of the device, for whatever storage there is. Number, algorithms, times, selector
    /// and keys of each TEK that has an end; neither KEK nor sequence numbers, which come by a pull. Octets: nonce 12, counter 4, then encrypted the
    /// time of sealing and the TEKs, tag 16.
    /// </content>
    public sealed partial class GroupMember
    {
        private const int TextOffset = AesGcm.NonceBytes + 4;
        private const int TagBytes = 16;
        private const long Unsigned = 0xFFFFFFFFL;

        /// <summary>Seals the keys of now and later into <see cref="Input"/>. Only between exchanges.</summary>
        /// <param name="cipher">The cipher, with the key of the device and of nothing else.</param>
        /// <param name="utcSeconds">Seconds since 1970, 32 bits of them.</param>
        /// <param name="counter">Greater than ever before where the device has a counter that only grows; 0 where it has none.</param>
        /// <returns>Their length; 0 when <see cref="IsBusy"/>, or without random numbers or key.</returns>
        [DataPath]
        public int Seal(AesGcm cipher, long utcSeconds, int counter)
        {
            PayloadWriter w = _out;
            if (_step != Idle || _tools.Random.Generate(w.Buffer, 0, AesGcm.NonceBytes) != DerStatus.Ok)
            {
                return 0;
            }

            w.Overflow = false;
            w.Count = AesGcm.NonceBytes;
            w.Put(counter, 4);
            w.Put((int)utcSeconds, 4);
            for (int i = 0; i < _keys.Capacity; i++)
            {
                // Nothing would end a copy of a key without an end that somebody puts back.
                Tek tek = _keys.Get(i);
                if (tek.IsUsed && tek.NotAfter != long.MaxValue)
                {
                    w.Put(tek.KeyId, 4);
                    w.Put((tek.Authentication << 16) | tek.Encryption, 4);
                    w.Put((int)(utcSeconds + ((tek.NotBefore - _nowMs) / 1000)), 4);
                    w.Put((int)(utcSeconds + ((tek.NotAfter - _nowMs) / 1000)), 4);
                    w.Put(tek.SelectorCount, 1);
                    w.Put(tek.Selector, 0, tek.SelectorCount);
                    w.Put(tek.AuthenticationKey.Buffer, 0, tek.AuthenticationKey.Count);
                    w.Put(tek.EncryptionKey.Buffer, 0, tek.EncryptionKey.Count);
                }
            }

            byte[] b = w.Buffer;
            int end = w.Count;
            bool isSealed = w.Reserve(TagBytes)
                && cipher.Seal(b, 0, b, AesGcm.NonceBytes, 4, b, TextOffset, end - TextOffset, b, end, TagBytes) == DerStatus.Ok;
            Array.Copy(b, 0, _in, 0, w.Count);
            Array.Clear(b, 0, w.Count);
            return isSealed ? w.Count : 0;
        }

        /// <summary>Puts sealed keys back into a store that is empty; those whose time is over are left out. A pull should follow.</summary>
        /// <param name="cipher">As in <see cref="Seal(AesGcm, long, int)"/>.</param>
        /// <param name="count">Length of what is in <see cref="Input"/>.</param>
        /// <param name="nowMs">As in <see cref="Tick"/>.</param>
        /// <param name="utcSeconds">Seconds since 1970, from a source that is trusted.</param>
        /// <param name="counter">The least counter that is believed.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoNotAuthentic"/> when they are not this device's; <see cref="DerStatus.GdoiReplay"/> when the counter is older, when they were
        /// sealed later than it is now, or when the store has keys already; <see cref="DerStatus.GdoiBadPacket"/> when their form is none.
        /// </returns>
        [DataPath]
        public DerStatus Unseal(AesGcm cipher, int count, long nowMs, long utcSeconds, int counter)
        {
            byte[] b = _in;
            PayloadReader r = _reader;
            int end = count - TagBytes;
            if (end < TextOffset || count > MaximumDatagram)
            {
                return DerStatus.GdoiBadPacket;
            }

            DerStatus status = cipher.Open(b, 0, b, AesGcm.NonceBytes, 4, b, TextOffset, end - TextOffset, b, end, TagBytes);
            r.Reset(b, AesGcm.NonceBytes, end, 0);
            if (status == DerStatus.Ok && (r.Take(4) < counter | (r.Take(4) & Unsigned) > utcSeconds | _keys.LastEnd() != 0))
            {
                status = DerStatus.GdoiReplay;
            }

            while (status == DerStatus.Ok && r.End < end)
            {
                Tek tek = _keys.Stage();
                if (tek == null)
                {
                    status = DerStatus.BufferFull;
                    break;
                }

                tek.KeyId = r.Take(4);
                tek.Authentication = r.Take(2);
                tek.Encryption = r.Take(2);
                tek.NotBefore = nowMs + (((r.Take(4) & Unsigned) - utcSeconds) * 1000);
                tek.NotAfter = nowMs + (((r.Take(4) & Unsigned) - utcSeconds) * 1000);
                int size = r.Take(1);
                int at = r.End;
                r.Skip(size);
                int mac = tek.MacBytes();
                r.Skip(mac);
                int key = tek.CipherBytes();
                r.Skip(key);
                if (r.IsBroken || size > Tek.MaximumSelector)
                {
                    status = DerStatus.GdoiBadPacket;
                }
                else if (tek.NotAfter > nowMs)
                {
                    tek.SelectorCount = size;
                    Array.Copy(b, at, tek.Selector, 0, size);
                    at += size;
                    tek.AuthenticationKey.Set(b, at, mac);
                    tek.EncryptionKey.Set(b, at + mac, key);
                }
            }

            Array.Clear(b, 0, count);
            if (status == DerStatus.Ok)
            {
                _keys.Commit(0);
            }

            _keys.DropStaged();
            return status;
        }
    }
}
