using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using nanoDer.Cli;
using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary><c>nanoder gcks</c> as a process of its own and <c>nanoder gdoi pull</c> against it, on loopback.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly string ProgramFile = Path.Combine(AppContext.BaseDirectory, "nanoder.dll");

    private readonly TestPki _pki = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _pki.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Key_server_serves_pushes_and_removes()
    {
        IssuedCertificate server = _pki.Server("gcks.local");
        IssuedCertificate own = _pki.Device("der1");
        string subject = Subject(own.CertificateFile);
        string config = Write("gcks.json", $$"""
            {
              "port": 0, "natPort": 0,
              "certificate": "{{server.CertificateFile}}", "key": "{{server.KeyFile}}", "authorities": "{{_pki.Authority.CertificateFile}}",
              "groups": [ { "id": 7, "members": [ "{{subject}}", "CN=other" ], "ack": 2, "lkh": true, "tekSeconds": 600, "overlapSeconds": 60 } ]
            }
            """);
        using RunningProcess gcks = new("dotnet", ProgramFile, "gcks", "--config", config);
        (IPEndPoint plain, IPEndPoint marked) = Ports(await gcks.ReadLineAsync());
        string[] common =
        [
            "--group", "7", "--cert", own.CertificateFile, "--key", own.KeyFile, "--ca", _pki.Authority.CertificateFile, "--server", server.CertificateFile,
        ];

        // With the marker first, and the keys in a file; never on the screen.
        string keys = _folder["keys"];
        ProcessResult pull = await CommandLine.RunAsync(["gdoi", "pull", "--gcks", marked.ToString(), "--marker", "--reveal-keys", keys, .. common]);
        Assert.True(pull.ExitCode == 0, pull.ToString());
        Assert.Contains("hmac-sha256-128, aes-cbc-128, from 0 s to", pull.Output);
        string[] words = File.ReadAllText(keys).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([8, 64, 32], words.Select(w => w.Length));
        Assert.Contains(words[0], pull.Output);
        Assert.DoesNotContain(words[1], pull.Output);
        Assert.EndsWith("has the keys", await gcks.ReadLineAsync());

        // A member that listens: pushes of a key, of a KEK, of both again, then it is removed.
        using RunningProcess member = new("dotnet", [ProgramFile, "gdoi", "pull", "--gcks", plain.ToString(), "--listen", "600", .. common]);
        await Until(member, "1 TEK pulled");
        foreach (string command in new[] { "push", "kek", "push" })
        {
            gcks.WriteLine(command);
            await Until(member, "push carried out");
            await Until(gcks, $"acknowledged by {subject}");
        }

        gcks.WriteLine("status");
        await Until(gcks, "1 registered");
        gcks.WriteLine($"remove {subject}");
        await Until(member, "push refused: this member has been removed");
        await Until(gcks, "is removed");
        gcks.WriteLine("nonsense");
        await Until(gcks, "'nonsense' is not understood");
        ProcessResult refused = await CommandLine.RunAsync(["gdoi", "pull", "--gcks", plain.ToString(), .. common]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("refuses this member", refused.Error);
        Assert.Equal(130, await member.EndAsync(PosixSignal.SIGTERM));
        Assert.Equal(0, await gcks.EndAsync(PosixSignal.SIGTERM));
    }

    [SkippableFact]
    public async Task Key_server_and_member_on_XMPP()
    {
        await using ProsodyServer prosody = await ProsodyServer.StartAsync();
        await prosody.DuringAsync(async () =>
        {
            TestPki pki = prosody.Pki;
            IssuedCertificate server = pki.Server("gcks.local");
            IssuedCertificate account = pki.Device("gcks");
            IssuedCertificate own = pki.Device("der1");
            IssuedCertificate device = pki.Device("der2");
            string config = Write("gcks.json", $$"""
                {
                  "port": -1,
                  "certificate": "{{server.CertificateFile}}", "key": "{{server.KeyFile}}", "authorities": "{{pki.Authority.CertificateFile}}",
                  "xmpp": { "server": "{{prosody.Endpoint}}", "jid": "gcks@der.local", "certificate": "{{account.CertificateFile}}", "key": "{{account.KeyFile}}" },
                  "groups": [ { "id": 7, "members": [ "{{Subject(own.CertificateFile)}}", "{{Subject(device.CertificateFile)}}" ], "ack": 2, "lkh": true, "room": "group7@muc.der.local" } ]
                }
                """);
            using RunningProcess gcks = new("dotnet", ProgramFile, "gcks", "--config", config);
            await Until(gcks, "online as gcks@der.local/gdoi");
            string[] common =
            [
                "gdoi", "pull", "--xmpp", prosody.Endpoint.ToString(), "--jid", "der1@der.local", "--group", "7", "--cert", own.CertificateFile, "--key", own.KeyFile,
                "--ca", pki.Authority.CertificateFile, "--server", server.CertificateFile,
            ];
            using RunningProcess member = new("dotnet", [ProgramFile, .. common, "--gcks", "gcks@der.local/gdoi", "--room", "group7@muc.der.local", "--listen", "600"]);
            await Until(member, "1 TEK pulled");
            gcks.WriteLine("push");
            await Until(member, "push carried out, 1 TEK");
            await Until(gcks, $"der1@der.local/member: push 1 acknowledged by {Subject(own.CertificateFile)}");

            // The gateway, with the same command line as for MMS and three options more.
            using RunningProcess gateway = new(
                "dotnet", ProgramFile, "emulate", "--board", "ESP32_OLIMEX", "--server", prosody.Endpoint.ToString(), "--jid", "der2@der.local", "--cert", device.CertificateFile,
                "--key", device.KeyFile, "--ca", pki.Authority.CertificateFile, "--room", "group7@muc.der.local", "--gcks", "gcks@der.local/gdoi", "--group", "7",
                "--gcks-cert", server.CertificateFile);
            await Until(gcks, $"der2@der.local/IEC: {Subject(device.CertificateFile)} has the keys");
            gcks.WriteLine("status");
            await Until(gcks, "2 registered");
            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGTERM));
            Assert.Equal(130, await member.EndAsync(PosixSignal.SIGTERM));
            Assert.Equal(0, await gcks.EndAsync(PosixSignal.SIGTERM));
        });
    }

    // Nobody types a word: the next TEK is pushed 4 s before the end of the last one, the next KEK when four fifths of its life are over.
    [Fact]
    public async Task Keys_roll_over_by_themselves()
    {
        File.WriteAllBytes(_folder["psk"], RandomNumberGenerator.GetBytes(32));
        string config = Write("gcks.json", """
            { "port": 0, "natPort": -1, "preSharedKey": "psk", "groups": [ { "id": 7, "members": [ "der1" ], "tekSeconds": 5, "overlapSeconds": 2, "kekSeconds": 10, "ack": 1 } ] }
            """);
        using RunningProcess gcks = new("dotnet", ProgramFile, "gcks", "--config", config);
        string address = (await gcks.ReadLineAsync())!.Split(' ')[2];
        using RunningProcess member = new(
            "dotnet", ProgramFile, "gdoi", "pull", "--gcks", address, "--group", "7", "--psk", _folder["psk"], "--identity", "der1", "--listen", "600");
        await Until(member, "TEK pulled");
        await Until(gcks, "pushed (next TEK) to 1");
        await Until(gcks, "acknowledged by der1");
        await Until(member, "push carried out, 1 TEK");
        await Until(gcks, "pushed (KEK, its life nears its end) to 1");
        await Until(gcks, "acknowledged by der1");

        // Under the new KEK it goes on.
        await Until(gcks, "pushed (next TEK) to 1");
        await Until(gcks, "acknowledged by der1");
        Assert.Equal(130, await member.EndAsync(PosixSignal.SIGTERM));
        Assert.Equal(0, await gcks.EndAsync(PosixSignal.SIGTERM));
    }

    [Fact]
    public async Task Old_members_pull_by_a_shared_key()
    {
        File.WriteAllBytes(_folder["psk"], RandomNumberGenerator.GetBytes(32));
        string config = Write("gcks.json", """
            { "port": 0, "natPort": -1, "preSharedKey": "psk", "legacy": true, "groups": [ { "members": [ "der1" ], "senderIdBits": 8, "encryption": "aes-gcm-128", "authentication": "none" } ] }
            """);
        using RunningProcess gcks = new("dotnet", ProgramFile, "gcks", "--config", config);
        Assert.StartsWith("warning: SHA-1", await gcks.ReadLineAsync());
        string address = (await gcks.ReadLineAsync())!.Split(' ')[2];
        ProcessResult pull = await CommandLine.RunAsync(
            "gdoi", "pull", "--gcks", address, "--group", "1.2.840.10070.61850.8.1.2", "--psk", _folder["psk"], "--identity", "der1", "--legacy", "--sender-ids", "1");
        Assert.True(pull.ExitCode == 0, pull.ToString());
        Assert.Contains("none, aes-gcm-128", pull.Output);
        Assert.Contains("sender identifier 0", pull.Output);
        ProcessResult stranger = await CommandLine.RunAsync("gdoi", "pull", "--gcks", address, "--group", "7", "--psk", _folder["psk"], "--identity", "der1", "--legacy");
        Assert.Equal(1, stranger.ExitCode);
        Assert.Equal(0, await gcks.EndAsync(PosixSignal.SIGINT));
    }

    [Theory]
    [InlineData("{", "gcks.json")]
    [InlineData("{ \"groups\": [] }", "neither certificate nor preSharedKey")]
    [InlineData("{ \"preSharedKey\": \"none\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ] } ] }", "none")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [] }", "it has no group")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"port\": -1, \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ] } ] }", "neither port nor xmpp")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"xmpp\": { \"server\": \"h:1\", \"jid\": \"g@h\" }, \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ] } ] }", "xmpp needs certificate")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ], \"room\": \"x\" } ] }", "room is a bare JID")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"colour\": 1, \"groups\": [] }", "colour")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"listen\": \"here\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ] } ] }", "'here' is no address")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ], \"authentication\": \"none\" } ] }", "groups[0]: without authentication")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ], \"ack\": 2 } ] }", "ack is 0, 1, or 2 with lkh")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ], \"overlapSeconds\": 1800 } ] }", "tekSeconds is more than")]
    [InlineData("{ \"preSharedKey\": \"psk\", \"groups\": [ { \"id\": 1, \"members\": [ \"a\" ], \"selector\": \"0\" } ] }", "hexadecimal")]
    public async Task Configuration_is_held_to_its_form(string text, string why)
    {
        File.WriteAllBytes(_folder["psk"], new byte[32]);
        ProcessResult result = await CommandLine.RunAsync("gcks", "--config", Write("gcks.json", text));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.Error);
    }

    [Theory]
    [InlineData("--group 7", "one way to prove it is needed")]
    [InlineData("--group 7 --psk PSK --cert A --key B --ca C", "one way to prove it is needed")]
    [InlineData("--group x.y --psk PSK", "OID 'x.y'")]
    [InlineData("--group 1.2:0 --psk PSK", "hexadecimal")]
    [InlineData("--group 7 --psk PSK --dh 1", "'1'")]
    [InlineData("--group 7 --cert A --key B --ca C --legacy", "pre-shared key only")]
    [InlineData("--group 7 --cert A --key B --ca C --xmpp 127.0.0.1:1", "--jid")]
    [InlineData("--group 7 --cert A --key B --ca C --room a@b", "give --xmpp")]
    public async Task Misuse_of_pull_ends_with_2(string line, string why)
    {
        File.WriteAllBytes(_folder["psk"], new byte[32]);
        string[] arguments = line.Replace("PSK", _folder["psk"]).Split(' ');
        ProcessResult result = await CommandLine.RunAsync(["gdoi", "pull", "--gcks", "127.0.0.1:848", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(why, result.Error);
    }

    [Fact]
    public async Task Mutated_packets_do_no_harm()
    {
        ProcessResult result = await CommandLine.RunAsync("gdoi", "fuzz", "--count", "200000", "--seed", "7");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("0 accepted, 0 bytes allocated", result.Output);
    }

    private static (IPEndPoint Plain, IPEndPoint Marked) Ports(string? line)
    {
        string[] words = line!.Split(' ');
        return (IPEndPoint.Parse(words[2]), IPEndPoint.Parse(words[4]));
    }

    private static string Subject(string file)
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.Subject;
    }

    private static async Task Until(RunningProcess process, string text)
    {
        List<string> seen = [];
        while (await process.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
        {
            seen.Add(line);
            if (line.Contains(text))
            {
                return;
            }
        }

        Assert.Fail($"no line with '{text}' in:\n{string.Join('\n', seen)}\n{process.Error}");
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
