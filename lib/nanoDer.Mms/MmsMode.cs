namespace nanoDer.Mms
{
    /// <summary>How a type is written: the values in <see cref="MmsTables.TypeMode"/>. From <see cref="Sequence"/> on they have children.</summary>
    internal static class MmsMode
    {
        internal const int Null = 0;
        internal const int Boolean = 1;
        internal const int Integer = 2;
        internal const int Integer64 = 3;
        internal const int Unsigned64 = 4;
        internal const int Positive64 = 5;
        internal const int Bits = 6;
        internal const int Octets = 7;
        internal const int TimeOfDay = 8;
        internal const int Float = 9;
        internal const int Identifier = 10;
        internal const int Visible = 11;
        internal const int Graphic = 12;
        internal const int Utf8 = 13;
        internal const int Oid = 14;
        internal const int Time = 15;

        /// <summary>A number that the 8-2 form writes as an empty element of its name.</summary>
        internal const int Named = 16;

        internal const int Sequence = 20;
        internal const int Choice = 21;
        internal const int List = 22;
        internal const int ChoiceList = 23;
    }
}
