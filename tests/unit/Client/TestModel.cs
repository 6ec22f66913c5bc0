using nanoDer.Iec61850;

namespace nanoDer.UnitTests.Client
{
    /// <summary>What the tests' server has: a measured value, an array, control blocks, a log, and controls of every model.</summary>
    public static class TestModel
    {
        public const string Buffered = "LD0/LLN0$BR$b";
        public const string Unbuffered = "LD0/LLN0$RP$u";

        // Dir, Sel, DirE, Lim: direct, select before operate, the same with enhanced security. Stat: status only. Step: a bit string.
        private const string Description =
            "LD0{LLN0{ST{Beh{stVal:e=1}Loc{stVal:b}}"
            + "RP{u{RptID:s129=\"one\" RptEna:b Resv:b DatSet:s129=\"LD0/LLN0$DS\" ConfRev:u32=1 OptFlds:c10=510 BufTm:u32 SqNum:u8 TrgOps:c6=25 IntgPd:u32 GI:b Owner:o64}}"
            + "BR{b{RptID:s129 RptEna:b DatSet:s129=\"LD0/LLN0$DS\" ConfRev:u32=7 OptFlds:c10=510 BufTm:u32 SqNum:u16 TrgOps:c6=25 IntgPd:u32 GI:b PurgeBuf:b EntryID:o8"
            + " TimeofEntry:d ResvTms:i16 Owner:o64}}"
            + "LG{l{LogEna:b=1 LogRef:s129=\"LD0/LLN0$Events\" DatSet:s129=\"LD0/LLN0$DS\" OldEntrTm:d NewEntrTm:d OldEntr:o8 NewEntr:o8 TrgOps:c6=24 IntgPd:u32}}}"
            + "MMXU1{MX{TotW{mag{f:f}q:q t:t}Hz{mag{f:f}q:q t:t}}SP{Arr[3]{x:i32 y{z:f}}}}"
            + "C{ST{Beh{stVal:e=1}CmdBlk{stVal:b}Dir{stVal:b q:q t:t}Sel{stVal:b q:q t:t stSeld:b}Step{stVal:c2 q:q t:t}}"
            + "MX{Lim{mxVal{f:f}q:q t:t stSeld:b}}"
            + "CF{Dir{ctlModel:e=1}Sel{ctlModel:e=2 sboTimeout:u32=4000}Lim{ctlModel:e=4 sboTimeout:u32=2000 minVal{f:f=0}maxVal{f:f=100}}"
            + "DirE{ctlModel:e=3 operTimeout:u32=500 minVal:i32=-5 maxVal:i32=5}Stat{ctlModel:e}Step{ctlModel:e=1}}"
            + "CO{Dir{Oper{" + Head + "}Cancel{" + Tail + "}}Sel{SBO:s129 Oper{" + Head + "}Cancel{" + Tail + "}}"
            + "Lim{SBOw{" + Float + "}Oper{" + Float + "}Cancel{ctlVal{f:f}operTm:t " + Origin + "}}"
            + "DirE{Oper{ctlVal:i32 operTm:t " + Origin + "Check:c2}Cancel{ctlVal:i32 operTm:t " + Origin + "}}Stat{Oper{" + Head + "}}"
            + "Step{Oper{ctlVal:c2 " + Origin + "Check:c2}}}}}"
            + "LD1{LLN0{ST{Beh{stVal:e=1}}}}"
            + "LD0/LLN0$DS=LD0/MMXU1$MX$TotW,LD0/MMXU1$MX$Hz$mag;LD0/LLN0$Events;";

        private const string Origin = "origin{orCat:e orIdent:o64}ctlNum:u8 T:t Test:b ";
        private const string Head = "ctlVal:b " + Origin + "Check:c2";
        private const string Tail = "ctlVal:b " + Origin;
        private const string Float = "ctlVal{f:f}operTm:t " + Origin + "Check:c2";

        public static DataModel Load()
        {
            return ModelReader.Read(Description);
        }

        public static int Slot(DataModel model, string name)
        {
            return model.Slot(model.Find(name));
        }
    }
}
