using System;

namespace nanoFramework.TestFramework;

/// <summary>Arguments for one run of a test.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    /// <summary>Takes the arguments.</summary>
    /// <param name="methodParameters">One for each parameter of the test, each of the parameter's very type.</param>
    public DataRowAttribute(params object[] methodParameters)
    {
        ArgumentNullException.ThrowIfNull(methodParameters);
        if (methodParameters.Length == 0)
        {
            throw new ArgumentException("A data row needs an argument.", nameof(methodParameters));
        }

        MethodParameters = methodParameters;
    }

    /// <summary>The arguments.</summary>
    public object[] MethodParameters { get; }
}
