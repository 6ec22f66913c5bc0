using System.Text;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>Writes a compiled model as C# for the firmware: the packed form, and the handles of its nodes by name.</summary>
public static class CSharpWriter
{
    private const int Width = 120;

    /// <summary>The file with the packed form.</summary>
    public static string Model(string source, string name, SclModel model, string packed)
    {
        string body = string.Join("\n    + ", packed.Chunk(Width).Select(chunk => Literal(new string(chunk))));
        return $$"""
            // Compiled from {{source}} by nanoder scl compile: change that file, not this one.
            namespace nanoDer.Firmware
            {
                /// <summary>The data model: see <see cref="nanoDer.Iec61850.ModelLoader"/>.</summary>
                internal static class {{name}}
                {
                    internal const string Vendor = {{Literal(model.Identity.Vendor)}};
                    internal const string Model = {{Literal(model.Identity.Type)}};
                    internal const string Revision = {{Literal(model.Identity.Version)}};

                    // Its first logical device.
                    internal const string Device = {{Literal(model.Devices[0].Name)}};
                    internal const string Packed =
                        {{body.Replace("\n", "\n        ")}};
                }
            }

            """;
    }

    /// <summary>The file with a constant for each data object and attribute.</summary>
    public static string Nodes(string source, string name, SclModel model)
    {
        var text = new StringBuilder($"// Compiled from {source} by nanoder scl compile: change that file, not this one.\n"
            + $"namespace nanoDer.Firmware\n{{\n    /// <summary>Nodes of <see cref=\"{name}\"/>, for DataModel: by logical node, functional constraint, data object, attribute.</summary>\n"
            + $"    internal static class {name}Nodes\n    {{\n");
        foreach (ModelNode device in model.Devices)
        {
            string prefix = model.Devices.Count > 1 ? device.Name + "_" : string.Empty;
            foreach (var node in device.Children.SelectMany(ln => ln.Children.SelectMany(fc => fc.Children.SelectMany(data => Named(data, $"{prefix}{ln.Name}_{fc.Name}")))))
            {
                text.Append($"        internal const int {node.Name} = {node.Handle};\n");
            }
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static IEnumerable<(string Name, int Handle)> Named(ModelNode node, string before)
    {
        string name = $"{before}_{node.Name}";
        return (node.Type == ValueType.Array ? [] : node.Children.SelectMany(child => Named(child, name))).Prepend((name, node.Handle));
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            literal.Append(c is '"' or '\\' ? $"\\{c}" : c is < ' ' or > '~' ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return literal.Append('"').ToString();
    }
}
