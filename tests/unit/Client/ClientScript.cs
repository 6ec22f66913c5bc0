using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.UnitTests.Iec61850;
using nanoDer.Xml;

namespace nanoDer.UnitTests.Client
{
    /// <summary>
    /// A client and a server with XML between them: each PDU is encoded, read token by token, and decoded, as it would be on its way through
    /// XMPP. Both sides take turns with one codec.
    /// </summary>
    public sealed class ClientScript
    {
        public const string Peer = "grid@x/1";
        private const int FirstBytes = 1600;

        public readonly MmsClient Client;
        public readonly Iec61850Server Server;
        public readonly DataModel Model;
        public readonly ScriptedTarget Target = new ScriptedTarget();
        public readonly ReportReader Report = new ReportReader();

        /// <summary>What takes control events and reports; null: nobody.</summary>
        public ControlSequence Control;
        public ReportSubscription Subscription;

        /// <summary>Who the server takes the client for.</summary>
        public byte[] From = Bytes.Of(Peer);

        /// <summary>The last event.</summary>
        public ClientEvent Last;

        /// <summary>What happens to the next answer on its way: nothing, it is lost, the stanza comes back with an error.</summary>
        public bool Loses;
        public bool Returns;

        public long Now = 1000;
        public long Utc = (1000L << 32) | 0x8A;

        private readonly MmsTree _received;
        private readonly MmsTree _response;
        private readonly MmsTree _before;
        private readonly MmsBuilder _builder;
        private readonly XmlTokenizer _tokenizer;
        private readonly MmsDecoder _decoder;
        private readonly MmsEncoder _encoder;
        private readonly ByteWriter _way;
        private readonly ByteWriter _first = new ByteWriter(FirstBytes);

        public ClientScript(MemoryPlan plan, MemoryPlan request, int pduBytes, DataModel model)
        {
            XmlNamespaces namespaces = new XmlNamespaces(2);
            XerDialect dialect = new XerDialect(XerForm.Scsm82, namespaces);
            Model = model;
            Client = new MmsClient(request, 3, pduBytes);
            Server = new Iec61850Server(plan, pduBytes, model, new ServerIdentity("V", "M", "R"));
            Server.Control(plan, Target);
            Server.SetFiles(new TwoFiles());
            _received = new MmsTree(plan);
            _response = new MmsTree(_received);
            _before = new MmsTree(_response);
            _builder = new MmsBuilder(plan);
            _tokenizer = new XmlTokenizer(plan, namespaces);
            _decoder = new MmsDecoder(dialect, plan);
            _encoder = new MmsEncoder(dialect, plan);
            _way = new ByteWriter(pduBytes);
            Tick(0);
        }

        public bool Open()
        {
            Client.Initiate();
            return Ask() == ClientStatus.Ok && Client.IsOpen;
        }

        /// <summary>Sends what was built and takes the answer.</summary>
        public ClientStatus Ask()
        {
            ClientStatus sent = Client.Send(null, Now);
            if (sent == ClientStatus.Ok)
            {
                Exchange();
                return Client.Status;
            }

            return sent;
        }

        /// <summary>Sends all requests of a sequence that wait, and takes their answers.</summary>
        public ClientStatus Run(ClientSequence sequence)
        {
            while (sequence.Advance(Client, Now))
            {
                Exchange();
            }

            return sequence.Status;
        }

        /// <summary>Lets time pass and takes what the server has to say.</summary>
        public void Tick(int milliseconds)
        {
            Now += milliseconds;
            Utc += ((long)milliseconds << 32) / 1000;
            Server.Tick(Now, (Utc & ~0xFFL) | 0x8A);
            while (Unsolicited(false))
            {
            }
        }

        /// <summary>Carries the client's request to the server, and back what comes of it.</summary>
        public void Exchange()
        {
            int id = Client.RequestId;
            Carry(Client.Request);
            _builder.Start(_response);
            ServerAnswer answer = Server.Handle(_received, From, From.Length, _builder);
            bool goes = answer == ServerAnswer.Response || answer == ServerAnswer.Reject;
            if (!goes || Returns)
            {
                _received.Reset();
                Last = Client.Fail(id, ClientStatus.Unreachable);
                return;
            }

            Encode(_response, _way);
            _builder.Start(_before);
            _first.Clear();
            if (Server.NextUnsolicited(_builder, true))
            {
                Encode(_before, _first);
                Decode(_first);
                Dispatch();
            }

            if (!Loses)
            {
                Decode(_way);
                Dispatch();
            }
        }

        private bool Unsolicited(bool beforeResponse)
        {
            _received.Reset();
            _builder.Start(_response);
            if (!Server.NextUnsolicited(_builder, beforeResponse))
            {
                return false;
            }

            Carry(_response);
            Dispatch();
            return true;
        }

        private void Dispatch()
        {
            Last = Client.Handle(_received);
            if (Last == ClientEvent.Control && Control != null)
            {
                Control.Inform(Client);
            }
            else if (Last == ClientEvent.Report && Subscription != null && Report.Read(_received, Client.Node))
            {
                Subscription.Take(Report);
            }
        }

        private void Carry(MmsTree tree)
        {
            Encode(tree, _way);
            Decode(_way);
        }

        private void Encode(MmsTree tree, ByteWriter document)
        {
            document.Clear();
            _encoder.Begin(tree);
            Require(_encoder.Continue(document));
        }

        private void Decode(ByteWriter document)
        {
            _tokenizer.Reset();
            int offset = document.Start;
            int end = document.End;
            offset += _tokenizer.Feed(document.Buffer, offset, end - offset);
            _tokenizer.Next();
            DecodeResult result = _decoder.Begin(_received, _tokenizer);
            while (result == DecodeResult.NeedMore && offset < end)
            {
                offset += _tokenizer.Feed(document.Buffer, offset, end - offset);
                result = _decoder.Continue(_tokenizer);
            }

            Require(result == DecodeResult.Done);
        }

        private static void Require(bool condition)
        {
            if (!condition)
            {
                throw new System.InvalidOperationException();
            }
        }
    }
}
