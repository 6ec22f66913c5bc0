using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using nanoDer.Tools;

namespace nanoDer.Peers;

/// <summary>A private XMPP server on loopback. All it has is in a temporary folder, which goes with it, also when this process dies.</summary>
public abstract class XmppServer : IAsyncDisposable
{
    private const int Kill = 9;
    private const int Freeze = 19;
    private const int Thaw = 18;
    private const int PortTries = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private Process? _supervisor;
    private int _pid;

    /// <summary>Takes a folder of its own.</summary>
    /// <param name="name">What the server is called.</param>
    protected XmppServer(string name)
    {
        Name = name;
        Folder = Directory.CreateTempSubdirectory($"nanoder-{name.ToLowerInvariant()}-").FullName;
    }

    /// <summary>What the server is called.</summary>
    public string Name { get; }

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    /// <summary>Where it listens, also while it is stopped.</summary>
    public Endpoint Endpoint { get; private set; } = new("127.0.0.1", 1);

    /// <summary>Its log so far.</summary>
    public string Log => Read("console.log") + Read(LogName);

    /// <summary>Name of its log in <see cref="Folder"/>.</summary>
    protected abstract string LogName { get; }

    /// <summary>The user that it runs under, where this process runs as root.</summary>
    protected abstract string User { get; }

    /// <summary>Program and arguments.</summary>
    protected abstract string[] Command { get; }

    /// <summary>What its log says when the port is another's.</summary>
    protected abstract string PortTaken { get; }

    /// <summary>What its log says when it is ready.</summary>
    protected abstract string Ready { get; }

    /// <summary>Whether an orderly end is worth its time when nothing is kept.</summary>
    protected virtual bool EndsInOrder => true;

    /// <summary>What it needs in its environment.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Environment => [];

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

    /// <summary>Waits until <paramref name="text"/> is in the log, after its first <paramref name="skip"/> characters.</summary>
    /// <exception cref="UserError">It does not come.</exception>
    public async Task LoggedAsync(string text, int skip = 0)
    {
        var time = Stopwatch.StartNew();
        while (!Log[skip..].Contains(text))
        {
            if (time.Elapsed > StartLimit)
            {
                throw new UserError(Name, $"it has not logged '{text}'", $"see its log:\n{Log}");
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

    /// <summary>The program's place in the search path.</summary>
    protected static string? FindInPath(string program)
        => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Append("/usr/bin").Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    /// <summary>Starts it on a free port and waits until it takes connections.</summary>
    /// <exception cref="UserError">It does not start: the message holds its log.</exception>
    protected async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            for (int tries = 1; ; tries++)
            {
                Endpoint = new Endpoint("127.0.0.1", FreePort());
                if (await TryStartAsync(tries == PortTries, cancellation))
                {
                    return;
                }
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes all that it reads into <see cref="Folder"/>.</summary>
    protected abstract void Configure();

    /// <summary>Sends it a signal.</summary>
    protected void Signal(int signal)
    {
        if (_pid == 0 || SendSignal(_pid, signal) != 0)
        {
            throw new InvalidOperationException("it does not run");
        }
    }

    /// <summary>A port that was free just now.</summary>
    protected static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int pid, int signal);

    private async Task<bool> TryStartAsync(bool lastTry, CancellationToken cancellation)
    {
        Configure();
        File.Delete(Path.Combine(Folder, LogName));
        File.Delete(Path.Combine(Folder, "console.log"));
        string[] arguments = ["sh", Path.Combine(AppContext.BaseDirectory, "run-peer.sh"), Folder, User, .. Command];
        var start = new ProcessStartInfo("setsid", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        _supervisor = Process.Start(start)!;
        _pid = int.Parse(await _supervisor.StandardOutput.ReadLineAsync(CancellationToken.None) ?? "0");
        string? problem = await WaitUntilReadyAsync(cancellation);
        if (problem is null)
        {
            return true;
        }

        string log = Log;
        await EndAsync(keepFolder: true);
        return !lastTry && log.Contains(PortTaken)
            ? false
            : throw new UserError(Name, problem, $"see its log:\n{log}");
    }

    // Another process may have taken the port, so an open port alone does not tell that it is ours.
    private async Task<string?> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        while (time.Elapsed < StartLimit)
        {
            cancellation.ThrowIfCancellationRequested();
            string log = Log;
            if (log.Contains(PortTaken))
            {
                return $"port {Endpoint.Port} is in use";
            }

            if (HasEnded())
            {
                return "it ended at once";
            }

            if (log.Contains(Ready) && await AnswersAsync(cancellation))
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
        await supervisor.StandardInput.WriteLineAsync(keepFolder ? "keep" : EndsInOrder ? "drop" : "kill");
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

    private string Read(string name)
    {
        string file = Path.Combine(Folder, name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
