using System.Text;
using nanoDer.Core;
using nanoDer.EndToEnd;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>Every byte of what is sent counts, but those that the canonical form has no place for.</summary>
public sealed class ChangedMessageTests
{
    [Theory]
    [InlineData(EndToEndProfile.Aes128Gcm)]
    [InlineData(EndToEndProfile.HmacSha256)]
    [InlineData(EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes128Gmac)]
    [Shows("R4a", "no changed octet of a message gets through")]
    public void NoChangedByteOfAMessageGetsThrough(int suite)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite });
        grid.Open(device);
        string pdu = EndToEndSite.Pdu("write", "<a b=\"1\">2</a>");
        byte[] message = Encoding.UTF8.GetBytes(grid.Transfer(device, pdu));
        EndToEndAssociation a = device.With(grid)!;
        for (int i = 0; i < message.Length; i++)
        {
            foreach (byte bit in new byte[] { 1, 0x20, 0x80 })
            {
                message[i] ^= bit;
                EndToEndResult result = device.Feed(message, grid.Jid);
                if (result == EndToEndResult.Deliver)
                {
                    // The digits of an octet may be of either case.
                    Assert.Equal(pdu, device.Delivered);
                    Assert.Equal(0x20, bit);
                    a.Received = 0;
                }
                else
                {
                    Assert.True(result is EndToEndResult.Refused or EndToEndResult.None);
                }

                a.Failures = 0;
                message[i] ^= bit;
            }
        }

        for (int count = 0; count < message.Length; count++)
        {
            Assert.NotEqual(EndToEndResult.Deliver, device.Feed(message[..count], grid.Jid));
        }

        a.Failures = 0;
        a.Received = 0;
        Assert.Equal(EndToEndResult.Deliver, device.Feed(message, grid.Jid));
    }

    [Fact]
    [Shows("R4a", "no changed octet of a handshake gets through")]
    public void NoChangedByteOfAHandshakeGetsThrough()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        byte[] request = Encoding.UTF8.GetBytes(grid.Request(device));
        Random random = new(5);
        for (int i = 0; i < request.Length; i++)
        {
            byte kept = request[i];
            request[i] ^= (byte)(1 << random.Next(5));
            EndToEndResult result = device.Feed(request, grid.Jid);
            Assert.True(result is EndToEndResult.Refused or EndToEndResult.None or EndToEndResult.Send, $"{i}: {result} {Encoding.UTF8.GetString(request)}");
            Assert.Null(device.With(grid));
            request[i] = kept;
            if (result == EndToEndResult.Send)
            {
                // Only pp is not signed.
                Assert.InRange(i, 60, 80);
                Assert.StartsWith("<HandshakeSecReject ", device.Message);
                device = new Party(site, EndToEndSite.DeviceJid, new EndToEndProfile());
            }
        }

        string accept = device.Accept(Encoding.UTF8.GetString(request), grid);
        byte[] answer = Encoding.UTF8.GetBytes(accept);
        for (int i = 0; i < answer.Length; i += 3)
        {
            byte kept = answer[i];
            answer[i] ^= 1;
            EndToEndResult result = grid.Feed(answer, device.Jid);
            Assert.True(result is EndToEndResult.Refused or EndToEndResult.None or EndToEndResult.Send, $"{i}: {result}");
            if (result == EndToEndResult.Send)
            {
                return;
            }

            answer[i] = kept;
        }
    }

    [Fact]
    public void WhiteSpaceThatWasPutInDoesNotCount()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = EndToEndProfile.HmacSha256 });
        grid.Open(device);
        string pdu = EndToEndSite.Pdu("write", "<a><b/></a><c> </c>");
        string message = grid.Transfer(device, pdu).Replace("<a><b/></a>", " <a> <b></b>\n</a>\t");
        Assert.Equal(EndToEndResult.Deliver, device.Feed(message, grid));
        Assert.Equal(pdu, device.Delivered);
        AttackTests.Refused(DerStatus.EndToEndIcv, device, grid.Transfer(device, pdu).Replace("<c> </c>", "<c>  </c>"), grid);
        AttackTests.Refused(DerStatus.EndToEndIcv, device, grid.Transfer(device, pdu).Replace("<c> </c>", "<c/>"), grid);
        AttackTests.Refused(DerStatus.EndToEndIcv, device, grid.Transfer(device, pdu).Replace("<b/>", "<b> </b>"), grid);
    }

    [Fact]
    public void OtherNamespacesAndAttributesAreRefused()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = EndToEndProfile.HmacSha256 });
        grid.Open(device);
        string message = grid.Transfer(device, EndToEndSite.Pdu("write", "<a/>"));
        foreach (string forged in new[]
        {
            message.Replace("<a/>", "<a xmlns='urn:x'/>"), message.Replace("<a/>", "<a xml:lang='en'/>"), message.Replace("<tbp>", "<tbp x='1'>"),
            message.Replace("<tbp>", "<tbp xmlns='urn:x'>"), message.Replace(EndToEndSite.Application, "urn:x"), message.Replace(EndToEndProfile.Namespace, "urn:x"),
            message.Replace("<seq>", "<applData/><seq>"),
        })
        {
            Assert.NotEqual(message, forged);
            AttackTests.Refused(DerStatus.EndToEndProtocol, device, forged, grid);
        }

        Assert.Equal(EndToEndResult.Deliver, device.Feed(message, grid));
    }
}
