using System.Xml.Linq;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>Data sets and control blocks of a logical node, as nodes of the model and in its tables (IEC 61850-7-2 clauses 13, 16 to 18).</summary>
internal sealed class ControlBlocks(SclReader reader, SclModel model, string ied, XElement? services)
{
    private const int MaxDataSetName = 32;

    /// <summary>Reads the data sets of a logical node, when all logical nodes are there.</summary>
    public void DataSets(XElement element, ModelNode node, string path)
    {
        foreach (XElement set in SclReader.Children(element, "DataSet"))
        {
            string name = SclReader.Text(set, "name");
            string place = $"{path}.{name}";
            if (model.DataSets.Exists(other => other.Node == node && other.Name == name) || name.Length is 0 or > MaxDataSetName)
            {
                reader.Fail(set, place, $"its name is there twice, or has not 1 to {MaxDataSetName} characters");
            }

            List<ModelNode> members = [];
            foreach (XElement entry in SclReader.Children(set, "FCDA"))
            {
                if (Member(entry) is { } member)
                {
                    members.Add(member);
                }
                else
                {
                    reader.Fail(entry, place, $"there is no {string.Join(' ', entry.Attributes())}");
                }
            }

            if (members.Count == 0)
            {
                reader.Fail(set, place, "it has no member");
            }

            model.DataSets.Add((node, name, members));
        }

        foreach (XElement log in SclReader.Children(element, "Log"))
        {
            model.Logs.Add((node, SclReader.Text(log, "name", "GeneralLog")));
        }
    }

    /// <summary>Adds the control blocks of a logical node.</summary>
    public void Add(XElement element, ModelNode node, string path)
    {
        foreach (XElement control in SclReader.Children(element, "ReportControl"))
        {
            Report(control, node, path);
        }

        foreach (XElement control in SclReader.Children(element, "LogControl"))
        {
            Log(control, node, path);
        }

        foreach (XElement control in SclReader.Children(element, "SettingControl"))
        {
            if (model.SettingControl != null)
            {
                reader.Fail(control, path, "the server has one setting group control block at most");
                continue;
            }

            model.SettingControl = Block(
                node, "SP", "SGCB", control, path,
                new("NumOfSG", "INT8U", false, SclReader.Text(control, "numOfSGs")), new("ActSG", "INT8U", true, SclReader.Text(control, "actSG", "1")), new("EditSG", "INT8U"),
                new("CnfEdit", "BOOLEAN"), new("LActTm", "Timestamp", false), new("ResvTms", "INT16U", false));
        }
    }

    private static string Flags(XElement? element, params string[] names)
        => string.Concat(names.Select(name => name.Length > 0 && element != null && SclReader.Text(element, name) == "true" ? '1' : '0'));

    private static string Number(XElement control, string attribute) => SclReader.Text(control, attribute, "0");

    private ModelNode? Member(XElement entry)
    {
        string device = SclReader.Text(entry, "ldInst");
        string name = SclReader.Text(entry, "prefix") + SclReader.Text(entry, "lnClass") + SclReader.Text(entry, "lnInst");
        ModelNode? at = model.Devices.Find(candidate => candidate.Name == ied + device)?[name]?[SclReader.Text(entry, "fc")];
        foreach (string part in $"{SclReader.Text(entry, "doName")}.{SclReader.Text(entry, "daName")}".Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at?.Type == ValueType.Constructed ? at[part] : null;
        }

        return SclReader.Text(entry, "doName").Length > 0 && entry.Attribute("ix") == null ? at : null;
    }

    private void Report(XElement control, ModelNode node, string path)
    {
        bool buffered = SclReader.Text(control, "buffered", "false") == "true";
        bool indexed = SclReader.Text(control, "indexed", "true") == "true";
        XElement? enabled = SclReader.Children(control, "RptEnabled").FirstOrDefault();
        _ = int.TryParse(enabled == null ? "1" : SclReader.Text(enabled, "max", "1"), out int instances);
        if (instances is < 1 or > 99 || (!indexed && instances > 1))
        {
            reader.Fail(enabled ?? control, path, $"RptEnabled max='{instances}' is not 1 to 99, or not 1 without index");
            return;
        }

        string triggers = "0" + Flags(SclReader.Children(control, "TrgOps").FirstOrDefault(), "dchg", "qchg", "dupd", "period") + Gi(control);
        string options = "0" + Flags(
            SclReader.Children(control, "OptFields").FirstOrDefault(),
            "seqNum", "timeStamp", "reasonCode", "dataSet", "dataRef", buffered ? "bufOvfl" : string.Empty, buffered ? "entryID" : string.Empty, "configRef", string.Empty);
        int dataSet = DataSet(control, node, path);
        string fc = buffered ? "BR" : "RP";
        for (int i = 1; i <= instances; i++)
        {
            string name = SclReader.Text(control, "name") + (indexed ? $"{i:00}" : string.Empty);
            List<Attribute> attributes =
            [
                new("RptID", "VisString129", IsSet("ReportSettings", "rptID"), SclReader.Text(control, "rptID", $"{path}${fc}${name}")),
                new("RptEna", "BOOLEAN"),
                new("DatSet", "VisString129", IsSet("ReportSettings", "datSet"), DataSetReference(dataSet)),
                new("ConfRev", "INT32U", false, Number(control, "confRev")),
                new("OptFlds", "OptFlds", IsSet("ReportSettings", "optFields"), options),
                new("BufTm", "INT32U", IsSet("ReportSettings", "bufTime"), Number(control, "bufTime")),
                new("SqNum", buffered ? "INT16U" : "INT8U", false),
                new("TrgOps", "TrgOps", IsSet("ReportSettings", "trgOps"), triggers),
                new("IntgPd", "INT32U", IsSet("ReportSettings", "intgPd"), Number(control, "intgPd")),
                new("GI", "BOOLEAN"),
            ];
            if (buffered)
            {
                attributes.AddRange([new("PurgeBuf", "BOOLEAN"), new("EntryID", "EntryID"), new("TimeofEntry", "EntryTime", false)]);
            }
            else
            {
                attributes.Insert(2, new("Resv", "BOOLEAN"));
            }

            if (buffered && Has("ReportSettings", "resvTms"))
            {
                attributes.Add(new("ResvTms", "INT16"));
            }

            if (Has("ReportSettings", "owner"))
            {
                attributes.Add(new("Owner", "Octet64", false));
            }

            if (Block(node, fc, name, control, path, [.. attributes]) is { } block)
            {
                model.Reports.Add((block, dataSet, buffered));
            }
        }
    }

    private static string Gi(XElement control)
        => SclReader.Children(control, "TrgOps").FirstOrDefault() is { } triggers && SclReader.Text(triggers, "gi", "true") == "false" ? "0" : "1";

    private void Log(XElement control, ModelNode node, string path)
    {
        string name = SclReader.Text(control, "logName");
        int log = model.Logs.FindIndex(candidate => candidate.Node == node && candidate.Name == name);
        if (log < 0)
        {
            reader.Fail(control, path, $"there is no log '{name}'");
            return;
        }

        int dataSet = DataSet(control, node, path);
        string triggers = "0" + Flags(SclReader.Children(control, "TrgOps").FirstOrDefault(), "dchg", "qchg", "dupd", "period") + "0";
        ModelNode? block = Block(
            node, "LG", SclReader.Text(control, "name"), control, path,
            new("LogEna", "BOOLEAN", IsSet("LogSettings", "logEna"), SclReader.Text(control, "logEna", "true")),
            new("LogRef", "VisString129", false, $"{path}${name}"),
            new("DatSet", "VisString129", IsSet("LogSettings", "datSet"), DataSetReference(dataSet)),
            new("OldEntrTm", "EntryTime", false), new("NewEntrTm", "EntryTime", false), new("OldEntr", "EntryID", false), new("NewEntr", "EntryID", false),
            new("TrgOps", "TrgOps", IsSet("LogSettings", "trgOps"), triggers),
            new("IntgPd", "INT32U", IsSet("LogSettings", "intgPd"), Number(control, "intgPd")));
        if (block != null)
        {
            model.LogControls.Add((block, dataSet, log));
        }
    }

    /// <summary>Whether clients set an attribute of control blocks while the server runs, as Services of the IED says.</summary>
    private bool IsSet(string settings, string attribute) => Setting(settings, attribute) == "Dyn";

    private bool Has(string settings, string attribute) => Setting(settings, attribute) is "true" or "1";

    private string Setting(string settings, string attribute)
        => services?.Elements().Where(element => element.Name.LocalName == settings).Select(element => SclReader.Text(element, attribute)).FirstOrDefault() ?? string.Empty;

    private int DataSet(XElement control, ModelNode node, string path)
    {
        string name = SclReader.Text(control, "datSet");
        int found = model.DataSets.FindIndex(set => set.Node == node && set.Name == name);
        if (found < 0 && name.Length > 0)
        {
            reader.Fail(control, path, $"there is no data set '{name}'");
        }

        return found;
    }

    private string DataSetReference(int dataSet)
    {
        if (dataSet < 0)
        {
            return string.Empty;
        }

        ModelNode node = model.DataSets[dataSet].Node;
        return $"{model.Devices.Find(device => device.Children.Contains(node))!.Name}/{node.Name}${model.DataSets[dataSet].Name}";
    }

    /// <summary>The longest reference to a data set there can be, which is all that the server takes for DatSet.</summary>
    private int LongestDataSet() => model.Devices.Max(device => device.Name.Length + device.Children.Select(node => node.Name.Length).DefaultIfEmpty().Max()) + MaxDataSetName + 2;

    /// <summary>Makes the structure of a control block.</summary>
    private ModelNode? Block(ModelNode logicalNode, string constraint, string name, XElement place, string path, params Attribute[] attributes)
    {
        reader.Identifier(name, place, path);
        ModelNode? parent = logicalNode[constraint];
        if (parent == null)
        {
            parent = new ModelNode(constraint);
            logicalNode.Children.Add(parent);
        }

        var block = new ModelNode(name) { Place = place };
        foreach (Attribute attribute in attributes)
        {
            var child = new ModelNode(attribute.Name) { Writable = attribute.IsSet };
            BasicTypes.Apply(child, attribute.Type);
            if (attribute.Value.Length > 0 && BasicTypes.SetValue(child, attribute.Value) is { } reason)
            {
                reader.Fail(place, $"{path}/{name}", $"{attribute.Name}: {reason}");
            }

            child.Room = attribute.Type != "VisString129" ? null : !attribute.IsSet ? child.Text.Length : attribute.Name == "DatSet" ? LongestDataSet() : null;
            block.Children.Add(child);
        }

        return reader.Unique(parent.Children, block, place, path) ? block : null;
    }

    /// <summary>An attribute of a control block: its type in SCL, whether clients set it, its value.</summary>
    private sealed record Attribute(string Name, string Type, bool IsSet = true, string Value = "");
}
