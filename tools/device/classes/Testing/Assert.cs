using System;
using System.Collections;
using TestFrameworkShared;

namespace TestFrameworkShared
{
    public class AssertFailedException : Exception
    {
        public AssertFailedException()
        {
        }

        public AssertFailedException(string message) : base(message) { }

        public AssertFailedException(string message, Exception inner) : base(message, inner) { }
    }
}

namespace nanoFramework.TestFramework
{
    public class TestClassAttribute : Attribute
    {
    }

    public class TestMethodAttribute : Attribute
    {
    }

    public class SetupAttribute : Attribute
    {
    }

    public class CleanupAttribute : Attribute
    {
    }

    public class DataRowAttribute : Attribute
    {
        public DataRowAttribute(params object[] args)
        {
            MethodParameters = args;
        }

        public object[] MethodParameters
        {
            get;
        }
    }

    public class SkipTestException : Exception
    {
        public SkipTestException()
        {
        }

        public SkipTestException(string message) : base(message) { }

        public SkipTestException(string message, Exception inner) : base(message, inner) { }
    }

    public static class OutputHelper
    {
        public static void Write(string message)
        {
            Console.Write(message);
        }

        public static void WriteLine(string message)
        {
            Console.WriteLine(message);
        }
    }

    /// <summary>Claims of unit tests.</summary>
    public sealed partial class Assert
    {
        public static void SkipTest(string message = null)
        {
            throw new SkipTestException(message);
        }

        public static void IsTrue(bool condition, string message = "")
        {
            if (!condition)
            {
                Fail("Assert.IsTrue", message);
            }
        }

        public static void IsFalse(bool condition, string message = "")
        {
            if (condition)
            {
                Fail("Assert.IsFalse", message);
            }
        }

        public static void IsNull(object value, string message = "")
        {
            if (value != null)
            {
                Fail("Assert.IsNull", message);
            }
        }

        public static void IsNotNull(object value, string message = "")
        {
            if (value == null)
            {
                Fail("Assert.IsNotNull", message);
            }
        }

        public static void AreSame(object expected, object actual, string message = "")
        {
            if (!ReferenceEquals(expected, actual))
            {
                Fail("Assert.AreSame", message);
            }
        }

        public static void AreNotSame(object notExpected, object actual, string message = "")
        {
            if (ReferenceEquals(notExpected, actual))
            {
                Fail("Assert.AreNotSame", message);
            }
        }

        public static void AreEqual(object expected, object actual, string message = "")
        {
            if (!object.Equals(expected, actual))
            {
                Fail("Assert.AreEqual", Text(expected), Text(actual), message);
            }
        }

        public static void AreNotEqual(object notExpected, object actual, string message = "")
        {
            if (object.Equals(notExpected, actual))
            {
                Fail("Assert.AreNotEqual", Text(notExpected), Text(actual), message);
            }
        }

        public static void IsInstanceOfType(object value, Type expectedType, string message = "")
        {
            if (value == null || !expectedType.IsInstanceOfType(value))
            {
                Fail("Assert.IsInstanceOfType", message);
            }
        }

        public static void IsNotInstanceOfType(object value, Type wrongType, string message = "")
        {
            if (value != null && wrongType.IsInstanceOfType(value))
            {
                Fail("Assert.IsNotInstanceOfType", message);
            }
        }

        public static void Contains(string expected, string actual, string message = "")
        {
            if (actual.IndexOf(expected) < 0)
            {
                Fail("Assert.Contains", expected, actual, message);
            }
        }

        public static void DoesNotContains(string notExpected, string actual, string message = "")
        {
            if (actual.IndexOf(notExpected) >= 0)
            {
                Fail("Assert.DoesNotContains", notExpected, actual, message);
            }
        }

        public static void StartsWith(string expected, string actual, string message = "")
        {
            if (!actual.StartsWith(expected))
            {
                Fail("Assert.StartsWith", expected, actual, message);
            }
        }

        public static void EndsWith(string expected, string actual, string message = "")
        {
            if (!actual.EndsWith(expected))
            {
                Fail("Assert.EndsWith", expected, actual, message);
            }
        }

        public static void ThrowsException(Type exceptionType, Action action, string message = "")
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                if (e.GetType() == exceptionType)
                {
                    return;
                }
                Fail("Assert.ThrowsException", exceptionType.FullName, e.GetType().FullName, message);
            }

            Fail("Assert.ThrowsException", exceptionType.FullName, "no exception", message);
        }

        private static string Text(object value)
        {
            return value == null ? "(null)" : value.ToString();
        }

        private static void Fail(string what, string message)
        {
            throw new AssertFailedException(what + " failed. " + message);
        }

        private static void Fail(string what, string expected, string actual, string message)
        {
            throw new AssertFailedException(what + " failed. Expected:<" + expected + ">. Actual:<" + actual + ">. " + message);
        }
    }

    public sealed class CollectionAssert
    {
        public static void AreEqual(ICollection expected, ICollection actual, string message = "")
        {
            if (!Same(expected, actual))
            {
                throw new AssertFailedException("CollectionAssert.AreEqual failed. " + message);
            }
        }

        public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
        {
            if (Same(notExpected, actual))
            {
                throw new AssertFailedException("CollectionAssert.AreNotEqual failed. " + message);
            }
        }

        public static void Empty(ICollection collection, string message = "")
        {
            if (collection.Count != 0)
            {
                throw new AssertFailedException("CollectionAssert.Empty failed. " + message);
            }
        }

        public static void NotEmpty(ICollection collection, string message = "")
        {
            if (collection.Count == 0)
            {
                throw new AssertFailedException("CollectionAssert.NotEmpty failed. " + message);
            }
        }

        private static bool Same(ICollection one, ICollection other)
        {
            if (one == other)
            {
                return true;
            }
            if (one == null || other == null || one.Count != other.Count)
            {
                return false;
            }
            IEnumerator left = one.GetEnumerator();
            IEnumerator right = other.GetEnumerator();
            while (left.MoveNext() && right.MoveNext())
            {
                if (!object.Equals(left.Current, right.Current))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
