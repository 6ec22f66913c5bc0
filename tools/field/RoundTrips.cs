using System.Diagnostics;
using nanoDer.Emulator;
using nanoDer.Peers;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Field;

/// <summary>
/// Round trips through a server: the same client asks the gateway, libstrophe and slixmpp the same questions, one after the other and with
/// many open.
/// </summary>
public sealed class RoundTrips : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const int WarmUp = 200;
    private const int Open = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FieldSite _site = new();

    /// <summary>What is missing on this machine, or null.</summary>
    public static string? Missing()
        => Prosody.Missing() ?? Ejabberd.Missing()
        ?? (File.Exists("/usr/include/strophe.h") ? null : "libstrophe is not installed (Debian: apt-get install libstrophe-dev)")
        ?? (File.Exists("/usr/bin/gcc") ? null : "gcc is not installed (Debian: apt-get install gcc libc6-dev)")
        ?? (File.Exists("/usr/lib/python3/dist-packages/slixmpp/__init__.py") ? null : "slixmpp is not installed (Debian: apt-get install python3-slixmpp)");

    /// <summary>Measures everything.</summary>
    /// <param name="count">Questions of each measurement.</param>
    /// <param name="bytes">Bytes of payload of those that are not pings.</param>
    /// <param name="prosodyOnly">Leaves ejabberd out.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserError">Something is missing or did not start.</exception>
    public async IAsyncEnumerable<RoundTrip> RunAsync(
        int count, int bytes, bool prosodyOnly, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Missing() is { } missing)
        {
            throw new UserError("round trips", missing, "install it and try again");
        }

        string strophe = await CompileAsync(cancellation);
        (string Name, int Bytes, Func<Endpoint, CancellationToken, Task> Run)[] devices =
        [
            ("gateway, ping", 0, Gateway),
            ("libstrophe, ping", 0, (server, stop) => ProgramAsync(strophe, [], server, stop)),
            ("slixmpp, ping", 0, (server, stop) => ProgramAsync(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "echo.py")], server, stop)),
            ("gateway's client, echo", bytes, Echo),
            ("libstrophe, echo", bytes, (server, stop) => ProgramAsync(strophe, [], server, stop)),
            ("slixmpp, echo", bytes, (server, stop) => ProgramAsync(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "echo.py")], server, stop)),
        ];
        foreach (Func<Task<XmppServer>> start in prosodyOnly ? new[] { _site.ProsodyAsync } : new Func<Task<XmppServer>>[] { _site.ProsodyAsync, _site.EjabberdAsync })
        {
            await using XmppServer server = await start();
            foreach ((string name, int size, Func<Endpoint, CancellationToken, Task> run) in devices)
            {
                cancellation.ThrowIfCancellationRequested();
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                Task device = run(server.Endpoint, stop.Token);
                (LoadResult one, LoadResult many) = await MeasureAsync(server.Endpoint, device, count, size, cancellation);
                await stop.CancelAsync();
                await device;
                yield return new RoundTrip(server.Name, name, one, many);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();

    private async Task<(LoadResult One, LoadResult Many)> MeasureAsync(Endpoint server, Task device, int count, int bytes, CancellationToken cancellation)
    {
        using XmppDriver driver = await _site.DriverAsync(server, cancellation);
        var load = new Load(driver, FieldSite.FullDevice);
        int warmUp = Math.Min(WarmUp, count);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        Task<LoadResult> warm = load.RunAsync(warmUp, bytes, patience.Token);
        if (await Task.WhenAny(warm, device) == device)
        {
            await device;
            throw new UserError("device", "it ended at once", "see what it wrote");
        }

        await warm;
        await load.PipelineAsync(warmUp, bytes, Open, cancellation);
        return (await load.RunAsync(count, bytes, cancellation), await load.PipelineAsync(count, bytes, Open, cancellation));
    }

    private Task Gateway(Endpoint server, CancellationToken stop)
    {
        EmulatedGateway gateway = _site.Gateway(server);
        return Task.Factory.StartNew(() => gateway.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private Task Echo(Endpoint server, CancellationToken stop)
    {
        var echo = new EchoDevice(
            server, BareJid.Parse(FieldSite.Device), File.ReadAllBytes(_site.DeviceCertificate.CertificateFile),
            File.ReadAllBytes(_site.DeviceCertificate.KeyFile), File.ReadAllBytes(_site.AuthorityFile));
        return Task.Factory.StartNew(() => echo.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private async Task ProgramAsync(string program, string[] arguments, Endpoint server, CancellationToken stop)
    {
        string[] all = [.. arguments, $"{server.Port}", FieldSite.FullDevice, _site.DeviceCertificate.CertificateFile, _site.DeviceCertificate.KeyFile, _site.AuthorityFile];
        using Process process = Process.Start(new ProcessStartInfo(program, all) { RedirectStandardError = true })!;
        Task<string> said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop);
            throw new UserError(Path.GetFileName(program), $"it ended: {await said}", "see the server's log");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<string> CompileAsync(CancellationToken cancellation)
    {
        string program = Path.Combine(_site.Folder, "echo");
        using Process gcc = Process.Start("/usr/bin/gcc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "echo.c"), "-lstrophe"]);
        await gcc.WaitForExitAsync(cancellation);
        return gcc.ExitCode == 0 ? program : throw new UserError("gcc", "it could not compile echo.c", "install gcc, libc6-dev and libstrophe-dev");
    }
}
