namespace nanoDer.Peers;

/// <summary>Prosody's configuration: on loopback, client connections and those of other servers if told so, nothing kept on disk but a log.</summary>
public static class ProsodyConfiguration
{
    internal const string FileName = "prosody.cfg.lua";
    internal const string LogName = "prosody.log";
    internal const string CertificateName = "server.pem";
    internal const string KeyName = "server.key";
    internal const string AuthorityName = "ca-crl.pem";
    internal const string FederationCertificateName = "federation.pem";
    internal const string FederationKeyName = "federation.key";
    internal const string RoutesName = "routes";
    internal const string RoutesModule = "mod_fixed_routes";
    internal const string AccessModule = "mod_auth_client_access";
    internal const string AccessAuthorityName = "access-ca.pem";

    /// <summary>The text of the configuration of a server whose files are all in <paramref name="folder"/>.</summary>
    public static string Text(ProsodyOptions options, string folder, int port, int? federationPort, int? directPort) => $$"""
        data_path = "{{folder}}/data"
        pidfile = "{{folder}}/prosody.pid"
        plugin_paths = { "{{folder}}" }
        certificates = "{{folder}}"
        log = { { levels = { min = "{{(options.LogStanzas ? "debug" : "info")}}" }, to = "file", filename = "{{folder}}/{{LogName}}" } }
        interfaces = { "127.0.0.1" }
        c2s_ports = { {{port}} }
        c2s_direct_tls_ports = { {{directPort}} }
        network_settings = { nagle = false } -- or each TLS 1.3 login waits 40 ms for a delayed acknowledgement
        modules_enabled = { "roster"; "saslauth"; {{(options.StartTls ? "\"tls\"; " : "")}}"disco"; "ping"; "smacks"; "limits"; "presence"; "message"; "iq"{{(options.LogStanzas ? "; \"stanza_debug\"" : "")}}{{(federationPort is null ? "" : $"; \"{RoutesModule["mod_".Length..]}\"")}} }
        modules_disabled = { {{(federationPort is null ? "\"s2s\"; \"s2s_auth_certs\"; " : "")}}"offline"; "c2s_conn_throttle"{{(options.StartTls ? "" : "; \"tls\"")}} }
        default_storage = "memory"
        storage = { accounts = "internal" }
        limits = { c2s = { rate = "10mb/s"; burst = "2s" }; s2sin = { rate = "10mb/s"; burst = "2s" } } -- from servers it takes 30 kB/s by default
        c2s_stanza_size_limit = {{options.StanzaLimit}}
        c2s_require_encryption = {{Lua(options.StartTls)}}
        authentication = "{{(options.Access is not null ? "client_access" : options is { SaslExternal: true, StartTls: true } ? "ccert" : options.Accounts.Count > 0 ? "internal_plain" : "internal_hashed")}}"
        certificate_match = "xmppaddr"
        {{(options.Access is { } access ? Access(access, folder) : "")}}
        ssl = {
          certificate = "{{folder}}/{{CertificateName}}"; key = "{{folder}}/{{KeyName}}";
          cafile = "{{folder}}/{{AuthorityName}}"; capath = false;
          protocol = "{{Protocol(options.Tls)}}";
          ciphers = "{{options.Tls12Suites}}";
          ciphersuites = "{{options.Tls13Suites}}";
          curveslist = { "P-256" };
          verify = { "peer", "client_once"{{(options.RequireClientCertificate ? ", \"fail_if_no_peer_cert\"" : "")}} };
          verifyext = { lsec_continue = {{Lua(options.Access is ClientAccess.RemoteCheck)}}; lsec_ignore_purpose = false; crl_check = true };
        }
        {{(federationPort is { } open ? Federation(folder, open) : "")}}
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

    // The chain is checked behind the handshake, so that a refusal names its reason. The certificate is a server's, also where it is shown
    // by the side that connects.
    private static string Federation(string folder, int port) => $$"""
        fixed_routes_file = "{{folder}}/{{RoutesName}}"
        s2s_ports = { {{port}} }
        s2s_secure_auth = true
        s2s_ssl = {
          certificate = "{{folder}}/{{FederationCertificateName}}"; key = "{{folder}}/{{FederationKeyName}}";
          verifyext = { lsec_continue = true; lsec_ignore_purpose = true; crl_check = true };
        }
        """;

    private static string Access(ClientAccess access, string folder) => $"client_access = \"{access.Where}\"; " + access switch
    {
        ClientAccess.LocalList list => $"client_access_file = \"{Path.GetFullPath(list.File)}\"",
        ClientAccess.RemoteCheck check => Service(check.Url, folder),
        ClientAccess.LocalChainRemoteAccess split => Service(split.Url, folder),
        _ => throw new ArgumentOutOfRangeException(nameof(access)),
    };

    private static string Service(Uri url, string folder) => $"client_access_url = \"{url}\"; client_access_cafile = \"{folder}/{AccessAuthorityName}\"";

    private static string Lua(bool value) => value ? "true" : "false";

    private static string Protocol(TlsVersions versions) => versions switch
    {
        TlsVersions.Tls12 => "tlsv1_2",
        TlsVersions.Tls13 => "tlsv1_3",
        _ => "tlsv1_2+",
    };
}
