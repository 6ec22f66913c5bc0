using System.Xml.Linq;

namespace nanoDer.HostTests.Scl;

/// <summary>
/// What the directory services of a server must list by the text of an SCL file (IEC 61850-8-1 clauses 8 and 9): read here from the XML alone, with
/// nothing of the compiler.
/// </summary>
internal sealed class SclNames
{
    private static readonly string[] Urcb = ["RptID", "RptEna", "Resv", "DatSet", "ConfRev", "OptFlds", "BufTm", "SqNum", "TrgOps", "IntgPd", "GI"];
    private static readonly string[] Brcb =
        ["RptID", "RptEna", "DatSet", "ConfRev", "OptFlds", "BufTm", "SqNum", "TrgOps", "IntgPd", "GI", "PurgeBuf", "EntryID", "TimeofEntry"];

    private static readonly string[] Lcb = ["LogEna", "LogRef", "DatSet", "OldEntrTm", "NewEntrTm", "OldEntr", "NewEntr", "TrgOps", "IntgPd"];
    private static readonly string[] Sgcb = ["NumOfSG", "ActSG", "EditSG", "CnfEdit", "LActTm", "ResvTms"];

    private readonly ILookup<string, XElement> _types;
    private readonly XElement? _settings;

    /// <summary>Walks a file.</summary>
    public SclNames(string xml)
    {
        XElement root = XDocument.Parse(xml).Root!;
        _types = root.Elements().Single(e => e.Name.LocalName == "DataTypeTemplates").Elements().ToLookup(e => $"{e.Name.LocalName} {Get(e, "id")}");
        _settings = root.Descendants().FirstOrDefault(e => e.Name.LocalName == "ReportSettings");
        XElement ied = root.Elements().Single(e => e.Name.LocalName == "IED");
        foreach (XElement device in ied.Descendants().Where(e => e.Name.LocalName == "LDevice"))
        {
            string name = Get(ied, "name") + Get(device, "inst");
            Devices.Add(name);
            foreach (XElement node in device.Elements().Where(e => e.Name.LocalName is "LN" or "LN0"))
            {
                Node(name, node, Get(node, "prefix") + Get(node, "lnClass") + Get(node, "inst"));
            }
        }
    }

    /// <summary>Logical devices.</summary>
    public List<string> Devices { get; } = [];

    /// <summary>Data sets, <c>LD/LN$Name</c>.</summary>
    public List<string> DataSets { get; } = [];

    /// <summary>Members of data sets in their order, <c>LD/LN$FC$DO</c>.</summary>
    public Dictionary<string, List<string>> Members { get; } = [];

    /// <summary>Logs, <c>LD/LN$Name</c>.</summary>
    public List<string> Logs { get; } = [];

    /// <summary>Variables, <c>LD/LN$FC$DO$DA</c>, each part of a name included.</summary>
    public HashSet<string> Variables { get; } = [];

    /// <summary>Attributes of data objects that are no structures and lie in no array: basic type, and the value of the type, if there is one.</summary>
    public Dictionary<string, (string Type, string? Value)> Leaves { get; } = [];

    /// <summary>Data objects with functional constraint, each readable as a whole: <c>LD/LN$FC$DO</c>.</summary>
    public IEnumerable<string> Objects => Variables.Where(name => name.Count(c => c == '$') == 2);

    private static string Get(XElement element, string attribute) => (string?)element.Attribute(attribute) ?? string.Empty;

    private static IEnumerable<XElement> Of(XElement element, string name) => element.Elements().Where(e => e.Name.LocalName == name);

    private void Node(string device, XElement node, string name)
    {
        List<string> paths = [];
        foreach (XElement data in Of(_types[$"LNodeType {Get(node, "lnType")}"].Single(), "DO"))
        {
            foreach (var (constraint, inner, member) in Data(_types[$"DOType {Get(data, "type")}"].Single()))
            {
                paths.Add($"{constraint}${Get(data, "name")}{inner}");
                if (Get(member, "count") is "" or "0")
                {
                    Leaves[$"{device}/{name}${paths[^1]}"] = (Get(member, "bType"), Of(member, "Val").FirstOrDefault()?.Value);
                }
            }
        }

        paths.AddRange(paths.Where(path => path.StartsWith("SG$", StringComparison.Ordinal)).Select(path => "SE" + path[2..]).ToArray());
        foreach (XElement report in Of(node, "ReportControl"))
        {
            bool buffered = Get(report, "buffered") == "true";
            int instances = int.Parse(Of(report, "RptEnabled").Select(e => Get(e, "max")).FirstOrDefault() ?? "1");
            IEnumerable<string> attributes = (buffered ? Brcb : Urcb).Concat(buffered && Get(_settings!, "resvTms") == "true" ? ["ResvTms"] : [])
                .Concat(Get(_settings!, "owner") == "true" ? ["Owner"] : []);
            paths.AddRange(Enumerable.Range(1, instances).SelectMany(i => attributes.Select(a => $"{(buffered ? "BR" : "RP")}${Get(report, "name")}{i:00}${a}")));
        }

        paths.AddRange(Of(node, "LogControl").SelectMany(log => Lcb.Select(a => $"LG${Get(log, "name")}${a}")));
        paths.AddRange(Of(node, "SettingControl").SelectMany(_ => Sgcb.Select(a => $"SP$SGCB${a}")));
        foreach (string path in paths)
        {
            string item = $"{name}${path}";
            for (int end = item.Length; end > 0; end = item.LastIndexOf('$', end - 1))
            {
                Variables.Add($"{device}/{item[..end]}");
            }
        }

        Logs.AddRange(Of(node, "Log").Select(log => $"{device}/{name}${Get(log, "name")}"));
        foreach (XElement set in Of(node, "DataSet"))
        {
            DataSets.Add($"{device}/{name}${Get(set, "name")}");
            Members[DataSets[^1]] = [.. Of(set, "FCDA").Select(member => Member(device, node, member))];
        }
    }

    private static string Member(string device, XElement node, XElement member)
    {
        string ied = device[..^Get(node.Parent!, "inst").Length];
        string name = $"{Get(member, "doName")}.{Get(member, "daName")}".Trim('.').Replace('.', '$');
        return $"{ied}{Get(member, "ldInst")}/{Get(member, "prefix")}{Get(member, "lnClass")}{Get(member, "lnInst")}${Get(member, "fc")}${name}";
    }

    private IEnumerable<(string Constraint, string Name, XElement Member)> Data(XElement type)
    {
        foreach (XElement member in type.Elements())
        {
            string name = "$" + Get(member, "name");
            if (member.Name.LocalName == "SDO")
            {
                foreach (var (constraint, inner, leaf) in Data(_types[$"DOType {Get(member, "type")}"].Single()))
                {
                    yield return (constraint, name + inner, leaf);
                }
            }
            else
            {
                foreach (var (inner, leaf) in Attribute(member))
                {
                    yield return (Get(member, "fc"), inner, leaf);
                }
            }
        }
    }

    // Elements of arrays have no names, and neither has what is in them.
    private IEnumerable<(string Name, XElement Member)> Attribute(XElement member)
        => Get(member, "bType") == "Struct" && (Get(member, "count") is "" or "0")
            ? Of(_types[$"DAType {Get(member, "type")}"].Single(), "BDA").SelectMany(Attribute).Select(inner => ($"${Get(member, "name")}{inner.Name}", inner.Member))
            : [($"${Get(member, "name")}", member)];
}
