using System.Globalization;
using nanoDer.Grid;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace nanoDer.Cli;

/// <summary>Shows the demonstration: a live view on a terminal, a line for each step elsewhere.</summary>
internal sealed class DemoScreen
{
    private const int LinesBetweenReads = 20;

    private readonly IAnsiConsole _console;
    private readonly DemoProgress _progress;
    private readonly Lock _gate = new();
    private int _reads;

    public DemoScreen(TextWriter output, DemoProgress progress)
    {
        _console = Screen.For(output);
        _progress = progress;
    }

    /// <summary>Shows the progress while <paramref name="play"/> runs.</summary>
    public async Task DuringAsync(Func<Task> play)
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            _progress.Changed += PrintStep;
            _progress.ReadAgain += PrintRead;
            await play();
            _console.Write(Values());
            return;
        }

        await _console.Live(Whole()).StartAsync(async live =>
        {
            Task playing = play();
            while (await Task.WhenAny(playing, Task.Delay(100)) != playing)
            {
                live.UpdateTarget(Whole());
            }

            live.UpdateTarget(Whole());
            await playing;
        });
    }

    private void PrintStep(DemoStep step)
    {
        lock (_gate)
        {
            _console.WriteLine(FormattableString.Invariant($"{_progress.Elapsed.TotalSeconds,6:0.00} s  {step.Title}: {step.Detail}"));
        }
    }

    private void PrintRead()
    {
        lock (_gate)
        {
            if (++_reads % LinesBetweenReads == 1)
            {
                string power = InWords(_progress.Readings[0]);
                _console.WriteLine(FormattableString.Invariant($"{_progress.Elapsed.TotalSeconds,6:0.00} s  {power} W; {_progress.RoundTrips()}"));
            }
        }
    }

    private Rows Whole() => new(Steps(), Values());

    private Table Steps()
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        foreach (DemoStep step in _progress.Steps)
        {
            table.AddRow(step.IsDone ? "[green]✓[/]" : "[grey]·[/]", step.IsDone ? step.Title : $"[grey]{step.Title}[/]", Markup.Escape(step.Detail));
        }

        return table;
    }

    private static string InWords(GridReading reading) => reading.Value!.Scalar is float or double
        ? string.Format(CultureInfo.InvariantCulture, "{0:0.000}", reading.Value.Scalar)
        : reading.Value.ToString();

    private IRenderable Values()
    {
        if (_progress.Readings.Count == 0)
        {
            return Text.Empty;
        }

        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        table.Columns[1].RightAligned();
        table.Columns.ToList().ForEach(c => c.NoWrap());
        foreach ((DemoPoint point, GridReading reading) in DemoPoint.All.Zip(_progress.Readings))
        {
            table.AddRow(point.Name, Markup.Escape($"{InWords(reading)} {point.Unit}".TrimEnd()), Markup.Escape(point.Reference.ToString()));
        }

        return new Rows(Text.Empty, table, new Text(_progress.RoundTrips()));
    }
}
