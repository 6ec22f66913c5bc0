// What typical objects keep alive. Compared with the virtual device.
using System;
using System.Collections;
using System.Text;
using System.Threading;

public struct Point { public int X, Y; }

public class Node { public Node Next; public string Name; public Point At; public byte[] Data; }

public class Program
{
    static object s_keep;
    static readonly byte[] s_table = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

    static uint Free() { nanoFramework.Runtime.Native.GC.Run(true); return nanoFramework.Runtime.Native.GC.Run(true); }

    static void Heap(string name, uint before) { Console.WriteLine("#heap " + name + " " + (before - Free())); }

    static void Deep(int n, uint before) { if (n == 0) { Heap("thirty frames", before); } else { Deep(n - 1, before); } }

    static int Wide(int a, int b, int c, uint before) { int d = a + b, e = b + c, f = d * e; Point p; p.X = f; p.Y = d; if (c > 0) { return Wide(b, f, c - 1, before) + p.X + p.Y + d + e; } Heap("ten wide frames", before); return f; }

    public static void Main()
    {
        Console.WriteLine("#heap free " + Free());
        uint before = Free();
        Node first = null; for (int i = 0; i < 50; i++) { first = new Node { Next = first, Name = "n" + i, Data = new byte[i] }; } s_keep = first; Heap("list", before);
        before = Free(); ArrayList list = new ArrayList(); for (int i = 0; i < 100; i++) { list.Add(i); } s_keep = new object[] { first, list }; Heap("boxes", before);
        before = Free(); Hashtable table = new Hashtable(); for (int i = 0; i < 40; i++) { table["k" + i] = new object(); } s_keep = new object[] { first, list, table }; Heap("table", before);
        before = Free(); StringBuilder text = new StringBuilder(); for (int i = 0; i < 40; i++) { text.Append("line ").Append(i); } string made = text.ToString(); text = null; s_keep = new object[] { first, list, table, made }; Heap("text", before);
        before = Free(); Point[] points = new Point[20]; long[] longs = new long[20]; char[] chars = new char[20]; bool[] bools = new bool[20]; DateTime[] dates = new DateTime[20]; string[] texts = new string[20]; s_keep = new object[] { first, list, table, made, points, longs, chars, bools, dates, texts }; Heap("arrays", before);
        Deep(30, Free()); Wide(1, 2, 10, Free());
        before = Free(); AutoResetEvent stop = new AutoResetEvent(false); Thread[] threads = new Thread[4]; for (int i = 0; i < 4; i++) { threads[i] = new Thread(() => stop.WaitOne()); threads[i].Start(); } Thread.Sleep(20); Console.WriteLine("#heap threads " + (before - Free()));
        for (int i = 0; i < 4; i++) { stop.Set(); Thread.Sleep(5); }
    }
}
