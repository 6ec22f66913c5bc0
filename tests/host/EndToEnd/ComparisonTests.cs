using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using nanoDer.Cli;
using nanoDer.Cli.Compare;
using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>
/// S/MIME for each message and a key table beside the session: what is protected is opened again, by OpenSSL too, and the page tells what is
/// measured. With NANODER_WRITE_DOCS=1 the page's tables are written instead.
/// </summary>
public sealed class ComparisonTests : IDisposable
{
    private const string Begin = "<!-- tables: made by ComparisonTests -->\n", End = "<!-- tables end -->";
    private const string Stanza = "<iq xmlns='jabber:client' id='7'><read>ä &lt; 1</read></iq>";
    private const string OpenSsl = "/usr/bin/openssl";

    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(EndToEndParty.Utc);
    private static readonly string Library = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "..", "lib"));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int> Operations => new()
    {
        { "P-256: public key", (int)PublicKeyOperation.KeyPair },
        { "P-256: ECDH with validation", (int)PublicKeyOperation.Agreement },
        { "P-256: ECDSA sign", (int)PublicKeyOperation.Signature },
        { "P-256: ECDSA verify with validation", (int)PublicKeyOperation.Verification },
        { "RSA verify, 2,048 / 3,072 / 4,096 bits", (int)PublicKeyOperation.RsaPublic },
        { "RSA sign, 2,048 bits, checked before it is given out", (int)PublicKeyOperation.RsaPrivate },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ThePageTellsWhatTheCommandGives()
    {
        ProcessResult printed = await CommandLine.RunAsync("e2e", "compare");
        Assert.True(printed.ExitCode == 0, printed.Error);
        using SecurityComparison comparison = new();
        ComparisonTable[] tables = comparison.Run();
        Assert.All(tables, t => Assert.Contains(t.Title, printed.Output, StringComparison.Ordinal));
        string made = string.Join('\n', tables.Select(t => t.Markdown)), file = Path.Combine(Library, "nanoDer.EndToEnd", "WHY.md");
        string page = await File.ReadAllTextAsync(file);
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from, "the page has no place for the tables");
        if (Environment.GetEnvironmentVariable("NANODER_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, page[..from] + made + page[to..]);
            return;
        }

        // The same words and steps. Certificates and signatures differ by a few octets each time, and with them the last blocks.
        const string Number = @"\d[\d,.]*";
        Assert.Equal(Regex.Replace(made, Number, "0"), Regex.Replace(page[from..to], Number, "0"));
        Assert.All(Regex.Matches(page[from..to], Number).Zip(Regex.Matches(made, Number), (t, f) => (Told: Value(t), Found: Value(f))), n =>
        {
            double most = n.Found switch { < 100 => 1, < 10_000 => 50, _ => 0 };
            Assert.InRange(n.Told, n.Found - most, n.Found + most);
        });
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void StepsAreThoseThatWereMeasured(string row, int operation)
        => Assert.Equal(Cells("nanoDer.Crypto", row).First(c => c > 0), PublicKeyWork.StepsOf((PublicKeyOperation)operation));

    [Fact]
    public void TheSessionCostsWhatWasMeasured()
        => Assert.Equal([SecurityComparison.SendSteps, SecurityComparison.TakeSteps], Cells("nanoDer.EndToEnd", "AES-128-GCM (AE)")[1..]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SmimeIsOpenedByItsRecipientAlone(bool rsa)
    {
        using X509Certificate2 authority = Authority(rsa), stranger = Authority(rsa);
        using X509Certificate2 grid = EndToEndParty.Issue("grid@x", authority), device = EndToEndParty.Issue("der@x", authority), other = EndToEndParty.Issue("der@x", authority);
        foreach (bool includes in new[] { true, false })
        {
            string element = SmimeMessage.Protect(Stanza, Time, grid, device, includes, new());
            X509Certificate2? known = includes ? null : grid;
            Assert.Equal(Stanza, SmimeMessage.Open(element, Time.AddMinutes(4), device, known, authority, new()));
            Assert.ThrowsAny<CryptographicException>(() => SmimeMessage.Open(element, Time.AddMinutes(6), device, known, authority, new()));
            Assert.ThrowsAny<CryptographicException>(() => SmimeMessage.Open(element, Time, other, known, authority, new()));
            Assert.ThrowsAny<CryptographicException>(() => SmimeMessage.Open(element, Time, device, device, authority, new()));
            if (includes)
            {
                Assert.ThrowsAny<CryptographicException>(() => SmimeMessage.Open(element, Time, device, null, stranger, new()));
            }
        }
    }

    [SkippableFact]
    public async Task OpenSslOpensWhatWasProtected()
    {
        RequiredPeer.Program(OpenSsl, "openssl");
        using X509Certificate2 authority = Authority(false), grid = EndToEndParty.Issue("grid@x", authority), device = EndToEndParty.Issue("der@x", authority);
        string element = SmimeMessage.Protect(Stanza, Time, grid, device, true, new());
        await File.WriteAllBytesAsync(_folder["envelope"], Convert.FromBase64String(XElement.Parse(element).Value));
        using (ECDsa key = device.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(_folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
        }

        await File.WriteAllTextAsync(_folder["device.pem"], device.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["authority.pem"], authority.ExportCertificatePem());
        await RunAsync("cms", "-decrypt", "-binary", "-inform", "DER", "-in", _folder["envelope"], "-recip", _folder["device.pem"], "-inkey", _folder["key.pem"], "-out", _folder["content"]);
        (byte[] entity, byte[] signature) = SmimeMessage.Parts(await File.ReadAllBytesAsync(_folder["content"]));
        await File.WriteAllBytesAsync(_folder["entity"], entity);
        await File.WriteAllBytesAsync(_folder["signature"], signature);
        await RunAsync(
            "cms", "-verify", "-binary", "-inform", "DER", "-in", _folder["signature"], "-content", _folder["entity"], "-CAfile", _folder["authority.pem"],
            "-attime", $"{Time.ToUnixTimeSeconds()}", "-out", _folder["verified"]);
        Assert.Contains(Stanza, await File.ReadAllTextAsync(_folder["verified"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyTableOpensWithItsKeyAlone()
    {
        byte[] master = RandomNumberGenerator.GetBytes(16);
        string element = KeyTableMessage.Protect(Stanza, Time, Guid.NewGuid(), master);
        Assert.Equal(Stanza, KeyTableMessage.Open(element, master));
        master[0] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => KeyTableMessage.Open(element, master));
    }

    // RFC 3394 clause 4.1.
    [Fact]
    public void KeysAreWrappedAsInTheStandard()
    {
        byte[] wrapping = Convert.FromHexString("000102030405060708090A0B0C0D0E0F"), key = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");
        byte[] wrapped = KeyWrap.Wrap(wrapping, key);
        Assert.Equal("1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5", Convert.ToHexString(wrapped));
        Assert.Equal(key, KeyWrap.Unwrap(wrapping, wrapped));
    }

    private static X509Certificate2 Authority(bool rsa)
    {
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA modulus = RSA.Create(2048);
        CertificateRequest request = rsa ? new("CN=ca", modulus, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new("CN=ca", curve, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(Time.AddDays(-1), Time.AddDays(1));
    }

    private static async Task RunAsync(params string[] arguments)
    {
        ProcessResult result = await ChildProcess.RunAsync(OpenSsl, arguments);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    // The numbers of a row in a library's README; what is not there is 0.
    private static int[] Cells(string library, string row)
    {
        string line = File.ReadLines(Path.Combine(Library, library, "README.md")).Single(l => l.StartsWith($"| {row} |", StringComparison.Ordinal));
        return [.. line.Split('|')[2..^1].Select(c => c.Split('/')[0].Trim()).Select(c => c.Length == 0 ? 0 : int.Parse(c, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
    }

    private static double Value(Match number) => double.Parse(number.Value.TrimEnd('.', ','), CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
