using System;

namespace nanoDer.Firmware
{
    /// <summary>Where the board starts.</summary>
    public static class Program
    {
        /// <summary>Runs the gateway for ever.</summary>
        public static void Main()
        {
            Make().Run();
        }

        // Apart from Main, so that nothing holds the settings while the gateway runs.
        private static Gateway Make()
        {
            GatewaySettings settings = new GatewaySettings();
            settings.Jid = Site.Jid;
            settings.Host = Site.Host;
            settings.Port = Site.Port;
            settings.Peers = Site.Peers;
            settings.Publishers = Site.Publishers;
            settings.Seed = (uint)DateTime.UtcNow.Ticks;
            settings.Tls.BuiltAt = Site.BuiltAt;
            return new Gateway(settings, new NoInverter(), new ConsoleEvents(), new NanoBoard(), new Connection(settings));
        }
    }
}
