using nanoDer.Firmware;
using nanoDer.Platform;

namespace nanoDer.Emulator;

/// <summary>The board of firmware that runs on .NET's JIT.</summary>
internal sealed class HostBoard(Watchdog watchdog, Action<ReadOnlySpan<byte>>? recorded) : NanoBoard
{
    public override long Utc() => new DateTimeOffset(EmulatedBoard.Current.UtcNow).ToUnixTimeMilliseconds();

    public override void FeedWatchdog() => watchdog.Feed();

    public override void Recorded(byte[] buffer, int offset, int count) => recorded?.Invoke(buffer.AsSpan(offset, count));
}
