using System.Diagnostics;
using System.Text.Json;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using Xunit;
using nanoDer.HostTests.Requirements;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>
/// A handshake, messages in both directions, new keys and a release, worked out again by <c>transcript.py</c>: it shares no code with the
/// engine, parses with another XML parser and computes with another library, so a mistake that both sides made alike would show.
/// </summary>
public sealed class TranscriptTests
{
    [SkippableTheory]
    [InlineData(EndToEndProfile.Aes128Gcm, 12, CurveKind.P256, false)]
    [InlineData(EndToEndProfile.Aes256Gcm, 16, CurveKind.BrainpoolP256r1, true)]
    [InlineData(EndToEndProfile.HmacSha256, 12, CurveKind.P256, false)]
    [InlineData(EndToEndProfile.Aes128Gmac, 16, CurveKind.P256, true)]
    [InlineData(EndToEndProfile.Aes256Gmac, 16, CurveKind.P256, false)]
    [InlineData(EndToEndProfile.Aes128Cbc | EndToEndProfile.HmacSha256, 12, CurveKind.P256, false)]
    [InlineData(EndToEndProfile.Aes256Cbc | EndToEndProfile.Aes128Gmac, 16, CurveKind.P256, false)]
    [Shows("R6a", "keys and ciphertexts are those of an independent calculation")]
    public void AgreesWithAnIndependentCalculation(int suite, int tag, CurveKind curve, bool anew)
    {
        const string Python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(Python) && Run(Python, ["-c", "import cryptography"], "").Code == 0, "python3-cryptography is not installed");
        using EndToEndSite site = new(rsa: anew);
        (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = suite, TagBytes = tag, Curve = curve, ExplicitNonce = anew });
        List<string[]> pdus = [];
        List<string> secrets = [], expected = [];

        string Sent(Party by, string xml)
        {
            string text = anew ? AssociationTests.Anew(xml) : xml;
            Assert.Equal(anew, text != xml);
            pdus.Add([by == grid ? "client" : "server", text]);
            return text;
        }

        void Say(Party from, Party to, string content)
        {
            string pdu = EndToEndSite.Pdu("write", content);
            Assert.Equal(EndToEndResult.Deliver, to.Feed(Sent(from, from.Transfer(to, pdu)), from));
            Assert.Equal(pdu, to.Delivered);
            expected.Add(pdu);
        }

        string request = Sent(grid, grid.Request(device));
        EndToEndAssociation client = grid.With(device)!;
        secrets.Add(Convert.ToHexString(client.Private.Buffer));
        Assert.Equal(EndToEndResult.Deliver, grid.Feed(Sent(device, device.Accept(request, grid)), device));
        expected.Add(Keys(client));
        Say(grid, device, "<a b=\"1\" c=\"&lt;&quot;'\">x &amp; y</a><d/><e> </e><f>\t\n&#xD;\"'</f>");
        Say(device, grid, "<a>" + new string('z', 333) + "</a>");
        Say(device, grid, "<again/>");
        for (int i = 0; i < 2; i++)
        {
            grid.Engine.Renew(client);
            grid.Tick();
            secrets.Add(Convert.ToHexString(client.Private.Buffer));
            Say(grid, device, "<b/>");
            device.Finish(device.Tick());
            Say(device, grid, "<c/>");
            grid.Finish(grid.Tick());
            expected.Add(Keys(client));
            Say(device, grid, "<d/>");
            Say(grid, device, "<e/>");
        }

        grid.Engine.Release(client);
        Assert.Equal(EndToEndResult.Send, grid.Finish(EndToEndResult.Busy));
        Assert.Equal(EndToEndResult.Send, device.Feed(Sent(grid, grid.Message), grid));
        expected.Add("ReleaseReq");
        Assert.Equal(EndToEndResult.Closed, grid.Feed(Sent(device, device.Message), device));
        expected.Add("ReleaseRsp");
        string input = JsonSerializer.Serialize(new { suite, tag, pdus, @private = secrets, authority = Convert.ToHexString(site.CaDer) });
        (int code, string output, string error) = Run(Python, [Path.Combine(AppContext.BaseDirectory, "EndToEnd", "transcript.py")], input);
        Assert.True(code == 0, error);
        Assert.Equal(expected, JsonSerializer.Deserialize<string[]>(output)!);
    }

    private static string Keys(EndToEndAssociation a) => Convert.ToHexStringLower(a.Keys.Buffer.AsSpan(0, a.Keys.Count));

    private static (int Code, string Output, string Error) Run(string program, string[] arguments, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(60_000));
        return (process.ExitCode, output.Result, error.Result);
    }
}
