using System.Xml;
using System.Xml.Linq;

namespace nanoDer.HostTests.Scl;

/// <summary>One thing that is wrong in a file, put into one that is right, and the line on which that must be told.</summary>
internal static class SclMutation
{

    /// <summary>What is done: kind of element, which of them, what becomes of it; the element that must be named in a finding.</summary>
    private static readonly (string Element, Func<XElement, bool> Which, Func<XElement, XElement> Change)[] Changes =
    [
        ("DO", _ => true, e => Set(e, "type", "Nowhere")),
        ("SDO", _ => true, e => Set(e, "type", "Nowhere")),
        ("LN", _ => true, e => Set(e, "lnType", "Nowhere")),
        ("DA", IsStruct, e => Set(e, "type", "Nowhere")),
        ("BDA", IsStruct, e => Set(e, "type", "Nowhere")),
        ("DA", e => Get(e, "bType") == "Enum", e => Set(e, "type", "Nowhere")),
        ("DA", e => !IsStruct(e), e => Set(e, "bType", "INT99")),
        ("BDA", e => !IsStruct(e), e => Set(e, "bType", "FLOAT64")),
        ("DA", _ => true, e => Set(e, "fc", "XX")),
        ("DO", _ => true, e => Set(e, "name", new string('a', 65))),
        ("DA", _ => true, e => Set(e, "name", "a$b")),
        ("BDA", _ => true, e => Set(e, "name", string.Empty)),
        ("DO", _ => true, Twice),
        ("DA", _ => true, Twice),
        ("BDA", _ => true, Twice),
        ("LN", _ => true, Twice),
        ("LDevice", _ => true, Twice),
        ("DataSet", _ => true, Twice),
        ("EnumVal", _ => true, Twice),
        ("ReportControl", _ => true, Twice),
        ("DOType", _ => true, Twice),
        ("DAType", _ => true, Twice),
        ("FCDA", _ => true, e => Set(e, "doName", "Nowhere")),
        ("FCDA", _ => true, e => Set(e, "fc", "BL")),
        ("FCDA", _ => true, e => Set(e, "ldInst", "Nowhere")),
        ("ReportControl", _ => true, e => Set(e, "datSet", "Nowhere")),
        ("ReportControl", _ => true, e => Set(e, "name", "r-1")),
        ("RptEnabled", _ => true, e => Set(e, "max", "100")),
        ("LogControl", _ => true, e => Set(e, "logName", "Nowhere")),
        ("Val", e => Of(e) is "INT32" or "BOOLEAN" or "Enum" or "FLOAT32" or "Quality" or "INT16U", e => Text(e, "many")),
        ("Val", e => Of(e) == "INT16U", e => Text(e, "65536")),
        ("Val", e => Of(e) == "VisString255", e => Text(e, new string('x', 256))),
        ("SDO", e => true, e => Set(e, "type", Get(e.Parent!, "id")).Parent!),
        ("DA", e => true, e => Set(e, "count", "1001")),
    ];

    /// <summary>Changes a text.</summary>
    /// <returns>The new one, the line, and what was done; null when it has nothing to do that to.</returns>
    public static (string Text, int Line, string What)? Make(string xml, int number, int seed)
    {
        var document = XDocument.Parse(xml);
        int index = (number & int.MaxValue) % Changes.Length;
        var (element, which, change) = Changes[index];
        XElement[] places = [.. document.Descendants().Where(e => e.Name.LocalName == element && which(e))];
        if (places.Length == 0)
        {
            return null;
        }

        XElement place = change(places[new Random(seed).Next(places.Length)]);
        int position = Array.IndexOf([.. document.Descendants()], place);
        string text = document.ToString();
        XElement again = XDocument.Parse(text, LoadOptions.SetLineInfo).Descendants().ElementAt(position);
        return (text, ((IXmlLineInfo)again).LineNumber, $"{index}: {element} {Get(place, "name")}{Get(place, "id")}");
    }

    private static string Get(XElement element, string attribute) => (string?)element.Attribute(attribute) ?? string.Empty;

    private static bool IsStruct(XElement element) => Get(element, "bType") == "Struct";

    private static string Of(XElement value) => Get(value.Parent!, "bType");

    private static XElement Set(XElement element, string attribute, string value)
    {
        element.SetAttributeValue(attribute, value);
        return element;
    }

    private static XElement Text(XElement element, string value)
    {
        element.Value = value;
        return element;
    }

    private static XElement Twice(XElement element)
    {
        var copy = new XElement(element);
        element.AddAfterSelf(copy);
        return copy;
    }
}
