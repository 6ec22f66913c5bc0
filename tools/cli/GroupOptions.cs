using System.CommandLine;
using nanoDer.GroupKeys;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>The options that give a gateway the keys of a group.</summary>
internal sealed class GroupOptions
{
    private readonly Option<string?> _server = new("--gcks")
    {
        Description = "The key server of a group: its full JID, or its IP address and UDP port.", HelpName = "JID|ADDRESS:PORT",
    };

    private readonly Option<uint?> _group = new("--group") { Description = "Number of the group.", HelpName = "N" };
    private readonly Option<string?> _authorised = File("--gcks-cert", "A certificate of the key server that is authorised; its subject counts.");
    private readonly Option<string?> _certificate = File("--group-cert", "The member's certificate; that of --cert if absent.");
    private readonly Option<string?> _key = File("--group-key", "Its private key; that of --key if absent.");
    private readonly Option<string?> _room = new("--group-room") { Description = "The room in which the group's publisher speaks; it is entered.", HelpName = "JID" };
    private readonly Option<string?> _map = new("--group-map") { Description = "What the group's objects mean here: lines of the group's object and the device's.", HelpName = "FILE" };
    private readonly Option<string?> _publisher = File("--publisher-cert", "The publisher's certificate: then each message must have its signature.");
    private readonly Option<string?> _authority = File("--group-ca", "The authority of the key server's certificate; that of --ca if absent.");

    /// <summary>Adds them to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _server, _group, _authorised, _certificate, _key, _authority, _room, _map, _publisher })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <returns>Null when no group is wanted.</returns>
    /// <exception cref="UserError">Something is missing or unreadable.</exception>
    public GroupKeySettings? Read(ParseResult parsed, byte[] certificate, byte[] key, byte[] authorities)
    {
        string? server = parsed.GetValue(_server);
        if (server is null)
        {
            return parsed.GetValue(_group) is null ? null : throw UserError.Usage("--group", "it says nothing without a key server", "give --gcks");
        }

        if (parsed.GetValue(_group) is not { } group || parsed.GetValue(_authorised) is not { } authorised)
        {
            throw UserError.Usage("--gcks", "it is not enough", "give --group and --gcks-cert too");
        }

        Endpoint? address = server.Contains('@', StringComparison.Ordinal) ? null : Endpoint.Parse(server);
        return new GroupKeySettings
        {
            KeyServer = address is null ? server : null,
            Address = address?.Host,
            Port = address?.Port ?? 0,
            Marker = address?.Port == 4500,
            Group = group,
            Certificate = Pem(parsed.GetValue(_certificate), certificate),
            PrivateKey = Pem(parsed.GetValue(_key), key),
            Authority = Pem(parsed.GetValue(_authority), authorities),
            KeyServerCertificate = Pem(authorised, []),
            Messages = Messages(parsed),
        };
    }

    private GroupMessageSettings? Messages(ParseResult parsed)
    {
        (string? room, string? map, string? publisher) = (parsed.GetValue(_room), parsed.GetValue(_map), parsed.GetValue(_publisher));
        if (room is null && map is null && publisher is null)
        {
            return null;
        }

        return room is null || map is null
            ? throw UserError.Usage("--group-room or --group-map", "one says nothing without the other", "give both")
            : new GroupMessageSettings { Room = BareJid.Parse(room).ToString(), Map = Pem(map, []), Publisher = publisher is null ? null : Pem(publisher, []) };
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description + " PEM, P-256.", HelpName = "FILE" };

    private static string Pem(string? file, byte[] otherwise)
    {
        try
        {
            return System.Text.Encoding.Latin1.GetString(file is null ? otherwise : System.IO.File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file!, e.Message.TrimEnd('.'), "give a PEM file");
        }
    }
}
