using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Grid;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Scl;
using nanoDer.Tools;

namespace nanoDer.Field;

/// <summary>
/// Clients that read as fast as they can and get reports all the time, through a real XMPP server and TLS, while connections are cut: nothing
/// buffered may be lost, and the gateway may allocate nothing.
/// </summary>
public sealed class SoakRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly FieldSite _site = new();

    /// <summary>Runs it.</summary>
    /// <param name="options">How long and how hard.</param>
    /// <param name="progress">Told a line now and then, or null.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserError">Prosody is missing, or it does not come to run.</exception>
    public async Task<SoakResult> RunAsync(SoakOptions options, Action<string>? progress, CancellationToken cancellation)
    {
        await using XmppServer server = await _site.ProsodyAsync();
        await using var gatewayWay = new FaultProxy(server.Endpoint);
        FaultProxy[] ways = [.. Enumerable.Range(0, options.Clients).Select(_ => new FaultProxy(server.Endpoint))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var stopGateway = new CancellationTokenSource();
        var gateway = new MeasuredGateway(Settings(gatewayWay.Endpoint, options));
        var online = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Told += (what, _) =>
        {
            if (what == GatewayEvent.Online)
            {
                online.TrySetResult();
            }
        };
        Task gatewayRun = Task.Factory.StartNew(() => gateway.Run(stopGateway.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        SoakClient[] clients = [.. ways.Select((way, i) => Client(way, i, options))];
        Task[] runs = [];
        var time = Stopwatch.StartNew();
        int cuts = 0;
        try
        {
            await online.Task.WaitAsync(Patience, cancellation);
            runs = [.. clients.Select(c => Task.Run(() => c.RunAsync(stop.Token)))];
            await Task.WhenAll(clients.Select(c => c.Ready.Task)).WaitAsync(Patience, cancellation);
            await Task.Delay(WarmUp, cancellation);
            gateway.Warm = true;
            time.Restart();
            TimeSpan pause = options.Length / (options.Cuts + 1);
            for (; cuts < options.Cuts; cuts++)
            {
                await Task.Delay(pause, cancellation);
                progress?.Invoke(FormattableString.Invariant(
                    $"{time.Elapsed.TotalSeconds,5:0} s  {clients.Sum(c => c.Reports)} reports, {clients.Sum(c => c.Latencies.Count)} reads; cutting {(cuts % 2 == 0 ? "the gateway" : $"client {cuts / 2 % ways.Length + 1}")}"));
                (cuts % 2 == 0 ? gatewayWay : ways[cuts / 2 % ways.Length]).Cut();
            }

            await Task.Delay(pause, cancellation);
            gateway.Warm = false;
        }
        catch (TimeoutException)
        {
            throw new UserError("soak", $"gateway and clients are not ready within {Patience.TotalSeconds} s", "see the server's log");
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(runs);
            await stopGateway.CancelAsync();
            await gatewayRun;
            foreach (FaultProxy way in ways)
            {
                await way.DisposeAsync();
            }
        }

        float[] latencies = [.. clients.SelectMany(c => c.Latencies).Order()];
        return new SoakResult(
            clients.Sum(c => c.Reports), clients.Sum(c => c.Gaps), clients.Sum(c => c.Doubled), clients.Sum(c => c.Overflows), latencies.Length, clients.Sum(c => c.Failed),
            cuts, clients.Sum(c => c.Associations), latencies, gateway.Steady, gateway.Telling, time.Elapsed);
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();

    /// <summary>The model of a gateway, with a buffered block for each client whose entries are measured values.</summary>
    private static string Model(int clients)
    {
        using Stream stream = typeof(SoakRun).Assembly.GetManifestResourceStream("PvGateway.icd")!;
        XDocument scl = XDocument.Load(stream);
        XElement block = scl.Descendants().First(e => e.Name.LocalName == "ReportControl" && (string?)e.Attribute("buffered") == "true");
        block.SetAttributeValue("name", "brcb");
        block.SetAttributeValue("datSet", "Meas");
        block.SetAttributeValue("rptID", null);
        block.SetAttributeValue("bufTime", "0");
        block.Elements().Single(e => e.Name.LocalName == "TrgOps").SetAttributeValue("period", "true");
        block.Elements().Single(e => e.Name.LocalName == "RptEnabled").SetAttributeValue("max", clients);
        var (model, findings) = SclReader.Read(scl.ToString());
        return findings.Count == 0 ? ModelPacker.Pack(model) : throw new InvalidDataException(string.Join('\n', findings));
    }

    private GatewaySettings Settings(Endpoint server, SoakOptions options)
    {
        string model = Model(options.Clients);
        var settings = new GatewaySettings
        {
            Jid = FieldSite.Device, Host = server.Host, Port = server.Port, Model = model, Points = ModelPoints.Of(model),
            Certificate = File.ReadAllText(_site.DeviceCertificate.CertificateFile), PrivateKey = File.ReadAllText(_site.DeviceCertificate.KeyFile),
            Authority = File.ReadAllText(_site.AuthorityFile), Peers = FieldSite.Domain,
        };
        settings.Plan.Associations = options.Clients + 1;
        settings.Plan.BufferedReportBytes = options.BufferBytes;
        settings.Plan.ResumeBytes = 8192;
        settings.Tls.FirstWait = 50;
        settings.Tls.LongestWait = 300;
        return settings;
    }

    private SoakClient Client(FaultProxy way, int number, SoakOptions options)
    {
        string name = $"client{number + 1}";
        BareJid jid = BareJid.Parse($"{name}@{FieldSite.Domain}");
        IssuedCertificate own = _site.Issue(CertificateProfile.Device(jid.ToString()), name);
        var grid = new GridOptions(way.Endpoint, jid, PemCredentials.Load(own.CertificateFile, own.KeyFile, _site.AuthorityFile, jid), TimeSpan.FromSeconds(5));
        return new SoakClient(
            grid, way.Endpoint, FieldSite.FullDevice, ObjectReference.Parse($"DER1LD0/LLN0$BR$brcb{number + 1:00}"), ObjectReference.Parse("DER1LD0/MMXU1$MX$TotW$mag$f"),
            (int)options.Period.TotalMilliseconds);
    }
}
