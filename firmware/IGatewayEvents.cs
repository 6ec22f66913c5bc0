using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>Somebody who watches the gateway: a console, a status LED, the emulator.</summary>
    public interface IGatewayEvents
    {
        /// <summary>Something has happened.</summary>
        /// <param name="what">What.</param>
        /// <param name="status">The reason, where there is one.</param>
        /// <param name="text">See <see cref="GatewayEvent"/>; null where it says nothing. Never a secret.</param>
        void OnEvent(GatewayEvent what, DerStatus status, string text);
    }
}
