using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using nanoDer.Mms;
using nanoDer.Multicast;
using nanoDer.Tools;
using nanoDer.Xml;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Cli;

/// <summary>The publisher of a group: builds informationReports and protects them under the group's key, with its own signature if it has a key for that.</summary>
internal sealed class GroupPublisher : IDisposable
{
    /// <summary>Namespace of protected messages, see <c>lib/nanoDer.Multicast</c>.</summary>
    public const string Namespace = "urn:nanoder:group:0";

    private const int TextBytes = 6000;

    private readonly MemberRun _member;
    private readonly string _room;
    private readonly KeyMaterial? _signingKey;
    private readonly byte[] _message = new byte[TextBytes + GroupMessage.MaximumOverhead];
    private readonly MemoryPlan _plan = new();
    private GroupProtection? _protection;

    /// <param name="member">A member that has pulled, with a sender's number.</param>
    /// <param name="room">The group's name.</param>
    /// <param name="signer">The publisher's key on P-256; null: no signature.</param>
    public GroupPublisher(MemberRun member, string room, ECDsa? signer)
    {
        (_member, _room) = (member, room);
        if (signer is not null)
        {
            byte[] d = signer.ExportParameters(true).D!;
            _signingKey = new KeyMaterial(32);
            _signingKey.Set(d, 0, 32);
            CryptographicOperations.ZeroMemory(d);
        }
    }

    /// <summary>Protects a report of objects and values, and gives what goes into the room.</summary>
    /// <exception cref="UserError">There is no key, or the message is too large.</exception>
    public XElement Protect(IReadOnlyList<(string Object, string Value)> values)
    {
        Tek tek = _member.Keys.Sending(Environment.TickCount64) ?? throw new UserError("the group's key", "there is none that is valid now", "see the key server");
        if (_protection is null)
        {
            if (_member.SenderId < 0)
            {
                throw new UserError("the group", "its key server gives no sender's numbers, so a nonce might come twice", "set senderIdBits of the group at the key server");
            }

            CryptoProvider provider = new(false);
            GroupProfile profile = new() { Authentication = tek.Authentication, Encryption = tek.Encryption, SenderBits = _member.SenderIdBits };
            _protection = new GroupProtection(provider, profile, Encoding.UTF8.GetBytes(_room), new Ecdsa(EllipticCurve.P256(), provider.CreateHmac()));
            _protection.StartSending(_member.SenderId);
        }

        DerStatus status = tek.KeyId == _protection.KeyId
            ? DerStatus.Ok
            : _protection.SetKey(tek.KeyId, tek.Authentication, tek.AuthenticationKey, tek.Encryption, tek.EncryptionKey);
        int count = Encode(values);
        if (status == DerStatus.Ok)
        {
            status = _protection.Protect(_message, 0, count, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), _signingKey);
        }

        return status == DerStatus.Ok
            ? new XElement(XName.Get("transfer", Namespace), Convert.ToBase64String(_message, 0, _protection.Count))
            : throw new UserError("the message", DerStatusText.Of(status), "see the group's policy at the key server");
    }

    public void Dispose()
    {
        _protection?.Dispose();
        _signingKey?.Dispose();
    }

    /// <summary>The text of a report, in its place in the message.</summary>
    private int Encode(IReadOnlyList<(string Object, string Value)> values)
    {
        MmsTree tree = new(_plan);
        MmsBuilder b = new(_plan);
        b.Start(tree);
        b.Begin(Kind.UnconfirmedPdu);
        b.Begin(Kind.UnconfirmedService);
        b.Begin(Kind.InformationReport);
        b.Begin(Kind.VariableAccessSpecification);
        b.Begin(Kind.ListOfVariable);
        foreach ((string name, _) in values)
        {
            int slash = name.IndexOf('/');
            if (slash < 1 || slash == name.Length - 1)
            {
                throw UserError.Usage($"object '{name}'", "it is none of a group", "write it as FLEET/DWMX1$CO$WLimPct");
            }

            b.Begin(Kind.VariableItem);
            b.Begin(Kind.VariableSpecification);
            b.Begin(Kind.Name);
            b.Begin(Kind.DomainSpecific);
            b.Value(Kind.DomainId, Encoding.UTF8.GetBytes(name[..slash]));
            b.Value(Kind.ItemId, Encoding.UTF8.GetBytes(name[(slash + 1)..]));
            b.End();
            b.End();
            b.End();
            b.End();
        }

        b.End();
        b.End();
        b.Begin(Kind.ListOfAccessResult);
        foreach ((_, string value) in values)
        {
            b.Begin(Kind.Success);
            Put(b, value);
            b.End();
        }

        b.EndAll();
        MmsEncoder encoder = new(new XerDialect(XerForm.Scsm82, new XmlNamespaces(8)), _plan);
        ByteWriter text = new(TextBytes);
        encoder.Begin(tree);
        if (b.Status != DerStatus.Ok || !encoder.Continue(text))
        {
            throw new UserError("the message", "it is too large", "publish fewer objects at a time");
        }

        Array.Copy(text.Buffer, text.Start, _message, GroupMessage.HeadBytes, text.Count);
        return text.Count;
    }

    // true, 42, 4.5, {4.5} for an analogue value, anything else as text.
    private static void Put(MmsBuilder b, string text)
    {
        if (text.Length > 1 && text[0] == '{' && text[^1] == '}')
        {
            b.Begin(Kind.Structure);
            foreach (string part in text[1..^1].Split(','))
            {
                Put(b, part.Trim());
            }

            b.End();
        }
        else if (bool.TryParse(text, out bool flag))
        {
            b.Boolean(Kind.Boolean, flag);
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            b.Integer(Kind.Integer, whole);
        }
        else if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
        {
            b.Single(Kind.FloatingPoint, number);
        }
        else
        {
            b.Value(Kind.VisibleString, Encoding.UTF8.GetBytes(text));
        }
    }
}
