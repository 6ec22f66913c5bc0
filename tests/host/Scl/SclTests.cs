using System.Text;
using nanoDer.Core;
using nanoDer.HostTests.Platform;
using nanoDer.Iec61850;
using nanoDer.Scl;
using Xunit;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.HostTests.Scl;

/// <summary>The SCL compiler: what it makes of a model loads as the same tree, and what is wrong in a file is told with its line.</summary>
public sealed class SclTests
{
    private static readonly string Gateway = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "scl", "PvGateway.icd"));

    [Fact]
    public void LoadsAsTheTreeThatWasRead()
    {
        var (scl, findings) = SclReader.Read(Gateway);
        Assert.Empty(findings);
        DataModel model = ModelLoader.Load(ModelPacker.Pack(scl));
        int nodes = 0;
        Same(model, model.First(-1), scl.Devices, string.Empty, ref nodes);
        Assert.True(nodes > 150, $"{nodes}");
    }

    [Fact]
    public void TheFirmwareHasTheModelAsItIsNow()
    {
        var (scl, _) = SclReader.Read(Gateway);
        string firmware = Path.Combine(ApiSurfaceTests.RepositoryRoot(), "firmware");
        Assert.Equal(File.ReadAllText(Path.Combine(firmware, "PvModel.cs")), CSharpWriter.Model("PvGateway.icd", "PvModel", scl, ModelPacker.Pack(scl)));
        Assert.Equal(File.ReadAllText(Path.Combine(firmware, "PvModelNodes.cs")), CSharpWriter.Nodes("PvGateway.icd", "PvModel", scl));
    }

    [Fact]
    public void CarriesDataSetsControlBlocksAndControls()
    {
        var (scl, _) = SclReader.Read(Gateway);
        DataModel model = ModelLoader.Load(ModelPacker.Pack(scl));
        ModelTables tables = model.Tables;
        Assert.Equal(2, tables.DataSetCount);
        Assert.Equal(model.Find("DER1LD0/MMXU1$MX$PhV$phsA"), tables.DataSetMember(0, 3));
        Assert.Equal(3, tables.ReportControlCount);
        Assert.Equal(model.Find("DER1LD0/LLN0$RP$urcb02"), tables.ReportControlNode(1));
        Assert.Equal(1, tables.ReportControlDataSet(2));
        Assert.True(tables.IsBuffered(2));
        Assert.Equal(3, tables.ControlCount);
        Assert.Equal(model.Find("DER1LD0/DWMX1$CO$WMaxSptPct"), tables.ControlNode(1));
        Assert.Equal(model.Find("DER1LD0/DCTE1$CF$Mod"), tables.ControlConfigNode(2));
        Assert.Equal(4, model.Values.GetSmall(model.Slot(model.Find("DER1LD0/DWMX1$CF$WMaxSptPct$ctlModel"))));
        Assert.Equal("DER1LD0/LLN0$Meas", Text(model, "DER1LD0/LLN0$RP$urcb01$DatSet"));
        Assert.Equal("nanoDer", Text(model, "DER1LD0/LLN0$DC$NamPlt$vendor"));
        Assert.Equal(0x10, model.Triggers(model.Find("DER1LD0/MMXU1$MX$TotW$mag$f")));
        Assert.False(model.IsWritable(model.Find("DER1LD0/DWMX1$CF$WMaxSptPct$ctlModel")));
        Assert.True(model.IsWritable(model.Find("DER1LD0/DWMX1$CF$WMaxSptPct$sboTimeout")));
        Assert.True(model.IsWritable(model.Find("DER1LD0/LLN0$RP$urcb01$DatSet")));
        Assert.False(model.IsWritable(model.Find("DER1LD0/LLN0$RP$urcb01$RptID")));
        Assert.False(model.IsWritable(model.Find("DER1LD0/LLN0$RP$urcb01$ConfRev")));
    }

    [Theory]
    [InlineData("rptID=\"Fix\"", "rptID=\"Dyn\"", "RptID", true)]
    [InlineData("datSet=\"Dyn\"", "datSet=\"Conf\"", "DatSet", false)]
    [InlineData("intgPd=\"Dyn\" ", "", "IntgPd", false)]
    public void LetsClientsSetWhatTheServicesSay(string before, string after, string attribute, bool isSet)
    {
        DataModel model = ModelLoader.Load(ModelPacker.Pack(SclReader.Read(Gateway.Replace(before, after, StringComparison.Ordinal)).Model));
        Assert.Equal(isSet, model.IsWritable(model.Find($"DER1LD0/LLN0$RP$urcb01${attribute}")));
    }

    [Fact]
    public void KeepsNoRoomForWhatCannotChange()
    {
        int Heap(string scl) => ModelLoader.Load(ModelPacker.Pack(SclReader.Read(scl).Model)).HeapBytes;
        Assert.InRange(Heap(Gateway.Replace("rptID=\"Fix\"", "rptID=\"Dyn\"", StringComparison.Ordinal)) - Heap(Gateway), 3 * 100, 3 * 129);

        // A text of DC without a value: for nobody, or for the firmware.
        const string model = "<DAI name=\"model\"><Val>PV gateway</Val></DAI>";
        string empty = Gateway.Replace(model, string.Empty, StringComparison.Ordinal);
        Assert.InRange(Heap(Gateway) - Heap(empty), 0, 12);
        Assert.InRange(Heap(empty.Replace("<DA name=\"model\" fc=\"DC\"", "<DA name=\"model\" fc=\"DC\" valKind=\"RO\"", StringComparison.Ordinal)) - Heap(empty), 250, 264);
    }

    [Theory]
    [InlineData("type=\"BCR\"/>", "type=\"BCX\"/>", "there is no DOType 'BCX'")]
    [InlineData("<DA name=\"actVal\" fc=\"ST\" bType=\"INT64\"", "<DA name=\"actVal\" fc=\"ST\" bType=\"INT99\"", "the server has no type 'INT99'")]
    [InlineData("<Val>status-only</Val>", "<Val>sometimes</Val>", "'sometimes' is no value of its enumeration")]
    [InlineData("<Val>15000</Val>", "<Val>-1</Val>", "'-1' is no INT32U")]
    [InlineData("doName=\"PhV.phsA\"", "doName=\"PhV.phsX\"", "there is no ldInst=\"LD0\"")]
    [InlineData("datSet=\"Events\" confRev", "datSet=\"Even\" confRev", "there is no data set 'Even'")]
    [InlineData("<DO name=\"TotVAr\"", "<DO name=\"TotW\"", "the name 'TotW' is there twice")]
    [InlineData("<DA name=\"actVal\" fc=\"ST\"", "<DA name=\"actVal\" fc=\"XX\"", "'XX' is no functional constraint")]
    [InlineData("name=\"urcb\"", "name=\"urcb0123456789012345678901234567890123456789012345678901\"", "its name has")]
    [InlineData("<RptEnabled max=\"2\"/>", "<RptEnabled max=\"0\"/>", "RptEnabled max='0'")]
    public void TellsWhatIsWrongAndWhere(string right, string wrong, string reason)
    {
        string[] lines = Gateway.Split('\n');
        int line = Array.FindIndex(lines, text => text.Contains(right, StringComparison.Ordinal));
        Assert.True(line >= 0);
        lines[line] = lines[line].Replace(right, wrong, StringComparison.Ordinal);
        var (_, findings) = SclReader.Read(string.Join('\n', lines));
        Assert.Contains(findings, finding => finding.Reason.StartsWith(reason, StringComparison.Ordinal) && finding.Line == line + 1 && finding.Path.Length > 0);
    }

    [Theory]
    [InlineData("<SCL")]
    [InlineData("<SCL version='2003'/>")]
    [InlineData("<SCL version='2007'/>")]
    public void RefusesWhatIsNoModel(string xml) => Assert.NotEmpty(SclReader.Read(xml).Findings);

    private static string Text(DataModel model, string reference)
    {
        int slot = model.Slot(model.Find(reference));
        return Encoding.UTF8.GetString(model.Values.Text, model.Values.TextOffset(slot), model.Values.TextLength(slot));
    }

    private static void Same(DataModel model, int node, List<ModelNode> expected, string path, ref int nodes)
    {
        foreach (ModelNode one in expected)
        {
            Assert.True(node >= 0, path);
            nodes++;
            var name = new ByteWriter(64);
            model.PutName(node, name);
            Assert.Equal(one.Name, Encoding.UTF8.GetString(name.Buffer, name.Start, name.Count));
            Assert.Equal(one.Handle, node);
            Assert.Equal(one.Type, model.Type(node));
            Assert.Equal(one.Slots, model.Slots(node));
            Assert.Equal(one.Writable, model.IsWritable(node));
            if (one.Type == ValueType.Constructed)
            {
                Same(model, model.First(node), one.Children, $"{path}/{one.Name}", ref nodes);
            }
            else
            {
                Assert.Equal(one.Size, model.Size(node));
                Assert.Equal(one.Triggers, model.Triggers(node));
            }

            node = model.Next(node);
        }

        Assert.Equal(-1, node);
    }
}
