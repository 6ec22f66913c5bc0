using System.CommandLine;
using System.Text;
using nanoDer.Tls;

namespace nanoDer.Cli;

/// <summary><c>nanoder states</c>: draws the state machine of the session supervisor from its transition table, as Mermaid.</summary>
internal static class StatesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("states", "Draw the state machine of the session supervisor from its transition table (Mermaid).");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(Draw()));
        return command;
    }

    /// <summary>The picture: one arrow for each pair of states, with all inputs that lead along it.</summary>
    public static string Draw()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Idle\n");
        foreach (SessionState from in Enum.GetValues<SessionState>())
        {
            var arrows = Enum.GetValues<SessionInput>()
                .Select(input => (Input: input, To: SessionSupervisor.Next(from, input)))
                .Where(arrow => arrow.To >= 0)
                .GroupBy(arrow => (SessionState)arrow.To);
            foreach (var arrow in arrows)
            {
                text.Append($"    {from} --> {arrow.Key}: {string.Join(", ", arrow.Select(a => a.Input))}\n");
            }
        }

        return text.ToString();
    }
}
