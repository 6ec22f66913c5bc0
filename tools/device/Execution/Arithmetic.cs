using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <summary>
/// Arithmetic by tags: the left operand's tag decides, whatever the program's types say. Nothing is ever checked for overflow.
/// </summary>
internal static class Arithmetic
{
    public static void Add(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = l.I4 + r.I4; break;
            case Tag.U4: l.N = l.U4 + r.U4; break;
            case Tag.I8 or Tag.U8: l.N += r.N; break;
            case Tag.R4: l = Value.Single(l.R4 + r.R4); break;
            case Tag.R8: l = Value.Double(l.R8 + r.R8); break;
            case Tag.ArrayRef: l.N += r.I4 / Tags.Bytes(((ArrayObject)l.O!).Element); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void Sub(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = l.I4 - r.I4; break;
            case Tag.U4: l.N = l.U4 - r.U4; break;
            case Tag.I8 or Tag.U8: l.N -= r.N; break;
            case Tag.R4: l = Value.Single(l.R4 - r.R4); break;
            case Tag.R8: l = Value.Double(l.R8 - r.R8); break;
            case Tag.ArrayRef: l.N -= r.I4 / Tags.Bytes(((ArrayObject)l.O!).Element); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void Mul(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = l.I4 * r.I4; break;
            case Tag.U4: l.N = l.U4 * r.U4; break;
            case Tag.I8 or Tag.U8: l.N *= r.N; break;
            case Tag.R4: l = Value.Single(l.R4 * r.R4); break;
            case Tag.R8: l = Value.Double(l.R8 * r.R8); break;
            default: throw DeviceFault.WrongType();
        }
    }

    /// <summary>Signed division; unsigned tags too divide as signed.</summary>
    public static void Div(ref Value l, in Value r)
    {
        CheckZero(r);
        switch (l.T)
        {
            case Tag.I4:
            case Tag.U4:
                CheckOverflow(l.I4 == int.MinValue && r.I4 == -1);
                int quotient = l.I4 / r.I4;
                l.N = l.T == Tag.U4 ? (uint)quotient : quotient;
                break;
            case Tag.I8 or Tag.U8:
                CheckOverflow(l.N == long.MinValue && r.N == -1);
                l.N /= r.N;
                break;
            case Tag.R4: l = Value.Single(l.R4 / r.R4); break;
            case Tag.R8: l = Value.Double(l.R8 / r.R8); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void DivUn(ref Value l, in Value r)
    {
        CheckZero(r);
        switch (l.T)
        {
            case Tag.I4: l.N = (int)(l.U4 / r.U4); break;
            case Tag.U4: l.N = l.U4 / r.U4; break;
            case Tag.I8 or Tag.U8: l.N = (long)((ulong)l.N / (ulong)r.N); break;
            default: throw DeviceFault.WrongType();
        }
    }

    /// <summary>The remainder, unlike the quotient, follows the tag.</summary>
    public static void Rem(ref Value l, in Value r)
    {
        CheckZero(r);
        switch (l.T)
        {
            case Tag.I4:
                CheckOverflow(l.I4 == int.MinValue && r.I4 == -1);
                l.N = l.I4 % r.I4;
                break;
            case Tag.U4: l.N = l.U4 % r.U4; break;
            case Tag.I8:
                CheckOverflow(l.N == long.MinValue && r.N == -1);
                l.N %= r.N;
                break;
            case Tag.U8: l.N = (long)((ulong)l.N % (ulong)r.N); break;
            case Tag.R4: l = Value.Single(l.R4 % r.R4); break;
            case Tag.R8: l = Value.Double(l.R8 % r.R8); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void RemUn(ref Value l, in Value r)
    {
        CheckZero(r);
        switch (l.T)
        {
            case Tag.I4: l.N = (int)(l.U4 % r.U4); break;
            case Tag.U4: l.N = l.U4 % r.U4; break;
            case Tag.I8 or Tag.U8: l.N = (long)((ulong)l.N % (ulong)r.N); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void Shl(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = l.I4 << r.I4; break;
            case Tag.U4: l.N = l.U4 << r.I4; break;
            case Tag.I8 or Tag.U8: l.N <<= r.I4; break;
            default: throw DeviceFault.WrongType();
        }
    }

    /// <summary>The shift to the right that should keep the sign: unsigned tags do not.</summary>
    public static void Shr(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = l.I4 >> r.I4; break;
            case Tag.U4: l.N = l.U4 >> r.I4; break;
            case Tag.I8: l.N >>= r.I4; break;
            case Tag.U8: l.N = (long)((ulong)l.N >> r.I4); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void ShrUn(ref Value l, in Value r)
    {
        switch (l.T)
        {
            case Tag.I4: l.N = (int)(l.U4 >> r.I4); break;
            case Tag.U4: l.N = l.U4 >> r.I4; break;
            case Tag.I8 or Tag.U8: l.N = (long)((ulong)l.N >> r.I4); break;
            default: throw DeviceFault.WrongType();
        }
    }

    public static void Neg(ref Value v)
    {
        switch (v.T)
        {
            case Tag.I4: v.N = -v.I4; break;
            case Tag.U4: v.N = (uint)-v.I4; break;
            case Tag.I8 or Tag.U8: v.N = -v.N; break;
            case Tag.R4: v = Value.Single(-v.R4); break;
            case Tag.R8: v = Value.Double(-v.R8); break;
            default: throw DeviceFault.WrongType();
        }
    }

    /// <summary>Converts. A source of 32 bits is sign-extended only when it and the target are tagged signed.</summary>
    public static void Convert(ref Value v, Tag to)
    {
        Tag from = v.T;
        if (from > Tag.R8)
        {
            return;
        }

        if (from is Tag.R4 or Tag.R8)
        {
            double value = from == Tag.R4 ? v.R4 : v.R8;
            if (to == Tag.R4)
            {
                v = Value.Single((float)value);
                return;
            }

            if (to == Tag.R8)
            {
                v = Value.Double(value);
                return;
            }

            v.N = Truncate(value);
        }
        else
        {
            bool signed = Tags.IsSigned(from) && Tags.IsSigned(to);
            if (from is not (Tag.I8 or Tag.U8))
            {
                v.N = signed ? v.I4 : v.U4;
            }

            if (to is Tag.R4 or Tag.R8)
            {
                double value = Tags.IsSigned(from) ? v.N : (double)(ulong)v.N;
                v = to == Tag.R4 ? Value.Single((float)value) : Value.Double(value);
                return;
            }
        }

        v.T = to;
        switch (to)
        {
            case Tag.I1: v.N = (sbyte)v.N; break;
            case Tag.U1: v.N = (byte)v.N; break;
            case Tag.I2: v.N = (short)v.N; break;
            case Tag.U2: v.N = (ushort)v.N; break;
            case Tag.I4: v.N = (int)v.N; return;
            case Tag.U4: v.N = (uint)v.N; return;
            default: return;
        }

        v.T = Tag.I4;
    }

    /// <summary>Compares: 1, 0 or -1. Values of different sizes compare as smaller, as on the device.</summary>
    public static int Compare(in Value l, in Value r, bool signed)
    {
        if (l.T >= Tag.Object || r.T >= Tag.Object)
        {
            return CompareReferences(l, r);
        }

        if (l.T is Tag.R4 or Tag.R8)
        {
            if (l.T != r.T)
            {
                return -1;
            }

            double left = l.T == Tag.R4 ? l.R4 : l.R8;
            double right = r.T == Tag.R4 ? r.R4 : r.R8;
            return double.IsNaN(left) || double.IsNaN(right) ? 1 : double.IsInfinity(left) && double.IsInfinity(right) ? 0 : left.CompareTo(right);
        }

        bool wide = l.T is Tag.I8 or Tag.U8 or Tag.DateTime or Tag.TimeSpan;
        if (wide != (r.T is Tag.I8 or Tag.U8 or Tag.DateTime or Tag.TimeSpan))
        {
            return -1;
        }

        return (wide, signed) switch
        {
            (true, true) => l.N.CompareTo(r.N),
            (true, false) => ((ulong)l.N).CompareTo((ulong)r.N),
            (false, true) => l.I4.CompareTo(r.I4),
            _ => l.U4.CompareTo(r.U4),
        };
    }

    /// <summary>References: texts by content, delegates and reflection by what they stand for, all else by identity.</summary>
    public static bool SameObject(object? left, object? right) => ReferenceEquals(left, right) || (left, right) switch
    {
        (StringObject l, StringObject r) => l.Text == r.Text,
        (DelegateObject l, DelegateObject r) => SameDelegate(l, r),
        (ReflectionObject l, ReflectionObject r) => l.Member == r.Member,
        _ => false,
    };

    public static bool IsZero(in Value v) => v.T switch
    {
        Tag.Object => v.O is null,
        Tag.I8 or Tag.U8 => v.N == 0,
        Tag.R4 => v.R4 == 0,
        Tag.R8 => v.R8 == 0,
        > Tag.Object => false,
        _ => v.I4 == 0,
    };

    private static bool SameDelegate(DelegateObject l, DelegateObject r)
    {
        if (l.List is null || r.List is null)
        {
            return l.List is null && r.List is null && l.Method == r.Method && SameObject(l.Target.O, r.Target.O);
        }

        return l.List.Length == r.List.Length && l.List.Zip(r.List).All(p => SameDelegate(p.First, p.Second));
    }

    private static int CompareReferences(in Value l, in Value r)
    {
        if (l.T != r.T)
        {
            return -1;
        }

        if (l.T != Tag.Object)
        {
            return ReferenceEquals(l.O, r.O) && (l.T is Tag.StructRef || l.N == r.N) ? 0 : -1;
        }

        return l.O is null ? (r.O is null ? 0 : -1) : r.O is null ? 1 : SameObject(l.O, r.O) ? 0 : -1;
    }

    private static void CheckZero(in Value r)
    {
        if (IsZero(r))
        {
            throw DeviceFault.DivideByZero();
        }
    }

    private static void CheckOverflow(bool overflow)
    {
        if (overflow)
        {
            throw new DeviceCrashException("the smallest integer divided by -1 kills the device (SIGFPE on the virtual one)");
        }
    }

    /// <summary>Floating point to integer as x86 does it: out of range gives the smallest number.</summary>
    private static long Truncate(double value) =>
        double.IsNaN(value) || value >= 9223372036854775808.0 || value < -9223372036854775808.0 ? long.MinValue : (long)value;
}
