using System.Globalization;
using System.Text.Json;
using nanoDer.Device.Execution;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway on an emulated board, a real Prosody, and a grid side (grid.py) that has never seen this project's code.</summary>
public sealed class GridSideTests
{
    private const string Mms = "http://www.iec.ch/61850/2018/SCSM_8_2";

    // Bytes of the gateway on its board, in the middle of its work: 80 KiB.
    private const long MostAlive = 81_920;

    /// <summary>Clocks of one machine; the inverter is read once a second.</summary>
    private static readonly TimeSpan OldestReading = TimeSpan.FromSeconds(30);

    [SkippableTheory]
    [InlineData(TlsVersions.Tls12, KeyKind.P256, "TLSv1.2", Engine.Jit)]
    [InlineData(TlsVersions.Tls13, KeyKind.P256, "TLSv1.3", Engine.Jit)]
    [InlineData(TlsVersions.Tls13, KeyKind.Rsa2048, "TLSv1.3", Engine.Jit)]
    [InlineData(TlsVersions.Tls13, KeyKind.P256, "TLSv1.3", Engine.Interpreter)]
    public async Task Grid_side_associates_reads_and_concludes(TlsVersions versions, KeyKind kind, string version, Engine engine)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync((pki, _) => pki.ProsodyOptions(pki.Server(kind: kind)) with { Tls = versions });
        Machine? device = null;
        await server.DuringAsync(async () =>
        {
            string authority = server.Pki.Authority.CertificateFile;
            await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, server.Pki.Device("der1", kind: kind), authority, new FixedInverter(), engine: engine);
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            Assert.Equal("der1@der.local/IEC", jid);

            ProcessResult grid = await Slixmpp.RunAsync("../Gateway/grid.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid", kind: kind), authority, jid);
            Assert.True(grid.ExitCode == 0, grid.ToString());
            using JsonDocument document = JsonDocument.Parse(grid.Output);
            var report = new GridReport(document.RootElement);
            Assert.Equal(version, report.Text("tls"));
            AssociationIsNeeded(report);
            Values(report);
            Rejects(report);
            Manners(report);
            Assert.Equal("<conclude-ResponsePDU/>", report.Result("conclude"));

            Assert.Contains(version.Replace("v", " ", StringComparison.Ordinal), gateway.Told.Single(m => m.What == GatewayEvent.Secured).Line, StringComparison.Ordinal);
            GatewayEvent[] told = [.. gateway.Told.Select(m => m.What).Where(what => what is GatewayEvent.Associated or GatewayEvent.Rejected or GatewayEvent.Released or GatewayEvent.Offline)];
            Assert.Equal([GatewayEvent.Associated, GatewayEvent.Rejected, GatewayEvent.Rejected, GatewayEvent.Released], told);
            device = gateway.Device;
        });
        Assert.Equal(engine == Engine.Interpreter, device is not null);
        if (device is not null)
        {
            // More than its heap and it would have died. What was alive before it stopped has to leave room for garbage, and for what is to come.
            Assert.Equal(Board.Load("ESP32_OLIMEX").ManagedHeapBytes, device.Heap.Limit);
            Assert.InRange(device.Heap.PeakBytes, device.Heap.PeakLiveBytes, device.Heap.Limit);
            Assert.InRange(device.Heap.PeakLiveBytes, device.Heap.FixedBytes + 20_000, MostAlive);
        }
    }

    private static void AssociationIsNeeded(GridReport report)
    {
        Assert.Equal("wait unexpected-request", report.Error("before"));
        Assert.Equal("wait unexpected-request", report.Error("after"));
        string response = report.Result("initiate");
        Assert.StartsWith("<initiate-ResponsePDU><localDetailCalled>", response, StringComparison.Ordinal);
        Assert.Contains("<negotiatedVersionNumber>1</negotiatedVersionNumber>", response, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Between(response, "<localDetailCalled>", "</localDetailCalled>"), CultureInfo.InvariantCulture), 1000, 8192);
        Assert.InRange(int.Parse(Between(response, "<negotiatedDataStructureNestingLevel>", "</"), CultureInfo.InvariantCulture), 5, 8);

        // Bit 4 of the services is read (ISO 9506-2, ServiceSupportOptions).
        Assert.Equal('1', Between(response, "<servicesSupportedCalled>", "</")[4]);
    }

    private static void Values(GridReport report)
    {
        Assert.Equal(Read(2, "<success><floating-point>08" + Convert.ToHexString(BigEndian(FixedInverter.ActivePower)) + "</floating-point></success>"), report.Result("float"));
        Assert.Equal(Read(3, "<success><boolean><true/></boolean></success>"), report.Result("boolean"));
        Assert.Equal(Read(4, "<success><bit-string>0000000000000</bit-string></success>"), report.Result("quality"));
        byte[] time = Convert.FromHexString(Between(report.Result("time"), "<utc-time>", "</utc-time>"));
        Assert.Equal(8, time.Length);
        DateTimeOffset measured = DateTimeOffset.FromUnixTimeSeconds(((long)time[0] << 24) | ((long)time[1] << 16) | ((long)time[2] << 8) | time[3]);
        Assert.InRange(measured, DateTimeOffset.UtcNow - OldestReading, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(2));

        // 10: object-non-existent, beside the value that exists.
        Assert.Equal(
            Read(6, "<success><floating-point>08" + Convert.ToHexString(BigEndian(FixedInverter.ActivePower)) + "</floating-point></success>", "<failure>10</failure>", "<failure>10</failure>"),
            report.Result("unknown"));
        Assert.Equal(Read(9, "<success><floating-point>08" + Convert.ToHexString(BigEndian(FixedInverter.Frequency)) + "</floating-point></success>"), report.Result("still there"));
    }

    private static void Rejects(GridReport report)
    {
        Assert.Equal("modify bad-request", report.Error("malformed"));
        Assert.Equal("<rejectPDU><originalInvokeID>7</originalInvokeID><rejectReason><pdu-error>1</pdu-error></rejectReason></rejectPDU>", report.Message("malformed reject"));
        Assert.Equal("cancel feature-not-implemented", report.Error("no service"));
        Assert.Equal("<rejectPDU><originalInvokeID>8</originalInvokeID><rejectReason><confirmed-requestPDU>1</confirmed-requestPDU></rejectReason></rejectPDU>", report.Message("no service reject"));
        Assert.Equal(0, report.Number("unasked rejects"));
    }

    private static void Manners(GridReport report)
    {
        Assert.Equal("cancel service-unavailable", report.Error("foreign"));
        Assert.True(report.Number("ping") > 0);
        Assert.Equal(["client/bot"], report.List("identities"));
        Assert.Superset(new HashSet<string> { Mms, "urn:xmpp:ping", "http://jabber.org/protocol/disco#info" }, report.List("features").ToHashSet());
    }

    private static string Read(int invoke, params string[] results) =>
        $"<confirmed-ResponsePDU><invokeID>{invoke}</invokeID><ConfirmedServiceResponse><read><listOfAccessResult>"
        + string.Concat(results.Select(result => $"<AccessResult>{result}</AccessResult>"))
        + "</listOfAccessResult></read></ConfirmedServiceResponse></confirmed-ResponsePDU>";

    private static byte[] BigEndian(float value)
    {
        byte[] bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        return bytes;
    }

    private static string Between(string text, string before, string after)
    {
        int from = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(from >= 0, $"no {before} in {text}");
        from += before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
