using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>File services: directory, open, read, close, and what is refused.</summary>
    [TestClass]
    public class FileTest
    {
        private const string A = "a@x/1";
        private const string B = "b@x/1";
        private const int FileBusy = 2;
        private const int PositionInvalid = 5;
        private const int AccessDenied = 6;
        private const int NonExistent = 7;

        [TestMethod]
        public static void ListsFiles()
        {
            ServerScript script = New(9000);
            int list = Directory(script, null, null, false);
            Assert.AreEqual(2, script.Response.ChildCount(list));
            int entry = script.Response.First(list);
            Assert.IsTrue(script.Response.ValueIs(script.Response.First(script.Response.First(entry)), Bytes.Of("LD0/event.log")));
            Assert.AreEqual(5, script.Response.Int32(script.Response.Child(script.Response.Child(entry, Kind.FileAttributes), Kind.SizeOfFile)));
            Assert.AreEqual(2, script.Response.ChildCount(Directory(script, "/LD0", null, false)));
            Assert.AreEqual(2, script.Response.ChildCount(Directory(script, "LD0/", null, false)));
            Assert.AreEqual(1, script.Response.ChildCount(Directory(script, "/LD0/flight.rec", null, false)));
            Directory(script, "LD", null, false);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
        }

        [TestMethod]
        public static void ListsFilesInPieces()
        {
            ServerScript script = New(700);
            Assert.AreEqual(1, script.Response.ChildCount(Directory(script, null, null, true)));
            Assert.AreEqual(1, script.Response.ChildCount(Directory(script, null, "LD0/event.log", false)));
            Assert.AreEqual(0, script.Response.ChildCount(Directory(script, null, "LD0/flight.rec", false)));
            Directory(script, null, "LD0/none", false);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
        }

        [TestMethod]
        public static void ReadsAFileInParts()
        {
            ServerScript script = New(9000);
            Open(script, A, "LD0/flight.rec", 10);
            int id = script.Response.Int32(script.Response.Child(script.Service(), Kind.FrsmId));
            int position = 10;
            bool more = true;
            while (more)
            {
                Send(script, A, Kind.FileReadRequest, id);
                int data = script.Response.Child(script.Service(), Kind.FileData);
                for (int i = 0; i < script.Response.ValueLength(data); i++)
                {
                    Assert.AreEqual(position & 0xFF, (int)script.Response.Values[script.Response.ValueOffset(data) + i]);
                    position++;
                }

                more = script.Response.Boolean(script.Response.Child(script.Service(), Kind.MoreFollows));
            }

            Assert.AreEqual(TwoFiles.LogBytes, position);
            Send(script, A, Kind.FileCloseRequest, id);
            Assert.AreEqual(Kind.FileCloseResponse, script.Response.Kind(script.Service()));
            Send(script, A, Kind.FileReadRequest, id);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
        }

        [TestMethod]
        public static void RefusesWhatItMust()
        {
            ServerScript script = New(9000);
            script.Open(B);
            Open(script, A, "LD0/none", 0);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
            Open(script, A, "LD0/event.log", 6);
            Assert.AreEqual(PositionInvalid, script.Error(Kind.ErrorFile));
            Send(script, A, Kind.FileReadRequest, 0);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
            Send(script, A, Kind.FileCloseRequest, -1);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
            Delete(script, "LD0/event.log");
            Assert.AreEqual(AccessDenied, script.Error(Kind.ErrorFile));
            Delete(script, "LD0/none");
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));

            // Two files open are all that there is room for, until one of their owners goes; another's file is not ours.
            Open(script, A, "LD0/event.log", 0);
            Open(script, A, "LD0/event.log", 0);
            Open(script, B, "LD0/event.log", 0);
            Assert.AreEqual(FileBusy, script.Error(Kind.ErrorFile));
            Send(script, B, Kind.FileReadRequest, 1);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
            script.Server.Abort(Bytes.Of(A), A.Length);
            Open(script, B, "LD0/event.log", 0);
            Assert.AreEqual(Kind.FileOpenResponse, script.Response.Kind(script.Service()));
        }

        [TestMethod]
        public static void HasNoFilesWhenItWasGivenNone()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            script.Open(A);
            Assert.AreEqual(0, script.Response.ChildCount(Directory(script, null, null, false)));
            Open(script, A, "LD0/event.log", 0);
            Assert.AreEqual(NonExistent, script.Error(Kind.ErrorFile));
        }

        private static ServerScript New(int pduBytes)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.FileBytes = 128;
            ServerScript script = new ServerScript(plan, pduBytes);
            script.Server.SetFiles(new TwoFiles());
            script.Open(A);
            return script;
        }

        private static void Open(ServerScript script, string peer, string name, int position)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.FileOpenRequest);
            Name(script, Kind.FileName, name);
            script.Builder.Integer(Kind.InitialPosition, position);
            script.Send(peer);
        }

        private static void Delete(ServerScript script, string name)
        {
            script.BeginConfirmed(1);
            Name(script, Kind.FileDeleteRequest, name);
            script.Send(A);
        }

        private static void Name(ServerScript script, int kind, string name)
        {
            script.Builder.Begin(kind);
            script.Builder.Value(Kind.GraphicString, Bytes.Of(name));
            script.Builder.End();
        }

        private static void Send(ServerScript script, string peer, int kind, int id)
        {
            script.BeginConfirmed(1);
            script.Builder.Integer(kind, id);
            script.Send(peer);
        }

        private static int Directory(ServerScript script, string wanted, string after, bool more)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.FileDirectoryRequest);
            if (wanted != null)
            {
                Name(script, Kind.FileSpecification, wanted);
            }

            if (after != null)
            {
                Name(script, Kind.ContinueAfterFile, after);
            }

            script.Send(A);
            if (script.Response.Kind(0) == Kind.ConfirmedErrorPdu)
            {
                return -1;
            }

            Assert.AreEqual(more, script.Response.Boolean(script.Response.Child(script.Service(), Kind.MoreFollows)));
            return script.Response.Child(script.Service(), Kind.ListOfDirectoryEntry);
        }
    }
}
