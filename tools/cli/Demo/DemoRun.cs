using System.Diagnostics;
using nanoDer.Client;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Grid;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>
/// The main job, all of it for real: certificates, a private XMPP server on loopback, the gateway's firmware on an emulated board, and the
/// grid side that reads from it. Everything lives in temporary folders and is taken away at the end.
/// </summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private const string Domain = "der.local";
    private const string Device = "der1@" + Domain;
    private const string GridSide = "grid1@" + Domain;

    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Board _board;
    private readonly DemoProgress _progress;
    private readonly StringWriter _gatewayLog = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("nanoder-demo-").FullName;
    private readonly CancellationTokenSource _stopGateway = new();
    private readonly DemoStep _toldOfAssociation = new("association seen by the gateway");
    private string _online = "";
    private Prosody? _server;
    private Task _gateway = Task.CompletedTask;

    public DemoRun(Board board, DemoProgress progress)
    {
        _board = board;
        _progress = progress;
    }

    /// <summary>What gateway and server have to say when something went wrong.</summary>
    public string Logs => $"gateway:\n{_gatewayLog}\nserver:\n{_server?.Log}";

    /// <summary>Shows all steps but the last, reading until <paramref name="enough"/>.</summary>
    /// <exception cref="UserError">A step did not happen.</exception>
    public async Task PlayAsync(CancellationToken enough)
    {
        (IssuedCertificate server, IssuedCertificate device, IssuedCertificate grid, CertificateAuthority authority) = MakeCertificates();
        using (authority)
        {
            _server = await Prosody.StartAsync(
                new ProsodyOptions
                {
                    Domain = Domain, CertificateFile = server.CertificateFile, KeyFile = server.KeyFile, AuthorityAndCrlFile = authority.BundleFile,
                },
                enough);
            _progress.Done(_progress.Server, $"Prosody, {_server.Endpoint}, {Domain}");
            StartGateway(Load(device, authority, Device), _server.Endpoint);
            await StepAsync(_progress.Online, enough);
            await TalkAsync(new GridOptions(_server.Endpoint, BareJid.Parse(GridSide), Load(grid, authority, GridSide), StepLimit), enough);
            await StepAsync(_progress.Released, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopGateway.CancelAsync();
        bool inOrder = await Task.WhenAny(_gateway, Task.Delay(StepLimit)) == _gateway && !_gateway.IsFaulted;
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        if (inOrder && _server is not null && !Directory.Exists(_server.Folder))
        {
            _progress.Done(_progress.Cleaned, "gateway and server stopped, folders removed");
        }
    }

    private static PemCredentials Load(IssuedCertificate own, CertificateAuthority authority, string jid)
        => PemCredentials.Load(own.CertificateFile, own.KeyFile, authority.CertificateFile, BareJid.Parse(jid));

    private (IssuedCertificate Server, IssuedCertificate Device, IssuedCertificate Grid, CertificateAuthority Authority) MakeCertificates()
    {
        CertificateAuthority authority = CertificateAuthority.Init(Path.Combine(_folder, "pki"));
        var made = (
            authority.Issue(CertificateProfile.Server(Domain)),
            authority.Issue(CertificateProfile.Device(Device)),
            authority.Issue(CertificateProfile.Device(GridSide)),
            authority);
        _progress.Done(_progress.Certificates, $"authority, server, {Device}, {GridSide}");
        return made;
    }

    private void StartGateway(PemCredentials own, Endpoint server)
    {
        var options = new GatewayOptions(
            server.Host, server.Port, Device, own.Certificate, own.Key, own.Authorities, _board.MemoryPlan.StanzaBytes)
        {
            FirstWait = TimeSpan.FromMilliseconds(200),
            Peers = GridSide,
        };
        IEmulatedGateway gateway = Gateways.Create(_board, options, TextWriter.Synchronized(_gatewayLog));
        gateway.Told += OnTold;
        _gateway = Task.Factory.StartNew(
            () => gateway.Run(_stopGateway.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void OnTold(GatewayMessage message)
    {
        switch (message.What)
        {
            case GatewayEvent.Connected:
                _progress.Done(_progress.Connected, $"the firmware on an emulated {_board.Name}");
                break;
            case GatewayEvent.Secured:
                _progress.Done(_progress.Secured, InBrackets(message.Line));
                break;
            case GatewayEvent.Authenticated:
                _progress.Done(_progress.Authenticated, "the certificate is the identity, no password");
                break;
            case GatewayEvent.Online:
                _online = message.Text!;
                _progress.Done(_progress.Online, _online);
                break;
            case GatewayEvent.Associated:
                _toldOfAssociation.Done(message.Text!);
                break;
            case GatewayEvent.Released:
                _progress.Done(_progress.Released, message.Text!);
                break;
        }
    }

    private static string InBrackets(string line)
    {
        int open = line.LastIndexOf('(');
        return open < 0 ? line : line[(open + 1)..^1];
    }

    private async Task TalkAsync(GridOptions options, CancellationToken enough)
    {
        await using GridClient client = await GridClient.ConnectAsync(options, _online, enough);
        await StepAsync(_toldOfAssociation, enough);
        _progress.Done(_progress.Associated, $"{_toldOfAssociation.Detail}, {client.Security.Split(',')[0]}, MMS in XER");
        GridIdentity identity = await client.IdentifyAsync(enough);
        _progress.Done(_progress.Identified, $"{identity.Vendor}, {identity.Model}, {identity.Revision}");
        await BrowseAsync(client, enough);
        try
        {
            while (!enough.IsCancellationRequested)
            {
                await ReadAsync(client);
                await Task.Delay(ReadPeriod, enough);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough: the association is concluded in order.
        }

        if (_gateway.IsCompleted)
        {
            throw new UserError("gateway", Ending(), "see the logs above");
        }
    }

    private string Ending() => _gateway.Exception?.InnerException?.Message ?? "it ended by itself";

    private async Task BrowseAsync(GridClient client, CancellationToken enough)
    {
        IReadOnlyList<string> devices = await client.DevicesAsync(enough);
        int names = 0;
        foreach (string device in devices)
        {
            names += (await client.NamesAsync(MmsClient.NamedVariables, device, enough)).Count;
        }

        if (names == 0)
        {
            throw new UserError(Device, "its data model is empty", "give the firmware a model");
        }

        _progress.Done(_progress.Named, $"{string.Join(", ", devices)}: {names} names");
    }

    private async Task ReadAsync(GridClient client)
    {
        var time = Stopwatch.StartNew();
        IReadOnlyList<GridReading> readings = await client.ReadAsync(DemoPoint.All.Select(p => p.Reference).ToList(), CancellationToken.None);
        TimeSpan roundTrip = time.Elapsed;
        if (readings.FirstOrDefault(r => r.AccessError is not null) is { } bad)
        {
            throw new UserError(bad.Reference.ToString(), $"it cannot be read ({bad.AccessError})", "the gateway's data model lacks it");
        }

        _progress.Done(_progress.Read, $"{readings.Count} at a time");
        _progress.AddReadings(readings, roundTrip);
    }

    private async Task StepAsync(DemoStep step, CancellationToken enough)
    {
        Task first = await Task.WhenAny(step.Happened, _gateway, Task.Delay(StepLimit, enough));
        if (first == step.Happened)
        {
            return;
        }

        enough.ThrowIfCancellationRequested();
        string why = first == _gateway ? Ending() : $"it took longer than {StepLimit.TotalSeconds} s";
        throw new UserError(step.Title, why, "see the logs above");
    }
}
