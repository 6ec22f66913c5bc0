using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>SASL SCRAM-SHA-256 (RFC 7677) for a site whose account has a password: the client of nanoDer.Crypto behind the XMPP client's interface.</summary>
    public sealed class ScramMechanism : SaslMechanism
    {
        private const int MaxIterations = 20000;
        private const int MessageBytes = 512;
        private const int NonceBytes = 18;

        // Iterations a turn of the gateway's loop: some 0.3 s on an ESP32, by the virtual device's figures.
        private const int Rounds = 16;

        private readonly ScramClient _client;
        private readonly Drbg _random = new Drbg();
        private readonly byte[] _nonce = new byte[NonceBytes];

        /// <summary>Takes the account's name and password.</summary>
        /// <param name="provider">Who computes.</param>
        /// <param name="user">Local part of the JID.</param>
        /// <param name="password">The password; printable ASCII as it stands, other text as SASLprep leaves it.</param>
        /// <exception cref="ArgumentException">One of them is empty, too long, or has control characters.</exception>
        public ScramMechanism(CryptoProvider provider, string user, string password)
            : base("SCRAM-SHA-256")
        {
            byte[] name = Bytes.Of(user);
            byte[] secret = Bytes.Of(password);
            _client = new ScramClient(provider, MaxIterations, MessageBytes);
            DerStatus status = _client.SetCredentials(name, 0, name.Length, secret, 0, secret.Length);
            Array.Clear(secret, 0, secret.Length);
            if (status != DerStatus.Ok)
            {
                throw new ArgumentException();
            }
        }

        /// <inheritdoc/>
        public override DerStatus Start(ByteWriter output)
        {
            if (!_random.IsSeeded)
            {
                // Once, at the first login.
                Credentials.Seed(_random, null);
            }

            DerStatus status = _random.Generate(_nonce, 0, NonceBytes);
            if (status == DerStatus.Ok)
            {
                status = _client.Start(_nonce, 0, NonceBytes);
                output.Put(_client.Output, _client.OutputOffset, _client.OutputCount);
            }

            return status;
        }

        /// <inheritdoc/>
        public override DerStatus Challenge(byte[] message, int offset, int count)
        {
            DerStatus status = _client.Challenge(message, offset, count);
            return status == DerStatus.Ok ? status : status == DerStatus.CryptoUnsupported ? DerStatus.XmppSaslUnsupported : DerStatus.XmppSaslProtocol;
        }

        /// <inheritdoc/>
        public override bool Continue(ByteWriter output)
        {
            bool done = _client.Continue(Rounds);
            if (done)
            {
                output.Put(_client.Output, _client.OutputOffset, _client.OutputCount);
            }

            return done;
        }

        /// <inheritdoc/>
        public override DerStatus Success(byte[] message, int offset, int count)
        {
            return _client.Verify(message, offset, count) == DerStatus.Ok ? DerStatus.Ok : DerStatus.XmppServerNotAuthentic;
        }
    }
}
