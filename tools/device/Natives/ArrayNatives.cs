using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Arrays and the list over them.</summary>
internal static class ArrayNatives
{
    public static void Add(Registrar r)
    {
        r.Of("System.Array")
            .Add("CreateInstance(Type,Int32)", (ref NativeCall c) =>
                c.Return(c.Heap.NewArray(c.Machine.Program.Resolver.ArrayOf((DeviceType)((ReflectionObject)c[0].O!).Member), c.Int(1))))
            .Add("Copy(Array,Int32,Array,Int32,Int32)", CopyRange)
            .Add("Clear(Array,Int32,Int32)", Clear)
            .Add("get_Length()", (ref NativeCall c) => c.Return(((ArrayObject)c[0].O!).Length))
            .Add("System.Collections.IList.get_Item(Int32)", (ref NativeCall c) => c.Result = Get(ref c, Checked((ArrayObject)c[0].O!, c.Int(1)), c.Int(1)))
            .Add("System.Collections.IList.set_Item(Int32,Object)", (ref NativeCall c) => Set(Checked((ArrayObject)c[0].O!, c.Int(1)), c.Int(1), c[2]))
            .Add("TrySzIndexOf(Array,Int32,Int32,Object,Int32&)", IndexOf);
        r.Of("System.Collections.Hashtable")
            .Add("Prime(Int32)", (ref NativeCall c) => c.Return(Prime(c.Int(0))));
        r.Of("System.Collections.ArrayList")
            .Add("SetCapacity(Int32)", (ref NativeCall c) => Resize(ref c, c.Int(1)))
            .Add("get_Item(Int32)", (ref NativeCall c) => c.Return(Items(ref c).Items[InList(ref c, c.Int(1))]))
            .Add("set_Item(Int32,Object)", (ref NativeCall c) => Items(ref c).Items[InList(ref c, c.Int(1))] = c.Object(2))
            .Add("Add(Object)", (ref NativeCall c) => c.Return(Insert(ref c, Count(ref c), c.Object(1))))
            .Add("Clear()", ClearList)
            .Add("Insert(Int32,Object)", (ref NativeCall c) => Insert(ref c, c.Int(1), c.Object(2)))
            .Add("RemoveAt(Int32)", RemoveAt);
    }

    /// <summary>The size of a table with at least so many buckets: primes that grow by about a fifth.</summary>
    private static int Prime(int min)
    {
        int[] primes = [3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919, 1103, 1327, 1597, 1931];
        return Array.Find(primes, p => p >= min) is var found and > 0 ? found : min | 1;
    }

    /// <summary>Copies as if through a buffer: ranges may overlap.</summary>
    public static void Copy(ArrayObject source, int from, ArrayObject target, int to, int count)
    {
        if (source.Element != Tag.Object)
        {
            int size = ArrayObject.HostBytes(source.Element);
            Buffer.BlockCopy(source.Bytes, from * size, target.Bytes, to * size, count * size);
        }
        else if (source.Type.Element!.IsStruct)
        {
            bool backward = source == target && to > from;
            for (int i = 0; i < count; i++)
            {
                int k = backward ? count - 1 - i : i;
                Interpreter.WriteThrough(Value.Ref(target.Items[to + k]), Value.Ref(source.Items[from + k]));
            }
        }
        else
        {
            Array.Copy(source.Items, from, target.Items, to, count);
        }
    }

    private static ArrayObject Checked(ArrayObject array, int index) => (uint)index < (uint)array.Length ? array : throw DeviceFault.Index();

    private static void CopyRange(ref NativeCall c)
    {
        ArrayObject source = c.Array(0);
        ArrayObject target = c.Array(2);
        int from = c.Int(1);
        int to = c.Int(3);
        int count = c.Int(4);
        if (from < 0 || to < 0 || count < 0 || from > source.Length - count || to > target.Length - count)
        {
            throw DeviceFault.OutOfRange();
        }

        if (source.Element != target.Element && source.Element != Tag.Object)
        {
            throw DeviceFault.Cast();
        }

        if (source.Element == Tag.Object && source.Type.Element != target.Type.Element)
        {
            for (int i = 0; i < count; i++)
            {
                Set(target, to + i, Value.Ref(source.Items[from + i]));
            }
        }
        else
        {
            Copy(source, from, target, to, count);
        }

        c.Cost += (long)count * ArrayObject.HostBytes(source.Element) / 3;
    }

    private static void Clear(ref NativeCall c)
    {
        ArrayObject array = c.Array(0);
        int from = c.Int(1);
        int count = c.Int(2);
        if (from < 0 || count < 0 || from > array.Length - count)
        {
            throw DeviceFault.OutOfRange();
        }

        if (array.Element == Tag.Object)
        {
            Array.Clear(array.Items, from, count);
        }
        else
        {
            int size = ArrayObject.HostBytes(array.Element);
            Array.Clear(array.Bytes, from * size, count * size);
        }

        c.Cost += (long)count * ArrayObject.HostBytes(array.Element) / 3;
    }

    private static Value Get(ref NativeCall c, ArrayObject array, int index)
    {
        Value value = default;
        array.Load(index, ref value);
        if (array.Element != Tag.Object)
        {
            value.T = array.Element;
            return Value.Ref(c.Heap.Box(array.Type.Element!, value));
        }

        return value.O is Instance { IsLooseStruct: true } item ? Value.Ref(c.Heap.Clone(item, true)) : value;
    }

    private static void Set(ArrayObject array, int index, in Value value)
    {
        if (array.Element != Tag.Object)
        {
            array.Store(index, Interpreter.ReadThrough(value));
        }
        else if (array.Items[index] is Instance { IsLooseStruct: true } target)
        {
            Interpreter.WriteThrough(Value.Ref(target), value);
        }
        else if (value.O is HeapObject stored && !stored.Type.IsAssignableTo(array.Type.Element!))
        {
            throw DeviceFault.Cast();
        }
        else
        {
            array.Items[index] = (HeapObject?)value.O;
        }
    }

    private static void IndexOf(ref NativeCall c)
    {
        ArrayObject array = c.Array(0);
        int from = c.Int(1);
        int count = c.Int(2);
        if (from < 0 || count < 0 || from + count > array.Length)
        {
            throw DeviceFault.OutOfRange();
        }

        if (array.Element == Tag.Object && c[3].O is not (null or StringObject))
        {
            // Objects compare as they say themselves: the managed part asks them.
            c.Return(false);
            return;
        }

        int found = -1;
        for (int i = from; i < from + count && found < 0; i++)
        {
            Value item = default;
            array.Load(i, ref item);
            bool same = array.Element == Tag.Object
                ? Arithmetic.SameObject(item.O, c[3].O)
                : c[3].O is Instance { Boxed: true } boxed && SameBits(item.N, boxed.Fields[0].N, ArrayObject.HostBytes(array.Element));
            found = same ? i : found;
        }

        c.Cost += (found < 0 ? count : found - from) * 300L;
        Interpreter.WriteThrough(c[4], Value.Int(found));
        c.Return(true);
    }

    /// <summary>The device looks at as many bytes as an element has, whatever type was boxed.</summary>
    private static bool SameBits(long left, long right, int bytes) => ((left ^ right) << (64 - (8 * bytes))) == 0;

    private static ArrayObject Items(ref NativeCall c) => (ArrayObject)c.This.Fields[0].O!;

    private static int Count(ref NativeCall c) => c.This.Fields[1].I4;

    private static int InList(ref NativeCall c, int index) => (uint)index < (uint)Count(ref c) ? index : throw DeviceFault.OutOfRange();

    private static void Resize(ref NativeCall c, int capacity)
    {
        if (capacity < Count(ref c))
        {
            throw DeviceFault.OutOfRange();
        }

        ArrayObject next = c.Heap.NewArray(Items(ref c).Type, Math.Max(capacity, 4));
        Array.Copy(Items(ref c).Items, next.Items, Count(ref c));
        c.This.Fields[0].O = next;
    }

    private static int Insert(ref NativeCall c, int index, HeapObject? value)
    {
        int count = Count(ref c);
        if ((uint)index > (uint)count)
        {
            throw DeviceFault.OutOfRange();
        }

        if (count == Items(ref c).Length)
        {
            Resize(ref c, count * 3 / 2);
        }

        HeapObject?[] items = Items(ref c).Items;
        Array.Copy(items, index, items, index + 1, count - index);
        items[index] = value;
        c.This.Fields[1].N = count + 1;
        return index;
    }

    private static void ClearList(ref NativeCall c)
    {
        Array.Clear(Items(ref c).Items);
        c.This.Fields[1].N = 0;
    }

    private static void RemoveAt(ref NativeCall c)
    {
        int index = InList(ref c, c.Int(1));
        HeapObject?[] items = Items(ref c).Items;
        int count = Count(ref c);
        Array.Copy(items, index + 1, items, index, count - index - 1);
        items[count - 1] = null;
        c.This.Fields[1].N = count - 1;
    }
}
