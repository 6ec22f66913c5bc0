namespace nanoDer.Firmware
{
    /// <summary>The data model of a photovoltaic gateway: one logical device with nodes of IEC 61850-7-4 and 7-420.</summary>
    internal static class PvModel
    {
        internal const string Vendor = "nanoDer";
        internal const string Model = "PV gateway";
        internal const string Revision = "0.1.0";

        // In the packed form of ModelLoader.
        internal const string Packed =
            "i3e2X<V87DER1LD04LLN05LPHD15DGEN15MMXU15MMTR12ST2CF2DC2MX3Beh6Health3Mod6NamPlt9PhyHealth5Proxy6PhyNam7DEROpSt7ECPConn4T"
            + "otW6TotVAr2Hz3PhV5SupWh5stVal1q1t8ctlModel6vendor5swRev1d9configRev4ldNs5model6serNum3mag4phsA4phsB4phsC5units6actVal7pu"
            + "lsQty1f4cVal6SIUnit:multiplierPPP1@08P30=`4BC`5MIP6Y1oPP1`7[2U1`80XQ@P:<[Q`1`:=U1P;0[Q`1P<8UQP1`<0^1P>0U1P@HXQ`1`@LU1PB0"
            + "XQ`1PC9a1`C0e1PE4lQP1`F8lQ`1PH0PR`1`H0W2PK0aRP1`L4gR`1PN0a1`O0n2PQ14VSP1`R18^3PT10c3`U14j3PW18mSP1`X1<aQP1PZ10^S@`[10cS@"
            + "P\\12jS`1`\\14a1P]10QTP1`^14QT`1P`10W4RR10]4Ue11_TP1WP82W4RR10]4Ue11_TP1WP82W4RR10]4Ue11_TP1WP82aT`1RP10jT@YP80QU@YP41WU@Y"
            + "P82YU@YP43cU`1YP84W4RR10]4Ue11_TP1WP82W4Q60]4Ue11_TP1WP82jT@YP80hU@YP41nU`1YP42W4RR10]4Ue11_TP1WP82W4RR10]4Ue11_TP1WP82W"
            + "4Q60]4Ue11_TP1WP82U6``10]4Ue11_TP1WP82U6Pa10]4Ue11_TP1WP82U6`a10]4Ue11_TP1WP82Y6Pb10^6`c14cVP1Pe18W4RR10]4Ue11_TP1WP82hV"
            + "`1`f10hV`1`g10hV`1`h10W4RR10]4Ue11_TP1WP82n6VR80]4Ue12_TP1WP83UW`1TP40]WP1TR40]WP1TR40]WP1TR40_7`i10]4Ue11_TP1WP82_7Pj10"
            + "]4Ue11_TP1WP82_7`j10]4Ue11_TP1WP82dW@RP10kW`1RP11dW@RP10kW`1RP11dW@RP10kW`1RP11UVP1Pk10UVP1`k10UVP1Pl10]WP1TR40]WP1TR40]"
            + "WP1TR40<010410410:10410710T1104n102o102Q1021090Pl?8=P27nanoDer1P150.1.01P2:PV gateway1P1111P2CIEC 61850-7-4:2007B9P27nan"
            + "oDer1P1:PV gateway1P100000000ooo1ooo1";
    }
}
