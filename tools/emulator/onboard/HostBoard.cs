using System.Runtime.CompilerServices;
using nanoDer.Firmware;

namespace nanoDer.OnBoard
{
    /// <summary>The board whose watchdog and recorder the host has.</summary>
    public sealed class HostBoard : NanoBoard
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern void FeedWatchdog();

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern void Recorded(byte[] buffer, int offset, int count);
    }
}
