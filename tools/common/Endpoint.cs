using System.Globalization;
using System.Net;

namespace nanoDer.Tools;

/// <summary>Where a server listens, written <c>HOST:PORT</c>, an IPv6 address in brackets.</summary>
/// <param name="Host">Host name or address, without brackets.</param>
/// <param name="Port">1 to 65,535.</param>
public sealed record Endpoint(string Host, int Port)
{
    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="UserError">It has no host, or no port from 1 to 65,535.</exception>
    public static Endpoint Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? text : text[..colon];
        if (colon < 0 || host.EndsWith(':') || (host.Contains(':') && !host.StartsWith('[')))
        {
            throw Bad(text, "it has no port");
        }

        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65_535)
        {
            throw Bad(text, "the port is not a number from 1 to 65535");
        }

        if (host.StartsWith('['))
        {
            host = host.Trim('[', ']');
            return IPAddress.TryParse(host, out _) ? new Endpoint(host, port) : throw Bad(text, $"'{host}' is not an address");
        }

        return IPAddress.TryParse(host, out _) || DnsName.Problem(host.ToLowerInvariant(), wildcard: false) is not { } why
            ? new Endpoint(host, port)
            : throw Bad(text, $"'{host}' is not a host name: {why}");
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static UserError Bad(string text, string why)
        => UserError.Usage($"server '{text}'", why, "write it as HOST:PORT, for example xmpp.example.org:5222 or [::1]:5222");
}
