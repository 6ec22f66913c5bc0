using System;

namespace nanoDer.UnitTests
{
    /// <summary>
    /// The test fails on the interpreter when it takes more steps than this. A step is one turn of an empty loop on the device.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MaxStepsAttribute : Attribute
    {
        /// <summary>Bounds the test, its setup left out.</summary>
        /// <param name="steps">The most steps it may take.</param>
        public MaxStepsAttribute(int steps)
        {
        }
    }
}
