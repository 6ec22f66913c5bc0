namespace nanoDer.Iec61850
{
    /// <summary>Types of data attributes and how MMS carries them (IEC 61850-8-2 table 3).</summary>
    public enum ValueType
    {
        /// <summary>Not a value: logical device, logical node, functional constraint, data object or structure.</summary>
        Constructed = 0,

        /// <summary>BOOLEAN: MMS boolean.</summary>
        Boolean = 1,

        /// <summary>INT8 to INT32 and ENUMERATED: MMS integer.</summary>
        Integer = 2,

        /// <summary>INT8U to INT32U: MMS unsigned.</summary>
        Unsigned = 3,

        /// <summary>FLOAT32: MMS floating-point with 8 bits of exponent.</summary>
        Float = 4,

        /// <summary>Quality, Check, CODED ENUM, PACKED LIST: MMS bit-string of up to 31 bits.</summary>
        Bits = 5,

        /// <summary>INT64: MMS integer.</summary>
        Integer64 = 6,

        /// <summary>Timestamp: MMS utc-time.</summary>
        Timestamp = 7,

        /// <summary>VISIBLE STRING: MMS visible-string.</summary>
        VisibleString = 8,

        /// <summary>UNICODE STRING: MMS mMSString.</summary>
        UnicodeString = 9,

        /// <summary>OCTET STRING: MMS octet-string.</summary>
        OctetString = 10,

        /// <summary>Not a value: an array, whose elements are nodes without names.</summary>
        Array = 11,

        /// <summary>EntryTime: MMS binary-time of six octets, milliseconds of the day and days since 1984.</summary>
        EntryTime = 12,
    }
}
