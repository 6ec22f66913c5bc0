using System;

namespace nanoFramework.Runtime.Native;

/// <summary>Thrown in a thread that ran longer than <see cref="ExecutionConstraint"/> allows.</summary>
public class ConstraintException : Exception
{
}
