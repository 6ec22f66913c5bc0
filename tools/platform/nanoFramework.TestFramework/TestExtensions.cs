using System;

namespace nanoFramework.TestFramework;

/// <summary>Comparisons.</summary>
public static class TestExtensions
{
    /// <summary>Compares two arrays.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <returns>True when neither is null and type and value of all elements are equal.</returns>
    public static bool SequenceEqual(this Array a, Array b)
    {
        if (a == null || b == null || a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (!Equals(a.GetValue(i), b.GetValue(i)))
            {
                return false;
            }
        }

        return true;
    }
}
