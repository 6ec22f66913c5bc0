using System;

namespace nanoDer.UnitTests
{
    /// <summary>
    /// The test fails on the interpreter when a library allocates while it runs. What the test's own code makes does not count;
    /// objects of libraries that it needs belong into its setup.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class NoAllocationAttribute : Attribute
    {
    }
}
