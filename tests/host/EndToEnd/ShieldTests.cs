using nanoDer.Core;
using nanoDer.EndToEnd;
using nanoDer.Firmware;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>The gateway of the firmware with end-to-end security on, off, or left to the peer.</summary>
public sealed class ShieldTests : IDisposable
{
    private const string Item = "MMXU1$MX$TotW$mag$f";

    private readonly EndToEndSite _site = new();
    private readonly EndToEndProfile _profile = new();
    private readonly Party _grid;
    private readonly Party _name;

    public ShieldTests()
    {
        _grid = new Party(_site, EndToEndSite.GridJid, _profile);

        // Only its address counts.
        _name = new Party(_site, EndToEndSite.DeviceJid, _profile);
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(EndToEndProfile.Aes128Gcm)]
    [InlineData(EndToEndProfile.Aes128Cbc | EndToEndProfile.HmacSha256)]
    [Shows("R6a", "the server sees no name and no value")]
    public void TheServerAtTheMiddleSeesNoNameAndNoValue(int algorithms)
    {
        EndToEndProfile profile = new() { Algorithms = algorithms };
        Party grid = new(_site, EndToEndSite.GridJid, profile);
        List<string> answers = [];
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", Handshake(grid));
            Arrives(grid, link);
            Assert.StartsWith("<initiate-ResponsePDU ", grid.Delivered);
            for (int i = 0; i < 3; i++)
            {
                yield return ShieldLink.Iq("get", grid.Transfer(_name, ShieldLink.Read(Item)));
                Arrives(grid, link);
                answers.Add(grid.Delivered);
            }

            yield return ShieldLink.Iq("set", grid.Transfer(_name, $"<conclude-RequestPDU {ShieldLink.Mms}/>"));
            Arrives(grid, link);
            Assert.StartsWith("<conclude-ResponsePDU ", grid.Delivered);

            // With the association of MMS the other one ends.
            yield return ShieldLink.Iq("get", grid.Transfer(_name, ShieldLink.Read(Item)));
            Assert.Contains("type='error'", link.Last, StringComparison.Ordinal);
        }

        ShieldLink link = Run(Client, profile);
        Assert.Equal(3, answers.Count);
        Assert.All(answers, a => Assert.Contains("<floating-point>0840A00000</floating-point>", a, StringComparison.Ordinal));
        string wire = link.Wire.ToString();
        Assert.All(new[] { "TotW", "DER1LD0", "floating", "0840A00000", "confirmed-", "invokeID" }, w => Assert.DoesNotContain(w, wire, StringComparison.Ordinal));
        Assert.Equal(
            [(GatewayEvent.Associated, DerStatus.Ok), (GatewayEvent.Released, DerStatus.Ok), (GatewayEvent.Rejected, DerStatus.EndToEndNoAssociation)],
            link.Told.Where(t => t.What is GatewayEvent.Associated or GatewayEvent.Released or GatewayEvent.Rejected));
    }

    [Fact]
    [Shows("R2", "what comes in the clear is refused")]
    public void WhatComesInTheClearIsRefused()
    {
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", ShieldLink.Initiate);
            Assert.Contains("policy-violation", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("set", Handshake(_grid));
            Arrives(_grid, link);
            yield return ShieldLink.Iq("get", ShieldLink.Read(Item));
            Assert.Contains("policy-violation", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("get", _grid.Transfer(_name, ShieldLink.Read(Item)));
            Arrives(_grid, link);
        }

        ShieldLink link = Run(Client, _profile);
        Assert.Equal(2, link.Told.Count(t => t == (GatewayEvent.Rejected, DerStatus.EndToEndClear)));
    }

    [Fact]
    public void APeerOnTheListMayDoWithoutButNotAfterItHasShakenHands()
    {
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", ShieldLink.Initiate);
            Assert.Contains("initiate-ResponsePDU", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("get", ShieldLink.Read(Item));
            Assert.Contains("0840A00000", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("set", Handshake(_grid));
            Arrives(_grid, link);
            yield return ShieldLink.Iq("get", ShieldLink.Read(Item));
            Assert.Contains("policy-violation", link.Last, StringComparison.Ordinal);

            // Its end is the end of the association in the server too: nothing of it goes on in the clear.
            _grid.Engine.Release(_grid.With(_name)!);
            Assert.Equal(EndToEndResult.Send, _grid.Finish(EndToEndResult.Busy));
            yield return ShieldLink.Iq("set", _grid.Message);
            Assert.Equal(EndToEndResult.Closed, _grid.Feed(ShieldLink.Inner(link.Last), _name));
            yield return ShieldLink.Iq("get", ShieldLink.Read(Item));
            Assert.Contains("unexpected-request", link.Last, StringComparison.Ordinal);
        }

        Run(Client, _profile, "grid@der.local");
    }

    [Fact]
    [Shows("R4a", "attacks at the server are named and change nothing in the gateway")]
    public void AttacksAreNamedAndChangeNothing()
    {
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", Handshake(_grid));
            Arrives(_grid, link);
            string read = _grid.Transfer(_name, ShieldLink.Read(Item));
            yield return ShieldLink.Iq("get", read);
            Arrives(_grid, link);
            yield return ShieldLink.Iq("get", read);
            Assert.Contains("type='error'", link.Last, StringComparison.Ordinal);
            string other = _grid.Transfer(_name, ShieldLink.Read(Item));
            int at = other.IndexOf("<applData>", StringComparison.Ordinal) + 20;
            yield return ShieldLink.Iq("get", other[..at] + (other[at] == '1' ? '2' : '1') + other[(at + 1)..]);
            Assert.Contains("type='error'", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("get", other).Replace(EndToEndSite.GridJid, "evil@der.local/x").Replace("id='g1'", "id='g2'");
            yield return ShieldLink.Iq("get", other);
            Arrives(_grid, link);

            // The client goes, and comes back without a handshake.
            yield return $"<presence type='unavailable' from='{EndToEndSite.GridJid}'/>" + ShieldLink.Iq("get", _grid.Transfer(_name, ShieldLink.Read(Item)));
            Assert.Contains("type='error'", link.Last, StringComparison.Ordinal);
        }

        ShieldLink link = Run(Client, _profile, evil: true);
        Assert.Equal(
            [DerStatus.EndToEndReplay, DerStatus.EndToEndIcv, DerStatus.EndToEndNoAssociation, DerStatus.EndToEndNoAssociation],
            link.Told.Where(t => t.What == GatewayEvent.Rejected).Select(t => t.Status));
    }

    [Fact]
    public void KeysAreRenewedWhileItWorks()
    {
        EndToEndProfile profile = new() { RekeyMessages = 6 };
        Party grid = new(_site, EndToEndSite.GridJid, profile);
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", Handshake(grid));
            Arrives(grid, link);
            for (int i = 0; i < 40; i++)
            {
                yield return ShieldLink.Iq("get", grid.Transfer(_name, ShieldLink.Read(Item)));
                Arrives(grid, link);
                grid.Tick();
            }
        }

        Run(Client, profile);
        Assert.InRange(grid.With(_name)!.RekeyCount, 4, 20);
    }

    [Fact]
    public void AGatewayWithoutItRefusesAHandshake()
    {
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", Handshake(_grid));
            Assert.Contains("service-unavailable", link.Last, StringComparison.Ordinal);
        }

        new ShieldLink(_grid, Client).Run(null, new MemoryPlan());
    }

    [Fact]
    public void AClientThatIsNotWhoItSaysIsRefused()
    {
        Party thief = new(_site, EndToEndSite.GridJid, _profile, certificate: _site.Issue("der2@der.local"));
        IEnumerable<string> Client(ShieldLink link)
        {
            yield return ShieldLink.Iq("set", Handshake(thief));
            Assert.Contains("type='error'", link.Last, StringComparison.Ordinal);
            yield return ShieldLink.Iq("set", Handshake(_grid));
            Arrives(_grid, link);
        }

        ShieldLink link = Run(Client, _profile);
        Assert.Contains((GatewayEvent.Rejected, DerStatus.EndToEndAddress), link.Told);
    }

    private void Arrives(Party grid, ShieldLink link)
    {
        EndToEndResult result = grid.Feed(ShieldLink.Inner(link.Last), _name);
        Assert.True(result == EndToEndResult.Deliver, $"{result} {grid.Engine.Status}: {link.Wire} {string.Join(' ', link.Told)}");
    }

    private string Handshake(Party grid)
    {
        grid.Tick();
        Assert.True(grid.Engine.Connect(_name.Jid, 0, _name.Jid.Length));
        Assert.Equal(EndToEndResult.Compose, grid.Tick());
        grid.Engine.BeginHandshake(true);
        grid.Engine.Message.PutAscii(ShieldLink.Initiate);
        Assert.Equal(EndToEndResult.Send, grid.Finish(grid.Engine.EndHandshake()));
        return grid.Message;
    }

    private ShieldLink Run(Func<ShieldLink, IEnumerable<string>> client, EndToEndProfile profile, string? clear = null, bool evil = false)
    {
        MemoryPlan plan = new();
        ShieldLink link = new(_grid, client) { HearsAll = evil };
        link.Run(ShieldLink.Settings(_site, profile, plan, clear), plan);
        return link;
    }
}
