namespace nanoDer.Mms
{
    /// <summary>How the value of a node is stored.</summary>
    public enum MmsForm
    {
        /// <summary>The node has no value: it is empty or has children.</summary>
        None = 0,

        /// <summary>True or false.</summary>
        Boolean = 1,

        /// <summary>Decimal text of a number.</summary>
        Number = 2,

        /// <summary>Bits, bit 0 the highest of the first octet.</summary>
        Bits = 3,

        /// <summary>Octets.</summary>
        Octets = 4,

        /// <summary>Text, object identifier or generalized time, in UTF-8.</summary>
        Text = 5,
    }
}
