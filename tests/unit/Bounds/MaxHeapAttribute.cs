using System;

namespace nanoDer.UnitTests
{
    /// <summary>
    /// The test fails on the interpreter when more bytes than this are alive at any moment, on top of those that were alive when it began.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MaxHeapAttribute : Attribute
    {
        /// <summary>Bounds the test: objects, stack frames and threads.</summary>
        /// <param name="bytes">The most bytes of the device's heap.</param>
        public MaxHeapAttribute(int bytes)
        {
        }
    }
}
