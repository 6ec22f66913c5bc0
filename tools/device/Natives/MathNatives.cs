using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Floating-point functions, and random numbers that are the same in every run.</summary>
internal static class MathNatives
{
    private const int Seed = 20260101;

    public static void Add(Registrar r)
    {
        r.Of("System.Math");
        One(r, "Abs", Math.Abs);
        One(r, "Acos", Math.Acos);
        One(r, "Asin", Math.Asin);
        One(r, "Atan", Math.Atan);
        One(r, "Cbrt", Math.Cbrt);
        One(r, "Ceiling", Math.Ceiling);
        One(r, "Cos", Math.Cos);
        One(r, "Cosh", Math.Cosh);
        One(r, "Exp", Math.Exp);
        One(r, "Floor", Math.Floor);
        One(r, "Log", Math.Log);
        One(r, "Log10", Math.Log10);
        One(r, "Round", Math.Round);
        One(r, "Sin", Math.Sin);
        One(r, "Sinh", Math.Sinh);
        One(r, "Sqrt", Math.Sqrt);
        One(r, "Tan", Math.Tan);
        One(r, "Tanh", Math.Tanh);
        One(r, "Truncate", Math.Truncate);
        Two(r, "Atan2", Math.Atan2);
        Two(r, "IEEERemainder", Math.IEEERemainder);
        Two(r, "Max", Math.Max);
        Two(r, "Min", Math.Min);
        Two(r, "Pow", Math.Pow);
        r.Add("Abs(Single)", (ref NativeCall c) => c.Result = Value.Single(Math.Abs(c[0].R4)))
            .Add("Max(Single,Single)", (ref NativeCall c) => c.Result = Value.Single(Math.Max(c[0].R4, c[1].R4)))
            .Add("Min(Single,Single)", (ref NativeCall c) => c.Result = Value.Single(Math.Min(c[0].R4, c[1].R4)))
            .Add("Sign(Double)", (ref NativeCall c) => c.Return(c.Double(0) > 0 ? 1 : c.Double(0) < 0 ? -1 : 0));
        r.Of("System.Random")
            .Add(".ctor()", (ref NativeCall c) => c.This.Host = new Random(Seed))
            .Add(".ctor(Int32)", (ref NativeCall c) => c.This.Host = new Random(c.Int(1)))
            .Add("Next()", (ref NativeCall c) => c.Return(Of(ref c).Next()))
            .Add("Next(Int32)", (ref NativeCall c) => c.Return(Of(ref c).Next(c.Int(1))))
            .Add("NextDouble()", (ref NativeCall c) => c.Result = Value.Double(Of(ref c).NextDouble()))
            .Add("NextBytes(Byte[])", (ref NativeCall c) => Of(ref c).NextBytes(c.Array(1).Bytes));
        r.Of("System.Guid")
            .Add("GenerateNewGuid()", (ref NativeCall c) => c.Return(new Guid(Seed, 1, (short)c.Method.Calls, new byte[8]).ToByteArray()));
    }

    private static Random Of(ref NativeCall c) => (Random)c.This.Host!;

    private static void One(Registrar r, string name, Func<double, double> f) =>
        r.Add($"{name}(Double)", (ref NativeCall c) => c.Result = Value.Double(f(c.Double(0))));

    private static void Two(Registrar r, string name, Func<double, double, double> f) =>
        r.Add($"{name}(Double,Double)", (ref NativeCall c) => c.Result = Value.Double(f(c.Double(0), c.Double(1))));
}
