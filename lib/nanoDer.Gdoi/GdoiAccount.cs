using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>Who the member is, which group it wants and which key servers it believes.</summary>
    public sealed class GdoiAccount
    {
        /// <summary>The member's certificate in DER; null with a pre-shared key.</summary>
        public byte[] Certificate;

        /// <summary>Its private key: 32 bytes of P-256; an RSA key is loaded into <see cref="GdoiTools.RsaSigner"/> instead.</summary>
        public KeyMaterial PrivateKey;

        /// <summary>The pre-shared key; null with certificates.</summary>
        public KeyMaterial PreSharedKey;

        /// <summary>
        /// With a pre-shared key: body of the identification payload (type, three zero octets, data). With a certificate it is the certificate's subject.
        /// </summary>
        public byte[] Identity;

        /// <summary>
        /// Key servers that are authorised for the group (RFC 6407 clause 7.1, GPAD): subjects in DER as in their
        /// certificates, or identities as in <see cref="Identity"/> with a pre-shared key.
        /// </summary>
        public byte[][] KeyServers;

        /// <summary>Type of the group's identification: <see cref="Isakmp.IdKeyId"/> or <see cref="Isakmp.IdOid"/>.</summary>
        public int GroupType = Isakmp.IdKeyId;

        /// <summary>The group's identification: 4 octets, or OID and selector as in RFC 8052 clause 2.1.</summary>
        public byte[] Group;

        /// <summary>Body of the identification payload in a GROUPKEY-PUSH-ACK: type 1 (IPv4), 5 (IPv6) or 13 (OID), three zero octets, data.</summary>
        public byte[] AckIdentity;
    }
}
