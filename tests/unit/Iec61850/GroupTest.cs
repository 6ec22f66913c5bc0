using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Reports to a group act through the same checks as the services of a client.</summary>
    [TestClass]
    public class GroupTest
    {
        private const string Map =
            "# the fleet's names, and ours\n"
            + "FLEET/N$CO$Limit   L/C$CO$Lim\n"
            + "FLEET/N$CO$Switch  L/C$CO$Dir\r\n"
            + "FLEET/N$CO$Select  L/C$CO$Sel\n"
            + "FLEET/N$CO$Number  L/C$CO$DirE\n"
            + "FLEET/N$CO$None    L/C$CO$Stat\n"
            + "\n"
            + "FLEET/N$SP$Set     L/P$SP$Set$setVal";

        private static readonly byte[] s_publisher = Bytes.Of("operator@grid.local");

        [TestMethod]
        public static void Operates_with_range_mode_and_origin_as_for_a_client()
        {
            ControlScript script = new ControlScript();
            MmsTree report = Limit(script, 40);
            Assert.AreEqual(1, Handle(script, report));
            Assert.AreEqual(1, script.Target.Executed);
            Assert.AreEqual(Ieee754.SingleBits(40), script.Target.LastValue);
            Assert.AreEqual(3, script.Small("L/C$MX$Lim$origin$orCat"));
            ModelValues values = script.Server.Model.Values;
            int identity = script.Server.Model.Slot(script.Server.Model.Find("L/C$MX$Lim$origin$orIdent"));
            Assert.IsTrue(Bytes.Is(values.Text, values.TextOffset(identity), values.TextLength(identity), s_publisher));

            // Nobody waits for the end, and the object is free again.
            script.Tick(100);
            Assert.IsFalse(script.Next(false));
            script.Tick(100);
            Assert.AreEqual(0, script.Small("L/C$MX$Lim$stSeld"));
            Assert.AreEqual(-1, script.WriteLimit(ControlScript.A, "SBOw", 30));

            // A client has it now.
            Refuses(script, Limit(script, 41), AddCause.LockedByOtherClient);
            script.Tick(3000);
            Refuses(script, Limit(script, 101), AddCause.InconsistentParameters);
            script.Set("L/LLN0$ST$Loc$stVal", 1);
            Refuses(script, Limit(script, 41), AddCause.BlockedBySwitchingHierarchy);
            script.Set("L/LLN0$ST$Loc$stVal", 0);
            script.Set("L/C$ST$Beh$stVal", 5);
            Refuses(script, Limit(script, 41), AddCause.BlockedByMode);
            script.Set("L/C$ST$Beh$stVal", 1);
            Assert.AreEqual(1, script.Target.Executed);
            Assert.AreEqual(0, script.Small("L/C$MX$Lim$stSeld"));
            Assert.AreEqual(1, Handle(script, Limit(script, 41)));
            Assert.AreEqual(2, script.Target.Executed);
        }

        /// <summary>orIdent has 64 octets.</summary>
        [TestMethod]
        public static void Cuts_a_publisher_that_is_too_long()
        {
            ControlScript script = new ControlScript();
            byte[] publisher = new byte[65];
            for (int i = 0; i < publisher.Length; i++)
            {
                publisher[i] = (byte)'p';
            }

            ModelValues values = script.Server.Model.Values;
            int identity = script.Server.Model.Slot(script.Server.Model.Find("L/C$MX$Lim$origin$orIdent"));
            for (int count = 63; count <= 65; count++)
            {
                Assert.AreEqual(1, script.Server.Server.HandleGroup(Limit(script, count), new GroupMap(script.Server.Model, Map), publisher, count));
                script.Tick(100);
                Assert.IsFalse(script.Next(false));
                script.Tick(100);
                Assert.AreEqual(count == 63 ? 63 : 64, values.TextLength(identity));
            }
        }

        [TestMethod]
        public static void Takes_each_object_on_its_own()
        {
            ControlScript script = new ControlScript();
            MmsTree report = new MmsTree(script.Server.Plan);
            MmsBuilder b = Begin(script, report, "FLEET", "N$CO$Switch", "FLEET", "N$SP$Set", "FLEET", "N$CO$Select", "FLEET", "N$CO$Other", "L", "C$CO$Dir");
            Success(b).Boolean(Kind.Boolean, true);
            b.End();
            Success(b).Integer(Kind.Integer, 1234);
            b.End();
            Success(b).Boolean(Kind.Boolean, true);
            b.End();
            Success(b).Boolean(Kind.Boolean, true);
            b.End();
            Success(b).Boolean(Kind.Boolean, false);
            b.EndAll();
            Assert.AreEqual(3, Handle(script, report));
            Assert.AreEqual((int)AddCause.None, (int)script.Server.Server.GroupCause);
            Assert.AreEqual(2, script.Target.Executed);
            Assert.AreEqual(1234, script.Small("L/P$SP$Set$setVal"));
            Assert.AreEqual(0, script.Small("L/C$ST$Sel$stSeld"));
        }

        [TestMethod]
        public static void Refuses_values_of_other_types_and_ranges()
        {
            ControlScript script = new ControlScript();
            MmsTree report = new MmsTree(script.Server.Plan);
            string[] items = { "N$CO$Switch", "N$SP$Set", "N$SP$Set", "N$CO$None", "N$CO$Number" };
            int[] kinds = { Kind.Integer, Kind.Boolean, Kind.Integer, Kind.Boolean, Kind.Integer };
            int[] values = { 1, 1, 40000, 1, 6 };
            for (int i = 0; i < items.Length; i++)
            {
                MmsBuilder b = Begin(script, report, "FLEET", items[i]);
                Success(b);
                if (kinds[i] == Kind.Boolean)
                {
                    b.Boolean(Kind.Boolean, true);
                }
                else
                {
                    b.Integer(Kind.Integer, values[i]);
                }

                b.EndAll();
                Refuses(script, report, i == 3 ? AddCause.NotSupported : AddCause.InconsistentParameters);
            }

            Assert.AreEqual(0, script.Target.Executed);
            Assert.AreEqual(0, script.Small("L/P$SP$Set$setVal"));
        }

        [TestMethod]
        public static void Has_no_ear_for_other_PDUs()
        {
            ControlScript script = new ControlScript();
            script.Server.Open("c@x/1");
            Assert.AreEqual(0, Handle(script, script.Server.Request));
            script.Server.BeginConfirmed(1);
            script.Server.Builder.EndAll();
            Assert.AreEqual(0, Handle(script, script.Server.Request));
            MmsTree report = new MmsTree(script.Server.Plan);
            MmsBuilder b = Begin(script, report, "FLEET", "N$CO$Switch");
            b.Integer(Kind.Failure, 3);
            b.EndAll();
            Assert.AreEqual(0, Handle(script, report));
            b = Begin(script, report, "FLEET", "N$CO$Switch");
            b.EndAll();
            Assert.AreEqual(0, Handle(script, report));
            Assert.AreEqual(0, script.Target.Executed);
        }

        [TestMethod]
        public static void Refuses_lists_that_are_none()
        {
            DataModel model = ModelReader.Read(ControlScript.Description);
            string[] wrong = { "FLEET/N$CO$A", "FLEET L/C$CO$Dir", "/N$A L/C$CO$Dir", "FLEET/ L/C$CO$Dir", "FLEET/A L/C$CO$No", "FLEET/A L/C$ST$Sel$stVal", "FLEET/A L/C", "FLEET/A L" };
            for (int i = 0; i < wrong.Length; i++)
            {
                string lines = wrong[i];
                Assert.ThrowsException(typeof(ArgumentException), () => new GroupMap(model, lines), lines);
            }

            string most = "";
            for (int i = 0; i < 16; i++)
            {
                most += "FLEET/A L/C$CO$Dir\n";
            }

            Assert.AreEqual(model.Find("L/C$CO$Dir"), new GroupMap(model, most.Substring(most.IndexOf('\n') + 1)).Find(Bytes.Of("FLEETA"), 0, 5, 5, 1));
            Assert.AreEqual(model.Find("L/C$CO$Dir"), new GroupMap(model, most).Find(Bytes.Of("FLEETA"), 0, 5, 5, 1));
            Assert.ThrowsException(typeof(ArgumentException), () => new GroupMap(model, most + "FLEET/B L/C$CO$Dir"));
        }

        private static void Refuses(ControlScript script, MmsTree report, AddCause cause)
        {
            Assert.AreEqual(0, Handle(script, report));
            Assert.AreEqual((int)cause, (int)script.Server.Server.GroupCause);
        }

        private static int Handle(ControlScript script, MmsTree report)
        {
            return script.Server.Server.HandleGroup(report, new GroupMap(script.Server.Model, Map), s_publisher, s_publisher.Length);
        }

        private static MmsTree Limit(ControlScript script, float value)
        {
            MmsTree report = new MmsTree(script.Server.Plan);
            MmsBuilder b = Begin(script, report, "FLEET", "N$CO$Limit");
            Success(b).Begin(Kind.Structure);
            b.Single(Kind.FloatingPoint, value);
            b.EndAll();
            return report;
        }

        private static MmsBuilder Begin(ControlScript script, MmsTree report, params string[] names)
        {
            MmsBuilder b = new MmsBuilder(script.Server.Plan);
            b.Start(report);
            b.Begin(Kind.UnconfirmedPdu);
            b.Begin(Kind.UnconfirmedService);
            b.Begin(Kind.InformationReport);
            b.Begin(Kind.VariableAccessSpecification);
            b.Begin(Kind.ListOfVariable);
            for (int i = 0; i < names.Length; i += 2)
            {
                b.Begin(Kind.VariableItem);
                b.Begin(Kind.VariableSpecification);
                b.Begin(Kind.Name);
                b.Begin(Kind.DomainSpecific);
                b.Value(Kind.DomainId, Bytes.Of(names[i]));
                b.Value(Kind.ItemId, Bytes.Of(names[i + 1]));
                b.End();
                b.End();
                b.End();
                b.End();
            }

            b.End();
            b.End();
            b.Begin(Kind.ListOfAccessResult);
            return b;
        }

        private static MmsBuilder Success(MmsBuilder builder)
        {
            builder.Begin(Kind.Success);
            return builder;
        }
    }
}
