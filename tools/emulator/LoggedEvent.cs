using nanoDer.Core;
using nanoDer.Tls;

namespace nanoDer.Emulator;

/// <summary>An entry of the gateway's ring of security events.</summary>
/// <param name="Code">What.</param>
/// <param name="First">Its first number: for a failure the status.</param>
/// <param name="Second">Its second number.</param>
/// <param name="Time">When it happened last.</param>
/// <param name="Count">How often.</param>
public sealed record LoggedEvent(SecurityEvent Code, int First, int Second, DateTimeOffset Time, int Count)
{
    private static readonly string[] Severities = ["", "alarm", "warning", "notice"];

    /// <summary>One line: time, severity, event, count, numbers.</summary>
    public override string ToString()
    {
        string why = (int)Code < 300 && Enum.IsDefined((DerStatus)First) && First != 0 ? $" {(DerStatus)First}" : First == 0 ? "" : $" {First}";
        return $"{Time:yyyy-MM-ddTHH:mm:ss.fffZ} {Severities[(int)Code / 100]} {Code}{why} {Second} x{Count}";
    }
}
