namespace System.Net.Security
{
    [System.Flags]
    public enum SslProtocols
    {
        None = 0, Tls = 192, Tls11 = 768, Tls12 = 3072, Tls13 = 12288,
    }

    public enum SslVerification
    {
        NoVerification = 1, VerifyPeer = 2, CertificateRequired = 4, VerifyClientOnce = 8,
    }
}
