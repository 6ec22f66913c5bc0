using System;

namespace nanoDer.Xmpp
{
    /// <summary>Who the client is, and how patient.</summary>
    public sealed class XmppAccount
    {
        /// <summary>Describes an account.</summary>
        /// <param name="jid">The bare JID, which the client's certificate stands for.</param>
        /// <param name="resource">The resource to ask for; IEC 61850-8-2 clause 6.1 fixes <c>IEC</c> for devices.</param>
        /// <param name="feature">A namespace to announce in answers to disco#info, or null.</param>
        /// <exception cref="ArgumentNullException">JID or resource is null.</exception>
        public XmppAccount(Jid jid, string resource, string feature)
        {
            if (jid == null || resource == null)
            {
                throw new ArgumentNullException();
            }

            Jid = jid;
            Resource = resource;
            Feature = feature;
        }

        /// <summary>The bare JID.</summary>
        public Jid Jid { get; }

        /// <summary>The resource to ask for: ASCII letters and digits.</summary>
        public string Resource { get; }

        /// <summary>A namespace to announce, or null.</summary>
        public string Feature { get; }

        /// <summary>
        /// Further namespaces of payloads, announced as well; null for none. To be set before the client is made; in the table of namespaces they must
        /// lie one behind the other.
        /// </summary>
        public string[] SideFeatures;

        /// <summary>
        /// Ways to authenticate, the one liked best first: the server's offer limits them, its order does not count.
        /// PLAIN is not among those that there are.
        /// </summary>
        public SaslMechanism[] Mechanisms = { new ExternalMechanism(null) };

        /// <summary>Who may subscribe to the presence of this client, and whose presence it watches; null for nobody.</summary>
        public PeerList Peers;

        /// <summary>
        /// Who may invite into rooms; null for nobody. An invitation that a room passes on counts only when the room, or its domain, is on the
        /// list too: it is the room that says who invites.
        /// </summary>
        public PeerList Publishers;

        /// <summary>Makes the waits before a room is entered again differ from those of other devices: a serial number, say.</summary>
        public uint Seed = 1;

        /// <summary>How long the server may take for each step of the login, in milliseconds.</summary>
        public int StepTimeout = 15000;

        /// <summary>After how much silence the server is pinged, in milliseconds (XEP-0199).</summary>
        public int KeepAlive = 60000;

        /// <summary>How long the server may take to answer that ping, in milliseconds.</summary>
        public int PingTimeout = 20000;

        /// <summary>After how many stanzas the server is asked to acknowledge them (XEP-0198).</summary>
        public int AckEvery = 4;

        /// <summary>After what time it is asked when there are fewer, in milliseconds.</summary>
        public int AckIdle = 5000;

        /// <summary>How long the server may take to end its stream after the client has ended its own, in milliseconds.</summary>
        public int CloseTimeout = 2000;
    }
}
