using System.Buffers.Binary;
using System.Formats.Asn1;
using nanoDer.Gdoi;
using nanoDer.Tools;

namespace nanoDer.Gcks;

/// <summary>A group as the file has it.</summary>
public sealed record GroupSettings
{
    private static readonly string[] AuthenticationNames = ["", "none", "hmac-sha256-128", "hmac-sha256", "aes-gmac-128", "aes-gmac-256"];

    private static readonly string[] EncryptionNames = ["", "none", "aes-cbc-128", "aes-cbc-256", "aes-gcm-128", "aes-gcm-256"];

    /// <summary>Its number (ID_KEY_ID); without it the group is asked for by OID and selector (ID_OID).</summary>
    public uint? Id { get; init; }

    /// <summary>Subjects of the members' certificates, or their names with a pre-shared key.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>OID of the stream (RFC 8052); GOOSE over UDP by default.</summary>
    public string Oid { get; init; } = "1.2.840.10070.61850.8.1.2";

    /// <summary>Selector within the OID, DER in hexadecimal digits.</summary>
    public string Selector { get; init; } = "";

    /// <summary>How messages are authenticated.</summary>
    public string Authentication { get; init; } = "hmac-sha256-128";

    /// <summary>How they are encrypted.</summary>
    public string Encryption { get; init; } = "aes-cbc-128";

    /// <summary>Seconds that a TEK lives.</summary>
    public int TekSeconds { get; init; } = 3600;

    /// <summary>Seconds for which the next TEK is active before the current one ends.</summary>
    public int OverlapSeconds { get; init; } = 300;

    /// <summary>Seconds that a KEK lives; 0 for a group without pushes.</summary>
    public int KekSeconds { get; init; } = 86400;

    /// <summary>Bits of the KEK.</summary>
    public int KekBits { get; init; } = 128;

    /// <summary>Which acknowledgement members owe: 0 none, 1 by the KEK, 2 by the leaf of the hierarchy.</summary>
    public int Ack { get; init; }

    /// <summary>True for a logical key hierarchy, so that a member can be removed.</summary>
    public bool Lkh { get; init; }

    /// <summary>Bits of sender identifiers; 0 when none are given out.</summary>
    public int SenderIdBits { get; init; }

    /// <summary>The room for its pushes on XMPP, a bare JID; without it each member gets them.</summary>
    public string? Room { get; init; }

    /// <summary>The name of an algorithm of RFC 8052.</summary>
    public static string NameOf(int algorithm, bool isAuthentication) => (isAuthentication ? AuthenticationNames : EncryptionNames)[algorithm];

    /// <summary>OID in DER with its tag.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static byte[] OidOf(string text)
    {
        try
        {
            AsnWriter writer = new(AsnEncodingRules.DER);
            writer.WriteObjectIdentifier(text);
            return writer.Encode();
        }
        catch (ArgumentException)
        {
            throw UserError.Usage($"OID '{text}'", "it is none", "write it as 1.2.840.10070.61850.8.1.2");
        }
    }

    /// <summary>Data of an ID_OID (RFC 8052 clause 2.1).</summary>
    public static byte[] OidIdentity(byte[] oid, byte[] selector) => [(byte)oid.Length, .. oid, (byte)(selector.Length >> 8), (byte)selector.Length, .. selector];

    internal GroupPolicy Policy(Func<string, UserError> wrong)
    {
        int authentication = Array.IndexOf(AuthenticationNames, Authentication);
        int encryption = Array.IndexOf(EncryptionNames, Encryption);
        Require(authentication > 0, $"authentication is one of {string.Join(", ", AuthenticationNames[1..])}");
        Require(encryption > 0, $"encryption is one of {string.Join(", ", EncryptionNames[1..])}");
        Require(authentication != Tek.NoAuthentication || encryption >= Tek.AesGcm128, "without authentication the encryption is aes-gcm (RFC 8052 clause 2.2)");
        Require(KekBits is 128 or 256, "kekBits is 128 or 256");
        Require(Ack is 0 or 1 || (Ack == 2 && Lkh), "ack is 0, 1, or 2 with lkh");
        Require(OverlapSeconds >= 1 && TekSeconds > 2 * OverlapSeconds, "tekSeconds is more than twice overlapSeconds, which is 1 at least");
        Require(KekSeconds == 0 || KekSeconds >= 10, "kekSeconds is 0, or 10 at least");
        Require(SenderIdBits is >= 0 and <= 31, "senderIdBits is 0 to 31");
        Require(Members.Count is > 0 and <= 32768, "members are 1 to 32768");
        Require(Room is null || BareJid.TryParse(Room, out _, out _), "room is a bare JID");
        byte[] selector = [];
        try
        {
            selector = Convert.FromHexString(Selector);
        }
        catch (FormatException)
        {
            Require(false, "selector is not in hexadecimal digits");
        }

        byte[] oid = OidOf(Oid);
        Require(oid.Length + selector.Length + 3 <= Tek.MaximumSelector, $"oid and selector are longer than {Tek.MaximumSelector - 3} octets");
        byte[] number = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, Id ?? 0);
        return new GroupPolicy
        {
            IdType = Id is null ? Isakmp.IdOid : Isakmp.IdKeyId,
            Id = Id is null ? OidIdentity(oid, selector) : number,
            Members = Members,
            Oid = oid,
            Selector = selector,
            Authentication = authentication,
            Encryption = encryption,
            TekSeconds = TekSeconds,
            OverlapSeconds = OverlapSeconds,
            KekSeconds = KekSeconds,
            KekBits = KekBits,
            Ack = Ack,
            UseLkh = Lkh,
            SenderIdBits = SenderIdBits,
            Room = Room,
        };

        void Require(bool condition, string why)
        {
            if (!condition)
            {
                throw wrong(why);
            }
        }
    }
}
