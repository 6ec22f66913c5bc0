using System;

namespace nanoFramework.TestFramework;

/// <summary>Marks a class that has tests.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class TestClassAttribute : Attribute
{
    /// <summary>The attribute to use for a test of this class.</summary>
    /// <param name="testMethodAttribute">The one that the test has.</param>
    /// <returns>The same.</returns>
    public virtual TestMethodAttribute GetTestMethodAttribute(TestMethodAttribute testMethodAttribute) => testMethodAttribute;
}
