namespace nanoDer.Iec61850
{
    /// <summary>Functional constraints (IEC 61850-7-2 table 13) as <see cref="DataModel.Constraint"/> gives them: two letters in one number.</summary>
    internal static class Constraint
    {
        internal const int CO = ('C' << 8) | 'O';
        internal const int CF = ('C' << 8) | 'F';
        internal const int DC = ('D' << 8) | 'C';
        internal const int SP = ('S' << 8) | 'P';
        internal const int SV = ('S' << 8) | 'V';
        internal const int SG = ('S' << 8) | 'G';
        internal const int SE = ('S' << 8) | 'E';
        internal const int BR = ('B' << 8) | 'R';
        internal const int RP = ('R' << 8) | 'P';
        internal const int LG = ('L' << 8) | 'G';
    }
}
