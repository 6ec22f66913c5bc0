using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using nanoDer.Gcks;
using nanoDer.GroupKeys;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>A Prosody that logs what it sees, a key server there with one group, and gateways that want its keys.</summary>
internal sealed class XmppSite : IAsyncDisposable
{
    public const string Room = "group7@muc.der.local";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly IssuedCertificate _gcks;
    private readonly AsymmetricAlgorithm _signer;
    private readonly KeyServer _engine;
    private readonly XmppTransport? _xmpp;
    private readonly UdpTransport _udp;
    private readonly Task _run;

    private XmppSite(ProsodyServer? server, TestPki pki, string members, string more = "")
    {
        (Server, Pki) = (server, pki);
        _gcks = pki.Server("gcks.local");
        IssuedCertificate own = pki.Device("gcks");
        string ca = pki.Authority.CertificateFile;
        string xmpp = server is null ? "" : $$"""
            "xmpp": { "server": "{{server.Endpoint}}", "jid": "gcks@der.local", "certificate": "{{own.CertificateFile}}", "key": "{{own.KeyFile}}", "members": [ {{members}} ] },
            """;
        File.WriteAllText(_folder["gcks.json"], $$"""
            {
              "port": 0, "natPort": 0, "certificate": "{{_gcks.CertificateFile}}", "key": "{{_gcks.KeyFile}}", "authorities": "{{ca}}", {{xmpp}}
              "groups": [ { "id": 7, "members": [ "CN=der1@der.local", "CN=der2@der.local", "CN=grid@der.local" ], "ack": 1, "senderIdBits": 16, {{more}} "room": "{{Room}}", "tekSeconds": 600, "overlapSeconds": 60 } ]
            }
            """);
        GcksConfiguration configuration = GcksConfiguration.Load(_folder["gcks.json"]);
        _signer = configuration.PushSigner();
        Group = new Group(configuration.Policies()[0], _signer, KeyService.Now, RandomNumberGenerator.GetBytes);
        _engine = new KeyServer(configuration.Identity(), [Group]);
        _xmpp = configuration.OnXmpp();
        _udp = new UdpTransport(configuration.Address(), configuration.Port, configuration.NatPort);
        Service = new KeyService(_engine, [.. new IKeyServerTransport?[] { _udp, _xmpp }.OfType<IKeyServerTransport>()]);
        _engine.Log += _log.Enqueue;
        Service.Log += _log.Enqueue;
        if (_xmpp is not null)
        {
            _xmpp.Log += _log.Enqueue;
        }

        _run = Task.Run(() => Service.RunAsync(_stop.Token));
    }

    public ProsodyServer? Server { get; }

    public TestPki Pki { get; }

    public Group Group { get; }

    /// <summary>The key server's certificate.</summary>
    public string KeyServerCertificate => _gcks.CertificateFile;

    public KeyService Service { get; }

    public UdpTransport Udp => _udp;

    /// <summary>Starts one on XMPP and UDP, with its room open to all and its key server online.</summary>
    /// <param name="members">Whom the key server serves on XMPP, in JSON.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="more">More of the group's settings, in JSON, each with a comma behind it.</param>
    public static async Task<(XmppSite Site, XmppDriver Owner)> StartAsync(string members, CancellationToken cancellation, string more = "")
    {
        ProsodyServer server = await ProsodyServer.StartAsync(o => o with { LogStanzas = true });
        try
        {
            XmppDriver owner = await DriverAsync(server, "grid", cancellation);
            await owner.SendAsync($"<presence to='{Room}/grid'><x xmlns='http://jabber.org/protocol/muc'/></presence>", cancellation);
            await owner.ReceiveAsync("201", cancellation);
            await owner.SendAsync(
                $"<iq type='set' id='open' to='{Room}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>"
                + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                + "<field var='muc#roomconfig_moderatedroom'><value>0</value></field></x></query></iq>",
                cancellation);
            Assert.Contains("result", await owner.ReceiveAsync("id='open'", cancellation), StringComparison.Ordinal);
            XmppSite site = new(server, server.Pki, members, more);
            await site.UntilAsync("online as gcks@der.local/gdoi");
            await owner.ReceiveAsync($"from='{Room}/gcks'", cancellation);
            return (site, owner);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one on UDP alone.</summary>
    public static XmppSite OnUdp() => new(null, new TestPki(), "");

    public Task<XmppDriver> DriverAsync(string local, CancellationToken cancellation, string resource = "test") => DriverAsync(Server!, local, cancellation, resource);

    /// <summary>What a device needs for the group.</summary>
    public GroupKeySettings Member(IssuedCertificate own, string keyServer = "gcks@der.local/gdoi") => new()
    {
        KeyServer = keyServer,
        Group = 7,
        Certificate = File.ReadAllText(own.CertificateFile),
        PrivateKey = File.ReadAllText(own.KeyFile),
        Authority = File.ReadAllText(Pki.Authority.CertificateFile),
        KeyServerCertificate = File.ReadAllText(_gcks.CertificateFile),
    };

    /// <summary>A gateway in the room that fetches the keys.</summary>
    public RunningGateway Gateway(IssuedCertificate own, GroupKeySettings member, Emulator.Engine engine = Emulator.Engine.Jit, int? heap = null) => RunningGateway.Start(
        Server?.Endpoint ?? new Endpoint("127.0.0.1", 1), own, Pki.Authority.CertificateFile, new FixedInverter(), engine: engine,
        change: o => o with { GroupKeys = member, Rooms = Room, HeapBytes = heap });

    /// <summary>Waits until the key server has logged something.</summary>
    /// <returns>Number of lines before the one that has it.</returns>
    public async Task<int> UntilAsync(string text, int skip = 0)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            string[] lines = [.. _log];
            int at = Array.FindIndex(lines, Math.Min(skip, lines.Length), l => l.Contains(text, StringComparison.Ordinal));
            if (at >= 0)
            {
                return at;
            }

            Assert.False(_run.IsCompleted, $"the key server has ended: {_run.Exception}");
            Assert.True(time.Elapsed < Limit, $"no '{text}' in the key server's log:\n{string.Join('\n', lines)}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(Limit);
        _xmpp?.Dispose();
        _udp.Dispose();
        _engine.Dispose();
        _signer.Dispose();
        _stop.Dispose();
        _folder.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
        else
        {
            Pki.Dispose();
        }
    }

    private static Task<XmppDriver> DriverAsync(ProsodyServer server, string local, CancellationToken cancellation, string resource = "test")
    {
        IssuedCertificate issued = server.Pki.Device(local);
        BareJid jid = BareJid.Parse($"{local}@{TestPki.Domain}");
        return XmppDriver.ConnectAsync(
            server.Endpoint, jid, PemCredentials.Load(issued.CertificateFile, issued.KeyFile, server.Pki.Authority.CertificateFile, jid), resource, cancellation);
    }
}
