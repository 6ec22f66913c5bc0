namespace nanoDer.Firmware
{
    /// <summary>
    /// The site of a board that is flashed by hand: edit, build, deploy. Certificate, key and authority are not here; they
    /// come from the board's certificate store, where nanoff puts them.
    /// </summary>
    internal static class Site
    {
        internal const string Jid = "der1@der.local";
        internal const string Host = "xmpp.der.local";
        internal const int Port = 5222;

        // Who may speak with the device, and who may invite it into rooms, with the rooms' domain: see GatewaySettings.
        internal const string Peers = "grid@der.local";
        internal const string Publishers = "grid@der.local, muc.der.local";

        // 2026-11-01: a clock that shows an earlier time was never set.
        internal const long BuiltAt = 1793491200;
    }
}
