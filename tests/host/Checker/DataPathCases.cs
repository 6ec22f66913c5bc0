namespace nanoDer.HostTests.Checker;

/// <summary>What the data path may not do.</summary>
internal static class DataPathCases
{
    public static readonly RuleCase[] All =
    [
        new("ND501", "array",
            """[DataPath] public byte[] A() { return new byte[4]; } // here""",
            """public byte[] A() { return new byte[4]; } [DataPath] public byte[] B() { return _buffer; }"""),
        new("ND501", "object, below",
            """
            [DataPath] public object A() { return B(); }
            private object B() { return new Program(); } // here
            """,
            """[DataPath] public object A() { return B(); } [Allocates("at the end")] private object B() { return new Program(); }"""),
        new("ND501", "behind an interface",
            """
            private interface IMaker { object Make(); }
            private class Maker : IMaker { public object Make() { return new Maker(); } } // here
            private IMaker _maker = new Maker();
            [DataPath] public object A() { return _maker.Make(); }
            """,
            """private interface IMaker { object Make(); } private class Maker : IMaker { public object Make() { return this; } } private IMaker _maker = new Maker(); [DataPath] public object A() { return _maker.Make(); }"""),
        new("ND501", "inherited implementation of an interface, and an explicit one",
            """
            private interface IMaker { object Make(); }
            private class Base { public object Make() { return new Base(); } } // here
            private class Maker : Base, IMaker { }
            private class Other : IMaker { object IMaker.Make() { return new int[1]; } } // here
            [DataPath] public object A(object maker) { return ((IMaker)maker).Make(); }
            """,
            """private interface IMaker { object Make(); } private class Base { public object Make() { return this; } } private class Maker : Base, IMaker { } [DataPath] public object A(object maker) { return ((IMaker)maker).Make(); }"""),
        new("ND501", "behind a delegate",
            """
            private Change _change = Make;
            private static int Make(int n) { return new byte[n].Length; } // here
            [DataPath] public int A() { return _change(1); }
            """,
            """private Change _change = Make; private static int Make(int n) { return n; } [DataPath] public int A() { return _change(1); }"""),
        new("ND501", "exception kept",
            """[DataPath] public object A() { return new ArgumentException(); } // here""",
            """[DataPath] public object A(int n) { if (n < 0) { throw new ArgumentException(); } if (n > 9) { throw new ArgumentException("n"); } return null; }"""),
        new("ND502", "box",
            """[DataPath] public object A(int n) { return n; } // here""",
            """[DataPath] public int A(int n) { return n; }"""),
        new("ND502", "argument that is object there",
            """[DataPath] public int A(byte b) { return Array.IndexOf(_buffer, b); } // here""",
            """private readonly object _b = (byte)1; [DataPath] public int A() { return Array.IndexOf(_buffer, _b, 0, 4); }"""),
        new("ND503", "call that makes something",
            """[DataPath] public string A(string s) { return s.Substring(1); } // here""",
            """[DataPath] public char A(string s) { Array.Copy(_buffer, 0, _buffer, 1, 2); Array.Clear(_buffer, 0, 1); return s == s_text ? s[0] : s[s.Length - 1]; }"""),
        new("ND503", "concatenation",
            """[DataPath] public string A(string s) { return s + s_text; } // here""",
            """[DataPath] public bool A(string s) { return s.IndexOf('a') > BitConverter.ToInt32(_buffer, 0); }"""),
        new("ND503", "enumerator",
            """[DataPath] public void A(ArrayList list) { foreach (object o in list) { s_kept++; } } // here""",
            """[DataPath] public void A(byte[] list) { foreach (byte b in list) { s_kept += b; } }"""),
        new("ND504", "local structure",
            """
            [DataPath] public int A(int n)
            {
                Pair pair = new Pair(n, n); // here
                return Sum(ref pair);
            }
            private static int Sum(ref Pair p) { return p.A + p.B; }
            """,
            """private Pair _pair; [DataPath] public int A(int n) { _pair.A = n; return Sum(ref _pair); } private static int Sum(ref Pair p) { return p.A + p.B; }"""),
        new("ND504", "parameter",
            """[DataPath] public int A(Pair p) { return p.A; } // here""",
            """[DataPath] public int A(ref Pair p, DateTime at, Colour c) { return p.A + (int)c + at.Second; }"""),
        new("ND505", "lock",
            """[DataPath] public void A() { lock (_buffer) { s_kept++; } } // here""",
            """[DataPath] public void A() { try { s_kept++; } finally { s_kept--; } Interlocked.Increment(ref s_kept); }"""),
        new("ND506", "delegate",
            """
            private static int One(int n) { return n; }
            private static int Call(Change c) { return c(1); }
            [DataPath] public int A() { return Call(One); } // here
            """,
            """private static int One(int n) { return n; } private static int Call(Change c) { return c(1); } private static readonly Change s_one = One; [DataPath] public int A() { return Call(s_one); }"""),
        new("ND507", "literal",
            """[DataPath] public bool A(string s) { return s == "text"; } // here""",
            """[DataPath] public bool A(string s) { return s == s_text; }"""),
        new("ND508", "recursion",
            """
            [DataPath] public int A(int n) { return n == 0 ? 0 : B(n - 1); }
            private int B(int n) { return A(n); } // here
            """,
            """[DataPath] public int A(int n) { while (n > 0) { n = B(n - 1); } return n; } private int B(int n) { return n; } private int C(int n) { return n == 0 ? 0 : C(n - 1); }"""),
    ];
}
