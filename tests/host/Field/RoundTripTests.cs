using nanoDer.Field;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>The measurements run and everything is answered; how fast is for a quiet machine.</summary>
public sealed class RoundTripTests
{
    [SkippableFact]
    public async Task All_devices_answer_all_questions()
    {
        const int Count = 40;
        RequiredPeer.Present(RoundTrips.Missing());
        using var trips = new RoundTrips();
        int rows = 0;
        await foreach (RoundTrip trip in trips.RunAsync(Count, 300, prosodyOnly: true, CancellationToken.None))
        {
            rows++;
            Assert.Equal((Count, Count, 0), (trip.One.Answered, trip.Many.Answered, trip.Many.Doubled));
        }

        Assert.Equal(6, rows);
    }

    [SkippableFact]
    public async Task Long_runs_of_faults_are_commands()
    {
        RequiredPeer.Present(nanoDer.Peers.Prosody.Missing());
        using var run = new FaultRun();
        CutResult cut = await run.CutLoginsAsync(1500, CancellationToken.None);
        Assert.InRange(cut.Cuts, 4, 20);
        Assert.InRange(cut.Sessions, 1, cut.Cuts + 1);
        Assert.InRange(cut.Ends.Values.Sum(), cut.Cuts / 2, 2 * cut.Cuts);
        Assert.InRange(cut.LongestWait, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        (LoadResult result, int connections) = await run.RandomAsync(3, 60, CancellationToken.None);
        Assert.Equal((60, 0), (result.Answered, result.Doubled));
        Assert.InRange(connections, 1, 100);
    }
}
