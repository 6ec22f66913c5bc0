namespace nanoDer.Core
{
    /// <summary>What things cost on the managed heap of nanoFramework v1, which is made of blocks of 12 bytes.</summary>
    public static class HeapSize
    {
        /// <summary>Bytes of an array.</summary>
        /// <param name="length">Number of elements.</param>
        /// <param name="elementBytes">Size of one: 1, 2, 4 or 8; 12 for references.</param>
        /// <returns>Bytes on the heap, header included.</returns>
        public static int Array(int length, int elementBytes)
        {
            return (20 + (length * elementBytes) + 11) / 12 * 12;
        }

        /// <summary>Bytes of an object.</summary>
        /// <param name="fields">Number of its fields, of whatever type, inherited ones included.</param>
        /// <returns>Bytes on the heap, header included.</returns>
        public static int Object(int fields)
        {
            return 12 + (12 * fields);
        }
    }
}
