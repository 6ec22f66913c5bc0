using System.Text;
using nanoDer.Core;
using nanoDer.Xmpp;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>A SASL mechanism that says what it is told to, notes what it hears, and takes its time.</summary>
    internal sealed class ScriptedMechanism : SaslMechanism
    {
        internal string First = "";
        internal string Answer = "";
        internal int Turns;
        internal DerStatus OnStart = DerStatus.Ok;
        internal DerStatus OnChallenge = DerStatus.Ok;
        internal DerStatus OnSuccess = DerStatus.Ok;

        /// <summary>All that came, a bar behind each message.</summary>
        internal string Heard = "";

        internal ScriptedMechanism(string name)
            : base(name)
        {
        }

        public override DerStatus Start(ByteWriter output)
        {
            output.Put(Bytes.Of(First));
            return OnStart;
        }

        public override DerStatus Challenge(byte[] message, int offset, int count)
        {
            Hear(message, offset, count);
            return OnChallenge;
        }

        public override bool Continue(ByteWriter output)
        {
            Turns--;
            if (Turns > 0)
            {
                return false;
            }

            output.Put(Bytes.Of(Answer));
            return true;
        }

        public override DerStatus Success(byte[] message, int offset, int count)
        {
            Hear(message, offset, count);
            return OnSuccess;
        }

        private void Hear(byte[] message, int offset, int count)
        {
            Heard += (count == 0 ? "" : Encoding.UTF8.GetString(message, offset, count)) + "|";
        }
    }
}
