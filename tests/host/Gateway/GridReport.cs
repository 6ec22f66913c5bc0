using System.Text.Json;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>What grid.py tells of its steps.</summary>
internal sealed class GridReport(JsonElement report)
{
    private const string Gateway = "der1@der.local/IEC";

    public string Text(string step) => report.GetProperty(step).GetString()!;

    public double Number(string step) => report.GetProperty(step).GetDouble();

    public string[] List(string step) => [.. report.GetProperty(step).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The only child of an answer of type result.</summary>
    public string Result(string step) => Child(step, "result");

    /// <summary>The only child of a message of type normal.</summary>
    public string Message(string step) => Child(step, "normal");

    /// <summary>Type and condition of the error that a step brought.</summary>
    public string Error(string step)
    {
        JsonElement answer = report.GetProperty(step);
        Assert.True(answer.GetProperty("type").GetString() == "error", $"{step}: {answer}");
        return answer.GetProperty("kind").GetString() + " " + answer.GetProperty("condition").GetString();
    }

    private string Child(string step, string type)
    {
        JsonElement answer = report.GetProperty(step);
        Assert.True(answer.GetProperty("type").GetString() == type, $"{step}: {answer}");
        Assert.Equal(Gateway, answer.GetProperty("from").GetString());
        return Assert.Single(answer.GetProperty("children").EnumerateArray()).GetString()!;
    }
}
