using nanoDer.Core;
using nanoDer.EndToEnd;

namespace nanoDer.Shield
{
    /// <summary>What a gateway must know for end-to-end security. Its certificate is another one than that for TLS, unless the site wants it otherwise.</summary>
    public sealed class ShieldSettings
    {
        /// <summary>Sizes: EndToEndBytes, Associations.</summary>
        public MemoryPlan Plan;

        /// <summary>Algorithms and the rest of the form.</summary>
        public EndToEndProfile Profile = new EndToEndProfile();

        /// <summary>Certificate of the device, PEM, of P-256, with its JID.</summary>
        public string Certificate;

        /// <summary>Its private key, PEM.</summary>
        public string PrivateKey;

        /// <summary>The authority that vouches for clients, PEM, of P-256.</summary>
        public string Authority;

        /// <summary>Peers that may do without, JIDs or domains separated by commas. Null: nobody.</summary>
        public string Clear;

        /// <summary>
        /// Octets that nobody else can know, other ones at each start, for a board whose generator can be predicted: 48 at least. They are wiped once
        /// used. Null: the board's generator alone.
        /// </summary>
        public byte[] Entropy;
    }
}
