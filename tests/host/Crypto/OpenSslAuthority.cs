using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Crypto;

/// <summary>Certificates and lists made and judged by the openssl program, with keys that live as long as the folder.</summary>
internal sealed class OpenSslAuthority : IDisposable
{
    private const string Program = "/usr/bin/openssl";
    private readonly TemporaryFolder _folder = new();

    public OpenSslAuthority() => RequiredPeer.Program(Program, "openssl");

    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    /// <summary>Makes a key: p256, brainpool, rsa1024, rsa2048 or rsa3072.</summary>
    public async Task<string> KeyAsync(string name, string kind)
    {
        string path = _folder[name + ".key"];
        string[] options = kind switch
        {
            "p256" => ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            "brainpool" => ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
            _ => ["-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{kind[3..]}"],
        };
        await RunAsync(["genpkey", .. options, "-out", path]);
        return path;
    }

    /// <summary>Makes a certificate, signed by itself when there is no issuer.</summary>
    public async Task CertificateAsync(
        string name, string subject, string extensions, string? issuer = null, string kind = "p256", string[]? sign = null, int days = 30)
    {
        string key = await KeyAsync(name, kind);
        await File.WriteAllTextAsync(_folder[name + ".cnf"], $"[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN={subject}\n[ext]\n{extensions}\n");
        await RunAsync(["req", "-new", "-key", key, "-config", _folder[name + ".cnf"], "-out", _folder[name + ".csr"]]);
        string[] signer = issuer is null
            ? ["-signkey", key]
            : ["-CA", _folder[issuer + ".pem"], "-CAkey", _folder[issuer + ".key"]];
        await RunAsync(
        [
            "x509", "-req", "-in", _folder[name + ".csr"], .. signer, "-set_serial", $"{(uint)name.GetHashCode(StringComparison.Ordinal) + 1}",
            "-days", $"{days}", "-extfile", _folder[name + ".cnf"], "-extensions", "ext", .. sign ?? ["-sha256"], "-out", _folder[name + ".pem"],
        ]);
        await RunAsync(["x509", "-in", _folder[name + ".pem"], "-outform", "DER", "-out", _folder[name + ".der"]]);
    }

    /// <summary>Makes a list of an issuer's that names certificates.</summary>
    public async Task ListAsync(string name, string issuer, params string[] revoked)
    {
        string database = _folder[name + ".db"];
        await File.WriteAllTextAsync(database, "");
        await File.WriteAllTextAsync(_folder[name + ".number"], "01\n");
        await File.WriteAllTextAsync(
            _folder[name + ".ca"],
            $"[ca]\ndefault_ca=d\n[d]\ndatabase={database}\ncrlnumber={_folder[name + ".number"]}\ndefault_md=sha256\ndefault_crl_days=10\n");
        string[] authority = ["ca", "-config", _folder[name + ".ca"], "-cert", _folder[issuer + ".pem"], "-keyfile", _folder[issuer + ".key"]];
        foreach (string certificate in revoked)
        {
            await RunAsync([.. authority, "-revoke", _folder[certificate + ".pem"]]);
        }

        await RunAsync([.. authority, "-gencrl", "-out", _folder[name + ".crl"]]);
        await RunAsync(["crl", "-in", _folder[name + ".crl"], "-outform", "DER", "-out", _folder[name + ".crl.der"]]);
    }

    /// <summary>What openssl verify thinks, at security level 2 (112 bits, SHA-256), strict.</summary>
    public async Task<bool> AcceptsAsync(string leaf, string[] between, string anchor, DateTimeOffset time, string? list, string? host)
    {
        string untrusted = _folder["untrusted.pem"];
        await File.WriteAllTextAsync(untrusted, string.Concat(between.Select(n => File.ReadAllText(_folder[n + ".pem"]))));
        string[] arguments =
        [
            "verify", "-auth_level", "2", "-attime", $"{time.ToUnixTimeSeconds()}", "-CAfile", _folder[anchor + ".pem"],
            "-no-CApath", "-no-CAstore", .. between.Length > 0 ? new[] { "-untrusted", untrusted } : [],
            .. list is null ? [] : new[] { "-crl_check", "-CRLfile", _folder[list + ".crl"] },
            .. host is null ? [] : new[] { "-verify_hostname", host }, _folder[leaf + ".pem"],
        ];
        ProcessResult result = await ChildProcess.RunAsync(Program, arguments);
        return result.ExitCode == 0;
    }

    private static async Task RunAsync(string[] arguments)
    {
        ProcessResult result = await ChildProcess.RunAsync(Program, arguments);
        Assert.True(result.ExitCode == 0, $"openssl {string.Join(' ', arguments)}\n{result}");
    }
}
