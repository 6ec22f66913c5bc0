using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>What goes well: both roles against each other.</summary>
public sealed class AssociationTests
{
    public static TheoryData<int> Suites() =>
    [
        EndToEndProfile.Aes128Gcm,
        EndToEndProfile.Aes256Gcm,
        EndToEndProfile.HmacSha256,
        EndToEndProfile.Aes128Gmac,
        EndToEndProfile.Aes256Gmac,
        EndToEndProfile.Aes128Cbc | EndToEndProfile.HmacSha256,
        EndToEndProfile.Aes256Cbc | EndToEndProfile.Aes128Gmac,
    ];

    [Theory]
    [MemberData(nameof(Suites))]
    public void MessagesGoBothWays(int suite)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite });
        grid.Open(device);
        for (int i = 0; i < 5; i++)
        {
            string text = new('x', i * 40);
            grid.Say(device, $"<invokeID>{i}</invokeID>{(i > 0 ? $"<a b=\"{i}\"/>" : "")}<t>{text} &lt;&amp;&gt; \"'</t>");
            device.Say(grid, $"<invokeID>{i}</invokeID>");
            device.Say(grid, $"<again>{i}</again>");
        }

        Assert.Equal(suite, grid.With(device)!.Algorithms);
    }

    [Theory]
    [InlineData(false, CurveKind.BrainpoolP256r1)]
    [InlineData(true, CurveKind.P256)]
    public void TheAuthorityMaySignWithRsaAndTheCurveMayBeBrainpool(bool rsa, CurveKind curve)
    {
        using EndToEndSite site = new(rsa);
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Curve = curve, ExplicitNonce = rsa });
        grid.Open(device);
        grid.Say(device, "<a/>");
        device.Say(grid, "<b/>");
    }

    [Fact]
    public void TheFirstCommonAlgorithmIsChosen()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(
            new EndToEndProfile { Algorithms = EndToEndProfile.Aes128Gcm | EndToEndProfile.Aes256Gcm }, new EndToEndProfile { Algorithms = EndToEndProfile.Aes256Gcm });
        grid.Open(device);
        grid.Say(device, "<a/>");
        Assert.Equal(EndToEndProfile.Aes256Gcm, device.With(grid)!.Algorithms);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void PiecesDoNotMatter(int piece)
    {
        using EndToEndSite site = new();
        foreach (int suite in (int[])[EndToEndProfile.Aes128Gcm, EndToEndProfile.HmacSha256])
        {
            (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite });
            string request = grid.Request(device);
            Assert.Equal(EndToEndResult.Deliver, device.Feed(request, grid, piece));
            Assert.Equal(EndToEndSite.Pdu("initiate-RequestPDU", "<a>1</a>"), device.Delivered);
            Assert.Equal(EndToEndResult.Deliver, grid.Feed(device.Handshake("initiate-ResponsePDU"), device, piece));
            string pdu = EndToEndSite.Pdu("read", "<a b=\"1\" c=\"&lt;\">é &amp; ü</a><d/>");
            Assert.Equal(EndToEndResult.Deliver, device.Feed(grid.Transfer(device, pdu), grid, piece));
            Assert.Equal(pdu, device.Delivered);
        }
    }

    // What a server between the two may write otherwise: quotes, prefixes, white space in tags and between them, empty elements, references.
    [Theory]
    [MemberData(nameof(Suites))]
    [Shows("R4a", "a server that re-serialises every stanza does no harm")]
    public void AServerMayWriteItAllAnew(int suite)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite });
        Assert.Equal(EndToEndResult.Deliver, device.Feed(Anew(grid.Request(device)), grid));
        Assert.Equal(EndToEndSite.Pdu("initiate-RequestPDU", "<a>1</a>"), device.Delivered);
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(Anew(device.Handshake("initiate-ResponsePDU")), device));
        string pdu = EndToEndSite.Pdu("write", "<a a=\"1\" ab=\"&quot;'&gt;\" b=\"x\"><e/><f> </f><g>&gt;&#xD;\"' ü</g></a>");
        Assert.Equal(EndToEndResult.Deliver, device.Feed(Anew(grid.Transfer(device, pdu)), grid));
        Assert.Equal(pdu, device.Delivered);
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(Anew(device.Transfer(grid, pdu)), device));
        Assert.Equal(pdu, grid.Delivered);
        grid.Engine.Release(grid.With(device)!);
        Assert.Equal(EndToEndResult.Send, grid.Finish(EndToEndResult.Busy));
        Assert.Equal(EndToEndResult.Send, device.Feed(Anew(grid.Message), grid));
    }

    [Fact]
    public void AnOffClockWithinTheWindowIsTaken()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        device.SkewMs = 599_000;
        grid.Open(device);
        grid.Say(device, "<a/>");
        device.Say(grid, "<b/>");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EitherSideMayRelease(bool client)
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        (Party first, Party second) = client ? (grid, device) : (device, grid);
        EndToEndAssociation own = first.With(second)!;
        first.Engine.Release(own);
        Assert.Equal(EndToEndResult.Send, first.Finish(EndToEndResult.Busy));
        Assert.True(first.Engine.IsRequest);
        Assert.StartsWith("<ReleaseReq ", first.Message);
        Assert.Equal(AssociationState.Releasing, own.State);
        Assert.Equal(EndToEndResult.Send, second.Feed(first.Message, first));
        Assert.False(second.Engine.IsRequest);
        Assert.StartsWith("<ReleaseRsp ", second.Message);
        Assert.Null(second.With(first));
        Assert.Equal(EndToEndResult.Closed, first.Feed(second.Message, second));
        Assert.Equal(DerStatus.Ok, first.Engine.Status);
        Assert.Null(first.With(second));

        // And the two may begin anew.
        grid.Open(device);
        grid.Say(device, "<a/>");
    }

    [Fact]
    public void AnAbortEndsIt()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        device.Engine.Abort(device.With(grid)!);
        Assert.Equal(EndToEndResult.Send, device.Finish(EndToEndResult.Busy));
        Assert.Null(device.With(grid));
        Assert.Equal(EndToEndResult.Closed, grid.Feed(device.Message, device));
        Assert.Equal(DerStatus.EndToEndAborted, grid.Engine.Status);
        Assert.Null(grid.With(device));
    }

    [Fact]
    public void AServerMayRefuseWithAPduOrANumber()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        Assert.Equal(EndToEndResult.Deliver, device.Feed(grid.Request(device), grid));
        string reject = device.Handshake("initiate-ErrorPDU", false);
        Assert.StartsWith("<ApplicationReject ", reject);
        Assert.Null(device.With(grid));
        Assert.Equal(EndToEndResult.Closed, grid.Feed(reject, device));
        Assert.Equal((DerStatus.EndToEndRejected, EndToEndSite.Pdu("initiate-ErrorPDU", "<a>1</a>")), (grid.Engine.Status, grid.Delivered));
        Assert.Null(grid.With(device));

        Assert.Equal(EndToEndResult.Deliver, device.Feed(grid.Request(device), grid));
        device.Engine.Reject(1);
        Assert.Equal(EndToEndResult.Send, device.Finish(EndToEndResult.Busy));
        Assert.Null(device.With(grid));
        Assert.Equal(EndToEndResult.Closed, grid.Feed(device.Message, device));
        Assert.Equal((DerStatus.EndToEndRejected, 1, 0), (grid.Engine.Status, grid.Engine.Diagnostic, grid.Engine.PduCount));
    }

    [Fact]
    public void OneEngineHoldsSeveralAssociationsInBothRoles()
    {
        using EndToEndSite site = new();
        EndToEndProfile profile = new();
        Party a = new(site, "a@der.local/x", profile, 3), b = new(site, "b@der.local/x", profile, 3), c = new(site, "c@der.local/x", profile, 3);
        a.Open(b);
        c.Open(a);
        b.Open(c);
        foreach ((Party from, Party to) in new[] { (a, b), (b, a), (c, a), (a, c), (b, c), (c, b), (a, b) })
        {
            from.Say(to, "<x/>");
        }
    }

    [Fact]
    public void AMessageThatDoesNotFitLeavesTheAssociationAsItIs()
    {
        using EndToEndSite site = new();
        (Party grid, Party device) = site.Pair();
        grid.Open(device);
        for (int size = 10; size < 420; size += 20)
        {
            ByteWriter small = new(size);
            grid.Tick();
            Assert.True(grid.Engine.BeginTransfer(grid.With(device)!, small));
            small.Put(Encoding.ASCII.GetBytes(EndToEndSite.Pdu("a", "secret")));
            if (grid.Engine.EndTransfer())
            {
                Assert.Equal(EndToEndResult.Deliver, device.Feed(small.Buffer[..small.Count], grid.Jid));
            }
            else
            {
                Assert.Equal(DerStatus.BufferFull, grid.Engine.Status);
                Assert.True(small.Overflow);
            }
        }

        grid.Say(device, "<a/>");
    }

    /// <summary>The same content, as a stranger to its author's taste would write it.</summary>
    internal static string Anew(string xml)
    {

        StringBuilder result = new();
        int at = 0;
        while (at < xml.Length)
        {
            if (xml[at] != '<')
            {
                int end = xml.IndexOf('<', at);
                result.Append(xml[at..end].Replace("\"", "&quot;").Replace("'", "&#39;").Replace("&gt;", "&#x3e;").Replace("ü", "&#252;"));
                at = end;
                continue;
            }

            int close = xml.IndexOf('>', at);
            string tag = xml[(at + 1)..close].Replace("'", "&apos;");
            at = close + 1;
            bool isEnd = tag[0] == '/', isEmpty = tag[^1] == '/';
            string[] parts = tag.Trim('/').Split(' ');
            string application = EndToEndSite.Application;
            bool isOwn = !parts.Any(p => p.Contains(application)) && !Inside(xml, at - 2);
            string name = isOwn ? "e:" + parts[0] : parts[0];
            IEnumerable<string> attributes = parts[1..].Reverse().Select(p => p.Replace("\"", "\u0001").Replace("&quot;", "\u0002").Replace('\u0001', '\'').Replace("\u0002", "\""));
            string rest = string.Concat(attributes.Select(a => "\n " + (isOwn && a.StartsWith("xmlns=") ? "xmlns:e" + a[5..].Replace("=", " = ") : a)));
            // White space only where it stands between tags for sure.
            string blank = isOwn && !isEnd && at < xml.Length && xml[at] == '<' && xml[at + 1] != '/' ? "\n  " : "";
            result.Append(isEnd ? $"</{name} >" : isEmpty ? $"<{name}{rest}></{name}>" : $"<{name}{rest} >{blank}");
        }

        return result.ToString();
    }

    private static bool Inside(string xml, int at)
    {
        int open = xml.LastIndexOf("<applData>", at, StringComparison.Ordinal), close = xml.IndexOf("</applData>", StringComparison.Ordinal);
        return open >= 0 && at > open + 10 && (close < 0 || at < close);
    }
}
