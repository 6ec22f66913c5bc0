namespace nanoDer.Device.Model;

/// <summary>One instruction in the compact form that the interpreter runs.</summary>
public struct Instruction
{
    public Op Op;

    /// <summary>Weight in thousandths of a loop step.</summary>
    public int Cost;

    /// <summary>A local, an argument, a field's index, a jump target or an index into the operands.</summary>
    public int A;

    /// <summary>A constant, or a second index.</summary>
    public long N;
}

/// <summary>The operations. Short and long forms of an IL instruction are one; branches carry their condition.</summary>
public enum Op : byte
{
    Nop,
    LoadArgument,
    LoadLocal,
    StoreArgument,
    StoreLocal,
    LoadArgumentAddress,
    LoadLocalAddress,
    LoadI4,
    LoadI8,
    LoadR4,
    LoadR8,
    LoadNull,
    LoadString,
    Dup,
    Pop,
    Add,
    Sub,
    Mul,
    Div,
    DivUn,
    Rem,
    RemUn,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    ShrUn,
    Neg,
    Not,
    Convert,
    ConvertUn,
    Ceq,
    Cgt,
    CgtUn,
    Clt,
    CltUn,
    Br,
    BrTrue,
    BrFalse,
    Beq,
    BneUn,
    Bge,
    BgeUn,
    Bgt,
    BgtUn,
    Ble,
    BleUn,
    Blt,
    BltUn,
    Switch,
    Call,
    CallVirt,
    CallDelegate,
    NewObj,
    Ret,
    LoadField,
    LoadFieldAddress,
    StoreField,
    LoadStatic,
    LoadStaticAddress,
    StoreStatic,
    LoadElement,
    LoadElementAddress,
    StoreElement,
    LoadLength,
    NewArray,
    LoadIndirect,
    StoreIndirect,
    StoreObject,
    InitObject,
    Box,
    Unbox,
    UnboxAny,
    CastClass,
    IsInstance,
    LoadFunction,
    LoadVirtualFunction,
    LoadToken,
    SizeOf,
    Throw,
    Rethrow,
    Leave,
    EndFinally,
    EndFilter,
    Unsupported,

    /// <summary>Calls the next method of a delegate list.</summary>
    NextDelegate,
}
