using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>The root of the device's types.</summary>
    public class Object
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern bool Equals(object obj);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool ReferenceEquals(object objA, object objB);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int GetHashCode();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Type GetType();
        [MethodImpl(MethodImplOptions.InternalCall)]
        protected extern object MemberwiseClone();

        public static bool Equals(object objA, object objB)
        {
            if (objA == objB)
            {
                return true;
            }
            if (objA == null || objB == null)
            {
                return false;
            }
            return objA.Equals(objB);
        }

        public virtual string ToString()
        {
            return GetType().FullName;
        }

        ~Object()
        {
        }
    }

    public abstract class ValueType
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern bool Equals(object obj);
    }

    public abstract class Enum : ValueType
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool HasFlag(Enum flag);

        /// <summary>The number: the device keeps no names of enumeration members.</summary>
        public override string ToString()
        {
            return Number.FormatNative(this, "G");
        }
    }

    public struct Void
    {
    }

    public struct IntPtr
    {
        private int m_value;
    }

    public struct UIntPtr
    {
        private uint m_value;
    }

    public struct TypedReference
    {
    }

    public struct RuntimeArgumentHandle
    {
    }

    public struct RuntimeTypeHandle
    {
        private int m_ptr;
    }

    public struct RuntimeFieldHandle
    {
        private int m_ptr;
    }

    public struct RuntimeMethodHandle
    {
        private int m_ptr;
    }

    public struct Boolean
    {
        internal bool m_value;
        public static readonly string FalseString = "False";
        public static readonly string TrueString = "True";

        public override string ToString()
        {
            return m_value ? TrueString : FalseString;
        }
    }

    public struct Char
    {
        internal char m_value;
        public const char MaxValue = (char)0xFFFF;
        public const char MinValue = (char)0x00;

        public override string ToString()
        {
            return new string(m_value, 1);
        }

        public char ToLower()
        {
            return m_value >= 'A' && m_value <= 'Z' ? (char)(m_value - 'A' + 'a') : m_value;
        }

        public char ToUpper()
        {
            return m_value >= 'a' && m_value <= 'z' ? (char)(m_value + 'A' - 'a') : m_value;
        }
    }

    public abstract class MarshalByRefObject
    {
    }

    public sealed class DBNull
    {
        public static readonly DBNull Value = new DBNull();

        private DBNull()
        {
        }

        public override string ToString()
        {
            return string.Empty;
        }
    }

    public class WeakReference
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern WeakReference(object target);

        public virtual extern bool IsAlive
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public virtual extern object Target
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get; [MethodImpl(MethodImplOptions.InternalCall)]
            set;
        }
    }

    public static class GC
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern bool AnyPendingFinalizers();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void SuppressFinalize(object obj);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void ReRegisterForFinalize(object obj);

        public static void WaitForPendingFinalizers()
        {
            while (AnyPendingFinalizers())
            {
                Threading.Thread.Sleep(10);
            }
        }
    }
}
