extern alias nano;

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Gcks;
using nanoDer.GroupKeys;
using nanoDer.HostTests.Xmpp;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Datagrams in stanzas that arrive in pieces of any size, right ones and wrong ones, in memory.</summary>
public sealed partial class StanzaDatagramTests : IDisposable
{
    private const string KeyServer = "gcks@der.local/gdoi";
    private readonly GroupSite _site = new(GroupSite.Plain("CN=der1"));

    public void Dispose() => _site.Dispose();

    /// <summary>A whole pull and a push, however their bytes are cut.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pull_and_push_in_pieces(int piece)
    {
        using Device device = new(_site, piece);
        device.Pull();
        Assert.Equal(["1 pulled"], device.Told.Select(t => t.Text));
        device.Feed(Message(_site.Group.PushTeks(1, _site.Group.Rekey(1)), KeyServer));
        device.Turn();
        Assert.Equal(["1 pulled", "1 pushed"], device.Told.Select(t => t.Text));
        Assert.All(_site.Group.Teks, t => Assert.NotNull(device.Port.Keys.Find((int)t.KeyId, device.Now)));
    }

    /// <summary>Keys are fetched again ahead of their end.</summary>
    [Fact]
    public void Keys_are_pulled_again_before_they_end()
    {
        using Device device = new(_site, 1000);
        device.Pull();
        long end = device.Port.Keys.Get(0).NotAfter;
        while (device.Told.Count < 2 && device.Now < end)
        {
            device.Now += 10_000;
            device.Pull();
        }

        Assert.InRange(device.Now, end * 7 / 10, end - 1);
        Assert.EndsWith(" pulled", device.Told[1].Text, StringComparison.Ordinal);
    }

    /// <summary>Offline the exchange stands still, and keys end all the same; it goes on when the way is there again.</summary>
    [Fact]
    public void Keys_end_while_it_is_offline()
    {
        using Device device = new(_site, 1000);
        device.Pull();
        device.Disconnect();
        int keyId = (int)_site.Group.Teks[0].KeyId;
        for (int i = 0; i < 4000; i++)
        {
            device.Turn();
            Assert.InRange(device.Port.NextDeadline, device.Now + 1, device.Now + 1000);
            Assert.Equal(i < 3600 + 60, device.Port.Keys.Find(keyId, device.Now) is not null);
            device.Now += 1000;
        }

        Assert.Single(device.Told);
        device.Connect();
        device.Pull();
        Assert.Equal("1 pulled", device.Told[^1].Text);
    }

    /// <summary>Keys are there again after a restart, before there is a way to the key server; another device's are not, and what is kept shows none of them.</summary>
    [Fact]
    public void Keys_outlive_a_restart_in_a_storage()
    {
        byte[] deviceKey = RandomNumberGenerator.GetBytes(16);
        Storage storage = new();
        using (Device device = new(_site, 1000, storage, deviceKey))
        {
            device.Pull();
            device.Feed(Message(_site.Group.PushTeks(1, _site.Group.Rekey(1)), KeyServer));
            device.Turn();
        }

        Assert.NotEmpty(storage.Saved);
        Assert.All(_site.Group.Teks, t => Assert.Equal(-1, storage.Saved.AsSpan().IndexOf(t.AuthenticationKey)));
        using Device again = new(_site, 1000, storage, deviceKey) { Now = 50_000 };
        again.Disconnect();
        again.Turn();
        Assert.Equal([(GatewayEvent.GroupKeys, DerStatus.Ok, "storage")], again.Told);
        Assert.All(_site.Group.Teks, t => Assert.NotNull(again.Port.Keys.Find((int)t.KeyId, again.Now)));
        again.Connect();
        again.Pull();
        Assert.Equal("2 pulled", again.Told[^1].Text);

        using Device other = new(_site, 1000, storage, RandomNumberGenerator.GetBytes(16)) { Now = 50_000 };
        other.Pull();
        Assert.Equal((GatewayEvent.GroupKeysFailed, DerStatus.CryptoNotAuthentic, "storage"), other.Told[0]);
        Assert.Equal("2 pulled", other.Told[^1].Text);
    }

    /// <summary>A key server that does not answer is asked three times, with the same datagram in iqs of their own.</summary>
    [Fact]
    public void Key_server_that_is_silent()
    {
        using Device device = new(_site, 1000);
        List<Match> asked = [];
        for (int i = 0; i < 80 && device.Told.Count == 0; i++)
        {
            device.Turn();
            asked.AddRange(Request().Matches(device.Said()));
            device.Now += 1000;
        }

        Assert.Equal([(GatewayEvent.GroupKeysFailed, DerStatus.GdoiSilent, null)], device.Told);
        Assert.Equal(["r1", "r2", "r3"], asked.Select(a => a.Groups[1].Value));
        Assert.Single(asked.Select(a => a.Groups[3].Value).Distinct());
    }

    /// <summary>Pushes that come again and again are refused, and told of at most twenty times a minute.</summary>
    [Fact]
    public void Replayed_pushes_are_told_of_with_measure()
    {
        using Device device = new(_site, 1000);
        device.Pull();
        string push = Message(_site.Group.PushTeks(1, _site.Group.Rekey(1)), KeyServer);
        for (int i = 0; i < 100; i++)
        {
            device.Feed(push);
            device.Turn();
        }

        Assert.Equal(20, device.Told.Count(t => t is { What: GatewayEvent.GroupPushRefused, Status: DerStatus.GdoiReplay }));
        Assert.Single(device.Told, t => t.Text == "1 pushed");
    }

    /// <summary>Whatever text comes: it is a datagram exactly when it is the one Base64 of octets that fit.</summary>
    [Fact]
    public void Text_is_the_one_Base64_of_its_octets_or_refused()
    {
        Random random = new(1);
        using Device device = new(_site, 1) { Random = random };
        foreach (int length in new[] { 0, 1, 28, 2047, 4094, 4095, 4096, 4097, 4098, 4099, 6000 })
        {
            Check(Convert.ToBase64String(RandomNumberGenerator.GetBytes(length)));
        }

        for (int i = 0; i < 3000; i++)
        {
            StringBuilder text = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(random.Next(12))));
            for (int change = random.Next(3); change > 0 && text.Length > 0; change--)
            {
                text[random.Next(text.Length)] = "AB9+/== -%\n"[random.Next(11)];
            }

            Check(text.ToString()[Math.Min(text.Length, random.Next(2))..]);
        }

        void Check(string text)
        {
            byte[] octets = new byte[8192];
            int count = 0;
            bool isBase64 = !text.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(text, octets, out count) && Convert.ToBase64String(octets, 0, count) == text;
            DerStatus status = device.Feed($"<message from='{KeyServer}'><isakmp xmlns='{GroupKeyPort.IsakmpNamespace}'>{text}</isakmp></message>");
            DerStatus expected = !isBase64 ? DerStatus.BadEncoding : count > 4096 ? DerStatus.BufferFull : DerStatus.Ok;
            Assert.True(expected == status, $"{status} instead of {expected} for '{text}'");
        }
    }

    private static string Message(byte[] datagram, string from) => $"<message from='{from}'>{Payload(datagram)}</message>";

    private static string Payload(byte[] datagram) => $"<isakmp xmlns='{GroupKeyPort.IsakmpNamespace}'>{Convert.ToBase64String(datagram)}</isakmp>";

    [GeneratedRegex("<iq type='set' id='(r[0-9]+)' to='([^']*)'><isakmp xmlns='[^']*'>([^<]*)</isakmp></iq>")]
    private static partial Regex Request();

    private sealed class Storage : IKeyStorage
    {
        public byte[] Saved { get; private set; } = [];

        public int Load(byte[] buffer)
        {
            Saved.CopyTo(buffer, 0);
            return Saved.Length;
        }

        public void Save(byte[] buffer, int count) => Saved = buffer[..count];
    }

    /// <summary>An XMPP client that is online, and a member behind it.</summary>
    private sealed class Device : IGatewayEvents, IDisposable
    {
        private readonly nano::nanoDer.Platform.EmulatedBoard _board = new() { TargetName = "ESP32_OLIMEX", Platform = "ESP32" };
        private readonly GroupSite _site;
        private readonly XmppClient _client;
        private readonly int _piece;
        private readonly int _side;

        public Device(GroupSite site, int piece, IKeyStorage? storage = null, byte[]? deviceKey = null)
        {
            (_site, _piece) = (site, piece);
            _board.Enter();
            using X509Certificate2 own = site.Issue("CN=der1");
            Port = new GroupKeyPort(new GroupKeySettings
            {
                KeyServer = KeyServer,
                Group = 7,
                Certificate = own.ExportCertificatePem(),
                PrivateKey = own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
                Authority = PemEncoding.WriteString("CERTIFICATE", site.CaDer),
                KeyServerCertificate = site.ServerCertificate.ExportCertificatePem(),
                Storage = storage,
                DeviceKey = deviceKey?.ToArray(),
            });
            var namespaces = new XmlNamespaces(24);
            var account = new XmppAccount(Jid.Parse("der1@der.local"), "IEC", "urn:test:feature") { SideFeatures = Port.Namespaces };
            _client = new XmppClient(new MemoryPlan(), account, namespaces, namespaces.Add(Transcript.PayloadNamespace));
            _side = namespaces.Add(Port.Namespaces[0]);
            Port.Join(_client, null, null, namespaces, this);
            Connect();
        }

        public GroupKeyPort Port { get; }

        public long Now { get; set; } = 1;

        /// <summary>For pieces of chance.</summary>
        public Random? Random { get; init; }

        public List<(GatewayEvent What, DerStatus Status, string? Text)> Told { get; } = [];

        public void OnEvent(GatewayEvent what, DerStatus status, string text) => Told.Add((what, status, text));

        public void Connect()
        {
            _client.Connect(Now);
            Feed(Encoding.UTF8.GetString(XmppSession.Whole.Clear));
            _client.TlsEstablished(Now);
            string secure = Encoding.UTF8.GetString(XmppSession.Whole.Secure);
            Feed(secure[..(secure.IndexOf(Transcript.Roster, StringComparison.Ordinal) + Transcript.Roster.Length)]);
            Assert.True(_client.IsOnline);
            Said();
        }

        public void Disconnect()
        {
            _client.Disconnected();
            Assert.Equal(XmppEvent.Closed, _client.Next());
        }

        /// <summary>What it has to send.</summary>
        public string Said()
        {
            string said = Encoding.UTF8.GetString(_client.Output, _client.OutputOffset, _client.OutputCount);
            _client.Consume(_client.OutputCount);
            return said;
        }

        /// <summary>Lets it compute and speak, and the key server answer, until there is nothing more to do.</summary>
        public void Pull()
        {
            for (int i = 0; i < 20; i++)
            {
                Turn();
                foreach (Match request in Request().Matches(Said()))
                {
                    Assert.Equal(KeyServer, request.Groups[2].Value);
                    byte[] answer = _site.Server.Handle("x", Convert.FromBase64String(request.Groups[3].Value), Now / 1000)!;
                    Assert.Equal(DerStatus.Ok, Feed($"<iq type='result' id='{request.Groups[1].Value}' from='{KeyServer}'>{Payload(answer)}</iq>"));
                }
            }
        }

        public void Turn()
        {
            for (int i = 0; i < 4; i++)
            {
                Port.Tick(Now, _site.Time.ToUnixTimeSeconds() + (Now / 1000));
            }
        }

        /// <summary>Feeds text in pieces.</summary>
        /// <returns>What became of the stanza of its payload.</returns>
        public DerStatus Feed(string xml)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(xml);
            DerStatus status = DerStatus.Ok;
            int offset = 0;
            bool isInside = false;
            while (offset < bytes.Length)
            {
                int piece = Math.Min(bytes.Length - offset, Random?.Next(1, 80) ?? _piece);
                offset += _client.Feed(bytes, offset, piece);
                bool more = true;
                while (more)
                {
                    switch (_client.Next())
                    {
                        case XmppEvent.None:
                            more = false;
                            break;
                        case XmppEvent.PayloadStart:
                            Assert.Equal(_side, _client.Tokenizer.Namespace);
                            isInside = true;
                            more = Port.Read(true);
                            break;
                        case XmppEvent.Payload:
                            more = Port.Read(false);
                            break;
                        case XmppEvent.StanzaEnd:
                            Assert.True(isInside);
                            status = Port.Take();
                            break;
                        case XmppEvent.Closed:
                            Assert.Fail($"the stream has ended: {_client.Status}");
                            break;
                    }
                }
            }

            return status;
        }

        public void Dispose() => Port.Stop();
    }
}
