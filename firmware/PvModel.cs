// Compiled from PvGateway.icd by nanoder scl compile: change that file, not this one.
namespace nanoDer.Firmware
{
    /// <summary>The data model: see <see cref="nanoDer.Iec61850.ModelLoader"/>.</summary>
    internal static class PvModel
    {
        internal const string Vendor = "nanoDer";
        internal const string Model = "PV gateway";
        internal const string Revision = "0.1.0";

        // Its first logical device.
        internal const string Device = "DER1LD0";
        internal const string Packed =
            "j4Q6^C_@7DER1LD04LLN05LPHD15DGEN15MMXU15MMTR15DWMX15DCTE15GGIO12ST2CF2DC2RP2BR2EX3Mod3Beh6Health5stVal1q1t8ctlModel6NamP"
            + "lt6vendor5swRev9configRev6urcb016urcb025RptID6RptEna4Resv6DatSet7ConfRev7OptFlds5BufTm5SqNum6TrgOps6IntgPd2GI5Owner6brcb"
            + "018PurgeBuf7EntryID;TimeofEntry7ResvTms4ldNs9PhyHealth5Proxy6PhyNam5model7DEROpSt7ECPConn2MX4TotW6TotVAr2Hz3PhV3mag1f4ph"
            + "sA4phsB4phsC4cVal5units6SIUnit:multiplier5SupWh6actVal7pulsQty2CO:WMaxSptPct5mxVal4Oper6ctlVal6origin6ctlNum1T4Test5Chec"
            + "k5orCat7orIdent4SBOw6Cancel:sboTimeout4Alm14Meas6EventsPPP1@08`>0=`Ah1C`BR2I`4^2OPF`3U1P8j3[1P:X5aQP1`Ii5Q:P60g1`S1HjQP1"
            + "`DLT:`Q10Y:`Q14`:`Q18cZP1`;<Q:PG0g1`W14n\\@P=<jQP1Pa1[1g1`W10n\\@P>8jQP1`K@m:PC0R;PC4W[P1PC8YR@`G0Q]`1PH8YR`1`G0g1PJ0j1`K<"
            + "m1PL=P2`L@S2`MX1VRP1PNg1g1`N0mQP1`O8gQP1PP10\\;PS10n2Ue11PSP1WP82T:PT10Y:PT12`ZP1PT14g1`T10jQP1`U19Q]P1PV10b]`1`X10W_@`[1"
            + "0b]@`[18\\_`1`^1@gQP1Pb10Y2Pc10]2Pc14aRP1Pc18YRP1`d10[SP1Pe10Y4`f10`TP1`f1<SWP1`l10[SP1PT20d8Pc10nXP1`T24TYP1PV20]2Pc10a9"
            + "Pc14iYP1`T28g:PW20n2Ue11PSP1WP82gZP1PW20]RP1Pc10a[P1`W20]2Pc10Y\\P1`X24Y\\P1PZ20\\=PW20n2Ue11PSP1WP82]2Pc10YRP1Pc14g]@RP10n"
            + "]@`Z21U^@SP13\\^@WP84^^@Q46c^`1U87g]@`[20n]@`Z21U^@SP13\\^@WP84^^@Q46c^`1U87g]@`[20n]@`Z21U^@SP13\\^@WP84^^`1Q46Y2`d10Q]P1P"
            + "\\21]2Pc10n_P1`T24h2RR10n2Ue11PSP1WP82RSP1RP10b3XlO0i3XlO1oSP1XlO2g4XT@0mT@Q41TU@Q42YU@XT@3`5SP44hU@UX15PV@SP46V6SP17\\V@U"
            + "H8cV@SP49jV@Q4:mVP1ZP8;g4XT@0mT@Q41YU@XT@2`5SP43hU@UX14PV@SP45V6SP26\\V@UH7cV@SP48jV@Q49ZW@Q4:cW@ZP1;k7\\H<WX@RP2=mVP1ZP8>"
            + "_XP1XlO0h2Q60n2Ue11PSP1WP82b3XlO0[YP1XlO1kZP1TR40g;RP10n[P1RP11_<VR80n2Ue12PSP1WP83f\\P1TP40i^@RP10o^`1ZP81kZ`1TP40R3RP10"
            + "c_`1SP41Q1010410410<101R?03K01Pm307101R?03K01Pm306101^?01j702I0910:10T1104n102o102Q1021090Pl?10Xf@410410S1101401hd>01104"
            + "50<10110F=77nanoDer1550.1.01111144Meas3^1ADER1LD0/LLN0$Meas8P20144Meas3^1ADER1LD0/LLN0$Meas8P20166Events2^1CDER1LD0/LLN0"
            + "$Events9801602P201DDIEC 61850-7-4:2007B4977nanoDer1::PV gatewayW2P208008P20800BP20610S@00010X@050;<^2=b2>f2Gj2Z2d3Q2V2R2"
            + "Z2^1j3`2R4`2\\5U3m59i1@0000j1L0000k1X11010000<JV4`2R4R3U56j3K^4^1j3S3V56j3L`5`2\\5g1h57X5ooo1ooo1";
    }
}
