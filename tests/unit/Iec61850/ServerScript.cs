using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>A server with a small model, and requests for it.</summary>
    public sealed class ServerScript
    {
        public const string Description =
            "LD0{LLN0{ST{Beh{stVal:e=1 q:q t:t}}DC{NamPlt{vendor:m64=\"A & B\"}}}MMXU1{MX{TotW{mag{f:f=-2}q:q=4096 t:t}}ST{On{stVal:b=1}N{stVal:u8=200 cnt:i64}}}}"
            + "LD1{LLN0{ST{Beh{stVal:e=1}}}}";

        public readonly MemoryPlan Plan;
        public readonly DataModel Model;
        public readonly Iec61850Server Server;
        public readonly MmsTree Request;
        public readonly MmsTree Response;
        public readonly MmsBuilder Builder;
        private readonly MmsBuilder _answer;

        public ServerScript(MemoryPlan plan, int pduBytes)
            : this(plan, pduBytes, Description)
        {
        }

        public ServerScript(MemoryPlan plan, int pduBytes, string description)
        {
            Plan = plan;
            Model = ModelReader.Read(description);
            Server = new Iec61850Server(plan, pduBytes, Model, new ServerIdentity("V", "M", "R"));
            Request = new MmsTree(plan);
            Response = new MmsTree(plan);
            Builder = new MmsBuilder(plan);
            _answer = new MmsBuilder(plan);
        }

        public ServerAnswer Send(string peer)
        {
            Builder.EndAll();
            byte[] name = Bytes.Of(peer);
            _answer.Start(Response);
            return Server.Handle(Request, name, name.Length, _answer);
        }

        /// <summary>Handles the request that is built, again and again without making anything.</summary>
        public ServerAnswer Handle(byte[] peer)
        {
            _answer.Start(Response);
            return Server.Handle(Request, peer, peer.Length, _answer);
        }

        public ServerAnswer Initiate(string peer, int called, int nesting, uint parameters, int version)
        {
            Builder.Start(Request);
            Builder.Begin(Kind.InitiateRequestPdu);
            Builder.Integer(Kind.ProposedMaxServOutstandingCalling, 1);
            Builder.Integer(Kind.ProposedMaxServOutstandingCalled, called);
            Builder.Integer(Kind.ProposedDataStructureNestingLevel, nesting);
            Builder.Begin(Kind.InitRequestDetail);
            Builder.Integer(Kind.ProposedVersionNumber, version);
            Builder.Bits(Kind.ProposedParameterCbb, parameters, 11);
            Builder.Bits(Kind.ServicesSupportedCalling, new byte[11], 0, 85);
            return Send(peer);
        }

        public ServerAnswer Open(string peer)
        {
            return Initiate(peer, 1, 10, 0x788, 1);
        }

        public void BeginConfirmed(int invokeId)
        {
            Builder.Start(Request);
            Builder.Begin(Kind.ConfirmedRequestPdu);
            Builder.Integer(Kind.InvokeId, invokeId);
            Builder.Begin(Kind.RequestService);
        }

        public void BeginRead(int invokeId)
        {
            BeginConfirmed(invokeId);
            Builder.Begin(Kind.ReadRequest);
            Builder.Begin(Kind.VariableAccessSpecification);
            Builder.Begin(Kind.ListOfVariable);
        }

        public void BeginWrite(int invokeId)
        {
            BeginConfirmed(invokeId);
            Builder.Begin(Kind.WriteRequest);
            Builder.Begin(Kind.VariableAccessSpecification);
            Builder.Begin(Kind.ListOfVariable);
        }

        /// <summary>Ends the list of variables; what is appended then are the values.</summary>
        public void BeginValues()
        {
            Builder.End();
            Builder.End();
            Builder.Begin(Kind.ListOfData);
        }

        /// <summary>What became of an object of a write: -1 for success, or the DataAccessError.</summary>
        public int Written(int item)
        {
            int node = Response.First(Service());
            while (item > 0)
            {
                node = Response.Next(node);
                item--;
            }

            return Response.Kind(node) == Kind.WriteSuccess ? -1 : Response.Int32(node);
        }

        public void AddVariable(string domain, string item)
        {
            Builder.Begin(Kind.VariableItem);
            Builder.Begin(Kind.VariableSpecification);
            Builder.Begin(Kind.Name);
            Builder.Begin(Kind.DomainSpecific);
            Builder.Value(Kind.DomainId, Bytes.Of(domain));
            Builder.Value(Kind.ItemId, Bytes.Of(item));
            Builder.End();
            Builder.End();
            Builder.End();
            Builder.End();
        }

        public void BeginNames(int objectClass, string domain, string after)
        {
            BeginConfirmed(9);
            Builder.Begin(Kind.GetNameListRequest);
            Builder.Begin(Kind.ObjectClass);
            Builder.Integer(Kind.BasicObjectClass, objectClass);
            Builder.End();
            Builder.Begin(Kind.ObjectScope);
            if (domain == null)
            {
                Builder.Null(Kind.ScopeVmd);
            }
            else
            {
                Builder.Value(Kind.ScopeDomain, Bytes.Of(domain));
            }

            Builder.End();
            if (after != null)
            {
                Builder.Value(Kind.ContinueAfter, Bytes.Of(after));
            }
        }

        /// <summary>The node of the service in a confirmed response.</summary>
        public int Service()
        {
            return Response.First(Response.Child(0, Kind.ResponseService));
        }

        /// <summary>The number of the error in a confirmed error, or -1 for another class.</summary>
        public int Error(int errorClass)
        {
            int error = Response.First(Response.Child(Response.Child(0, Kind.ServiceError), Kind.ErrorClass));
            return Response.Kind(error) == errorClass ? Response.Int32(error) : -1;
        }
    }
}
