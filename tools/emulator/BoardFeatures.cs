namespace nanoDer.Emulator;

/// <summary>What a board has or has not.</summary>
public sealed class BoardFeatures
{
    /// <summary>Wired network.</summary>
    public required bool Ethernet { get; init; }

    /// <summary>Wireless network.</summary>
    public required bool Wifi { get; init; }

    /// <summary>Can join IP multicast groups (IGMP).</summary>
    public required bool Multicast { get; init; }

    /// <summary>Random numbers come from hardware.</summary>
    public required bool HardwareRandom { get; init; }

    /// <summary>External RAM for the managed heap.</summary>
    public required bool Psram { get; init; }
}
