using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.EndToEnd;
using Xunit;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>
/// A nonce never comes twice under one key, whatever happens to the clock, the keys, the associations and the board. The model is a set: all pairs
/// of key and nonce that were ever used by either side.
/// </summary>
public sealed class NonceTests
{
    [Property(MaxTest = 15, EndSize = 40)]
    public Property NoPairOfKeyAndNonceComesTwice() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 11)).Where(l => l.Count > 5).ToArbitrary(),
        steps =>
        {
            using EndToEndSite site = new();
            EndToEndProfile profile = new() { ExplicitNonce = true, WindowMs = int.MaxValue };
            (Party grid, Party device) = site.Pair(profile);
            HashSet<string> used = [];
            int handshakes = 1;
            grid.Open(device);
            foreach (int step in steps)
            {
                switch (step)
                {
                    case 0:
                        // The clock goes back by a minute, or forward by a day.
                        grid.SkewMs -= 60_000;
                        device.SkewMs -= 60_000;
                        break;
                    case 1:
                        grid.SkewMs += 86_400_000;
                        device.SkewMs += 86_400_000;
                        break;
                    case 2:
                        grid.NowMs++;
                        device.NowMs++;
                        break;
                    case 3:
                        Renew(grid, grid, device, used);
                        break;
                    case 4:
                        Renew(device, grid, device, used);
                        break;
                    case 5:
                        // A board restarts and comes up with the time of long ago.
                        device = new Party(site, EndToEndSite.DeviceJid, profile) { NowMs = device.NowMs, SkewMs = device.SkewMs };
                        handshakes = 1;
                        grid.Engine.DropAll();
                        grid.Open(device);
                        break;
                    case 6 when handshakes < 16:
                        // A new association between the same two; a server takes 16 within its window.
                        handshakes++;
                        grid.Engine.DropAll();
                        grid.NowMs++;
                        device.NowMs++;
                        grid.Open(device);
                        break;
                    case 7:
                        // A message that was begun and did not fit.
                        Fail(grid, device);
                        break;
                    default:
                        Say(step % 2 == 0 ? grid : device, step % 2 == 0 ? device : grid, used);
                        break;
                }

                Say(grid, device, used);
                Say(device, grid, used);
            }

            return true;
        });

    [Fact]
    public void NumbersOfAMillisecondRunOver()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        grid.Say(device, "<a/>");
        EndToEndAssociation a = grid.With(device)!;
        a.Sent = (a.Sent & ~0xFFFFL) | 0xFFFE;
        long before = a.Sent;
        string last = grid.Transfer(device, EndToEndSite.Pdu("a")), next = grid.Transfer(device, EndToEndSite.Pdu("b"));
        Assert.Contains("<seq>65535<", last);
        Assert.Contains("<seq>0<", next);
        Assert.Equal(before + 2, a.Sent);
        Assert.Equal(EndToEndResult.Deliver, device.Feed(last, grid));
        Assert.Equal(EndToEndResult.Deliver, device.Feed(next, grid));
    }

    private static void Renew(Party by, Party grid, Party device, HashSet<string> used)
    {
        by.Engine.Renew(by.With(by == grid ? device : grid)!);
        for (int i = 0; i < 3; i++)
        {
            Say(device, grid, used);
            Say(grid, device, used);
            grid.Tick();
            device.Tick();
        }
    }

    private static void Fail(Party from, Party to)
    {
        from.Tick();
        ByteWriter window = new(300);
        Assert.True(from.Engine.BeginTransfer(from.With(to)!, window));
        window.Put(new byte[200]);
        Assert.False(from.Engine.EndTransfer());
    }

    private static void Say(Party from, Party to, HashSet<string> used)
    {
        EndToEndAssociation a = from.With(to)!;
        nanoDer.Crypto.KeyMaterial keys = a.SendsNext ? a.Next : a.Keys;
        string key = Convert.ToHexString(keys.Buffer, a.IsClientSide ? 0 : 16, 16);
        string message = from.Transfer(to, EndToEndSite.Pdu("a"));
        Assert.True(used.Add(key + Regex.Match(message, "<iv>([0-9A-F]{24})</iv>").Groups[1].Value), message);
        Assert.Equal(EndToEndResult.Deliver, to.Feed(message, from));
    }
}
