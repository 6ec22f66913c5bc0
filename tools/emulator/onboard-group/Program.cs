using System.Runtime.CompilerServices;
using nanoDer.Firmware;
using nanoDer.GroupKeys;

namespace nanoDer.OnBoard
{
    /// <summary>Runs the gateway with what the host gives it, and with the keys of a group.</summary>
    public static class Program
    {
        /// <summary>Returns when the host has called the gateway's Stop.</summary>
        public static void Main()
        {
            Gateway gateway = Make();
            Built(gateway);
            gateway.Run();
        }

        private static Gateway Make()
        {
            GatewaySettings settings = new GatewaySettings();
            Configure(settings);
            settings.Side = Side();
            return new Gateway(settings, new HostInverter(), new HostEvents(), new HostBoard(), new Connection(settings));
        }

        private static ISidePort Side()
        {
            GroupKeySettings group = new GroupKeySettings();
            ConfigureGroup(group);
            return new GroupKeyPort(group);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void Configure(GatewaySettings settings);

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void ConfigureGroup(GroupKeySettings settings);

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void Built(Gateway gateway);
    }
}
