namespace nanoDer.HostTests.Checker;

/// <summary>A rule, a program that breaks it and one that does the same without.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Name">What is tried.</param>
/// <param name="Refused">Members of a class; the lines that have to be refused end in <c>// here</c>, none when the place is the assembly.</param>
/// <param name="Passes">Members of a class.</param>
public sealed record RuleCase(string Code, string Name, string Refused, string Passes)
{
    /// <summary>A whole file around some members.</summary>
    public static string File(string members) => $$"""
        using System;
        using System.Collections;
        using System.Threading;
        using nanoDer.Core;

        namespace Probe
        {
            public enum Colour { Red, Green }
            public struct Pair { public int A; public int B; public Pair(int a, int b) { A = a; B = b; } }
            public delegate int Change(int value);

            public unsafe class Program
            {
                private static uint s_word = 0xFFFFFFF0;
                private static int s_kept;
                private static readonly string s_text = "text";
                private readonly byte[] _buffer = new byte[8];
        {{members}}
            }
        }
        """;

    /// <inheritdoc />
    public override string ToString() => $"{Code} {Name}";
}
