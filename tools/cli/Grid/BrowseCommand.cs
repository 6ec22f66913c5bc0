using System.CommandLine;
using System.Text.Json.Nodes;
using nanoDer.Client;
using nanoDer.Grid;
using nanoDer.Tools;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid browse</c>: the gateway's data model as a tree.</summary>
internal static class BrowseCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string?> where = new("WHERE") { Description = "A logical device or node: DER1LD0, DER1LD0/MMXU1. Without it, all.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> values = new("--values") { Description = "With what the objects hold now." };
        var command = new Command("browse", "The data model as a tree: nodes, objects and their types, data sets, logs.") { where, values };
        command.SetAction((parsed, cancellation) =>
        {
            string[] path = (parsed.GetValue(where) ?? "").Split('/', 2);
            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                IReadOnlyList<BrowsedDevice> devices = await BrowsedDevice.ReadAsync(client, path[0], path.Length > 1 ? path[1] : "", parsed.GetValue(values), cancellation);
                GridSide.Answer(parsed, () => new JsonArray(devices.Select(ToJson).ToArray()), () => ToTree(devices));
                return 0;
            });
        });
        return command;
    }

    private static JsonNode ToJson(BrowsedDevice device) => new JsonObject
    {
        ["device"] = device.Name,
        ["dataSets"] = new JsonObject(device.DataSets.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)new JsonArray(s.Members.Select(m => (JsonNode)m).ToArray())))),
        ["logs"] = new JsonArray(device.Logs.Select(l => (JsonNode)l).ToArray()),
        ["objects"] = new JsonArray(device.Nodes.SelectMany(n => Leaves($"{device.Name}/{n.Name}", n)).ToArray()),
    };

    private static IEnumerable<JsonNode> Leaves(string name, BrowsedNode node) => node.Items.Count > 0
        ? node.Items.SelectMany(i => Leaves($"{name}${i.Name}", i))
        : [node.Value is null
            ? new JsonObject { ["object"] = name, ["type"] = node.Type }
            : new JsonObject { ["object"] = name, ["type"] = node.Type, ["value"] = node.Value.ToJson() }];

    private static Tree ToTree(IReadOnlyList<BrowsedDevice> devices)
    {
        var tree = new Tree("[grey]data model[/]");
        foreach (BrowsedDevice device in devices)
        {
            TreeNode branch = tree.AddNode($"[bold]{Markup.Escape(device.Name)}[/]");
            foreach (BrowsedNode node in device.Nodes)
            {
                Add(branch, node);
            }

            foreach ((string name, IReadOnlyList<string> members) in device.DataSets)
            {
                TreeNode set = branch.AddNode($"[yellow]{Markup.Escape(name)}[/] [grey]data set of {members.Count}[/]");
                members.ToList().ForEach(m => set.AddNode($"[grey]{Markup.Escape(m)}[/]"));
            }

            device.Logs.ToList().ForEach(l => branch.AddNode($"[yellow]{Markup.Escape(l)}[/] [grey]log[/]"));
        }

        return tree;
    }

    private static void Add(IHasTreeNodes parent, BrowsedNode node)
    {
        string value = node.Value is null ? "" : $" = {node.Value}";
        string type = node.Items.Count > 0 ? "" : $" [grey]{Markup.Escape(node.Type)}[/]{Markup.Escape(value)}";
        TreeNode branch = parent.AddNode(Markup.Escape(node.Name) + type);
        foreach (BrowsedNode item in node.Items)
        {
            Add(branch, item);
        }
    }
}
