#nullable disable
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>A server with control blocks, a clock that a test moves, and its reports one after the other.</summary>
    public sealed class ReportScript
    {
        public const string U = "LLN0$RP$u";
        public const string B = "LLN0$BR$b";

        // Bits of OptFlds and TrgOps.
        public const int AllOptions = 0x1FE;
        public const int DataChange = 0x10;
        public const int QualityChange = 0x08;
        public const int DataUpdate = 0x04;
        public const int Integrity = 0x02;
        public const int Interrogation = 0x01;

        public const string Blocks =
            "LD0{LLN0{ST{Mod{stVal:e=1 q:q t:t}}"
            + "RP{u{RptID:s129=\"one\" RptEna:b Resv:b DatSet:s129=\"LD0/LLN0$DS\" ConfRev:u32=1 OptFlds:c10=510 BufTm:u32 SqNum:u8 TrgOps:c6=25 IntgPd:u32 GI:b Owner:o64}}"
            + "BR{b{RptID:s129 RptEna:b DatSet:s129=\"LD0/LLN0$DS\" ConfRev:u32=7 OptFlds:c10=510 BufTm:u32 SqNum:u16 TrgOps:c6=25 IntgPd:u32 GI:b PurgeBuf:b EntryID:o8"
            + " TimeofEntry:d ResvTms:i16 Owner:o64}}"
            + "LG{l{LogEna:b LogRef:s129=\"LD0/LLN0$Events\" DatSet:s129=\"LD0/LLN0$DS\" OldEntrTm:d NewEntrTm:d OldEntr:o8 NewEntr:o8 TrgOps:c6=24 IntgPd:u32}}}"
            + "MMXU1{MX{TotW{mag{f:f}q:q t:t}Hz{mag{f:f}q:q t:t}}ST{Name{stVal:s20}}}}"
            + "LD0/LLN0$DS=LD0/MMXU1$MX$TotW,LD0/MMXU1$MX$Hz$mag,LD0/MMXU1$ST$Name$stVal;LD0/LLN0$Two=LD0/MMXU1$MX$Hz;LD0/LLN0$Events;";

        public readonly ServerScript Server;
        public readonly ModelValues Values;
        public readonly int TotW;
        public readonly int TotWQ;
        public readonly int Hz;
        public readonly int Text;

        /// <summary>The last report.</summary>
        public readonly MmsTree Report;

        // Monday, 2 January 1984, 00:00:01; in milliseconds since 1970.
        public const long Start = 441849601000L;

        public long Now;
        private readonly MmsBuilder _builder;
        private static readonly byte[] s_digits = Bytes.Of("0123456789");

        public ReportScript()
            : this(new MemoryPlan(), 9000, Blocks)
        {
        }

        public ReportScript(MemoryPlan plan, int pduBytes, string description)
        {
            Server = new ServerScript(plan, pduBytes, description);
            Values = Server.Model.Values;
            TotW = Slot("LD0/MMXU1$MX$TotW$mag$f");
            TotWQ = Slot("LD0/MMXU1$MX$TotW$q");
            Hz = Slot("LD0/MMXU1$MX$Hz$mag$f");
            Text = Slot("LD0/MMXU1$ST$Name$stVal");
            Report = new MmsTree(plan);
            _builder = new MmsBuilder(plan);
            Server.Open("a@x/1");
            Server.Open("b@x/1");
            Tick(0);
        }

        public int Slot(string reference)
        {
            return Server.Model.Slot(Server.Model.Find(reference));
        }

        public int Value(string item)
        {
            return Values.GetSmall(Slot("LD0/" + item));
        }

        /// <summary>Lets time pass.</summary>
        public void Tick(int milliseconds)
        {
            Now += milliseconds;
            long time = Start + Now;
            Server.Server.Tick(Now, ((time / 1000) << 32) | (((((time % 1000) << 24) / 1000) + 1) << 8));
        }

        /// <summary>Takes the next report.</summary>
        /// <returns>The peer whom it is for; null when there is none.</returns>
        public string Next()
        {
            _builder.Start(Report);
            if (!Server.Server.NextUnsolicited(_builder, false))
            {
                return null;
            }

            return System.Text.Encoding.UTF8.GetString(Server.Server.Recipient, 0, Server.Server.RecipientLength);
        }

        /// <summary>Takes the next report without asking whom it is for.</summary>
        public bool TryNext()
        {
            _builder.Start(Report);
            return Server.Server.NextUnsolicited(_builder, false);
        }

        /// <summary>The node with an item of the last report: Data, or the failure.</summary>
        public int Item(int index)
        {
            int list = Report.Child(Report.First(Report.First(0)), Kind.ListOfAccessResult);
            int node = Report.First(list);
            while (index > 0)
            {
                node = Report.Next(node);
                index--;
            }

            return Report.Kind(node) == Kind.Success ? Report.First(node) : node;
        }

        public int Items()
        {
            return Report.ChildCount(Report.Child(Report.First(Report.First(0)), Kind.ListOfAccessResult));
        }

        /// <summary>An item that is octets or text.</summary>
        public string TextOf(int index)
        {
            int node = Item(index);
            return System.Text.Encoding.UTF8.GetString(Report.Values, Report.ValueOffset(node), Report.ValueLength(node));
        }

        /// <summary>The inclusion bits of a report that has a certain number of items before them.</summary>
        public int Included(int index)
        {
            return Report.Bits(Item(index), Report.ValueLength(Item(index)));
        }

        /// <summary>Writes a boolean or number.</summary>
        /// <returns>-1, or the DataAccessError.</returns>
        public int Write(string peer, string item, int kind, int value)
        {
            BeginWrite(item);
            if (kind == Kind.Boolean)
            {
                Server.Builder.Boolean(kind, value != 0);
            }
            else if (kind == Kind.BitString)
            {
                Server.Builder.Bits(kind, (uint)value, item.EndsWith("OptFlds") ? 10 : 6);
            }
            else
            {
                Server.Builder.Integer(kind, value);
            }

            Server.Send(peer);
            return Server.Written(0);
        }

        /// <summary>Writes text or octets.</summary>
        public int Write(string peer, string item, int kind, byte[] value)
        {
            BeginWrite(item);
            Server.Builder.Value(kind, value);
            Server.Send(peer);
            return Server.Written(0);
        }

        public int Enable(string peer, string block)
        {
            return Write(peer, block + "$RptEna", Kind.Boolean, 1);
        }

        public int Disable(string peer, string block)
        {
            return Write(peer, block + "$RptEna", Kind.Boolean, 0);
        }

        /// <summary>Writes an EntryID.</summary>
        public int Resynchronise(string peer, long id)
        {
            byte[] octets = new byte[8];
            for (int i = 0; i < 8; i++)
            {
                octets[i] = (byte)(id >> (56 - (8 * i)));
            }

            return Write(peer, B + "$EntryID", Kind.OctetString, octets);
        }

        /// <summary>The EntryID that is an item of the last report.</summary>
        public long IdOf(int index)
        {
            int node = Item(index);
            return ((long)Report.Octets32(node, 0) << 32) | (long)Report.Octets32(node, 4);
        }

        public void Close(string peer)
        {
            Server.Server.Abort(Bytes.Of(peer), peer.Length);
        }

        public void SetText(int digit, int length)
        {
            byte[] text = new byte[length];
            for (int i = 0; i < length; i++)
            {
                text[i] = s_digits[digit];
            }

            Values.SetText(Text, 20, text, 0, length);
        }

        /// <summary>Makes a data set of the association with one member.</summary>
        public void Define(string peer, string name, string item)
        {
            Server.BeginConfirmed(8);
            Server.Builder.Begin(Kind.DefineNamedVariableListRequest);
            Server.Builder.Begin(Kind.VariableListName);
            Server.Builder.Value(Kind.AaSpecific, Bytes.Of(name));
            Server.Builder.End();
            Server.Builder.Begin(Kind.ListOfVariable);
            Server.AddVariable("LD0", item);
            Server.Send(peer);
        }

        /// <summary>Deletes it.</summary>
        /// <returns>How many were deleted.</returns>
        public int Delete(string peer, string name)
        {
            Server.BeginConfirmed(8);
            Server.Builder.Begin(Kind.DeleteNamedVariableListRequest);
            Server.Builder.Begin(Kind.ListOfVariableListName);
            Server.Builder.Value(Kind.AaSpecific, Bytes.Of(name));
            Server.Send(peer);
            return Server.Response.Kind(0) == Kind.ConfirmedErrorPdu ? 0 : Server.Response.Int32(Server.Response.Child(Server.Service(), Kind.NumberDeleted));
        }

        /// <summary>Begins a write; what is appended then is the value.</summary>
        public void BeginWrite(string item)
        {
            Server.BeginWrite(1);
            Server.AddVariable("LD0", item);
            Server.BeginValues();
        }
    }
}
