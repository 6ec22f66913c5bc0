namespace nanoDer.Gdoi
{
    /// <summary>Numbers of ISAKMP (RFC 2408), IKEv1 (RFC 2409, 4754, 5903) and GDOI (RFC 6407, 8263), by their names there.</summary>
    public static class Isakmp
    {
        /// <summary>Bytes of the header (RFC 2408 clause 3.1).</summary>
        public const int HeaderBytes = 28;

        /// <summary>Bytes of a cookie.</summary>
        public const int CookieBytes = 8;

        /// <summary>
        /// Most bytes behind the last encrypted payload. RFC 2409 appendix B pads with zeros to the cipher's block; some pad by a whole block when
        /// nothing would be needed, some by more.
        /// </summary>
        public const int MaximumPadding = 255;

        /// <summary>Version 1.0.</summary>
        public const int Version = 0x10;

        /// <summary>Domain of interpretation of GDOI.</summary>
        public const int DoiGdoi = 2;

        /// <summary>Flag: the payloads are encrypted.</summary>
        public const int Encrypted = 1;

        /// <summary>Exchange: main mode.</summary>
        public const int MainMode = 2;

        /// <summary>Exchange: informational.</summary>
        public const int Informational = 5;

        /// <summary>Exchange: GROUPKEY-PULL.</summary>
        public const int GroupKeyPull = 32;

        /// <summary>Exchange: GROUPKEY-PUSH.</summary>
        public const int GroupKeyPush = 33;

        /// <summary>Exchange: GROUPKEY-PUSH-ACK (RFC 8263).</summary>
        public const int GroupKeyPushAck = 35;

        /// <summary>Payload: security association.</summary>
        public const int Sa = 1;

        /// <summary>Payload: proposal.</summary>
        public const int Proposal = 2;

        /// <summary>Payload: transform.</summary>
        public const int Transform = 3;

        /// <summary>Payload: key exchange.</summary>
        public const int Ke = 4;

        /// <summary>Payload: identification.</summary>
        public const int Id = 5;

        /// <summary>Payload: certificate.</summary>
        public const int Cert = 6;

        /// <summary>Payload: certificate request.</summary>
        public const int CertRequest = 7;

        /// <summary>Payload: hash.</summary>
        public const int Hash = 8;

        /// <summary>Payload: signature.</summary>
        public const int Sig = 9;

        /// <summary>Payload: nonce.</summary>
        public const int Nonce = 10;

        /// <summary>Payload: notification.</summary>
        public const int Notify = 11;

        /// <summary>Payload: delete.</summary>
        public const int Delete = 12;

        /// <summary>Payload: vendor identification.</summary>
        public const int Vendor = 13;

        /// <summary>Payload: SA KEK.</summary>
        public const int Sak = 15;

        /// <summary>Payload: SA TEK.</summary>
        public const int Sat = 16;

        /// <summary>Payload: key download.</summary>
        public const int Kd = 17;

        /// <summary>Payload: sequence number.</summary>
        public const int Seq = 18;

        /// <summary>Payload: group associated policy.</summary>
        public const int Gap = 22;

        /// <summary>Identification: distinguished name in DER.</summary>
        public const int IdDerAsn1Dn = 9;

        /// <summary>Identification: opaque octets; a group's number.</summary>
        public const int IdKeyId = 11;

        /// <summary>Identification: object identifier with selector (RFC 8052 clause 2.1).</summary>
        public const int IdOid = 13;

        /// <summary>Certificate encoding: X.509, for signatures.</summary>
        public const int CertX509 = 4;

        /// <summary>Phase 1 attribute: encryption; 7 is AES-CBC.</summary>
        public const int Encryption = 1;

        /// <summary>Phase 1 attribute: hash; 2 is SHA-1, 4 is SHA-256.</summary>
        public const int HashAlgorithm = 2;

        /// <summary>Phase 1 attribute: authentication; see <see cref="GdoiAuthentication"/>.</summary>
        public const int Authentication = 3;

        /// <summary>Phase 1 attribute: Diffie-Hellman group.</summary>
        public const int Group = 4;

        /// <summary>Phase 1 attribute: unit of the life time; 1 is seconds.</summary>
        public const int LifeType = 11;

        /// <summary>Phase 1 attribute: life time.</summary>
        public const int LifeDuration = 12;

        /// <summary>Phase 1 attribute: bits of the key.</summary>
        public const int KeyLength = 14;

        /// <summary>Value: AES in CBC mode, in phase 1.</summary>
        public const int AesCbc = 7;

        /// <summary>Value: SHA-1, in phase 1.</summary>
        public const int Sha1 = 2;

        /// <summary>Value: SHA-256, in phase 1.</summary>
        public const int Sha256 = 4;

        /// <summary>KEK attribute: its management; 1 is LKH.</summary>
        public const int KekManagement = 1;

        /// <summary>KEK attribute: cipher; 3 is AES-CBC.</summary>
        public const int KekAlgorithm = 2;

        /// <summary>KEK attribute: bits of the key.</summary>
        public const int KekKeyLength = 3;

        /// <summary>KEK attribute: seconds of life.</summary>
        public const int KekLifetime = 4;

        /// <summary>KEK attribute: hash of the signature; 3 is SHA-256.</summary>
        public const int SigHash = 5;

        /// <summary>KEK attribute: signature; 1 is RSA, 4 ECDSA with P-256.</summary>
        public const int SigAlgorithm = 6;

        /// <summary>KEK attribute: bits of the signature's key.</summary>
        public const int SigKeyLength = 7;

        /// <summary>KEK attribute: which GROUPKEY-PUSH-ACK is wanted (RFC 8263 clause 3).</summary>
        public const int KekAckRequested = 9;

        /// <summary>GAP attribute: seconds until a new TEK is used.</summary>
        public const int ActivationDelay = 1;

        /// <summary>GAP attribute: seconds for which an old TEK is still accepted.</summary>
        public const int DeactivationDelay = 2;

        /// <summary>GAP attribute: how many sender identifiers a member asks for.</summary>
        public const int SenderIdRequest = 3;

        /// <summary>Protocol of a TEK: IEC 61850 (RFC 8052).</summary>
        public const int ProtocolIec61850 = 3;

        /// <summary>TEK attribute: seconds until it is used (RFC 8052 clause 2.3).</summary>
        public const int SaActivationDelay = 1;

        /// <summary>TEK attribute: key delivery assurance (RFC 8052 clause 2.3).</summary>
        public const int SaDeliveryAssurance = 2;

        /// <summary>Key packet: TEK.</summary>
        public const int KdTek = 1;

        /// <summary>Key packet: KEK.</summary>
        public const int KdKek = 2;

        /// <summary>Key packet: logical key hierarchy.</summary>
        public const int KdLkh = 3;

        /// <summary>Key packet: sender identifiers.</summary>
        public const int KdSid = 4;

        /// <summary>Notify: no proposal is acceptable.</summary>
        public const int NoProposalChosen = 14;
    }
}
