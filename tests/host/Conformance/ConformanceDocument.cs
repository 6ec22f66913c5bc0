using System.Text;
using System.Xml.Linq;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Iec61850;
using nanoDer.Scl;
using nanoDer.UnitTests.Iec61850;
using Kind = nanoDer.Mms.Mms;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.HostTests.Conformance;

/// <summary>
/// <c>lib/nanoDer.Iec61850/CONFORMANCE.md</c>: PICS from what the server answers, PIXIT from the fields of the memory plan, MICS from the model of the
/// firmware, and the list of cases from the tests.
/// </summary>
internal static class ConformanceDocument
{
    // MMS services (bits of ServiceSupportOptions, ISO 9506-2), and the services of IEC 61850-7-2 that are mapped to them (IEC 61850-8-2).
    private static readonly (int Bit, string Mms, string Acsi)[] Services =
    [
        (83, "initiate, conclude", "Associate, Release"),
        (0, "status", "(Status)"),
        (2, "identify", "(Identify)"),
        (84, "cancel", "(Cancel)"),
        (1, "getNameList", "GetServerDirectory, GetLogicalDeviceDirectory, GetLogicalNodeDirectory"),
        (6, "getVariableAccessAttributes", "GetDataDirectory, GetDataDefinition"),
        (4, "read", "GetDataValues, GetAllDataValues, GetDataSetValues, GetBRCBValues, GetURCBValues, GetLCBValues, GetLogStatusValues, GetSGCBValues, GetEditSGValue, Select"),
        (5, "write", "SetDataValues, SetDataSetValues, SetBRCBValues, SetURCBValues, SetLCBValues, SelectActiveSG, SelectEditSG, SetEditSGValue, ConfirmEditSGValues, SelectWithValue, Operate, TimeActivatedOperate, Cancel"),
        (11, "defineNamedVariableList", "CreateDataSet"),
        (12, "getNamedVariableListAttributes", "GetDataSetDirectory"),
        (13, "deleteNamedVariableList", "DeleteDataSet"),
        (79, "informationReport", "Report, CommandTermination, LastApplError"),
        (65, "readJournal", "QueryLogByTime, QueryLogAfter"),
        (77, "fileDirectory", "GetServerDirectory (FILE), GetFileAttributeValues"),
        (72, "fileOpen", "GetFile"),
        (73, "fileRead", "GetFile"),
        (74, "fileClose", "GetFile"),
        (76, "fileDelete", "DeleteFile (always refused)"),
        (46, "obtainFile", "SetFile"),
    ];

    private static readonly string[] Parameters = ["str1", "str2", "vnam", "valt", "vadr", "vsca", "tpy", "vlis", "real", "(9)", "cei"];

    private static readonly string[] ControlModels =
        ["status-only", "direct-with-normal-security", "sbo-with-normal-security", "direct-with-enhanced-security", "sbo-with-enhanced-security"];

    /// <summary>Makes the text.</summary>
    /// <param name="cases">The cases.</param>
    public static string Make(IReadOnlyList<ConformanceCase> cases)
    {
        var text = new StringBuilder("""
            # Conformance

            Made by `NANODER_WRITE_DOCS=1 dotnet test tests/host/nanoDer.HostTests.csproj --filter ConformanceDocument`; a test fails when it is out of date.


            """.ReplaceLineEndings("\n"));
        Pics(text);
        Pixit(text);
        Mics(text, "MICS: the model of the firmware", ModelLoader.Load(new GatewaySettings().Model));
        text.Append("\n## Cases\n\nEach is a test: `tests/host/Conformance/cases_*.py`, `async def TEST`.\n");
        foreach (IGrouping<string, ConformanceCase> service in cases.GroupBy(item => item.Service))
        {
            text.Append($"\n### {service.Key}\n\n| condition | expected | test |\n|---|---|---|\n");
            foreach (ConformanceCase item in service)
            {
                text.Append($"| {item.Condition} | {item.Expected} | `{item.Name}` |\n");
            }
        }

        return text.ToString();
    }

    private static void Pics(StringBuilder text)
    {
        var script = new ServerScript(new MemoryPlan(), 9000);
        script.Initiate("client@x/1", 1, 10, 0x7FF, 1);
        int detail = script.Response.Child(0, Kind.InitResponseDetail);
        int services = script.Response.Child(detail, Kind.ServicesSupportedCalled);
        int parameters = script.Response.Child(detail, Kind.NegotiatedParameterCbb);
        text.Append("## PICS: services\n\nThe answer to a client that offers everything.\n\n| MMS | supported | services of IEC 61850-7-2 |\n|---|---|---|\n");
        foreach ((int bit, string mms, string acsi) in Services)
        {
            text.Append($"| {mms} | {(script.Response.Bit(services, bit) ? "yes" : "no")} | {acsi} |\n");
        }

        text.Append($"\nparameterCBB: {string.Join(", ", Parameters.Where((_, bit) => script.Response.Bit(parameters, bit)))}. "
            + $"Nesting levels: {script.Response.Int32(script.Response.Child(0, Kind.NegotiatedDataStructureNestingLevel))} of 10 proposed. "
            + "GOOSE, sampled values, substitution: no.\n");
    }

    /// <summary>The fields of the memory plan that a client meets, with what the source says of them.</summary>
    private static void Pixit(StringBuilder text)
    {
        string[] fields = ["Associations", "StanzaBytes", "MmsNodes", "MmsValueBytes", "MmsDepth", "DataSets", "DataSetMembers", "ReportBytes", "BufferedReportBytes", "LogBytes", "FileBytes", "Controls"];
        XElement[] members = [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "nanoDer.Core.xml")).Descendants("member")];
        var plan = new MemoryPlan();
        text.Append("\n## PIXIT: limits\n\nFields of `MemoryPlan` with their defaults; a board may have others. What is left open by the standard is told in [README.md](README.md).\n\n| field | default | what |\n|---|---|---|\n");
        foreach (string field in fields)
        {
            string what = members.Single(m => (string?)m.Attribute("name") == $"F:nanoDer.Core.MemoryPlan.{field}").Element("summary")!.Value;
            text.Append($"| {field} | {typeof(MemoryPlan).GetField(field)!.GetValue(plan)} | {string.Join(' ', what.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} |\n");
        }

        text.Append($"| localDetailCalled of a stanza of {plan.StanzaBytes} | {plan.StanzaBytes - 1024} | Largest PDU in octets of XML, or what the client proposes where that is less. |\n");
        text.Append($"| longest name | {DataModel.MaxName} | Characters of an item of MMS. |\n");
    }

    /// <summary>Makes <c>firmware/models/MICS.md</c>: the models with all functions, and what they cost.</summary>
    public static string MakeModels()
    {
        var text = new StringBuilder("""
            # The models: contents and costs

            Made by `NANODER_WRITE_DOCS=1 dotnet test tests/host/nanoDer.HostTests.csproj --filter ConformanceDocument`; a test fails when it is out of date.
            PICS and PIXIT are those of the server: `lib/nanoDer.Iec61850/CONFORMANCE.md`.

            | model | flash | heap | data objects | values | largest of GetDataDefinition | GetAllDataValues | GetDataValues | report | of all responses, larger than the default plan allows |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|

            """.ReplaceLineEndings("\n"));
        (string Name, SclModel Model, string Packed)[] models = [.. Scl.Models.Large.Select(name =>
        {
            SclModel model = SclReader.Read(Scl.Models.Read(name)).Model;
            return (name, model, ModelPacker.Pack(model));
        })];
        foreach (var (name, model, packed) in models)
        {
            var plan = new MemoryPlan();
            ModelCost cost = ModelCost.Of(packed, model, plan);
            int objects = model.Devices.SelectMany(device => device.Children).Sum(node => node.Children.SelectMany(constraint => constraint.Children).Select(data => data.Name).Distinct().Count());
            int values = model.Devices.Sum(device => device.Slots);
            string largest = string.Join(" | ", new[] { "GetDataDefinition", "GetAllDataValues", "GetDataValues", "Report" }.Select(service => cost.Pdus.First(pdu => pdu.Service == service).Octets));
            text.Append($"| {name} | {cost.Flash} | {cost.Heap} | {objects} | {values} | {largest} | {cost.Pdus.Count(pdu => !pdu.Fits(plan))} of {cost.Pdus.Count} |\n");
        }

        text.Append("\nBytes; control blocks count as data objects, and a timestamp as two values. PDUs are octets of XML in the 8-2 form, each value with as many octets as it can have.\n");
        foreach (var (name, _, packed) in models)
        {
            Mics(text, $"MICS: {name}", ModelLoader.Load(packed));
        }

        return text.ToString();
    }

    private static void Mics(StringBuilder text, string title, DataModel model)
    {
        text.Append($"\n## {title}\n\n| logical node | data objects (functional constraints) |\n|---|---|\n");
        foreach (int device in Children(model, -1))
        {
            foreach (int node in Children(model, device))
            {
                var objects = Children(model, node).SelectMany(constraint => Children(model, constraint).Select(data => (Constraint: Name(model, constraint), Data: Name(model, data))))
                    .Where(pair => pair.Constraint is not ("RP" or "BR" or "LG" or "SE"))
                    .GroupBy(pair => pair.Data, pair => pair.Constraint);
                text.Append($"| {Name(model, device)}/{Name(model, node)} | {string.Join(", ", objects.Select(data => $"{data.Key} ({string.Join(' ', data)})"))} |\n");
            }
        }

        ModelTables tables = model.Tables;
        text.Append("\n| data set | members |\n|---|---|\n");
        for (int i = 0; i < tables.DataSetCount; i++)
        {
            int set = i;
            string members = string.Join(", ", Enumerable.Range(0, tables.DataSetMembers(i)).Select(member => Item(model, tables.DataSetMember(set, member))));
            text.Append($"| {Item(model, tables.DataSetNode(i))}${Text(output => model.PutText(tables.DataSetName(i), output))} | {members} |\n");
        }

        text.Append("\n| control block | kind |\n|---|---|\n");
        for (int i = 0; i < tables.ReportControlCount; i++)
        {
            text.Append($"| {Item(model, tables.ReportControlNode(i))} | {(tables.IsBuffered(i) ? "buffered reports" : "unbuffered reports")} |\n");
        }

        for (int i = 0; i < tables.LogControlCount; i++)
        {
            text.Append($"| {Item(model, tables.LogControlNode(i))} | log {Text(output => model.PutText(tables.LogName(tables.LogControlLog(i)), output))} |\n");
        }

        if (tables.SettingControl >= 0)
        {
            text.Append($"| {Item(model, tables.SettingControl)} | setting groups |\n");
        }

        text.Append("\n| controllable object | ctlModel |\n|---|---|\n");
        for (int i = 0; i < tables.ControlCount; i++)
        {
            int configuration = tables.ControlConfigNode(i);
            int[] found = configuration < 0 ? [] : [.. Children(model, configuration).Where(node => Name(model, node) == "ctlModel")];
            text.Append($"| {Item(model, tables.ControlNode(i))} | {(found.Length == 0 ? "status-only" : ControlModels[model.Values.GetSmall(model.Slot(found[0]))])} |\n");
        }
    }

    private static IEnumerable<int> Children(DataModel model, int node)
    {
        if (node >= 0 && model.Type(node) != ValueType.Constructed)
        {
            yield break;
        }

        for (int child = model.First(node); child >= 0; child = model.Next(child))
        {
            yield return child;
        }
    }

    private static string Name(DataModel model, int node) => Text(output => model.PutName(node, output));

    private static string Item(DataModel model, int node) => Text(output => model.PutItem(node, output));

    private static string Text(Action<ByteWriter> put)
    {
        var output = new ByteWriter(256);
        put(output);
        return Encoding.ASCII.GetString(output.Buffer, 0, output.Count);
    }
}
