// How long typical code takes, best of several runs. Compared in loop steps with the virtual device.
using System;
using System.Collections;

public interface IVisitor { void Visit(int value); }

public class Sum : IVisitor
{
    public int Total;
    public void Visit(int value) { Total += value; }
}

public class Program
{
    delegate void Work();

    static readonly uint[] s_k = new uint[64];
    static uint[] s_w = new uint[64], s_h = new uint[8];
    static byte[] s_text = new byte[2048];
    static object s_sink;

    static long Best(Work work)
    {
        long best = long.MaxValue;
        for (int i = 0; i < 9; i++)
        {
            long start = DateTime.UtcNow.Ticks;
            work();
            long taken = DateTime.UtcNow.Ticks - start;
            if (taken < best) { best = taken; }
        }

        return best;
    }

    static void Time(string name, Work work) { Console.WriteLine("#time " + name + " " + Best(work)); }

    static void Empty() { for (int i = 0; i < 100000; i++) { } }

    static void Sha()
    {
        byte[] p = s_text;
        for (int n = 0; n < 40; n++)
        {
            uint[] w = s_w; uint[] k = s_k; int j = n * 8;
            for (int i = 0; i < 16; i++) { w[i] = (uint)p[j] << 24 | (uint)p[j + 1] << 16 | (uint)p[j + 2] << 8 | p[j + 3]; j += 4; }
            for (int i = 16; i < 64; i++) { uint a1 = w[i - 15], b1 = w[i - 2]; w[i] = w[i - 16] + ((a1 >> 7 | a1 << 25) ^ (a1 >> 18 | a1 << 14) ^ (a1 >> 3)) + w[i - 7] + ((b1 >> 17 | b1 << 15) ^ (b1 >> 19 | b1 << 13) ^ (b1 >> 10)); }
            uint a = s_h[0], b = s_h[1], c = s_h[2], d = s_h[3], e = s_h[4], f = s_h[5], g = s_h[6], h = s_h[7];
            for (int i = 0; i < 64; i++)
            {
                uint t1 = h + ((e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)) + (g ^ (e & (f ^ g))) + k[i] + w[i];
                uint t2 = ((a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)) + ((a & b) | (c & (a | b)));
                h = g; g = f; f = e; e = d + t1; d = c; c = b; b = a; a = t1 + t2;
            }

            s_h[0] += a; s_h[1] += b; s_h[2] += c; s_h[3] += d; s_h[4] += e; s_h[5] += f; s_h[6] += g; s_h[7] += h;
        }
    }

    static void Multiply()
    {
        uint[] x = s_k, y = s_w, o = s_h;
        for (int n = 0; n < 80; n++) { for (int i = 0; i < 8; i++) { ulong acc = 0; for (int j = 0; j < 10; j++) { acc += (ulong)x[j] * y[j]; } o[i] = (uint)acc; } }
    }

    static int Digit(int c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

    static void Scan()
    {
        int state = 0, depth = 0, value = 0;
        byte[] text = s_text;
        for (int n = 0; n < 4; n++)
        {
            for (int i = 0; i < text.Length; i++)
            {
                int c = text[i];
                switch (state)
                {
                    case 0: if (c == '<') { state = 1; } else { value += Digit(c); } break;
                    case 1: if (c == '/') { depth--; state = 2; } else { depth++; state = 3; } break;
                    case 2: if (c == '>') { state = 0; } break;
                    default: if (c == '>') { state = 0; } else if (c == '/') { depth--; state = 2; } break;
                }
            }
        }

        s_h[0] = (uint)(value + depth);
    }

    static void Calls()
    {
        Sum sum = new Sum(); IVisitor visitor = sum;
        for (int i = 0; i < 5000; i++) { visitor.Visit(i); sum.Visit(Digit(i & 127)); }
    }

    static void Objects()
    {
        ArrayList list = new ArrayList();
        for (int i = 0; i < 300; i++) { list.Add(new Sum()); ((Sum)list[i]).Visit(i); }
        s_sink = list;
    }

    static void Texts()
    {
        string text = "";
        for (int i = 0; i < 60; i++) { text += i.ToString(); if (text.IndexOf("59") >= 0) { s_sink = text.Substring(3, 5); } }
    }

    static int Guarded(int value) { try { if (value % 50 == 0) { throw new InvalidOperationException("x"); } return value; } catch (InvalidOperationException) { return 0; } finally { s_h[1]++; } }

    static void Exceptions() { for (int i = 0; i < 1000; i++) { s_h[2] += (uint)Guarded(i); } }

    static void Copies() { byte[] other = new byte[2048]; for (int i = 0; i < 500; i++) { Array.Copy(s_text, 0, other, i & 1023, 1000); other[i] = (byte)i; } }

    public static void Main()
    {
        string xml = "<a><b>12f</b><c x='1'/>9</a>";
        for (int i = 0; i < s_text.Length; i++) { s_text[i] = (byte)xml[i % xml.Length]; }
        Console.WriteLine("#step " + Best(Empty) + " 100000");
        Time("hash", Sha); Time("multiply", Multiply); Time("scan", Scan); Time("calls", Calls); Time("objects", Objects);
        Time("texts", Texts); Time("exceptions", Exceptions); Time("copies", Copies);
    }
}
