using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>GetDataDirectory and GetDataDefinition.</summary>
    [TestClass]
    public class TypeTest
    {
        private const string A = "a@x/1";

        private const string Description = "L{N{SP{a{b:b i:i16 l:i64 u:u32 f:f q:q t:t s:s9 m:m8 o:o7}z:b}SV{c[3]{x:f y{k:i8}}v:b}}}";

        [TestMethod]
        public static void DescribesEveryType()
        {
            ServerScript script = Ask(new MemoryPlan(), "N$SP");
            MmsTree tree = script.Response;
            Assert.IsFalse(tree.Boolean(tree.Child(script.Service(), Kind.MmsDeletable)));
            int outer = Components(tree, tree.Child(script.Service(), Kind.TypeDescription));
            Assert.AreEqual(2, tree.ChildCount(outer));
            int a = tree.First(outer);
            Assert.IsTrue(tree.ValueIs(tree.First(a), Bytes.Of("a")));
            int list = Components(tree, Describe(tree, a));
            int component = tree.First(list);
            int[] kinds =
            {
                Kind.TypeBoolean, Kind.TypeInteger, Kind.TypeInteger, Kind.TypeUnsigned, Kind.TypeFloatingPoint, Kind.TypeBitString, Kind.TypeUtcTime,
                Kind.TypeVisibleString, Kind.TypeMmsString, Kind.TypeOctetString,
            };
            int[] sizes = { 0, 16, 64, 32, 0, -13, 0, -9, -8, -7 };
            for (int i = 0; i < kinds.Length; i++)
            {
                int type = tree.First(Describe(tree, component));
                Assert.AreEqual(kinds[i], tree.Kind(type));
                if (sizes[i] != 0)
                {
                    Assert.AreEqual(sizes[i], tree.Int32(type));
                }

                component = tree.Next(component);
            }

            Assert.AreEqual(tree.End(list), component);
            int z = tree.Next(a);
            Assert.IsTrue(tree.ValueIs(tree.First(z), Bytes.Of("z")));
            Assert.AreEqual(Kind.TypeBoolean, tree.Kind(tree.First(Describe(tree, z))));
        }

        [TestMethod]
        public static void DescribesASingleValue()
        {
            ServerScript script = Ask(new MemoryPlan(), "N$SP$a$i");
            Assert.AreEqual(Kind.TypeInteger, script.Response.Kind(script.Response.First(script.Response.Child(script.Service(), Kind.TypeDescription))));
        }

        [TestMethod]
        public static void DescribesAnArrayByItsElement()
        {
            ServerScript script = Ask(new MemoryPlan(), "N$SV");
            MmsTree tree = script.Response;
            int list = Components(tree, tree.Child(script.Service(), Kind.TypeDescription));
            Assert.AreEqual(2, tree.ChildCount(list));
            int array = tree.First(Describe(tree, tree.First(list)));
            Assert.AreEqual(Kind.TypeArray, tree.Kind(array));
            Assert.AreEqual(3, tree.Int32(tree.Child(array, Kind.NumberOfElements)));
            int element = Components(tree, tree.First(tree.Child(array, Kind.ElementType)));
            Assert.AreEqual(2, tree.ChildCount(element));
            Assert.AreEqual(Kind.TypeStructure, tree.Kind(tree.First(Describe(tree, tree.Next(tree.First(element))))));
            Assert.AreEqual(Kind.TypeBoolean, tree.Kind(tree.First(Describe(tree, tree.Next(tree.First(list))))));
        }

        [TestMethod]
        public static void SaysSoWhenATypeDoesNotFitAndDescribesItsParts()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 60;
            ServerScript script = Ask(plan, "N");
            Assert.AreEqual(3, script.Error(Kind.ErrorService));
            script = Ask(plan, "N$SP$z");
            Assert.AreEqual(Kind.ConfirmedResponsePdu, script.Response.Kind(0));
        }

        [TestMethod]
        public static void RefusesWhatIsNotThere()
        {
            ServerScript script = Ask(new MemoryPlan(), "N$SP$x");
            Assert.AreEqual(2, script.Error(Kind.ErrorAccess));
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.GetVariableAccessAttributesRequest);
            script.Builder.Begin(Kind.Address);
            script.Builder.Integer(Kind.NumericAddress, 1);
            script.Send(A);
            Assert.AreEqual(1, script.Error(Kind.ErrorAccess));
        }

        private static ServerScript Ask(MemoryPlan plan, string item)
        {
            ServerScript script = new ServerScript(plan, 9000, Description);
            script.Open(A);
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.GetVariableAccessAttributesRequest);
            script.Builder.Begin(Kind.Name);
            script.Builder.Begin(Kind.DomainSpecific);
            script.Builder.Value(Kind.DomainId, Bytes.Of("L"));
            script.Builder.Value(Kind.ItemId, Bytes.Of(item));
            script.Send(A);
            return script;
        }

        private static int Components(MmsTree tree, int description)
        {
            return tree.Child(tree.Child(description, Kind.TypeStructure), Kind.Components);
        }

        private static int Describe(MmsTree tree, int component)
        {
            return tree.First(tree.Child(component, Kind.ComponentType));
        }
    }
}
