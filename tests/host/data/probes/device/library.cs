// What the class library answers. Compared line by line with the virtual device.
using System;
using System.Collections;
using System.IO;
using System.Text;

public class Program
{
    static void P(string name, string text) { Console.WriteLine(name + ": " + text); }

    delegate void Act();

    static void Fails(string name, Act act)
    {
        try { act(); P(name, "no exception"); } catch (Exception e) { P(name, e.GetType().FullName); }
    }

    static string Hex(byte[] bytes) { return BitConverter.ToString(bytes); }

    static void Numbers()
    {
        P("get", Hex(BitConverter.GetBytes(0x01020304)) + " " + Hex(BitConverter.GetBytes(1.5)) + " " + Hex(BitConverter.GetBytes((short)-2)) + " " + Hex(BitConverter.GetBytes(true)));
        byte[] raw = { 1, 2, 3, 4, 0xFF, 6, 7, 8, 9 };
        P("to", BitConverter.ToInt32(raw, 1) + " " + BitConverter.ToUInt32(raw, 1) + " " + BitConverter.ToInt16(raw, 4) + " " + BitConverter.ToUInt16(raw, 4) + " " + BitConverter.ToInt64(raw, 0) + " " + BitConverter.ToString(raw, 2, 3));
        P("parse", int.Parse("-12") + " " + uint.Parse("4294967295") + " " + long.Parse("-9223372036854775808") + " " + double.Parse("1.25") + " " + byte.Parse("255") + " " + Convert.ToInt32("ff", 16) + " " + Convert.ToUInt16("7f", 16));
        P("try", int.TryParse("12x", out int a) + " " + a + " " + int.TryParse("12", out int b) + " " + b + " " + byte.TryParse("256", out byte c) + " " + c + " " + double.TryParse("x", out double d) + " " + d);
        P("math", Math.Abs(-3) + " " + Math.Max(2, 7) + " " + Math.Min(2.5, 1.5) + " " + Math.Floor(-1.5) + " " + Math.Round(2.5) + " " + Math.Sqrt(16) + " " + Math.Pow(2, 10) + " " + Math.Sign(-2.0) + " " + Math.Truncate(-1.7));
        P("double", double.NaN + " " + double.PositiveInfinity + " " + double.IsNaN(0.0 / a) + " " + (0.1 + 0.2) + " " + 1e-5 + " " + 123456789012345.0 + " " + (float)0.1);
        P("format", 1234567.ToString("N0") + " " + 0.5.ToString("F3") + " " + 10.ToString("x4") + " " + (-5).ToString("D4") + " " + string.Format("{0,5}|{1,-5}|{2:X2}", 1, "a", 255));
        Fails("parse fails", () => int.Parse("x"));
        Fails("parse null", () => int.Parse(null));
        Fails("parse over", () => byte.Parse("256"));
        Fails("toint over", () => BitConverter.ToInt32(new byte[5], 2));
    }

    static void Texts()
    {
        StringBuilder sb = new StringBuilder();
        sb.Append("abc").Append('d').Append(5).Append(true).Append(new char[] { 'x', 'y' }).Insert(1, "--", 1).Replace("-", "+").Remove(0, 1);
        P("builder", sb.ToString() + " " + sb.Length + " " + sb[2]);
        sb.Length = 3;
        P("cut", sb.ToString() + "|" + sb.AppendLine().Length);
        P("utf8", Hex(Encoding.UTF8.GetBytes("aé€")) + " " + Encoding.UTF8.GetString(new byte[] { 0x61, 0xC3, 0xA9 }, 0, 3) + " " + new string(Encoding.UTF8.GetChars(new byte[] { 0x62, 0x63 })));
        string s = "Hello, World";
        P("string", s.Substring(7) + " " + s.IndexOf('o') + " " + s.IndexOf('o', 5) + " " + s.IndexOf("World") + " " + s.LastIndexOf('l') + " " + s.ToLower() + " " + s.ToUpper() + " " + s.StartsWith("He") + " " + s.EndsWith("ld") + " " + s.Contains("lo,"));
        P("pad", "x".PadLeft(3) + "|" + "x".PadRight(3, '.') + "|" + " a b ".Trim() + "|" + "xxaxx".Trim('x') + "|" + "xxaxx".TrimStart('x') + "|" + "xxaxx".TrimEnd('x'));
        string[] parts = "a;b;;c".Split(';');
        P("split", parts.Length + parts[0] + parts[2] + parts[3] + string.Concat(parts) + "x".CompareTo("y"));
        P("base64", Convert.ToBase64String(new byte[] { 1, 2, 3, 4 }) + " " + Hex(Convert.FromBase64String("AQIDBA==")));
        Fails("substring", () => "abc".Substring(4));
        Fails("index", () => { char c = "abc"[3]; });
        Fails("null concat", () => P("null", "a" + null + "b"));
        Fails("base64 bad", () => Convert.FromBase64String("A"));
        Fails("format bad", () => string.Format("{0} {1}", 1));
    }

    static void Collections()
    {
        Queue q = new Queue(); for (int i = 0; i < 6; i++) { q.Enqueue(i); } q.Dequeue(); q.Enqueue(9);
        Stack t = new Stack(); t.Push(1); t.Push(2);
        string s = ""; foreach (object o in q) { s += o; } foreach (object o in t) { s += o; }
        P("queue", s + " " + q.Count + " " + q.Peek() + " " + t.Pop() + " " + t.Count);
        ArrayList l = new ArrayList(); for (int i = 0; i < 5; i++) { l.Add(i); } l.Remove(2); s = ""; foreach (int i in l) { s += i; }
        P("list", s + " " + l.Count + " " + l.Capacity + " " + ((int[])l.ToArray(typeof(int)))[2]);
        byte[] bytes = { 1, 2, 3, 4, 5 }; Array.Copy(bytes, 0, bytes, 2, 3); P("overlap", Hex(bytes)); Array.Clear(bytes, 1, 2); P("clear", Hex(bytes));
        P("indexof", Array.IndexOf(new int[] { 1, 258 }, (byte)2) + " " + Array.IndexOf(new byte[] { 1, 2 }, 258) + " " + Array.IndexOf(new string[] { "a", "b" }, "b"));
        Fails("copy over", () => Array.Copy(bytes, 3, bytes, 0, 3));
        Fails("copy types", () => Array.Copy(bytes, 0, new int[5], 0, 3));
        Fails("list index", () => { object o = l[9]; });
        Fails("empty queue", () => new Queue().Dequeue());
        Fails("store", () => { object[] a = new string[1]; a[0] = 5; });
    }

    static void TimesAndStreams()
    {
        DateTime d = new DateTime(2024, 2, 29, 13, 14, 15, 167);
        P("date", d.Year + " " + d.Month + " " + d.Day + " " + d.Hour + " " + d.Minute + " " + d.Second + " " + d.Millisecond + " " + d.DayOfYear + " " + (int)d.DayOfWeek + " " + d.Ticks + " " + d.AddDays(1).Day + " " + DateTime.DaysInMonth(2023, 2));
        P("datetext", d.ToString("yyyy-MM-dd HH:mm:ss") + " " + d.ToString("o") + " " + d.ToString());
        TimeSpan span = d - new DateTime(2024, 1, 1);
        P("span", span.Days + " " + span.Hours + " " + span.TotalHours + " " + new TimeSpan(1, 2, 3).ToString() + " " + new TimeSpan(1, 2, 3, 4, 5).ToString() + " " + (TimeSpan.FromSeconds(90) > TimeSpan.FromMinutes(1)) + " " + new TimeSpan(-5).Ticks);
        P("unix", d.ToUnixTimeSeconds() + " " + DateTime.FromUnixTimeSeconds(1700000000).Ticks + " " + d.Equals(new DateTime(d.Ticks)) + " " + d.CompareTo(DateTime.MinValue));
        MemoryStream m = new MemoryStream(); m.Write(new byte[] { 1, 2, 3 }, 0, 3); m.WriteByte(4); m.Position = 1; byte[] two = new byte[2];
        P("stream", m.Read(two, 0, 2) + Hex(two) + m.ReadByte() + m.ReadByte() + " " + m.Length + " " + Hex(m.ToArray()) + " " + m.Seek(-1, SeekOrigin.End));
        StreamReader r = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes("one\r\ntwö\nthree")));
        P("reader", r.ReadLine() + "|" + r.ReadLine() + "|" + r.ReadToEnd() + "|" + (r.ReadLine() == null));
        Fails("date bad", () => new DateTime(2023, 2, 29));
        Fails("read null", () => m.Read(null, 0, 1));
        Fails("read over", () => m.Read(two, 1, 2));
        Guid g = new Guid(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 });
        P("guid", g.ToString() + " " + g.Equals(new Guid(g.ToByteArray())) + " " + new Version(1, 2, 3, 4));
    }

    public static void Main() { Numbers(); Texts(); Collections(); TimesAndStreams(); }
}
