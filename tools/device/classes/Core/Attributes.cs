namespace System
{
    /// <summary>The root of attributes.</summary>
    public abstract class Attribute
    {
    }

    public enum AttributeTargets
    {
        Assembly = 0x0001, Module = 0x0002, Class = 0x0004, Struct = 0x0008, Enum = 0x0010, Constructor = 0x0020, Method = 0x0040,
        Property = 0x0080, Field = 0x0100, Event = 0x0200, Interface = 0x0400, Parameter = 0x0800, Delegate = 0x1000, ReturnValue = 0x2000, All = 0x3FFF,
    }

    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets validOn)
        {
            ValidOn = validOn;
            Inherited = true;
        }
        public AttributeTargets ValidOn
        {
            get;
        }
        public bool AllowMultiple
        {
            get; set;
        }
        public bool Inherited
        {
            get; set;
        }
    }

    public sealed class ParamArrayAttribute : Attribute
    {
    }

    public sealed class FlagsAttribute : Attribute
    {
    }

    public sealed class SerializableAttribute : Attribute
    {
    }

    public sealed class CLSCompliantAttribute : Attribute
    {
        public CLSCompliantAttribute(bool isCompliant)
        {
            IsCompliant = isCompliant;
        }
        public bool IsCompliant
        {
            get;
        }
    }

    public sealed class ObsoleteAttribute : Attribute
    {
        public ObsoleteAttribute()
        {
        }
        public ObsoleteAttribute(string message)
        {
            Message = message;
        }
        public ObsoleteAttribute(string message, bool error)
        {
            Message = message;
            IsError = error;
        }
        public string Message
        {
            get;
        }
        public bool IsError
        {
            get;
        }
    }
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string memberName)
        {
            MemberName = memberName;
        }
        public string MemberName
        {
            get;
        }
    }
}

namespace System.Runtime.CompilerServices
{
    public enum MethodImplOptions
    {
        Unmanaged = 4, NoInlining = 8, ForwardRef = 16, Synchronized = 32, PreserveSig = 128, InternalCall = 4096
    }

    public sealed class MethodImplAttribute : Attribute
    {
        public MethodImplAttribute(MethodImplOptions methodImplOptions)
        {
            Value = methodImplOptions;
        }
        public MethodImplOptions Value
        {
            get;
        }
    }

    public sealed class ExtensionAttribute : Attribute
    {
    }

    public sealed class CompilerGeneratedAttribute : Attribute
    {
    }

    public sealed class IndexerNameAttribute : Attribute
    {
        public IndexerNameAttribute(string indexerName)
        {
        }
    }

    public sealed class CallerMemberNameAttribute : Attribute
    {
    }

    public sealed class CallerLineNumberAttribute : Attribute
    {
    }

    public sealed class CallerFilePathAttribute : Attribute
    {
    }

    public sealed class CallerArgumentExpressionAttribute : Attribute
    {
        public CallerArgumentExpressionAttribute(string parameterName)
        {
            ParameterName = parameterName;
        }
        public string ParameterName
        {
            get;
        }
    }

    public sealed class InternalsVisibleToAttribute : Attribute
    {
        public InternalsVisibleToAttribute(string assemblyName)
        {
            AssemblyName = assemblyName;
        }
        public string AssemblyName
        {
            get;
        }
    }

    public static class IsExternalInit
    {
    }

    public static class RuntimeFeature
    {
        public const string DefaultImplementationsOfInterfaces = "DefaultImplementationsOfInterfaces";
    }

    public static class RuntimeHelpers
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void InitializeArray(Array array, RuntimeFieldHandle fldHandle);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern object GetObjectValue(object obj);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void RunClassConstructor(RuntimeTypeHandle type);

        public static extern int OffsetToStringData
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }
    }
}

namespace System.Runtime.InteropServices
{
    public enum LayoutKind
    {
        Sequential = 0, Explicit = 2, Auto = 3
    }

    public enum CharSet
    {
        None = 1, Ansi = 2, Unicode = 3, Auto = 4
    }

    public sealed class StructLayoutAttribute : Attribute
    {
        public CharSet CharSet;
        public int Pack;
        public int Size;

        public StructLayoutAttribute(LayoutKind layoutKind)
        {
            Value = layoutKind;
        }
        public LayoutKind Value
        {
            get;
        }
    }

    public sealed class OutAttribute : Attribute
    {
    }

    public sealed class InAttribute : Attribute
    {
    }
}

namespace System.Diagnostics
{
    public sealed class ConditionalAttribute : Attribute
    {
        public ConditionalAttribute(string conditionString)
        {
            ConditionString = conditionString;
        }
        public string ConditionString
        {
            get;
        }
    }

    public sealed class DebuggerHiddenAttribute : Attribute
    {
    }

    public sealed class DebuggerStepThroughAttribute : Attribute
    {
    }

    public sealed class DebuggerNonUserCodeAttribute : Attribute
    {
    }

    public enum DebuggerBrowsableState
    {
        Never = 0, Collapsed = 2, RootHidden = 3
    }

    public sealed class DebuggerBrowsableAttribute : Attribute
    {
        public DebuggerBrowsableAttribute(DebuggerBrowsableState state)
        {
            State = state;
        }
        public DebuggerBrowsableState State
        {
            get;
        }
    }

    public sealed class DebuggerDisplayAttribute : Attribute
    {
        public DebuggerDisplayAttribute(string value)
        {
            Value = value;
        }
        public string Value
        {
            get;
        }
        public string Name
        {
            get; set;
        }
        public string Type
        {
            get; set;
        }
    }
}
