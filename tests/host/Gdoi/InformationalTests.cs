using System.Buffers.Binary;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Informational exchanges count when they are authentic, and no sooner; what is lost or doubled on the way costs nothing but time.</summary>
public sealed class InformationalTests : IDisposable
{
    private readonly GroupSite _site = new(GroupSite.Plain("CN=der1"));
    private readonly GroupSite.Member _member;

    public InformationalTests() => _member = _site.Join("CN=der1", new GdoiProfile { RetryMs = 1000 });

    public void Dispose() => _site.Dispose();

    [Fact]
    public void What_is_in_clear_text_ends_nothing()
    {
        int told = 0;
        _member.Network = (datagram, isIncoming) =>
        {
            if (isIncoming)
            {
                Assert.True(_member.Engine.Feed(Clear(datagram, Isakmp.Notify, 14), 0, 40));
                Assert.False(_member.Engine.Feed(Clear(datagram, Isakmp.Delete, 0), 0, 40));
                told++;
            }

            return datagram;
        };
        _member.Pull();
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), _member.Events[^1]);
        Assert.Equal(5, told);
        Assert.Equal(told, _member.Events.Count(e => e == (GdoiEvent.Notified, DerStatus.GdoiBadPacket, 14)));
    }

    [Fact]
    public void An_authentic_delete_ends_phase_1_and_keeps_the_keys()
    {
        _member.Pull();
        byte[] delete = Delete();
        for (int i = 0; i < delete.Length; i++)
        {
            // Nothing vouches for the flags, so they have no meaning but the one bit.
            if (i == 19)
            {
                continue;
            }

            byte[] bad = [.. delete];
            bad[i] ^= 0x10;
            Assert.False(_member.Engine.Feed(bad, 0, bad.Length));
        }

        // None of the forgeries ended it: the next pull needs no phase 1.
        _member.Pull();
        Assert.Equal(1, PhaseOnes());
        Assert.True(_member.Engine.Feed(delete, 0, delete.Length));
        Assert.NotNull(_member.Keys.Sending(0));
        _member.Pull();
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), _member.Events[^1]);
        Assert.Equal(2, PhaseOnes());
    }

    [Fact]
    public void A_delete_of_another_session_or_of_nothing_is_none()
    {
        _member.Pull();
        byte[] other = _site.Server.Inform("CN=der1", b => b.Payload(Isakmp.Delete, [0, 0, 0, 2, 1, 16, 0, 1, .. new byte[16]]));
        byte[] empty = _site.Server.Inform("CN=der1", b => b.Payload(Isakmp.Delete, [0, 0, 0, 2, 1, 16, 0, 0]));
        Assert.True(_member.Engine.Feed(other, 0, other.Length));
        Assert.True(_member.Engine.Feed(empty, 0, empty.Length));
        _member.Pull();
        Assert.Equal(1, PhaseOnes());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_authentic_word_in_the_middle_of_a_pull_ends_it(bool isDelete)
    {
        _member.Pull();
        byte[] word = isDelete ? Delete() : _site.Server.Inform("CN=der1", b => b.Payload(Isakmp.Notify, [0, 0, 0, 2, 1, 0, 0, 18]));
        _member.Network = static (_, _) => null;
        _member.Pull();
        Assert.True(_member.Engine.IsBusy);
        Assert.True(_member.Engine.Feed(word, 0, word.Length));
        Assert.False(_member.Engine.IsBusy);
        Assert.Equal((GdoiEvent.Failed, DerStatus.GdoiPolicyRefused, 0), _member.Events[^1]);
        _member.Network = static (datagram, _) => datagram;
        _member.NowMs = _member.Engine.NextDeadline;
        Assert.InRange(_member.NowMs, 500, 1000);
        _member.Run();
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), _member.Events[^1]);
    }

    [Fact]
    public void One_between_two_messages_of_a_pull_does_not_disturb_its_chain()
    {
        _member.Pull();
        byte[] forged = Delete();
        forged[^1] ^= 1;
        byte[] other = _site.Server.Inform("CN=der1", b => b.Payload(Isakmp.Delete, [0, 0, 0, 2, 1, 16, 0, 1, .. new byte[16]]));
        _member.Network = (datagram, isIncoming) =>
        {
            if (isIncoming)
            {
                _member.Engine.Feed(forged, 0, forged.Length);
                _member.Engine.Feed(other, 0, other.Length);
            }

            return datagram;
        };
        _member.Pull();
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), _member.Events[^1]);
    }

    [Fact]
    public void A_member_that_refuses_has_its_session_ended_on_both_sides()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Authentication = Tek.NoAuthentication, Encryption = Tek.NoEncryption });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        Assert.Equal(DerStatus.GdoiPolicyRefused, member.Engine.Status);
        Assert.Equal(0, site.Server.SessionCount);
    }

    // Messages of a pull with its phase 1: 10, each lost once, or come twice.
    [Fact]
    public void Each_message_may_be_lost_or_doubled()
    {
        for (int lost = 0; lost < 10; lost++)
        {
            GroupSite.Member member = _site.Join("CN=der1");
            int count = 0;
            member.Network = (datagram, _) => count++ == lost ? null : datagram;
            member.Pull();
            Assert.Null(member.Keys.Sending(member.NowMs));
            Assert.Equal(2000, member.Engine.NextDeadline);
            member.NowMs = 2000;
            member.Run();
            Assert.NotNull(member.Keys.Sending(member.NowMs));
            Assert.Single(member.Events, e => e.What == GdoiEvent.KeysPulled);
        }

        GroupSite.Member twice = _site.Join("CN=der1");
        twice.Network = (datagram, isIncoming) =>
        {
            if (isIncoming)
            {
                twice.Engine.Feed(datagram, 0, datagram.Length);
            }
            else
            {
                _site.Server.Handle("CN=der1", datagram, 0);
            }

            return datagram;
        };
        twice.Pull();
        Assert.NotNull(twice.Keys.Sending(twice.NowMs));
        Assert.Single(twice.Events, e => e.What == GdoiEvent.KeysPulled);
    }

    [Fact]
    public void A_silent_server_is_asked_less_and_less()
    {
        GroupSite.Member member = _site.Join("CN=der1", new GdoiProfile { RetransmitMs = 1000, Attempts = 4, RetryMs = 10_000 });
        List<long> sent = [];
        member.Network = (_, isIncoming) =>
        {
            sent.Add(member.NowMs);
            return null;
        };
        member.Engine.Start();
        for (int i = 0; i < 60; i++)
        {
            member.Run();
            member.NowMs = member.Engine.NextDeadline;
        }

        Assert.Equal([0, 1000, 3000, 7000], sent[..4]);
        long[] begins = [.. member.Events.Count(e => e.What == GdoiEvent.PullStarted) > 8 ? sent.Where((_, i) => i % 4 == 0) : []];
        for (int i = 1; i < begins.Length; i++)
        {
            // 15 s until it gives up; then 10 s doubled each time up to 64 times that, half of it at random.
            long wait = begins[i] - begins[i - 1] - 15_000, most = 10_000L << Math.Min(i - 1, 6);
            Assert.InRange(wait, most / 2, most);
        }

        Assert.True(begins.Length > 8);
    }

    [Fact]
    public void Pulls_ahead_of_the_end_and_not_all_at_once()
    {
        HashSet<long> times = [];
        for (int i = 0; i < 8; i++)
        {
            GroupSite.Member member = _site.Join("CN=der1");
            member.Pull();
            Assert.InRange(member.Engine.NextDeadline, 2_880_000, 3_240_000);
            times.Add(member.Engine.NextDeadline);
        }

        Assert.True(times.Count > 5);
        Assert.True(_member.Engine.RequestKey());
        Assert.False(_member.Engine.RequestKey());
        _member.Run();
        _member.NowMs = 59_999;
        _member.Run();
        Assert.False(_member.Engine.RequestKey());
        _member.NowMs = 60_000;
        _member.Run();
        Assert.True(_member.Engine.RequestKey());
    }

    private int PhaseOnes() => _member.Events.Count(e => e.What == GdoiEvent.KeyServerAuthenticated);

    private byte[] Delete() => _site.Server.Inform("CN=der1", b => b.Payload(Isakmp.Delete, [0, 0, 0, 2, 1, 16, 0, 1, .. _member.Engine.Output[..16]]));

    // Under the cookies of another datagram, 12 octets of payload.
    private static byte[] Clear(byte[] like, int payload, int type)
    {
        byte[] message = new byte[40];
        like.AsSpan(0, 16).CopyTo(message);
        message[16] = (byte)payload;
        message[17] = Isakmp.Version;
        message[18] = Isakmp.Informational;
        message[23] = 9;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(24), 40);
        message[31] = 12;
        message[35] = 2;
        message[36] = 1;
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(38), (short)type);
        return message;
    }
}
