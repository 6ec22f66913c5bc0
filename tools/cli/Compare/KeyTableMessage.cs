using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace nanoDer.Cli.Compare;

/// <summary>
/// A stanza encrypted by draft-miller-xmpp-e2e-06: a session master key, named by a number that both sides have in their table, wraps the key
/// of this stanza. AES-128-GCM and AES-128 key wrap, without the signature that the draft makes optional.
/// </summary>
internal static class KeyTableMessage
{
    private const int KeyBytes = 16, NonceBytes = 12, TagBytes = 16;

    private static readonly XNamespace Namespace = "urn:ietf:params:xml:ns:xmpp-e2e:6";

    public static string Protect(string stanza, DateTimeOffset time, Guid name, byte[] master)
    {
        string stamp = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        byte[] text = Encoding.UTF8.GetBytes($"<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>{stanza}</forwarded>");
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes), nonce = RandomNumberGenerator.GetBytes(NonceBytes), tag = new byte[TagBytes];
        string header = Encode(Encoding.ASCII.GetBytes($"{{\"alg\":\"A128KW\",\"enc\":\"A128GCM\",\"kid\":\"{name}\"}}"));
        using AesGcm gcm = new(key, TagBytes);
        gcm.Encrypt(nonce, text, text, tag, Encoding.ASCII.GetBytes(header));
        return $"<e2e xmlns='{Namespace}' type='enc' id='{name}'><encheader>{header}</encheader><cmk>{Encode(KeyWrap.Wrap(master, key))}</cmk>"
            + $"<iv>{Encode(nonce)}</iv><data>{Encode(text)}</data><mac>{Encode(tag)}</mac></e2e>";
    }

    public static string Open(string element, byte[] master)
    {
        XElement e2e = XElement.Parse(element);
        string Part(string name) => e2e.Element(Namespace + name)?.Value ?? throw new CryptographicException($"there is no {name}");
        byte[] text = Decode(Part("data"));
        using AesGcm gcm = new(KeyWrap.Unwrap(master, Decode(Part("cmk"))), TagBytes);
        gcm.Decrypt(Decode(Part("iv")), text, Decode(Part("mac")), text, Encoding.ASCII.GetBytes(Part("encheader")));
        string forwarded = Encoding.UTF8.GetString(text);
        int from = forwarded.IndexOf("/>", StringComparison.Ordinal) + 2, to = forwarded.LastIndexOf("</forwarded>", StringComparison.Ordinal);
        return forwarded[from..to];
    }

    private static string Encode(byte[] octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
