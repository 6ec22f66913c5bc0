namespace nanoFramework.Runtime.Native;

/// <summary>Called before the device starts again.</summary>
public delegate void RebootEventHandler();
