using Mono.Cecil.Cil;
using System.Numerics;

namespace nanoDer.Checker.Tags;

/// <summary>
/// The runtime's arithmetic on tags: the result of an operation has the tag of its left operand (in nf-interpreter:
/// CLR_RT_HeapBlock::NumericAdd and its neighbours), a conversion sets the tag of its target.
/// </summary>
public static class Arithmetic
{
    /// <summary>The result of an operation of two operands.</summary>
    /// <param name="code">The instruction.</param>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <param name="constant">The second operand, when it is a constant.</param>
    public static Value Binary(Code code, Value left, Value right, ulong? constant)
    {
        if (left.Width == 0)
        {
            return Value.Address(left.Type, left.Slot); // a float, or an address that is moved
        }

        ulong top = Value.Top(left.Width);
        bool positive = !left.MayBeNegative && !right.MayBeNegative;
        ulong max = code switch
        {
            Code.And => Math.Min(left.Max, right.Max),
            Code.Or or Code.Xor => Ones(left.Max | right.Max),
            Code.Add => Sum(left.Max, right.Max, top),
            Code.Mul => Product(left.Max, right.Max, top),
            Code.Shl when constant is { } n => Product(left.Max, 1UL << (int)(n & 63), top),
            Code.Shr_Un when constant is { } n => left.Max >> (int)(n & (left.Width == 8 ? 63UL : 31UL)),
            Code.Shr_Un => left.Max,
            Code.Shr when !left.MayBeNegative => constant is { } n ? left.Max >> (int)(n & 63) : left.Max,
            Code.Div_Un => constant is > 0 ? left.Max / constant.Value : left.Max,
            Code.Rem_Un => constant is > 0 ? Math.Min(left.Max, constant.Value - 1) : left.Max,
            Code.Div when positive => constant is > 0 ? left.Max / constant.Value : left.Max,
            Code.Rem when positive => constant is > 0 ? Math.Min(left.Max, constant.Value - 1) : left.Max,
            _ => top,
        };
        return left.WithMax(max);
    }

    /// <summary>The result of a conversion; the operand when the instruction is none.</summary>
    public static Value? Convert(Code code, Value value)
    {
        bool number = value.Width > 0;
        ulong max = number ? value.Max : ulong.MaxValue;
        return code switch
        {
            Code.Conv_I1 => Value.Integer(4, false, max <= (ulong)sbyte.MaxValue ? max : uint.MaxValue),
            Code.Conv_I2 => Value.Integer(4, false, max <= (ulong)short.MaxValue ? max : uint.MaxValue),
            Code.Conv_U1 => Value.Integer(4, false, Math.Min(max, byte.MaxValue)),
            Code.Conv_U2 => Value.Integer(4, false, Math.Min(max, ushort.MaxValue)),
            Code.Conv_I4 or Code.Conv_I => Value.Integer(4, false, max),
            Code.Conv_U4 or Code.Conv_U => Value.Integer(4, true, max),
            Code.Conv_I8 => Value.Integer(8, false, value.MayBeNegative ? ulong.MaxValue : max),
            Code.Conv_U8 => Value.Integer(8, true, max),
            Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un => Value.Other(),
            _ => null,
        };
    }

    private static ulong Ones(ulong bits) => bits == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(bits);

    private static ulong Sum(ulong a, ulong b, ulong top) => a > top - b ? top : a + b;

    private static ulong Product(ulong a, ulong b, ulong top) => a != 0 && b > top / a ? top : a * b;
}
