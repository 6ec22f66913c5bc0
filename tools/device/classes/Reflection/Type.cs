using System.Reflection;
using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>What a program can ask about a type.</summary>
    public abstract class Type : MemberInfo
    {
        public override extern Type DeclaringType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public abstract string FullName
        {
            get;
        }

        public abstract Type BaseType
        {
            get;
        }

        public abstract Assembly Assembly
        {
            get;
        }

        public extern bool IsNotPublic
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsPublic
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsClass
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsInterface
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsValueType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsAbstract
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsEnum
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsArray
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern Type GetTypeFromHandle(RuntimeTypeHandle handle);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern Type GetType(string typeName);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern MethodInfo GetMethod(string name);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern MethodInfo GetMethod(string name, BindingFlags bindingAttr);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern ConstructorInfo GetConstructor(Type[] types);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern bool IsInstanceOfType(object o);

        public abstract Type[] GetInterfaces();

        public abstract Type GetElementType();

        public abstract FieldInfo GetField(string name, BindingFlags bindingAttr);

        public FieldInfo GetField(string name)
        {
            return GetField(name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public);
        }

        public virtual bool IsSubclassOf(Type c)
        {
            for (Type t = BaseType; t != null; t = t.BaseType)
            {
                if (t == c)
                {
                    return true;
                }
            }

            return false;
        }

        public override string ToString()
        {
            return "Type: " + Name;
        }

        /// <summary>What the host's compiler calls for ==; the device's compiler compares references.</summary>
        internal static bool op_Equality(Type left, Type right)
        {
            return (object)left == (object)right;
        }

        internal static bool op_Inequality(Type left, Type right)
        {
            return (object)left != (object)right;
        }
    }

    internal sealed class RuntimeType : Type
    {
        public override extern Assembly Assembly
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern string Name
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern string FullName
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern Type BaseType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern Type[] GetInterfaces();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern Type GetElementType();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern FieldInfo GetField(string name, BindingFlags bindingAttr);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern object[] GetCustomAttributes(bool inherit);
    }
}

namespace System.Reflection
{
    public enum BindingFlags
    {
        Default = 0, IgnoreCase = 1, DeclaredOnly = 2, Instance = 4, Static = 8, Public = 16, NonPublic = 32, FlattenHierarchy = 64,
    }

    public abstract class MemberInfo
    {
        public abstract Type DeclaringType
        {
            get;
        }

        public abstract string Name
        {
            get;
        }

        public abstract object[] GetCustomAttributes(bool inherit);
    }

    public class Assembly
    {
        public virtual extern string FullName
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern Assembly GetExecutingAssembly();
    }

    public abstract class MethodBase : MemberInfo
    {
        private int _token;

        public extern bool IsPublic
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsStatic
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern string Name
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern Type DeclaringType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern object Invoke(object obj, object[] parameters);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern object[] GetCustomAttributes(bool inherit);
    }

    public abstract class MethodInfo : MethodBase
    {
    }

    internal sealed class RuntimeMethodInfo : MethodInfo
    {
    }

    public sealed class ConstructorInfo : MethodBase
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern object Invoke(object[] parameters);
    }

    public abstract class FieldInfo : MemberInfo
    {
        public abstract Type FieldType
        {
            get;
        }

        public abstract object GetValue(object obj);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void SetValue(object obj, object value);
    }

    internal sealed class RuntimeFieldInfo : FieldInfo
    {
        public override extern Type FieldType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern string Name
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override extern Type DeclaringType
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern object GetValue(object obj);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern object[] GetCustomAttributes(bool inherit);
    }
}
