namespace nanoFramework.Runtime.Native;

/// <summary>How to start again.</summary>
public enum RebootOption
{
    /// <summary>As after power-up.</summary>
    NormalReboot = 0,

    /// <summary>Stay in nanoBooter.</summary>
    EnterNanoBooter = 1,

    /// <summary>Start the CLR and the program again, without a hardware reset.</summary>
    ClrOnly = 2,

    /// <summary>Stay in the maker's own boot loader.</summary>
    EnterProprietaryBooter = 8,
}
