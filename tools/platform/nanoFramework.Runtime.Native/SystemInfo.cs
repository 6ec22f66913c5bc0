using System;
using nanoDer.Platform;

namespace nanoFramework.Runtime.Native;

/// <summary>What the firmware says of itself, taken from the <see cref="EmulatedBoard"/>.</summary>
public static class SystemInfo
{
    /// <summary>How the board computes with floating point.</summary>
    public enum FloatingPoint
    {
        /// <summary>Not at all.</summary>
        None = 0,

        /// <summary>Single precision in software.</summary>
        SinglePrecisionSoftware = 1,

        /// <summary>Single precision in hardware.</summary>
        SinglePrecisionHardware = 2,

        /// <summary>Double precision in software.</summary>
        DoublePrecisionSoftware = 3,

        /// <summary>Double precision in hardware.</summary>
        DoublePrecisionHardware = 4,
    }

    /// <summary>Version of the firmware.</summary>
    public static Version Version => EmulatedBoard.Current.Version;

    /// <summary>Text about the maker.</summary>
    public static string OEMString => EmulatedBoard.Current.OemString;

    /// <summary>Number of the maker.</summary>
    public static byte OEM => EmulatedBoard.Current.Oem;

    /// <summary>Number of the model.</summary>
    public static byte Model => EmulatedBoard.Current.Model;

    /// <summary>Number of the variant.</summary>
    public static ushort SKU => EmulatedBoard.Current.Sku;

    /// <summary>Name of the target, such as <c>ESP32_OLIMEX</c>.</summary>
    public static string TargetName => EmulatedBoard.Current.TargetName;

    /// <summary>Name of the platform, such as <c>ESP32</c>.</summary>
    public static string Platform => EmulatedBoard.Current.Platform;

    /// <summary>How the board computes with floating point.</summary>
    public static FloatingPoint FloatingPointSupport => EmulatedBoard.Current.FloatingPointSupport;
}
