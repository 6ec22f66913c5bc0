using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;
using AesGcm = nanoDer.Crypto.AesGcm;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Keys that outlive a restart, and what somebody who puts old ones back can do: nothing to the sequence number, nothing to keys that are over.</summary>
public sealed class SealTests : IDisposable
{
    private readonly GroupSite _site = new(GroupSite.Plain("CN=der1") with { TekSeconds = 600, OverlapSeconds = 60 });
    private readonly KeyMaterial _deviceKey = new(16);
    private readonly GroupSite.Member _member;

    public SealTests()
    {
        _deviceKey.Set(RandomNumberGenerator.GetBytes(16), 0, 16);
        _member = _site.Join("CN=der1");
        _member.Pull();
    }

    private long Utc => _site.Time.ToUnixTimeSeconds();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_keys_are_there_again_and_end_when_they_would_have()
    {
        _member.NowMs = 100_000;
        _member.Run();
        GroupTek next = new(0x77, 500, 1_000, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));
        _member.Push(_site.Group.PushTeks(100, next));
        byte[] sealedKeys = Seal(_member, 100);

        // The clock of the new start is another one; 50 s have gone by.
        GroupSite.Member again = _site.Join("CN=der1");
        Assert.Equal(DerStatus.Ok, Open(again, sealedKeys, 7_000, 150));
        Tek tek = again.Keys.Sending(7_000)!;
        Assert.Equal((int)_site.Group.Teks[0].KeyId, tek.KeyId);
        Assert.Equal(_site.Group.Teks[0].AuthenticationKey, tek.AuthenticationKey.Buffer[..32]);
        Assert.Equal(_site.Group.Teks[0].EncryptionKey, tek.EncryptionKey.Buffer[..16]);
        Assert.Equal("0D060B2A8648CE5683E31A0801020000", Convert.ToHexString(tek.Selector, 0, tek.SelectorCount));
        Assert.Equal((Tek.HmacSha256128, Tek.AesCbc128), (tek.Authentication, tek.Encryption));
        Assert.NotNull(again.Keys.Find(tek.KeyId, 7_000 + 449_000));
        Assert.Null(again.Keys.Find(tek.KeyId, 7_000 + 450_000));
        Assert.Null(again.Keys.Find(0x77, 7_000 + 349_000));
        Assert.NotNull(again.Keys.Find(0x77, 7_000 + 350_000));
        Assert.Null(again.Keys.Find(0x77, 7_000 + 850_000));

        // A pull goes on from there.
        again.NowMs = 7_000;
        again.Pull();
        Assert.Equal(GdoiEvent.KeysPulled, again.Events[^1].What);
        Assert.NotNull(again.Keys.Sending(7_000));
    }

    [Fact]
    public void What_is_over_is_not_brought_back()
    {
        byte[] sealedKeys = Seal(_member, 0);
        GroupSite.Member again = _site.Join("CN=der1");
        Assert.Equal(DerStatus.Ok, Open(again, sealedKeys, 0, 600));
        Assert.Equal(0, again.Keys.LastEnd());
        Assert.Equal(DerStatus.Ok, Open(again, sealedKeys, 0, 599));
        Assert.Equal(1_000, again.Keys.LastEnd());
    }

    [Fact]
    public void A_clock_that_was_set_back_or_a_counter_that_is_older_opens_nothing()
    {
        byte[] sealedKeys = Seal(_member, 10, 5);
        GroupSite.Member again = _site.Join("CN=der1");
        Assert.Equal(DerStatus.GdoiReplay, Open(again, sealedKeys, 0, 9, 5));
        Assert.Equal(DerStatus.GdoiReplay, Open(again, sealedKeys, 0, 10, 6));
        Assert.Equal(0, again.Keys.LastEnd());
        Assert.Equal(DerStatus.Ok, Open(again, sealedKeys, 0, 10, 5));
        Assert.NotEqual(0, again.Keys.LastEnd());
    }

    [Fact]
    public void Sequence_numbers_come_from_the_key_server_alone()
    {
        byte[] old = Seal(_member, 0);
        byte[] push = _site.Group.PushTeks(0, _site.Group.Rekey(0));
        _member.Push(push);
        Assert.Equal(GdoiEvent.KeysPushed, _member.Events[^1].What);

        // Into a store that works nothing is put back.
        Assert.Equal(DerStatus.GdoiReplay, Open(_member, old, 0, 1));
        _member.Push(push);
        Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiReplay, 0), _member.Events[^1]);

        // After a restart with the old keys there is no KEK: pushes mean nothing until a pull has said which one was the last.
        GroupSite.Member again = _site.Join("CN=der1");
        Assert.Equal(DerStatus.Ok, Open(again, old, 0, 1));
        again.Push(push);
        Assert.Empty(again.Events);
        again.Pull();
        again.Push(push);
        Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiReplay, 0), again.Events[^1]);
    }

    [Fact]
    public void Every_octet_is_authentic()
    {
        byte[] sealedKeys = Seal(_member, 0);
        GroupSite.Member again = _site.Join("CN=der1");
        for (int i = 0; i < sealedKeys.Length; i++)
        {
            byte[] bad = [.. sealedKeys];
            bad[i] ^= 1;
            Assert.Equal(DerStatus.CryptoNotAuthentic, Open(again, bad, 0, 0));
            Assert.NotEqual(DerStatus.Ok, Open(again, sealedKeys[..i], 0, 0));
        }

        Assert.Equal(DerStatus.GdoiBadPacket, again.Engine.Unseal(Cipher(), GroupMember.MaximumDatagram + 1, 0, Utc, 0));
        _deviceKey.Set(RandomNumberGenerator.GetBytes(16), 0, 16);
        Assert.Equal(DerStatus.CryptoNotAuthentic, Open(again, sealedKeys, 0, 0));
        Assert.Equal(0, again.Keys.LastEnd());
    }

    [Fact]
    public void A_key_without_an_end_is_not_kept()
    {
        Tek tek = _member.Keys.Stage();
        tek.KeyId = 9;
        tek.Authentication = Tek.NoAuthentication;
        tek.Encryption = Tek.AesGcm128;
        tek.EncryptionKey.Set(new byte[20], 0, 20);
        tek.NotAfter = long.MaxValue;
        _member.Keys.Commit(0);
        Assert.NotNull(_member.Keys.Find(9, 0));
        GroupSite.Member again = _site.Join("CN=der1");
        Assert.Equal(DerStatus.Ok, Open(again, Seal(_member, 0), 0, 0));
        Assert.Null(again.Keys.Find(9, 0));
        Assert.NotNull(again.Keys.Sending(0));
    }

    [Fact]
    public void More_keys_than_there_is_room_for_are_refused_as_a_whole()
    {
        _member.Push(_site.Group.PushTeks(0, _site.Group.Rekey(0)));
        byte[] two = Seal(_member, 0);
        KeyStore one = new(1);
        GroupSite.Member again = _site.Join("CN=der1", null, null, one);
        Assert.Equal(DerStatus.BufferFull, Open(again, two, 0, 0));
        Assert.Equal(0, one.LastEnd());
    }

    [Fact]
    public void Nothing_is_sealed_in_the_middle_of_an_exchange()
    {
        _member.Network = static (_, _) => null;
        _member.Engine.Start();
        _member.Run();
        Assert.True(_member.Engine.IsBusy);
        Assert.Equal(0, _member.Engine.Seal(Cipher(), Utc, 0));
    }

    private byte[] Seal(GroupSite.Member member, long seconds, int counter = 0)
    {
        int count = member.Engine.Seal(Cipher(), Utc + seconds, counter);
        Assert.InRange(count, 36, GroupMember.MaximumDatagram);
        byte[] sealedKeys = member.Engine.Input[..count];
        foreach (GroupTek tek in _site.Group.Teks)
        {
            Assert.Equal(-1, sealedKeys.AsSpan().IndexOf(tek.EncryptionKey));
            Assert.Equal(-1, member.Engine.Output.AsSpan().IndexOf(tek.EncryptionKey));
        }

        return sealedKeys;
    }

    private DerStatus Open(GroupSite.Member member, byte[] sealedKeys, long nowMs, long seconds, int counter = 0)
    {
        sealedKeys.CopyTo(member.Engine.Input, 0);
        return member.Engine.Unseal(Cipher(), sealedKeys.Length, nowMs, Utc + seconds, counter);
    }

    private AesGcm Cipher()
    {
        AesGcm cipher = new(new CryptoProvider(false).CreateAes(16, 64), 64, 0);
        Assert.Equal(DerStatus.Ok, cipher.SetKey(_deviceKey));
        return cipher;
    }
}
