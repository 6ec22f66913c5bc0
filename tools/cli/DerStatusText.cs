using nanoDer.Core;

namespace nanoDer.Cli;

/// <summary>What the statuses of group keys mean, for a person.</summary>
internal static class DerStatusText
{
    /// <summary>A few words.</summary>
    public static string Of(DerStatus status) => status switch
    {
        DerStatus.GdoiBadPacket => "a packet that breaks GDOI",
        DerStatus.GdoiPolicyRefused => "the policy is not acceptable, or the key server refuses this member",
        DerStatus.GdoiNotAuthorised => "the key server is not the one that is authorised",
        DerStatus.GdoiBadSignature => "the signature or hash of the key server is wrong",
        DerStatus.GdoiSilent => "the key server does not answer",
        DerStatus.GdoiReplay => "a replay",
        DerStatus.GdoiNoKey => "no such key",
        DerStatus.GdoiRemoved => "this member has been removed from the group",
        DerStatus.GroupBadMessage => "it is no message of this group",
        DerStatus.GroupReplay => "it was taken before, or may have been",
        DerStatus.GroupStale => "its time is too far from the clock's",
        DerStatus.GroupNotSigned => "the publisher's signature is missing or wrong",
        _ => status.ToString(),
    };
}
