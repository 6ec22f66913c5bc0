using System.Globalization;

namespace nanoDer.Cli;

/// <summary>A chart of letters: one column a value, the newest at the right.</summary>
internal static class TextChart
{
    // Eighths of a cell.
    private const string Levels = " ▁▂▃▄▅▆▇█";

    /// <summary>The lines of a chart, the highest first.</summary>
    /// <param name="values">Values, the oldest first; the last ones that fit are shown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<double> values, int width, int height)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width))];
        if (shown.Length == 0)
        {
            return [];
        }

        // Power and the like start at zero; what stays far from it is shown by its differences.
        (double low, double high) = (shown.Min(), shown.Max());
        low = low >= 0 && low < 0.9 * high ? 0 : low;
        if (high <= low)
        {
            (low, high) = (low - 1, high + 1);
        }

        var lines = new List<string>();
        for (int line = height - 1; line >= 0; line--)
        {
            string label = line == height - 1 ? Label(high) : line == 0 ? Label(low) : "";
            lines.Add($"{label,10} │" + string.Concat(shown.Select(v => Cell((v - low) / (high - low) * height, line))));
        }

        lines.Add($"{"",10} └" + new string('─', shown.Length));
        return lines;
    }

    private static char Cell(double level, int line) => Levels[(int)Math.Clamp(Math.Round((level - line) * 8), line == 0 ? 1 : 0, 8)];

    private static string Label(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
