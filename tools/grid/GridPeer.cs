namespace nanoDer.Grid;

/// <summary>Somebody who may be a gateway.</summary>
/// <param name="Jid">Bare JID.</param>
/// <param name="Subscription">Whose presence is told to whom, from the roster: <c>both</c>, <c>to</c>, <c>from</c>, <c>none</c>; empty for who is not on it.</param>
/// <param name="Features">What it says that it can do (XEP-0030), when it is online; else empty.</param>
/// <param name="Absence">Why it does not answer; null when it is online.</param>
public sealed record GridPeer(string Jid, string Subscription, IReadOnlyList<string> Features, string? Absence)
{
    /// <summary>Full JID of its device (IEC 61850-8-2 clause 6.1).</summary>
    public string FullJid => $"{Jid}/{nanoDer.Firmware.StanzaProfile.Resource}";

    /// <summary>Whether it says that it speaks MMS.</summary>
    public bool HasMms => Features.Contains(nanoDer.Firmware.StanzaProfile.Namespace);
}
