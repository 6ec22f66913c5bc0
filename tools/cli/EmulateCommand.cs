using System.CommandLine;
using nanoDer.Emulator;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder emulate</c>: the gateway on an emulated board.</summary>
internal static class EmulateCommand
{
    private const int LeastStanza = 1_000;
    private const int MostStanza = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> board = new("--board")
        {
            Description = $"The board: {string.Join(", ", Board.Names())}.", HelpName = "NAME", Required = true,
        };
        Option<int?> stanzaLimit = new("--stanza-limit")
        {
            Description = "Largest stanza in bytes (the board's memory plan unless given).", HelpName = "N",
        };
        Option<Engine> engine = new("--engine")
        {
            Description = "What executes the firmware: jit, or interpreter, which has the device's arithmetic and the board's heap and accounts for it at the end.",
            HelpName = "jit|interpreter",
        };
        Option<string?> record = new("--record")
        {
            Description = "Write the flight recorder to a file, with all stanzas, for nanoder replay.", HelpName = "FILE",
        };
        Option<string?> access = new("--access") { Description = "Who may do what with which objects: lines of rights, object and who (lib/nanoDer.Iec61850).", HelpName = "FILE" };
        Option<string[]> peers = List("--peer", "Who may open associations and see the device's presence; without it whoever the server lets through may.");
        Option<string[]> publishers = List("--publisher", "Who may invite the device into rooms, and the rooms or their domains.");
        Option<string[]> rooms = List("--room", "A room to be in from the beginning.");
        Option<string?> password = new("--password-file")
        {
            Description = "A file with the account's password, for servers without SASL EXTERNAL.", HelpName = "FILE",
        };
        Option<string?> time = new("--time-server")
        {
            Description = "Time servers, separated by commas; without them what is stamped says that nobody has confirmed the time.", HelpName = "HOSTS",
        };
        Option<string?> inverter = new("--inverter")
        {
            Description = "A SunSpec inverter, modbus://HOST:PORT/UNIT or modbus+rtu://HOST:PORT/UNIT, instead of the virtual one.", HelpName = "URL",
        };
        Option<string?> model = ModelFile.Option();
        Option<string?> storage = new("--storage")
        {
            Description = "A folder for the board's storage: reports, logs and the security log outlive a restart (with the engine jit).", HelpName = "FOLDER",
        };
        Option<bool> events = new("--events") { Description = "Print the ring of security events at the end." };
        var party = new PartyOptions();
        var command = new Command("emulate", "Run the gateway's firmware on an emulated board.") { board, stanzaLimit, engine, peers, access, publishers, rooms, password, record, time, inverter, model, storage, events };
        party.AddTo(command);
        var group = new GroupOptions();
        group.AddTo(command);
        var endToEnd = new EndToEndOptions();
        endToEnd.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            (TextWriter output, TextWriter error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            Board target = Board.Load(parsed.GetRequiredValue(board));
            int limit = CheckLimit(parsed.GetValue(stanzaLimit) ?? target.MemoryPlan.StanzaBytes);
            (Endpoint server, BareJid jid, PemCredentials own) = party.Read(parsed, error);
            var options = new GatewayOptions(server.Host, server.Port, jid.ToString(), own.Certificate, own.Key, own.Authorities, limit)
            {
                Peers = Join(parsed.GetValue(peers)),
                Access = parsed.GetValue(access) is { } rules ? Text(rules) : null,
                Publishers = Join(parsed.GetValue(publishers)),
                Rooms = Join(parsed.GetValue(rooms)),
                Password = parsed.GetValue(password) is { } file ? Secret(file) : null,

                // The interpreter has the board's heap, and with a certificate in the settings too little of it is left.
                Stored = parsed.GetValue(engine) == Engine.Interpreter,
                Record = parsed.GetValue(record),
                TimeServers = parsed.GetValue(time),
                GroupKeys = group.Read(parsed, own.Certificate, own.Key, own.Authorities),
                Model = ModelFile.Packed(parsed.GetValue(model)),
                Shield = endToEnd.Settings(parsed, party, jid),
                Storage = parsed.GetValue(storage),
                Inverter = parsed.GetValue(inverter) is { } url ? InverterAddress.Parse(url) : null,
            };
            if (options is { Storage: not null } && parsed.GetValue(engine) == Engine.Interpreter)
            {
                throw UserError.Usage("--storage with --engine interpreter", "the interpreted board has no storage", "give one of them");
            }

            if (options is { Record: not null, Storage: not null })
            {
                throw UserError.Usage("--record with --storage", "a recording does not hold what was stored, so it could not be replayed", "give one of them");
            }

            if (options is { Record: not null, Shield: not null })
            {
                throw UserError.Usage("--record with --e2e", "random numbers of handshakes are not recorded, so it could not be replayed", "give one of them");
            }

            if (options is { Record: not null, Model: not null })
            {
                throw UserError.Usage("--record with --model", "a recording does not hold the model, so it could not be replayed", "give one of them");
            }

            if (options is { Record: not null, Password: not null })
            {
                throw UserError.Usage("--record with --password-file", "a recording never holds a password, so it could not be replayed", "give one of them");
            }

            if (options is { Record: not null, GroupKeys: not null })
            {
                throw UserError.Usage("--record with --gcks", "random numbers of an exchange of keys are not recorded, so it could not be replayed", "give one of them");
            }

            return Run(Gateways.Create(target, options, error, parsed.GetValue(engine)), parsed.GetValue(events), output, error, cancellation);
        });
        return command;
    }

    private static Task<int> Run(EmulatedGateway gateway, bool events, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        gateway.Online += fullJid =>
        {
            output.WriteLine($"online {fullJid}");
            output.Flush();
        };
        return Task.Factory.StartNew(
            () =>
            {
                try
                {
                    gateway.Run(cancellation);
                    return 0;
                }
                finally
                {
                    foreach (LoggedEvent logged in events ? gateway.Events : [])
                    {
                        output.WriteLine($"event {logged}");
                    }

                    if (gateway.Device is { } device)
                    {
                        error.WriteLine($"alive       {device.Heap.PeakLiveBytes} bytes at most that collections found while the gateway ran");
                        DeviceAccount.Write(device, error);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private static Option<string[]> List(string name, string description) => new(name) { Description = description, HelpName = "JID|DOMAIN" };

    private static string? Join(string[]? names) => names is { Length: > 0 } ? string.Join(",", names) : null;

    /// <summary>The first line of a file; a password in the arguments could be read by every process of the machine.</summary>
    private static string Secret(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } line ? line : throw new UserError(file, "its first line is empty", "write the password there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, e.Message.TrimEnd('.'), "give a file with the password");
        }
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, e.Message.TrimEnd('.'), "give a file with the rules");
        }
    }

    private static int CheckLimit(int limit) => limit is >= LeastStanza and <= MostStanza
        ? limit
        : throw UserError.Usage($"stanza limit {limit}", $"it must be {LeastStanza} to {MostStanza}", "10000 is what every server takes");
}
