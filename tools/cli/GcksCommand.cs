using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using nanoDer.Gcks;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder gcks</c>: a key server of GDOI groups.</summary>
internal static class GcksCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> file = new("--config") { Description = "Who it is and which groups it has, JSON; see tools/gcks/README.md.", HelpName = "FILE", Required = true };
        var command = new Command("gcks", "Serve the keys of GDOI groups. Lines on standard input: push, kek, remove NAME, delete, status.") { file };
        command.SetAction((parsed, cancellation) => RunAsync(
            GcksConfiguration.Load(parsed.GetRequiredValue(file)), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(GcksConfiguration configuration, TextWriter output, CancellationToken cancellation)
    {
        output = TextWriter.Synchronized(output);
        using AsymmetricAlgorithm signer = configuration.PushSigner();
        KeyServerIdentity identity = configuration.Identity();
        Group[] groups = [.. configuration.Policies().Select(p => new Group(p, signer, KeyService.Now, RandomNumberGenerator.GetBytes))];
        using XmppTransport? xmpp = configuration.OnXmpp();
        using KeyServer server = new(identity, groups);
        using UdpTransport? udp = configuration.Port < 0 ? null : Listen(configuration);
        KeyService service = new(server, [.. new IKeyServerTransport?[] { udp, xmpp }.OfType<IKeyServerTransport>()]);
        server.Log += output.WriteLine;
        service.Log += output.WriteLine;
        if (configuration.Legacy)
        {
            output.WriteLine("warning: SHA-1 and group 2 are accepted");
        }

        if (udp is not null)
        {
            udp.Log += output.WriteLine;
            output.WriteLine($"listening on {udp.Local}" + (udp.LocalMarked is { } marked ? $" and {marked} with the non-ESP marker" : ""));
        }

        if (xmpp is not null)
        {
            xmpp.Log += output.WriteLine;
        }

        _ = Task.Run(() => ReadCommands(service, output, cancellation), cancellation);
        await service.RunAsync(cancellation);
        output.WriteLine("stopped");
        return 0;
    }

    private static UdpTransport Listen(GcksConfiguration configuration)
    {
        try
        {
            return new UdpTransport(configuration.Address(), configuration.Port, configuration.NatPort);
        }
        catch (SocketException e)
        {
            throw new UserError($"UDP {configuration.Listen}", e.Message, "give other values of listen, port and natPort, or the right to use them");
        }
    }

    private static void ReadCommands(KeyService service, TextWriter output, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && Console.In.ReadLine() is { } line)
        {
            foreach (string answer in service.Command(line))
            {
                output.WriteLine(answer);
            }
        }
    }
}
