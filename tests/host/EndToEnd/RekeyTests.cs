using nanoDer.Core;
using nanoDer.EndToEnd;
using Xunit;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>New keys while messages go both ways.</summary>
public sealed class RekeyTests
{
    [Theory]
    [InlineData(true, EndToEndProfile.Aes128Gcm)]
    [InlineData(false, EndToEndProfile.Aes128Gcm)]
    [InlineData(true, EndToEndProfile.HmacSha256)]
    [InlineData(false, EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes128Gmac)]
    public void EitherSideMayAskAndNoMessageIsLost(bool client, int suite)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite });
        grid.Open(device);
        for (int i = 1; i <= 3; i++)
        {
            byte[] before = Keys(grid, device);
            Party asks = client ? grid : device;
            asks.Engine.Renew(asks.With(client ? device : grid)!);
            Settle(grid, device);
            Assert.Equal(i, grid.With(device)!.RekeyCount);
            Assert.Equal(i, device.With(grid)!.RekeyCount);
            Assert.NotEqual(before, Keys(grid, device));
            Assert.Equal(Keys(grid, device), Keys(device, grid));
        }
    }

    [Fact]
    public void ReportsUnderWayWhileKeysChangeArrive()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        grid.Engine.Renew(grid.With(device)!);
        grid.Tick();
        string rekey = grid.Transfer(device, EndToEndSite.Pdu("a"));
        Assert.Contains("<rekey>", rekey);

        // Requests of the client that were sent before it has the answer are under the old keys, and arrive after the server has new ones.
        string[] late = [.. Enumerable.Range(0, 3).Select(i => grid.Transfer(device, EndToEndSite.Pdu("late", $"<i>{i}</i>")))];
        Assert.Equal(EndToEndResult.Deliver, device.Feed(rekey, grid));
        while (device.Engine.IsBusy)
        {
            device.Tick();
        }

        string answer = device.Transfer(grid, EndToEndSite.Pdu("b"));
        Assert.Contains("<changedKey>", answer);
        string report = device.Transfer(grid, EndToEndSite.Pdu("report"));
        foreach (string message in late)
        {
            Assert.Equal(EndToEndResult.Deliver, device.Feed(message, grid));
        }

        Assert.Equal(EndToEndResult.Deliver, grid.Feed(answer, device));
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(report, device));
        grid.Say(device, "<new/>");
        device.Say(grid, "<new/>");

        // From the first message under the new keys on the old ones are gone.
        Assert.True(device.With(grid)!.Next.IsEmpty);
    }

    [Fact]
    public void TimeAndVolumeAreReasons()
    {
        using EndToEndSite site = new();
        foreach (EndToEndProfile profile in new EndToEndProfile[] { new() { RekeySeconds = 900 }, new() { RekeyMessages = 20 }, new() { RekeyBytes = 2000 } })
        {
            (Party grid, Party device) = site.Pair(profile);
            grid.Open(device);
            for (int i = 0; i < 100; i++)
            {
                Settle(grid, device, 1);
                grid.NowMs += 30_000;
                device.NowMs += 30_000;
            }

            Assert.InRange(grid.With(device)!.RekeyCount, 2, 30);
        }
    }

    [Fact]
    public void AServerWhoseClientNeverRenewsKeysTakesNothingMore()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { RekeySeconds = 86400, RekeyMessages = 1000 }, new EndToEndProfile { RekeyMessages = 10 });
        grid.Open(device);
        grid.With(device)!.Rekeying = EndToEndAssociation.KeySent;
        for (int i = 0; i < 20; i++)
        {
            grid.Say(device, "<a/>");
        }

        Assert.Equal(EndToEndResult.Refused, device.Feed(grid.Transfer(device, EndToEndSite.Pdu("a")), grid));
        Assert.Equal(DerStatus.EndToEndKeyExpired, device.Engine.Status);
        ByteWriter window = new(1000);
        Assert.False(device.Engine.BeginTransfer(device.With(grid)!, window));
        Assert.Equal((DerStatus.EndToEndKeyExpired, 0), (device.Engine.Status, window.Count));
    }

    // DtDiagnostics 8, 9 and 1: what only the other side may send.
    [Theory]
    [InlineData(true, EndToEndAssociation.SendAnswer, 9)]
    [InlineData(false, EndToEndAssociation.SendKey, 8)]
    [InlineData(false, EndToEndAssociation.SendAnswer, 9)]
    [InlineData(true, EndToEndAssociation.Ask, 1)]
    public void KeysFromTheWrongSideAbort(bool client, int step, int diagnostic)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        (Party from, Party to) = client ? (grid, device) : (device, grid);
        from.With(to)!.Rekeying = step;
        string message = from.Transfer(to, EndToEndSite.Pdu("a"));
        from.With(to)!.SendsNext = false;
        Assert.Equal(EndToEndResult.Send, to.Feed(message, from));
        Assert.Equal(DerStatus.EndToEndProtocol, to.Engine.Status);
        Assert.Null(to.With(from));
        Assert.StartsWith("<DtSecAbort ", to.Message);
        Assert.Equal(EndToEndResult.Closed, from.Feed(to.Message, to));
        Assert.Equal((DerStatus.EndToEndAborted, diagnostic), (from.Engine.Status, from.Engine.Diagnostic));
    }

    private static void Settle(Party grid, Party device, int rounds = 4)
    {
        for (int i = 0; i < rounds; i++)
        {
            device.Say(grid, "<report/>");
            grid.Say(device, "<read/>");
            grid.Tick();
            device.Say(grid, "<answer/>");
            grid.Tick();
            device.Tick();
        }
    }

    private static byte[] Keys(Party own, Party peer)
    {
        EndToEndAssociation a = own.With(peer)!;
        nanoDer.Crypto.KeyMaterial keys = a.SendsNext ? a.Next : a.Keys;
        return keys.Buffer[..keys.Count];
    }
}
