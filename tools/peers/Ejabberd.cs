using System.Runtime.InteropServices;
using nanoDer.Tools;

namespace nanoDer.Peers;

/// <summary>A private ejabberd on loopback: Erlang without distribution, so that no port mapper is started either.</summary>
public sealed class Ejabberd : XmppServer
{
    private const string AccountsName = "accounts.terms";

    private readonly EjabberdOptions _options;

    private Ejabberd(EjabberdOptions options)
        : base("ejabberd") => _options = options;

    /// <inheritdoc/>
    protected override string LogName => "ejabberd.log";

    /// <inheritdoc/>
    protected override string User => "ejabberd";

    /// <inheritdoc/>
    protected override string[] Command =>
    [
        "erl", "-noinput", "-noshell", "-mnesia", "dir", $"\"{Folder}/spool\"", "-boot", "start_sasl", "-ejabberd", "log_rate_limit", "0",
        "-sasl", "sasl_error_logger", "false", "+S", "2", "-s", "ejabberd", "-eval",
        $"{{ok, L}} = file:consult(\"{Folder}/{AccountsName}\"), [ejabberd_auth:try_register(U, H, P) || {{U, H, P}} <- L], io:format(\"{Ready}~n\").",
    ];

    /// <inheritdoc/>
    protected override string PortTaken => "Failed to open socket";

    /// <inheritdoc/>
    protected override string Ready => "accounts are there";

    /// <summary>It would take three seconds.</summary>
    protected override bool EndsInOrder => false;

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("EJABBERD_CONFIG_PATH", $"{Folder}/ejabberd.yml"), new("EJABBERD_LOG_PATH", $"{Folder}/{LogName}"), new("SPOOL_DIR", $"{Folder}/spool"),
        new("HOME", Folder), new("CONFIG_DIR", Folder), new("LOGS_DIR", Folder), new("ERL_CRASH_DUMP", $"{Folder}/crash.dump"), new("ERL_LIBS", Libraries),
    ];

    private static string Libraries => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "/usr/lib/aarch64-linux-gnu" : "/usr/lib/x86_64-linux-gnu";

    /// <summary>What is missing on this machine to run one, or null.</summary>
    public static string? Missing()
        => !OperatingSystem.IsLinux() ? "ejabberd's supervisor needs Linux"
        : FindInPath("erl") is null || !Directory.EnumerateDirectories(Libraries, "ejabberd-*").Any() ? "ejabberd is not installed (Debian: apt-get install ejabberd)"
        : null;

    /// <summary>Starts one on a free port and waits until it takes connections.</summary>
    /// <exception cref="UserError">It is not installed, or does not start: the message holds its log.</exception>
    public static async Task<Ejabberd> StartAsync(EjabberdOptions options, CancellationToken cancellation = default)
    {
        if (Missing() is { } missing)
        {
            throw new UserError("ejabberd", missing, "install it and try again");
        }

        var server = new Ejabberd(options);
        await server.StartAsync(cancellation);
        return server;
    }

    /// <inheritdoc/>
    protected override void Configure()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "spool"));
        File.WriteAllText(Path.Combine(Folder, "server.pem"), File.ReadAllText(_options.CertificateFile) + "\n" + File.ReadAllText(_options.KeyFile));
        File.Copy(_options.AuthorityAndCrlFile, Path.Combine(Folder, "ca.pem"), overwrite: true);
        File.WriteAllText(Path.Combine(Folder, "ejabberd.yml"), Text());
        File.WriteAllLines(
            Path.Combine(Folder, AccountsName),
            _options.Accounts.Select(a => $"{{<<\"{a.Key}\">>, <<\"{_options.Domain}\">>, <<\"{a.Value}\">>}}."));
    }

    private string Text() => $$"""
        hosts: ["{{_options.Domain}}"]
        loglevel: info
        hide_sensitive_log_data: true
        certfiles: ["{{Folder}}/server.pem"]
        ca_file: "{{Folder}}/ca.pem"
        c2s_cafile: "{{Folder}}/ca.pem"
        c2s_protocol_options: [no_sslv3, no_tlsv1, no_tlsv1_1{{Protocol()}}]
        c2s_ciphers: "{{_options.Tls12Suites}}"
        auth_method: [internal]
        auth_password_format: scram
        auth_scram_hash: sha256
        disable_sasl_mechanisms: [PLAIN, DIGEST-MD5, SCRAM-SHA-1, X-OAUTH2]
        default_db: mnesia
        listen:
          - port: {{Endpoint.Port}}
            ip: 127.0.0.1
            module: ejabberd_c2s
            starttls_required: true
            tls_verify: {{(_options.SaslExternal ? "true" : "false")}}
            max_stanza_size: {{_options.StanzaLimit}}
        acl:
          local: { user_regexp: "" }
        modules:
          mod_disco: {}
          mod_ping: {}
          mod_roster: {}
          mod_stream_mgmt: {}
          mod_muc:
            host: muc.{{_options.Domain}}
            access_create: all
            default_room_options: {anonymous: false, members_only: false, moderated: true, public: true}

        """;

    private string Protocol() => _options.Tls switch
    {
        TlsVersions.Tls12 => ", no_tlsv1_3",
        TlsVersions.Tls13 => ", no_tlsv1_2",
        _ => "",
    };
}
