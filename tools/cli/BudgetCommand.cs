using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.GroupKeys;

namespace nanoDer.Cli;

/// <summary><c>nanoder budget</c>: what the gateway takes of a board's managed heap, once it is built and runs.</summary>
internal static class BudgetCommand
{
    // Enough for a gateway that is too large for its board: what it takes is told instead of its death.
    private const int AmpleHeap = 1 << 20;
    private const int Rows = 25;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> board = new("--board") { Description = $"The board: {string.Join(", ", Board.Names())}.", HelpName = "NAME", Required = true };
        Option<int> rows = new("--rows") { Description = "Places to list.", HelpName = "N", DefaultValueFactory = _ => Rows };
        Option<bool> group = new("--group-keys") { Description = "With the keys of a group." };
        Option<string?> model = ModelFile.Option();
        var command = new Command("budget", "Tell what the gateway takes of a board's managed heap (Markdown).") { board, rows, group, model };
        command.SetAction(parsed => Write(
            Board.Load(parsed.GetRequiredValue(board)), parsed.GetValue(group), ModelFile.Packed(parsed.GetValue(model)), parsed.GetValue(rows), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Write(Board board, bool hasGroup, string? model, int rows, TextWriter output)
    {
        (Machine machine, long stacks, IReadOnlyList<HeapShare> shares) = Measure(board, hasGroup, model);
        long objects = shares.Sum(s => s.Bytes);
        long alive = machine.Heap.FixedBytes + stacks + objects;
        output.WriteLine("| heap | bytes |\n|---|---:|");
        foreach ((string name, int bytes) in Tables(machine.Program))
        {
            Row(output, $"tables of {name}", bytes);
        }

        Row(output, "stacks and threads", stacks);
        Row(output, $"{shares.Sum(s => s.Count)} objects", objects);
        Row(output, "**alive**", alive);
        Row(output, $"left of {board.ManagedHeapBytes.ToString(CultureInfo.InvariantCulture)}", board.ManagedHeapBytes - alive);
        output.WriteLine("\n| objects | what | how many | bytes |\n|---|---|---:|---:|");
        foreach (HeapShare share in shares.Take(rows))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {share.Place} | {(share.Type == share.Place ? "object" : share.Type)} | {share.Count} | {share.Bytes} |"));
        }

        Row(output, $"{Math.Max(0, shares.Count - rows)} smaller shares | | {shares.Skip(rows).Sum(s => s.Count)}", shares.Skip(rows).Sum(s => s.Bytes));
    }

    /// <summary>Runs the gateway on the interpreter until it first tells something: then all is built, and nothing more is made.</summary>
    private static (Machine Machine, long Stacks, IReadOnlyList<HeapShare> Shares) Measure(Board board, bool hasGroup, string? model)
    {
        var options = new GatewayOptions("127.0.0.1", 1, "der1@der.local", [], [], [], board.MemoryPlan.StanzaBytes) {
            HeapBytes = AmpleHeap, GroupKeys = hasGroup ? AnyGroup() : null, Model = model,
        };
        var gateway = new EmulatedGateway(board, options, TextWriter.Null, engine: Engine.Interpreter);
        using var stop = new CancellationTokenSource();
        IReadOnlyList<HeapShare>? shares = null;
        long stacks = 0;
        gateway.Told += message =>
        {
            if (message.What == GatewayEvent.Connecting && shares is null)
            {
                gateway.Device!.Heap.Collect();
                shares = HeapCensus.Take(gateway.Device);
                stacks = gateway.Device.Heap.FrameBytes;
                stop.Cancel();
            }
        };
        gateway.Run(stop.Token);
        return (gateway.Device!, stacks, shares!);
    }

    private static GroupKeySettings AnyGroup()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=der1@der.local", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        string pem = certificate.ExportCertificatePem();
        return new GroupKeySettings
        {
            KeyServer = "gcks@der.local/gdoi", Group = 1, Certificate = pem, PrivateKey = key.ExportPkcs8PrivateKeyPem(), Authority = pem, KeyServerCertificate = pem,
        };
    }

    private static IEnumerable<(string Name, int Bytes)> Tables(DeviceProgram program) =>
        program.Assemblies.Where(a => a.TableBytes > 0).Select(a => (a.Name, a.TableBytes))
            .Concat(program.Packages.Select(p => (p.Name, p.TableBytes))).OrderByDescending(t => t.TableBytes);

    private static void Row(TextWriter output, string what, long bytes) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {bytes} |"));
}
