using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Rules;

/// <summary>One rule: sees what <see cref="CodeWalker"/> meets and reports what it refuses.</summary>
public abstract class Rule
{
    private Action<string, Place, string> _report = (_, _, _) => { };

    /// <summary>Where findings go: code, place, message.</summary>
    public void ReportTo(Action<string, Place, string> report) => _report = report;

    /// <summary>The module, before anything in it.</summary>
    public virtual void Module(ModuleDefinition module)
    {
    }

    /// <summary>A type that the assembly defines.</summary>
    public virtual void Type(TypeDefinition type)
    {
    }

    /// <summary>A method that the assembly defines, before its instructions.</summary>
    public virtual void Method(MethodDefinition method)
    {
    }

    /// <summary>An instruction; <paramref name="place"/> has its method.</summary>
    public virtual void Instruction(Instruction instruction, Place place)
    {
    }

    /// <summary>A type named anywhere: a base, a field, a parameter, a local, an operand, a caught exception.</summary>
    public virtual void TypeUse(TypeReference type, Place place)
    {
    }

    /// <summary>A method or field named by an instruction or an attribute.</summary>
    public virtual void MemberUse(MemberReference member, Place place)
    {
    }

    /// <summary>Refuses.</summary>
    protected void Refuse(string code, Place place, string message) => _report(code, place, message);
}
