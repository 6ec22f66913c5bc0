// What programs see of the runtime: order of exceptions, threads, texts, structs, equality. Compared line by line with the virtual device.
using System;
using System.Collections;
using System.Threading;

public struct Pair
{
    public int A;
    public string B;
    public Pair(int a, string b) { A = a; B = b; }
}

public enum Colour : byte { Red = 1, Green = 200 }

public interface IShape { int Area(); }

public class Square : IShape
{
    private readonly int _side;
    public Square(int side) { _side = side; }
    public virtual int Area() { return _side * _side; }
    public override bool Equals(object o) { return o is Square && ((Square)o)._side == _side; }
    public override int GetHashCode() { return _side; }
}

public class Cube : Square
{
    public Cube(int side) : base(side) { }
    public override int Area() { return base.Area() * 6; }
}

public delegate void Note(string text);

public class Program
{
    static string s_log = "";
    static int s_count;
    static uint s_u = 0xFFFFFFF0;

    static void Log(string text) { s_log += text + ","; }

    static void Flush(string name) { Console.WriteLine(name + ": " + s_log); s_log = ""; }

    static bool Filter(string text, bool result) { Log(text); return result; }

    static void Thrower() { try { throw new InvalidOperationException("inner"); } finally { Log("finally"); } }

    static int Early() { try { return 1; } finally { Log("early"); } }

    static void Exceptions()
    {
        try { Thrower(); } catch (ArgumentException) { Log("wrong"); } catch (InvalidOperationException e) when (Filter("filter", true)) { Log(e.Message); }
        Flush("filter before finally");
        try { try { Thrower(); } catch (Exception e) when (Filter("no", false)) { Log(e.Message); } finally { Log("outer"); } } catch (Exception) { Log("caught"); }
        Flush("filter says no");
        try { try { throw new Exception("a"); } catch (Exception) { throw new Exception("b"); } finally { Log("f"); } } catch (Exception e) { Log(e.Message); }
        Flush("throw in catch");
        try { try { throw new Exception("a"); } finally { throw new Exception("c"); } } catch (Exception e) { Log(e.Message); }
        Flush("throw in finally");
        try { try { throw new Exception("a"); } catch (Exception) { Log("r"); throw; } } catch (Exception e) { Log(e.Message); }
        Flush("rethrow");
        Log(Early().ToString());
        Flush("return in try");
        for (int i = 0; i < 3; i++) { try { if (i == 1) { continue; } Log(i.ToString()); } finally { Log("f"); } }
        Flush("continue in try");
        int zero = 0;
        try { zero = 5 / zero; } catch (Exception e) { Log(e.GetType().Name); }
        try { object o = "x"; o = (Square)o; } catch (Exception e) { Log(e.GetType().Name); }
        try { byte[] b = new byte[2]; b[2] = 1; } catch (Exception e) { Log(e.GetType().Name); }
        try { string s = null; zero = s.Length; } catch (Exception e) { Log(e.GetType().Name); }
        try { object o = 5; long l = (long)o; } catch (Exception e) { Log(e.GetType().Name); }
        Flush("runtime exceptions");
    }

    static void Structs()
    {
        Pair p = new Pair(1, "x");
        Pair q = p;
        q.A = 2;
        Pair[] array = new Pair[2];
        array[0] = q;
        q.B = "y";
        object boxed = p;
        p.A = 9;
        Pair back = (Pair)boxed;
        Change(ref p);
        Log(p.A + p.B); Log(q.A + q.B); Log(array[0].A + array[0].B); Log(back.A + back.B); Log(p.Equals(back).ToString()); Log(new Pair(1, "x").Equals(back).ToString());
        p = default(Pair);
        Log(p.A + (p.B == null ? "null" : p.B));
        Flush("structs");
    }

    static void Change(ref Pair pair) { pair = new Pair(pair.A + 1, pair.B + "!"); }

    static void Texts()
    {
        string nul = "a\0b";
        Log(nul.Length.ToString()); Log((nul + "c").Length.ToString()); Log(new string(new char[] { 'x', '\0', 'y' }).Length.ToString());
        Log("äöü".Length.ToString()); Log("äöü".ToUpper()); Log("abc".IndexOf("bc").ToString()); Log("abcabc".LastIndexOf('b').ToString()); Log("a,b,,c".Split(new char[] { ',' }).Length.ToString());
        Log("  x ".Trim()); Log(string.Compare("a", "b") < 0 ? "less" : "more"); Log(((object)("a" + s_count) == (object)("a" + s_count)).ToString());
        Flush("texts");
        Log(255.ToString("X4")); Log((-1).ToString("X")); Log(3.5.ToString()); Log((1.0 / 3).ToString()); Log(1e10.ToString()); Log(5.ToString("D3")); Log(1234.5.ToString("F2")); Log(true.ToString()); Log('c'.ToString()); Log(long.MinValue.ToString());
        Flush("formats");
        Log(Colour.Green.ToString()); object colour = Colour.Red; Log(colour.ToString()); Log(((Colour)7).ToString()); Log(colour.Equals(Colour.Red).ToString()); Log(colour is Colour ? "enum" : "other");
        Flush("enumerations");
    }

    static void Objects()
    {
        IShape shape = new Cube(2);
        Square square = new Square(3);
        Log(shape.Area().ToString()); Log(square.Area().ToString()); Log(square.Equals(new Square(3)).ToString()); Log((square == new Square(3)).ToString()); Log((shape is Square).ToString()); Log((shape as Cube == null).ToString());
        ArrayList list = new ArrayList();
        list.Add(square); list.Add("s"); list.Add(5); list.Insert(1, 'c'); list.RemoveAt(0);
        Log(list.IndexOf(5).ToString()); Log(list.Contains("s").ToString()); Log(list.IndexOf(new Square(3)).ToString());
        Hashtable table = new Hashtable();
        table["one"] = 1; table[2] = "two"; table["one"] = 11; table.Remove(2);
        Log(table.Count.ToString()); Log(table["one"].ToString()); Log((table["none"] == null).ToString());
        object o = 5; Log(o.Equals(5).ToString()); Log(o.Equals(5L).ToString()); Log(5.Equals(o).ToString());
        Log(typeof(Cube).Name); Log(shape.GetType().FullName); Log((shape.GetType() == typeof(Cube)).ToString());
        int[] numbers = { 3, 1, 2 }; int[] copy = (int[])numbers.Clone(); copy[0] = 7; Log(numbers[0].ToString()); Log(Array.IndexOf((Array)numbers, 2).ToString()); Log(Array.IndexOf((Array)numbers, (byte)2).ToString());
        Flush("objects");
        Note note = Log; note += Twice; note("d"); note -= Log; note("e"); Log(note.GetInvocationList().Length.ToString());
        Flush("delegates");
    }

    static void Twice(string text) { Log(text + text); }

    static void Numbers()
    {
        int i = unchecked((int)s_u); int kept = i; s_count = i;
        Log((((int)s_u) >> 4).ToString()); Log((kept >> 4).ToString()); Log((s_count >> 4).ToString()); Log(((long)(int)s_u).ToString());
        s_count = 0; int max = int.MaxValue; checked { max++; } Log(max.ToString()); byte wrapped = checked((byte)(s_u + 300)); Log(wrapped.ToString());
        double d = -2.7; Log(((int)d).ToString()); double w = 300.7; Log(((byte)(int)w).ToString()); ulong ul = ulong.MaxValue; Log((ul / 3).ToString()); Log(((double)ul > 1e19).ToString()); Log((1 << 33).ToString()); float f = 16777217; Log(f.ToString());
        Flush("numbers");
    }

    static void Threads()
    {
        object gate = new object(); AutoResetEvent done = new AutoResetEvent(false); int sum = 0;
        for (int t = 0; t < 3; t++) { new Thread(() => { for (int k = 0; k < 50; k++) { lock (gate) { sum++; } } if (sum == 150) { done.Set(); } }).Start(); }
        Log(done.WaitOne(5000, false).ToString()); Log(sum.ToString());
        Thread sleeper = new Thread(() => { try { Thread.Sleep(100000); } catch (ThreadAbortException) { Log("aborted"); } }); sleeper.Start(); Thread.Sleep(20); sleeper.Abort(); sleeper.Join(); Log(sleeper.IsAlive.ToString());
        int ticks = 0; Timer timer = new Timer(state => { ticks++; }, null, 10, 10); Thread.Sleep(60); timer.Dispose(); Log((ticks >= 3).ToString()); Log(done.WaitOne(1, false).ToString());
        Flush("threads");
    }

    public static void Main() { Exceptions(); Structs(); Texts(); Objects(); Numbers(); Threads(); }
}
