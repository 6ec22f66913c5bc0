using nanoDer.Cli;
using Xunit;

namespace nanoDer.HostTests.Crypto;

/// <summary>Every published vector of the library's algorithms has the expected result.</summary>
public class VectorTests
{
    // Skipped are keys of 192 bits, nonces of another length than 12 bytes, and what the library does not have.
    [Theory]
    [InlineData("aes_cbc_pkcs5_test.json", 144, 72)]
    [InlineData("aes_gcm_test.json", 133, 183)]
    [InlineData("ecdh_brainpoolP256r1_test.json", 804, 0)]
    [InlineData("ecdh_secp256r1_test.json", 612, 0)]
    [InlineData("ecdsa_brainpoolP256r1_sha256_test.json", 485, 0)]
    [InlineData("ecdsa_secp256r1_sha256_test.json", 484, 0)]
    [InlineData("hkdf_sha256_test.json", 86, 0)]
    [InlineData("hmac_sha256_test.json", 174, 0)]
    [InlineData("rsa_pss_2048_sha256_mgf1_32_test.json", 108, 0)]
    [InlineData("rsa_signature_2048_sha256_test.json", 259, 0)]
    [InlineData("x25519_test.json", 0, 518)]
    public void Vectors_have_the_expected_result(string file, int passed, int skipped)
    {
        VectorResult result = VectorFile.Run(new FileInfo(CryptoData.Path("wycheproof", file)));
        Assert.Empty(result.Failures);
        Assert.Equal((passed, 0, skipped), (result.Passed, result.Failed, result.Skipped));
    }

    [Fact]
    public void A_wrong_vector_fails()
    {
        string text = File.ReadAllText(CryptoData.Path("wycheproof", "hmac_sha256_test.json"));
        string changed = text.Replace("\"result\" : \"invalid\"", "\"result\" : \"valid\"").Replace("\"result\": \"invalid\"", "\"result\": \"valid\"");
        Assert.NotEqual(text, changed);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, changed);
            VectorResult result = VectorFile.Run(new FileInfo(path));
            Assert.Equal((66, 108), (result.Passed, result.Failed));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_command_prints_one_line_a_file_and_says_what_is_no_vector_file()
    {
        var output = new StringWriter();
        var error = new StringWriter();
        string file = CryptoData.Path("wycheproof", "hkdf_sha256_test.json");
        Assert.Equal(0, await Program.RunAsync(["crypto", "vectors", file], output, error, CancellationToken.None));
        Assert.Equal($"hkdf_sha256_test.json: 86 passed, 0 failed, 0 skipped{Environment.NewLine}", output.ToString());
        Assert.Equal("", error.ToString());
        string none = CryptoData.Path("wycheproof", "README.md");
        Assert.Equal(1, await Program.RunAsync(["crypto", "vectors", none], output, error, CancellationToken.None));
        Assert.Contains("README.md", error.ToString());
    }
}
