using System;

namespace TestFrameworkShared;

/// <summary>Ends a test as failed.</summary>
public class AssertFailedException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public AssertFailedException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="msg">What is wrong.</param>
    public AssertFailedException(string msg)
        : base(msg)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="msg">What is wrong.</param>
    /// <param name="ex">What led to it.</param>
    public AssertFailedException(string msg, Exception ex)
        : base(msg, ex)
    {
    }
}
