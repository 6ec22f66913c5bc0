namespace nanoDer.Peers;

/// <summary>Prosody's configuration: client connections only, on loopback, nothing kept on disk but a log.</summary>
public static class ProsodyConfiguration
{
    internal const string FileName = "prosody.cfg.lua";
    internal const string LogName = "prosody.log";
    internal const string CertificateName = "server.pem";
    internal const string KeyName = "server.key";
    internal const string AuthorityName = "ca-crl.pem";

    /// <summary>The text of the configuration of a server whose files are all in <paramref name="folder"/>.</summary>
    public static string Text(ProsodyOptions options, string folder, int port) => $$"""
        data_path = "{{folder}}/data"
        pidfile = "{{folder}}/prosody.pid"
        certificates = "{{folder}}"
        log = { { levels = { min = "info" }, to = "file", filename = "{{folder}}/{{LogName}}" } }
        interfaces = { "127.0.0.1" }
        c2s_ports = { {{port}} }
        network_settings = { nagle = false } -- or each TLS 1.3 login waits 40 ms for a delayed acknowledgement
        modules_enabled = { "roster"; "saslauth"; {{(options.StartTls ? "\"tls\"; " : "")}}"disco"; "ping"; "smacks"; "limits"; "presence"; "message"; "iq" }
        modules_disabled = { "s2s"; "s2s_auth_certs"; "offline"; "c2s_conn_throttle"{{(options.StartTls ? "" : "; \"tls\"")}} }
        default_storage = "memory"
        storage = { accounts = "internal" }
        limits = { c2s = { rate = "10mb/s"; burst = "2s" } }
        c2s_stanza_size_limit = {{options.StanzaLimit}}
        c2s_require_encryption = {{Lua(options.StartTls)}}
        authentication = "{{(options is { SaslExternal: true, StartTls: true } ? "ccert" : options.Accounts.Count > 0 ? "internal_plain" : "internal_hashed")}}"
        certificate_match = "xmppaddr"
        ssl = {
          certificate = "{{folder}}/{{CertificateName}}"; key = "{{folder}}/{{KeyName}}";
          cafile = "{{folder}}/{{AuthorityName}}"; capath = false;
          protocol = "{{Protocol(options.Tls)}}";
          ciphers = "{{options.Tls12Suites}}";
          ciphersuites = "{{options.Tls13Suites}}";
          curveslist = { "P-256" };
          verify = { "peer", "client_once"{{(options.RequireClientCertificate ? ", \"fail_if_no_peer_cert\"" : "")}} };
          verifyext = { lsec_continue = false; lsec_ignore_purpose = false; crl_check = true };
        }
        VirtualHost "{{options.Domain}}"
        Component "muc.{{options.Domain}}" "muc"
          restrict_room_creation = false
          muc_room_default_members_only = false
          muc_room_default_moderated = true
          muc_room_default_public_jids = true
          muc_room_locking = false
          muc_tombstones = false

        """;

    /// <summary>Writes the accounts to where its storage looks for them.</summary>
    internal static void WriteAccounts(ProsodyOptions options, string folder)
    {
        string domain = string.Concat(options.Domain.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"%{(int)c:x2}"));
        string accounts = Path.Combine(folder, "data", domain, "accounts");
        foreach ((string name, string password) in options.Accounts)
        {
            Directory.CreateDirectory(accounts);
            File.WriteAllText(Path.Combine(accounts, name + ".dat"), $"return {{ [\"password\"] = \"{password}\" }};\n");
        }
    }

    private static string Lua(bool value) => value ? "true" : "false";

    private static string Protocol(TlsVersions versions) => versions switch
    {
        TlsVersions.Tls12 => "tlsv1_2",
        TlsVersions.Tls13 => "tlsv1_3",
        _ => "tlsv1_2+",
    };
}
