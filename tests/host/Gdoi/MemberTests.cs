using Xunit;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;

namespace nanoDer.HostTests.Gdoi;

/// <summary>The member of lib/nanoDer.Gdoi with the key server of tools/gcks: two codes with nothing in common but the reading of payloads.</summary>
public sealed class MemberTests
{
    [Theory]
    [InlineData(GdoiAuthentication.Ecdsa256, 19, 128)]
    [InlineData(GdoiAuthentication.Ecdsa256, 28, 256)]
    [InlineData(GdoiAuthentication.Ecdsa256, 14, 256)]
    [InlineData(GdoiAuthentication.RsaSignatures, 19, 256)]
    [InlineData(GdoiAuthentication.RsaSignatures, 14, 128)]
    [InlineData(GdoiAuthentication.PreSharedKey, 19, 128)]
    public void PullsTheKeys(GdoiAuthentication authentication, int group, int bits)
    {
        string name = authentication == GdoiAuthentication.PreSharedKey ? "der1" : "CN=der1";
        using GroupSite site = new(GroupSite.Plain(name), authentication == GdoiAuthentication.RsaSignatures);
        GroupSite.Member member = site.Join(name, new GdoiProfile { Authentication = authentication, Group = group, KeyBits = bits });
        member.Pull();
        Assert.True(member.Engine.Status == DerStatus.Ok && !member.Engine.IsBusy, string.Join("; ", site.Log) + " " + string.Join("; ", member.Events));
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), member.Events[^1]);
        AssertHas(member, site.Group.Teks[0]);
    }

    [Fact]
    public void PullsFromAnOldServerOnlyByTheNamedProfile()
    {
        using GroupSite site = new(GroupSite.Plain("der1"));
        GdoiProfile legacy = GdoiProfile.Legacy();
        GroupSite.Member member = site.Join("der1", legacy);
        member.Pull();
        AssertHas(member, site.Group.Teks[0]);
        legacy.Group = 2;
        member = site.Join("der1", legacy);
        member.Pull();
        AssertHas(member, site.Group.Teks[0]);
        Assert.False(new GdoiProfile().UseSha1);
    }

    [Theory]
    [InlineData(Tek.HmacSha256, Tek.NoEncryption)]
    [InlineData(Tek.HmacSha256128, Tek.AesCbc256)]
    [InlineData(Tek.AesGmac128, Tek.NoEncryption)]
    [InlineData(Tek.AesGmac256, Tek.NoEncryption)]
    [InlineData(Tek.NoAuthentication, Tek.AesGcm128)]
    [InlineData(Tek.NoAuthentication, Tek.AesGcm256)]
    public void TakesTheKeysOfEachAlgorithm(int authentication, int encryption)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Authentication = authentication, Encryption = encryption });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        AssertHas(member, site.Group.Teks[0]);
    }

    [Theory]
    [InlineData(Tek.NoAuthentication, Tek.AesCbc128)]
    [InlineData(Tek.NoAuthentication, Tek.NoEncryption)]
    public void RefusesAPolicyWithoutAuthentication(int authentication, int encryption)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Authentication = authentication, Encryption = encryption });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        Assert.Equal(DerStatus.GdoiPolicyRefused, member.Engine.Status);
        Assert.Null(member.Keys.Sending(member.NowMs));
        Assert.Contains(site.Log, l => l.Contains("refuses the policy"));
    }

    [Fact]
    public void TakesPushesAndAcknowledgesThem()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Ack = 1 });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        GroupTek next = site.Group.Rekey(10);
        member.NowMs = 10_000;
        member.Push(site.Group.PushTeks(10, next));
        Assert.Equal((GdoiEvent.KeysPushed, DerStatus.Ok, 1), member.Events[^1]);
        AssertHas(member, next);
        AssertHas(member, site.Group.Teks[0]);
        Assert.Single(Assert.Single(site.Group.Acknowledged).Value);

        // A new KEK has its own numbers and cookies; the old one is gone.
        byte[] late = site.Group.PushTeks(10, next);
        member.Push(site.Group.PushKek(10, next));
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
        int events = member.Events.Count;
        member.Push(late);
        Assert.Equal(events, member.Events.Count);
        member.Push(site.Group.PushTeks(10, next));
        Assert.Equal(events + 1, member.Events.Count);
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
    }

    [Fact]
    public void RefusesReplaysAndForgeries()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1", "CN=der2"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        byte[] push = site.Group.PushTeks(0, site.Group.Rekey(0));
        member.Push(push);
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
        member.Push(push);
        Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiReplay, 0), member.Events[^1]);

        // Another group of the same members signs with another key: under other cookies it is ignored at once.
        using GroupSite foreign = new(GroupSite.Plain("CN=der1"));
        int events = member.Events.Count;
        member.Push(foreign.Group.PushTeks(0, foreign.Group.Rekey(0)));
        Assert.Equal(events, member.Events.Count);

        // Each byte of a push matters.
        byte[] next = site.Group.PushTeks(0, site.Group.Rekey(0));
        for (int i = 16; i < next.Length; i += 7)
        {
            byte[] bad = [.. next];
            bad[i] ^= 0x10;
            member.Push(bad);
            Assert.NotEqual(GdoiEvent.KeysPushed, member.Events[^1].What);
        }

        member.Push(next);
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
    }

    [Fact]
    public void RemovesAMemberByTheTree()
    {
        string[] names = ["CN=der1", "CN=der2", "CN=der3", "CN=der4", "CN=der5"];
        using GroupSite site = new(GroupSite.Plain(names) with { UseLkh = true, Ack = 2 });
        GroupSite.Member[] members = [.. names.Select(n => site.Join(n))];
        foreach (GroupSite.Member member in members)
        {
            member.Pull();
            AssertHas(member, site.Group.Teks[0]);
        }

        foreach (byte[] push in site.Group.Remove("CN=der3", 0))
        {
            foreach (GroupSite.Member member in members)
            {
                member.Push(push);
            }
        }

        GroupTek secret = site.Group.Teks[^1];
        foreach (GroupSite.Member member in members)
        {
            if (member.Name == "CN=der3")
            {
                Assert.Null(member.Keys.Find((int)secret.KeyId, member.NowMs));
                Assert.Contains(member.Events, e => e.Status == DerStatus.GdoiRemoved);
                member.NowMs += 60_000;
                member.Run();
                Assert.Null(member.Keys.Find((int)secret.KeyId, member.NowMs));
            }
            else
            {
                AssertHas(member, secret);
            }
        }

        Assert.Equal([4, 4], site.Group.Acknowledged.Values.Select(a => a.Count));
    }

    [Fact]
    public void DeletesWhatItIsToldTo()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        member.Push(site.Group.PushDelete(false, site.Group.Teks[0].KeyId));
        Assert.Contains((GdoiEvent.Deleted, DerStatus.Ok, 0), member.Events);
        Assert.Null(member.Keys.Sending(member.NowMs));
    }

    [Fact]
    public void SendsAgainWhatIsLostAndGivesUpInTheEnd()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        int count = 0;
        member.Network = (datagram, _) => ++count % 3 == 1 ? null : datagram;
        member.Pull();
        for (int i = 0; i < 40 && member.Keys.Sending(member.NowMs) is null; i++)
        {
            member.NowMs = Math.Max(member.NowMs + 1, member.Engine.NextDeadline);
            member.Run();
        }

        AssertHas(member, site.Group.Teks[0]);

        member = site.Join("CN=der1");
        member.Network = (_, _) => null;
        member.Pull();
        for (int i = 0; i < 5; i++)
        {
            member.NowMs = member.Engine.NextDeadline;
            member.Run();
        }

        Assert.Equal(DerStatus.GdoiSilent, member.Engine.Status);
        Assert.False(member.Engine.IsBusy);
    }

    [Fact]
    public void BelievesOnlyAuthorisedKeyServers()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1", null, a => a.KeyServers = [[0x30, 0]]);
        member.Pull();
        Assert.Equal(DerStatus.GdoiNotAuthorised, member.Engine.Status);
        Assert.Null(member.Keys.Sending(member.NowMs));
    }

    [Fact]
    public void IsRefusedWhenItIsNoMember()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=stranger");
        member.Pull();
        Assert.Equal(DerStatus.GdoiPolicyRefused, member.Engine.Status);
        Assert.Null(member.Keys.Sending(member.NowMs));
    }

    private static void AssertHas(GroupSite.Member member, GroupTek expected)
    {
        Tek? tek = member.Keys.Find((int)expected.KeyId, member.NowMs);
        Assert.NotNull(tek);
        Assert.Equal(expected.EncryptionKey, tek.EncryptionKey.Buffer[..tek.EncryptionKey.Count]);
        Assert.Equal(expected.AuthenticationKey, tek.AuthenticationKey.Buffer[..tek.AuthenticationKey.Count]);
    }
}
