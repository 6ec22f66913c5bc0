using System;
using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>Writes the gateway's events to the board's console.</summary>
    public sealed class ConsoleEvents : IGatewayEvents
    {
        /// <inheritdoc/>
        public void OnEvent(GatewayEvent what, DerStatus status, string text)
        {
            Console.WriteLine(EventText.Line(what, status, text));
        }
    }
}
