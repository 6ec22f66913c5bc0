using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.EndToEnd;

namespace nanoDer.Cli.Compare;

/// <summary>
/// S/MIME for each message, a key table, and the session of IEC 62351-4, over the same PDUs between the same parties: every message is made, opened
/// and compared; octets are counted on the result and operations where they are done.
/// </summary>
internal sealed class SecurityComparison : IDisposable
{
    /// <summary>Steps of the session with AES-GCM for a PDU of 600 octets, all of sending and taking, as lib/nanoDer.EndToEnd/README.md has them.</summary>
    public const int SendSteps = 22_400, TakeSteps = 43_600;

    private const string Grid = "grid@der.local", Device = "der1@der.local";
    private const int Most = 16384;
    private const double LeastMicroseconds = 3, MostMicroseconds = 8; // a step of an ESP32, estimated

    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(EndToEndParty.Utc);

    // What the device takes, and what it sends.
    private static readonly (string Name, string Resource, bool IsSent, string Before, string After)[] Messages =
    [
        ("read request", "read-request.xml", false, "<iq xmlns='jabber:client' from='grid@der.local/operator' to='der1@der.local/IEC' id='44' type='set'>", "</iq>"),
        ("read response", "read-response.xml", true, "<iq xmlns='jabber:client' from='der1@der.local/IEC' to='grid@der.local/operator' id='44' type='result'>", "</iq>"),
        ("report, 2 members", "report.xml", true, "<message xmlns='jabber:client' from='der1@der.local/IEC' to='grid@der.local/operator'>", "</message>"),
        ("report, 20 members", "report-20.xml", true, "<message xmlns='jabber:client' from='der1@der.local/IEC' to='grid@der.local/operator'>", "</message>"),
    ];

    private readonly Site _p256 = new(false);
    private readonly Site _rsa = new(true);
    private readonly byte[] _master = RandomNumberGenerator.GetBytes(16);
    private readonly Guid _masterName = Guid.NewGuid();

    /// <summary>Makes the tables.</summary>
    /// <exception cref="InvalidOperationException">A message was not opened to what it was made of.</exception>
    public ComparisonTable[] Run()
    {
        EndToEndParty grid = new(Grid, EndToEndProfile.Aes128Gcm, _p256.Authority, _p256.Grid, Most);
        EndToEndParty device = new(Device, EndToEndProfile.Aes128Gcm, _p256.Authority, _p256.Device, Most);
        byte[] request = grid.Connect(device);
        device.Shake(request, grid);
        byte[] answer = device.Message();
        Demand(grid.Take(answer, device) == EndToEndResult.Deliver);
        int handshake = request.Length + answer.Length - (2 * EndToEndParty.Pdu.Length);
        PublicKeyWork shake = HandshakeWork();
        Demand(device.Computations == shake.Total && grid.Computations == shake.Total);

        List<string[]> octets = [];
        List<(bool IsSent, int Smime, int Session)> added = [];
        Costs first = new(), later = new(), rsa = new();
        foreach ((string name, string resource, bool isSent, string before, string after) in Messages)
        {
            byte[] pdu = Pdu(resource);
            string stanza = before + Encoding.UTF8.GetString(pdu) + after;
            int full = Smime(_p256, stanza, isSent, true, first) - pdu.Length, bare = Smime(_p256, stanza, isSent, false, later) - pdu.Length;
            int mandatory = Smime(_rsa, stanza, isSent, false, rsa) - pdu.Length;
            string table = KeyTableMessage.Protect(stanza, Time, _masterName, _master);
            Demand(KeyTableMessage.Open(table, _master) == stanza);
            (EndToEndParty from, EndToEndParty to) = isSent ? (device, grid) : (grid, device);
            ByteWriter message = from.Protect(to, pdu);
            Demand(to.Take(message.Buffer, message.Count, from) == EndToEndResult.Deliver && to.HasDelivered(pdu));
            int session = message.Count - pdu.Length;
            added.Add((isSent, bare, session));
            octets.Add([name, Text(pdu.Length), Text(full), Text(bare), Text(mandatory), Text(table.Length - pdu.Length), Text(session)]);
        }

        Demand(device.Computations == shake.Total && grid.Computations == shake.Total); // no message cost more than AES
        return
        [
            new("Octets added to a message", ["PDU", "octets", "S/MIME, certificate along", "S/MIME", "S/MIME, RSA-2048", "key table", "session"], [.. octets]),
            new("What the device computes", ["", "operations", "steps", "s on an ESP32"],
            [
                Row("S/MIME, a message sent", later.Sent), Row("S/MIME, a message taken", later.Taken),
                Row("S/MIME, a message taken with its certificate", first.Taken),
                Row("S/MIME with RSA-2048, a message sent", rsa.Sent), Row("S/MIME with RSA-2048, a message taken", rsa.Taken),
                Row("session, the handshake", shake), Row("session, a message sent", new(), SendSteps), Row("session, a message taken", new(), TakeSteps),
            ]),
            new("When the session has cost less than S/MIME", ["what is exchanged", "by steps: after", "by octets: after"],
            [
                Even("questions and their answers", shake.Steps, later.Sent.Steps + later.Taken.Steps, SendSteps + TakeSteps, handshake, added[0].Smime + added[1].Smime, added[0].Session + added[1].Session),
                Even("reports of 2 members", shake.Steps, later.Sent.Steps, SendSteps, handshake, added[2].Smime, added[2].Session),
                Even("reports of 20 members", shake.Steps, later.Sent.Steps, SendSteps * Pdu("report-20.xml").Length / 600, handshake, added[3].Smime, added[3].Session),
            ]),
            new("What the session takes once", ["octets of the handshake, both ways", "bytes of heap for an association"], [[Text(handshake), Text(EndToEndAssociation.RequiredBytes())]]),
        ];
    }

    public void Dispose()
    {
        _p256.Dispose();
        _rsa.Dispose();
    }

    /// <summary>What PROFILE.md makes a side do; how many there are is compared with what the engine does.</summary>
    private static PublicKeyWork HandshakeWork()
    {
        PublicKeyWork work = new();
        work.Count(PublicKeyOperation.KeyPair);
        work.Count(PublicKeyOperation.Agreement);
        work.Count(PublicKeyOperation.Signature);
        work.Count(PublicKeyOperation.Verification);
        work.Count(PublicKeyOperation.Verification);
        return work;
    }

    // Makes a message and opens it; what the device did, whichever side it was on, is kept.
    private static int Smime(Site site, string stanza, bool isSent, bool includes, Costs costs)
    {
        (X509Certificate2 from, X509Certificate2 to) = isSent ? (site.Device, site.Grid) : (site.Grid, site.Device);
        PublicKeyWork sent = new(), taken = new();
        string element = SmimeMessage.Protect(stanza, Time, from, to, includes, sent);
        Demand(SmimeMessage.Open(element, Time, to, includes ? null : from, site.Authority, taken) == stanza);
        (costs.Sent, costs.Taken) = (sent, taken);
        return Encoding.UTF8.GetByteCount(element);
    }

    private static byte[] Pdu(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().TrimEnd());
    }

    private static string[] Row(string what, PublicKeyWork work, long more = 0)
    {
        long steps = work.Steps + more;
        return [what, work.ToString(), Text(steps), $"{Seconds(steps * LeastMicroseconds)} to {Seconds(steps * MostMicroseconds)}"];
    }

    private static string[] Even(string what, long once, long smime, long session, int onceOctets, int smimeOctets, int sessionOctets)
        => [what, After(once, smime, session), After(onceOctets, smimeOctets, sessionOctets)];

    // The least n with once + n * session < n * smime.
    private static string After(long once, long smime, long session) => smime <= session ? "never" : Text((once / (smime - session)) + 1);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double microseconds) => (microseconds / 1e6).ToString(microseconds < 1e6 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static void Demand(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("a message did not arrive as it was sent, or cost what it must not");
        }
    }

    private sealed class Costs
    {
        public PublicKeyWork Sent { get; set; } = new();

        public PublicKeyWork Taken { get; set; } = new();
    }

    /// <summary>An authority and the two parties.</summary>
    private sealed class Site : IDisposable
    {
        public Site(bool rsa)
        {
            using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using RSA modulus = RSA.Create(2048);
            CertificateRequest request = rsa
                ? new("CN=comparison", modulus, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new("CN=comparison", curve, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            Authority = request.CreateSelfSigned(Time.AddDays(-1), Time.AddDays(1));
            Grid = EndToEndParty.Issue(SecurityComparison.Grid, Authority);
            Device = EndToEndParty.Issue(SecurityComparison.Device, Authority);
        }

        public X509Certificate2 Authority { get; }

        public X509Certificate2 Grid { get; }

        public X509Certificate2 Device { get; }

        public void Dispose()
        {
            Authority.Dispose();
            Grid.Dispose();
            Device.Dispose();
        }
    }
}
