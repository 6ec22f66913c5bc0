using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Multicast
{
    /// <summary>
    /// Protects the messages of one group, in place: encryption and MAC under the group's key, freshness, replay, and where the profile
    /// wants it the publisher's signature. It works with one key at a time, which the caller looks up by its number.
    /// </summary>
    public sealed class GroupProtection : IDisposable
    {
        private const int SaltBytes = 4;

        private readonly GroupProfile _profile;
        private readonly SenderTable _senders;
        private readonly AesCipher _cipher;
        private readonly AesGcm _gcm;
        private readonly Hmac _hmac;
        private readonly HashFunction _hash;
        private readonly Ecdsa _ecdsa;
        private readonly KeyMaterial _key = new KeyMaterial(32);
        private readonly byte[] _group = new byte[GroupMessage.GroupBytes];
        private readonly byte[] _nonce = new byte[AesGcm.NonceBytes];
        private readonly byte[] _block = new byte[AesCipher.BlockBytes];
        private readonly byte[] _digest = new byte[Sha256.Size];
        private readonly int _macBytes;
        private int _keyId;
        private long _sender;
        private long _counter;
        private int _count;

        /// <summary>Takes the memory. There is no key yet.</summary>
        /// <param name="provider">Who makes ciphers and hashes.</param>
        /// <param name="profile">The group's profile; kept.</param>
        /// <param name="name">The group's name, such as the bare JID of its room: a message for one group is none for another.</param>
        /// <param name="ecdsa">On P-256, lent for the time of each call; null when nothing is signed.</param>
        /// <exception cref="ArgumentException">Algorithms that do not go together, or sender bits outside 0 to 32.</exception>
        public GroupProtection(CryptoProvider provider, GroupProfile profile, byte[] name, Ecdsa ecdsa)
        {
            int authentication = profile.Authentication;
            int encryption = profile.Encryption;
            bool isGcm = encryption == 4 || encryption == 5;
            bool isGmac = authentication == 4 || authentication == 5;
            if (authentication < 1 || authentication > 5 || encryption < 1 || encryption > 5 || isGcm != (authentication == 1)
                || profile.SenderBits < 0 || profile.SenderBits > 32 || (profile.PublisherKey != null && ecdsa == null))
            {
                throw new ArgumentException();
            }

            _profile = profile;
            _ecdsa = ecdsa;
            _senders = new SenderTable(profile.Senders);
            _hash = provider.CreateSha256();
            _macBytes = authentication == 3 ? 32 : 16;
            if (isGcm || isGmac)
            {
                int bytes = encryption == 5 || authentication == 5 ? 32 : 16;
                _gcm = new AesGcm(provider.CreateAes(bytes, profile.ChunkBytes), profile.ChunkBytes, 0);
            }
            else
            {
                _hmac = provider.CreateHmac();
            }

            if (encryption == 2 || encryption == 3)
            {
                _cipher = provider.CreateAes(encryption == 2 ? 16 : 32, 64);
            }

            _hash.Reset();
            _hash.Update(name, 0, name.Length);
            _hash.Finish(_digest, 0);
            Array.Copy(_digest, 0, _group, 0, _group.Length);
        }

        /// <summary>The number of the key in use; 0 when there is none.</summary>
        public int KeyId
        {
            get { return _keyId; }
        }

        /// <summary>Octets of what the last call made: a message, or the text of one.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>
        /// UTC in milliseconds: from senders that are not known only what is younger is taken. To be kept over a restart where there is
        /// storage for it; see <see cref="StartReceiving"/>.
        /// </summary>
        public long Floor
        {
            get { return _senders.Floor; }
        }

        /// <summary>Bytes that one needs on the device's heap, without its cipher and what the provider makes.</summary>
        /// <param name="profile">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(GroupProfile profile)
        {
            bool isAead = profile.Encryption > 3 || profile.Authentication > 3;
            return HeapSize.Object(17) + SenderTable.RequiredBytes(profile.Senders) + KeyMaterial.RequiredBytes(32)
                + HeapSize.Array(GroupMessage.GroupBytes, 1) + HeapSize.Array(AesGcm.NonceBytes, 1) + HeapSize.Array(AesCipher.BlockBytes, 1)
                + HeapSize.Array(Sha256.Size, 1) + Sha256.RequiredBytes()
                + (isAead ? AesGcm.RequiredBytes(profile.ChunkBytes, 0) : Hmac.RequiredBytes());
        }

        /// <summary>
        /// Begins to receive. After a restart nobody remembers what was taken before: so nothing counts that may have been,
        /// which is what is not younger than the time of the start and the clock difference that is allowed.
        /// </summary>
        /// <param name="utcMs">UTC in milliseconds since 1970.</param>
        [DataPath]
        public void StartReceiving(long utcMs)
        {
            _senders.Start(utcMs + _profile.AheadMs);
        }

        /// <summary>
        /// Begins to send. No nonce comes twice under a key, because the key server gives each sender's number once (RFC 6407 clause 3.5): a
        /// publisher that restarts gets another one with its next pull, and its counter begins anew.
        /// </summary>
        /// <param name="sender">The number that the key server gave; used by nobody before.</param>
        /// <exception cref="ArgumentOutOfRangeException">The number has more bits than the profile says.</exception>
        public void StartSending(long sender)
        {
            int bits = _profile.SenderBits;
            if (sender < 0 || sender >= 1L << bits)
            {
                throw new ArgumentOutOfRangeException();
            }

            _sender = bits == 0 ? 0 : sender << (64 - bits);
            _counter = 0;
        }

        /// <summary>Sets the key, for sending and receiving. The table of senders stays.</summary>
        /// <param name="keyId">Its number, not 0.</param>
        /// <param name="authentication">Its algorithm of authentication (RFC 8052 clause 2.2).</param>
        /// <param name="authenticationKey">The key of the MAC; salt behind it for GMAC.</param>
        /// <param name="encryption">Its algorithm of confidentiality.</param>
        /// <param name="encryptionKey">The key of the cipher; salt behind it for GCM.</param>
        /// <returns><see cref="DerStatus.CryptoUnsupported"/> when it is not the profile's; <see cref="DerStatus.CryptoBadKey"/>.</returns>
        [DataPath]
        public DerStatus SetKey(int keyId, int authentication, KeyMaterial authenticationKey, int encryption, KeyMaterial encryptionKey)
        {
            _keyId = 0;
            if (authentication != _profile.Authentication || encryption != _profile.Encryption)
            {
                return DerStatus.CryptoUnsupported;
            }

            DerStatus status = DerStatus.Ok;
            if (_gcm != null)
            {
                KeyMaterial source = authentication == 1 ? encryptionKey : authenticationKey;
                int count = source.Count - SaltBytes;
                if (count < 0 || !_key.Set(source.Buffer, 0, count))
                {
                    return DerStatus.CryptoBadKey;
                }

                Array.Copy(source.Buffer, count, _nonce, 0, SaltBytes);
                status = _gcm.SetKey(_key);
                _key.Clear();
            }
            else if (authenticationKey.Count != Sha256.Size)
            {
                return DerStatus.CryptoBadKey;
            }
            else
            {
                _hmac.SetKey(authenticationKey.Buffer, 0, Sha256.Size);
            }

            if (status == DerStatus.Ok && _cipher != null)
            {
                status = _cipher.SetKey(encryptionKey);
            }

            if (status == DerStatus.Ok)
            {
                _keyId = keyId;
            }

            return status;
        }

        /// <summary>Protects a text in place.</summary>
        /// <param name="buffer">Buffer for the message; room for <see cref="GroupMessage.MaximumOverhead"/> beside the text.</param>
        /// <param name="offset">Where the message goes; its text is <see cref="GroupMessage.HeadBytes"/> behind.</param>
        /// <param name="count">Octets of the text.</param>
        /// <param name="utcMs">UTC in milliseconds since 1970.</param>
        /// <param name="signingKey">The publisher's private key on P-256; null: no signature.</param>
        /// <returns>Not Ok: <see cref="DerStatus.CryptoNoKey"/>, <see cref="DerStatus.CryptoBadLength"/> when there is no room.</returns>
        [DataPath]
        public DerStatus Protect(byte[] buffer, int offset, int count, long utcMs, KeyMaterial signingKey)
        {
            _count = 0;
            int bits = _profile.SenderBits;
            if (_keyId == 0 || (bits != 0 && _counter == (1L << (64 - bits)) - 1) || _counter == long.MaxValue)
            {
                return DerStatus.CryptoNoKey;
            }

            if (count < 0 || offset < 0 || buffer.Length - offset < count + GroupMessage.MaximumOverhead)
            {
                return DerStatus.CryptoBadLength;
            }

            _counter++;
            buffer[offset] = GroupMessage.Version;
            buffer[offset + 1] = signingKey == null ? (byte)0 : (byte)GroupMessage.Signed;
            GroupMessage.Write(buffer, offset + GroupMessage.KeyIdAt, 4, _keyId);
            Array.Copy(_group, 0, buffer, offset + GroupMessage.GroupAt, GroupMessage.GroupBytes);
            GroupMessage.Write(buffer, offset + GroupMessage.IvAt, 8, _sender | _counter);
            GroupMessage.Write(buffer, offset + GroupMessage.TimeAt, 8, utcMs);
            int end = offset + GroupMessage.HeadBytes + count;
            if (signingKey != null)
            {
                Digest(buffer, offset, end - offset);
                DerStatus status = _ecdsa.Sign(signingKey, _digest, 0, buffer, end);
                if (status != DerStatus.Ok)
                {
                    return status;
                }

                end += GroupMessage.SignatureBytes;
            }

            end = Encrypt(buffer, offset, end);
            return Seal(buffer, offset, end);
        }

        /// <summary>Checks a message and opens it in place. Nothing changes before it is found authentic, fresh and new.</summary>
        /// <param name="buffer">Buffer with the message.</param>
        /// <param name="offset">Where it begins; the text will be <see cref="GroupMessage.HeadBytes"/> behind.</param>
        /// <param name="count">Its length.</param>
        /// <param name="utcMs">UTC in milliseconds since 1970; 0 when it is not known: then nothing is fresh.</param>
        /// <returns>
        /// <see cref="DerStatus.GroupBadMessage"/>; <see cref="DerStatus.GdoiNoKey"/> when it is for another key than <see cref="KeyId"/>;
        /// <see cref="DerStatus.GroupStale"/>; <see cref="DerStatus.GroupReplay"/>; <see cref="DerStatus.CryptoNotAuthentic"/>;
        /// <see cref="DerStatus.GroupNotSigned"/> when the publisher's signature is missing or wrong.
        /// </returns>
        [DataPath]
        public DerStatus Open(byte[] buffer, int offset, int count, long utcMs)
        {
            _count = 0;
            if (count < GroupMessage.HeadBytes + _macBytes || buffer[offset] != GroupMessage.Version || buffer[offset + 1] > GroupMessage.Signed
                || !Bytes.Equal(buffer, offset + GroupMessage.GroupAt, _group, 0, GroupMessage.GroupBytes))
            {
                return DerStatus.GroupBadMessage;
            }

            int keyId = (int)GroupMessage.Read(buffer, offset + GroupMessage.KeyIdAt, 4);
            if (_keyId == 0 || keyId != _keyId)
            {
                return DerStatus.GdoiNoKey;
            }

            long time = GroupMessage.Read(buffer, offset + GroupMessage.TimeAt, 8);
            if (utcMs <= 0 || time < 0 || time < utcMs - _profile.BehindMs || time > utcMs + _profile.AheadMs)
            {
                return DerStatus.GroupStale;
            }

            long iv = GroupMessage.Read(buffer, offset + GroupMessage.IvAt, 8);
            long mask = _profile.SenderBits == 0 ? 0 : -1L << (64 - _profile.SenderBits);
            if (!_senders.IsNew(keyId, iv & mask, iv & ~mask, time))
            {
                return DerStatus.GroupReplay;
            }

            int end = offset + count - _macBytes;
            DerStatus status = Unseal(buffer, offset, end);
            if (status == DerStatus.Ok)
            {
                end = Decrypt(buffer, offset, end);
                status = CheckSignature(buffer, offset, ref end);
            }

            if (status == DerStatus.Ok)
            {
                _senders.Add(keyId, iv & mask, iv & ~mask, time);
                _count = end - offset - GroupMessage.HeadBytes;
            }

            return status;
        }

        /// <summary>Wipes the key.</summary>
        public void Dispose()
        {
            _keyId = 0;
            Array.Clear(_nonce, 0, _nonce.Length);
            Array.Clear(_block, 0, _block.Length);
            if (_gcm != null)
            {
                _gcm.Dispose();
            }
            else
            {
                _hmac.Dispose();
            }

            if (_cipher != null)
            {
                _cipher.Dispose();
            }
        }

        private void Digest(byte[] buffer, int offset, int count)
        {
            _hash.Reset();
            _hash.Update(buffer, offset, count);
            _hash.Finish(_digest, 0);
        }

        // CBC pads as PKCS #7 does (RFC 5652 clause 6.3). Its vector is the IV and the time encrypted under the same key (SP 800-38A appendix C):
        // it never repeats, nobody can foresee it, and no octet of it travels.
        private int Encrypt(byte[] buffer, int offset, int end)
        {
            if (_cipher == null)
            {
                return end;
            }

            int text = offset + GroupMessage.HeadBytes;
            int padding = 16 - ((end - text) & 15);
            for (int i = 0; i < padding; i++)
            {
                buffer[end + i] = (byte)padding;
            }

            MakeVector(buffer, offset);
            _cipher.EncryptCbc(_block, buffer, text, end + padding - text);
            return end + padding;
        }

        // The MAC was right: what is wrong here the sender did. -1 then.
        private int Decrypt(byte[] buffer, int offset, int end)
        {
            if (_cipher == null)
            {
                return end;
            }

            int text = offset + GroupMessage.HeadBytes;
            MakeVector(buffer, offset);
            if (end == text || _cipher.DecryptCbc(_block, buffer, text, end - text) != DerStatus.Ok)
            {
                return -1;
            }

            int padding = buffer[end - 1];
            return padding < 1 || padding > 16 ? -1 : end - padding;
        }

        private void MakeVector(byte[] buffer, int offset)
        {
            Array.Copy(buffer, offset + GroupMessage.IvAt, _block, 0, _block.Length);
            Array.Copy(_cipher.EncryptBlocks(_block), 0, _block, 0, _block.Length);
        }

        private DerStatus Seal(byte[] buffer, int offset, int end)
        {
            DerStatus status = DerStatus.Ok;
            if (_gcm == null)
            {
                _hmac.Update(buffer, offset, end - offset);
                _hmac.Finish(_digest, 0);
                Array.Copy(_digest, 0, buffer, end, _macBytes);
            }
            else
            {
                int clear = ClearBytes(buffer, offset, end);
                status = _gcm.Seal(_nonce, 0, buffer, offset, clear, buffer, offset + clear, end - offset - clear, buffer, end, _macBytes);
            }

            _count = end + _macBytes - offset;
            return status;
        }

        private DerStatus Unseal(byte[] buffer, int offset, int end)
        {
            if (_gcm == null)
            {
                _hmac.Update(buffer, offset, end - offset);
                return _hmac.Verify(buffer, end, _macBytes) ? DerStatus.Ok : DerStatus.CryptoNotAuthentic;
            }

            int clear = ClearBytes(buffer, offset, end);
            return _gcm.Open(_nonce, 0, buffer, offset, clear, buffer, offset + clear, end - offset - clear, buffer, end, _macBytes);
        }

        // Sets the nonce, salt and IV, and says how much is authenticated only: the head, or with GMAC everything.
        private int ClearBytes(byte[] buffer, int offset, int end)
        {
            Array.Copy(buffer, offset + GroupMessage.IvAt, _nonce, SaltBytes, 8);
            return _profile.Authentication == 1 ? GroupMessage.HeadBytes : end - offset;
        }

        private DerStatus CheckSignature(byte[] buffer, int offset, ref int end)
        {
            if (end < 0)
            {
                return DerStatus.GroupBadMessage;
            }

            bool isSigned = buffer[offset + 1] == GroupMessage.Signed;
            if (isSigned)
            {
                end -= GroupMessage.SignatureBytes;
                if (end < offset + GroupMessage.HeadBytes)
                {
                    return DerStatus.GroupBadMessage;
                }
            }

            byte[] key = _profile.PublisherKey;
            if (key == null)
            {
                return DerStatus.Ok;
            }

            if (!isSigned)
            {
                return DerStatus.GroupNotSigned;
            }

            Digest(buffer, offset, end - offset);
            return _ecdsa.Verify(key, 0, key.Length, _digest, 0, buffer, end) == DerStatus.Ok ? DerStatus.Ok : DerStatus.GroupNotSigned;
        }
    }
}
