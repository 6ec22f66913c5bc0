using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>A way to authenticate (RFC 4422, RFC 6120 clause 6): messages as bytes, base64 and XML are the client's business.</summary>
    public abstract class SaslMechanism
    {
        /// <summary>Names a mechanism.</summary>
        /// <param name="name">As registered: <c>EXTERNAL</c>.</param>
        protected SaslMechanism(string name)
        {
            Name = name;
        }

        /// <summary>Its registered name.</summary>
        public string Name { get; }

        /// <summary>Begins an exchange; one that was under way is dropped.</summary>
        /// <param name="output">Where the first message goes; none may stay empty.</param>
        /// <returns>Ok, or why the mechanism cannot be used.</returns>
        public abstract DerStatus Start(ByteWriter output);

        /// <summary>Takes a challenge; the answer follows from <see cref="Continue"/>.</summary>
        /// <param name="message">Buffer with it, lent until the call returns.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Ok, or why the exchange is over.</returns>
        public virtual DerStatus Challenge(byte[] message, int offset, int count)
        {
            return DerStatus.XmppUnexpected;
        }

        /// <summary>Computes for a while: no longer than the device may be busy with nothing else.</summary>
        /// <param name="output">Where the answer goes.</param>
        /// <returns>True when the answer is written; otherwise it is called again soon.</returns>
        public virtual bool Continue(ByteWriter output)
        {
            return true;
        }

        /// <summary>The server claims that all is well: the last chance to find that it is not the right one.</summary>
        /// <param name="message">Buffer with what came along, lent until the call returns.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; 0 for nothing.</param>
        /// <returns>Ok; another status refuses the server.</returns>
        public virtual DerStatus Success(byte[] message, int offset, int count)
        {
            return DerStatus.Ok;
        }
    }
}
