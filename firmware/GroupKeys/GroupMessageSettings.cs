using nanoDer.Multicast;

namespace nanoDer.GroupKeys
{
    /// <summary>What a gateway must know about the messages of its group.</summary>
    public sealed class GroupMessageSettings
    {
        /// <summary>The group's room, a bare JID: messages are taken from there alone, and are for that group alone.</summary>
        public string Room;

        /// <summary>What the group's objects mean here, as GroupMap reads it.</summary>
        public string Map;

        /// <summary>Certificate of the publisher, PEM, of P-256: then each message must have its signature. Null: whoever has the group's key may publish.</summary>
        public string Publisher;

        /// <summary>Algorithms, freshness, senders.</summary>
        public GroupProfile Profile = new GroupProfile();

        /// <summary>Octets of the longest message that is taken; its XML is a third longer.</summary>
        public int MessageBytes = 2048;
    }
}
