namespace nanoDer.Firmware
{
    /// <summary>Where the board starts.</summary>
    public static class Program
    {
        /// <summary>Runs the gateway.</summary>
        public static void Main()
        {
        }
    }
}
