using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// The client of SCRAM-SHA-256 (RFC 5802, 7677) without channel binding, from message to message:
    /// <see cref="SetCredentials"/> once, then for each log-in <see cref="Start"/>, <see cref="Challenge"/>,
    /// <see cref="Continue"/> until it says that the answer stands in the output, and <see cref="Verify"/>.
    /// The keys are kept, so that only the first log-in has the cost of PBKDF2 unless the server changes its salt.
    /// <code>
    ///  n,,n=user,r=nonce,r=...,s=...,i=...,c=biws,r=...,p=...
    ///  |  |     |      |                  |          |
    ///  first message   message of server  answer     proof
    ///     what both sides sign                       |
    /// </code>
    /// </summary>
    public sealed class ScramClient : IDisposable
    {
        /// <summary>Fewest iterations that a server may ask for (RFC 7677 clause 4).</summary>
        public const int MinimumIterations = 4096;

        /// <summary>Fewest random bytes of a nonce.</summary>
        public const int MinimumNonceBytes = 15;

        /// <summary>Longest password in bytes.</summary>
        public const int MaximumPasswordBytes = 128;

        /// <summary>Shortest salt in bytes.</summary>
        public const int MinimumSaltBytes = 8;

        /// <summary>Longest salt in bytes.</summary>
        public const int MaximumSaltBytes = 64;

        private const int Nothing = 0;
        private const int Ready = 1;
        private const int Started = 2;
        private const int Deriving = 3;
        private const int Answered = 4;

        // A key, a signature, a proof.
        private const int Size = Sha256.Size;

        /// <summary>Buffer with what is to be sent.</summary>
        public readonly byte[] Output;

        /// <summary>Where it begins.</summary>
        public int OutputOffset;

        /// <summary>Its length, 0 when there is nothing to send.</summary>
        public int OutputCount;

        private readonly int _maximumIterations;
        private readonly Hmac _hmac;
        private readonly HashFunction _hash;
        private readonly Pbkdf2 _derivation;
        private readonly KeyMaterial _password = new KeyMaterial(MaximumPasswordBytes);

        // The client's key, the server's key, and room for what is computed with them.
        private readonly KeyMaterial _keys = new KeyMaterial(3 * Size);
        private readonly byte[] _salt = new byte[MaximumSaltBytes];
        private readonly byte[] _words = Bytes.Of("n,,n=Client KeyServer Key,c=biws,r=");
        private int _state;
        private int _saltCount;
        private int _iterations;
        private int _nonce;
        private int _firstEnd;
        private int _signedEnd;

        /// <summary>Takes the memory. There are no credentials yet.</summary>
        /// <param name="provider">Who computes.</param>
        /// <param name="maximumIterations">Most iterations that a server may ask for: they are time on the device.</param>
        /// <param name="messageBytes">Room for the user's name and all messages but the last together; 512 is plenty.</param>
        /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="MinimumIterations"/>.</exception>
        public ScramClient(CryptoProvider provider, int maximumIterations, int messageBytes)
        {
            if (maximumIterations < MinimumIterations)
            {
                throw new ArgumentOutOfRangeException();
            }

            _maximumIterations = maximumIterations;
            _hmac = provider.CreateHmac();
            _hash = provider.CreateSha256();
            _derivation = new Pbkdf2(provider, _hmac);
            Output = new byte[messageBytes];
        }

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <param name="messageBytes">Room for messages.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int messageBytes)
        {
            return HeapSize.Object(17) + Hmac.RequiredBytes() + Sha256.RequiredBytes() + Pbkdf2.RequiredBytes()
                + KeyMaterial.RequiredBytes(MaximumPasswordBytes) + KeyMaterial.RequiredBytes(3 * Size)
                + HeapSize.Array(MaximumSaltBytes, 1) + HeapSize.Array(messageBytes, 1) + HeapSize.Array(35, 1);
        }

        /// <summary>
        /// Sets user and password: UTF-8 as SASLprep (RFC 4013) leaves it, which is any printable ASCII as it stands.
        /// </summary>
        /// <param name="user">Buffer with the user's name.</param>
        /// <param name="userOffset">Where it begins.</param>
        /// <param name="userCount">Its length.</param>
        /// <param name="password">Buffer with the password; it is copied.</param>
        /// <param name="passwordOffset">Where it begins.</param>
        /// <param name="passwordCount">Its length.</param>
        /// <returns>
        /// Ok; CryptoBadLength when one is empty or too long; CryptoBadKey for control characters. Then there are none.
        /// </returns>
        [DataPath]
        public DerStatus SetCredentials(
            byte[] user, int userOffset, int userCount, byte[] password, int passwordOffset, int passwordCount)
        {
            Clear();
            if (userCount < 1 || passwordCount < 1 || passwordCount > MaximumPasswordBytes
                || (3 * userCount) + 8 > Output.Length)
            {
                return DerStatus.CryptoBadLength;
            }

            if (!IsText(user, userOffset, userCount) || !IsText(password, passwordOffset, passwordCount))
            {
                return DerStatus.CryptoBadKey;
            }

            Array.Copy(_words, 0, Output, 0, 5);
            int at = 5;
            for (int i = 0; i < userCount; i++)
            {
                byte character = user[userOffset + i];
                if (character == ',' || character == '=')
                {
                    Output[at] = (byte)'=';
                    Output[at + 1] = character == ',' ? (byte)'2' : (byte)'3';
                    at += 2;
                    character = character == ',' ? (byte)'C' : (byte)'D';
                }

                Output[at] = character;
                at++;
            }

            Array.Copy(_words, 32, Output, at, 3);
            _nonce = at + 3;
            _password.Set(password, passwordOffset, passwordCount);
            _state = Ready;
            return DerStatus.Ok;
        }

        /// <summary>Begins a log-in: the first message stands in the output. One that was under way is dropped.</summary>
        /// <param name="random">Buffer with random bytes, never used before.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many: <see cref="MinimumNonceBytes"/> or more.</param>
        /// <returns>Ok, CryptoNoKey without credentials, BufferFull.</returns>
        /// <exception cref="ArgumentOutOfRangeException">Too few bytes.</exception>
        [DataPath]
        public DerStatus Start(byte[] random, int offset, int count)
        {
            if (count < MinimumNonceBytes)
            {
                throw new ArgumentOutOfRangeException();
            }

            if (_state == Nothing)
            {
                return DerStatus.CryptoNoKey;
            }

            _derivation.Clear();
            if (Base64.EncodedLength(count) > Output.Length - _nonce)
            {
                return Refuse(DerStatus.BufferFull);
            }

            _firstEnd = _nonce + Base64.Encode(random, offset, count, Output, _nonce);
            OutputOffset = 0;
            OutputCount = _firstEnd;
            _state = Started;
            return DerStatus.Ok;
        }

        /// <summary>Takes the server's first message.</summary>
        /// <param name="message">Buffer with the message.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>
        /// Ok; CryptoBadMessage for one that breaks the protocol or comes at the wrong time, CryptoUnsupported for a salt or a
        /// number of iterations out of bounds or an extension that must be understood, BufferFull. Then the log-in is over.
        /// </returns>
        [DataPath]
        public DerStatus Challenge(byte[] message, int offset, int count)
        {
            // Comma, message, answer with a nonce that is a part of the message, proof, and room to decode a salt.
            int at = _firstEnd + 1;
            int end = at + count;
            if (_state != Started)
            {
                return Refuse(DerStatus.CryptoBadMessage);
            }

            if (count > Output.Length || end + count + MaximumSaltBytes > Output.Length)
            {
                return Refuse(DerStatus.BufferFull);
            }

            Output[_firstEnd] = (byte)',';
            Array.Copy(message, offset, Output, at, count);
            if (count > 0 && Output[at] == 'm')
            {
                return Refuse(DerStatus.CryptoUnsupported);
            }

            int nonce = at + 2;
            int nonceEnd = Value(at, end, 'r');
            int salt = nonceEnd + 3;
            int saltEnd = Value(nonceEnd + 1, end, 's');
            int iterationsEnd = Value(saltEnd + 1, end, 'i');
            int own = _firstEnd - _nonce;
            if (nonceEnd <= nonce + own || saltEnd < 0 || iterationsEnd < 0
                || !Bytes.Equal(Output, nonce, Output, _nonce, own))
            {
                return Refuse(DerStatus.CryptoBadMessage);
            }

            int iterations = Bytes.ParseDecimal(Output, saltEnd + 3, iterationsEnd - saltEnd - 3);
            if (iterations < MinimumIterations || iterations > _maximumIterations
                || saltEnd - salt > Base64.EncodedLength(MaximumSaltBytes))
            {
                return Refuse(DerStatus.CryptoUnsupported);
            }

            int saltCount = Base64.Decode(Output, salt, saltEnd - salt, Output, end);
            if (saltCount < 0)
            {
                return Refuse(DerStatus.CryptoBadMessage);
            }

            if (saltCount < MinimumSaltBytes || saltCount > MaximumSaltBytes)
            {
                return Refuse(DerStatus.CryptoUnsupported);
            }

            bool known = !_keys.IsEmpty && iterations == _iterations && saltCount == _saltCount
                && Bytes.Equal(Output, end, _salt, 0, saltCount);
            _iterations = iterations;
            _saltCount = saltCount;
            Array.Copy(Output, end, _salt, 0, saltCount);
            Array.Copy(_words, 25, Output, end, 10);
            _signedEnd = end + 10 + nonceEnd - nonce;
            Array.Copy(Output, nonce, Output, end + 10, nonceEnd - nonce);
            OutputOffset = end + 1;
            OutputCount = 0;
            if (known)
            {
                Answer();
                return DerStatus.Ok;
            }

            _keys.Clear();
            _derivation.Begin(_password.Buffer, 0, _password.Count, _salt, 0, saltCount, iterations);
            _state = Deriving;
            return DerStatus.Ok;
        }

        /// <summary>Goes on with the answer.</summary>
        /// <param name="rounds">Most iterations of PBKDF2 to do now, 1 or more; all there are, if the caller has the time.</param>
        /// <returns>True when the answer stands in the output.</returns>
        [DataPath]
        public bool Continue(int rounds)
        {
            if (_state == Deriving && _derivation.Continue(rounds))
            {
                byte[] keys = _keys.Buffer;
                _derivation.End(keys, 0, Size);
                _hmac.SetKey(keys, 0, Size);
                _hmac.Update(_words, 5, 10);
                _hmac.Finish(keys, 0);
                _hmac.Update(_words, 15, 10);
                _hmac.Finish(keys, Size);
                _keys.SetCount(2 * Size);
                Answer();
            }

            return _state == Answered;
        }

        /// <summary>Takes the server's last message, which shows that the server knows the password's keys too.</summary>
        /// <param name="message">Buffer with the message.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>
        /// Ok: the server is authentic. CryptoNotAuthentic for a wrong signature or an error that the server tells;
        /// CryptoBadMessage for one that breaks the protocol or comes at the wrong time. The log-in is over.
        /// </returns>
        [DataPath]
        public DerStatus Verify(byte[] message, int offset, int count)
        {
            int state = _state;
            byte[] keys = _keys.Buffer;
            Refuse(DerStatus.Ok);
            if (state != Answered || count < 2 || message[offset + 1] != '=')
            {
                return DerStatus.CryptoBadMessage;
            }

            if (message[offset] == 'e')
            {
                return DerStatus.CryptoNotAuthentic;
            }

            if (message[offset] != 'v' || count < 46 || message[offset + 45] != '=' || (count > 46 && message[offset + 46] != ',')
                || Base64.Decode(message, offset + 2, 44, keys, 2 * Size) != Size)
            {
                return DerStatus.CryptoBadMessage;
            }

            _hmac.SetKey(keys, Size, Size);
            _hmac.Update(Output, 3, _signedEnd - 3);
            bool right = _hmac.Verify(keys, 2 * Size, Size);
            _hmac.Dispose();
            return right ? DerStatus.Ok : DerStatus.CryptoNotAuthentic;
        }

        /// <summary>Wipes everything, credentials included.</summary>
        [DataPath]
        public void Clear()
        {
            _derivation.Clear();
            _hash.Reset();
            _password.Clear();
            _keys.Clear();
            Array.Clear(_salt, 0, MaximumSaltBytes);
            Array.Clear(Output, 0, Output.Length);
            OutputCount = 0;
            _state = Nothing;
        }

        /// <summary>Wipes everything.</summary>
        public void Dispose()
        {
            Clear();
        }

        private static bool IsText(byte[] text, int offset, int count)
        {
            for (int i = offset; i < offset + count; i++)
            {
                if (text[i] < ' ' || text[i] == 0x7F)
                {
                    return false;
                }
            }

            return true;
        }

        // The end of the value of an attribute, or -1 when it is not there or empty.
        private int Value(int at, int end, int name)
        {
            if (at < 1 || end - at < 3 || Output[at] != name || Output[at + 1] != '=')
            {
                return -1;
            }

            int i = at + 2;
            while (i < end && Output[i] > ' ' && Output[i] < 0x7F && Output[i] != ',')
            {
                i++;
            }

            return i > at + 2 && (i == end || Output[i] == ',') ? i : -1;
        }

        // The proof: the client's key, hidden by a signature that its hash makes.
        private void Answer()
        {
            byte[] keys = _keys.Buffer;
            _hash.Update(keys, 0, Size);
            _hash.Finish(keys, 2 * Size);
            _hmac.SetKey(keys, 2 * Size, Size);
            _hmac.Update(Output, 3, _signedEnd - 3);
            _hmac.Finish(keys, 2 * Size);
            _hmac.Dispose();
            for (int i = 0; i < Size; i++)
            {
                keys[(2 * Size) + i] ^= keys[i];
            }

            Output[_signedEnd] = (byte)',';
            Output[_signedEnd + 1] = (byte)'p';
            Output[_signedEnd + 2] = (byte)'=';
            int end = _signedEnd + 3 + Base64.Encode(keys, 2 * Size, Size, Output, _signedEnd + 3);
            Array.Clear(keys, 2 * Size, Size);
            OutputCount = end - OutputOffset;
            _state = Answered;
        }

        private DerStatus Refuse(DerStatus status)
        {
            OutputCount = 0;
            if (_state != Nothing)
            {
                _derivation.Clear();
                _state = Ready;
            }

            return status;
        }
    }
}
