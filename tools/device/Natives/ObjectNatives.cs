using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Identity, equality, delegates, the collector, output.</summary>
internal static class ObjectNatives
{
    public static void Add(Registrar r)
    {
        r.Of("System.Object")
            .Add("Equals(Object)", (ref NativeCall c) => c.Return(AreEqual(c[0], c[1])))
            .Add("ReferenceEquals(Object,Object)", (ref NativeCall c) => c.Return(ReferenceEquals(c[0].O, c[1].O)))
            .Add("GetHashCode()", (ref NativeCall c) => c.Return(Hash(c[0])))
            .Add("GetType()", (ref NativeCall c) => c.Return(c.Heap.NewReflection("System.RuntimeType", c.Machine.Interpreter.TypeOf(c[0]))))
            .Add("MemberwiseClone()", (ref NativeCall c) => c.Return(MemberwiseClone(ref c)));
        r.Of("System.ValueType")
            .Add("Equals(Object)", (ref NativeCall c) => c.Return(AreEqual(c[0], c[1])));
        r.Of("System.Enum")
            .Add("HasFlag(Enum)", (ref NativeCall c) => c.Return((c.Long(0) & c.Long(1)) == c.Long(1)));
        r.Of("System.Delegate")
            .Add("Equals(Object)", (ref NativeCall c) => c.Return(Arithmetic.SameObject(c[0].O, c[1].O)))
            .Add("Combine(Delegate,Delegate)", (ref NativeCall c) => c.Return(Combine(ref c)))
            .Add("Remove(Delegate,Delegate)", (ref NativeCall c) => c.Return(Remove(ref c)))
            .Add("GetInvocationList()", InvocationList)
            .Add("get_Method()", (ref NativeCall c) => c.Return(c.Heap.NewReflection("System.Reflection.RuntimeMethodInfo", ((DelegateObject)c[0].O!).Method)))
            .Add("get_Target()", (ref NativeCall c) => c.Result = ((DelegateObject)c[0].O!).Target.O is null ? Value.Ref(null) : ((DelegateObject)c[0].O!).Target)
            .Add("op_Equality(Delegate,Delegate)", (ref NativeCall c) => c.Return(Arithmetic.SameObject(c[0].O, c[1].O)))
            .Add("op_Inequality(Delegate,Delegate)", (ref NativeCall c) => c.Return(!Arithmetic.SameObject(c[0].O, c[1].O)));
        r.Of("System.MulticastDelegate")
            .Add("op_Equality(MulticastDelegate,MulticastDelegate)", (ref NativeCall c) => c.Return(Arithmetic.SameObject(c[0].O, c[1].O)))
            .Add("op_Inequality(MulticastDelegate,MulticastDelegate)", (ref NativeCall c) => c.Return(!Arithmetic.SameObject(c[0].O, c[1].O)));
        r.Of("System.Exception")
            .Add("get_StackTrace()", (ref NativeCall c) => c.Return((c.This.Host as ThrowInfo)?.Trace));
        r.Of("System.GC")
            .Add("AnyPendingFinalizers()", (ref NativeCall c) => c.Return(c.Heap.PendingFinalizers.Count > 0))
            .Add("SuppressFinalize(Object)", (ref NativeCall c) => c.Heap.SuppressFinalizer((Instance)c[0].O!))
            .Add("ReRegisterForFinalize(Object)", (ref NativeCall c) => c.Heap.RestoreFinalizer((Instance)c[0].O!));
        r.Of("System.WeakReference")
            .Add(".ctor(Object)", (ref NativeCall c) => c.This.Host = new WeakReference<HeapObject?>(c.Object(1)))
            .Add("get_IsAlive()", (ref NativeCall c) => c.Return(WeakTarget(ref c) is not null))
            .Add("get_Target()", (ref NativeCall c) => c.Return(WeakTarget(ref c)))
            .Add("set_Target(Object)", (ref NativeCall c) => c.This.Host = new WeakReference<HeapObject?>(c.Object(1)));
        r.Of("System.Runtime.CompilerServices.RuntimeHelpers")
            .Add("InitializeArray(Array,RuntimeFieldHandle)", InitializeArray)
            .Add("GetObjectValue(Object)", (ref NativeCall c) => c.Result = c[0])
            .Add("RunClassConstructor(RuntimeTypeHandle)", (ref NativeCall c) => { })
            .Add("get_OffsetToStringData()", (ref NativeCall c) => c.Return(0));
        r.Of("System.Diagnostics.Debug")
            .Add("WriteLineNative(String,Boolean)", (ref NativeCall c) => Write(ref c));
        r.Of("nanoFramework.Runtime.Native.GC")
            .Add("Run(Boolean)", (ref NativeCall c) => Collect(ref c));
        r.Of("nanoFramework.Runtime.Native.Power")
            .Add("NativeReboot()", (ref NativeCall c) => throw new RebootException());
    }

    public static bool AreEqual(in Value left, in Value right)
    {
        Value l = Unboxed(left);
        Value r = Unboxed(right);
        if (l.T != r.T)
        {
            return false;
        }

        if (l.T < Tag.Object)
        {
            return l.T switch
            {
                Tag.R4 => l.R4.Equals(r.R4),
                Tag.R8 => l.R8.Equals(r.R8),
                _ => Arithmetic.Compare(l, r, true) == 0,
            };
        }

        if (l.O is Instance { Type.IsStruct: true } a && r.O is Instance b && a.Type == b.Type)
        {
            for (int i = 0; i < a.Fields.Length; i++)
            {
                if (!AreEqual(a.Fields[i], b.Fields[i]))
                {
                    return false;
                }
            }

            return true;
        }

        return Arithmetic.SameObject(l.O, r.O);
    }

    private static Value Unboxed(in Value value)
    {
        if (value.T == Tag.Object && value.O is null)
        {
            return value;
        }

        Value plain = Interpreter.ReadThrough(value);
        Tags.Promote(ref plain);
        return plain.T == Tag.StructRef ? Value.Ref((Instance)plain.O!) : plain;
    }

    private static int Hash(in Value value)
    {
        Value plain = Unboxed(value);
        if (plain.T < Tag.Object)
        {
            return (int)plain.N ^ (int)(plain.N >> 32);
        }

        uint hash = 2166136261;
        switch (plain.O)
        {
            case StringObject text:
                foreach (char ch in text.Text)
                {
                    hash = (hash ^ ch) * 16777619;
                }

                return (int)hash;
            case Instance { Type.IsStruct: true } fields:
                foreach (Value field in fields.Fields)
                {
                    hash = (hash ^ (field is { T: Tag.Object, O: null } ? 0 : (uint)Hash(field))) * 16777619;
                }

                return (int)hash;
            case ReflectionObject reflected:
                return Hash(Value.Ref(new StringObject(reflected.Type, 0, reflected.Member.ToString()!)));
            case HeapObject other:
                // Deterministic: numbered when first asked.
                return other.HashId == 0 ? other.HashId = ++s_lastHash : other.HashId;
            default:
                throw DeviceFault.Null();
        }
    }

    [ThreadStatic]
    private static int s_lastHash;

    private static HeapObject MemberwiseClone(ref NativeCall c) => c[0].O switch
    {
        Instance { IsLooseStruct: true } loose => c.Heap.Clone(loose, false),
        Instance instance => c.Heap.Clone(instance, instance.Boxed),
        ArrayObject array => CloneArray(ref c, array),
        HeapObject other => other,
        _ => throw DeviceFault.Null(),
    };

    private static ArrayObject CloneArray(ref NativeCall c, ArrayObject array)
    {
        ArrayObject copy = c.Heap.NewArray(array.Type, array.Length);
        ArrayNatives.Copy(array, 0, copy, 0, array.Length);
        return copy;
    }

    private static DelegateObject? Combine(ref NativeCall c)
    {
        var a = c[0].O as DelegateObject;
        var b = c[1].O as DelegateObject;
        if (a is null || b is null)
        {
            return a ?? b;
        }

        return c.Heap.NewDelegateList(a.Type, [.. a.List ?? [a], .. b.List ?? [b]]);
    }

    private static DelegateObject? Remove(ref NativeCall c)
    {
        if (c[0].O is not DelegateObject source || c[1].O is not DelegateObject removed)
        {
            return c[0].O as DelegateObject;
        }

        DelegateObject[] list = source.List ?? [source];
        int at = Array.FindLastIndex(list, d => Arithmetic.SameObject(d, removed));
        return at < 0 ? source : list.Length switch
        {
            1 => null,
            2 => list[1 - at],
            _ => c.Heap.NewDelegateList(source.Type, [.. list[..at], .. list[(at + 1)..]]),
        };
    }

    private static void InvocationList(ref NativeCall c)
    {
        var source = (DelegateObject)c[0].O!;
        DelegateObject[] list = source.List ?? [source];
        ArrayObject array = c.NewArray("System.Delegate", list.Length);
        list.CopyTo(array.Items, 0);
        c.Return(array);
    }

    private static HeapObject? WeakTarget(ref NativeCall c) =>
        ((WeakReference<HeapObject?>)c.This.Host!).TryGetTarget(out HeapObject? target) && c.Heap.IsKnownAlive(target) ? target : null;

    private static void InitializeArray(ref NativeCall c)
    {
        ArrayObject array = c.Array(0);
        byte[] data = ((DeviceField)c[1].O!).Definition.InitialValue;
        data.AsSpan(0, array.Bytes.Length).CopyTo(array.Bytes);
        c.Cost += array.Bytes.Length / 8;
    }

    private static void Write(ref NativeCall c)
    {
        string text = c.TextOrNull(0) ?? "";
        c.Machine.Output.Write(text);
        if (c.Bool(1))
        {
            c.Machine.Output.Write('\n');
        }
    }

    private static void Collect(ref NativeCall c)
    {
        // What the call itself was given is no longer needed.
        c.Heap.Collect();
        c.Result = Value.UInt((uint)Math.Max(0, c.Heap.Limit - c.Heap.UsedBytes));
    }
}
