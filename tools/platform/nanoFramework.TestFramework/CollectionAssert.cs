using System.Collections;

namespace nanoFramework.TestFramework;

/// <summary>Statements about collections; each throws <see cref="TestFrameworkShared.AssertFailedException"/> when it is not true.</summary>
public sealed class CollectionAssert
{
    /// <summary>The collection is empty.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">Text for the failure.</param>
    public static void Empty(ICollection collection, string message = "")
    {
        Assert.Require(collection, "CollectionAssert.Empty", nameof(collection));
        Assert.Check(collection.Count == 0, "CollectionAssert.Empty", message);
    }

    /// <summary>The collection is not empty.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">Text for the failure.</param>
    public static void NotEmpty(ICollection collection, string message = "")
    {
        Assert.Require(collection, "CollectionAssert.NotEmpty", nameof(collection));
        Assert.Check(collection.Count != 0, "CollectionAssert.NotEmpty", message);
    }

    /// <summary>Both have equal elements in the same order.</summary>
    /// <param name="expected">One.</param>
    /// <param name="actual">The other.</param>
    /// <param name="message">Text for the failure.</param>
    public static void AreEqual(ICollection expected, ICollection actual, string message = "")
    {
        string? difference = Difference(expected, actual);
        Assert.Check(difference == null, "CollectionAssert.AreEqual", $"{message}({difference})");
    }

    /// <summary>They differ somewhere.</summary>
    /// <param name="notExpected">One.</param>
    /// <param name="actual">The other.</param>
    /// <param name="message">Text for the failure.</param>
    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
    {
        Assert.Check(Difference(notExpected, actual) != null, "CollectionAssert.AreNotEqual", $"{message}(Both have the same elements.)");
    }

    private static string? Difference(ICollection expected, ICollection actual)
    {
        if (ReferenceEquals(expected, actual))
        {
            return null;
        }

        if (expected == null || actual == null)
        {
            return "One of them is null.";
        }

        if (expected.Count != actual.Count)
        {
            return $"Different number of elements. Expected:<{expected.Count}>. Actual:<{actual.Count}>.";
        }

        IEnumerator theirs = expected.GetEnumerator();
        IEnumerator ours = actual.GetEnumerator();
        for (int i = 0; theirs.MoveNext() && ours.MoveNext(); i++)
        {
            if (!Equals(theirs.Current, ours.Current))
            {
                return $"Element at index {i} differs. Expected:<{theirs.Current}>. Actual:<{ours.Current}>.";
            }
        }

        return null;
    }
}
