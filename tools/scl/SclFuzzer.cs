using System.Xml.Linq;
using nanoDer.Iec61850;
using nanoDer.Tools;

namespace nanoDer.Scl;

/// <summary>
/// Changes a file in SCL at random and has it read: what comes of it is findings, or a model that a server lists and reads. Anything else is a defect.
/// </summary>
/// <param name="xml">A file that is right.</param>
/// <param name="seed">Where to begin.</param>
public sealed class SclFuzzer(string xml, int seed)
{
    private static readonly string[] Values =
        ["", "0", "1", "-1", "2147483648", "true", "Nowhere", "a$b", "ST", "CO", "SG", "Struct", "Enum", "INT64", "VisString255", "FLOAT32", "1001", "LLN0", new('x', 65), "\u00e9", "$"];

    private readonly Random _random = new(seed);

    /// <summary>How many files were refused, by findings.</summary>
    public int Refused { get; private set; }

    /// <summary>How many gave a model that works.</summary>
    public int Worked { get; private set; }

    /// <summary>Makes one more file, and reads it.</summary>
    /// <returns>Null, or what went wrong with it.</returns>
    public string? Next()
    {
        XDocument document = XDocument.Parse(xml);
        for (int changes = _random.Next(1, 4); changes > 0; changes--)
        {
            Change(document);
        }

        string text = document.ToString();
        try
        {
            return Try(text);
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}\n{text}";
        }
    }

    private string? Try(string text)
    {
        var (model, findings) = SclReader.Read(text);
        if (findings.Count > 0)
        {
            Refused++;
            return findings.FirstOrDefault(finding => finding.Line < 1 || finding.Path.Length == 0 || finding.Reason.Length == 0) is { } poor ? $"a finding without place: {poor}\n{text}" : null;
        }

        SclRules.Check(text, model);
        string packed;
        try
        {
            packed = ModelPacker.Pack(model);
        }
        catch (UserError)
        {
            Refused++;
            return null;
        }

        var client = new ModelClient(ModelLoader.Load(packed));
        Worked++;
        foreach (ModelNode device in model.Devices)
        {
            if (client.Names(0, device.Name).Where(item => item.Count(c => c == '$') == 2).FirstOrDefault(item => !client.Read(device.Name, item)) is { } unread)
            {
                return $"{device.Name}/{unread} cannot be read\n{text}";
            }
        }

        return null;
    }

    private void Change(XDocument document)
    {
        XElement[] elements = [.. document.Root!.Descendants()];
        if (elements.Length == 0)
        {
            return;
        }

        XElement element = elements[_random.Next(elements.Length)];
        XElement other = elements[_random.Next(elements.Length)];
        XAttribute[] attributes = [.. element.Attributes()];
        switch (_random.Next(6))
        {
            case 0:
                element.Remove();
                break;
            case 1:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2 when attributes.Length > 0:
                attributes[_random.Next(attributes.Length)].Remove();
                break;
            case 3 when attributes.Length > 0 && other.Attributes().Any():
                attributes[_random.Next(attributes.Length)].Value = other.Attributes().ElementAt(_random.Next(other.Attributes().Count())).Value;
                break;
            case 4 when !element.HasElements && element.Value.Length > 0:
                element.Value = Values[_random.Next(Values.Length)];
                break;
            default:
                if (attributes.Length > 0)
                {
                    attributes[_random.Next(attributes.Length)].Value = Values[_random.Next(Values.Length)];
                }

                break;
        }
    }
}
