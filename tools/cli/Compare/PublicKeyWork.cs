using System.Globalization;

namespace nanoDer.Cli.Compare;

/// <summary>Operations with public keys that somebody had to do, and what they cost the device.</summary>
internal sealed class PublicKeyWork
{
    // In the order of PublicKeyOperation: loop steps as lib/nanoDer.Crypto/README.md has them, and what they are called, one and many.
    private static readonly (int Steps, string One, string Many)[] Operations =
    [
        (551_000, "key pair", "key pairs"),
        (554_000, "agreement", "agreements"),
        (275_000, "signature", "signatures"),
        (656_000, "verification", "verifications"),
        (319_000, "RSA operation, public", "RSA operations, public"),
        (9_370_000, "RSA operation, private", "RSA operations, private"),
    ];

    private readonly int[] _counts = new int[Operations.Length];

    /// <summary>How many operations there were.</summary>
    public int Total => _counts.Sum();

    /// <summary>Loop steps of the device for these operations alone.</summary>
    public long Steps => _counts.Select((n, i) => (long)n * Operations[i].Steps).Sum();

    /// <summary>Loop steps of one operation.</summary>
    public static int StepsOf(PublicKeyOperation operation) => Operations[(int)operation].Steps;

    /// <summary>Notes an operation.</summary>
    public void Count(PublicKeyOperation operation) => _counts[(int)operation]++;

    /// <inheritdoc/>
    public override string ToString() => Total == 0 ? "none" : string.Join(", ", _counts.Select(
        (n, i) => n == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? Operations[i].One : Operations[i].Many)}")).Where(t => t.Length > 0));
}
