using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Log control blocks and readJournal.</summary>
    [TestClass]
    public class LogTest
    {
        private const string A = "a@x/1";
        private const int Unavailable = 2;
        private const int Denied = 3;

        [TestMethod]
        public static void LogsWhileEnabled()
        {
            ReportScript script = new ReportScript();
            Change(script, 1, 1);
            Read(script, 0, null);
            Assert.AreEqual(0, Entries(script));
            Assert.AreEqual(-1, script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1));
            Change(script, 2, 4);
            Read(script, 0, null);
            MmsTree response = script.Server.Response;
            Assert.AreEqual(3, Entries(script));
            Assert.IsFalse(response.Boolean(response.Child(script.Server.Service(), Kind.MoreFollows)));
            int entry = Entry(script, 0);
            long first = Id(script, entry);
            int content = response.Child(entry, Kind.EntryContent);
            Assert.AreEqual(1002, (int)response.Octets32(response.First(content), 0));
            int variables = response.First(response.First(response.Next(response.First(content))));
            Assert.AreEqual(Kind.JournalVariables, response.Kind(variables));
            Assert.AreEqual(2, response.ChildCount(variables));
            int variable = response.First(variables);
            Assert.IsTrue(response.ValueIs(response.First(variable), Bytes.Of("LD0/MMXU1$MX$TotW")));
            int data = response.First(response.Next(response.First(variable)));
            Assert.AreEqual(2f, response.Single(response.First(response.First(data))));
            variable = response.Next(variable);
            Assert.IsTrue(response.ValueIs(response.First(variable), Bytes.Of("ReasonCode")));
            Assert.AreEqual(0x10, response.Bits(response.First(response.Next(response.First(variable))), 6));
            Assert.AreEqual(first + 2, Id(script, Entry(script, 2)));

            // GetLogStatusValues: the control block tells first and last.
            int slot = script.Slot("LD0/LLN0$LG$l$NewEntr");
            Assert.AreEqual((int)(first + 2) & 0xFF, script.Values.Text[script.Values.TextOffset(slot) + 7]);
            slot = script.Slot("LD0/LLN0$LG$l$OldEntr");
            Assert.AreEqual((int)first & 0xFF, script.Values.Text[script.Values.TextOffset(slot) + 7]);

            script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 0);
            Change(script, 5, 5);
            Read(script, 0, null);
            Assert.AreEqual(3, Entries(script));
        }

        [TestMethod]
        public static void IsReadByTimeAndAfterAnEntry()
        {
            ReportScript script = new ReportScript();
            script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1);
            Change(script, 1, 9);
            Read(script, 0, null);
            long first = Id(script, Entry(script, 0));

            // From 1,003 to 1,006 ms.
            Begin(script);
            script.Server.Builder.Begin(Kind.RangeStartSpecification);
            script.Server.Builder.BinaryTime(Kind.StartingTime, 1003, 1);
            script.Server.Builder.End();
            script.Server.Builder.Begin(Kind.RangeStopSpecification);
            script.Server.Builder.BinaryTime(Kind.EndingTime, 1006, 1);
            script.Server.Send(A);
            Assert.AreEqual(4, Entries(script));
            Assert.AreEqual(first + 2, Id(script, Entry(script, 0)));

            // From an entry on, two of them.
            Begin(script);
            script.Server.Builder.Begin(Kind.RangeStartSpecification);
            script.Server.Builder.Value(Kind.StartingEntry, Octets(first + 4));
            script.Server.Builder.End();
            script.Server.Builder.Begin(Kind.RangeStopSpecification);
            script.Server.Builder.Integer(Kind.NumberOfEntries, 2);
            script.Server.Send(A);
            Assert.AreEqual(2, Entries(script));
            Assert.AreEqual(first + 4, Id(script, Entry(script, 0)));

            // After an entry; after one that is gone, from its time on.
            Read(script, 1005, Octets(first + 4));
            Assert.AreEqual(4, Entries(script));
            Assert.AreEqual(first + 5, Id(script, Entry(script, 0)));
            Read(script, 1008, Octets(5));
            Assert.AreEqual(2, Entries(script));

            // An entry to start from that is not there; a log that is not there.
            Begin(script);
            script.Server.Builder.Begin(Kind.RangeStartSpecification);
            script.Server.Builder.Value(Kind.StartingEntry, Octets(5));
            Assert.AreEqual((int)ServerAnswer.Reject, (int)script.Server.Send(A));
            Begin(script, "LLN0$Nothing");
            script.Server.Send(A);
            Assert.AreEqual(2, script.Server.Error(Kind.ErrorAccess));
        }

        [TestMethod]
        public static void ComesInPieces()
        {
            ReportScript script = new ReportScript(new MemoryPlan(), 6000, ReportScript.Blocks);
            script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1);
            Change(script, 1, 100);
            Read(script, 0, null);
            long expected = Id(script, Entry(script, 0));
            int pieces = 0;
            int count = 0;
            bool more = true;
            while (more)
            {
                int entries = Entries(script);
                Assert.IsTrue(entries > 0);
                for (int i = 0; i < entries; i++)
                {
                    Assert.AreEqual(expected, Id(script, Entry(script, i)));
                    expected++;
                }

                count += entries;
                pieces++;
                MmsTree response = script.Server.Response;
                more = response.Boolean(response.Child(script.Server.Service(), Kind.MoreFollows));
                if (more)
                {
                    Read(script, 0, Octets(expected - 1));
                }
            }

            // The oldest have given way.
            Assert.IsTrue(pieces > 3 && count > 20 && count < 100);

            // Not even one entry fits.
            script = new ReportScript(new MemoryPlan(), 1000, ReportScript.Blocks);
            script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1);
            Change(script, 1, 1);
            Read(script, 0, null);
            Assert.AreEqual(3, script.Server.Error(Kind.ErrorService));
        }

        [TestMethod]
        public static void RefusesChangesWhileEnabled()
        {
            ReportScript script = new ReportScript();
            Assert.AreEqual(-1, script.Write(A, "LLN0$LG$l$TrgOps", Kind.BitString, 0x12));
            Assert.AreEqual(-1, script.Write(A, "LLN0$LG$l$IntgPd", Kind.Unsigned, 10));
            Assert.AreEqual(-1, script.Write(A, "LLN0$LG$l$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$Two")));
            Assert.AreEqual(-1, script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$LG$l$TrgOps", Kind.BitString, 0x12));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$LG$l$DatSet", Kind.VisibleString, new byte[0]));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$LG$l$NewEntr", Kind.OctetString, new byte[8]));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$LG$l$LogRef", Kind.VisibleString, new byte[0]));
            script.Tick(0);
            script.Tick(35);
            Read(script, 0, null);
            Assert.AreEqual(1, Entries(script));
        }

        private static void Change(ReportScript script, int from, int to)
        {
            for (int i = from; i <= to; i++)
            {
                script.Values.SetFloat(script.TotW, i);
                script.Tick(1);
            }
        }

        private static void Begin(ReportScript script)
        {
            Begin(script, "LLN0$Events");
        }

        private static void Begin(ReportScript script, string log)
        {
            script.Server.BeginConfirmed(4);
            script.Server.Builder.Begin(Kind.ReadJournalRequest);
            script.Server.Builder.Begin(Kind.JournalName);
            script.Server.Builder.Begin(Kind.DomainSpecific);
            script.Server.Builder.Value(Kind.DomainId, Bytes.Of("LD0"));
            script.Server.Builder.Value(Kind.ItemId, Bytes.Of(log));
            script.Server.Builder.End();
            script.Server.Builder.End();
        }

        /// <summary>Reads all, or all after an entry.</summary>
        private static void Read(ReportScript script, int milliseconds, byte[] after)
        {
            Begin(script);
            if (after != null)
            {
                script.Server.Builder.Begin(Kind.EntryToStartAfter);
                script.Server.Builder.BinaryTime(Kind.TimeSpecification, (uint)milliseconds, 1);
                script.Server.Builder.Value(Kind.EntrySpecification, after);
            }

            script.Server.Send(A);
        }

        private static int List(ReportScript script)
        {
            return script.Server.Response.Child(script.Server.Service(), Kind.ListOfJournalEntry);
        }

        private static int Entries(ReportScript script)
        {
            return script.Server.Response.ChildCount(List(script));
        }

        private static int Entry(ReportScript script, int index)
        {
            int node = script.Server.Response.First(List(script));
            while (index > 0)
            {
                node = script.Server.Response.Next(node);
                index--;
            }

            return node;
        }

        private static long Id(ReportScript script, int entry)
        {
            int node = script.Server.Response.First(entry);
            return ((long)script.Server.Response.Octets32(node, 0) << 32) | (long)script.Server.Response.Octets32(node, 4);
        }

        private static byte[] Octets(long id)
        {
            byte[] octets = new byte[8];
            for (int i = 0; i < 8; i++)
            {
                octets[i] = (byte)(id >> (56 - (8 * i)));
            }

            return octets;
        }
    }
}
