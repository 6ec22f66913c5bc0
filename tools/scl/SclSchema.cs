using System.Xml;
using System.Xml.Schema;
using nanoDer.Tools;

namespace nanoDer.Scl;

/// <summary>Checks a file by the XML schema of IEC 61850-6, for who has it: it may not be shipped.</summary>
public static class SclSchema
{
    /// <summary>Checks a file.</summary>
    /// <param name="xml">Its text.</param>
    /// <param name="schema">The schema, in one file.</param>
    /// <returns>What is wrong by the schema.</returns>
    /// <exception cref="UserError">The schema is none.</exception>
    public static IReadOnlyList<SclFinding> Check(string xml, string schema)
    {
        List<SclFinding> findings = [];
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.ReportValidationWarnings,
        };
        settings.ValidationEventHandler += (_, e) => findings.Add(new SclFinding(e.Exception.LineNumber, "schema", e.Message));
        settings.Schemas.XmlResolver = null;
        try
        {
            using var source = XmlReader.Create(schema);
            settings.Schemas.Add(null, source);
            settings.Schemas.Compile();
        }
        catch (Exception e) when (e is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(schema, e.Message.TrimEnd('.'), "give the schema of IEC 61850-6 in one file");
        }

        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return findings;
    }
}
