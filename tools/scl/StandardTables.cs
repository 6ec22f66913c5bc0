namespace nanoDer.Scl;

/// <summary>
/// What IEC 61850-7-3, -7-4 and -7-420 say of names, as far as it is public: one line a class, an attribute or an enumeration. What is not here
/// is not checked.
/// </summary>
internal static class StandardTables
{
    /// <summary>Data objects that a logical node of a class must have, besides Beh, which all must have.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Mandatory = Lines("""
        LLN0 Mod Health NamPlt
        LPHD PhyNam PhyHealth Proxy
        DPCC AreaEpsEcpId AreaEpsWMax VRef RefFrm ElcRefId
        DECP VRef RefFrm ElcRefId
        DGEN DEROpSt WMaxRtg VMaxRtg WMax WRmp VMax OutEcpRef PhsConnTyp DERTyp
        DSTO DEROpSt ChaWMax EqSto OutEcpRef PhsConnTyp DERTyp
        DPMC DERRef OutEcpRef
        DWMX InEcpRef RmpRteUse
        DAGC InEcpRef RmpRteUse ReqW
        DVAR InEcpRef RmpRteUse ReqVAr
        DFPF InEcpRef RmpRteUse ReqPFExt ReqPF PFGnTgtSpt
        DVVR InEcpRef RmpRteUse ReqVAr VRefEsp
        XCBR Loc OpCnt Pos BlkOpn BlkCls
        PTOV Str
        PTUV Str
        PTOF Str
        PTUF Str
        FSCH SchdSt SchdEntr SchdPrio NumEntr SchdIntv
        """);

    /// <summary>Common data classes of data objects that have the same one wherever they are.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> ClassOf = Lines("""
        ENS Beh Health PhyHealth EEHealth DEROpSt FctOpSt FctOpStAuto FctOpStEx SchdSt
        ENC Mod
        LPL NamPlt
        DPL PhyNam
        SPS Proxy ECPConn ReqPFExt GrAlm GrWrn
        MV TotW TotVAr TotVA TotPF Hz ReqW ReqVAr ReqPF VRefEsp EffWh EffWhPct
        WYE PhV A
        DEL PPV
        BCR SupWh DmdWh SupVArh DmdVArh TotWh TotVArh
        APC WMaxSptPct WSptPct VArTgtSptPct PFGnTgtSpt PFLodTgtSpt WSpt1
        ASG WMaxRtg VMaxRtg WMax WRmp VMax VMin VRef WRtg VArRtg VARtg ChaWMax StrVal AreaEpsWMax
        ING OpDlTmms SchdPrio NumEntr SchdIntv
        ENG PhsConnTyp DERTyp
        ORG InEcpRef OutEcpRef EqSto DERRef InSyn
        SPG RefFrm RmpRteUse EvtTrg SchdReuse
        VSG ElcRefId AreaEpsEcpId
        CSG VVArCrv VVArCrvDel
        ACD Str
        ACT Op
        DPC Pos
        """);

    /// <summary>Attributes that a data object of a common data class must have (IEC 61850-7-3): name, basic type.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Attributes = Lines("""
        SPS stVal:BOOLEAN q t
        DPS stVal:Dbpos q t
        INS stVal:INT32 q t
        ENS stVal:Enum q t
        ACT general:BOOLEAN q t
        ACD general:BOOLEAN dirGeneral:Enum q t
        BCR actVal:INT64 q t pulsQty:FLOAT32
        MV mag:Struct q t
        CMV cVal:Struct q t
        SPC ctlModel:Enum
        DPC stVal:Dbpos q t ctlModel:Enum
        INC stVal:INT32 q t ctlModel:Enum
        ENC stVal:Enum q t ctlModel:Enum
        APC mxVal:Struct q t ctlModel:Enum
        SPG setVal:BOOLEAN
        ING setVal:INT32
        ENG setVal:Enum
        ORG setSrcRef:ObjRef
        TSG setTm:Timestamp
        CUG cur:Currency
        VSG setVal:VisString255
        ASG setMag:Struct
        CSG numPts:INT16U crvPts:Struct xUnits:Struct yUnits:Struct maxPts:INT16U
        DPL vendor:VisString255
        LPL vendor:VisString255 swRev:VisString255
        """);

    /// <summary>Functional constraints of attributes by their names; those of a common data class have one type everywhere.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Constraints = Lines("""
        ST stVal q t actVal general dirGeneral phsA phsB phsC neut origin ctlNum stSeld frVal frTm cmdTmOut
        MX mag instMag range rangeAng cVal instCVal mxVal q t origin ctlNum stSeld
        CF ctlModel sboTimeout sboClass operTimeout units db zeroDb sVC rangeC minVal maxVal stepSize smpRate pulsQty pulsConfig xUnits yUnits zUnits maxPts persistent numHar
        DC d dU vendor hwRev swRev serNum model location name owner ePSName primeOper secondOper latitude longitude altitude mrID configRev paramRev valRev xD xDU yD yDU zD zDU
        EX cdcNs cdcName dataNs ldNs lnNs
        SP setVal setMag setSrcRef setTstRef setTm setCal cur pointZ numPts crvPts
        SG setVal setMag setSrcRef setTm setCal cur pointZ numPts crvPts
        CO SBO SBOw Oper Cancel
        OR opRcvd opOk tOpOk
        SV subEna subVal subMag subCVal subQ subID
        BL blkEna
        """);

    /// <summary>Values of enumerations: number, and name or names.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<int, string[]>> Enumerations = Values("""
        BehaviourModeKind|1=on|2=on-blocked;blocked|3=test|4=test/blocked|5=off
        HealthKind|1=Ok|2=Warning|3=Alarm
        CtlModelKind|0=status-only|1=direct-with-normal-security|2=sbo-with-normal-security|3=direct-with-enhanced-security|4=sbo-with-enhanced-security
        OriginatorCategoryKind|0=not-supported|1=bay-control|2=station-control|3=remote-control|4=automatic-bay|5=automatic-station|6=automatic-remote|7=maintenance|8=process
        DERStateKind|1=on but disconnected and not ready|2=starting up|3=disconnected and available|4=disconnected and authorized|5=synchronizing|6=running|7=stopping and disconnecting under emergency conditions|8=stopping|9=disconnected and blocked|10=disconnected and in maintenance|11=failed|98=Not applicable or not known
        DERFunctionState|0=Not Available|1=Autonomous|2=Slave
        DERUnitKind|1=Diesel / gas engine|2=Gas Turbine engine|3=PV|4=PV plus Storage|5=Lithium Ion Battery Storage|6=Fuel cell|7=Hydro generator|8=Wind turbine|9=Flow battery storage|10=Air compression storage|11=Flywheel storage|12=Capacitor storage|13=Vehicle-to-Grid (V2G)|50=Mixed, hybrid DER|98=Not applicable or not known
        PhaseKind|1=Single phase to neutral|2=Split phase|3=2-phase|4=3-phase delta|5=3-phase wye / 4-wires|6=3-phase wye / 5-wires|9=DC|98=Not applicable or not known
        ScheduleStateKind|1=not ready|2=start time required|3=ready|4=running
        FaultDirectionKind|0=unknown|1=forward|2=backward|3=both
        SIUnitKind|1=|2=m|3=kg|4=s|5=A|6=K|7=mol|8=cd|9=deg|10=rad|11=sr|21=Gy|22=Bq|23=°C|24=Sv|25=F|26=C|27=S|28=H|29=V|30=ohm|31=J|32=N|33=Hz|34=lx;Ix|35=Lm|36=Wb|37=T|38=W;Watts|39=Pa|41=m²|42=m³|43=m/s|44=m/s²|45=m³/s|46=m/m³|47=M|48=kg/m³|49=m²/s|50=W/m K|51=J/K|52=ppm|53=1/s|54=rad/s|55=W/m²|56=J/m²|57=S/m|58=K/s|59=Pa/s|60=J/kg K|61=VA|62=W;Watts|63=VAr|64=phi|65=cos(phi)|66=Vs|67=V²|68=As|69=A²|70=A²t|71=VAh|72=Wh|73=VArh|74=V/Hz|75=Hz/s|76=char|77=char/s|78=kgm²|79=dB|80=J/Wh|81=W/s|82=l/s|83=dBm
        MultiplierKind|-24=y|-21=z|-18=a|-15=f|-12=p|-9=n|-6=µ|-3=m|-2=c|-1=d|0=|1=da|2=h|3=k|6=M|9=G|12=T|15=P|18=E|21=Z|24=Y
        """);

    private static IReadOnlyDictionary<string, string[]> Lines(string text)
        => text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1..]);

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<int, string[]>> Values(string text)
        => text.Split('\n').Select(line => line.Split('|')).ToDictionary(
            parts => parts[0],
            IReadOnlyDictionary<int, string[]> (parts) => parts[1..].Select(part => part.Split('=', 2)).ToDictionary(pair => int.Parse(pair[0]), pair => pair[1].Split(';')));
}
