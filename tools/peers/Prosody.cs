using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using nanoDer.Tools;

namespace nanoDer.Peers;

/// <summary>A private Prosody on loopback. All it has is in a temporary folder, which goes with it, also when this process dies.</summary>
public sealed class Prosody : IAsyncDisposable
{
    private const int Hangup = 1;
    private const int Kill = 9;
    private const int Freeze = 19;
    private const int Thaw = 18;
    private const int PortTries = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly ProsodyOptions _options;
    private Process? _supervisor;
    private int _pid;

    private Prosody(ProsodyOptions options)
    {
        _options = options;
        Folder = Directory.CreateTempSubdirectory("nanoder-prosody-").FullName;
    }

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    /// <summary>Where it listens, also while it is stopped.</summary>
    public Endpoint Endpoint { get; private set; } = new("127.0.0.1", 1);

    /// <summary>Its log so far.</summary>
    public string Log => Read("console.log") + Read(ProsodyConfiguration.LogName);

    /// <summary>What is missing on this machine to run one, or null.</summary>
    public static string? Missing()
        => !OperatingSystem.IsLinux() ? "Prosody's supervisor needs Linux"
        : FindInPath("prosody") is null ? "prosody is not installed (Debian: apt-get install prosody)"
        : !Directory.Exists("/usr/lib/prosody/modules/mod_auth_ccert") ? "Prosody's mod_auth_ccert is not installed (Debian: apt-get install prosody-modules)"
        : null;

    /// <summary>Starts one on a free port and waits until it takes connections.</summary>
    /// <exception cref="UserError">It is not installed, or does not start: the message holds its log.</exception>
    public static async Task<Prosody> StartAsync(ProsodyOptions options, CancellationToken cancellation = default)
    {
        if (Missing() is { } missing)
        {
            throw new UserError("Prosody", missing, "install it and try again");
        }

        var server = new Prosody(options);
        try
        {
            for (int tries = 1; ; tries++)
            {
                server.Endpoint = new Endpoint("127.0.0.1", FreePort());
                if (await server.TryStartAsync(tries == PortTries, cancellation))
                {
                    return server;
                }
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it in order. The folder and the port stay its own for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync() => EndAsync(keepFolder: true);

    /// <summary>Kills it as a power cut would: open connections get no goodbye of XMPP or TLS.</summary>
    public Task KillAsync()
    {
        Signal(Kill);
        return EndAsync(keepFolder: true);
    }

    /// <summary>Starts it again on the same port.</summary>
    /// <exception cref="UserError">It does not start.</exception>
    public async Task StartAgainAsync(CancellationToken cancellation = default) => await TryStartAsync(lastTry: true, cancellation);

    /// <summary>Stops its clock: connections stay open, and nothing is answered.</summary>
    public void Pause() => Signal(Freeze);

    /// <summary>Lets a paused one go on.</summary>
    public void Resume() => Signal(Thaw);

    /// <summary>Has it read certificates and revocation list again. They hold for logins after its log tells of the reload.</summary>
    public async Task ReloadAsync()
    {
        CopyCredentials();
        int before = Log.Length;
        Signal(Hangup);
        await LoggedAsync("Reloading configuration", before);
    }

    /// <summary>Waits until <paramref name="text"/> is in the log, after its first <paramref name="skip"/> characters.</summary>
    /// <exception cref="UserError">It does not come.</exception>
    public async Task LoggedAsync(string text, int skip = 0)
    {
        var time = Stopwatch.StartNew();
        while (!Log[skip..].Contains(text))
        {
            if (time.Elapsed > StartLimit)
            {
                throw new UserError("Prosody", $"it has not logged '{text}'", $"see its log:\n{Log}");
            }

            await Task.Delay(Poll);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(keepFolder: false);
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string? FindInPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Append("/usr/bin").Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int pid, int signal);

    private void Signal(int signal)
    {
        if (_pid == 0 || SendSignal(_pid, signal) != 0)
        {
            throw new InvalidOperationException("it does not run");
        }
    }

    private async Task<bool> TryStartAsync(bool lastTry, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        CopyCredentials();
        File.WriteAllText(Path.Combine(Folder, ProsodyConfiguration.FileName), ProsodyConfiguration.Text(_options, Folder, Endpoint.Port));
        File.Delete(Path.Combine(Folder, ProsodyConfiguration.LogName));
        _supervisor = Process.Start(new ProcessStartInfo("setsid")
        {
            ArgumentList = { "sh", Path.Combine(AppContext.BaseDirectory, "run-prosody.sh"), Folder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _pid = int.Parse(await _supervisor.StandardOutput.ReadLineAsync(CancellationToken.None) ?? "0");
        string? problem = await WaitUntilReadyAsync(cancellation);
        if (problem is null)
        {
            return true;
        }

        string log = Log;
        await EndAsync(keepFolder: true);
        return !lastTry && log.Contains("Failed to open server port")
            ? false
            : throw new UserError("Prosody", problem, $"see its log:\n{log}");
    }

    // Another process may have taken the port, so an open port alone does not tell that it is ours.
    private async Task<string?> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        while (time.Elapsed < StartLimit)
        {
            cancellation.ThrowIfCancellationRequested();
            string log = Log;
            if (log.Contains("Failed to open server port"))
            {
                return $"port {Endpoint.Port} is in use";
            }

            if (HasEnded())
            {
                return "it ended at once";
            }

            if (log.Contains("Activated service 'c2s'") && await AnswersAsync(cancellation))
            {
                return null;
            }

            await Task.Delay(Poll, cancellation);
        }

        return $"it was not ready within {StartLimit.TotalSeconds} s";
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Endpoint.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private bool HasEnded()
    {
        try
        {
            string status = File.ReadAllText($"/proc/{_pid}/stat");
            return status[status.LastIndexOf(')') + 2] is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task EndAsync(bool keepFolder)
    {
        if (_supervisor is null)
        {
            return;
        }

        using Process supervisor = _supervisor;
        _supervisor = null;
        SendSignal(_pid, Thaw); // a paused process would not end
        await supervisor.StandardInput.WriteLineAsync(keepFolder ? "keep" : "drop");
        supervisor.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await supervisor.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            SendSignal(_pid, Kill);
            supervisor.Kill();
            await supervisor.WaitForExitAsync(CancellationToken.None);
        }

        _pid = 0;
    }

    private void CopyCredentials()
    {
        File.Copy(_options.CertificateFile, Path.Combine(Folder, ProsodyConfiguration.CertificateName), overwrite: true);
        File.Copy(_options.KeyFile, Path.Combine(Folder, ProsodyConfiguration.KeyName), overwrite: true);
        File.Copy(_options.AuthorityAndCrlFile, Path.Combine(Folder, ProsodyConfiguration.AuthorityName), overwrite: true);
    }

    private string Read(string name)
    {
        string file = Path.Combine(Folder, name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
