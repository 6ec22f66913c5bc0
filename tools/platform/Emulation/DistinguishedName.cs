extern alias bcl;

using System.Text;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Platform;

/// <summary>Writes a name the way Mbed TLS does: in the order of the encoding, <c>C=DK, O=Example, CN=gw1</c>.</summary>
internal static class DistinguishedName
{
    private const string Escaped = ",=+<>#;\"\\";

    internal static string Format(X509.X500DistinguishedName name)
    {
        var text = new StringBuilder();
        foreach (X509.X500RelativeDistinguishedName part in name.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.HasMultipleElements)
            {
                // Mbed TLS joins the elements with " + "; .NET does not take them apart.
                Separate(text).Append('#').Append(System.Convert.ToHexString(part.RawData.Span));
                continue;
            }

            Separate(text).Append(ShortName(part.GetSingleElementType().Value!)).Append('=');
            Escape(part.GetSingleElementValue() ?? string.Empty, text);
        }

        return text.ToString();
    }

    private static StringBuilder Separate(StringBuilder text) => text.Length == 0 ? text : text.Append(", ");

    private static void Escape(string value, StringBuilder text)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bool edgeBlank = value[i] == ' ' && (i == 0 || i == value.Length - 1);
            if (edgeBlank || Escaped.Contains(value[i]))
            {
                text.Append('\\');
            }

            text.Append(value[i]);
        }
    }

    private static string ShortName(string oid) => oid switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "1.2.840.113549.1.9.1" => "emailAddress",
        "0.9.2342.19200300.100.1.1" => "uid",
        "0.9.2342.19200300.100.1.25" => "DC",
        _ => oid,
    };
}
