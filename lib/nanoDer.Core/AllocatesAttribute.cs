using System;

namespace nanoDer.Core
{
    /// <summary>
    /// Marks a method that allocates although the data path reaches it: on a path that ends the connection, or around a
    /// call of nanoFramework that returns an array. The checker lists these methods instead of refusing them.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
    public sealed class AllocatesAttribute : Attribute
    {
        /// <summary>Says why the allocation is there and what bounds it.</summary>
        /// <param name="why">A few words for the checker's report: they cost flash.</param>
        public AllocatesAttribute(string why)
        {
        }
    }
}
