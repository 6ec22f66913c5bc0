using System.CommandLine;
using System.Text.Json.Nodes;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid discover</c>: which gateways are online, and who they say they are.</summary>
internal static class DiscoverCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> jids = new("JID") { Description = "Bare JIDs besides those of the own roster.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("discover", "Who of the roster is online, what they can do, and who they say they are. Exit code 1 when no gateway is online.") { jids };
        command.SetAction(async (parsed, cancellation) =>
        {
            string[] others = Array.ConvertAll(parsed.GetValue(jids) ?? [], j => BareJid.Parse(j).ToString());
            GridOptions options = GridSide.Options(parsed);
            var found = new List<(GridPeer Peer, GridIdentity? Identity, string? Why)>();
            foreach (GridPeer peer in await GridDiscovery.FindAsync(options, others, cancellation))
            {
                found.Add(peer.HasMms ? await IdentifyAsync(options, peer, cancellation) : (peer, null, peer.Absence ?? "it does not say that it speaks MMS"));
            }

            GridSide.Answer(parsed, () => new JsonArray(found.Select(f => ToJson(f.Peer, f.Identity, f.Why)).ToArray()), () => GridSide.Rows(
                ["gateway", "presence", "online", "vendor", "model", "revision"],
                found.Select(f => new[]
                {
                    f.Peer.FullJid, f.Peer.Subscription, f.Peer.Absence is null ? "yes" : "no", f.Identity?.Vendor ?? f.Why ?? "", f.Identity?.Model ?? "", f.Identity?.Revision ?? "",
                })));
            return found.Any(f => f.Identity is not null) ? 0 : 1;
        });
        return command;
    }

    private static async Task<(GridPeer Peer, GridIdentity? Identity, string? Why)> IdentifyAsync(GridOptions options, GridPeer peer, CancellationToken cancellation)
    {
        try
        {
            await using GridClient client = await GridClient.ConnectAsync(options, peer.FullJid, cancellation);
            return (peer, await client.IdentifyAsync(cancellation), null);
        }
        catch (UserError e)
        {
            return (peer, null, e.Message);
        }
    }

    private static JsonNode ToJson(GridPeer peer, GridIdentity? identity, string? why) => new JsonObject
    {
        ["jid"] = peer.FullJid, ["subscription"] = peer.Subscription, ["online"] = peer.Absence is null, ["mms"] = peer.HasMms,
        ["features"] = new JsonArray(peer.Features.Select(f => (JsonNode)f).ToArray()),
        ["vendor"] = identity?.Vendor, ["model"] = identity?.Model, ["revision"] = identity?.Revision, ["why"] = why,
    };
}
