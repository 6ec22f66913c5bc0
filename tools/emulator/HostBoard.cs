using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>The board of firmware that runs on .NET's JIT.</summary>
internal sealed class HostBoard(Watchdog watchdog, Action<ReadOnlySpan<byte>>? recorded) : NanoBoard
{
    public override void FeedWatchdog() => watchdog.Feed();

    public override void Recorded(byte[] buffer, int offset, int count) => recorded?.Invoke(buffer.AsSpan(offset, count));
}
