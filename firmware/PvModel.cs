namespace nanoDer.Firmware
{
    /// <summary>The data model of a photovoltaic gateway: one logical device with nodes of IEC 61850-7-4 and 7-420.</summary>
    internal static class PvModel
    {
        internal const string Vendor = "nanoDer";
        internal const string Model = "PV gateway";
        internal const string Revision = "0.1.0";

        internal const string Description =
            "DER1LD0{"
            + "LLN0{ST{Beh{stVal:e=1 q:q t:t}Health{stVal:e=1 q:q t:t}Mod{stVal:e=1 q:q t:t}}CF{Mod{ctlModel:e=0}}"
            + "DC{NamPlt{vendor:m64=\"nanoDer\" swRev:m32=\"0.1.0\" d:m64=\"PV gateway\" configRev:m32=\"1\" ldNs:m64=\"IEC 61850-7-4:2007B\"}}}"
            + "LPHD1{ST{PhyHealth{stVal:e=1 q:q t:t}Proxy{stVal:b=1 q:q t:t}}DC{PhyNam{vendor:m64=\"nanoDer\" model:m32=\"PV gateway\" serNum:m32}}}"
            + "DGEN1{ST{Beh{stVal:e=1 q:q t:t}DEROpSt{stVal:e q:q t:t}ECPConn{stVal:b q:q t:t}}}"
            + "MMXU1{MX{TotW{mag{f:f}q:q t:t}TotVAr{mag{f:f}q:q t:t}Hz{mag{f:f}q:q t:t}"
            + "PhV{phsA{cVal{mag{f:f}}q:q t:t}phsB{cVal{mag{f:f}}q:q t:t}phsC{cVal{mag{f:f}}q:q t:t}}}"
            + "ST{Beh{stVal:e=1 q:q t:t}}CF{TotW{units{SIUnit:e=62 multiplier:e}}TotVAr{units{SIUnit:e=63 multiplier:e}}Hz{units{SIUnit:e=33 multiplier:e}}}}"
            + "MMTR1{ST{Beh{stVal:e=1 q:q t:t}SupWh{actVal:i64 q:q t:t}}CF{SupWh{pulsQty:f=1}}}"
            + "}";
    }
}
