using nanoDer.Core;
using nanoDer.Iec61850;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>What a model says of its data sets, control blocks, settings and controls, and the walk through its nodes.</summary>
    [TestClass]
    public class ModelTablesTest
    {
        private const string Description =
            "L{LLN0{SP{SGCB{NumOfSG:u8=2 ActSG:u8=1}}SG{A{setVal:i32}}RP{u01{RptID:s20 DatSet:s20=\"L/LLN0$ds\" ConfRev:u32=1}}"
            + "LG{g{LogRef:s20=\"L/LLN0$Log\" DatSet:s20=\"L/LLN0$ds\"}}BR{b01{DatSet:s20}b02{DatSet:s20=\"L/LLN0$two\"}}SE{A{setVal:i32}}}"
            + "W1{MX{P{mxVal{f:f}q:q t:t}}ST{Mod{stVal:e q:q t:t}}CO{P{Oper{ctlVal{f:f}}}Mod{Oper{ctlVal:e}}}CF{P{ctlModel:e=4}Mod{ctlModel:e=1}}}}"
            + "L/LLN0$ds=L/W1$MX$P,L/W1$ST$Mod$stVal;L/LLN0$two=L/W1$ST$Mod;L/LLN0$Log;";

        [TestMethod]
        public static void KnowsDataSets()
        {
            DataModel model = ModelReader.Read(Description);
            ModelTables tables = model.Tables;
            Assert.AreEqual(2, tables.DataSetCount);
            Assert.AreEqual(model.Find("L/LLN0"), tables.DataSetNode(0));
            Assert.IsTrue(model.IsText(tables.DataSetName(1), Bytes.Of("two"), 0, 3));
            Assert.AreEqual(2, tables.DataSetMembers(0));
            Assert.AreEqual(1, tables.DataSetMembers(1));
            Assert.AreEqual(model.Find("L/W1$MX$P"), tables.DataSetMember(0, 0));
            Assert.AreEqual(model.Find("L/W1$ST$Mod$stVal"), tables.DataSetMember(0, 1));
            Assert.AreEqual(model.Find("L/W1$ST$Mod"), tables.DataSetMember(1, 0));
        }

        [TestMethod]
        public static void KnowsControlBlocks()
        {
            DataModel model = ModelReader.Read(Description);
            ModelTables tables = model.Tables;
            Assert.AreEqual(3, tables.ReportControlCount);
            Assert.AreEqual(model.Find("L/LLN0$RP$u01"), tables.ReportControlNode(0));
            Assert.AreEqual(0, tables.ReportControlDataSet(0));
            Assert.AreEqual(-1, tables.ReportControlDataSet(1));
            Assert.AreEqual(1, tables.ReportControlDataSet(2));
            Assert.IsFalse(tables.IsBuffered(0));
            Assert.IsTrue(tables.IsBuffered(2));
            Assert.AreEqual(1, tables.LogControlCount);
            Assert.AreEqual(model.Find("L/LLN0$LG$g"), tables.LogControlNode(0));
            Assert.AreEqual(0, tables.LogControlDataSet(0));
            Assert.AreEqual(0, tables.LogControlLog(0));
            Assert.AreEqual(1, tables.LogCount);
            Assert.AreEqual(model.Find("L/LLN0"), tables.LogNode(0));
            Assert.IsTrue(model.IsText(tables.LogName(0), Bytes.Of("Log"), 0, 3));
            Assert.AreEqual(model.Find("L/LLN0$SP$SGCB"), tables.SettingControl);
            Assert.AreEqual(1, tables.SettingCount);
            Assert.AreEqual(model.Find("L/LLN0$SG"), tables.SettingNode(0));
            Assert.AreEqual(model.Find("L/LLN0$SE"), tables.SettingEditNode(0));
        }

        [TestMethod]
        public static void KnowsControls()
        {
            DataModel model = ModelReader.Read(Description);
            ModelTables tables = model.Tables;
            Assert.AreEqual(2, tables.ControlCount);
            Assert.AreEqual(model.Find("L/W1$CO$P"), tables.ControlNode(0));
            Assert.AreEqual(model.Find("L/W1$MX$P"), tables.ControlStatusNode(0));
            Assert.AreEqual(model.Find("L/W1$ST$Mod"), tables.ControlStatusNode(1));
            Assert.AreEqual(model.Find("L/W1$CF$Mod"), tables.ControlConfigNode(1));
            Assert.AreEqual(model.Find("L/W1"), tables.ControlLogicalNode(0));
        }

        [TestMethod]
        public static void WalksAndNames()
        {
            DataModel model = ModelReader.Read(Description);
            Assert.AreEqual(-1, model.Next(model.First(-1)));
            Assert.AreEqual(-1, model.First(model.Find("L/W1$MX$P$q")));
            int q = model.Next(model.First(model.Find("L/W1$MX$P")));
            Assert.AreEqual(model.Find("L/W1$MX$P$q"), q);
            Assert.AreEqual(-1, model.Next(model.Next(q)));
            Assert.IsTrue(model.IsIn(q, model.Find("L/W1$MX")));
            Assert.IsFalse(model.IsIn(q, model.Find("L/W1$ST")));
            Assert.AreEqual(model.First(-1), model.DomainOf(q));
            ByteWriter name = new ByteWriter(64);
            model.PutItem(q, name);
            Assert.IsTrue(Bytes.Is(name.Buffer, 0, name.Count, Bytes.Of("W1$MX$P$q")));
        }

        [TestMethod]
        public static void KnowsTriggersAndWhatMayBeWritten()
        {
            DataModel model = ModelReader.Read(Description);
            Assert.AreEqual(0x08, model.Triggers(model.Find("L/W1$MX$P$q")));
            Assert.AreEqual(0x10, model.Triggers(model.Find("L/W1$MX$P$mxVal$f")));
            Assert.AreEqual(0, model.Triggers(model.Find("L/W1$CF$P$ctlModel")));
            Assert.IsTrue(model.IsWritable(model.Find("L/LLN0$SE$A$setVal")));
            Assert.IsFalse(model.IsWritable(model.Find("L/LLN0$SG$A$setVal")));
            Assert.IsFalse(model.IsWritable(model.Find("L/W1$MX$P$mxVal$f")));
        }
    }
}
