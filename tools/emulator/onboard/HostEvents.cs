using System.Runtime.CompilerServices;
using nanoDer.Core;
using nanoDer.Firmware;

namespace nanoDer.OnBoard
{
    /// <summary>Tells the host.</summary>
    public sealed class HostEvents : IGatewayEvents
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void OnEvent(GatewayEvent what, DerStatus status, string text);
    }
}
