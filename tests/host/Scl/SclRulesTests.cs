using System.Xml;
using System.Xml.Schema;
using nanoDer.Scl;
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

    /// <summary>SCL_SCHEMA names the schema of IEC 61850-6 (2007B4), in one file: it cannot be shipped here.</summary>
    [SkippableTheory]
    [InlineData("PvGateway")]
    [InlineData("PvInverter")]
    [InlineData("PvStorage")]
    public void Shipped_models_are_valid_by_the_schema(string name)
    {
        string? schema = Environment.GetEnvironmentVariable("SCL_SCHEMA");
        Skip.If(string.IsNullOrEmpty(schema), "SCL_SCHEMA names no schema");
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.ReportValidationWarnings,
        };
        settings.Schemas.XmlResolver = null;
        settings.Schemas.Add(null, XmlReader.Create(schema));
        List<string> wrong = [];
        settings.ValidationEventHandler += (_, e) => wrong.Add($"{e.Exception.LineNumber}: {e.Message}");
        using var reader = XmlReader.Create(Models.File(name), settings);
        while (reader.Read())
        {
        }

        Assert.Empty(wrong);
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
