using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>What is in a buffer of entries outlives a restart, and an image that is not whole is not believed.</summary>
    [TestClass]
    public class EntryStoreTest
    {
        private const string A = "a@x/1";
        private const int Overflow = 5;
        private const int Id = 6;

        [TestMethod]
        public static void BringsTheEntriesBack()
        {
            MemoryStore store = new MemoryStore();
            ReportScript script = New(store);
            Change(script, 1, 3);
            script.Server.Server.Save();
            script = New(store);
            Change(script, 4, 4);
            script.Enable(A, ReportScript.B);
            long id = 0;
            for (int i = 1; i <= 4; i++)
            {
                script.Next();
                Assert.IsFalse(script.Report.Boolean(script.Item(Overflow)));
                Assert.IsTrue(i == 1 || script.IdOf(Id) == id + 1);
                id = script.IdOf(Id);
            }

            Assert.IsNull(script.Next());
        }

        [TestMethod]
        public static void SaysThatSomethingMayBeLostAfterAPowerCut()
        {
            MemoryStore store = new MemoryStore();
            store.Milliseconds = 100;
            ReportScript script = New(store);
            Change(script, 1, 150);
            Assert.AreEqual(2, store.Saves);
            script.Enable(A, ReportScript.B);
            long last = 0;
            while (script.Next() != null)
            {
                last = script.IdOf(Id);
            }

            script = New(store);
            Change(script, 1, 1);
            script.Enable(A, ReportScript.B);
            script.Next();
            Assert.IsTrue(script.Report.Boolean(script.Item(Overflow)));
            Assert.IsTrue(script.IdOf(Id) < last);
            while (script.Next() != null)
            {
                Assert.IsFalse(script.Report.Boolean(script.Item(Overflow)));
            }

            // No number comes twice.
            Assert.IsTrue(script.IdOf(Id) > last);
        }

        [TestMethod]
        public static void TakesTheOlderImageWhenTheNewerIsTorn()
        {
            for (int damage = 0; damage < 60; damage += 7)
            {
                MemoryStore store = new MemoryStore();
                ReportScript script = New(store);
                Change(script, 1, 1);
                Change(script, 2, 2);
                Assert.AreEqual(2, store.Saves);
                store.Damage(store.Newest, damage);
                script = New(store);
                script.Enable(A, ReportScript.B);
                int count = 0;
                while (script.Next() != null)
                {
                    count++;
                }

                Assert.AreEqual(1, count);
            }
        }

        [TestMethod]
        public static void BelievesNoOtherDataSet()
        {
            MemoryStore store = new MemoryStore();
            ReportScript script = New(store);
            Change(script, 1, 1);
            script.Server.Server.Save();
            script = new ReportScript(
                new MemoryPlan(), 9000, ReportScript.Blocks.Substring(0, ReportScript.Blocks.IndexOf("LD0/LLN0$DS=")) + "LD0/LLN0$DS=LD0/MMXU1$MX$Hz;LD0/LLN0$Events;");
            script.Server.Server.Keep(store);
            script.Enable(A, ReportScript.B);
            Assert.IsNull(script.Next());
        }

        private static ReportScript New(MemoryStore store)
        {
            ReportScript script = new ReportScript(new MemoryPlan(), 9000, ReportScript.Blocks);
            script.Server.Server.Keep(store);
            return script;
        }

        private static void Change(ReportScript script, int from, int to)
        {
            for (int i = from; i <= to; i++)
            {
                script.Values.SetFloat(script.TotW, i);
                script.Tick(1);
            }
        }
    }
}
