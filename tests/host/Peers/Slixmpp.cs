using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.HostTests.Peers;

/// <summary>Runs scripts on Debian's slixmpp, an XMPP client that knows nothing of this project.</summary>
internal static class Slixmpp
{
    private const string Python = "/usr/bin/python3";
    private const string Package = "/usr/lib/python3/dist-packages/slixmpp/__init__.py";

    /// <summary>
    /// Runs <c>Peers/SCRIPT</c> of the tests' folder with the arguments port, bare JID, certificate, key, authority, and then <paramref name="more"/>.
    /// </summary>
    public static Task<ProcessResult> RunAsync(
        string script, Endpoint server, string jid, IssuedCertificate own, string authorityFile, params string[] more) =>
        ChildProcess.RunAsync(Python, Arguments(script, server, jid, own, authorityFile, more));

    /// <summary>Starts one that goes on until it ends by itself.</summary>
    public static RunningProcess Start(string script, Endpoint server, string jid, IssuedCertificate own, string authorityFile, params string[] more) =>
        new(Python, Arguments(script, server, jid, own, authorityFile, more));

    private static string[] Arguments(string script, Endpoint server, string jid, IssuedCertificate own, string authorityFile, string[] more)
    {
        RequiredPeer.Program(Package, "python3-slixmpp");
        string file = Path.Combine(AppContext.BaseDirectory, "Peers", script);
        return ["-B", file, server.Port.ToString(), jid, own.CertificateFile, own.KeyFile, authorityFile, .. more];
    }
}
