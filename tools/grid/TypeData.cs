using nanoDer.Mms;
using nanoDer.Tools;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>Type descriptions read, and values written as those types want them.</summary>
internal static class TypeData
{
    /// <summary>The type at a typeDescription node.</summary>
    public static GridType Read(MmsTree tree, int description, string name = "")
    {
        int type = tree.First(description);
        int kind = tree.Kind(type);
        switch (kind)
        {
            case Kind.TypeStructure:
                return new GridType(name, "structure", 0, MmsData.Children(tree, tree.Child(type, Kind.Components))
                    .Select(c => Read(tree, tree.First(tree.Child(c, Kind.ComponentType)), MmsData.Text(tree, tree.Child(c, Kind.ComponentName)))).ToList());
            case Kind.TypeArray:
                return new GridType(name, "array", tree.Int32(tree.Child(type, Kind.NumberOfElements)), [Read(tree, tree.First(tree.Child(type, Kind.ElementType)))]);
            case Kind.TypeFloatingPoint:
                return new GridType(name, "floating-point", tree.Int32(tree.Child(type, Kind.FormatWidth)), []);
            default:
                string word = kind switch
                {
                    Kind.TypeBoolean => "boolean",
                    Kind.TypeInteger => "integer",
                    Kind.TypeUnsigned => "unsigned",
                    Kind.TypeBitString => "bit-string",
                    Kind.TypeUtcTime => "utc-time",
                    Kind.TypeVisibleString => "visible-string",
                    Kind.TypeMmsString => "mMSString",
                    Kind.TypeOctetString => "octet-string",
                    Kind.TypeBinaryTime => "binary-time",
                    _ => "other",
                };
                bool hasSize = kind is Kind.TypeInteger or Kind.TypeUnsigned or Kind.TypeBitString or Kind.TypeVisibleString or Kind.TypeMmsString or Kind.TypeOctetString;
                return new GridType(name, word, hasSize ? Math.Abs(tree.Int32(type)) : 0, []);
        }
    }

    /// <summary>Appends a value given as text.</summary>
    /// <exception cref="UserError">The text is no value of the type.</exception>
    public static Action<MmsBuilder> Writer(GridType type, string text)
    {
        const System.Globalization.NumberStyles Whole = System.Globalization.NumberStyles.AllowLeadingSign;
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        switch (type.Kind)
        {
            case "boolean" when Switch(text) is { } flag:
                return b => b.Boolean(Kind.Boolean, flag);
            case "integer" when long.TryParse(text, Whole, invariant, out long number):
                return b => b.Integer(Kind.Integer, number);
            case "unsigned" when ulong.TryParse(text, System.Globalization.NumberStyles.None, invariant, out ulong number):
                return b => b.Unsigned(Kind.Unsigned, number);
            case "floating-point" when double.TryParse(text, System.Globalization.NumberStyles.Float, invariant, out double number):
                return type.Size == 64 ? b => b.Double(Kind.FloatingPoint, number) : b => b.Single(Kind.FloatingPoint, (float)number);
            case "bit-string" when text.Length <= Math.Max(type.Size, 1) && text.All(c => c is '0' or '1') && text.Length > 0:
                byte[] bits = new byte[(text.Length + 7) / 8];
                for (int i = 0; i < text.Length; i++)
                {
                    bits[i / 8] |= (byte)(text[i] == '1' ? 0x80 >> (i % 8) : 0);
                }

                return b => b.Bits(Kind.BitString, bits, 0, text.Length);
            case "visible-string" or "mMSString" when text.Length <= type.Size:
                byte[] octets = System.Text.Encoding.UTF8.GetBytes(text);
                return b => b.Value(type.Kind == "mMSString" ? Kind.MmsString : Kind.VisibleString, octets);
            case "octet-string" when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit):
                byte[] hex = Convert.FromHexString(text);
                return b => b.Value(Kind.OctetString, hex);
            case "utc-time" when DateTimeOffset.TryParse(text, invariant, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time):
                long utc = Utc(time);
                return b => b.UtcTime(Kind.UtcTime, (uint)(utc >> 32), (int)((utc >> 8) & 0xFFFFFF), (int)(utc & 0xFF));
            case "structure" or "array":
                throw UserError.Usage($"value '{text}'", $"the object is a {type.Kind}", "write its attributes one by one");
            default:
                throw UserError.Usage($"value '{text}'", $"the object is of type {type}", "give a value of that type");
        }
    }

    /// <summary>True, false, on, off, 1, 0; otherwise null.</summary>
    public static bool? Switch(string text) => text.ToLowerInvariant() switch { "true" or "on" or "1" => true, "false" or "off" or "0" => false, _ => null };

    /// <summary>A timestamp of IEC 61850, good to a millisecond.</summary>
    public static long Utc(DateTimeOffset time) => nanoDer.Iec61850.UtcTime.FromTicks(time.UtcTicks, nanoDer.Iec61850.UtcTime.Millisecond);

    /// <summary>A binary-time of six octets.</summary>
    public static long EntryTime(DateTimeOffset time) => nanoDer.Iec61850.UtcTime.ToEntryTime(Utc(time));
}
