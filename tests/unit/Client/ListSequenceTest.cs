using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.UnitTests.Iec61850;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Lists longer than a PDU: names, files, a log; and the content of files.</summary>
    [TestClass]
    public class ListSequenceTest
    {
        private static ClientScript s_script;
        private static ListSequence s_list;
        private static int s_parts;

        [TestMethod]
        public static void ListsNamesPartByPart()
        {
            New(9000);
            s_list.Names(MmsClient.Domains, null);
            Assert.AreEqual(2, Count(Kind.ListOfIdentifier));
            Assert.AreEqual(1, s_parts);
            s_list.Names(MmsClient.NamedVariableLists, Bytes.Of("LD0"));
            Assert.AreEqual(1, Count(Kind.ListOfIdentifier));
            s_list.Names(MmsClient.NamedVariableLists, new byte[0]);
            Assert.AreEqual(0, Count(Kind.ListOfIdentifier));
            s_list.Names(MmsClient.NamedVariables, Bytes.Of("LD0"));
            int all = Count(Kind.ListOfIdentifier);
            New(2000);
            s_list.Names(MmsClient.NamedVariables, Bytes.Of("LD0"));
            Assert.AreEqual(all, Count(Kind.ListOfIdentifier));
            Assert.IsTrue(s_parts > 4);
        }

        [TestMethod]
        public static void ListsFiles()
        {
            New(700);
            s_list.Files(null);
            Assert.AreEqual(2, Count(Kind.ListOfDirectoryEntry));
            Assert.AreEqual(2, s_parts);
            s_list.Files(Bytes.Of("LD0/event.log"));
            Assert.AreEqual(1, Count(Kind.ListOfDirectoryEntry));
            s_list.Files(Bytes.Of("none"));
            Assert.AreEqual(-1, Count(Kind.ListOfDirectoryEntry));
            Assert.AreEqual((int)ClientStatus.Error, (int)s_list.Status);
            Assert.AreEqual(Kind.ErrorFile, s_script.Client.ErrorClass);
        }

        [TestMethod]
        public static void FetchesAFile()
        {
            New(700);
            FileSequence file = new FileSequence();
            file.Start(Bytes.Of("LD0/flight.rec"));
            int octets = 0;
            int parts = 0;
            while (file.Advance(s_script.Client, s_script.Now))
            {
                s_script.Exchange();
                for (int i = 0; i < file.Count; i++)
                {
                    Assert.AreEqual(octets & 255, s_script.Client.Pdu.Values[file.Offset + i]);
                    octets++;
                }

                parts += file.Count > 0 ? 1 : 0;
            }

            Assert.AreEqual((int)ClientStatus.Ok, (int)file.Status);
            Assert.AreEqual(TwoFiles.LogBytes, octets);
            Assert.AreEqual(TwoFiles.LogBytes, file.Size);
            Assert.IsTrue(parts > 1);
            file.Start(Bytes.Of("none"));
            Assert.AreEqual((int)ClientStatus.Error, (int)s_script.Run(file));

            // A file whose part gets lost is closed all the same: there are two places, and three tries.
            for (int i = 0; i < 3; i++)
            {
                file.Start(Bytes.Of("LD0/flight.rec"));
                file.Advance(s_script.Client, s_script.Now);
                s_script.Exchange();
                Assert.AreEqual((int)ClientStatus.Busy, (int)file.Status);
                file.Advance(s_script.Client, s_script.Now);
                s_script.Client.Tick(s_script.Now + 60000);
                Assert.AreEqual((int)ClientStatus.TimedOut, (int)s_script.Run(file));
            }
        }

        [TestMethod]
        public static void ListsALog()
        {
            New(3000);
            int slot = TestModel.Slot(s_script.Model, "LD0/MMXU1$MX$TotW$mag$f");
            for (int i = 1; i < 6; i++)
            {
                s_script.Model.Values.SetFloat(slot, i);
                s_script.Tick(100);
            }

            s_list.Journal(Bytes.Of("LD0/LLN0$Events"), -1, -1);
            JournalReader journal = new JournalReader();
            byte[] reason = Bytes.Of("ReasonCode");
            int entries = 0;
            float last = 0;
            while (s_list.Advance(s_script.Client, s_script.Now))
            {
                s_script.Exchange();
                Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Client.Status);
                journal.Open(s_script.Client.Pdu, s_script.Client.Node);
                while (journal.NextEntry())
                {
                    MmsTree pdu = s_script.Client.Pdu;
                    entries++;
                    Assert.AreEqual(8, pdu.ValueLength(journal.EntryId));
                    Assert.AreEqual(6, pdu.ValueLength(journal.Time));
                    while (journal.NextVariable())
                    {
                        if (!pdu.ValueIs(journal.Tag, reason))
                        {
                            Assert.IsTrue(pdu.ValueIs(journal.Tag, Bytes.Of("LD0/MMXU1$MX$TotW")));
                            last = pdu.Single(journal.Value + 2);
                            Assert.AreEqual((float)entries, last);
                        }
                    }
                }

                s_parts++;
            }

            Assert.AreEqual((int)ClientStatus.Ok, (int)s_list.Status);
            Assert.AreEqual(5, entries);
            Assert.AreEqual(5f, last);
            Assert.IsTrue(s_parts > 1);
        }

        [TestMethod]
        public static void DoesNotAskForEver()
        {
            New(9000);
            s_list.Names(MmsClient.Domains, null);
            s_list.Advance(s_script.Client, 0);
            MmsTree tree = new MmsTree(new MemoryPlan());
            MmsBuilder builder = new MmsBuilder(new MemoryPlan());
            Answer(builder, tree);
            Assert.AreEqual((int)ClientStatus.Busy, (int)s_list.Status);
            Assert.IsTrue(s_list.Advance(s_script.Client, 0));

            // The same name again.
            Answer(builder, tree);
            Assert.AreEqual((int)ClientStatus.BadAnswer, (int)s_list.Status);
            Assert.IsFalse(s_list.Advance(s_script.Client, 0));
        }

        private static void Answer(MmsBuilder builder, MmsTree tree)
        {
            builder.Start(tree);
            builder.Begin(Kind.ConfirmedResponsePdu);
            builder.Integer(Kind.InvokeId, s_script.Client.RequestId);
            builder.Begin(Kind.ResponseService);
            builder.Begin(Kind.GetNameListResponse);
            builder.Begin(Kind.ListOfIdentifier);
            builder.Value(Kind.Identifier, Bytes.Of("LD0"));
            builder.End();
            builder.Boolean(Kind.MoreFollows, true);
            builder.EndAll();
            s_script.Client.Handle(tree);
        }

        private static int Count(int list)
        {
            int count = 0;
            s_parts = 0;
            while (s_list.Advance(s_script.Client, s_script.Now))
            {
                s_script.Exchange();
                if (s_script.Client.Status != ClientStatus.Ok)
                {
                    return -1;
                }

                count += s_script.Client.Pdu.ChildCount(s_script.Client.Pdu.Child(s_script.Client.Node, list));
                s_parts++;
            }

            Assert.AreEqual((int)ClientStatus.Ok, (int)s_list.Status);
            return count;
        }

        private static void New(int pduBytes)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 700;
            s_script = new ClientScript(plan, MmsClientTest.Small(), pduBytes, TestModel.Load());
            s_list = new ListSequence();
            s_parts = 0;
            Assert.IsTrue(s_script.Open());
        }
    }
}
