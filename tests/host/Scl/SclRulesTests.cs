using nanoDer.Scl;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Scl;

/// <summary>The shipped models keep to the standards' rules, and what breaks one is told with its line.</summary>
public sealed class SclRulesTests
{
    [Theory]
    [InlineData("PvInverter")]
    [InlineData("PvStorage")]
    public void Shipped_models_keep_to_the_rules(string name)
    {
        string xml = Models.Read(name);
        var (model, findings) = SclReader.Read(xml);
        Assert.Empty(findings);
        Assert.Empty(SclRules.Check(xml, model));
    }

    /// <summary>The schema of IEC 61850-6 cannot be shipped: here is a small one.</summary>
    [Fact]
    public void Checks_by_a_schema()
    {
        string schema = Path.GetTempFileName();
        try
        {
            File.WriteAllText(schema, """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
                  <xs:element name="A"><xs:complexType><xs:sequence><xs:element name="B" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
                </xs:schema>
                """);
            Assert.Empty(SclSchema.Check("<A xmlns='urn:t'><B>1</B></A>", schema));
            SclFinding finding = Assert.Single(SclSchema.Check("<A xmlns='urn:t'>\n<B>one</B></A>", schema));
            Assert.Equal(2, finding.Line);
            File.WriteAllText(schema, "no schema");
            Assert.Throws<UserError>(() => SclSchema.Check("<A/>", schema));
        }
        finally
        {
            File.Delete(schema);
        }
    }

    [Theory]
    [InlineData("<LNodeType id=\"DWMX\"", "<DO name=\"RmpRteUse\" type=\"Switch\"/>", "", "DWMX has no RmpRteUse, which is mandatory")]
    [InlineData("<DO name=\"ReqW\"", "type=\"Measured\"", "type=\"Counter\"", "it is BCR, not MV")]
    [InlineData("<DOType id=\"Counter\"", "<DA name=\"pulsQty\"", "<DA name=\"pulse\"", "BCR has no pulsQty, which is mandatory")]
    [InlineData("<DA name=\"actVal\"", "bType=\"INT64\"", "bType=\"INT32\"", "its type is INT32, not INT64")]
    [InlineData("<DA name=\"pulsQty\"", "fc=\"CF\"", "fc=\"ST\"", "its functional constraint is ST, not CF")]
    [InlineData("<EnumVal ord=\"6\">running", "running", "going", "6 is 'running' there, not 'going'")]
    [InlineData("<EnumVal ord=\"6\">running", "ord=\"6\"", "ord=\"60\"", "60 is no value there, not 'running'")]
    [InlineData("<LN lnClass=\"DCTE\"", "<DA name=\"Cancel\" fc=\"CO\" bType=\"Struct\" type=\"CancelMode\"/>", "", "its ctlModel needs Cancel")]
    [InlineData("<LN lnClass=\"DWMX\"", "<BDA name=\"Test\" bType=\"BOOLEAN\"/>", "<BDA name=\"test\" bType=\"BOOLEAN\"/>", "its members are ctlVal origin ctlNum T test Check")]
    [InlineData("<Log name=\"GeneralLog\"/>", "<Log name=\"GeneralLog\"/>", "<SettingControl numOfSGs=\"1\"/><Log name=\"GeneralLog\"/>", "Log stands behind SettingControl")]
    public void Tells_what_the_standards_want(string line, string right, string wrong, string reason)
    {
        string[] lines = Models.Read("PvInverter").Split('\n');
        int place = Array.FindIndex(lines, text => text.Contains(line, StringComparison.Ordinal));

        // What an instance lacks is in its type, which stands somewhere else.
        int changed = Array.FindIndex(lines, line.StartsWith("<LN ", StringComparison.Ordinal) ? 0 : place, text => text.Contains(right, StringComparison.Ordinal));
        Assert.True(place >= 0 && changed >= 0);
        lines[changed] = lines[changed].Replace(right, wrong, StringComparison.Ordinal);
        string xml = string.Join('\n', lines);
        if (wrong.StartsWith("<SettingControl", StringComparison.Ordinal))
        {
            xml = xml.Replace("            <SettingControl numOfSGs=\"2\" actSG=\"1\"/>", string.Empty, StringComparison.Ordinal);
        }

        var (model, findings) = SclReader.Read(xml);
        Assert.Empty(findings);
        Assert.Contains(SclRules.Check(xml, model), finding => finding.Reason.StartsWith(reason, StringComparison.Ordinal) && finding.Line == place + 1 && finding.Path.Length > 0);
    }
}
