extern alias nano;

using System.Collections;
using nano::TestFrameworkShared;
using Xunit;
using Nano = nano::nanoFramework.TestFramework;

namespace nanoDer.HostTests.Platform;

/// <summary>Every assertion passes when it holds and fails when it does not.</summary>
public class TestFrameworkTests
{
    public static TheoryData<string, Action, Action> Assertions => new()
    {
        { "IsTrue", () => Nano.Assert.IsTrue(true), () => Nano.Assert.IsTrue(false) },
        { "IsFalse", () => Nano.Assert.IsFalse(false), () => Nano.Assert.IsFalse(true) },
        { "IsNull", () => Nano.Assert.IsNull(null), () => Nano.Assert.IsNull("") },
        { "IsNotNull", () => Nano.Assert.IsNotNull(""), () => Nano.Assert.IsNotNull(null) },
        { "AreEqual int", () => Nano.Assert.AreEqual(1, 1), () => Nano.Assert.AreEqual(1, 2) },
        { "AreEqual long", () => Nano.Assert.AreEqual(1L, 1L), () => Nano.Assert.AreEqual(1L, -1L) },
        { "AreEqual ulong", () => Nano.Assert.AreEqual(1ul, 1ul), () => Nano.Assert.AreEqual(1ul, ulong.MaxValue) },
        { "AreEqual byte", () => Nano.Assert.AreEqual((byte)1, (byte)1), () => Nano.Assert.AreEqual((byte)1, (byte)2) },
        { "AreEqual double", () => Nano.Assert.AreEqual(1.5, 1.5), () => Nano.Assert.AreEqual(1.5, 1.25) },
        { "AreEqual bool", () => Nano.Assert.AreEqual(true, true), () => Nano.Assert.AreEqual(true, false) },
        { "AreEqual string", () => Nano.Assert.AreEqual("a", "a"), () => Nano.Assert.AreEqual("a", "A") },
        { "AreEqual null", () => Nano.Assert.AreEqual((string?)null, null), () => Nano.Assert.AreEqual(null, "") },
        { "AreEqual object", () => Nano.Assert.AreEqual((object)1, 1), () => Nano.Assert.AreEqual((object)1, 1L) },
        { "AreNotEqual int", () => Nano.Assert.AreNotEqual(1, 2), () => Nano.Assert.AreNotEqual(1, 1) },
        { "AreNotEqual string", () => Nano.Assert.AreNotEqual("a", "b"), () => Nano.Assert.AreNotEqual("a", "a") },
        { "AreSame", () => Nano.Assert.AreSame(string.Empty, string.Empty), () => Nano.Assert.AreSame(new object(), new object()) },
        { "AreNotSame", () => Nano.Assert.AreNotSame(new object(), new object()), () => Nano.Assert.AreNotSame(string.Empty, string.Empty) },
        { "Contains", () => Nano.Assert.Contains("b", "abc"), () => Nano.Assert.Contains("d", "abc") },
        { "DoesNotContains", () => Nano.Assert.DoesNotContains("d", "abc"), () => Nano.Assert.DoesNotContains("b", "abc") },
        { "StartsWith", () => Nano.Assert.StartsWith("a", "abc"), () => Nano.Assert.StartsWith("b", "abc") },
        { "EndsWith", () => Nano.Assert.EndsWith("c", "abc"), () => Nano.Assert.EndsWith("b", "abc") },
        { "EndsWith null", () => Nano.Assert.EndsWith("", "abc"), () => Nano.Assert.EndsWith(null!, "abc") },
        { "IsInstanceOfType", () => Nano.Assert.IsInstanceOfType("", typeof(string)), () => Nano.Assert.IsInstanceOfType("", typeof(object)) },
        { "IsNotInstanceOfType", () => Nano.Assert.IsNotInstanceOfType("", typeof(object)), () => Nano.Assert.IsNotInstanceOfType("", typeof(string)) },
        { "ThrowsException", () => Nano.Assert.ThrowsException(typeof(ArgumentException), () => throw new ArgumentException()), () => Nano.Assert.ThrowsException(typeof(ArgumentException), () => throw new ArgumentNullException()) },
        { "ThrowsException none", () => Nano.Assert.ThrowsException(typeof(IOException), () => throw new IOException()), () => Nano.Assert.ThrowsException(typeof(IOException), () => { }) },
        { "Collection equal", () => Nano.CollectionAssert.AreEqual(new[] { 1, 2 }, new ArrayList { 1, 2 }), () => Nano.CollectionAssert.AreEqual(new[] { 1, 2 }, new[] { 1, 3 }) },
        { "Collection length", () => Nano.CollectionAssert.AreEqual(Array.Empty<int>(), Array.Empty<int>()), () => Nano.CollectionAssert.AreEqual(new[] { 1 }, new[] { 1, 2 }) },
        { "Collection differs", () => Nano.CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 2 }), () => Nano.CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 1 }) },
        { "Collection empty", () => Nano.CollectionAssert.Empty(Array.Empty<int>()), () => Nano.CollectionAssert.Empty(new[] { 1 }) },
        { "Collection not empty", () => Nano.CollectionAssert.NotEmpty(new[] { 1 }), () => Nano.CollectionAssert.NotEmpty(Array.Empty<int>()) },
        { "Collection null", () => Nano.CollectionAssert.AreEqual(null!, null!), () => Nano.CollectionAssert.AreEqual(null!, Array.Empty<int>()) },
    };

    [Theory]
    [MemberData(nameof(Assertions))]
    public void An_assertion_passes_and_fails(string name, Action holds, Action fails)
    {
        holds();
        var e = Assert.Throws<AssertFailedException>(fails);
        Assert.Contains(name.StartsWith("Collection", StringComparison.Ordinal) ? "CollectionAssert." : "Assert." + name.Split(' ')[0], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_show_both_values()
    {
        var e = Assert.Throws<AssertFailedException>(() => Nano.Assert.AreEqual("a\0b", null, "the name"));
        Assert.Equal(@"Assert.AreEqual failed. Expected:<a\0b>. Actual:<(null)>. the name", e.Message);
    }

    [Fact]
    public void Skipping_is_an_exception_of_its_own()
    {
        Assert.Equal("not here", Assert.Throws<Nano.SkipTestException>(() => Nano.Assert.SkipTest("not here")).Message);
    }

    [Fact]
    public void Data_rows_take_the_place_of_the_test_attribute()
    {
        object test = new Nano.TestMethodAttribute();
        object row = new Nano.DataRowAttribute(1, "a");
        Assert.Equal([row, row], Nano.Helper.RemoveTestMethodIfDataRowExists([test, row, row]));
        Assert.Equal([test], Nano.Helper.RemoveTestMethodIfDataRowExists([test]));
        Assert.Throws<ArgumentException>(() => new Nano.DataRowAttribute());
        Assert.True(Nano.TestExtensions.SequenceEqual(new[] { 1, 2 }, new[] { 1, 2 }));
        Assert.False(Nano.TestExtensions.SequenceEqual(new[] { 1, 2 }, new[] { 1L, 2L }));
        Assert.False(Nano.TestExtensions.SequenceEqual(null!, null!));
    }
}
