namespace nanoDer.Peers;

/// <summary>What a server shows to servers of other domains: a certificate with the dNSNames of its own domain and of its rooms, as both sides of TLS.</summary>
/// <param name="CertificateFile">The certificate, PEM.</param>
/// <param name="KeyFile">Its key, PEM.</param>
public sealed record Federation(string CertificateFile, string KeyFile);
