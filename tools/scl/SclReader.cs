using System.Xml;
using System.Xml.Linq;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>Reads SCL (IEC 61850-6, 2007B4) into a model and says all that is wrong with it.</summary>
public sealed class SclReader
{
    private const int MaxItem = 64;
    private const int MaxReference = 129;

    /// <summary>Functional constraints in the order in which they stand in a logical node.</summary>
    internal static readonly string[] Constraints = ["MX", "ST", "CO", "CF", "DC", "SP", "SG", "RP", "LG", "BR", "SV", "SE", "EX", "OR", "BL"];

    private readonly List<SclFinding> _findings = [];
    private readonly SclModel _model = new();
    private readonly TypeTemplates _types;
    private readonly XElement _root;

    private SclReader(XElement root)
    {
        _root = root;
        _types = new TypeTemplates(root, this);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="xml">Its text.</param>
    /// <returns>The model, which is of no use when there are findings.</returns>
    public static (SclModel Model, IReadOnlyList<SclFinding> Findings) Read(string xml)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException exception)
        {
            return (new SclModel(), [new SclFinding(exception.LineNumber, "document", exception.Message)]);
        }

        var scl = new SclReader(document.Root!);
        scl.Build();
        return (scl._model, [.. scl._findings.Distinct().OrderBy(finding => finding.Line)]);
    }

    internal static string Text(XElement element, string attribute, string otherwise = "") => (string?)element.Attribute(attribute) ?? otherwise;

    internal static IEnumerable<XElement> Children(XElement? element, string name) => element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    internal void Fail(XObject place, string path, string reason) => _findings.Add(new SclFinding(((IXmlLineInfo)place).LineNumber, path, reason));

    private void Build()
    {
        if (_root.Name.LocalName != "SCL" || Text(_root, "version") != "2007")
        {
            Fail(_root, "SCL", "it is no SCL of version 2007");
            return;
        }

        XElement[] ieds = [.. Children(_root, "IED")];
        XElement[] servers = [.. ieds.SelectMany(ied => Children(ied, "AccessPoint")).SelectMany(point => Children(point, "Server"))];
        if (ieds.Length != 1 || servers.Length != 1)
        {
            Fail(_root, "SCL", $"it has {ieds.Length} IEDs with {servers.Length} servers; a gateway is one IED with one server");
            return;
        }

        XElement ied = ieds[0];
        _model.Identity = (Text(ied, "manufacturer"), Text(ied, "type"), Text(ied, "configVersion"));
        List<(XElement Element, ModelNode Node, ModelNode Device, string Path)> nodes = [];
        foreach (XElement device in Children(servers[0], "LDevice"))
        {
            var ld = new ModelNode(Text(device, "ldName", Text(ied, "name") + Text(device, "inst")));
            if (!Unique(_model.Devices, ld, device, "LDevice"))
            {
                continue;
            }

            Identifier(ld.Name, device, "LDevice");
            foreach (XElement element in device.Elements().Where(child => child.Name.LocalName is "LN0" or "LN"))
            {
                var ln = new ModelNode(Text(element, "prefix") + Text(element, "lnClass") + Text(element, "inst")) { Place = element };
                string path = $"{ld.Name}/{ln.Name}";
                if (Unique(ld.Children, ln, element, path))
                {
                    _types.Expand(ln, element, path);
                    nodes.Add((element, ln, ld, path));
                }
            }
        }

        if (nodes.Count == 0)
        {
            Fail(servers[0], "Server", "it has no logical node");
        }

        var blocks = new ControlBlocks(this, _model, Text(ied, "name"), Children(ied, "Services").FirstOrDefault());
        foreach (var (element, node, device, path) in nodes)
        {
            blocks.DataSets(element, node, path);
        }

        foreach (var (element, node, device, path) in nodes)
        {
            blocks.Add(element, node, path);
        }

        foreach (var (element, node, device, path) in nodes)
        {
            Order(node);
            Finish(node, element, path);
            if (node.Children.Count == 0)
            {
                Fail(element, path, "the logical node has no data");
            }
        }

        foreach (ModelNode device in _model.Devices.Where(device => device.Children.Count == 0).ToArray())
        {
            Fail(servers[0], device.Name, "the logical device has no logical node");
        }
    }

    /// <summary>Puts functional constraints in order and checks the names that come of it.</summary>
    private static void Order(ModelNode node)
        => node.Children.Sort((a, b) => Array.IndexOf(Constraints, a.Name).CompareTo(Array.IndexOf(Constraints, b.Name)));

    private void Finish(ModelNode logicalNode, XElement element, string path)
    {
        foreach (ModelNode constraint in logicalNode.Children)
        {
            foreach (ModelNode data in constraint.Children)
            {
                Names(data, $"{logicalNode.Name}${constraint.Name}", path[..path.IndexOf('/')], 3, data.Place ?? element);
                Writability(data);
            }

            constraint.Writable = constraint.Children.TrueForAll(child => child.Writable);
        }

        ModelNode? active = logicalNode["SG"];
        if (active != null && logicalNode["SE"] is { } edit)
        {
            _model.Settings.Add((active, edit));
            if (active.Walk().Any(node => node.Type >= ValueType.VisibleString && node.Type != ValueType.Array))
            {
                Fail(element, path, "a setting group holds a string, which this server does not keep in groups");
            }
        }

        foreach (ModelNode control in logicalNode["CO"]?.Children ?? [])
        {
            // Only what Oper was given is ever shown again, in CommandTermination.
            foreach (ModelNode text in control.Children.Where(service => service.Name != "Oper").SelectMany(service => service.Walk()).Where(node => node.IsText))
            {
                text.Room = 0;
            }

            _model.Controls.Add((control, logicalNode["MX"]?[control.Name] ?? logicalNode["ST"]?[control.Name], logicalNode["CF"]?[control.Name], logicalNode));
        }
    }

    private static void Writability(ModelNode node)
    {
        foreach (ModelNode child in node.Children)
        {
            Writability(child);
        }

        if (node.Children.Count > 0)
        {
            node.Writable = node.Children.TrueForAll(child => child.Writable);
        }
    }

    private void Names(ModelNode node, string before, string device, int depth, XObject place)
    {
        string item = node.Name.Length == 0 ? before : $"{before}${node.Name}";
        if (item.Length > MaxItem || device.Length + 1 + item.Length > MaxReference || depth >= DataModel.MaxDepth)
        {
            Fail(place, $"{device}/{item}", $"its name has {item.Length} characters and {depth + 1} levels; MMS allows {MaxItem}, the server {DataModel.MaxDepth} levels");
            return;
        }

        foreach (ModelNode child in node.Children)
        {
            Names(child, item, device, depth + 1, child.Place ?? place);
        }
    }

    /// <summary>Adds a node to its siblings.</summary>
    /// <returns>False when there is one of that name.</returns>
    internal bool Unique(List<ModelNode> siblings, ModelNode node, XObject place, string path)
    {
        if (siblings.Exists(other => other.Name == node.Name))
        {
            Fail(place, path, $"the name '{node.Name}' is there twice");
            return false;
        }

        siblings.Add(node);
        return true;
    }

    internal void Identifier(string name, XObject place, string path)
    {
        if (name.Length is 0 or > DataModel.MaxName || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            Fail(place, path, $"'{name}' is no name: a letter, then letters, digits or _, at most {DataModel.MaxName}");
        }
    }
}
