using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Bytes that are secret, in a place of fixed size that is wiped when they are replaced, dropped or collected.
    /// They never appear in a text.
    /// </summary>
    public sealed class KeyMaterial : IDisposable
    {
        /// <summary>The bytes, lent: never keep or copy the reference.</summary>
        public readonly byte[] Buffer;

        private int _count;

        /// <summary>Takes the memory. There is no secret yet.</summary>
        /// <param name="capacity">Most bytes that it will hold.</param>
        public KeyMaterial(int capacity)
        {
            Buffer = new byte[capacity];
        }

        /// <summary>Wipes the bytes when nobody holds them any more.</summary>
        ~KeyMaterial()
        {
            Clear();
        }

        /// <summary>How many of them there are.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>True when there is no secret.</summary>
        public bool IsEmpty
        {
            get { return _count == 0; }
        }

        /// <summary>Bytes that one of these needs on the device's heap.</summary>
        /// <param name="capacity">Most bytes that it will hold.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int capacity)
        {
            return HeapSize.Object(2) + HeapSize.Array(capacity, 1);
        }

        /// <summary>Replaces the secret.</summary>
        /// <param name="source">Buffer with the new one.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False when it does not fit; then there is no secret at all.</returns>
        [DataPath]
        public bool Set(byte[] source, int offset, int count)
        {
            Clear();
            if (count < 0 || count > Buffer.Length)
            {
                return false;
            }

            Array.Copy(source, offset, Buffer, 0, count);
            _count = count;
            return true;
        }

        /// <summary>Says that the caller has written the secret to <see cref="Buffer"/>.</summary>
        /// <param name="count">Its length.</param>
        /// <exception cref="ArgumentOutOfRangeException">It is longer than the place for it.</exception>
        [DataPath]
        public void SetCount(int count)
        {
            if (count < 0 || count > Buffer.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            _count = count;
        }

        /// <summary>Wipes the secret.</summary>
        [DataPath]
        public void Clear()
        {
            Array.Clear(Buffer, 0, Buffer.Length);
            _count = 0;
        }

        /// <summary>Wipes the secret.</summary>
        public void Dispose()
        {
            Clear();
        }

        /// <summary>Says what this is, not what it holds.</summary>
        /// <returns>A constant text.</returns>
        public override string ToString()
        {
            return "KeyMaterial";
        }
    }
}
