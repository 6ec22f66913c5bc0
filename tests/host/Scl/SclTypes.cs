using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace nanoDer.HostTests.Scl;

/// <summary>Types and values of a server by the text of an SCL file, read from the XML alone.</summary>
internal sealed class SclTypes
{
    private static readonly Dictionary<string, string> Mms = new()
    {
        ["BOOLEAN"] = "boolean", ["INT8"] = "integer 8", ["INT16"] = "integer 16", ["INT32"] = "integer 32", ["INT64"] = "integer 64", ["INT8U"] = "unsigned 8",
        ["INT16U"] = "unsigned 16", ["INT32U"] = "unsigned 32", ["FLOAT32"] = "floating-point 32/8", ["Enum"] = "integer 8", ["Quality"] = "bit-string -13",
        ["Dbpos"] = "bit-string -2", ["Check"] = "bit-string -2", ["Timestamp"] = "utc-time", ["VisString255"] = "visible-string -255", ["ObjRef"] = "visible-string -129",
        ["Currency"] = "visible-string -3", ["Octet64"] = "octet-string -64",
    };

    private readonly ILookup<string, XElement> _types;
    private readonly Dictionary<string, XElement> _nodes;

    /// <summary>Walks a file.</summary>
    public SclTypes(string xml)
    {
        XElement root = XDocument.Parse(xml).Root!;
        _types = root.Elements().Single(e => e.Name.LocalName == "DataTypeTemplates").Elements().ToLookup(e => $"{e.Name.LocalName} {Get(e, "id")}");
        _nodes = root.Descendants().Where(e => e.Name.LocalName is "LN" or "LN0")
            .ToDictionary(node => $"{Get(root.Elements().Single(e => e.Name.LocalName == "IED"), "name")}{Get(node.Parent!, "inst")}/{Get(node, "prefix")}{Get(node, "lnClass")}{Get(node, "inst")}");
    }

    /// <summary>The type of all data of a logical node under a functional constraint, <c>LD/LN$FC</c>: pairs of name and type.</summary>
    public object Describe(string reference)
    {
        (XElement node, string constraint) = Place(reference);
        return Objects(node, constraint).Select(data => new object[] { Get(data.Member, "name"), Data(data.Type, constraint) }).ToArray();
    }

    /// <summary>All values that the file gives there, by their names, as <see cref="Find"/> shows them.</summary>
    public IEnumerable<(string Path, string Value)> Values(string reference)
    {
        (XElement node, string constraint) = Place(reference);
        return Objects(node, constraint).SelectMany(data => Values(data.Type, constraint, Get(data.Member, "name"), Own(node, "DOI", Get(data.Member, "name"))));
    }

    /// <summary>A value that was read, by its name in the type.</summary>
    public string Find(JsonElement type, JsonElement value, string path)
    {
        foreach (string part in path.Split('$'))
        {
            if (type[0].ValueKind == JsonValueKind.Number)
            {
                (type, value) = (type[1], value[int.Parse(part)]);
                continue;
            }

            int place = type.EnumerateArray().TakeWhile(member => member[0].GetString() != part).Count();
            (type, value) = (type[place][1], value[place]);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => Number(value.GetDouble()),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.GetString()!,
        };
    }

    private static string Number(double number) => ((float)number).ToString("R", CultureInfo.InvariantCulture);

    private static string Get(XElement element, string attribute) => (string?)element.Attribute(attribute) ?? string.Empty;

    private static IEnumerable<XElement> Of(XElement? element, string name) => element?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    private static XElement? Own(XElement? element, string kind, string name, string index = "")
        => Of(element, kind).FirstOrDefault(e => Get(e, "name") == name && Get(e, "ix") == index);

    private (XElement Node, string Constraint) Place(string reference) => (_nodes[reference[..reference.IndexOf('$')]], reference[(reference.IndexOf('$') + 1)..].Replace("SE", "SG", StringComparison.Ordinal));

    private IEnumerable<(XElement Member, XElement Type)> Objects(XElement node, string constraint)
        => Of(_types[$"LNodeType {Get(node, "lnType")}"].Single(), "DO").Select(member => (member, _types[$"DOType {Get(member, "type")}"].Single())).Where(data => Has(data.Item2, constraint));

    private bool Has(XElement type, string constraint)
        => Of(type, "DA").Any(attribute => Get(attribute, "fc") == constraint) || Of(type, "SDO").Any(inner => Has(_types[$"DOType {Get(inner, "type")}"].Single(), constraint));

    private object[] Data(XElement type, string constraint) =>
    [
        .. type.Elements().Where(e => e.Name.LocalName == "SDO" ? Has(_types[$"DOType {Get(e, "type")}"].Single(), constraint) : Get(e, "fc") == constraint).Select(e =>
            new object[] { Get(e, "name"), e.Name.LocalName == "SDO" ? Data(_types[$"DOType {Get(e, "type")}"].Single(), constraint) : Attribute(e) }),
    ];

    private object Attribute(XElement member)
    {
        object type = Get(member, "bType") == "Struct"
            ? Of(_types[$"DAType {Get(member, "type")}"].Single(), "BDA").Select(inner => new object[] { Get(inner, "name"), Attribute(inner) }).ToArray()
            : Mms[Get(member, "bType")];
        return Get(member, "count") is { Length: > 0 } count ? new object[] { int.Parse(count), type } : type;
    }

    private IEnumerable<(string Path, string Value)> Values(XElement type, string constraint, string path, XElement? own)
        => type.Elements().Where(e => e.Name.LocalName == "SDO" || Get(e, "fc") == constraint).SelectMany(e => e.Name.LocalName == "SDO"
            ? Values(_types[$"DOType {Get(e, "type")}"].Single(), constraint, $"{path}${Get(e, "name")}", Own(own, "SDI", Get(e, "name")))
            : Values(e, path, own));

    private IEnumerable<(string Path, string Value)> Values(XElement member, string path, XElement? own, string index = "")
    {
        string name = Get(member, "name");
        path = index.Length == 0 ? $"{path}${name}" : $"{path}${name}${index}";
        if (Get(member, "count").Length > 0 && index.Length == 0)
        {
            return Enumerable.Range(0, int.Parse(Get(member, "count"))).SelectMany(i => Values(member, path[..^(name.Length + 1)], own, i.ToString()));
        }

        if (Get(member, "bType") == "Struct")
        {
            return Of(_types[$"DAType {Get(member, "type")}"].Single(), "BDA").SelectMany(inner => Values(inner, path, Own(own, "SDI", name, index)));
        }

        XElement? value = Of(Own(own, "DAI", name, index), "Val").Concat(Of(member, "Val")).FirstOrDefault();
        return value == null ? [] : [(path, Get(member, "bType") switch
        {
            "Enum" => Get(_types[$"EnumType {Get(member, "type")}"].Single().Elements().Single(e => e.Value == value.Value), "ord"),
            "BOOLEAN" or "VisString255" or "ObjRef" or "Currency" or "Dbpos" => value.Value,
            _ => Number(double.Parse(value.Value, CultureInfo.InvariantCulture)),
        })];
    }
}
