using System.Globalization;
using System.Text;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>Basic types of SCL and how MMS carries them (IEC 61850-8-2 table 3).</summary>
internal static class BasicTypes
{
    private static readonly Dictionary<string, (ValueType Type, int Size)> Known = new()
    {
        ["BOOLEAN"] = (ValueType.Boolean, 1),
        ["INT8"] = (ValueType.Integer, 8), ["INT16"] = (ValueType.Integer, 16), ["INT32"] = (ValueType.Integer, 32), ["INT64"] = (ValueType.Integer64, 64),
        ["INT8U"] = (ValueType.Unsigned, 8), ["INT16U"] = (ValueType.Unsigned, 16), ["INT32U"] = (ValueType.Unsigned, 32),
        ["FLOAT32"] = (ValueType.Float, 32), ["Enum"] = (ValueType.Integer, 8),
        ["Quality"] = (ValueType.Bits, 13), ["Dbpos"] = (ValueType.Bits, 2), ["Tcmd"] = (ValueType.Bits, 2), ["Check"] = (ValueType.Bits, 2),
        ["TrgOps"] = (ValueType.Bits, 6), ["OptFlds"] = (ValueType.Bits, 10), ["SvOptFlds"] = (ValueType.Bits, 8),
        ["Timestamp"] = (ValueType.Timestamp, 64), ["EntryTime"] = (ValueType.EntryTime, 6),
        ["VisString32"] = (ValueType.VisibleString, 32), ["VisString64"] = (ValueType.VisibleString, 64), ["VisString65"] = (ValueType.VisibleString, 65),
        ["VisString129"] = (ValueType.VisibleString, 129), ["VisString255"] = (ValueType.VisibleString, 255), ["ObjRef"] = (ValueType.VisibleString, 129),
        ["Currency"] = (ValueType.VisibleString, 3), ["Unicode255"] = (ValueType.UnicodeString, 255),
        ["Octet64"] = (ValueType.OctetString, 64), ["Octet16"] = (ValueType.OctetString, 16), ["Octet8"] = (ValueType.OctetString, 8), ["Octet6"] = (ValueType.OctetString, 6), ["EntryID"] = (ValueType.OctetString, 8),
    };

    /// <summary>Gives a node the type.</summary>
    /// <returns>False when it is none that the server has.</returns>
    public static bool Apply(ModelNode node, string type)
    {
        if (!Known.TryGetValue(type, out (ValueType Type, int Size) known))
        {
            return false;
        }

        (node.Type, node.Size) = known;
        return true;
    }

    /// <summary>Gives a node a value written in SCL.</summary>
    /// <returns>Null, or why the value is none of its type.</returns>
    public static string? SetValue(ModelNode node, string text)
    {
        text = node.Type is ValueType.VisibleString or ValueType.UnicodeString ? text : text.Trim();
        if (node.Enumeration is { } names)
        {
            if (!names.TryGetValue(text, out int ordinal))
            {
                return $"'{text}' is no value of its enumeration ({string.Join(", ", names.Keys.Take(12))})";
            }

            node.Value = [ordinal];
            return null;
        }

        switch (node.Type)
        {
            case ValueType.Boolean:
                node.Value = [text is "true" or "1" ? 1 : 0];
                return text is "true" or "false" or "0" or "1" ? null : $"'{text}' is no BOOLEAN";
            case ValueType.Integer:
            case ValueType.Integer64:
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                    || (node.Size < 64 && (number < -(1L << (node.Size - 1)) || number >= 1L << (node.Size - 1))))
                {
                    return $"'{text}' is no INT{node.Size}";
                }

                node.Value = node.Size == 64 ? [(int)(number >> 32), (int)number] : [(int)number];
                return null;
            case ValueType.Unsigned:
                if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned) || unsigned >= 1UL << node.Size)
                {
                    return $"'{text}' is no INT{node.Size}U";
                }

                node.Value = [(int)(uint)unsigned];
                return null;
            case ValueType.Float:
                if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float real) || !float.IsFinite(real))
                {
                    return $"'{text}' is no FLOAT32";
                }

                node.Value = [BitConverter.SingleToInt32Bits(real)];
                return null;
            case ValueType.Bits:
                if (text.Length != node.Size || text.Trim('0', '1').Length > 0)
                {
                    return $"'{text}' is not {node.Size} digits 0 and 1";
                }

                node.Value = [Convert.ToInt32(text, 2)];
                return null;
            case ValueType.Timestamp:
                if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time))
                {
                    return $"'{text}' is no time";
                }

                node.Value = [(int)(uint)(time - DateTime.UnixEpoch).TotalSeconds, 0];
                return null;
            default:
                byte[] octets;
                try
                {
                    octets = node.Type is ValueType.OctetString or ValueType.EntryTime ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text);
                }
                catch (FormatException)
                {
                    return $"'{text}' is not hexadecimal";
                }

                if (octets.Length > node.Size || octets.Contains((byte)0) || (node.Type == ValueType.VisibleString && octets.Any(octet => octet is < 32 or > 126)))
                {
                    return octets.Length > node.Size ? $"its value has {octets.Length} octets, its type {node.Size}" : "its value has characters that its type does not have";
                }

                node.Text = octets;
                return null;
        }
    }
}
