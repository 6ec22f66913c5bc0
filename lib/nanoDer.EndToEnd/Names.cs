using nanoDer.Core;

namespace nanoDer.EndToEnd
{
    /// <summary>Names of elements and object identifiers of algorithms, by numbers. What each message has comes first.</summary>
    internal static class Names
    {
        internal const int Tbp = 0;
        internal const int Token2 = 1;
        internal const int AssoId = 2;
        internal const int Time = 3;
        internal const int Seq = 4;
        internal const int ApplData = 5;
        internal const int EncrTransfer = 6;
        internal const int ClearTransfer = 7;
        internal const int Auth = 8;
        internal const int Nonce = 9;
        internal const int Algorithm = 10;
        internal const int Icv = 11;
        internal const int Iv = 12;
        internal const int Rekey = 13;
        internal const int ReqRekey = 14;
        internal const int ChangedKey = 15;
        internal const int HandshakeReq = 16;
        internal const int HandshakeAcc = 17;

        // From here to the last but one: PDUs with a ClearToken3.
        internal const int HandshakeSecReject = 18;
        internal const int ApplicationReject = 19;
        internal const int HandshakeSecAbort = 20;
        internal const int DtSecAbort = 21;
        internal const int ApplAbort = 22;
        internal const int ReleaseReq = 23;
        internal const int ReleaseRsp = 24;

        internal const int Pp = 25;
        internal const int Tbs = 26;
        internal const int Token1 = 27;
        internal const int Token3 = 28;
        internal const int SigAlg = 29;
        internal const int PkCert = 30;
        internal const int CertPath = 31;
        internal const int Certificate = 32;
        internal const int Version = 33;
        internal const int DhKey = 34;
        internal const int PublicKey = 35;
        internal const int Hmac = 36;
        internal const int EncrMode = 37;
        internal const int Aea = 38;
        internal const int NonAea = 39;
        internal const int Encr = 40;
        internal const int IcvAlgId = 41;
        internal const int AlgorithmIdentifier = 42;
        internal const int ConfParams = 43;
        internal const int Diag = 44;
        internal const int Sign = 45;
        internal const int Algo = 46;

        // Object identifiers; the first seven in the order of the bits of EndToEndProfile.Algorithms.
        internal const int FirstAlgorithm = 47;
        internal const int HmacSha256 = 51;
        internal const int LastAlgorithm = 53;
        internal const int EcdsaSha256 = 54;
        internal const int RsaSha256 = 55;
        internal const int P256 = 56;
        internal const int BrainpoolP256r1 = 57;

        internal static readonly NameList List = new NameList(
            "tbp token2 assoID time seq applData EncrTransfer ClearTransfer auth nonce algorithm icv iv rekey reqRekey changedKey"
            + " HandshakeReq HandshakeAcc HandshakeSecReject ApplicationReject HandshakeSecAbort DtSecAbort ApplAbort ReleaseReq ReleaseRsp"
            + " pp tbs token1 token3 sigAlg pkCert certPath Certificate version dhKey publicKey hmac encr-mode aea non-aea encr icvAlgID"
            + " AlgorithmIdentifier confParams diag sign algo"
            + " 2.16.840.1.101.3.4.1.6 2.16.840.1.101.3.4.1.46 2.16.840.1.101.3.4.1.2 2.16.840.1.101.3.4.1.42 1.2.840.113549.2.9"
            + " 2.16.840.1.101.3.4.1.9 2.16.840.1.101.3.4.1.49 1.2.840.10045.4.3.2 1.2.840.113549.1.1.11 1.2.840.10045.3.1.7"
            + " 1.3.36.3.3.2.8.1.1.7");
    }
}
