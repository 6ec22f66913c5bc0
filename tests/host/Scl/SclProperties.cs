using System.Text;
using FsCheck;
using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Scl;
using Xunit;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.HostTests.Scl;

/// <summary>Random models: those that are right give a server that lists what the file says, those that are not are refused at the right line.</summary>
public sealed class SclProperties
{
    private static readonly Dictionary<string, (ValueType Type, int Size)> Types = new()
    {
        ["BOOLEAN"] = (ValueType.Boolean, 1), ["INT8"] = (ValueType.Integer, 8), ["INT16"] = (ValueType.Integer, 16), ["INT32"] = (ValueType.Integer, 32),
        ["INT64"] = (ValueType.Integer64, 64), ["INT8U"] = (ValueType.Unsigned, 8), ["INT16U"] = (ValueType.Unsigned, 16), ["INT32U"] = (ValueType.Unsigned, 32),
        ["FLOAT32"] = (ValueType.Float, 32), ["Quality"] = (ValueType.Bits, 13), ["Timestamp"] = (ValueType.Timestamp, 64), ["Dbpos"] = (ValueType.Bits, 2),
        ["Enum"] = (ValueType.Integer, 8), ["VisString32"] = (ValueType.VisibleString, 32), ["VisString64"] = (ValueType.VisibleString, 64),
        ["VisString255"] = (ValueType.VisibleString, 255), ["Unicode255"] = (ValueType.UnicodeString, 255), ["Octet64"] = (ValueType.OctetString, 64),
        ["ObjRef"] = (ValueType.VisibleString, 129), ["Currency"] = (ValueType.VisibleString, 3),
    };

    [Property(MaxTest = 60)]
    public void Lists_exactly_what_the_file_says(int seed) => ListsAll(RandomScl.Make(seed));

    [Property(MaxTest = 60)]
    public void Has_the_types_and_values_of_the_file(int seed)
    {
        string xml = RandomScl.Make(seed);
        DataModel model = ModelLoader.Load(ModelPacker.Pack(SclReader.Read(xml).Model));
        foreach ((string reference, (string type, string? value)) in new SclNames(xml).Leaves)
        {
            int node = model.Find(reference);
            Assert.Equal((reference, Types[type]), (reference, (model.Type(node), model.Size(node))));
            if (value != null)
            {
                Assert.Equal((reference, value), (reference, Shown(model, node, type)));
            }
        }
    }

    [Theory]
    [InlineData("PvGateway")]
    [InlineData("PvInverter")]
    [InlineData("PvStorage")]
    public void Lists_what_a_shipped_model_says(string name) => ListsAll(Models.Read(name));

    [Property(MaxTest = 200)]
    public void Tells_the_line_of_what_is_wrong(int model, int number, int seed)
    {
        string right = (model & 7) == 0 ? Models.Read(Models.Large[model & 1]) : RandomScl.Make(model);
        if (SclMutation.Make(right, number, seed) is not { } wrong)
        {
            return;
        }

        IReadOnlyList<SclFinding> findings = SclReader.Read(wrong.Text).Findings;
        Assert.True(
            findings.Any(finding => finding.Line == wrong.Line && finding.Path.Length > 0),
            $"{wrong.What} on line {wrong.Line}: {string.Join('\n', findings)}\n{wrong.Text.Split('\n')[wrong.Line - 1]}");
    }

    /// <summary>The long version is <c>nanoder scl fuzz</c>.</summary>
    [Theory]
    [InlineData("PvGateway", 200)]
    [InlineData("PvStorage", 50)]
    public void Survives_what_chance_makes_of_a_file(string name, int runs)
    {
        var fuzzer = new SclFuzzer(Models.Read(name), Random.Shared.Next());
        for (int i = 0; i < runs; i++)
        {
            Assert.Null(fuzzer.Next());
        }

        Assert.True(fuzzer.Refused > runs / 4 && fuzzer.Worked > 0, $"{fuzzer.Refused} refused, {fuzzer.Worked} worked");
    }

    /// <summary>Types that hold each other ten times on each of nine levels would be a billion nodes.</summary>
    [Fact]
    public void Refuses_types_without_end()
    {
        string types = string.Concat(Enumerable.Range(1, 8).Select(i =>
            $"<DAType id='T{i}'>{string.Concat(Enumerable.Range(1, 10).Select(k => $"<BDA name='b{k}' bType='{(i == 8 ? "INT8'" : $"Struct' type='T{i + 1}'")}/>"))}</DAType>"));
        string xml = Models.Read("PvGateway").Replace("<DAType id=\"Point\">", types + "<DAType id=\"Point\">", StringComparison.Ordinal)
            .Replace("<DAType id=\"Unit\">", types + "<DAType id=\"Unit\">", StringComparison.Ordinal)
            .Replace("<DA name=\"pulsQty\" fc=\"CF\" bType=\"FLOAT32\"", "<DA name=\"more\" fc=\"CF\" bType=\"Struct\" type=\"T1\"/><DA name=\"pulsQty\" fc=\"CF\" bType=\"FLOAT32\"", StringComparison.Ordinal);
        Assert.Contains(SclReader.Read(xml).Findings, finding => finding.Reason == "its types are nested without end");
    }

    private static void ListsAll(string xml)
    {
        var (scl, findings) = SclReader.Read(xml);
        Assert.True(findings.Count == 0, $"{string.Join('\n', findings)}\n{xml}");
        DataModel model = ModelLoader.Load(ModelPacker.Pack(scl));
        var client = new ModelClient(model);
        var expected = new SclNames(xml);
        Same(expected.Devices, client.Names(9, null));
        Same(expected.Variables, In(0));
        Same(expected.DataSets, In(2));
        Same(expected.Logs, In(8));
        Assert.All(expected.Objects, name => Assert.True(client.Read(name[..name.IndexOf('/')], name[(name.IndexOf('/') + 1)..]), name));
        for (int set = 0; set < model.Tables.DataSetCount; set++)
        {
            string name = $"{Text(model.DomainOf(model.Tables.DataSetNode(set)), model.PutName)}/{Text(model.Tables.DataSetNode(set), model.PutName)}${Text(model.Tables.DataSetName(set), model.PutText)}";
            Assert.Equal(expected.Members[name], Enumerable.Range(0, model.Tables.DataSetMembers(set)).Select(member => Reference(model.Tables.DataSetMember(set, member))));
        }

        IEnumerable<string> In(int objectClass) => expected.Devices.SelectMany(device => client.Names(objectClass, device).Select(name => $"{device}/{name}"));

        string Reference(int node) => $"{Text(model.DomainOf(node), model.PutName)}/{Text(node, model.PutItem)}";
    }

    /// <summary>A value as <see cref="RandomScl"/> writes it.</summary>
    private static string Shown(DataModel model, int node, string type)
    {
        int slot = model.Slot(node);
        return type switch
        {
            "BOOLEAN" => model.Values.GetSmall(slot) == 1 ? "true" : "false",
            "INT64" => $"{model.Values.GetLarge(slot)}",
            "FLOAT32" => $"{BitConverter.Int32BitsToSingle(model.Values.GetSmall(slot))}",
            "Dbpos" => Convert.ToString(model.Values.GetSmall(slot), 2).PadLeft(2, '0'),
            "Enum" => $"v{(model.Values.GetSmall(slot) + 4) / 3}",
            "VisString255" => Encoding.UTF8.GetString(model.Values.Text, model.Values.TextOffset(slot), model.Values.TextLength(slot)),
            _ => $"{model.Values.GetSmall(slot)}",
        };
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual)
        => Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    private static string Text(int node, Action<int, ByteWriter> put)
    {
        var output = new ByteWriter(512);
        put(node, output);
        return Encoding.ASCII.GetString(output.Buffer, output.Start, output.Count);
    }
}
