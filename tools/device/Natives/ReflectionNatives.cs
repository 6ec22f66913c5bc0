using Mono.Cecil;
using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Types, methods, fields and attributes as a program sees them.</summary>
internal static class ReflectionNatives
{
    private const string RuntimeType = "System.RuntimeType";
    private const string RuntimeMethod = "System.Reflection.RuntimeMethodInfo";
    private const string RuntimeField = "System.Reflection.RuntimeFieldInfo";

    public static void Add(Registrar r)
    {
        r.Of("System.Type")
            .Add("GetTypeFromHandle(RuntimeTypeHandle)", (ref NativeCall c) => c.Return(c.Heap.NewReflection(RuntimeType, c[0].O!)))
            .Add("GetType(String)", (ref NativeCall c) => c.Return(Show(ref c, c.Machine.Program.Resolver.Find(c.Text(0)))))
            .Add("get_DeclaringType()", (ref NativeCall c) => c.Return(Show(ref c, Find(ref c, Type(ref c).Definition?.DeclaringType))))
            .Add("get_IsNotPublic()", (ref NativeCall c) => c.Return(Type(ref c).Definition?.IsNotPublic ?? false))
            .Add("get_IsPublic()", (ref NativeCall c) => c.Return(Type(ref c).Definition?.IsPublic ?? true))
            .Add("get_IsClass()", (ref NativeCall c) => c.Return(!Type(ref c).IsInterface && !Type(ref c).IsValueType))
            .Add("get_IsInterface()", (ref NativeCall c) => c.Return(Type(ref c).IsInterface))
            .Add("get_IsValueType()", (ref NativeCall c) => c.Return(Type(ref c).IsValueType))
            .Add("get_IsAbstract()", (ref NativeCall c) => c.Return(Type(ref c).Definition?.IsAbstract ?? false))
            .Add("get_IsEnum()", (ref NativeCall c) => c.Return(Type(ref c).IsEnum))
            .Add("get_IsArray()", (ref NativeCall c) => c.Return(Type(ref c).IsArray))
            .Add("IsInstanceOfType(Object)", (ref NativeCall c) => c.Return(c.Object(1)?.Type.IsAssignableTo(Type(ref c)) ?? false))
            .Add("GetMethod(String)", (ref NativeCall c) => GetMethod(ref c, true))
            .Add("GetMethod(String,System.Reflection.BindingFlags)", (ref NativeCall c) => GetMethod(ref c, (c.Int(2) & 32) == 0))
            .Add("GetConstructor(Type[])", GetConstructor);
        r.Of(RuntimeType)
            .Add("get_Assembly()", (ref NativeCall c) => c.Return(c.Heap.NewReflection("System.Reflection.Assembly", Type(ref c).Assembly!)))
            .Add("get_Name()", (ref NativeCall c) => c.Return(Type(ref c).IsArray ? Type(ref c).Element!.Name + "[]" : Type(ref c).Name))
            .Add("get_FullName()", (ref NativeCall c) => c.Return(Type(ref c).FullName.Replace('/', '+')))
            .Add("get_BaseType()", (ref NativeCall c) => c.Return(Show(ref c, Type(ref c).Base)))
            .Add("GetElementType()", (ref NativeCall c) => c.Return(Show(ref c, Type(ref c).Element)))
            .Add("GetInterfaces()", GetInterfaces)
            .Add("GetField(String,System.Reflection.BindingFlags)", GetField)
            .Add("GetCustomAttributes(Boolean)", (ref NativeCall c) => Attributes(ref c, Type(ref c).Definition));
        r.Of("System.Reflection.Assembly")
            .Add("get_FullName()", (ref NativeCall c) => c.Return(((Loading.DeviceAssembly)Member(ref c)).Name + ", Version=0.0.0.0"))
            .Add("GetExecutingAssembly()", (ref NativeCall c) => c.Return(c.Heap.NewReflection("System.Reflection.Assembly", c.Frame.Method.Owner.Assembly!)));
        r.Of("System.Reflection.MethodBase")
            .Add("get_Name()", (ref NativeCall c) => c.Return(Method(ref c).Name))
            .Add("get_DeclaringType()", (ref NativeCall c) => c.Return(Show(ref c, Method(ref c).Owner)))
            .Add("get_IsPublic()", (ref NativeCall c) => c.Return(Method(ref c).Definition.IsPublic))
            .Add("get_IsStatic()", (ref NativeCall c) => c.Return(Method(ref c).IsStatic))
            .Add("Invoke(Object,Object[])", (ref NativeCall c) => Invoke(ref c, c[1], c.ArrayOrNull(2)))
            .Add("GetCustomAttributes(Boolean)", (ref NativeCall c) => Attributes(ref c, Method(ref c).Definition));
        r.Of("System.Reflection.ConstructorInfo")
            .Add("Invoke(Object[])", Construct);
        r.Of("System.Reflection.FieldInfo")
            .Add("SetValue(Object,Object)", (ref NativeCall c) => Tags.AssignPreservingType(ref Slot(ref c), Unboxed(c[2])));
        r.Of(RuntimeField)
            .Add("get_Name()", (ref NativeCall c) => c.Return(Field(ref c).Name))
            .Add("get_DeclaringType()", (ref NativeCall c) => c.Return(Show(ref c, Field(ref c).Owner)))
            .Add("get_FieldType()", (ref NativeCall c) => c.Return(Show(ref c, Field(ref c).Type)))
            .Add("GetValue(Object)", (ref NativeCall c) => c.Result = c.Machine.Interpreter.BoxField(Field(ref c).Type, Slot(ref c)))
            .Add("GetCustomAttributes(Boolean)", (ref NativeCall c) => Attributes(ref c, Field(ref c).Definition));
    }

    private static object Member(ref NativeCall c) => (c[0].O as ReflectionObject ?? throw DeviceFault.Null()).Member;

    private static DeviceType Type(ref NativeCall c) => (DeviceType)Member(ref c);

    private static DeviceMethod Method(ref NativeCall c) => (DeviceMethod)Member(ref c);

    private static DeviceField Field(ref NativeCall c) => (DeviceField)Member(ref c);

    private static ReflectionObject? Show(ref NativeCall c, DeviceType? type) => type is null ? null : c.Heap.NewReflection(RuntimeType, type);

    private static DeviceType? Find(ref NativeCall c, TypeReference? reference) => reference is null ? null : c.Machine.Program.Resolver.Find(reference.FullName);

    private static Value Unboxed(in Value value) => value.O is null ? value : Interpreter.ReadThrough(value);

    private static ref Value Slot(ref NativeCall c)
    {
        DeviceField field = Field(ref c);
        if (field.Definition.IsStatic)
        {
            return ref c.Machine.Statics[field.Index];
        }

        return ref (c[1].O as Instance ?? throw DeviceFault.Null()).Fields[field.Index];
    }

    private static void GetMethod(ref NativeCall c, bool publicOnly)
    {
        string name = c.Text(1);
        for (DeviceType? type = Type(ref c); type is not null; type = type.Base)
        {
            if (type.Methods.Find(m => m.Name == name && (!publicOnly || m.Definition.IsPublic)) is { } method)
            {
                c.Return(c.Heap.NewReflection(RuntimeMethod, method));
                return;
            }
        }

        c.Return((HeapObject?)null);
    }

    private static void GetConstructor(ref NativeCall c)
    {
        string parameters = string.Join(',', c.Array(1).Items.Select(i => ((DeviceType)((ReflectionObject)i!).Member).FullName));
        DeviceMethod? found = Type(ref c).Methods.Find(m => m.IsConstructor && m.Parameters == parameters);
        c.Return(found is null ? null : c.Heap.NewReflection("System.Reflection.ConstructorInfo", found));
    }

    private static void GetInterfaces(ref NativeCall c)
    {
        DeviceType[] interfaces = Type(ref c).Interfaces;
        ArrayObject array = c.NewArray("System.Type", interfaces.Length);
        for (int i = 0; i < interfaces.Length; i++)
        {
            array.Items[i] = Show(ref c, interfaces[i]);
        }

        c.Return(array);
    }

    private static void GetField(ref NativeCall c)
    {
        string name = c.Text(1);
        DeviceField? found = null;
        for (DeviceType? type = Type(ref c); type is not null && found is null; type = type.Base)
        {
            found = type.Fields.Find(f => f.Name == name);
        }

        c.Return(found is null ? null : c.Heap.NewReflection(RuntimeField, found));
    }

    private static void Invoke(ref NativeCall c, Value target, ArrayObject? arguments)
    {
        DeviceMethod method = Method(ref c);
        var values = new List<Value>();
        if (!method.IsStatic)
        {
            HeapObject owner = target.O as HeapObject ?? throw DeviceFault.Null();
            method = method.IsVirtual ? owner.Type.FindVirtual(method) ?? method : method;
            values.Add(target);
        }

        values.AddRange((arguments?.Items ?? []).Select(a => a is Instance { Boxed: true } ? Unboxed(Value.Ref(a)) : Value.Ref(a)));
        if (values.Count != method.ArgumentCount)
        {
            throw DeviceFault.Argument();
        }

        c.TailCall(method, [.. values]);
    }

    private static void Construct(ref NativeCall c)
    {
        DeviceMethod constructor = Method(ref c);
        Instance made = c.Heap.New(constructor.Owner);
        c.TailCall(constructor, [Value.Ref(made), .. (c.ArrayOrNull(1)?.Items ?? []).Select(a => a is Instance { Boxed: true } ? Unboxed(Value.Ref(a)) : Value.Ref(a))]);
    }

    private static void Attributes(ref NativeCall c, ICustomAttributeProvider? provider)
    {
        var made = new List<HeapObject>();
        foreach (CustomAttribute attribute in provider?.CustomAttributes ?? [])
        {
            // Attributes of the compiler stay out of the device's tables.
            if (c.Machine.Program.Resolver.Find(attribute.AttributeType.FullName) is not { IsProgram: true } type)
            {
                continue;
            }

            Instance instance = c.Heap.New(type);
            Value[] arguments = [Value.Ref(instance), .. Constants(ref c, attribute)];
            c.Machine.Interpreter.RunNested(c.Thread, c.Machine.Program.Resolver.Method(attribute.Constructor), arguments);
            made.Add(instance);
        }

        ArrayObject array = c.NewArray("System.Object", made.Count);
        made.CopyTo(array.Items!);
        c.Return(array);
    }

    private static List<Value> Constants(ref NativeCall c, CustomAttribute attribute)
    {
        var values = new List<Value>();
        foreach (CustomAttributeArgument argument in attribute.ConstructorArguments)
        {
            values.Add(Constant(c.Machine, argument.Value) ?? throw new CannotShowAttributeException(attribute.AttributeType.FullName));
        }

        return values;
    }

    /// <summary>A constant of an attribute as a value; null when it is none that the interpreter can make.</summary>
    public static Value? Constant(Machine machine, object? value) => value switch
    {
        null => Value.Ref(null),
        string text => Value.Ref(machine.Heap.NewString(text)),
        bool flag => Value.Bool(flag),
        char ch => Value.Int(ch),
        byte or sbyte or short or ushort or int => Value.Int(Convert.ToInt32(value)),
        uint number => Value.UInt(number),
        long number => Value.Long(number),
        ulong number => Value.ULong(number),
        float number => Value.Single(number),
        double number => Value.Double(number),
        _ => null,
    };
}

/// <summary>An attribute with arguments that the interpreter cannot make.</summary>
internal sealed class CannotShowAttributeException(string name) : Exception($"attribute {name} has arguments that the emulator cannot make");
