using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>What report and log control blocks share: memory to take values and to put entries in order, and names.</summary>
    internal sealed class Snapshot
    {
        // Most room for the Data of one member of a data set.
        private const int MemberNodes = 64;
        private const int MemberBytes = 640;

        // Octets of a string: few are as long as they may be.
        private const int TextBytes = 64;

        // Octets of the longest number, which are asked for before its length is known.
        private const int NumberBytes = 20;

        internal readonly ModelAccess Access;
        internal readonly DataModel Model;
        internal readonly DataSets Sets;
        internal readonly ByteWriter Text;

        /// <summary>Where the record of each member begins in the entry at hand; 0 for those that are not in it.</summary>
        internal readonly ushort[] Records;

        /// <summary>Monotonic time in milliseconds, and the time of day as TimeOfEntry.</summary>
        internal long Now;
        internal long EntryTime;

        /// <summary>Seconds since 1970.</summary>
        internal long Seconds;

        private readonly MmsTree _tree;
        private readonly MmsBuilder _builder;

        internal Snapshot(ModelAccess access, DataSets sets, int members, ByteWriter text)
        {
            Access = access;
            Model = access.Model;
            MemoryPlan plan = Plan(Model);
            Sets = sets;
            Records = new ushort[members];
            Text = text;
            _tree = new MmsTree(plan);
            _builder = new MmsBuilder(plan);
        }

        internal static int RequiredBytes(DataModel model, int members)
        {
            MemoryPlan plan = Plan(model);
            return HeapSize.Object(10) + HeapSize.Array(members, 2) + MmsTree.RequiredBytes(plan) + MmsBuilder.RequiredBytes(plan);
        }

        /// <summary>Takes the time.</summary>
        /// <returns>False when no value of the model was set since the marks were cleared.</returns>
        internal bool Tick(long nowMs, long utcTime)
        {
            Now = nowMs;
            Seconds = (utcTime >> 32) & 0xFFFFFFFFL;
            EntryTime = UtcTime.ToEntryTime(utcTime);
            return Model.Values.HasChanges;
        }

        /// <summary>Room for the largest data object and the largest member of the model's own data sets; none where nothing is watched.</summary>
        private static MemoryPlan Plan(DataModel model)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 0;
            plan.MmsValueBytes = 0;
            plan.MmsDepth = DataModel.MaxDepth;
            ModelTables tables = model.Tables;
            bool watches = tables.ReportControlCount + tables.LogControlCount > 0;
            for (int domain = model.First(-1); watches && domain >= 0; domain = model.Next(domain))
            {
                for (int logical = model.First(domain); logical >= 0; logical = model.Next(logical))
                {
                    for (int constraint = model.First(logical); constraint >= 0; constraint = model.Next(constraint))
                    {
                        for (int node = model.First(constraint); node >= 0; node = model.Next(node))
                        {
                            Fit(plan, model, node);
                        }
                    }
                }
            }

            for (int set = 0; watches && set < tables.DataSetCount; set++)
            {
                for (int member = 0; member < tables.DataSetMembers(set); member++)
                {
                    Fit(plan, model, tables.DataSetMember(set, member));
                }
            }

            return plan;
        }

        private static void Fit(MemoryPlan plan, DataModel model, int node)
        {
            int nodes = 0;
            int octets = NumberBytes;
            ModelWalk walk = model.Walk;
            walk.Start(node);
            while (walk.Next())
            {
                if (!walk.IsEnd)
                {
                    ValueType type = model.Type(walk.Node);
                    nodes++;
                    int size = model.Size(walk.Node);
                    octets += type >= ValueType.VisibleString && type < ValueType.Array ? (size < TextBytes ? size : TextBytes)
                        : type == ValueType.Integer64 ? NumberBytes : type == ValueType.Integer || type == ValueType.Unsigned ? 11
                        : type == ValueType.Constructed || type == ValueType.Array ? 0 : 8;
                }
            }

            nodes = nodes < MemberNodes ? nodes : MemberNodes;
            octets = octets < MemberBytes ? octets : MemberBytes;
            plan.MmsNodes = nodes > plan.MmsNodes ? nodes : plan.MmsNodes;
            plan.MmsValueBytes = octets > plan.MmsValueBytes ? octets : plan.MmsValueBytes;
        }

        /// <summary>Takes the value of a node; without nodes when it is larger than the room for it.</summary>
        internal MmsTree Take(int node)
        {
            _builder.Start(_tree);
            Access.Put(node, _builder);
            if (_builder.Status != DerStatus.Ok)
            {
                _tree.Reset();
            }

            return _tree;
        }

        /// <summary>Says what has happened to a node since the last look, as bits of TrgOps.</summary>
        internal int Reasons(int node)
        {
            int reasons = 0;
            ModelWalk walk = Model.Walk;
            walk.Start(node);
            while (walk.Next())
            {
                // A structure has the mark of its first value.
                node = walk.Node;
                int marks = Model.Marks(node);
                if (marks != 0 && Model.Type(node) != ValueType.Constructed && Model.Type(node) != ValueType.Array)
                {
                    reasons |= Model.Triggers(node) & ((marks & ModelValues.Changed) != 0 ? 0x1C : 0x04);
                }
            }

            return reasons;
        }

        /// <summary>Notes where the records of an entry begin.</summary>
        /// <returns>Where the entry ends.</returns>
        internal int Index(EntryBuffer buffer, int entry)
        {
            System.Array.Clear(Records, 0, Records.Length);
            int end = entry + buffer.Length(entry);
            for (int at = entry + EntryBuffer.EntryHead; at < end; at += EntryBuffer.RecordHead + (int)buffer.Get(at + 2, 2))
            {
                Records[buffer.Data[at]] = (ushort)at;
            }

            return end;
        }

        /// <summary>Appends the reference of a node as text, <c>LD0/MMXU1$MX$TotW</c>.</summary>
        internal void PutReference(int node, int kind, MmsBuilder pdu)
        {
            Text.Clear();
            Model.PutName(Model.DomainOf(node), Text);
            Text.Put((byte)'/');
            Model.PutItem(node, Text, true);
            pdu.Value(kind, Text.Buffer, Text.Start, Text.Count);
        }

        /// <summary>Appends the time of an entry.</summary>
        internal void PutTime(long time, int kind, MmsBuilder pdu)
        {
            pdu.BinaryTime(kind, (uint)(time >> 16), (int)time & 0xFFFF);
        }

        /// <summary>Appends the Data of a record.</summary>
        internal void PutData(EntryBuffer buffer, int record, MmsBuilder pdu)
        {
            pdu.Unpack(buffer.Data, record + EntryBuffer.RecordHead, record + EntryBuffer.RecordHead + (int)buffer.Get(record + 2, 2));
        }

        /// <summary>Finds a data set by its name: <c>LD0/LLN0$Meas</c>; <c>@Meas</c> for one of an association.</summary>
        /// <param name="text">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="client">Whose association; null when it may be none of an association.</param>
        /// <returns>Its number, or -1.</returns>
        internal int FindDataSet(byte[] text, int offset, int count, Association client)
        {
            int end = offset + count;
            if (client != null && text[offset] == '@')
            {
                return Sets.Find(-1, client, text, offset + 1, count - 1);
            }

            int slash = Find(text, offset, end, '/');
            int dollar = Find(text, slash, end, '$');
            if (dollar == end)
            {
                return -1;
            }

            int domain = Model.FindDomain(text, offset, slash - offset);
            int node = domain < 0 ? -1 : Model.FindChild(domain, text, slash + 1, dollar - slash - 1);
            return node < 0 ? -1 : Sets.Find(node, null, text, dollar + 1, end - dollar - 1);
        }

        /// <summary>Says whether a value that is octets is certain ones.</summary>
        internal bool IsText(int node, byte[] text, int offset, int length)
        {
            ModelValues values = Model.Values;
            int slot = Model.Slot(node);
            return values.TextLength(slot) == length && Bytes.Equal(values.Text, values.TextOffset(slot), text, offset, length);
        }

        private static int Find(byte[] text, int from, int end, int mark)
        {
            while (from < end && text[from] != mark)
            {
                from++;
            }

            return from;
        }
    }
}
