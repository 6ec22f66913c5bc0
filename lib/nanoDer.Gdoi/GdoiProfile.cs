namespace nanoDer.Gdoi
{
    /// <summary>
    /// What a member proposes and tolerates: the one place for what a key server may see differently. Exactly one proposal is sent, so
    /// that there is nothing to downgrade to.
    /// </summary>
    public sealed class GdoiProfile
    {
        /// <summary>Group of IKEv1: 19 is P-256, 28 brainpoolP256r1, 14 MODP of 2,048 bits.</summary>
        public int Group = 19;

        /// <summary>Bits of the AES key of phase 1: 128 or 256.</summary>
        public int KeyBits = 128;

        /// <summary>How both sides prove who they are.</summary>
        public GdoiAuthentication Authentication = GdoiAuthentication.Ecdsa256;

        /// <summary>True for SHA-1 as the hash of phase 1: only for a key server that has nothing newer. See <see cref="Legacy"/>.</summary>
        public bool UseSha1;

        /// <summary>Seconds that phase 1 lives, as proposed: 65,535 at most.</summary>
        public int LifeSeconds = 3600;

        /// <summary>Milliseconds until a message is sent again; doubled each time.</summary>
        public int RetransmitMs = 2000;

        /// <summary>How often it is sent in all before the key server counts as silent.</summary>
        public int Attempts = 5;

        /// <summary>Milliseconds until a failed exchange is begun anew; doubled each time up to 64 times that, a random part of it taken off.</summary>
        public int RetryMs = 30000;

        /// <summary>Least milliseconds between two pulls because of a KeyID that the store does not have.</summary>
        public int UnknownKeyMs = 60000;

        /// <summary>Sender identifiers to ask for, for a member that sends with a counter mode (RFC 6407 clause 3.5).</summary>
        public int SenderIds;

        /// <summary>Bits named in the derivation of the key of GROUPKEY-PUSH-ACK: RFC 8263 clause 3.2 says 512; some read 256.</summary>
        public int AckKeyBits = 512;

        /// <summary>Seconds for which an ended TEK is still found by its KeyID, when the key server names no deactivation delay.</summary>
        public int GraceSeconds = 60;

        /// <summary>
        /// What ECDSA signs in phase 1. False, by the letter: RFC 2409 clause 5.1 applies the signature algorithm to HASH_I and HASH_R, and RFC 4754
        /// clause 4 makes SHA-256 a part of that algorithm, so what is signed is their SHA-256. True to take HASH_I itself for the digest, as DSS does by the
        /// remark in RFC 2409 clause 5.1 on algorithms that are tied to a hash; so does strongSwan.
        /// </summary>
        public bool PlainEcdsa;

        /// <summary>Domain of interpretation of phase 1; IPsec, 1, only for tests against servers of IKEv1.</summary>
        internal int Doi = Isakmp.DoiGdoi;

        /// <summary>For old key servers: pre-shared key, SHA-1, AES-128. Never a default, and named in the log by whoever uses it.</summary>
        /// <returns>A profile.</returns>
        public static GdoiProfile Legacy()
        {
            GdoiProfile profile = new GdoiProfile();
            profile.Group = 14;
            profile.Authentication = GdoiAuthentication.PreSharedKey;
            profile.UseSha1 = true;
            return profile;
        }
    }
}
