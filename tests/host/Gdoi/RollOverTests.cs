using System.Globalization;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>
/// A hundred members, a rekey every second of emulated time, one push in a hundred lost. 40 seconds; <c>NANODER_GDOI_REKEYS=1000</c>
/// makes it longer.
/// </summary>
public sealed class RollOverTests
{
    [Fact]
    public void NobodyIsEverWithoutAKey()
    {
        const int Members = 100, StepMs = 100, OverlapMs = 1000;
        int seconds = int.Parse(Environment.GetEnvironmentVariable("NANODER_GDOI_REKEYS") ?? "40", CultureInfo.InvariantCulture);
        string[] names = [.. Enumerable.Range(0, Members).Select(i => $"der{i}")];
        using GroupSite site = new(GroupSite.Plain(names) with { TekSeconds = 2, OverlapSeconds = 1 });
        GroupSite.Member[] members =
        [
            .. names.Select(n => site.Join(n, new GdoiProfile { Authentication = GdoiAuthentication.PreSharedKey, UnknownKeyMs = 300 })),
        ];
        Array.ForEach(members, m => m.Pull());
        Random network = new(8);
        int lost = 0, repaired = 0, worstMs = 0;
        for (int now = 0; now < seconds * 1000; now += StepMs)
        {
            byte[]? push = null;
            if (now % 1000 == 0)
            {
                site.Group.Advance(now / 1000);
                Assert.NotEmpty(site.Group.Unsent);
                push = site.Group.PushTeks(now / 1000, [.. site.Group.Unsent]);
            }

            // The newest key that is active: everybody sends under it.
            GroupTek active = site.Group.Teks.Last(t => t.Begin * 1000 <= now);
            foreach (GroupSite.Member member in members)
            {
                member.NowMs = now;
                if (push is not null && network.Next(100) == 0)
                {
                    lost++;
                }
                else if (push is not null)
                {
                    member.Deliver(push);
                }

                member.Run();
                Assert.NotNull(member.Keys.Sending(now));
                if (member.Keys.Find((int)active.KeyId, now) is null)
                {
                    worstMs = Math.Max(worstMs, (int)(now - (active.Begin * 1000)) + StepMs);
                    repaired += member.Engine.RequestKey() ? 1 : 0;
                    member.Run();
                }
            }
        }

        Assert.True(lost > seconds / 2, "the network lost next to nothing");
        Assert.True(repaired > 0, "no loss had to be repaired");
        Assert.True(worstMs < OverlapMs, $"{worstMs} ms without the active key, {lost} lost, {repaired} repaired");
        Assert.All(members, m => Assert.DoesNotContain(m.Events, e => e.What is GdoiEvent.PushRefused or GdoiEvent.Failed));
    }
}
