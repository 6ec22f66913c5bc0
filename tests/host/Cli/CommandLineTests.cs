using System.Text.RegularExpressions;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>Every error of the command line: one line on standard error that says what, why and what to do; 2 for misuse, 1 for failure.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TestPki _pki = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _pki.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "nanoder: Required command")]
    [InlineData("nonsense", "nanoder: 'nonsense' is not understood")]
    [InlineData("pki", "nanoder pki: ")]
    [InlineData("pki init", "Option '--dir' is required")]
    [InlineData("pki init --dir D --key dsa", "Argument 'dsa' not recognized")]
    [InlineData("pki init --dir D --days x", "'x'")]
    [InlineData("pki init --dir D --days 0", "validity of 0 days")]
    [InlineData("pki init --dir D --days 36501", "validity of 36501 days")]
    [InlineData("pki init --dir D --not-before yesterday", "'yesterday' is no time")]
    [InlineData("pki init --dir D --not-before 1890-01-01", "validity from 1890-01-01")]
    [InlineData("pki issue --dir CA device", "Option '--jid' is required")]
    [InlineData("pki issue --dir CA device --jid der1", "JID 'der1': it has no '@'")]
    [InlineData("pki issue --dir CA server --dns a..b", "host name 'a..b'")]
    [InlineData("pki issue --dir CA server --dns a.b --name ca", "file name 'ca'")]
    [InlineData("pki issue --dir CA server --dns a.b --name ../x", "file name '../x'")]
    [InlineData("pki issue --dir CA server --dns a.b --days 9999", "the authority itself ends")]
    [InlineData("emulate", "is required")]
    [InlineData("emulate --bard ESP32_OLIMEX", "nanoder emulate: '--bard' is not understood / see: nanoder emulate --help")]
    [InlineData("emulate --board TOASTER PARTY", "board 'TOASTER': it is not known / take one of: ESP32_OLIMEX")]
    [InlineData("emulate --board ESP32_OLIMEX PARTY --stanza-limit 999", "stanza limit 999")]
    [InlineData("emulate --board ESP32_OLIMEX PARTY --stanza-limit 1000001", "stanza limit 1000001")]
    [InlineData("emulate --board ESP32_OLIMEX PARTY --stanza-limit many", "'many'")]
    [InlineData("demo --watch -1", "-1 s to watch")]
    [InlineData("demo --watch 601", "601 s to watch")]
    [InlineData("demo --board TOASTER", "board 'TOASTER'")]
    [InlineData("grid PARTY --to der1@der.local/IEC", "Required command")]
    [InlineData("grid PARTY --to der1@der.local identify", "JID 'der1@der.local': it has no resource")]
    [InlineData("grid PARTY --to /IEC identify", "JID ''")]
    [InlineData("grid PARTY --to der1@der.local/IEC --timeout 0 identify", "time-out of 0 s")]
    [InlineData("grid PARTY --to der1@der.local/IEC read", "Required argument")]
    [InlineData("grid PARTY --to der1@der.local/IEC read TotW", "it names no logical device")]
    [InlineData("grid PARTY --to der1@der.local/IEC read DER1/MMXU1.TotW", "it has no functional constraint")]
    [InlineData("grid PARTY --to der1@der.local/IEC read DER1/MMXU1.TotW[XX]", "'XX' is no functional constraint")]
    [InlineData("grid PARTY --to der1@der.local/IEC read DER1/MMXU1..TotW[MX]", "a name in it is empty")]
    public async Task Misuse_ends_with_2(string line, string message)
    {
        IssuedCertificate own = _pki.Device("grid1");
        string party = $"--server localhost:5222 --jid grid1@der.local --cert {own.CertificateFile} --key {own.KeyFile} --ca {_pki.Authority.CertificateFile}";
        string[] arguments = line.Replace("PARTY", party).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a switch { "D" => _folder["new"], "CA" => _pki.Authority.Directory, _ => a }).ToArray();
        AssertError(2, message, await CommandLine.RunAsync(arguments));
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Theory]
    [InlineData("localhost", "it has no port")]
    [InlineData("localhost:", "the port is not a number")]
    [InlineData("localhost:0", "the port is not a number")]
    [InlineData("localhost:65536", "the port is not a number")]
    [InlineData("localhost:-1", "the port is not a number")]
    [InlineData(":5222", "'' is not a host name")]
    [InlineData("under_score:5222", "'under_score' is not a host name")]
    [InlineData("::1:5222", "it has no port")]
    [InlineData("[::g]:5222", "'::g' is not an address")]
    public async Task Server_is_checked(string server, string message)
        => AssertError(2, $"server '{server}': {message}", await EmulateAsync(server: server));

    [Theory]
    [InlineData("der1", "it has no '@'")]
    [InlineData("der1@der.local/IEC", "a resource does not belong here")]
    [InlineData("Der1@der.local", "'D' cannot stand before the '@'")]
    public async Task Jid_is_checked(string jid, string message)
        => AssertError(2, $"JID '{jid}': {message}", await EmulateAsync(jid: jid));

    [Fact]
    public async Task Files_are_checked()
    {
        string missing = _folder["missing.pem"];
        string text = _folder["text.pem"];
        File.WriteAllText(text, "hello");
        IssuedCertificate other = _pki.Device("der2");
        AssertError(1, $"{missing}: there is no such file / give --cert", await EmulateAsync(certificate: missing));
        AssertError(1, $"{missing}: there is no such file / give --key", await EmulateAsync(key: missing));
        AssertError(1, $"{missing}: there is no such file / give --ca", await EmulateAsync(authority: missing));
        AssertError(1, $"{text}: there is no certificate in it", await EmulateAsync(certificate: text));
        AssertError(1, $"{other.KeyFile}: the key does not belong to", await EmulateAsync(key: other.KeyFile));
    }

    [Fact]
    public async Task Certificate_for_another_jid_is_a_warning()
    {
        IssuedCertificate other = _pki.Device("der2");
        ProcessResult result = await EmulateAsync(certificate: other.CertificateFile, key: other.KeyFile, board: "ESP32_OLIMEX", limit: "5");
        Assert.DoesNotContain("warning", result.Error); // the limit is looked at first
        result = await CommandLine.RunAsync(
            "grid", "--server", "localhost:1", "--jid", "der1@der.local", "--cert", other.CertificateFile, "--key", other.KeyFile,
            "--ca", _pki.Authority.CertificateFile, "--to", "der1@der.local/IEC", "--timeout", "0.1", "identify");
        Assert.Contains($"nanoder: warning: {other.CertificateFile} does not name der1@der.local", result.Error);
    }

    [Fact]
    public async Task Pki_makes_lists_and_revokes()
    {
        string folder = _folder["new"];
        ProcessResult init = await CommandLine.RunAsync("pki", "init", "--dir", folder, "--name", "Field trial");
        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        AssertError(1, "the file exists already / give another name, or --force", await CommandLine.RunAsync("pki", "init", "--dir", folder));

        ProcessResult server = await CommandLine.RunAsync("pki", "issue", "--dir", folder, "server", "--dns", "a.local", "--dns", "b.local");
        ProcessResult device = await CommandLine.RunAsync("pki", "issue", "--dir", folder, "device", "--jid", "der1@a.local", "--key", "rsa2048");
        Assert.Contains("a.local.pem", server.Output);
        Assert.True(File.Exists(Path.Combine(folder, "der1.key")), device.ToString());
        AssertError(1, "the file exists already", await CommandLine.RunAsync("pki", "issue", "--dir", folder, "device", "--jid", "der1@a.local"));

        ProcessResult revoked = await CommandLine.RunAsync("pki", "revoke", "--dir", folder, Path.Combine(folder, "der1.pem"));
        Assert.Equal((0, ""), (revoked.ExitCode, revoked.Error));
        string list = (await CommandLine.RunAsync("pki", "list", "--dir", folder)).Output;
        Assert.Matches("a\\.local.*valid", list);
        Assert.Matches("der1@a\\.local.*revoked", list);
        Assert.Contains("next list due on", (await CommandLine.RunAsync("pki", "crl", "--dir", folder)).Output);
    }

    [Fact]
    public async Task Pki_failures_end_with_1()
    {
        AssertError(1, "it has no ca.pem and ca.key / make an authority first", await CommandLine.RunAsync("pki", "list", "--dir", _folder["none"]));
        AssertError(1, "no certificate of that serial number", await CommandLine.RunAsync("pki", "revoke", "--dir", _pki.Authority.Directory, "00FF"));
        File.WriteAllText(_folder["text.pem"], "hello");
        AssertError(
            1, "it holds no certificate that can be read", await CommandLine.RunAsync("pki", "revoke", "--dir", _pki.Authority.Directory, _folder["text.pem"]));
    }

    [Fact]
    public async Task Help_is_no_error()
    {
        ProcessResult help = await CommandLine.RunAsync("emulate", "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("--board", help.Output);
        Assert.Contains("ESP32_OLIMEX", help.Output);
    }

    private static void AssertError(int exitCode, string message, ProcessResult result)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Equal("", result.Output);
        Assert.Contains(message, result.Error);
        Assert.Matches(new Regex(@"\Ananoder: [^\n]+: [^\n]+ / [^\n]+\n\z"), result.Error);
    }

    private Task<ProcessResult> EmulateAsync(
        string board = "ESP32_OLIMEX",
        string server = "localhost:5222",
        string jid = "der1@der.local",
        string? certificate = null,
        string? key = null,
        string? authority = null,
        string limit = "10000")
    {
        IssuedCertificate own = _pki.Device("der1");
        return CommandLine.RunAsync(
            "emulate", "--board", board, "--server", server, "--jid", jid, "--cert", certificate ?? own.CertificateFile,
            "--key", key ?? own.KeyFile, "--ca", authority ?? _pki.Authority.CertificateFile, "--stanza-limit", limit);
    }
}
