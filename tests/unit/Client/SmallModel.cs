namespace nanoDer.UnitTests.Client
{
    /// <summary>A model for a small heap: a measured value, a setting, a buffered control block, a limit with select before operate and enhanced security.</summary>
    public static class SmallModel
    {
        internal const string Description =
            "LD0{LLN0{ST{Beh{stVal:e=1}}"
            + "BR{b{RptID:s40 RptEna:b DatSet:s40=\"LD0/LLN0$DS\" ConfRev:u32=7 OptFlds:c10=510 BufTm:u32 SqNum:u16 TrgOps:c6=25 IntgPd:u32 GI:b PurgeBuf:b EntryID:o8"
            + " TimeofEntry:o6 ResvTms:i16 Owner:o64}}}"
            + "MMXU1{MX{TotW{mag{f:f}q:q t:t}}SP{Arr[3]{x:i32 y{z:f}}}}"
            + "C{MX{Lim{mxVal{f:f}q:q t:t}}CF{Lim{ctlModel:e=4 sboTimeout:u32=2000 minVal{f:f=0}maxVal{f:f=100}}}"
            + "CO{Lim{SBOw{" + Oper + "}Oper{" + Oper + "}}}}}"
            + "LD0/LLN0$DS=LD0/MMXU1$MX$TotW;";

        // What ModelReader makes of it: its own work takes more memory than a small device has.
        public const string Packed =
            "Z2f1U9T93LD04LLN05MMXU11C2ST2BR2MX2SP2CF2CO3Beh1b4TotW3Arr3Lim5stVal5RptID6RptEna6DatSet7ConfRev7OptFlds5BufTm5SqNum6TrgOps6IntgPd"
            + "2GI8PurgeBuf7EntryID;TimeofEntry7ResvTms5Owner3mag1q1t1x1y5mxVal8ctlModel:sboTimeout6minVal6maxVal4SBOw4Oper1f1z6ctlVal6operTm6ori"
            + "gin6ctlNum1T4Test5Check5orCat7orIdent2DSPPP1@04P209P3@_PP1P4JA`50dP`1P61G`60jP`1P74GP80mP@`84PQ`1P98SQP1`90WQ`1P:0YQP1`A0^Q`1k10RP"
            + "`1PC0bQP1PD0bQ`1`E0bQ`1`G0fQP1RR10lQ@XP50RR@Q41YR@XP52`R@SP43hR@UX14PS@SP45VS@SP26\\S@UH7cS@SP48jS@Q49mS@Q4:VT@ZP1;^T@ZH<jT@RP2=RU`"
            + "1ZP8>X5`H0\\5Ue11^UP1WP82`U@RP40bU`1PI1d5`I0\\5Ue11^UP1WP82jU@RP10SV@SP41^V@PJ2eV`1`J3lV@PK0QW`1`N:VWP1TR40XW`1TP40VWP1TR40VW`1TP40V"
            + "W`1TP40ZW@PR10aW@WP81hW@`R13oW@SP15VX@WP86XX@Q48]X`1U89ZW@`S10aW@WP81hW@PT13oW@SP15VX@WP86XX@Q48]X`1U89VW`1TP40cX@RP10iX`1ZP81VW`1"
            + "TP40cX@RP10iX`1ZP8170104701n?03I0F401`n1020Xf@71X102X1;LD0/LLN0$DS9801602P20GP20:P20310Q90001=@3<100100004BR1@JAN3Jooo1ooo1";

        private const string Oper = "ctlVal{f:f}operTm:t origin{orCat:e orIdent:o64}ctlNum:u8 T:t Test:b Check:c2";
    }
}
