using System.Runtime.CompilerServices;

namespace System.Text
{
    /// <summary>Text to bytes and back.</summary>
    public abstract class Encoding
    {
        public static Encoding UTF8
        {
            get
            {
                return new UTF8Encoding();
            }
        }

        public virtual byte[] GetBytes(string s)
        {
            throw new NotImplementedException();
        }

        public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)
        {
            throw new NotImplementedException();
        }

        public virtual char[] GetChars(byte[] bytes)
        {
            throw new NotImplementedException();
        }

        public virtual char[] GetChars(byte[] bytes, int byteIndex, int byteCount)
        {
            throw new NotImplementedException();
        }

        public virtual string GetString(byte[] bytes, int index, int count)
        {
            return new string(GetChars(bytes, index, count));
        }
    }

    public class UTF8Encoding : Encoding
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern byte[] GetBytes(string s);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern char[] GetChars(byte[] bytes);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern char[] GetChars(byte[] bytes, int byteIndex, int byteCount);
    }
}
