using System.Buffers.Binary;
using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Padding behind the last payload: zeros to the block (RFC 2409 appendix B); more of it from senders that have it so, none from strangers.</summary>
public sealed class PaddingTests
{
    [Theory]
    [InlineData(16, 0, true)]
    [InlineData(240, 0, true)]
    [InlineData(256, 0, false)]
    [InlineData(16, 1, false)]
    public void Pulls_from_a_server_that_pads_by_more(int count, byte filling, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        site.Server.Filler = [.. Enumerable.Repeat(filling, count)];
        member.Pull();
        Assert.Equal(isTaken, member.Keys.Sending(member.NowMs) is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(16, true)]
    [InlineData(240, true)]
    [InlineData(256, false)]
    public void Takes_a_push_that_is_padded_by_more(int count, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        byte[] push = site.Group.PushTeks(0, site.Group.Rekey(0));
        Kek kek = member.Keys.Kek;
        using Aes aes = Aes.Create();
        aes.Key = kek.Key.Buffer[..kek.Key.Count];
        byte[] plain = aes.DecryptCbc(push[Isakmp.HeaderBytes..], kek.Iv, PaddingMode.None);
        PayloadReader r = new();
        r.Reset(plain, 0, plain.Length, push[16]);
        while (r.Read())
        {
        }

        // What is signed has the length without padding, or that with it: here the former.
        int unpadded = r.End, signed = r.Body - 4, total = ((unpadded + 15) / 16 * 16) + count;
        BinaryPrimitives.WriteInt32BigEndian(push.AsSpan(24), Isakmp.HeaderBytes + unpadded);
        byte[] longer = [.. plain[..unpadded], .. new byte[total - unpadded]];
        site.Signer.SignData([.. "rekey"u8, .. push[..Isakmp.HeaderBytes], .. plain[..signed]], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            .CopyTo(longer, unpadded - 64);
        BinaryPrimitives.WriteInt32BigEndian(push.AsSpan(24), Isakmp.HeaderBytes + total);
        member.Push([.. push[..Isakmp.HeaderBytes], .. aes.EncryptCbc(longer, kek.Iv, PaddingMode.None)]);
        Assert.Equal(isTaken ? (GdoiEvent.KeysPushed, DerStatus.Ok, 1) : (GdoiEvent.PushRefused, DerStatus.GdoiBadPacket, 0), member.Events[^1]);
    }

    [Fact]
    public void Blocks_that_somebody_puts_behind_an_answer_do_not_move_the_chain()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        int extended = 0;
        member.Network = (datagram, isIncoming) =>
        {
            if (isIncoming && (datagram[19] & Isakmp.Encrypted) != 0)
            {
                byte[] longer = [.. datagram, .. RandomNumberGenerator.GetBytes(16)];
                BinaryPrimitives.WriteInt32BigEndian(longer.AsSpan(24), longer.Length);
                Assert.False(member.Engine.Feed(longer, 0, longer.Length));
                extended++;
            }

            return datagram;
        };
        member.Pull();
        Assert.Equal(3, extended);
        Assert.NotNull(member.Keys.Sending(member.NowMs));
    }
}
