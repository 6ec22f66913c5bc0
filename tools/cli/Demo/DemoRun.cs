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
    private static readonly ObjectReference Block = ObjectReference.Parse("DER1LD0/LLN0$RP$urcb01");
    private static readonly ObjectReference Limit = ObjectReference.ParseControl("DER1LD0/DWMX1.WMaxSptPct");

    // In percent; clouds alone leave more than half.
    private const double LimitPercent = 40;
    private const double FallenTo = (LimitPercent + 1) / 100 * VirtualInverter.RatedPower;
    private const double RisenTo = 0.5 * VirtualInverter.RatedPower;
    private const string PowerMember = "DER1LD0/MMXU1$MX$TotW";
    private const int ReportPeriod = 500;

    private readonly Board _board;
    private readonly DemoProgress _progress;
    private readonly TimeSpan _watch;
    private readonly bool _forever;
    private readonly StringWriter _gatewayLog = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("nanoder-demo-").FullName;
    private readonly CancellationTokenSource _stopGateway = new();
    private readonly DemoStep _toldOfAssociation = new("association seen by the gateway");
    private string _online = "";
    private Prosody? _server;
    private Task _gateway = Task.CompletedTask;

    public DemoRun(Board board, DemoProgress progress, TimeSpan watch, bool forever)
    {
        _board = board;
        _progress = progress;
        _watch = watch;
        _forever = forever;
    }

    /// <summary>What gateway and server have to say when something went wrong.</summary>
    public string Logs => $"gateway:\n{_gatewayLog}\nserver:\n{_server?.Log}";

    /// <summary>Shows all steps but the last. Ends early at <paramref name="enough"/>.</summary>
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
        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(enough);
        Task reading = ReadAllAsync(client, stopReading.Token);
        try
        {
            await ActAsync(client, enough);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough: the association is concluded in order.
        }

        await stopReading.CancelAsync();
        await reading;
        if (_gateway.IsCompleted)
        {
            throw new UserError("gateway", Ending(), "see the logs above");
        }
    }

    /// <summary>Reports, a limit, what comes of it, and the way back.</summary>
    private async Task ActAsync(GridClient client, CancellationToken enough)
    {
        var subscription = new ReportSubscription { OptFlds = 0x1F2, TrgOps = 0x13, IntgPd = ReportPeriod, Interrogates = true };
        await client.SubscribeAsync(subscription, Block, Take, enough);
        await UntilAsync("no report came", () => _progress.Power.Count > 0, enough);
        _progress.Done(_progress.Reported, $"{Block.Item.Split('$')[2]}, all values each {ReportPeriod} ms and each change at once");
        await Task.Delay(_watch, enough);
        try
        {
            do
            {
                await LimitAsync(client, enough);
            }
            while (_forever);
        }
        catch (OperationCanceledException) when (_forever && _progress.Risen.IsDone)
        {
            // Seen at least once: the rest is quick.
        }

        await FilesAsync(client, CancellationToken.None);
        await client.UnsubscribeAsync(subscription, CancellationToken.None);
    }

    private async Task LimitAsync(GridClient client, CancellationToken enough)
    {
        double before = _progress.Power[^1];
        GridCommandResult result = await client.OperateAsync(new GridControl(Limit, LimitPercent) { Originator = GridSide }, null, enough);
        _progress.Done(_progress.Limited, Words(result, LimitPercent));
        await UntilAsync("the power does not fall", () => _progress.Power[^1] <= FallenTo, enough);
        _progress.Done(_progress.Fallen, FormattableString.Invariant($"from {before:0} W to {_progress.Power[^1]:0} W, as reports told"));
        await Task.Delay(_watch, enough);
        result = await client.OperateAsync(new GridControl(Limit, 100) { Originator = GridSide }, null, enough);
        _progress.Done(_progress.Freed, Words(result, 100));
        await UntilAsync("the power does not rise", () => _progress.Power[^1] > RisenTo, enough);
        _progress.Done(_progress.Risen, FormattableString.Invariant($"to {_progress.Power[^1]:0} W"));
        await Task.Delay(_watch, enough);
    }

    private void Take(ReportReader report)
    {
        GridReport came = GridClient.ToReport(report, []);
        _progress.AddReport(came.Members.FirstOrDefault(m => m.Reference == PowerMember)?.Value?.FirstNumber());
    }

    private static string Words(GridCommandResult result, double percent) => result.IsGood
        ? FormattableString.Invariant($"{percent:0} %, {result.Model}, terminated positively")
        : throw new UserError(Limit.ToString(), $"the command was {result.Status} ({result.AddCause ?? result.AccessError})", "see the gateway's log");

    private async Task FilesAsync(GridClient client, CancellationToken enough)
    {
        IReadOnlyList<GridFile> files = await client.FilesAsync(null, enough);
        if (files.Count == 0)
        {
            _progress.Done(_progress.Files, "this gateway keeps none");
            return;
        }

        using var content = new MemoryStream();
        GridFile file = files.FirstOrDefault(f => f.Name.Contains("event", StringComparison.Ordinal)) ?? files[0];
        await client.FetchAsync(file.Name, content, null, enough);
        _progress.Done(_progress.Files, $"{file.Name} fetched, {content.Length} bytes");
    }

    private async Task UntilAsync(string otherwise, Func<bool> condition, CancellationToken enough)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            if (_gateway.IsCompleted || time.Elapsed > StepLimit)
            {
                throw new UserError("gateway", _gateway.IsCompleted ? Ending() : $"{otherwise} within {StepLimit.TotalSeconds} s", "see the logs above");
            }

            await Task.Delay(50, enough);
        }
    }

    private async Task ReadAllAsync(GridClient client, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await ReadAsync(client);
                await Task.Delay(ReadPeriod, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
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
