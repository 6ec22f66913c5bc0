using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>SASL EXTERNAL (RFC 4422 appendix A, XEP-0178): the certificate of the TLS session says who the device is.</summary>
    public sealed class ExternalMechanism : SaslMechanism
    {
        private readonly byte[] _identity;

        /// <summary>Makes one.</summary>
        /// <param name="identity">
        /// Bare JID to act as, needed when the certificate holds several; null when it holds one, which then must not be sent.
        /// </param>
        public ExternalMechanism(Jid identity)
            : base("EXTERNAL")
        {
            _identity = identity == null ? new byte[0] : identity.Bare;
        }

        /// <inheritdoc/>
        public override DerStatus Start(ByteWriter output)
        {
            output.Put(_identity);
            return DerStatus.Ok;
        }
    }
}
