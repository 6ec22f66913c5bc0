using System.Runtime.CompilerServices;

namespace System
{
    public class Random
    {
        private object _random;

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Random();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Random(int seed);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int Next();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int Next(int maxValue);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern double NextDouble();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern void NextBytes(byte[] buffer);
    }
}
