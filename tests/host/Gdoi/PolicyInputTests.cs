using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Every payload of policy and keys, octet by octet as the RFCs draw them; then everything that can be wrong with each.</summary>
public sealed class PolicyInputTests
{
    private const string Spi = "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF";

    // RFC 6407 clause 5.2: DOI, situation, the first attribute payload, reserved.
    private const string Head = "00000002" + "00000000" + "000F" + "0000";

    // Clause 5.3, the payload that follows left open: UDP, source and destination with port 848, SPI, reserved; LKH not, AES-CBC, 128, a day,
    // SHA-256, ECDSA-256, 256, acknowledgement by the KEK.
    private const string Sak = "004911010350047F00000101035004EF000001" + Spi + "00000000"
        + "80020003" + "80030080" + "0004000400015180" + "80050003" + "80060004" + "80070100" + "80090001";

    // Clause 5.4: activation after 5 s, deactivation 60 s.
    private const string Gap = "000C" + "80010005" + "8002003C";

    // RFC 8052 clause 2.2: protocol, OID, a selector of two octets, KeyID, HMAC-SHA256-128, AES-CBC-128, 3600 s; the second one from 3300 s on, with
    // a delivery assurance of 100 %.
    private const string Sat = "0023030D060B2A8648CE5683E31A080102" + "00020500" + "00000101" + "0002" + "0002" + "00000E10";
    private const string NextSat = "002F030D060B2A8648CE5683E31A080102" + "00020500" + "00000102" + "0002" + "0002" + "00000E10" + "0001000400000CE4" + "80020064";

    private const string GoodSa = Head + "1600" + Sak + "1000" + Gap + "1000" + Sat + "0000" + NextSat;

    // Clause 5.6: two TEK, KEK with a public key, sender identifier 42 of 8 bits.
    private const string Tek1 = "01000041" + "04" + "00000101" + "00010010" + "11111111111111111111111111111111"
        + "00020020" + "1212121212121212121212121212121212121212121212121212121212121212";

    private const string Tek2 = "01000041" + "04" + "00000102" + "00010010" + "21212121212121212121212121212121"
        + "00020020" + "2222222222222222222222222222222222222222222222222222222222222222";

    private const string KekPacket = "02000040" + "10" + Spi + "00010020" + "31313131313131313131313131313131" + "32323232323232323232323232323232"
        + "00020003" + "333333";

    private const string Sid = "0400000D" + "00" + "80010008" + "8002002A";

    private const string GoodKd = "00040000" + Tek1 + Tek2 + KekPacket + Sid;

    private readonly KeyStore _keys = new(2);
    private readonly GroupPolicy _policy;

    public PolicyInputTests() => _policy = new GroupPolicy(_keys, new LkhPath(4), new CryptoProvider(false).CreateAes(16, AesCipher.BlockBytes));

    [Fact]
    public void ReadsWhatTheRfcsDraw()
    {
        Assert.Equal(DerStatus.Ok, Read(GoodSa, GoodKd));
        Assert.Equal(2, _policy.TekCount);
        Assert.Equal((8, 42), (_policy.SenderIdBits, _policy.SenderId));
        _keys.Commit(_policy.GraceMs);
        Tek first = _keys.Get(0), second = _keys.Get(1);
        Assert.Equal((0x101, Tek.HmacSha256128, Tek.AesCbc128, 6_000L, 3_601_000L), (first.KeyId, first.Authentication, first.Encryption, first.NotBefore, first.NotAfter));
        Assert.Equal((0x102, 3_301_000L), (second.KeyId, second.NotBefore));
        Assert.Equal("0D060B2A8648CE5683E31A08010200020500", Convert.ToHexString(first.Selector, 0, first.SelectorCount));
        Assert.Equal(Repeat(0x11, 16), first.EncryptionKey.Buffer[..16]);
        Assert.Equal(Repeat(0x22, 32), second.AuthenticationKey.Buffer[..32]);
        Assert.Equal(60_000, _policy.GraceMs);
        Kek kek = _keys.Kek;
        Assert.Equal((1, 4, 16, 86_401_000L), (kek.Ack, kek.Signature, kek.KeyBytes, kek.NotAfter));
        Assert.Equal(Repeat(0x31, 16), kek.Iv);
        Assert.Equal(Repeat(0x32, 16), kek.Key.Buffer[..16]);
        Assert.Equal(Spi, Convert.ToHexString(kek.Spi));
    }

    [Fact]
    public void ReadsTheDestinationWithAProtocolAsTheTextHasIt()
    {
        string sak = Sak.Replace("0049", "004A").Replace("01035004EF", "0111035004EF");
        Assert.Equal(DerStatus.Ok, Read(GoodSa.Replace(Sak, sak), GoodKd));
        Assert.Equal(Spi, Convert.ToHexString(_keys.StagedKek.Spi));
    }

    [Fact]
    public void RefusesAPolicyCutAtAnyOctet()
    {
        byte[] sa = Convert.FromHexString(GoodSa), kd = Convert.FromHexString(GoodKd);
        for (int end = 0; end < sa.Length; end++)
        {
            Assert.NotEqual(DerStatus.Ok, Read(sa[..end], kd));
        }

        for (int end = 0; end < kd.Length; end++)
        {
            Assert.NotEqual(DerStatus.Ok, Read(sa, kd[..end]));
        }

        Assert.NotEqual(DerStatus.Ok, Read([.. sa, 0], kd));
        Assert.NotEqual(DerStatus.Ok, Read(sa, [.. kd, 0]));
    }

    // Each length of each payload, attribute and field, where it is found.
    [Theory]
    [InlineData(true, "0049" + "11", 2)]
    [InlineData(true, "000400015180", 2)]
    [InlineData(true, Gap, 2)]
    [InlineData(true, "0023030D", 2)]
    [InlineData(true, "0002050000000101", 2)]
    [InlineData(true, "0D060B2A8648CE5683E31A080102" + "0002050000000101", 1)]
    [InlineData(true, "002F030D", 2)]
    [InlineData(true, "0004" + "00000CE4", 2)]
    [InlineData(false, "0004" + "0000" + "0100", 2)]
    [InlineData(false, "0041" + "0400000101", 2)]
    [InlineData(false, "04" + "00000101", 1)]
    [InlineData(false, "0010" + "1111", 2)]
    [InlineData(false, "0020" + "1212", 2)]
    [InlineData(false, "0041" + "0400000102", 2)]
    [InlineData(false, "0040" + "10A0", 2)]
    [InlineData(false, "10" + Spi, 1)]
    [InlineData(false, "0020" + "3131", 2)]
    [InlineData(false, "0003" + "333333", 2)]
    [InlineData(false, "000D" + "0080", 2)]
    public void RefusesLengthsThatAreWrong(bool isSa, string field, int size)
    {
        byte[] sa = Convert.FromHexString(GoodSa), kd = Convert.FromHexString(GoodKd);
        byte[] bytes = isSa ? sa : kd;
        int at = bytes.AsSpan().IndexOf(Convert.FromHexString(field));
        Assert.True(at >= 0, "the field is not there");
        int value = PayloadReader.Number(bytes, at, size);
        foreach (int wrong in new[] { 0, value - 1, value + 1, 1 << ((8 * size) - 1), (1 << (8 * size)) - 1 })
        {
            byte[] bad = [.. bytes];
            for (int i = 0; i < size; i++)
            {
                bad[at + i] = (byte)(wrong >> (8 * (size - 1 - i)));
            }

            if (!bad.SequenceEqual(bytes))
            {
                Assert.NotEqual(DerStatus.Ok, isSa ? Read(bad, kd) : Read(sa, bad));
            }
        }
    }

    [Theory]
    [InlineData("80090001", "800A0001")] // attribute of SAK
    [InlineData("80090001", "00770000")]
    [InlineData("8002003C", "8004003C")] // of GAP
    [InlineData("80020064", "80030064")] // of SAT
    [InlineData("80020003", "80020002")] // 3DES
    [InlineData("80050003", "80050002")] // SHA-1
    [InlineData("80060004", "80060002")] // DSS
    [InlineData("80030080", "800300C0")] // 192 bits
    [InlineData("0023030D", "0023010D")] // ESP
    public void RefusesWhatItDoesNotKnowInAPolicy(string old, string other)
    {
        Assert.Contains(old, GoodSa);
        Assert.Equal(DerStatus.GdoiPolicyRefused, Read(GoodSa.Replace(old, other), GoodKd));
    }

    [Theory]
    [InlineData("00010010" + "1111", "00090010" + "1111")]
    [InlineData("00020003" + "333333", "00090003" + "333333")]
    [InlineData("8002002A", "8003002A")]
    [InlineData("0400000D", "0900000D")]
    public void RefusesWhatItDoesNotKnowAmongKeys(string old, string other)
    {
        Assert.Contains(old, GoodKd);
        Assert.Equal(DerStatus.GdoiPolicyRefused, Read(GoodSa, GoodKd.Replace(old, other)));
    }

    [Fact]
    public void RefusesDuplicatesAndAWrongOrder()
    {
        string sak = "0F00" + Sak, gap = "1600" + Gap, sat = "1000" + Sat;
        Assert.NotEqual(DerStatus.Ok, Read(Head + sak + "1000" + Sak + "0000" + Sat, GoodKd)); // two SAK
        Assert.NotEqual(DerStatus.Ok, Read(Head + "1600" + Sak + gap + "1000" + Gap + "0000" + Sat, GoodKd)); // two GAP
        Assert.NotEqual(DerStatus.Ok, Read(Head + "1000" + Sak + sat + "0000" + Sat, GoodKd)); // two SAT of one number
        Assert.NotEqual(DerStatus.Ok, Read(Head + "1000" + Sak + "1600" + Sat + "1000" + Gap + "0000" + NextSat, GoodKd)); // GAP behind SAT
        Assert.NotEqual(DerStatus.Ok, Read(Head.Replace("000F", "0016") + "0F00" + Gap + "1000" + Sak + "1000" + Sat + "0000" + NextSat, GoodKd)); // GAP before SAK
        Assert.NotEqual(DerStatus.Ok, Read(Head.Replace("000F", "0010") + "0F00" + Sat + "1000" + Sak + "0000" + NextSat, GoodKd)); // SAT before SAK
        Assert.NotEqual(DerStatus.Ok, Read(Head.Replace("000F", "0001") + "1600" + Sak, GoodKd)); // SA in SA
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa, "00050000" + Tek1 + Tek1 + Tek2 + KekPacket + Sid));
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa, "00030000" + Tek1 + KekPacket + Sid)); // one key is missing
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa, "00030000" + Tek1 + Tek2 + Sid)); // the KEK is missing
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa, "00040000" + Tek1 + Tek2.Replace("00000102", "00000103") + KekPacket + Sid)); // nobody named it
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa, "00040000" + Tek1 + Tek2 + KekPacket.Replace("A0A1", "A0A2") + Sid));

        // The order of keys is free.
        Assert.Equal(DerStatus.Ok, Read(GoodSa, "00040000" + Sid + KekPacket + Tek2 + Tek1));
    }

    [Fact]
    public void TakesNothingOfAPolicyThatIsRefusedInTheEnd()
    {
        Assert.Equal(DerStatus.Ok, Read(GoodSa, GoodKd));
        _keys.Commit(_policy.GraceMs);
        Assert.NotEqual(DerStatus.Ok, Read(GoodSa.Replace("00000101", "00000201"), GoodKd.Replace("00000101", "00000201")[..^2]));
        _keys.DropStaged();
        Assert.NotNull(_keys.Find(0x101, 10_000));
        Assert.Null(_keys.Find(0x201, 10_000));
        Assert.True(_keys.Kek.IsUsed);
    }

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private DerStatus Read(string sa, string kd) => Read(Convert.FromHexString(sa), Convert.FromHexString(kd));

    private DerStatus Read(byte[] sa, byte[] kd)
    {
        _policy.Reset(30_000);
        DerStatus status = _policy.ReadSa(new PayloadReader { Buffer = [.. sa], End = sa.Length }, 1000);
        return status != DerStatus.Ok ? status : _policy.ReadKd(new PayloadReader { Buffer = [.. kd], End = kd.Length }, true);
    }
}
