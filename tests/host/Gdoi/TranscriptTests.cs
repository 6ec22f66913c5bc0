using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>
/// Phase 1, PULL, PUSH and its acknowledgement from fixed random numbers, worked out again by <c>transcript.py</c>: it shares no code
/// with either side, so a mistake that both made would show.
/// </summary>
public sealed class TranscriptTests
{
    [SkippableTheory]
    [InlineData(GdoiAuthentication.Ecdsa256, 19, 128, false)]
    [InlineData(GdoiAuthentication.Ecdsa256, 28, 256, false)]
    [InlineData(GdoiAuthentication.RsaSignatures, 14, 256, false)]
    [InlineData(GdoiAuthentication.PreSharedKey, 19, 128, false)]
    [InlineData(GdoiAuthentication.PreSharedKey, 14, 256, true)]
    public async Task AgreesWithAnIndependentCalculation(GdoiAuthentication authentication, int group, int bits, bool sha1)
    {
        const string Python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(Python) && await Has(Python), "python3-cryptography is not installed");
        List<byte[]> drawn = [];
        bool isPsk = authentication == GdoiAuthentication.PreSharedKey;
        string name = isPsk ? "der1" : "CN=der1";
        using GroupSite site = new(GroupSite.Plain(name) with { Ack = 1 }, authentication == GdoiAuthentication.RsaSignatures, Fixed(drawn))
        {
            Seed = () => [.. Enumerable.Range(0, 48).Select(i => (byte)i)],
        };
        GroupSite.Member member = site.Join(name, new GdoiProfile { Authentication = authentication, Group = group, KeyBits = bits, UseSha1 = sha1 });
        List<string> datagrams = [];
        member.Network = (datagram, _) =>
        {
            datagrams.Add(Convert.ToHexString(datagram));
            return datagram;
        };
        int before = drawn.Count;
        member.Pull();
        Assert.True(datagrams.Count == 10, string.Join("; ", member.Events) + string.Join("; ", site.Log));

        // Cookie, nonce, then the private value; its highest bit is not used on the curves.
        byte[] secret = drawn[before + 2];
        secret[0] &= (byte)(group == 14 ? 0xFF : 0x7F);
        byte[] push = site.Group.PushTeks(0, site.Group.Rekey(0));
        member.Push(push);
        string ack = datagrams[^1];
        string input = JsonSerializer.Serialize(new
        {
            sha1,
            group,
            bits,
            psk = isPsk ? Convert.ToHexString(GroupSite.PreSharedKey) : null,
            @private = Convert.ToHexString(secret),
            groupId = "00000007",
            datagrams = datagrams[..10],
            push = Convert.ToHexString(push),
        });
        (int code, string output, string error) = await RunAsync(Python, [Path.Combine(AppContext.BaseDirectory, "Gdoi", "transcript.py")], input);
        Assert.True(code == 0, error);
        JsonElement result = JsonDocument.Parse(output).RootElement;
        Assert.Equal(ack, result.GetProperty("ack").GetString(), ignoreCase: true);
        JsonElement keys = result.GetProperty("keys");
        Assert.Equal(2, keys.EnumerateObject().Count());
        foreach (JsonProperty key in keys.EnumerateObject())
        {
            Tek? tek = member.Keys.Find(Convert.ToInt32(key.Name, 16), member.NowMs);
            Assert.NotNull(tek);
            Assert.Equal(key.Value[0].GetString(), Convert.ToHexString(tek.AuthenticationKey.Buffer, 0, tek.AuthenticationKey.Count), ignoreCase: true);
            Assert.Equal(key.Value[1].GetString(), Convert.ToHexString(tek.EncryptionKey.Buffer, 0, tek.EncryptionKey.Count), ignoreCase: true);
        }
    }

    /// <summary>Runs a program with text on its standard input.</summary>
    internal static async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments, string input)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }

    private static async Task<bool> Has(string python) => (await RunAsync(python, ["-c", "import cryptography"], "")).Code == 0;

    // Octets that are the same each time.
    private static Func<int, byte[]> Fixed(List<byte[]> drawn) => count =>
    {
        List<byte> bytes = [];
        while (bytes.Count < count)
        {
            bytes.AddRange(SHA256.HashData(Encoding.ASCII.GetBytes($"{drawn.Count}/{bytes.Count}")));
        }

        byte[] result = [.. bytes[..count]];
        drawn.Add(result);
        return [.. result];
    };
}
