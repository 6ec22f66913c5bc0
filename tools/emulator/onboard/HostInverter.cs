using System.Runtime.CompilerServices;
using nanoDer.Firmware;

namespace nanoDer.OnBoard
{
    /// <summary>The host's inverter.</summary>
    public sealed class HostInverter : IInverter
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Read(InverterReadings readings);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Apply(InverterSetPoints setPoints);
    }
}
