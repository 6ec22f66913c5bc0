using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TestFrameworkShared;

namespace nanoFramework.TestFramework;

/// <summary>Statements about values; each throws <see cref="AssertFailedException"/> when it is not true.</summary>
public sealed partial class Assert
{
    /// <summary>The condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsTrue([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        => Check(condition, "Assert.IsTrue", message);

    /// <summary>The condition does not hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsFalse([DoesNotReturnIf(true)] bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        => Check(!condition, "Assert.IsFalse", message);

    /// <summary>The value is null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsNull(object? value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(value is null, "Assert.IsNull", message);

    /// <summary>The value is not null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsNotNull(object? value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(value is not null, "Assert.IsNotNull", message);

    /// <summary>Both are one object.</summary>
    /// <param name="expected">One.</param>
    /// <param name="actual">The other.</param>
    /// <param name="message">Text for the failure.</param>
    public static void AreSame(object? expected, object? actual, [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        string hint = expected is ValueType || actual is ValueType ? "Values are never one object. " : string.Empty;
        Check(ReferenceEquals(expected, actual), "Assert.AreSame", hint + message);
    }

    /// <summary>They are two objects.</summary>
    /// <param name="notExpected">One.</param>
    /// <param name="actual">The other.</param>
    /// <param name="message">Text for the failure.</param>
    public static void AreNotSame(object? notExpected, object? actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => Check(!ReferenceEquals(notExpected, actual), "Assert.AreNotSame", message);

    /// <summary>The text has a part.</summary>
    /// <param name="expected">The part.</param>
    /// <param name="value">The text.</param>
    /// <param name="message">Text for the failure.</param>
    public static void Contains(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(expected, "Assert.Contains", nameof(expected));
        Require(value, "Assert.Contains", nameof(value));
        Check(value.Contains(expected, StringComparison.Ordinal), "Assert.Contains", $"'{value}' does not contain '{expected}'. {message}");
    }

    /// <summary>The text does not have a part.</summary>
    /// <param name="notExpected">The part.</param>
    /// <param name="value">The text.</param>
    /// <param name="message">Text for the failure.</param>
    public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(notExpected, "Assert.DoesNotContains", nameof(notExpected));
        Require(value, "Assert.DoesNotContains", nameof(value));
        Check(!value.Contains(notExpected, StringComparison.Ordinal), "Assert.DoesNotContains", $"'{value}' contains '{notExpected}'. {message}");
    }

    /// <summary>The text begins with a part.</summary>
    /// <param name="expected">The part.</param>
    /// <param name="value">The text.</param>
    /// <param name="message">Text for the failure.</param>
    public static void StartsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(expected, "Assert.StartsWith", nameof(expected));
        Require(value, "Assert.StartsWith", nameof(value));
        Check(value.StartsWith(expected, StringComparison.Ordinal), "Assert.StartsWith", $"'{value}' does not start with '{expected}'. {message}");
    }

    /// <summary>The text ends with a part.</summary>
    /// <param name="expected">The part.</param>
    /// <param name="value">The text.</param>
    /// <param name="message">Text for the failure.</param>
    public static void EndsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(expected, "Assert.EndsWith", nameof(expected));
        Require(value, "Assert.EndsWith", nameof(value));
        Check(value.EndsWith(expected, StringComparison.Ordinal), "Assert.EndsWith", $"'{value}' does not end with '{expected}'. {message}");
    }

    /// <summary>The value's type is this very type, not one derived from it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="expected">The type.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsInstanceOfType(object? value, Type expected, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(expected, "Assert.IsInstanceOfType", nameof(expected));
        Check(value?.GetType() == expected, "Assert.IsInstanceOfType", $"Expected type:<{expected}>. Actual type:<{Show(value?.GetType())}>. {message}");
    }

    /// <summary>The value's type is not this type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="notExpected">The type.</param>
    /// <param name="message">Text for the failure.</param>
    public static void IsNotInstanceOfType(object? value, Type notExpected, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        Require(notExpected, "Assert.IsNotInstanceOfType", nameof(notExpected));
        Check(value?.GetType() != notExpected, "Assert.IsNotInstanceOfType", $"Wrong type:<{notExpected}>. {message}");
    }

    /// <summary>The action throws an exception of this very type.</summary>
    /// <param name="exception">The type.</param>
    /// <param name="action">The action.</param>
    /// <param name="message">Text for the failure.</param>
    public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression(nameof(action))] string message = "")
    {
        Require(action, "Assert.ThrowsException", nameof(action));
        Require(exception, "Assert.ThrowsException", nameof(exception));
        try
        {
            action();
        }
        catch (Exception thrown)
        {
            // Device code sees nanoFramework's type; some of ours derive from it to carry the device's error number.
            Check(
                exception == thrown.GetType() || (thrown is nanoDer.Platform.DeviceSocketException && exception == thrown.GetType().BaseType),
                "Assert.ThrowsException",
                $"{thrown.GetType().Name} was thrown, {exception.Name} was expected. {message}\nException message: {thrown.Message}");
            return;
        }

        Fail("Assert.ThrowsException", $"No exception was thrown, {exception.Name} was expected. {message}");
    }

    /// <summary>Ends the test as skipped.</summary>
    /// <param name="message">Why.</param>
    [DoesNotReturn]
    public static void SkipTest(string? message = null) => throw new SkipTestException(message);

    internal static void Require([NotNull] object? value, string assertion, string parameter)
    {
        if (value is null)
        {
            Fail(assertion, $"The parameter '{parameter}' is null.");
        }
    }

    internal static void Check(bool condition, string assertion, string message)
    {
        if (!condition)
        {
            Fail(assertion, message);
        }
    }

    [DoesNotReturn]
    private static void Fail(string assertion, string message) => throw new AssertFailedException($"{assertion} failed. {Show(message)}");

    private static string Show(object? value)
        => value is null ? "(null)" : (value.ToString() ?? "(object)").Replace("\0", "\\0", StringComparison.Ordinal);
}
