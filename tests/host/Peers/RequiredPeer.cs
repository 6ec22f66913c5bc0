using Xunit;

namespace nanoDer.HostTests.Peers;

/// <summary>
/// Programs from elsewhere that a test needs. Where one is missing the test fails, because it proves nothing;
/// with NANODER_OFFLINE set, it skips.
/// </summary>
internal static class RequiredPeer
{
    public static void Present(string? missing)
    {
        bool offline = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NANODER_OFFLINE"));
        Skip.If(offline && missing is not null, missing);
        Assert.True(missing is null, $"{missing}; NANODER_OFFLINE=1 skips what cannot be installed");
    }

    public static void Program(string file, string package)
        => Present(File.Exists(file) ? null : $"{file} is not installed (Debian: apt-get install {package})");
}
