using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>Writes to the debug channel. It takes text only.</summary>
    public static class Console
    {
        public static void Write(string value)
        {
            Diagnostics.Debug.WriteLineNative(value, false);
        }

        public static void WriteLine()
        {
            Diagnostics.Debug.WriteLineNative(string.Empty, true);
        }

        public static void WriteLine(string value)
        {
            Diagnostics.Debug.WriteLineNative(value, true);
        }
    }

    public static class Environment
    {
        public static extern long TickCount64
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }
    }
}

namespace System.Diagnostics
{
    public static class Debug
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern void WriteLineNative(string text, bool addLineFeed);

        [Conditional("DEBUG")]
        public static void Write(string text)
        {
            WriteLineNative(text, false);
        }

        [Conditional("DEBUG")]
        public static void WriteLine()
        {
            WriteLineNative(string.Empty, true);
        }

        [Conditional("DEBUG")]
        public static void WriteLine(string text)
        {
            WriteLineNative(text, true);
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition)
        {
            if (!condition)
            {
                WriteLineNative("Assert failed", true);
            }
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message)
        {
            if (!condition)
            {
                WriteLineNative(message, true);
            }
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message, string detailedMessage)
        {
            if (!condition)
            {
                WriteLineNative(message + detailedMessage, true);
            }
        }
    }

    public static class Debugger
    {
        public static bool IsAttached
        {
            get
            {
                return false;
            }
        }

        public static void Break()
        {
        }
    }
}
