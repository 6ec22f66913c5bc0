using nanoDer.Grid;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>Both ways to write an object's name come to the same MMS name.</summary>
public sealed class ObjectReferenceTests
{
    [Theory]
    [InlineData("DER1/MMXU1.TotW.mag.f[MX]", "DER1", "MMXU1$MX$TotW$mag$f")]
    [InlineData("DER1/MMXU1$MX$TotW$mag$f", "DER1", "MMXU1$MX$TotW$mag$f")]
    [InlineData("DER1/LLN0[ST]", "DER1", "LLN0$ST")]
    [InlineData("DER1/LLN0", "DER1", "LLN0")]
    public void Is_read(string text, string domain, string item)
    {
        ObjectReference reference = ObjectReference.Parse(text);
        Assert.Equal((domain, item), (reference.Domain, reference.Item));
        Assert.Equal(reference, ObjectReference.Parse(reference.ToString()));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Has_a_limit(int length, bool fits)
    {
        string text = new string('A', 69) + "/" + new string('B', length);
        Assert.Equal(fits, Record.Exception(() => ObjectReference.Parse(text)) is not UserError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/LLN0")]
    [InlineData("DER1/")]
    [InlineData("DER1/LLN0]")]
    [InlineData("DER1/LLN0[]")]
    [InlineData("DER1/LLN0$")]
    [InlineData("DER1/LLN0/Mod")]
    [InlineData("DER1/LLN0.Mod[ST][ST]")]
    [InlineData("DER-1/LLN0")]
    public void Is_refused(string text) => Assert.Equal(2, Assert.Throws<UserError>(() => ObjectReference.Parse(text)).ExitCode);
}
