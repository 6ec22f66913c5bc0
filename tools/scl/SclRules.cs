using System.Xml;
using System.Xml.Linq;

namespace nanoDer.Scl;

/// <summary>
/// What the standards ask of a model beyond what the server needs: data objects of a logical node's class, attributes and functional constraints of
/// a common data class, numbers of enumerations, services of a control model, order of elements. A model that breaks such a rule works all the same.
/// </summary>
public sealed class SclRules
{
    private static readonly string[] Order = ["Text", "Private", "DataSet", "ReportControl", "LogControl", "DOI", "Inputs", "Log", "GSEControl", "SampledValueControl", "SettingControl"];

    private readonly List<SclFinding> _findings = [];

    private SclRules()
    {
    }

    /// <summary>Checks a model.</summary>
    /// <param name="xml">Its text.</param>
    /// <param name="model">What <see cref="SclReader"/> made of it, without findings.</param>
    /// <returns>What the standards would have otherwise.</returns>
    public static IReadOnlyList<SclFinding> Check(string xml, SclModel model)
    {
        var rules = new SclRules();
        XElement root = XDocument.Parse(xml, LoadOptions.SetLineInfo).Root!;
        foreach (XElement node in root.Descendants().Where(element => element.Name.LocalName is "LN0" or "LN"))
        {
            rules.InOrder(node);
        }

        ILookup<string, XElement> types = root.Elements().Where(element => element.Name.LocalName == "DataTypeTemplates").Elements().ToLookup(element => element.Name.LocalName);
        Dictionary<string, XElement> objects = types["DOType"].ToDictionary(type => SclReader.Text(type, "id"));
        foreach (XElement type in types["LNodeType"])
        {
            rules.LogicalNode(type, objects);
        }

        foreach (XElement type in types["DOType"])
        {
            rules.DataObject(type);
        }

        foreach (XElement type in types["EnumType"])
        {
            rules.Enumeration(type);
        }

        foreach (ModelNode node in model.Devices.SelectMany(device => device.Children))
        {
            rules.Controls(node);
        }

        return [.. rules._findings.OrderBy(finding => finding.Line)];
    }

    private static string Name(XElement element) => SclReader.Text(element, "name");

    private void Add(XObject place, string path, string reason) => _findings.Add(new SclFinding(((IXmlLineInfo)place).LineNumber, path, reason));

    /// <summary>IEC 61850-6 clause 9.3.</summary>
    private void InOrder(XElement node)
    {
        int last = 0;
        foreach (XElement element in node.Elements())
        {
            int place = Array.IndexOf(Order, element.Name.LocalName);
            if (place < last)
            {
                Add(element, SclReader.Text(node, "lnClass"), $"{element.Name.LocalName} stands behind {Order[last]}");
            }

            last = Math.Max(place, last);
        }
    }

    private void LogicalNode(XElement type, Dictionary<string, XElement> objects)
    {
        string name = SclReader.Text(type, "lnClass");
        string path = $"LNodeType[{SclReader.Text(type, "id")}]";
        XElement[] members = [.. SclReader.Children(type, "DO")];
        IEnumerable<string> wanted = StandardTables.Mandatory.GetValueOrDefault(name, []);
        foreach (string missing in (name == "LPHD" ? wanted : wanted.Prepend("Beh")).Except(members.Select(Name)))
        {
            Add(type, path, $"{name} has no {missing}, which is mandatory");
        }

        foreach (XElement member in members)
        {
            string? known = StandardTables.ClassOf.FirstOrDefault(pair => pair.Value.Contains(Name(member))).Key;
            if (known != null && objects.TryGetValue(SclReader.Text(member, "type"), out XElement? target) && SclReader.Text(target, "cdc") != known)
            {
                Add(member, $"{path}/{Name(member)}", $"it is {SclReader.Text(target, "cdc")}, not {known}");
            }
        }
    }

    private void DataObject(XElement type)
    {
        string name = SclReader.Text(type, "cdc");
        string path = $"DOType[{SclReader.Text(type, "id")}]";
        XElement[] members = [.. SclReader.Children(type, "DA")];
        foreach (string[] wanted in StandardTables.Attributes.GetValueOrDefault(name, []).Select(attribute => attribute.Split(':')))
        {
            XElement? member = members.FirstOrDefault(element => Name(element) == wanted[0]);
            string basic = wanted switch { ["q"] => "Quality", ["t"] => "Timestamp", _ => wanted[1] };
            if (member == null)
            {
                Add(type, path, $"{name} has no {wanted[0]}, which is mandatory");
            }
            else if (SclReader.Text(member, "bType") != basic && (basic != "ObjRef" || SclReader.Text(member, "bType") != "VisString129"))
            {
                Add(member, $"{path}/{wanted[0]}", $"its type is {SclReader.Text(member, "bType")}, not {basic}");
            }
        }

        foreach (XElement member in members)
        {
            string[] known = [.. StandardTables.Constraints.Where(pair => pair.Value.Contains(Name(member))).Select(pair => pair.Key)];
            if (known.Length > 0 && !known.Contains(SclReader.Text(member, "fc")))
            {
                Add(member, $"{path}/{Name(member)}", $"its functional constraint is {SclReader.Text(member, "fc")}, not {string.Join(" or ", known)}");
            }
        }
    }

    private void Enumeration(XElement type)
    {
        string id = SclReader.Text(type, "id");
        if (!StandardTables.Enumerations.TryGetValue(id, out IReadOnlyDictionary<int, string[]>? known))
        {
            return;
        }

        foreach (XElement value in SclReader.Children(type, "EnumVal"))
        {
            if (!known.TryGetValue(int.Parse(SclReader.Text(value, "ord")), out string[]? names) || !names.Contains(value.Value.Trim()))
            {
                Add(value, $"EnumType[{id}]", $"{SclReader.Text(value, "ord")} is {(names == null ? "no value" : $"'{names[0]}'")} there, not '{value.Value}'");
            }
        }
    }

    /// <summary>IEC 61850-7-2 clause 20, IEC 61850-8-1 annex E: what a control model needs, and the order in its structures.</summary>
    private void Controls(ModelNode node)
    {
        foreach (ModelNode configuration in node["CF"]?.Children ?? [])
        {
            if (configuration["ctlModel"] is not { } model)
            {
                continue;
            }

            ModelNode? control = node["CO"]?[configuration.Name];
            string path = $"{node.Name}/{configuration.Name}";
            string[] wanted = (model.Value?[0] ?? 0) switch { 0 => [], 1 or 3 => ["Oper"], 2 => ["SBO", "Oper", "Cancel"], _ => ["SBOw", "Oper", "Cancel"] };
            foreach (string service in wanted.Where(service => control?[service] == null))
            {
                Add(node.Place!, path, $"its ctlModel needs {service}");
            }

            foreach (ModelNode service in control?.Children.Where(child => child.Children.Count > 0) ?? [])
            {
                string[] parts = [.. service.Children.Select(child => child.Name)];
                string[] right = service.Name == "Cancel" ? ["ctlVal", "origin", "ctlNum", "T", "Test"] : ["ctlVal", "origin", "ctlNum", "T", "Test", "Check"];
                if (!parts.Where((part, place) => part != "operTm" || place != 1).SequenceEqual(right))
                {
                    Add(node.Place!, $"{path}/{service.Name}", $"its members are {string.Join(' ', parts)}, not {string.Join(' ', right)}");
                }
            }
        }
    }
}
