using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.EndToEnd;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>Certificates in handshakes: a path of them, and keys of RSA.</summary>
public sealed class CertificateTests
{
    private const string EcdsaSha256 = "1.2.840.10045.4.3.2", RsaSha256 = "1.2.840.113549.1.1.11";

    private readonly DateTimeOffset _time = EndToEndSite.Start;

    [Fact]
    public void APathOfCertificatesIsFollowed()
    {
        using EndToEndSite site = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 middle = site.IssueAuthority("CN=Middle", key);
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = EndToEndSite.PeerRequest("grid@der.local", own);
        X509Certificate2 leaf = request.Create(middle.SubjectName, X509SignatureGenerator.CreateForECDsa(key), _time.AddDays(-1), _time.AddDays(1), [5]).CopyWithPrivateKey(own);
        Party grid = new(site, EndToEndSite.GridJid, new EndToEndProfile(), certificate: leaf), device = new(site, EndToEndSite.DeviceJid, new EndToEndProfile());
        Assert.Equal(EndToEndResult.Refused, device.Feed(grid.Request(device), grid));
        Assert.Equal(DerStatus.X509UnknownIssuer, device.Engine.Status);
        grid.Engine.DropAll();
        grid.Tools.Path = [middle.RawData];
        grid.Open(device);
        grid.Say(device, "<a/>");

        // The end is signed by the same certificate, and has the path too.
        grid.Engine.Release(grid.With(device)!);
        Assert.Equal(EndToEndResult.Send, grid.Finish(EndToEndResult.Busy));
        Assert.Contains("<certPath><Certificate>", grid.Message, StringComparison.Ordinal);
        Assert.Equal(EndToEndResult.Send, device.Feed(grid.Message, grid));

        // More than there is room for.
        grid.Engine.DropAll();
        grid.Tools.Path = [middle.RawData, site.CaDer];
        grid.NowMs = 5;
        Assert.Equal(EndToEndResult.Refused, device.Feed(grid.Request(device), grid));
        Assert.Contains(device.Engine.Status, new[] { DerStatus.X509PathTooLong, DerStatus.BufferFull });
    }

    [Fact]
    public void APeerMaySignWithRsa()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = site.IssueFor(EndToEndSite.PeerRequest("grid@der.local", key));
        string request = grid.Request(device);
        string signed = Between(request, "<tbs>", "</tbs>").Replace(EcdsaSha256, RsaSha256)
            .Replace(Between(request, "<pkCert>", "</pkCert>"), Convert.ToHexString(certificate.RawData));
        string signature = Convert.ToHexString(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        string Pdu(string algorithm, string value)
            => $"<HandshakeReq xmlns=\"{EndToEndProfile.Namespace}\"><pp>IEC 61850-8-2</pp><tbs>{signed}</tbs><sign><algo><algorithm>{algorithm}</algorithm></algo><sign>{value}</sign></sign></HandshakeReq>";
        foreach (string wrong in new[] { Pdu(EcdsaSha256, signature), Pdu(RsaSha256, "00" + signature[2..]), Pdu(RsaSha256, signature[2..]), Pdu("1.2.3", signature) })
        {
            Assert.Equal(EndToEndResult.Refused, device.Feed(wrong, grid));
            Assert.Equal(DerStatus.EndToEndSignature, device.Engine.Status);
        }

        Assert.Equal(EndToEndResult.Deliver, device.Feed(Pdu(RsaSha256, signature), grid));
    }

    [Fact]
    [Shows("R2", "a revoked certificate is refused")]
    public void ARevokedCertificateIsRefused()
    {
        using EndToEndSite site = new();
        Party device = new(site, EndToEndSite.DeviceJid, new EndToEndProfile());
        X509Certificate2 certificate = site.Issue(EndToEndSite.GridJid);
        byte[] serial = certificate.SerialNumberBytes.ToArray();
        Party grid = new(site, EndToEndSite.GridJid, new EndToEndProfile(), certificate: certificate);
        nanoDer.Crypto.CertificateList list = new();
        byte[] der = site.Revoke(serial);
        Assert.Equal(DerStatus.Ok, list.Parse(der, 0, der.Length));
        device.Tools.Chain.AddList(list);
        Assert.Equal(EndToEndResult.Refused, device.Feed(grid.Request(device), grid));
        Assert.Equal(DerStatus.X509Revoked, device.Engine.Status);
    }

    private static string Between(string xml, string from, string to)
        => xml[(xml.IndexOf(from, StringComparison.Ordinal) + from.Length)..xml.IndexOf(to, StringComparison.Ordinal)];
}
