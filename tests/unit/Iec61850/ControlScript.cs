using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>A server with controlled objects of every model, and the control services as a client sends them.</summary>
    public sealed class ControlScript
    {
        // Dir: direct; Sel: select before operate; DirE and Lim: the same with enhanced security; Stat: status only.
        public const string Description =
            "L{LLN0{ST{Beh{stVal:e=1}Loc{stVal:b}}}"
            + "C{ST{Beh{stVal:e=1}CmdBlk{stVal:b}Dir{origin{orCat:e orIdent:o64}ctlNum:u8 stVal:b q:q t:t stSeld:b}Sel{stVal:b q:q t:t stSeld:b}Mod{stVal:e q:q t:t}}"
            + "MX{Lim{origin{orCat:e orIdent:o64}ctlNum:u8 mxVal{f:f}q:q t:t stSeld:b}}"
            + "CF{Dir{ctlModel:e=1}Sel{ctlModel:e=2 sboTimeout:u32=4000}Lim{ctlModel:e=4 sboTimeout:u32=2000 sboClass:e minVal{f:f=0}maxVal{f:f=100}}"
            + "DirE{ctlModel:e=3 operTimeout:u32=500 minVal:i32=-5 maxVal:i32=5}Stat{ctlModel:e}Mod{ctlModel:e=1}}"
            + "OR{Lim{opRcvd:b opOk:b tOpOk:t}}"
            + "CO{Dir{Oper{" + Head + "}Cancel{" + Tail + "}}Sel{SBO:s129 Oper{" + Head + "}Cancel{" + Tail + "}}"
            + "Lim{SBOw{" + Float + "}Oper{" + Float + "}Cancel{ctlVal{f:f}operTm:t " + Origin + "}}"
            + "DirE{Oper{ctlVal:i32 operTm:t " + Origin + "Check:c2}Cancel{ctlVal:i32 operTm:t " + Origin + "}}Stat{Oper{" + Head + "}}"
            + "Mod{Oper{ctlVal:e " + Origin + "Check:c2}}}}"
            + "P{SP{Set{setVal:i16}}ST{Set{stVal:i16}}}}";

        public const string A = "a@x/1";
        public const string B = "b@x/1";

        private const string Origin = "origin{orCat:e orIdent:o64}ctlNum:u8 T:t Test:b ";
        private const string Head = "ctlVal:b " + Origin + "Check:c2";
        private const string Tail = "ctlVal:b " + Origin;
        private const string Float = "ctlVal{f:f}operTm:t " + Origin + "Check:c2";

        public readonly ServerScript Server;
        public readonly ScriptedTarget Target = new ScriptedTarget();
        public readonly MmsTree Report;
        public int Category = 2;
        public byte[] Identity = Bytes.Of("grid");
        public int Number = 1;
        public uint Sent = 1000;
        public uint OperTime;
        public bool IsTest;
        public MmsTree Kept;
        public long Now = 1000;
        public long Utc = (1000L << 32) | 0x8A;
        private readonly MmsBuilder _report;

        public ControlScript()
        {
            Server = new ServerScript(new MemoryPlan(), 9000, Description);
            Server.Server.Control(Server.Plan, Target);
            Report = new MmsTree(Server.Plan);
            _report = new MmsBuilder(Server.Plan);
            Server.Open(A);
            Server.Open(B);
            Tick(0);
        }

        public void Tick(int milliseconds)
        {
            Now += milliseconds;
            Server.Server.Tick(Now, Utc);
        }

        /// <summary>Reads SBO.</summary>
        /// <returns>Length of the reference; 0 when refused.</returns>
        public int Select(string peer, string name)
        {
            Server.BeginRead(1);
            Server.AddVariable("L", "C$CO$" + name + "$SBO");
            Server.Send(peer);
            MmsTree response = Server.Response;
            int value = response.First(response.First(response.Child(Server.Service(), Kind.ListOfAccessResult)));
            return response.Kind(value) == Kind.VisibleString ? response.ValueLength(value) : -1;
        }

        public int WriteFlag(string peer, string name, string service, bool value)
        {
            Begin("C$CO$" + name + "$" + service);
            Server.Builder.Boolean(Kind.Boolean, value);
            return End(peer, service, false);
        }

        public int WriteNumber(string peer, string name, string service, int value)
        {
            Begin("C$CO$" + name + "$" + service);
            Server.Builder.Integer(Kind.Integer, value);
            return End(peer, service, name != "Mod");
        }

        public int WriteLimit(string peer, string service, float value)
        {
            Begin("C$CO$Lim$" + service);
            Server.Builder.Begin(Kind.Structure);
            Server.Builder.Single(Kind.FloatingPoint, value);
            Server.Builder.End();
            return End(peer, service, true);
        }

        public void Begin(string item)
        {
            Server.BeginConfirmed(3);
            Server.Builder.Begin(Kind.WriteRequest);
            Server.Builder.Begin(Kind.VariableAccessSpecification);
            Server.Builder.Begin(Kind.ListOfVariable);
            Server.AddVariable("L", item);
            Server.Builder.End();
            Server.Builder.End();
            Server.Builder.Begin(Kind.ListOfData);
            Server.Builder.Begin(Kind.Structure);
        }

        /// <summary>Sends what was begun.</summary>
        /// <returns>-1 for success, or the DataAccessError.</returns>
        public int End(string peer, string service, bool hasOperTime)
        {
            MmsBuilder builder = Server.Builder;
            if (hasOperTime)
            {
                builder.UtcTime(Kind.UtcTime, OperTime, 0, 0);
            }

            builder.Begin(Kind.Structure);
            builder.Integer(Kind.Integer, Category);
            builder.Value(Kind.OctetString, Identity);
            builder.End();
            builder.Unsigned(Kind.Unsigned, (ulong)Number);
            builder.UtcTime(Kind.UtcTime, Sent, 0, 0);
            builder.Boolean(Kind.Boolean, IsTest);
            if (service != "Cancel")
            {
                builder.Bits(Kind.BitString, 0, 2);
            }

            if (Kept != null)
            {
                // Only to be sent later.
                builder.EndAll();
                builder.Start(Kept);
                builder.Copy(Server.Request, 0);
                return -1;
            }

            Server.Send(peer);
            return Result(0);
        }

        /// <summary>What a write response says of one of its objects: -1 or the DataAccessError.</summary>
        public int Result(int index)
        {
            MmsTree response = Server.Response;
            int node = response.First(Server.Service());
            for (; index > 0; index--)
            {
                node = response.Next(node);
            }

            return response.Kind(node) == Kind.Failure ? response.Int32(node) : -1;
        }

        /// <summary>Takes the next message that nobody asked for.</summary>
        public bool Next(bool beforeResponse)
        {
            _report.Start(Report);
            return Server.Server.NextUnsolicited(_report, beforeResponse);
        }

        /// <summary>AddCause of the LastApplError at hand, which is for a certain client, names a certain object and has the origin and ctlNum sent.</summary>
        /// <returns>The cause; -1 when something else is there.</returns>
        public int Cause(string peer, string reference)
        {
            int report = Report.First(Report.First(0));
            int variables = Report.First(Report.Child(report, Kind.VariableAccessSpecification));
            int name = Report.First(Report.First(Report.First(Report.First(variables))));
            int error = Report.First(Report.First(Report.Child(report, Kind.ListOfAccessResult)));
            int origin = Report.Next(Report.Next(Report.First(error)));
            bool right = Report.Kind(0) == Kind.UnconfirmedPdu && Report.Kind(report) == Kind.InformationReport && Report.Kind(name) == Kind.VmdSpecific
                && Report.ValueIs(name, Bytes.Of("LastApplError")) && IsFor(peer) && Report.ValueIs(Report.First(error), Bytes.Of(reference))
                && Report.Int32(Report.First(origin)) == Category && Report.ValueIs(Report.First(origin) + 1, Identity)
                && Report.Int32(Report.Next(origin)) == Number;
            return right ? Report.Int32(Report.Next(Report.Next(origin))) : -1;
        }

        /// <summary>The node of Oper's Data in the CommandTermination at hand, which is for a certain client; -1 when something else is there.</summary>
        public int Termination(string peer, string item)
        {
            int report = Report.First(Report.First(0));
            int variables = Report.First(Report.Child(report, Kind.VariableAccessSpecification));
            int last = Report.First(variables);
            int value = Report.First(Report.Child(report, Kind.ListOfAccessResult));
            if (Report.ChildCount(variables) == 2)
            {
                last = Report.Next(last);
                value = Report.Next(value);
            }

            int name = Report.First(Report.First(Report.First(last)));
            bool right = Report.Kind(name) == Kind.DomainSpecific && Report.ValueIs(Report.First(name), Bytes.Of("L"))
                && Report.ValueIs(Report.First(name) + 1, Bytes.Of(item)) && IsFor(peer);
            return right ? Report.First(value) : -1;
        }

        public int Small(string reference)
        {
            return Server.Model.Values.GetSmall(Server.Model.Slot(Server.Model.Find(reference)));
        }

        public void Set(string reference, int value)
        {
            Server.Model.Values.SetSmall(Server.Model.Slot(Server.Model.Find(reference)), value);
        }

        private bool IsFor(string peer)
        {
            return Bytes.Is(Server.Server.Recipient, 0, Server.Server.RecipientLength, Bytes.Of(peer));
        }
    }
}
