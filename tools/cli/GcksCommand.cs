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
        Group[] groups = [.. configuration.Policies().Select(p => new Group(p, signer, UdpKeyServer.Now, RandomNumberGenerator.GetBytes))];
        using KeyServer server = new(identity, groups);
        using UdpKeyServer transport = Listen(server, configuration);
        server.Log += output.WriteLine;
        transport.Log += output.WriteLine;
        if (configuration.Legacy)
        {
            output.WriteLine("warning: SHA-1 and group 2 are accepted");
        }

        output.WriteLine($"listening on {transport.Local}" + (transport.LocalMarked is { } marked ? $" and {marked} with the non-ESP marker" : ""));
        _ = Task.Run(() => ReadCommands(transport, output, cancellation), cancellation);
        await transport.RunAsync(cancellation);
        output.WriteLine("stopped");
        return 0;
    }

    private static UdpKeyServer Listen(KeyServer server, GcksConfiguration configuration)
    {
        try
        {
            return new UdpKeyServer(server, configuration.Address(), configuration.Port, configuration.NatPort);
        }
        catch (SocketException e)
        {
            throw new UserError($"UDP {configuration.Listen}", e.Message, "give other values of listen, port and natPort, or the right to use them");
        }
    }

    private static void ReadCommands(UdpKeyServer transport, TextWriter output, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && Console.In.ReadLine() is { } line)
        {
            foreach (string answer in transport.Command(line))
            {
                output.WriteLine(answer);
            }
        }
    }
}
