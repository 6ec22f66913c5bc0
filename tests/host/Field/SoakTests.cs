using nanoDer.Field;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>The short version of <c>nanoder faults soak</c>.</summary>
public sealed class SoakTests
{
    [SkippableFact]
    public async Task Nothing_is_lost_and_nothing_allocated_while_connections_are_cut()
    {
        SoakResult result = await RunAsync(new SoakOptions(4, TimeSpan.FromSeconds(4), 4, TimeSpan.FromMilliseconds(100)));
        Assert.True(result.IsGood, result.ToString());
        Assert.Equal(4, result.Cuts);
        Assert.True(result.Associations >= 6, result.ToString());
        Assert.InRange(result.Percentile(50), 0.01f, result.Percentile(99));
    }

    /// <summary>With a buffer that holds an entry or two a cut must show: the counting can fail.</summary>
    [SkippableFact]
    public async Task A_buffer_too_small_for_a_cut_shows()
    {
        SoakResult result = await RunAsync(new SoakOptions(1, TimeSpan.FromSeconds(3), 2, TimeSpan.FromMilliseconds(20)) { BufferBytes = 400 });
        Assert.False(result.IsGood, result.ToString());
        Assert.True(result.Gaps > 0, result.ToString());
    }

    private static async Task<SoakResult> RunAsync(SoakOptions options)
    {
        RequiredPeer.Present(nanoDer.Peers.Prosody.Missing());
        using var run = new SoakRun();
        return await run.RunAsync(options, null, CancellationToken.None);
    }
}
