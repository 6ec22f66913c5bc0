using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Parts of arrays: an index, a range, a component, read, written and as members of data sets.</summary>
    [TestClass]
    public class AlternateAccessTest
    {
        private const string A = "a@x/1";
        private const string Description = "L{LLN0{ST{z:b}}N{SV{c[3]{x:i8 y{k:i8 l:b}}v[4]:i16 s:i8}ST{c[2]{x:i8}}}}";
        private const int Unsupported = 9;
        private const int NonExistent = 10;
        private const int Inconsistent = 8;
        private const int TypeInconsistent = 7;
        private const int Denied = 3;
        private const int NoIndex = -1;

        private static ServerScript s_script;

        [TestMethod]
        public static void ReadsAnElement()
        {
            New();
            int value = Read("N$SV$v", 2, NoIndex, null);
            Assert.AreEqual(Kind.Integer, s_script.Response.Kind(value));
            Assert.AreEqual(102, s_script.Response.Int32(value));
            value = Read("N$SV$c", 1, NoIndex, null);
            Assert.AreEqual(Kind.Structure, s_script.Response.Kind(value));
            Assert.AreEqual(11, s_script.Response.Int32(s_script.Response.First(value)));
        }

        [TestMethod]
        public static void ReadsARange()
        {
            New();
            int value = Read("N$SV$v", 1, 3, null);
            Assert.AreEqual(Kind.Array, s_script.Response.Kind(value));
            Assert.AreEqual(3, s_script.Response.ChildCount(value));
            Assert.AreEqual(101, s_script.Response.Int32(value + 1));
            Assert.AreEqual(103, s_script.Response.Int32(value + 3));
            value = Read("N$SV$c", 1, 2, null);
            Assert.AreEqual(2, s_script.Response.ChildCount(value));
            Assert.AreEqual(11, s_script.Response.Int32(value + 2));
            Assert.AreEqual(12, s_script.Response.Int32(s_script.Response.First(s_script.Response.Next(value + 1))));
        }

        [TestMethod]
        public static void ReadsAComponentOfAnElement()
        {
            New();
            Assert.AreEqual(12, s_script.Response.Int32(Read("N$SV$c", 2, NoIndex, "x")));
            int value = Read("N$SV$c", 2, NoIndex, "y");
            Assert.AreEqual(Kind.Structure, s_script.Response.Kind(value));
            Assert.AreEqual(22, s_script.Response.Int32(value + 1));
        }

        [TestMethod]
        public static void RefusesWhatIsNotThere()
        {
            New();
            Assert.AreEqual(NonExistent, Fails("N$SV$v", 4, NoIndex, null));
            Assert.AreEqual(NonExistent, Fails("N$SV$v", 2147483647, NoIndex, null));
            Assert.AreEqual(NonExistent, Fails("N$SV$v", 2, 3, null));
            Assert.AreEqual(NonExistent, Fails("N$SV$v", 2, 2147483647, null));
            Assert.AreEqual(NonExistent, Fails("N$SV$v", 0, 0, null));
            Assert.AreEqual(NonExistent, Fails("N$SV$c", 0, NoIndex, "z"));
            Assert.AreEqual(NonExistent, Fails("N$SV$c", 0, NoIndex, "y$k"));
            Assert.AreEqual(NonExistent, Fails("N$SV$w", 0, NoIndex, null));
            Assert.AreEqual(Inconsistent, Fails("N$SV$s", 0, NoIndex, null));
            Assert.AreEqual(Unsupported, Fails("N$SV$c", 0, 2, "x"));

            // Two selections in one list.
            s_script.BeginRead(1);
            Variable("N$SV$v");
            s_script.Builder.Begin(Kind.AlternateAccess);
            Select(0);
            Select(1);
            s_script.Builder.EndAll();
            s_script.Send(A);
            Assert.AreEqual(Unsupported, s_script.Response.Int32(Result()));
        }

        [TestMethod]
        public static void WritesElementsAndRangesWholeOrNotAtAll()
        {
            New();
            BeginWrite("N$SV$v", 3, NoIndex, null);
            s_script.Builder.Integer(Kind.Integer, -5);
            Assert.AreEqual(-1, Written());
            Assert.AreEqual(-5, s_script.Response.Int32(Read("N$SV$v", 3, NoIndex, null)));
            BeginWrite("N$SV$c", 1, NoIndex, "x");
            s_script.Builder.Integer(Kind.Integer, 99);
            Assert.AreEqual(-1, Written());
            Assert.AreEqual(99, s_script.Response.Int32(Read("N$SV$c", 1, NoIndex, "x")));
            Assert.AreEqual(10, s_script.Response.Int32(Read("N$SV$c", 0, NoIndex, "x")));
            Assert.AreEqual(12, s_script.Response.Int32(Read("N$SV$c", 2, NoIndex, "x")));

            BeginWrite("N$SV$v", 0, 2, null);
            Values(1, 2, 2);
            Assert.AreEqual(-1, Written());
            Assert.AreEqual(1, s_script.Response.Int32(Read("N$SV$v", 0, NoIndex, null)));
            Assert.AreEqual(2, s_script.Response.Int32(Read("N$SV$v", 1, NoIndex, null)));
            Assert.AreEqual(102, s_script.Response.Int32(Read("N$SV$v", 2, NoIndex, null)));

            // The second does not fit, so the first stays as it was; then the number is wrong, then the type.
            BeginWrite("N$SV$v", 0, 2, null);
            Values(7, 40000, 2);
            Assert.AreEqual(11, Written());
            BeginWrite("N$SV$v", 0, 2, null);
            Values(7, 7, 3);
            Assert.AreEqual(TypeInconsistent, Written());
            BeginWrite("N$SV$v", 0, 1, null);
            s_script.Builder.Integer(Kind.Integer, 7);
            Assert.AreEqual(TypeInconsistent, Written());
            Assert.AreEqual(1, s_script.Response.Int32(Read("N$SV$v", 0, NoIndex, null)));
            BeginWrite("N$ST$c", 0, NoIndex, "x");
            s_script.Builder.Integer(Kind.Integer, 7);
            Assert.AreEqual(Denied, Written());
        }

        [TestMethod]
        public static void MakesMembersOfElements()
        {
            New();
            MmsBuilder builder = s_script.Builder;
            BeginDefine("d");
            AddAccess("N$SV$v", 1, NoIndex, null);
            AddAccess("N$SV$c", 2, NoIndex, "y");
            AddAccess("N$SV$c", 0, NoIndex, null);
            s_script.Send(A);
            Assert.AreEqual(Kind.DefineNamedVariableListResponse, s_script.Response.Kind(s_script.Service()));

            s_script.BeginConfirmed(2);
            builder.Begin(Kind.ReadRequest);
            builder.Begin(Kind.VariableAccessSpecification);
            builder.Begin(Kind.VariableListName);
            builder.Value(Kind.AaSpecific, Bytes.Of("d"));
            s_script.Send(A);
            int result = Result();
            Assert.AreEqual(101, s_script.Response.Int32(result + 1));
            result = s_script.Response.Next(result);
            Assert.AreEqual(22, s_script.Response.Int32(result + 2));
            result = s_script.Response.Next(result);
            Assert.AreEqual(10, s_script.Response.Int32(result + 2));

            // The directory gives back what was asked for.
            s_script.BeginConfirmed(3);
            builder.Begin(Kind.GetNamedVariableListAttributesRequest);
            builder.Value(Kind.AaSpecific, Bytes.Of("d"));
            s_script.Send(A);
            MmsTree tree = s_script.Response;
            int list = tree.Child(s_script.Service(), Kind.ListOfVariable);
            int item = tree.First(list);
            Assert.IsTrue(tree.ValueIs(item + 5, Bytes.Of("N$SV$v")));
            Assert.AreEqual(1, tree.Int32(tree.Next(item + 1) + 3));
            item = tree.Next(item);
            int access = tree.Next(item + 1);
            Assert.AreEqual(Kind.AlternateAccess, tree.Kind(access));
            Assert.AreEqual(Kind.SelectAlternateAccess, tree.Kind(access + 2));
            Assert.AreEqual(2, tree.Int32(access + 4));
            Assert.AreEqual(Kind.AlternateAccess, tree.Kind(access + 5));
            Assert.AreEqual(Kind.SelectAccess, tree.Kind(access + 7));
            Assert.IsTrue(tree.ValueIs(access + 8, Bytes.Of("y")));
            Assert.AreEqual(tree.Next(item), access + 9);

            BeginDefine("e");
            AddAccess("N$SV$v", 1, 2, null);
            s_script.Send(A);
            Assert.AreEqual(1, s_script.Error(Kind.ErrorAccess));
            BeginDefine("e");
            AddAccess("N$SV$v", 4, NoIndex, null);
            s_script.Send(A);
            Assert.AreEqual(1, s_script.Error(Kind.ErrorDefinition));
        }

        private static void New()
        {
            s_script = new ServerScript(new MemoryPlan(), 9000, Description);
            s_script.Open(A);
            DataModel model = s_script.Model;
            int array = model.Find("L/N$SV$c");
            for (int i = 0; i < 3; i++)
            {
                int element = model.Element(array, i);
                int x = model.First(element);
                model.Values.SetSmall(model.Slot(x), 10 + i);
                model.Values.SetSmall(model.Slot(model.First(model.Next(x))), 20 + i);
            }

            array = model.Find("L/N$SV$v");
            for (int i = 0; i < 4; i++)
            {
                model.Values.SetSmall(model.Slot(model.Element(array, i)), 100 + i);
            }
        }

        private static int Result()
        {
            return s_script.Response.First(s_script.Response.Child(s_script.Service(), Kind.ListOfAccessResult));
        }

        private static int Read(string item, int index, int count, string component)
        {
            s_script.BeginRead(1);
            AddAccess(item, index, count, component);
            s_script.Send(A);
            Assert.AreEqual(Kind.Success, s_script.Response.Kind(Result()));
            return s_script.Response.First(Result());
        }

        private static int Fails(string item, int index, int count, string component)
        {
            s_script.BeginRead(1);
            AddAccess(item, index, count, component);
            s_script.Send(A);
            Assert.AreEqual(Kind.Failure, s_script.Response.Kind(Result()));
            return s_script.Response.Int32(Result());
        }

        private static void BeginWrite(string item, int index, int count, string component)
        {
            s_script.BeginWrite(1);
            AddAccess(item, index, count, component);
            s_script.BeginValues();
        }

        private static int Written()
        {
            s_script.Send(A);
            return s_script.Written(0);
        }

        private static void Values(int first, int second, int count)
        {
            s_script.Builder.Begin(Kind.Array);
            for (int i = 0; i < count; i++)
            {
                s_script.Builder.Integer(Kind.Integer, i == 0 ? first : second);
            }

            s_script.Builder.End();
        }

        private static void BeginDefine(string name)
        {
            s_script.BeginConfirmed(2);
            s_script.Builder.Begin(Kind.DefineNamedVariableListRequest);
            s_script.Builder.Begin(Kind.VariableListName);
            s_script.Builder.Value(Kind.AaSpecific, Bytes.Of(name));
            s_script.Builder.End();
            s_script.Builder.Begin(Kind.ListOfVariable);
        }

        private static void Variable(string item)
        {
            MmsBuilder builder = s_script.Builder;
            builder.Begin(Kind.VariableItem);
            builder.Begin(Kind.VariableSpecification);
            builder.Begin(Kind.Name);
            builder.Begin(Kind.DomainSpecific);
            builder.Value(Kind.DomainId, Bytes.Of("L"));
            builder.Value(Kind.ItemId, Bytes.Of(item));
            builder.End();
            builder.End();
            builder.End();
        }

        private static void Select(int index)
        {
            s_script.Builder.Begin(Kind.Unnamed);
            s_script.Builder.Begin(Kind.SelectAccess);
            s_script.Builder.Integer(Kind.Index, index);
            s_script.Builder.End();
            s_script.Builder.End();
        }

        /// <summary>A variable with the index or range of an array, and a component of that.</summary>
        private static void AddAccess(string item, int index, int count, string component)
        {
            MmsBuilder builder = s_script.Builder;
            Variable(item);
            builder.Begin(Kind.AlternateAccess);
            builder.Begin(Kind.Unnamed);
            builder.Begin(component == null ? Kind.SelectAccess : Kind.SelectAlternateAccess);
            if (component != null)
            {
                builder.Begin(Kind.AccessSelection);
            }

            if (count == NoIndex)
            {
                builder.Integer(Kind.Index, index);
            }
            else
            {
                builder.Begin(Kind.IndexRange);
                builder.Integer(Kind.LowIndex, index);
                builder.Integer(Kind.NumberOfElements, count);
                builder.End();
            }

            if (component != null)
            {
                builder.End();
                builder.Begin(Kind.AlternateAccess);
                builder.Begin(Kind.Unnamed);
                builder.Begin(Kind.SelectAccess);
                builder.Value(Kind.Component, Bytes.Of(component));
                builder.End();
                builder.End();
                builder.End();
            }

            builder.End();
            builder.End();
            builder.End();
            builder.End();
        }
    }
}
