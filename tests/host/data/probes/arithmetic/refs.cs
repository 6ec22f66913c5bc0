using System;
public class Program {
  static uint u = 0xFFFFFFF0; static ulong ul=0xFFFFFFFFFFFFFF00; static int f; static int keep;
  static void Out(out int x){ x = (int)u; }
  static void Ref(ref long x){ x = (long)ul; }
  static int Slot(int x){ x = -16; return x >> 2; }
  class C { public int g; }
  delegate int D(int x);
  static int Sh(int x){ return x >> 2; }
  public static void Main() {
    int l; Out(out l); Console.WriteLine("out local >>2 exp -4: " + (l >> 2)); 
    l = -16; keep = l; Console.WriteLine("  then stored -16 >>2 exp -4: " + (l >> 2));
    long m = 0; Ref(ref m); Console.WriteLine("ref long >>4 exp -16: " + (m >> 4));
    Out(out f); Console.WriteLine("out static field >>2 exp -4: " + (f >> 2));
    f = -16; Console.WriteLine("  field then -16 >>2 exp -4: " + (f>>2));
    C c = new C(); Out(out c.g); Console.WriteLine("out field >>2 exp -4: " + (c.g >> 2));
    c.g = -16; Console.WriteLine("  field then -16 >>2 exp -4: " + (c.g>>2));
    int[] a = new int[1]; Out(out a[0]); Console.WriteLine("out elem >>2 exp -4: " + (a[0] >> 2));
    Console.WriteLine("arg slot reassigned exp -4: " + Slot((int)u));
    Console.WriteLine("(long)u - 2^32 >>4 exp -1: " + (((long)u - 0x100000000L) >> 4));
    Console.WriteLine("5-(int)u >>1 exp 10: " + ((5 - (int)u) >> 1));
    Console.WriteLine("(int)u-5 >>1 exp -11: " + (((int)u - 5) >> 1));
    D d = Sh; Console.WriteLine("delegate exp -4: " + d((int)u));
    Console.WriteLine("double exp -16: " + (double)(int)u);
    int n = a.Length; Console.WriteLine("neg len exp -1: " + (-a.Length >> 1));
  }
}
