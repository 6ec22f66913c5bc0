using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>What somebody at the server's place, or a peer with a certificate of its own, may try.</summary>
public sealed class AttackTests
{
    [Fact]
    [Shows("R4a", "a replay is refused")]
    public void AReplayIsRefused()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        string first = grid.Transfer(device, EndToEndSite.Pdu("a")), second = grid.Transfer(device, EndToEndSite.Pdu("b"));
        Assert.Equal(EndToEndResult.Deliver, device.Feed(second, grid));
        foreach (string message in new[] { second, first })
        {
            Refused(DerStatus.EndToEndReplay, device, message, grid);
        }

        grid.Say(device, "<c/>");
    }

    [Fact]
    public void AMessageThatWasHeldBackIsRefused()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        string late = grid.Transfer(device, EndToEndSite.Pdu("open"));
        device.NowMs += 600_001;
        Refused(DerStatus.EndToEndTime, device, late, grid);
        grid.NowMs += 1_200_002;
        Refused(DerStatus.EndToEndTime, device, grid.Transfer(device, EndToEndSite.Pdu("open")), grid);
    }

    [Fact]
    public void AHandshakeCountsOnce()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        string request = grid.Request(device);
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(device.Accept(request, grid), device));
        grid.Say(device, "<a/>");
        Refused(DerStatus.EndToEndReplay, device, request, grid);

        // The association that is there is not disturbed.
        grid.Say(device, "<b/>");
        device.NowMs += 600_001;
        Refused(DerStatus.EndToEndTime, device, request, grid);
    }

    [Fact]
    [Shows("R4a", "messages cannot be swapped between associations")]
    public void MessagesOfOneAssociationAreNothingToAnother()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        Party device = new(site, EndToEndSite.DeviceJid, profile), grid = new(site, EndToEndSite.GridJid, profile), other = new(site, "other@der.local/x", profile);
        grid.Open(device);
        other.Open(device);
        string message = grid.Transfer(device, EndToEndSite.Pdu("a"));

        // From somebody else's mouth, with its own identifiers put in, and sent back to where it came from.
        Refused(DerStatus.EndToEndNoAssociation, device, message, other);
        EndToEndAssociation b = device.With(other)!;
        Refused(DerStatus.EndToEndIcv, device, message.Replace("<assoID>1:1<", $"<assoID>{b.ClientId}:{b.ServerId}<"), other);
        Assert.Equal(EndToEndResult.Refused, grid.Feed(message, device));
        Assert.Equal(EndToEndResult.Deliver, device.Feed(message, grid));
    }

    [Fact]
    public void WrongIdentifiersAreNoAssociation()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        string message = grid.Transfer(device, EndToEndSite.Pdu("a"));
        foreach (string id in new[] { "2:1", "1:2", "1", "001:002" })
        {
            Refused(DerStatus.EndToEndNoAssociation, device, message.Replace("<assoID>1:1<", $"<assoID>{id}<"), grid);
        }

        foreach (string id in new[] { "", ":", "1:", "1:1:1", "0001:1", "-1:1", " 1:1", "a:b" })
        {
            Refused(DerStatus.EndToEndProtocol, device, message.Replace("<assoID>1:1<", $"<assoID>{id}<"), grid);
        }

        // The same numbers written otherwise are not what was authenticated.
        Refused(DerStatus.EndToEndIcv, device, message.Replace("<assoID>1:1<", "<assoID>01:1<"), grid);
    }

    [Fact]
    [Shows("R2", "a valid certificate of another device is refused")]
    public void AValidCertificateOfAnotherDeviceIsAnAddressMismatch()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        Party device = new(site, EndToEndSite.DeviceJid, profile), thief = new(site, EndToEndSite.GridJid, profile, certificate: site.Issue("der2@der.local"));
        Refused(DerStatus.EndToEndAddress, device, thief.Request(device), thief);
        Assert.Null(device.With(thief));

        Party grid = new(site, EndToEndSite.GridJid, profile), impostor = new(site, EndToEndSite.DeviceJid, profile, certificate: site.Issue("der2@der.local"));
        string request = grid.Request(impostor);
        Refused(DerStatus.EndToEndAddress, grid, impostor.Accept(request, grid), impostor);
    }

    [Fact]
    [Shows("R2", "another authority is refused")]
    public void OnlyTheAuthorityOfTheSiteCounts()
    {
        using EndToEndSite site = new(), stranger = new(name: "Stranger"), twin = new();
        EndToEndProfile profile = new();
        Party device = new(site, EndToEndSite.DeviceJid, profile);
        foreach ((X509Certificate2 certificate, DerStatus status) in new[]
        {
            (stranger.Issue(EndToEndSite.GridJid), DerStatus.X509UnknownIssuer),
            (twin.Issue(EndToEndSite.GridJid), DerStatus.X509BadSignature),
            (site.Issue(EndToEndSite.GridJid, end: EndToEndSite.Start.AddSeconds(-1)), DerStatus.X509Expired),
            (site.Issue(EndToEndSite.GridJid, X509KeyUsageFlags.NonRepudiation), DerStatus.X509KeyUsage),
        })
        {
            Party grid = new(site, EndToEndSite.GridJid, profile, certificate: certificate);
            Refused(status, device, grid.Request(device), grid);
        }
    }

    // Somebody with a valid certificate of its own takes the client's key for its own, to be taken for the one who has it.
    [Fact]
    public void AKeyOfSomebodyElseDoesNotBindToOnesOwnName()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        Party device = new(site, EndToEndSite.DeviceJid, profile), grid = new(site, EndToEndSite.GridJid, profile), middle = new(site, "middle@der.local/x", profile);
        string request = grid.Request(device);
        string forged = middle.Request(device);
        string signed = forged[(forged.IndexOf("<tbs>", StringComparison.Ordinal) + 5)..forged.IndexOf("</tbs>", StringComparison.Ordinal)];
        signed = signed.Replace(Element(forged, "dhKey"), Element(request, "dhKey"));
        string sign = Sign(middle.Tools.PrivateKey, signed);
        forged = $"<HandshakeReq xmlns=\"{EndToEndProfile.Namespace}\"><pp>IEC 61850-8-2</pp><tbs>{signed}</tbs>{sign}</HandshakeReq>";
        string accept = device.Accept(forged, middle);

        // The server's answer to the one in the middle, handed to the client, opens an association in which nothing is ever authentic.
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(accept, device));
        Refused(DerStatus.EndToEndIcv, device, grid.Transfer(device, EndToEndSite.Pdu("a")), middle);
        EndToEndAssociation a = grid.With(device)!;
        Assert.NotEqual(device.With(middle)!.Keys.Buffer, a.Keys.Buffer);
    }

    [Fact]
    [Shows("R2", "handshakes cannot be spliced")]
    public void HandshakesCannotBeSpliced()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        (Party grid, Party device) = site.Pair(profile);
        string first = grid.Request(device);
        string answer = device.Accept(first, grid);
        grid.Engine.DropAll();
        device.Engine.DropAll();
        string second = grid.Request(device);
        string other = device.Accept(second, grid);

        // The answer to another handshake: other identifiers.
        Refused(DerStatus.EndToEndNoAssociation, grid, answer, device);

        // Parts of two handshakes put together, or one turned into the other kind.
        foreach (string name in new[] { "token1", "applData", "dhKey", "pkCert", "time", "encr-mode", "sign" })
        {
            string mixed = other.Replace(Element(other, name), name is "token1" or "dhKey" or "time" or "sign" ? Element(answer, name) : "<" + name + "><x/></" + name + ">");
            if (mixed != other)
            {
                Assert.Equal(EndToEndResult.Refused, grid.Feed(mixed, device));
            }
        }

        Assert.Equal(EndToEndResult.Refused, grid.Feed(second.Replace("HandshakeReq", "HandshakeAcc"), device));
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(other, device));
        grid.Say(device, "<a/>");
    }

    [Theory]
    [InlineData("<pp>IEC 61850-8-2</pp>", "<pp>IEC 61850-8-1</pp>", 2)]
    [Shows("R4a", "algorithms cannot be talked down")]
    public void WhatIsNotSignedIsComparedWithTheOwnProfile(string from, string to, int diagnostic)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        Rejected(grid, device, grid.Request(device).Replace(from, to), diagnostic);
    }

    // Each side with its own idea of what is enough: refused by number, and never something weaker.
    [Theory]
    [InlineData(EndToEndProfile.HmacSha256, EndToEndProfile.Aes128Gcm, 18)]
    [InlineData(EndToEndProfile.Aes128Gcm, EndToEndProfile.HmacSha256, 17)]
    [InlineData(EndToEndProfile.Aes128Gcm, EndToEndProfile.Aes256Gcm, 15)]
    [InlineData(EndToEndProfile.HmacSha256, EndToEndProfile.HmacSha256 | EndToEndProfile.Aes128Cbc, 7)]
    [InlineData(EndToEndProfile.HmacSha256 | EndToEndProfile.Aes128Cbc, EndToEndProfile.HmacSha256, 6)]
    [InlineData(EndToEndProfile.HmacSha256 | EndToEndProfile.Aes128Cbc, EndToEndProfile.HmacSha256 | EndToEndProfile.Aes256Cbc, 14)]
    [InlineData(EndToEndProfile.HmacSha256, EndToEndProfile.Aes128Gmac, 13)]
    public void UnlikeProfilesAreRefusedByNumber(int client, int server, int diagnostic)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = client }, new EndToEndProfile { Algorithms = server });
        Rejected(grid, device, grid.Request(device), diagnostic);
    }

    [Fact]
    public void AnotherCurveIsRefused()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Curve = CurveKind.BrainpoolP256r1 }, new EndToEndProfile());
        Rejected(grid, device, grid.Request(device), 11);
    }

    // A server that chooses what was not offered, or more than one, or another version: the client aborts the handshake.
    [Theory]
    [InlineData("2.16.840.1.101.3.4.1.6", "2.16.840.1.101.3.4.1.46", 15)]
    [InlineData("</AlgorithmIdentifier></aea>", "</AlgorithmIdentifier><AlgorithmIdentifier><algorithm>1.2.3</algorithm></AlgorithmIdentifier></aea>", 21)]
    [InlineData("<version>1<", "<version>0<", 4)]
    [InlineData("<hmac><algorithm>1.2.840.113549.2.9<", "<hmac><algorithm>1.2.840.113549.2.7<", 5)]
    [InlineData("1.2.840.10045.3.1.7", "1.3.132.0.34", 12)]
    public void AnAnswerThatChoosesWronglyIsAborted(string from, string to, int diagnostic)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        string accept = device.Accept(grid.Request(device), grid);
        string signed = accept[(accept.IndexOf("<tbs>", StringComparison.Ordinal) + 5)..accept.IndexOf("</tbs>", StringComparison.Ordinal)];
        string changed = signed.Replace(from, to);
        Assert.NotEqual(signed, changed);
        string forged = $"<HandshakeAcc xmlns=\"{EndToEndProfile.Namespace}\"><pp>IEC 61850-8-2</pp><tbs>{changed}</tbs>{Sign(device.Tools.PrivateKey, changed)}</HandshakeAcc>";
        Assert.Equal(EndToEndResult.Send, grid.Feed(forged, device));
        Assert.Equal(DerStatus.EndToEndAlgorithm, grid.Engine.Status);
        Assert.StartsWith("<HandshakeSecAbort ", grid.Message);
        Assert.Null(grid.With(device));
        Assert.Equal(EndToEndResult.Closed, device.Feed(grid.Message, grid));
        Assert.Equal((DerStatus.EndToEndAborted, diagnostic), (device.Engine.Status, device.Engine.Diagnostic));
    }

    [Fact]
    public void NobodyElseCanEndAnAssociation()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        Party device = new(site, EndToEndSite.DeviceJid, profile), grid = new(site, EndToEndSite.GridJid, profile);
        grid.Open(device);
        EndToEndAssociation a = grid.With(device)!;

        // Another certificate of the very same name, valid as it is, is not the one that shook hands.
        Party twin = new(site, EndToEndSite.GridJid, profile);
        EndToEndAssociation copy = twin.Engine.Find(grid.Jid, 0, 0) ?? OpenAs(twin, device, a);
        foreach (Action<EndToEndAssociation> end in new Action<EndToEndAssociation>[] { twin.Engine.Abort, twin.Engine.Release })
        {
            end(copy);
            Assert.Equal(EndToEndResult.Send, twin.Finish(EndToEndResult.Busy));
            Refused(DerStatus.EndToEndAddress, device, twin.Message, twin);
            copy = OpenAs(twin, device, a);
        }

        // Ends of an earlier association with the same numbers do not count in a later one.
        grid.Engine.Abort(a);
        Assert.Equal(EndToEndResult.Send, grid.Finish(EndToEndResult.Busy));
        string abort = grid.Message;
        device.Engine.DropAll();
        grid.NowMs = 1;
        device.NowMs = 1;
        grid.Open(device);
        string forged = abort.Replace("<assoID>1:1<", "<assoID>2:2<");
        Assert.Equal(EndToEndResult.Refused, device.Feed(abort, grid));
        Assert.Equal(EndToEndResult.Refused, device.Feed(forged, grid));
        grid.Say(device, "<a/>");
    }

    [Fact]
    public void EightWrongMessagesInARowEndIt()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        for (int i = 1; i < 8; i++)
        {
            Refused(DerStatus.EndToEndIcv, device, Broken(grid.Transfer(device, EndToEndSite.Pdu("a"))), grid);
        }

        grid.Say(device, "<a/>");
        for (int i = 1; i < 8; i++)
        {
            Refused(DerStatus.EndToEndIcv, device, Broken(grid.Transfer(device, EndToEndSite.Pdu("a"))), grid);
        }

        // Without a number: nobody is told what was wrong.
        Assert.Equal(EndToEndResult.Send, device.Feed(Broken(grid.Transfer(device, EndToEndSite.Pdu("a"))), grid));
        Assert.StartsWith("<DtSecAbort ", device.Message);
        Assert.DoesNotContain("<diag>", device.Message);
        Assert.Null(device.With(grid));
        Assert.Equal(EndToEndResult.Closed, grid.Feed(device.Message, device));
    }

    [Fact]
    public void SecretsAreWipedAtTheEnd()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        EndToEndAssociation a = device.With(grid)!;
        Assert.False(a.Keys.IsEmpty);
        Assert.All(new[] { a.Next, a.Private }, k => Assert.All(k.Buffer, b => Assert.Equal(0, b)));
        device.Engine.Drop(a);
        Assert.All(new[] { a.Keys, a.Next, a.Private }, k => Assert.All(k.Buffer, b => Assert.Equal(0, b)));
        Assert.All(a.Chain, b => Assert.Equal(0, b));
    }

    // A second engine with the same certificate's name that pretends to have the association.
    private static EndToEndAssociation OpenAs(Party twin, Party device, EndToEndAssociation like)
    {
        twin.Engine.DropAll();
        Assert.True(twin.Engine.Connect(device.Jid, 0, device.Jid.Length));
        EndToEndAssociation copy = twin.With(device)!;
        copy.Where = AssociationState.Open;
        (copy.ClientId, copy.ServerId) = (like.ClientId, like.ServerId);
        return copy;
    }

    private static string Broken(string message)
    {
        int at = message.IndexOf("<applData>", StringComparison.Ordinal) + 10;
        return message[..at] + (message[at] == '0' ? '1' : '0') + message[(at + 1)..];
    }

    private static string Element(string xml, string name)
        => xml[xml.IndexOf("<" + name + ">", StringComparison.Ordinal)..(xml.LastIndexOf("</" + name + ">", StringComparison.Ordinal) + name.Length + 3)];

    private static string Sign(KeyMaterial key, string signed)
    {
        using ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = key.Buffer });
        byte[] signature = ecdsa.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"<sign><algo><algorithm>1.2.840.10045.4.3.2</algorithm></algo><sign>{Convert.ToHexString(signature)}</sign></sign>";
    }

    internal static void Refused(DerStatus status, Party at, string message, Party from)
    {
        EndToEndResult result = at.Feed(message, from);
        Assert.Equal((EndToEndResult.Refused, status), (result, at.Engine.Status));
    }

    private static void Rejected(Party grid, Party device, string request, int diagnostic)
    {
        Assert.Equal(EndToEndResult.Send, device.Feed(request, grid));
        Assert.Equal(DerStatus.EndToEndAlgorithm, device.Engine.Status);
        Assert.Null(device.With(grid));
        Assert.Equal(EndToEndResult.Closed, grid.Feed(device.Message, device));
        Assert.Equal((DerStatus.EndToEndRejected, diagnostic), (grid.Engine.Status, grid.Engine.Diagnostic));
        Assert.Null(grid.With(device));
    }
}
