using System.Collections;
using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>Text: UTF-8 on the device's heap, ended by the first NUL.</summary>
    public sealed class String : IComparable, IEnumerable
    {
        public static readonly string Empty = "";

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern String(char[] value, int startIndex, int length);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern String(char[] value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern String(char c, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool Equals(string a, string b);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool operator ==(string a, string b);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool operator !=(string a, string b);

        [IndexerName("Chars")]
        public extern char this[int index] { [MethodImpl(MethodImplOptions.InternalCall)] get; }

        public extern int Length
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern char[] ToCharArray();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern char[] ToCharArray(int startIndex, int length);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string[] Split(params char[] separator);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string[] Split(char[] separator, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string Substring(int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string Substring(int startIndex, int length);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string Trim(params char[] trimChars);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string TrimStart(params char[] trimChars);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string TrimEnd(params char[] trimChars);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string Trim();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Compare(string strA, string strB);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int CompareTo(object value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int CompareTo(string strB);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(char value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(char value, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(char value, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOfAny(char[] anyOf);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOfAny(char[] anyOf, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOfAny(char[] anyOf, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(string value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(string value, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int IndexOf(string value, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOfAny(char[] anyOf);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOfAny(char[] anyOf, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOfAny(char[] anyOf, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(char value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(char value, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(char value, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(string value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(string value, int startIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern int LastIndexOf(string value, int startIndex, int count);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string ToLower();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern string ToUpper();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string Concat(string str0, string str1);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string Concat(string str0, string str1, string str2);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string Concat(string str0, string str1, string str2, string str3);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string Concat(params string[] values);

        public override bool Equals(object obj)
        {
            string other = obj as string;
            return other != null && Equals(this, other);
        }

        public override string ToString()
        {
            return this;
        }

        public static string Concat(object arg0)
        {
            return arg0 == null ? Empty : arg0.ToString();
        }

        public static string Concat(object arg0, object arg1)
        {
            return Concat(Concat(arg0), Concat(arg1));
        }

        public static string Concat(object arg0, object arg1, object arg2)
        {
            return Concat(Concat(arg0), Concat(arg1), Concat(arg2));
        }

        public static string Concat(params object[] args)
        {
            if (args == null)
            {
                throw new ArgumentNullException();
            }
            string[] texts = new string[args.Length];
            for (int i = 0; i < args.Length; i++)
            {
                texts[i] = Concat(args[i]);
            }
            return Concat(texts);
        }

        public static string Intern(string str)
        {
            return str;
        }

        public static string IsInterned(string str)
        {
            return str;
        }

        public static bool IsNullOrEmpty(string value)
        {
            return value == null || value.Length == 0;
        }

        public bool Contains(string value)
        {
            return IndexOf(value) >= 0;
        }

        public bool StartsWith(string value)
        {
            if (value == null)
            {
                throw new ArgumentNullException();
            }
            return value.Length <= Length && (value.Length == 0 || IndexOf(value, 0, value.Length) == 0);
        }

        public bool EndsWith(string value)
        {
            if (value == null)
            {
                throw new ArgumentNullException();
            }
            int start = Length - value.Length;
            return start >= 0 && (value.Length == 0 || IndexOf(value, start, value.Length) == start);
        }

        public string PadLeft(int totalWidth, char paddingChar = ' ')
        {
            if (totalWidth < 0)
            {
                throw new ArgumentOutOfRangeException();
            }
            return Length >= totalWidth ? this : new string(paddingChar, totalWidth - Length) + this;
        }

        public string PadRight(int totalWidth, char paddingChar = ' ')
        {
            if (totalWidth < 0)
            {
                throw new ArgumentOutOfRangeException();
            }
            return Length >= totalWidth ? this : this + new string(paddingChar, totalWidth - Length);
        }

        public IEnumerator GetEnumerator()
        {
            return new CharEnumerator(this);
        }

        public static string Format(string format, params object[] args)
        {
            return Formatting.Format(format, args);
        }

        private sealed class CharEnumerator : IEnumerator
        {
            private readonly string _text;
            private int _index = -1;

            internal CharEnumerator(string text)
            {
                _text = text;
            }

            public object Current
            {
                get
                {
                    return _text[_index];
                }
            }

            public bool MoveNext()
            {
                return ++_index < _text.Length;
            }

            public void Reset()
            {
                _index = -1;
            }
        }
    }
}
