using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker;

/// <summary>Where in the code something was met; turned into file and line only when it has to be reported.</summary>
public readonly record struct Place(TypeDefinition? Type, MethodDefinition? Method = null, Instruction? Instruction = null)
{
    /// <summary>The source line: the last sequence point at or before the instruction, else the nearest one of the type.</summary>
    public (string File, int Line) Locate(string fallback)
    {
        SequencePoint? point = Method is null ? null : PointIn(Method, Instruction?.Offset ?? 0);
        for (TypeDefinition? type = Type; point is null && type is not null; type = type.DeclaringType)
        {
            point = type.Methods.Select(m => PointIn(m, 0)).FirstOrDefault(p => p is not null);
        }

        return point is null ? (fallback, 0) : (point.Document.Url, point.StartLine);
    }

    private static SequencePoint? PointIn(MethodDefinition method, int offset)
    {
        if (!method.HasBody || !method.DebugInformation.HasSequencePoints)
        {
            return null;
        }

        IEnumerable<SequencePoint> visible = method.DebugInformation.SequencePoints.Where(p => !p.IsHidden);
        return visible.LastOrDefault(p => p.Offset <= offset) ?? visible.FirstOrDefault();
    }
}
