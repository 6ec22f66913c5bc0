namespace nanoDer.Emulator;

/// <summary>The emulated board restarts: ends the firmware's run.</summary>
internal sealed class BoardRestartException(string why) : Exception(why);
