namespace nanoDer.Tools;

/// <summary>Host names as certificates carry them (RFC 1123, RFC 6125).</summary>
public static class DnsName
{
    private const int NameBytes = 253;
    private const int LabelBytes = 63;

    /// <summary>What is wrong with <paramref name="name"/>, or null. <paramref name="wildcard"/> allows a left-most <c>*</c>.</summary>
    public static string? Problem(string name, bool wildcard)
    {
        if (name.Length is 0 or > NameBytes)
        {
            return name.Length == 0 ? "it is empty" : $"it is longer than {NameBytes} characters";
        }

        string[] labels = name.Split('.');
        for (int i = wildcard && labels.Length > 1 && labels[0] == "*" ? 1 : 0; i < labels.Length; i++)
        {
            if (LabelProblem(labels[i]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? LabelProblem(string label) => label switch
    {
        "" => "a part between the dots is empty",
        { Length: > LabelBytes } => $"'{label}' is longer than {LabelBytes} characters",
        _ when label.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            => $"'{label}' has characters other than a-z, 0-9 and '-'",
        _ when label[0] == '-' || label[^1] == '-' => $"'{label}' starts or ends with '-'",
        _ => null,
    };
}
