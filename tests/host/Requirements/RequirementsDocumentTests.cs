using System.Reflection;
using System.Text;
using Xunit;

namespace nanoDer.HostTests.Requirements;

/// <summary>The table of requirements is what the tests say of themselves; <c>NANODER_WRITE_DOCS=1</c> writes it anew.</summary>
public sealed class RequirementsDocumentTests
{
    private static readonly (string Name, string Text)[] s_requirements =
    [
        ("R1", "authentication, hop to hop"),
        ("R2", "authentication, end to end"),
        ("R3", "integrity, hop to hop"),
        ("R4a", "integrity, end to end, unicast"),
        ("R4b", "integrity, end to end, multicast"),
        ("R5", "confidentiality, hop to hop"),
        ("R6a", "confidentiality, end to end, unicast"),
        ("R6b", "confidentiality, end to end, multicast"),
    ];

    [Fact]
    public void Each_requirement_is_shown_by_tests_that_are_there()
    {
        string text = Text();
        string file = Path.Combine(Root(), "tests", "host", "REQUIREMENTS.md");
        if (Environment.GetEnvironmentVariable("NANODER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    private static string Text()
    {
        var shown = typeof(RequirementsDocumentTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttributes<ShowsAttribute>().Any())
            .ToList();
        Assert.All(shown, m => Assert.True(m.GetCustomAttributes<FactAttribute>().Any(), $"{m.DeclaringType!.Name}.{m.Name} is no test"));
        var text = new StringBuilder(
            """
            # Requirements and what shows them

            The design paper behind this project (Fries, Falk, Dawidczak, Dufaure, SMART 2015) asks for authentication, integrity and confidentiality, each hop to hop and end to end. This
            table is made from the tests themselves (`Shows` on each); `NANODER_WRITE_DOCS=1` writes it anew, and a test fails when it is behind. Hop to hop is with a real
            XMPP server; the XMPP operator, who is trusted to deliver and not to read, is the attacker end to end.

            | requirement | shown | test |
            |---|---|---|

            """);
        foreach ((string name, string what) in s_requirements)
        {
            var rows = shown.SelectMany(m => m.GetCustomAttributes<ShowsAttribute>().Where(s => s.Requirement == name).Select(s => (s.What, Test: $"{Area(m)}/{m.DeclaringType!.Name}.{m.Name}")))
                .OrderBy(r => r.Test, StringComparer.Ordinal).ToList();
            Assert.True(rows.Count > 0, $"nothing shows {name}");
            for (int i = 0; i < rows.Count; i++)
            {
                text.Append($"| {(i == 0 ? $"{name}: {what}" : "")} | {rows[i].What} | `{rows[i].Test}` |\n");
            }
        }

        Assert.All(shown.SelectMany(m => m.GetCustomAttributes<ShowsAttribute>()), s => Assert.Contains(s_requirements, r => r.Name == s.Requirement));
        return text.ToString();
    }

    private static string Area(MethodInfo method) => method.DeclaringType!.Namespace!.Split('.')[^1];

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "nanoDer.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
