using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;
using GroupPolicy = nanoDer.Gdoi.GroupPolicy;

namespace nanoDer.HostTests.Gdoi;

/// <summary>The logical key hierarchy and Delete octet by octet as RFC 6407 draws them; and each limit at its last good value and one behind.</summary>
public sealed class LimitTests
{
    private const string Spi = "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF";

    // Clause 5.3: as short as it goes. AES-CBC of 128 bits under LKH, SHA-256, ECDSA.
    private const string Sa = "00000002" + "00000000" + "000F" + "0000" + "00000035"
        + "11" + "01035000" + "01035000" + Spi + "00000000" + "80010001" + "80020003" + "80030080" + "80050003" + "80060004";

    // Clause 5.6.3.1: version, number of keys, reserved; each key its LKH ID, type, reserved, creation, expiry, handle, then vector and key.
    private const string Leaf = "0004" + "0300" + "00000000" + "00000000" + "000000A4" + "04040404040404040404040404040404" + "44444444444444444444444444444444";
    private const string Middle = "0002" + "0300" + "00000000" + "00000000" + "000000A2" + "02020202020202020202020202020202" + "22222222222222222222222222222222";
    private const string Root = "0001" + "0300" + "00000000" + "00000000" + "000000A1" + "01010101010101010101010101010101" + "11111111111111111111111111111111";
    private const string Download = "01" + "0003" + "00" + Leaf + Middle + Root;

    private readonly KeyStore _keys = new(2);

    [Fact]
    public void Download_array_as_it_is_drawn()
    {
        GroupPolicy policy = Policy(3, out LkhPath path);
        Assert.Equal(DerStatus.Ok, Read(policy, Kd(1, Download), true));
        Assert.Equal(3, path.Count);
        Assert.Equal("01010101010101010101010101010101", Convert.ToHexString(_keys.StagedKek.Iv));
        Assert.Equal("11111111111111111111111111111111", Convert.ToHexString(_keys.StagedKek.Key.Buffer, 0, 16));

        // It is for one member: in a PUSH it must not stand (clause 5.6.3.1).
        Assert.NotEqual(DerStatus.Ok, Read(policy, Kd(1, Download), false));
    }

    [Fact]
    public void Update_array_as_it_is_drawn()
    {
        GroupPolicy policy = Policy(3, out LkhPath path);
        Assert.Equal(DerStatus.Ok, Read(policy, Kd(1, Download), true));

        // Clause 5.6.3.2: version, number, reserved, LKH ID and handle of the key that wraps the first; then the keys, each under the one before. New
        // keys for the middle and the root, under the leaf.
        string middle = "0002" + "0300" + "00000000" + "00000000" + "000000B2" + Wrap("04", "44", "05", "55"), root = "0001" + "0300" + "00000000" + "00000000" + "000000B1" + Wrap("05", "55", "06", "66");
        string update = "01" + "0002" + "00" + "0004" + "0000" + "000000A4" + middle + root;
        string other = "01" + "0001" + "00" + "0007" + "0000" + "000000A7" + root;
        Assert.Equal(DerStatus.Ok, Read(policy, Kd(2, other, update, other), false));
        Assert.Equal("06060606060606060606060606060606", Convert.ToHexString(_keys.StagedKek.Iv));
        Assert.Equal("66666666666666666666666666666666", Convert.ToHexString(_keys.StagedKek.Key.Buffer, 0, 16));
        Assert.Equal("000000B2", Convert.ToHexString(path.Keys[1].Buffer, 12, 4));

        // Arrays for others alone: the member has been removed. An old handle is one for others.
        Assert.Equal(DerStatus.GdoiRemoved, Read(policy, Kd(2, other), false));
        Assert.Equal(DerStatus.GdoiRemoved, Read(policy, Kd(2, update.Replace("000000A4", "000000A5")), false));

        // Downwards, an unknown node, not up to the root: a fault of the key server.
        Assert.NotEqual(DerStatus.Ok, Read(policy, Kd(2, update.Replace(middle + root, root + middle)), false));
        Assert.NotEqual(DerStatus.Ok, Read(policy, Kd(2, update.Replace("00010300", "00090300")), false));
        Assert.NotEqual(DerStatus.Ok, Read(policy, Kd(2, update.Replace("0002000004", "0001000004").Replace(root, "")), false));
    }

    [Fact]
    public void An_array_cut_or_lengthened_at_any_octet_is_refused()
    {
        byte[] whole = Convert.FromHexString(Download);
        for (int count = 0; count < whole.Length + 3; count++)
        {
            if (count != whole.Length)
            {
                byte[] cut = [.. whole.Take(count), .. new byte[Math.Max(0, count - whole.Length)]];
                Assert.NotEqual(DerStatus.Ok, Read(Policy(3, out _), Kd(1, Convert.ToHexString(cut)), true));
            }
        }

        foreach (string bad in new[] { "02" + Download[2..], "010002" + Download[6..], "010004" + Download[6..], "01FFFF" + Download[6..], "01000301" + Download[8..] })
        {
            Assert.NotEqual(DerStatus.Ok, Read(Policy(3, out _), Kd(1, bad), true));
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void A_hierarchy_is_as_deep_as_the_member_was_made_for(int depth, bool isTaken) =>
        Assert.Equal(isTaken ? DerStatus.Ok : DerStatus.BufferFull, Read(Policy(depth, out _), Kd(1, Download), true));

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void A_member_of_a_group_of_eight_needs_four_keys(int depth, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain([.. Enumerable.Range(1, 8).Select(i => $"CN=der{i}")]) with { UseLkh = true });
        GroupSite.Member member = site.Join("CN=der8", null, null, null, depth);
        member.Pull();
        Assert.Equal(isTaken, member.Keys.Sending(0) is not null);
        Assert.Equal(isTaken ? DerStatus.Ok : DerStatus.BufferFull, member.Engine.Status);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void A_store_takes_as_many_keys_as_it_was_made_for(int capacity, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        site.Group.Rekey(0);
        site.Group.Rekey(0);
        GroupSite.Member member = site.Join("CN=der1", null, null, new KeyStore(capacity));
        member.Pull();
        Assert.Equal(isTaken ? (GdoiEvent.KeysPulled, DerStatus.Ok, 3) : (GdoiEvent.Failed, DerStatus.BufferFull, 0), member.Events[^1]);
    }

    [Theory]
    [InlineData(Tek.MaximumSelector - 16, true)]
    [InlineData(Tek.MaximumSelector - 15, false)]
    public void A_selector_has_64_octets_at_most(int octets, bool isTaken)
    {
        // An octet for the length of the OID, 13 for that, two for the length of the selector.
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Selector = new byte[octets] });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        Assert.Equal(isTaken, member.Keys.Sending(0) is { SelectorCount: Tek.MaximumSelector });
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_public_key_has_1024_octets_at_most(int octets, bool isTaken)
    {
        string key = "0001" + "0020" + new string('3', 64), spki = "0002" + octets.ToString("X4") + string.Concat(Enumerable.Repeat("77", octets));
        string packet = "0200" + (5 + 16 + 36 + 4 + octets).ToString("X4") + "10" + Spi + key + spki;
        Assert.Equal(isTaken, Read(Policy(1, out _), "00010000" + packet, false) == DerStatus.Ok);
    }

    [Theory]
    [InlineData(GroupMember.MaximumDatagram - 4, true)]
    [InlineData(GroupMember.MaximumDatagram + 12, false)]
    public void A_datagram_has_4096_octets_at_most(int octets, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();

        // SEQ 8, D 12 and 4 for each key, SIG 68.
        int keys = (octets - Isakmp.HeaderBytes - 88) / 4;
        byte[] push = site.Group.PushDelete(false, [.. Enumerable.Range(1, keys).Select(i => (uint)i)]);
        Assert.Equal(octets, push.Length);
        member.Push(push);
        Assert.Equal(isTaken ? GdoiEvent.KeysPushed : GdoiEvent.KeysPulled, member.Events[^1].What);
    }

    [Theory]
    [InlineData("00000002030400010000000B", true)] // DOI, protocol, size and number of SPIs, SPI (RFC 6407 clause 5.9)
    [InlineData("00000002030400020000000B0000000C", true)]
    [InlineData("00000002030400010000000B00", false)]
    [InlineData("00000002030400020000000B", false)]
    [InlineData("00000002030400000000000B", false)]
    [InlineData("00000002030300010000000B", false)]
    [InlineData("00000002010400010000000B", false)] // ESP
    [InlineData("00000001030400010000000B", false)] // IPsec's domain
    [InlineData("0000000203040001", false)]
    [InlineData("00000002", false)]
    public void Delete_as_it_is_drawn(string body, bool isTaken)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        GroupTek[] teks = [Tek(0xB), Tek(0xC), Tek(0xD)];
        member.Push(site.Group.PushTeks(0, teks));
        byte[] push = site.Group.PushRaw(b => b.Payload(Isakmp.Delete, Convert.FromHexString(body)));
        member.Push(push);
        Assert.Equal(isTaken ? (GdoiEvent.KeysPushed, DerStatus.Ok, 0) : (GdoiEvent.PushRefused, DerStatus.GdoiBadPacket, 0), member.Events[^1]);
        Assert.Equal(!isTaken, member.Keys.Find(0xB, 0) is not null);
        Assert.Equal(!body.EndsWith("0000000B0000000C"), member.Keys.Find(0xC, 0) is not null);
        Assert.NotNull(member.Keys.Find(0xD, 0));

        static GroupTek Tek(uint id) => new(id, 0, 3600, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));
    }

    [Fact]
    public void Half_a_session_more_than_256_is_none()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        byte[]? first = null;
        GroupSite.Member member = site.Join("CN=der1");
        member.Network = (datagram, _) =>
        {
            first = datagram;
            return null;
        };
        member.Pull();
        for (int i = 0; i < 257; i++)
        {
            Assert.Equal(i < 256, site.Server.Handle($"stranger {i}", first!, 0) is not null);
        }
    }

    private static string Kd(int type, params string[] arrays)
    {
        string attributes = string.Concat(arrays.Select(a => type.ToString("X4") + (a.Length / 2).ToString("X4") + a)) + "0003" + "0002" + "7777";
        return "00010000" + "0300" + (5 + 16 + (attributes.Length / 2)).ToString("X4") + "10" + Spi + attributes;
    }

    // Vector and key of two octets each repeated, under another vector and key.
    private static string Wrap(string iv, string key, string newIv, string newKey)
    {
        using Aes aes = Aes.Create();
        aes.Key = Repeat(key);
        byte[] plain = [.. Repeat(newIv), .. Repeat(newKey)];
        return Convert.ToHexString(aes.EncryptCbc(plain, Repeat(iv), PaddingMode.None));
    }

    private static byte[] Repeat(string octet) => [.. Enumerable.Repeat(Convert.ToByte(octet, 16), 16)];

    private static DerStatus Read(GroupPolicy policy, string kd, bool isPull)
    {
        byte[] sa = Convert.FromHexString(Sa), octets = Convert.FromHexString(kd);
        policy.Reset(0);
        Assert.Equal(DerStatus.Ok, policy.ReadSa(new PayloadReader { Buffer = sa, End = sa.Length }, 0));
        return policy.ReadKd(new PayloadReader { Buffer = octets, End = octets.Length }, isPull);
    }

    private GroupPolicy Policy(int depth, out LkhPath path) => new(_keys, path = new LkhPath(depth), new CryptoProvider(false).CreateAes(16, AesCipher.BlockBytes));
}
