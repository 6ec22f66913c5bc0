using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Published vectors of what phase 1 computes with; those of its key derivation are in <c>tests/host/Crypto</c>.</summary>
public sealed class VectorTests
{
    // RFC 4754 clause 8.1: private key, public key, signature of "abc".
    private const string W = "DC51D3866A15BACDE33D96F992FCA99DA7E6EF0934E7097559C27F1614C88A7F";
    private const string Gw = "2442A5CC0ECD015FA3CA31DC8E2BBC70BF42D60CBCA20085E0822CB04235E9706FC98BD7E50211A4A27102FA3549DF79EBCB4BF246B80945CDDFE7D509BBFD7D";
    private const string Rs = "CB28E0999B9C7715FD0A80D8E47A77079716CBBF917DD72E97566EA1C066957C86FA3BB4E26CAD5BF90B7F81899256CE7594BB1EA0C89212748BFF3B3D5B0315";

    // The authentication payload that the clause shows: header of IKEv2's AUTH, then r and s.
    private const string Payload = "00000048" + "00090000" + Rs;

    [Fact]
    public void Ecdsa_as_in_rfc_4754()
    {
        EllipticCurve curve = EllipticCurve.P256();
        Ecdsa ecdsa = new(curve, new Hmac(new Sha256()));
        KeyMaterial w = new(32);
        w.Set(Convert.FromHexString(W), 0, 32);
        byte[] point = new byte[65];
        Assert.Equal(DerStatus.Ok, curve.DerivePublic(w, point, 0));
        Assert.Equal("04" + Gw, Convert.ToHexString(point));
        byte[] payload = Convert.FromHexString(Payload), digest = SHA256.HashData("abc"u8);
        Assert.Equal(DerStatus.Ok, ecdsa.Verify(point, 0, 65, digest, 0, payload, 8));
        for (int i = 8; i < payload.Length; i++)
        {
            byte[] bad = [.. payload];
            bad[i] ^= 1;
            Assert.NotEqual(DerStatus.Ok, ecdsa.Verify(point, 0, 65, digest, 0, bad, 8));
        }

        // Our own signature has another k (RFC 6979); .NET takes it.
        byte[] own = new byte[64];
        Assert.Equal(DerStatus.Ok, ecdsa.Sign(w, digest, 0, own, 0));
        using ECDsa other = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        Assert.True(other.VerifyData("abc"u8, own, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    // RFC 4868 clause 2.7: the prf, and what HMAC-SHA-256-128 is cut from. *n:xx is n times xx.
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")] // PRF-1
    [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")] // PRF-2
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "*50:dd", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")] // PRF-3
    [InlineData("0102030405060708090a0b0c0d0e0f10111213141516171819", "*50:cd", "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")] // PRF-4
    [InlineData("*131:aa", "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")] // PRF-5
    [InlineData("*131:aa", "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e", "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")] // PRF-6
    [InlineData("*32:0b", "4869205468657265", "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7")] // AUTH256-1
    [InlineData("4a6566654a6566654a6566654a6566654a6566654a6566654a6566654a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "167f928588c5cc2eef8e3093caa0e87c9ff566a14794aa61648d81621a2a40c6")] // AUTH256-2
    [InlineData("*32:aa", "*50:dd", "cdcb1220d1ecccea91e53aba3092f962e549fe6ce9ed7fdc43191fbde45c30b0")] // AUTH256-3
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", "*50:cd", "372efcf9b40b35c2115b1346903d2ef42fced46f0846e7257bb156d3d7b30d3f")] // AUTH256-4
    public void Prf_as_in_rfc_4868(string key, string data, string result)
    {
        Hmac prf = new(new Sha256());
        byte[] k = Octets(key), d = Octets(data), expected = Convert.FromHexString(result), found = new byte[32];
        prf.SetKey(k, 0, k.Length);
        prf.Update(d, 0, d.Length);
        prf.Finish(found, 0);
        Assert.Equal(expected, found);
        prf.Reset();
        prf.Update(d, 0, d.Length);
        Assert.True(prf.Verify(expected, 0, 16));
    }

    // The digest that phase 1 signs is that of HASH_I by default, HASH_I itself by the option: each side with its own cryptography.
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void What_ecdsa_signs_is_agreed_on_by_the_option(bool member, bool server, bool agrees)
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"), plainEcdsa: server);
        GroupSite.Member m = site.Join("CN=der1", new GdoiProfile { PlainEcdsa = member });
        m.Pull();
        Assert.Equal(agrees, m.Keys.Sending(m.NowMs) is not null);
    }

    private static byte[] Octets(string text) => text[0] == '*'
        ? [.. Enumerable.Repeat(Convert.ToByte(text.Split(':')[1], 16), int.Parse(text[1..].Split(':')[0]))] : Convert.FromHexString(text);
}
