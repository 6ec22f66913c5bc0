using nanoDer.Tools;

namespace nanoDer.Grid;

/// <summary>
/// An object of an IEC 61850 server, written <c>LD/LN.DO.DA[FC]</c> (IEC 61850-7-2) or as MMS names it, <c>LD/LN$FC$DO$DA</c> (IEC 61850-8-1).
/// </summary>
/// <param name="Domain">The logical device.</param>
/// <param name="Item">The MMS name inside it.</param>
public sealed record ObjectReference(string Domain, string Item)
{
    private const int MostCharacters = 129;

    private static readonly string[] FunctionalConstraints =
        ["ST", "MX", "SP", "SV", "CF", "DC", "SG", "SE", "SR", "OR", "BL", "EX", "CO", "US", "MS", "RP", "BR", "LG", "GO"];

    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="UserError">It is written in neither way.</exception>
    public static ObjectReference Parse(string text)
    {
        int slash = text.IndexOf('/');
        if (slash < 1)
        {
            throw Bad(text, "it names no logical device");
        }

        string domain = text[..slash];
        string rest = text[(slash + 1)..];
        string item = rest.EndsWith(']') ? FromFunctional(text, rest) : rest;
        if (rest.Contains('.') && !rest.EndsWith(']'))
        {
            throw Bad(text, "it has no functional constraint in brackets");
        }

        if (domain.Length + item.Length > MostCharacters)
        {
            throw Bad(text, $"it is longer than {MostCharacters} characters");
        }

        if (!IsName(domain) || item.Split('$').Any(p => !IsName(WithoutIndex(p))))
        {
            throw Bad(text, "a name in it is empty or has characters other than letters, digits and '_'");
        }

        return new ObjectReference(domain, item);
    }

    /// <summary>Reads the name of a controllable object, which may do without its functional constraint: <c>LD/LN.DO</c>.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static ObjectReference ParseControl(string text)
    {
        ObjectReference reference = Parse(text.Contains('$') || text.EndsWith(']') ? text : text + "[CO]");
        string[] names = reference.Item.Split('$');
        return names.Length >= 3 && names[1] == "CO" ? reference : throw UserError.Usage($"reference '{text}'", "it is no controllable object", "write it as DER1LD0/DWMX1.WMaxSptPct");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Domain}/{Item}";

    private static string FromFunctional(string text, string rest)
    {
        int bracket = rest.IndexOf('[');
        string constraint = bracket < 0 ? "" : rest[(bracket + 1)..^1];
        if (!FunctionalConstraints.Contains(constraint))
        {
            throw Bad(text, $"'{constraint}' is no functional constraint");
        }

        string[] names = rest[..bracket].Split('.');
        return string.Join('$', [names[0], constraint, .. names[1..]]);
    }

    /// <summary>An element of an array is named with its index, <c>Arr(3)</c>.</summary>
    private static string WithoutIndex(string part)
    {
        int open = part.IndexOf('(');
        return open > 0 && part.EndsWith(')') && int.TryParse(part.AsSpan(open + 1, part.Length - open - 2), System.Globalization.NumberStyles.None, null, out _) ? part[..open] : part;
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static UserError Bad(string text, string why)
        => UserError.Usage($"reference '{text}'", why, "write it as DER1/MMXU1.TotW.mag.f[MX] or DER1/MMXU1$MX$TotW$mag$f");
}
