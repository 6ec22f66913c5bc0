using nanoDer.HostTests.Peers;

namespace nanoDer.HostTests.Pki;

/// <summary>OpenSSL's command line: what it says of a certificate does not come from us.</summary>
internal static class OpenSsl
{
    public static Task<ProcessResult> RunAsync(params string[] arguments)
    {
        RequiredPeer.Program("/usr/bin/openssl", "openssl");
        return ChildProcess.RunAsync("/usr/bin/openssl", arguments);
    }

    /// <summary>All of a certificate as text.</summary>
    public static async Task<string> TextAsync(string certificateFile)
        => (await RunAsync("x509", "-in", certificateFile, "-noout", "-text")).Output;

    /// <summary>Verifies against the authority, its revocation list and the purpose.</summary>
    public static Task<ProcessResult> VerifyAsync(string bundleFile, string purpose, string certificateFile)
        => RunAsync("verify", "-x509_strict", "-crl_check", "-CAfile", bundleFile, "-purpose", purpose, certificateFile);
}
