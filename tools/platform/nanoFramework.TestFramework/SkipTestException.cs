using System;

namespace nanoFramework.TestFramework;

/// <summary>Ends a test as skipped; thrown by a set-up method, all tests of the class.</summary>
public class SkipTestException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What led to it.</param>
    public SkipTestException(string? message = null, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
