using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace nanoDer.Platform;

/// <summary>
/// What nanoFramework's API takes from the board it runs on. The emulator sets it before it starts device code. Each board is
/// its own: <see cref="Enter"/> binds one to the calling thread and to the threads that it starts from then on.
/// </summary>
public sealed class EmulatedBoard
{
    private static readonly EmulatedBoard s_default = new();
    private static readonly AsyncLocal<EmulatedBoard?> s_current = new();

    private TimeSpan _clockOffset;

    /// <summary>The board of the calling thread; one for the whole process where none was entered.</summary>
    public static EmulatedBoard Current => s_current.Value ?? s_default;

    /// <summary>Name of the target, such as <c>ESP32_OLIMEX</c>.</summary>
    public string TargetName { get; set; } = "EMULATED";

    /// <summary>Name of the platform, such as <c>ESP32</c>.</summary>
    public string Platform { get; set; } = "HOST";

    /// <summary>Text about the maker.</summary>
    public string OemString { get; set; } = "nanoDer emulator";

    /// <summary>Number of the maker.</summary>
    public byte Oem { get; set; }

    /// <summary>Number of the model.</summary>
    public byte Model { get; set; }

    /// <summary>Number of the variant.</summary>
    public ushort Sku { get; set; }

    /// <summary>Version of the firmware.</summary>
    public Version Version { get; set; } = new(0, 0, 0, 0);

    /// <summary>How the board computes with floating point.</summary>
    public SystemInfo.FloatingPoint FloatingPointSupport { get; set; } = SystemInfo.FloatingPoint.DoublePrecisionSoftware;

    /// <summary>Bytes of the managed heap.</summary>
    public uint HeapBytes { get; set; } = 96 * 1024;

    /// <summary>
    /// Collects (the argument asks for compaction) and returns the free bytes of the heap. Code that runs on .NET's JIT has no
    /// device heap: without an engine that counts one, the whole <see cref="HeapBytes"/> is called free.
    /// </summary>
    public Func<bool, uint> CollectGarbage { get; set; }

    /// <summary>The CA bundle in the board's store: PEM text that ends with NUL, or one DER certificate.</summary>
    public byte[]? CaStore { get; set; }

    /// <summary>The device certificate in the board's store: PEM of certificate and unencrypted key in one text that ends with NUL.</summary>
    public byte[]? DeviceCertificate { get; set; }

    /// <summary>Which exception a failed handshake throws.</summary>
    public TlsFailureStyle TlsFailureStyle { get; set; }

    /// <summary>Tells of the handshakes made on this board.</summary>
    public TlsObserver Tls { get; } = new();

    /// <summary>The board's clock, UTC. It runs with the host's, as far from it as it was set.</summary>
    public DateTime UtcNow => DateTime.UtcNow + _clockOffset;

    /// <summary>Makes a board with an empty store and the right time.</summary>
    public EmulatedBoard()
    {
        CollectGarbage = _ => HeapBytes;
    }

    /// <summary>Raised when device code restarts the board. The device code that did so never goes on.</summary>
    public event Action<RebootOption>? Rebooting;

    /// <summary>Makes this the board of the calling thread and of the threads that it starts.</summary>
    public void Enter() => s_current.Value = this;

    /// <summary>Sets the board's clock.</summary>
    /// <param name="utc">The time it shows now.</param>
    public void SetClock(DateTime utc) => _clockOffset = utc - DateTime.UtcNow;

    internal void Reboot(RebootOption option)
    {
        if (Rebooting == null)
        {
            throw new InvalidOperationException("Device code restarts the board, but nobody listens to EmulatedBoard.Rebooting.");
        }

        Rebooting(option);

        // The device never returns from here, and neither may the code that called.
        Thread.Sleep(Timeout.Infinite);
    }
}
