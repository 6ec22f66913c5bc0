using System.Diagnostics.CodeAnalysis;

namespace nanoDer.Tools;

/// <summary>
/// The address of a device or of a grid side, <c>local@domain</c> (RFC 7622). Only what both the old and the new preparation rules
/// leave as it is: lower-case ASCII, so that every party compares it byte for byte.
/// </summary>
public sealed record BareJid
{
    private const int PartBytes = 1023;

    private BareJid(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>The part before the <c>@</c>.</summary>
    public string Local { get; }

    /// <summary>The part after the <c>@</c>: the domain that the server's certificate must name.</summary>
    public string Domain { get; }

    /// <summary>Reads <paramref name="text"/>; <paramref name="why"/> says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BareJid? jid, out string why)
    {
        jid = null;
        int at = text.IndexOf('@');
        string local = at < 0 ? "" : text[..at];
        string domain = text[(at + 1)..];
        why = at switch
        {
            < 0 => "it has no '@'",
            0 => "nothing stands before the '@'",
            _ when domain.Contains('/') => "a resource does not belong here",
            _ when local.Length > PartBytes => $"the part before the '@' is longer than {PartBytes} bytes",
            _ when BadLocal(local) is { } c => $"'{c}' cannot stand before the '@'",
            _ => DnsName.Problem(domain, wildcard: false) is { } p ? $"'{domain}' is not a domain name: {p}" : "",
        };
        if (why.Length > 0)
        {
            return false;
        }

        jid = new BareJid(local, domain);
        return true;
    }

    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="UserError">It is not a bare JID.</exception>
    public static BareJid Parse(string text) => TryParse(text, out BareJid? jid, out string why)
        ? jid
        : throw UserError.Usage($"JID '{text}'", why, "write it as local@domain in lower case, for example der1@der.local");

    /// <inheritdoc/>
    public override string ToString() => $"{Local}@{Domain}";

    private static char? BadLocal(string local)
    {
        int i = local.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-._~!$()*+,;=#%^`{|}?[]\\");
        return i < 0 ? null : local[i];
    }
}
