using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>A group: who may be in it, and how its keys are.</summary>
public sealed record GroupPolicy
{
    /// <summary>Type of its identification: ID_KEY_ID or ID_OID.</summary>
    public int IdType { get; init; } = Isakmp.IdKeyId;

    /// <summary>Its identification.</summary>
    public required byte[] Id { get; init; }

    /// <summary>Subjects of the members' certificates (RFC 4514), or identities of pre-shared keys, as the configuration writes them.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>OID of the stream, DER with its tag.</summary>
    public byte[] Oid { get; init; } = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0xCE, 0x56, 0x83, 0xE3, 0x1A, 0x08, 0x01, 0x02];

    /// <summary>Selector of the stream within the OID.</summary>
    public byte[] Selector { get; init; } = [];

    /// <summary>Authentication algorithm of RFC 8052.</summary>
    public int Authentication { get; init; } = Tek.HmacSha256128;

    /// <summary>Confidentiality algorithm of RFC 8052.</summary>
    public int Encryption { get; init; } = Tek.AesCbc128;

    /// <summary>Seconds that a TEK lives.</summary>
    public int TekSeconds { get; init; } = 3600;

    /// <summary>Seconds for which the next TEK is active before the current one ends.</summary>
    public int OverlapSeconds { get; init; } = 300;

    /// <summary>Seconds that a KEK lives; 0 for a group without pushes.</summary>
    public int KekSeconds { get; init; } = 86400;

    /// <summary>Bits of the KEK.</summary>
    public int KekBits { get; init; } = 128;

    /// <summary>Which acknowledgement members owe (RFC 8263): 0 none, 1 by the KEK, 2 by the leaf of the hierarchy.</summary>
    public int Ack { get; init; }

    /// <summary>True for a logical key hierarchy, so that a member can be removed.</summary>
    public bool UseLkh { get; init; }

    /// <summary>Bits of sender identifiers; 0 when none are given out.</summary>
    public int SenderIdBits { get; init; }

    /// <summary>Bare JID of the room that its pushes go to on XMPP; null: to each member.</summary>
    public string? Room { get; init; }

    /// <summary>Bits named in the derivation of an acknowledgement's key.</summary>
    public int AckKeyBits { get; init; } = 512;
}
