using nanoDer.Client;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>A logical device as it was browsed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">Its logical nodes.</param>
/// <param name="DataSets">Its data sets and their members.</param>
/// <param name="Logs">Its logs.</param>
internal sealed record BrowsedDevice(string Name, IReadOnlyList<BrowsedNode> Nodes, IReadOnlyList<(string Name, IReadOnlyList<string> Members)> DataSets, IReadOnlyList<string> Logs)
{
    // What is controlled is written, not read.
    private const string Control = "CO";

    /// <summary>Browses.</summary>
    /// <param name="client">The client.</param>
    /// <param name="device">A logical device; empty: all.</param>
    /// <param name="node">A logical node; empty: all.</param>
    /// <param name="values">With what the objects hold.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserError">There is nothing of that name.</exception>
    public static async Task<IReadOnlyList<BrowsedDevice>> ReadAsync(GridClient client, string device, string node, bool values, CancellationToken cancellation)
    {
        var devices = new List<BrowsedDevice>();
        foreach (string name in (await client.DevicesAsync(cancellation)).Where(d => device.Length == 0 || d == device))
        {
            IReadOnlyList<string> names = await client.NamesAsync(MmsClient.NamedVariables, name, cancellation);
            var nodes = new List<BrowsedNode>();
            foreach (IGrouping<string, string> ofNode in names.GroupBy(n => n.Split('$')[0]).Where(g => node.Length == 0 || g.Key == node))
            {
                nodes.Add(await NodeAsync(client, name, ofNode.Key, ofNode, values, cancellation));
            }

            var sets = new List<(string, IReadOnlyList<string>)>();
            foreach (string set in (await client.NamesAsync(MmsClient.NamedVariableLists, name, cancellation)).Where(s => node.Length == 0 || s.StartsWith(node + "$", StringComparison.Ordinal)))
            {
                sets.Add((set, await client.MembersAsync($"{name}/{set}", cancellation)));
            }

            IReadOnlyList<string> logs = await client.NamesAsync(MmsClient.Journals, name, cancellation);
            devices.Add(new BrowsedDevice(name, nodes, sets, logs.Where(l => node.Length == 0 || l.StartsWith(node + "$", StringComparison.Ordinal)).ToList()));
        }

        return devices.Count > 0 && (node.Length == 0 || devices.Any(d => d.Nodes.Count > 0))
            ? devices
            : throw new UserError(node.Length == 0 ? device : $"{device}/{node}", "the gateway has nothing of that name", "see: grid browse");
    }

    /// <summary>One functional constraint after the other: the type of a whole node may be larger than a PDU.</summary>
    private static async Task<BrowsedNode> NodeAsync(GridClient client, string device, string node, IEnumerable<string> names, bool values, CancellationToken cancellation)
    {
        var constraints = new List<BrowsedNode>();
        foreach (string constraint in names.Select(n => n.Split('$')).Where(n => n.Length > 1).Select(n => n[1]).Distinct())
        {
            var whole = new ObjectReference(device, $"{node}${constraint}");
            GridValue? value = values && constraint != Control ? (await client.ReadAsync([whole], cancellation))[0].Value : null;
            constraints.Add(BrowsedNode.Of(await client.TypeAsync(whole, cancellation) with { Name = constraint }, value));
        }

        return new BrowsedNode(node, "logical node", null, constraints);
    }
}
