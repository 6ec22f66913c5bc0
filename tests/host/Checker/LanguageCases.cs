namespace nanoDer.HostTests.Checker;

/// <summary>Members, language and IL that the device lacks or has otherwise.</summary>
internal static class LanguageCases
{
    public static readonly RuleCase[] All =
    [
        new("ND101", "method",
            """public string A(string s) { return s.Replace("a", "b"); } // here""",
            """public string A(string s) { return s.Substring(1) + s.Trim() + s.Length; }"""),
        new("ND101", "type",
            """public object A() { return new System.Text.RegularExpressions.Regex("a"); } // here""",
            """public object A() { return new System.Text.StringBuilder("a").Append(1); }"""),
        new("ND101", "attribute",
            """
            [ThreadStatic] private static int s_mine; // a field has no line of its own: that of the first method is named
            public void A() { s_mine++; } // here
            """,
            """private static int s_all; public void A() { s_all++; }"""),
        new("ND101", "option of a method",
            """[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] public int A() { return 1; } // here""",
            """[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public int A() { return 1; }"""),
        new("ND101", "exception type",
            """
            public int A(int a, int b)
            {
                try { return a / b; }
                catch (DivideByZeroException) // here
                { return 0; }
            }
            """,
            """public int A(int a, int b) { try { return a / b; } catch (ArgumentException) { return 0; } }"""),
        new("ND101", "better overload that fits no other",
            """public uint A(uint a, uint b) { return Math.Max(a, b); } // here""",
            """public bool A(string s, byte[] b, AutoResetEvent e) { object o = (byte)1; e.Set(); return s.Equals("a") && Array.IndexOf(b, o) > 0 && string.Format("{0}{1}", s, o) == s; }"""),
        new("ND101", "decimal",
            """public decimal A(int a) { return (decimal)a / 3; } // here""",
            """public double A(int a) { return (double)a / 3; }"""),

        new("ND201", "generic class",
            """
            private class Box<T> { public T Value; public Box(T value) { Value = value; } } // here
            """,
            """private class Box { public object Value; public Box(object value) { Value = value; } }"""),
        new("ND201", "generic method",
            """private static T Same<T>(T value) { return value; } // here""",
            """private static object Same(object value) { return value; }"""),
        new("ND201", "list",
            """public int A() { return new System.Collections.Generic.List<int>().Count; } // here""",
            """public int A() { return new ArrayList().Count; }"""),
        new("ND201", "function type",
            """public int A(Func<int, int> f) { return f(1); } // here""",
            """public int A(Change f) { return f(1); }"""),
        new("ND201", "nullable number",
            """public int? A(bool b) { return b ? 1 : null; } // here""".Replace(": null", ": (int?)null"),
            """public object A(bool b) { return b ? "1" : null; }"""),
        new("ND201", "tuple",
            """public (int, int) A() { return (1, 2); } // here""",
            """public void A(out int a, out int b) { a = 1; b = 2; }"""),
        new("ND201", "span",
            """public int A() { Span<byte> s = _buffer; return s.Length; } // here""",
            """public int A() { byte[] s = _buffer; return s.Length; }"""),
        new("ND201", "generic event of our own against a plain one",
            """public event EventHandler<EventArgs> Done; public void A() { Done(this, EventArgs.Empty); } // here""",
            """public event EventHandler Done; public void A() { if (Done != null) { Done(this, EventArgs.Empty); } }"""),

        new("ND202", "two dimensions",
            """public int A() { int[,] a = new int[2, 2]; return a[0, 1]; } // here""",
            """public int A() { int[][] a = new int[2][]; a[0] = new int[2]; return a[0][1]; }"""),
        new("ND203", "checked",
            """public int A(int a, int b) { return checked(a + b); } // here""",
            """public int A(int a, int b) { return unchecked(a + b); }"""),
        new("ND203", "checked cast",
            """public byte A(int a) { return checked((byte)a); } // here""",
            """public byte A(int a) { return (byte)a; }"""),
        new("ND203", "index of 64 bits",
            """public byte A(long i) { return _buffer[i]; } // here""",
            """public byte A(long i) { return _buffer[(int)i]; }"""),
        new("ND204", "stackalloc",
            """public int A() { int* p = stackalloc int[4]; return p[0]; } // here""",
            """public int A() { int[] p = new int[4]; return p[0]; }"""),
        new("ND205", "fixed",
            """
            public byte A()
            {
                fixed (byte* p = _buffer) { return *p; } // here
            }
            """,
            """public byte A() { return _buffer[0]; }"""),
        new("ND206", "function pointer",
            """public int A(delegate*<int, int> f) { return f(1); } // here""",
            """public int A(Change f) { return f(1); }"""),
        new("ND207", "body in an interface",
            """
            private interface IOne { int One() { return 1; } } // here
            """,
            """private interface IOne { int One(); } private class C : IOne { public int One() { return 1; } }"""),
        new("ND208", "volatile",
            """
            private volatile int _flag;
            public void A() { _flag = 1; } // here
            """,
            """private int _flag; public void A() { Interlocked.Exchange(ref _flag, 1); lock (_buffer) { _flag = 2; } }"""),
        new("ND208", "in parameter of a virtual method",
            """public virtual int A(in int a) { return a; } // here""",
            """public int A(in int a) { return a; }"""),
        new("ND209", "name of an enumeration",
            """public string A(Colour c) { return c.ToString(); } // here""",
            """public string A(Colour c) { return ((int)c).ToString(); }"""),
        new("ND209", "in a concatenation",
            """public string A(Colour c) { return "is " + c; } // here""",
            """public string A(Colour c) { return "is " + (int)c; }"""),
        new("ND209", "in an interpolated string",
            """public string A(Colour c) { return $"is {c} {s_kept}"; } // here""",
            """public string A(Colour c) { return $"is {(int)c} {s_kept} {'x'}" + 'c' + "d"; }"""),
        new("ND209", "in a format",
            """public string A(Colour c) { return string.Format("{0}", c); } // here""",
            """public object A(Colour c) { return c; }"""),
        new("ND210", "percent",
            """public string A(double d) { return d.ToString("P1"); } // here""",
            """public string A(double d, int i) { return d.ToString("F1") + i.ToString("X8") + i.ToString("N") + new DateTime(1L).ToString("yyyy"); }"""),
        new("ND211", "text with a zero",
            """public string A() { return "a\0b"; } // here""",
            """public string A() { return "a0b"; }"""),
        new("ND213", "size of a structure",
            """public int A() { return sizeof(Pair); } // here""",
            """public int A() { return sizeof(long); }"""),
        new("ND214", "index from the end",
            """public byte A() { return _buffer[^2]; } // here""",
            """public byte A() { return _buffer[_buffer.Length - 2]; }"""),
        new("ND215", "result of another type",
            """
            private class Animal { public virtual Animal Self() { return this; } }
            private class Dog : Animal
            {
                public override Dog Self() { return this; } // here
            }
            """,
            """private class Animal { public virtual Animal Self() { return this; } } private class Dog : Animal { public override Animal Self() { return this; } }"""),
        new("ND217", "layout",
            """
            [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
            private struct Union
            {
                [System.Runtime.InteropServices.FieldOffset(0)] public int A; [System.Runtime.InteropServices.FieldOffset(0)] public uint B;
                public int Get() { return A; } // here
            }
            """,
            """private struct Union { public int A; public uint B; public int Get() { return A; } }"""),
        new("ND218", "iterator",
            """
            public IEnumerable A()
            {
                yield return 1; // here
            }
            """,
            """public IEnumerable A() { return new int[] { 1 }; }"""),
        new("ND220", "character of an attribute",
            """
            private sealed class MarkAttribute : Attribute { public MarkAttribute(params object[] values) { } }
            [Mark(1, 'x')]
            public int A() { return 1; } // here
            """,
            """
            private sealed class MarkAttribute : Attribute { public MarkAttribute(params object[] values) { } }
            [Mark(1, "x")]
            public int A() { return 1; }
            """),
        new("ND219", "native library",
            """
            [System.Runtime.InteropServices.DllImport("c")] private static extern int getpid();
            public int A() { return getpid(); } // here
            """,
            """private static int getpid() { return 1; } public int A() { return getpid(); }"""),

        new("ND401", "shift of a cast",
            """public int A() { return (int)s_word >> 4; } // here""",
            """public int A() { return (int)(long)s_word >> 4; }"""),
        new("ND401", "widening of a cast",
            """public long A(uint u) { return (int)u; } // here""",
            """public long A(uint u) { return (int)(u & 0x7FFFFFFF) + (long)u; }"""),
        new("ND401", "remainder",
            """public int A(uint u) { return (int)u % 7; } // here""",
            """public int A(uint u) { s_kept = (int)u; return s_kept % 7 + (int)(u % 7) + (int)u / 7; }"""),
        new("ND401", "floating point",
            """public double A(uint u) { return (int)u; } // here""",
            """public double A(uint u) { return u + (double)(int)(u >> 1); }"""),
        new("ND401", "result of a method",
            """
            private static int Get() { return (int)s_word; }
            public int A() { return Get() >> 1; } // here
            """,
            """private static int Get() { return (int)s_word; } public bool A() { return Get() < 1 || Get() == 7; }"""),
        new("ND401", "argument of a method",
            """
            private static int Half(int value) { return value >> 1; }
            public int A(uint u) { return Half((int)u); } // here
            """,
            """private static int Half(int value) { return value / 2; } public int A(uint u, int i) { return Half((int)u) + Half(i); }"""),
        new("ND401", "difference of unsigned numbers",
            """public long A(uint a) { return ((long)a - 5) >> 1; } // here""",
            """public long A(uint a) { return (5 - (long)a) >> 1; }"""),
        new("ND401", "through out, and for good",
            """
            private static void Get(out int value) { value = (int)s_word; }
            public int A()
            {
                int i;
                Get(out i);
                s_kept = i;
                i = -16;
                return i >> 1; // here
            }
            """,
            """private static void Get(out int value) { value = (int)(long)s_word; } public int A() { int i; Get(out i); return i >> 1; }"""),
        new("ND401", "choice",
            """public int A(uint u, int i) { return (i > 0 ? (int)u : i) >> 1; } // here""",
            """public int A(uint u, int i) { return (i > 0 ? (int)(u & 0xFF) : i) >> 1; }"""),
    ];
}
