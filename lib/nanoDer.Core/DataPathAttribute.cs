using System;

namespace nanoDer.Core
{
    /// <summary>
    /// Marks a method as part of the data path: it runs after start-up, for every message. The checker follows its calls
    /// and refuses an allocation, recursion, or a call chain deeper than the limit.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
    public sealed class DataPathAttribute : Attribute
    {
    }
}
