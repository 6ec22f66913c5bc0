namespace nanoDer.Mms
{
    /// <summary>The three ways to write MMS in XML.</summary>
    public enum XerForm
    {
        /// <summary>The form of IEC 61850-8-2.</summary>
        Scsm82 = 0,

        /// <summary>BASIC-XER of ISO 9506-2:2003 (ITU-T X.693 clause 8).</summary>
        Basic = 1,

        /// <summary>CANONICAL-XER of ISO 9506-2:2003 (ITU-T X.693 clause 9).</summary>
        Canonical = 2,
    }
}
