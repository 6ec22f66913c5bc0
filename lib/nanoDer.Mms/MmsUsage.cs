namespace nanoDer.Mms
{
    /// <summary>What the schema says about a component: flags in <see cref="MmsTables.UsageFlags"/>.</summary>
    internal static class MmsUsage
    {
        internal const int Optional = 1;
        internal const int HasDefault = 2;

        /// <summary>The default value is 1, not 0.</summary>
        internal const int DefaultOne = 4;

        internal const int BasicOnly = 8;
        internal const int ScsmOnly = 16;

        /// <summary>An attribute in the 8-2 form.</summary>
        internal const int Attribute = 32;
    }
}
