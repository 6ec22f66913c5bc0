using Mono.Cecil.Cil;

namespace nanoDer.Checker.Tags;

/// <summary>What is known of everything outside the method under analysis; it grows until nothing new comes up.</summary>
public interface ICallees
{
    /// <summary>Name and summary of each method of device code that a call may enter.</summary>
    IEnumerable<(string Name, Summary Summary)> Of(Instruction call);

    /// <summary>Notes that a signed field took a value with an unsigned tag through its address.</summary>
    void RetagField(string field);

    /// <summary>Says whether that was noted.</summary>
    bool IsRetagged(string field);
}
