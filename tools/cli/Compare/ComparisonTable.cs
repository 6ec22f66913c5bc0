namespace nanoDer.Cli.Compare;

/// <summary>Figures in rows; the first column is text, the others are figures or text.</summary>
internal sealed record ComparisonTable(string Title, string[] Columns, string[][] Rows)
{
    /// <summary>As it stands in the page.</summary>
    public string Markdown => $"{Title}:\n\n{Line(Columns)}{string.Concat(Columns.Select(_ => "|---"))}|\n{string.Concat(Rows.Select(Line))}";

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
