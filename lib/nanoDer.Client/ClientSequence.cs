using nanoDer.Core;

namespace nanoDer.Client
{
    /// <summary>
    /// Requests that belong together, each built when the one before is answered. Whoever drives it:
    /// <code>
    /// if (sequence.Advance(client, now)) { send client.Request }      // again after each event, until it returns false
    /// </code>
    /// The client hands it the answers. One client may have many sequences under way.
    /// </summary>
    public abstract class ClientSequence
    {
        /// <summary>Fields of a sequence, for <see cref="HeapSize.Object"/>.</summary>
        protected const int Fields = 3;

        /// <summary><see cref="ClientStatus.Busy"/> while it goes on, then how it ended.</summary>
        public ClientStatus Status;

        /// <summary>The DataAccessError that ended it (ISO 9506-2), when it was one; else -1.</summary>
        public int AccessError;

        /// <summary>True while a request of it is under way.</summary>
        internal bool Waits;

        /// <summary>Builds its next request, when it is time for one.</summary>
        /// <param name="client">The client.</param>
        /// <param name="now">Milliseconds of the client's clock.</param>
        /// <returns>True when <see cref="MmsClient.Request"/> is to be sent now.</returns>
        [DataPath]
        public bool Advance(MmsClient client, long now)
        {
            if (Status != ClientStatus.Busy || Waits || !client.HasRoom || !Build(client, now))
            {
                return false;
            }

            Waits = true;
            ClientStatus sent = client.Send(this, now);
            Waits = sent == ClientStatus.Ok;
            if (!Waits)
            {
                Status = sent;
            }

            return Waits;
        }

        /// <summary>Begins anew.</summary>
        protected void Restart()
        {
            Status = ClientStatus.Busy;
            AccessError = -1;
            Waits = false;
        }

        /// <summary>Builds a request, up to but without <see cref="MmsClient.Send"/>.</summary>
        /// <param name="client">The client.</param>
        /// <param name="now">Milliseconds.</param>
        /// <returns>False when there is none now.</returns>
        internal abstract bool Build(MmsClient client, long now);

        /// <summary>The request has ended: the client says how. Answers with an error end the sequence unless it says otherwise.</summary>
        /// <param name="client">The client.</param>
        internal abstract void OnAnswer(MmsClient client);
    }
}
