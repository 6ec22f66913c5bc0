using nanoDer.Core;
using nanoDer.Firmware;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Whatever happens has words.</summary>
public sealed class EventTextTests
{
    public static TheoryData<DerStatus> Statuses => [.. Enum.GetValues<DerStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_says_its_name_and_more(DerStatus status)
    {
        string text = EventText.Status(status);
        Assert.StartsWith($"{status}: ", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, $"{status}: ".Length + 10, 200);
    }

    [Fact]
    public void No_two_statuses_share_a_number() => Assert.Equal(Enum.GetNames<DerStatus>().Length, Enum.GetValues<DerStatus>().Distinct().Count());

    /// <summary>What has no words of its own is told as "stopped".</summary>
    [Fact]
    public void Every_event_has_a_line_of_its_own()
    {
        GatewayEvent[] events = Enum.GetValues<GatewayEvent>();
        Assert.Equal(events.Length, events.Select(e => EventText.Line(e, DerStatus.NetLost, "x")).Distinct().Count());
    }
}
