using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using nanoDer.UnitTests.Gdoi;
using Xunit;
using Policy = nanoDer.Gcks.GroupPolicy;

namespace nanoDer.HostTests.Gdoi;

/// <summary>
/// Records what a key server says to the member of the unit tests, whose random numbers are always the same. With NANODER_RECORD_PULL set to a
/// file, the recording goes there: <c>tests/unit/Gdoi/PullTranscript.cs</c>.
/// </summary>
public sealed class PullRecording
{
    [Fact]
    public void A_member_repeats_itself_so_that_a_recording_stays_right()
    {
        string[] transcript = Record();
        PullScript script = new(false, transcript);
        script.Run(int.MaxValue);
        Assert.Equal((1, DerStatus.Ok), (script.Pulled, script.Failure));
        script.Push();
        Assert.Equal((1, DerStatus.Ok), (script.Pushed, script.Failure));
        if (Environment.GetEnvironmentVariable("NANODER_RECORD_PULL") is { Length: > 0 } file)
        {
            Write(file, transcript);
        }
        Assert.Equal(PullTranscript.All().Select(h => h.Length).Skip(2), transcript.Select(h => h.Length).Skip(2), Near);
    }

    // A certificate's signature in DER may be some octets longer or shorter.
    private static bool Near(int a, int b) => Math.Abs(a - b) <= 32;

    private static string[] Record()
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(PullScript.Utc);
        using ECDsa caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Group CA", caKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using X509Certificate2 ca = request.CreateSelfSigned(time.AddDays(-1), time.AddYears(1));
        using ECDsa member = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(PullScript.PrivateKey) });
        using ECDsa server = ECDsa.Create(ECCurve.NamedCurves.nistP256), signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 own = Issue(ca, "CN=der1", member);
        using X509Certificate2 bare = Issue(ca, "CN=gcks", server);
        using KeyServer gcks = new(
            new KeyServerIdentity { Certificate = bare.CopyWithPrivateKey(server), Authorities = [ca], Now = () => time.UtcDateTime },
            [new Group(new Policy { Id = [0, 0, 0, 7], Members = ["CN=der1"], Ack = 1 }, signer, 0, RandomNumberGenerator.GetBytes)]);
        List<string> all = [Convert.ToHexString(ca.RawData), Convert.ToHexString(own.RawData)];
        Recorder recorder = new();
        GroupMember engine = new(new GdoiProfile(), PullScript.Account(all[1]), PullScript.Tools(false, all[0]), new KeyStore(4), 8, recorder);
        engine.Start();
        while (!recorder.IsDone)
        {
            engine.Tick(1000, PullScript.Utc);
            while (engine.OutputCount > 0)
            {
                byte[] answer = gcks.Handle("der1", engine.Output[..engine.OutputCount], 1) ?? throw new InvalidOperationException("the key server is silent");
                engine.Consume();
                all.Add(Convert.ToHexString(answer));
                engine.Feed(answer, 0, answer.Length);
            }
        }

        all.Add(Convert.ToHexString(gcks.Groups[0].PushTeks(2, gcks.Groups[0].Rekey(2))));
        return [.. all];
    }

    private static X509Certificate2 Issue(X509Certificate2 ca, string subject, ECDsa key)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return request.Create(ca, ca.NotBefore, ca.NotAfter, RandomNumberGenerator.GetBytes(8));
    }

    private static void Write(string file, string[] transcript)
    {
        StringBuilder text = new();
        text.Append("""
            namespace nanoDer.UnitTests.Gdoi
            {
                /// <summary>
                /// What a key server said to the member of <see cref="PullScript"/>, recorded by <c>tests/host/Gdoi/PullRecording.cs</c>: authority, the member's
                /// certificate, messages 2, 4 and 6 of phase 1, 2 and 4 of PULL, a PUSH. The key server's keys were thrown away.
                /// </summary>
                public static class PullTranscript
                {
                    public static string[] All()
                    {
                        return new string[]
                        {

            """);
        foreach (string hex in transcript)
        {
            for (int at = 0; at < hex.Length; at += 128)
            {
                bool isLast = at + 128 >= hex.Length;
                text.Append(CultureInfo.InvariantCulture, $"                {(at == 0 ? "" : "    + ")}\"{hex.AsSpan(at, Math.Min(128, hex.Length - at))}\"{(isLast ? "," : "")}\n");
            }
        }

        text.Append("            };\n        }\n    }\n}\n");
        File.WriteAllText(file, text.ToString());
    }

    private sealed class Recorder : IGroupMemberEvents
    {
        public bool IsDone { get; private set; }

        public void OnGroup(GdoiEvent what, DerStatus status, int number)
        {
            IsDone = what == GdoiEvent.KeysPulled;
            Assert.NotEqual(GdoiEvent.Failed, what);
        }
    }
}
