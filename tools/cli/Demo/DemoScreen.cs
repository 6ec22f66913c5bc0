using System.Globalization;
using nanoDer.Grid;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace nanoDer.Cli;

/// <summary>Shows the demonstration: a live view on a terminal, a line for each step elsewhere.</summary>
internal sealed class DemoScreen
{
    private const int LinesBetweenReads = 20;
    private const int TwoColumns = 150;
    private const int StepsWidth = 84;
    private const int LabelWidth = 14;
    private const int Tall = 44;
    private const int FewSteps = 8;
    private const int ChartHeight = 10;

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
            _console.Write(new Rows(Power(), Values()));
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

    /// <summary>Steps beside values where both have room, else above them.</summary>
    private IRenderable Whole()
    {
        if (_console.Profile.Width < TwoColumns)
        {
            return _console.Profile.Height < Tall ? new Rows(Steps(FewSteps), Power(), new Text(_progress.RoundTrips())) : new Rows(Steps(int.MaxValue), Power(), Values());
        }

        IRenderable right = new Rows(Power(), Values());
        return new Spectre.Console.Grid().AddColumn(new GridColumn().Width(StepsWidth)).AddColumn().AddRow(Steps(int.MaxValue), right);
    }

    /// <summary>The steps, or as many of the newest and the one that comes next.</summary>
    private Table Steps(int most)
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        DemoStep? next = _progress.Steps.FirstOrDefault(s => !s.IsDone);
        int done = _progress.Steps.Count(s => s.IsDone);
        foreach (DemoStep step in _progress.Steps.Skip(Math.Max(0, done - most + 1)).Take(most))
        {
            string mark = step.IsDone ? "[green]✓[/]" : step == next ? "[yellow]▸[/]" : "[grey]·[/]";
            table.AddRow(mark, step.IsDone || step == next ? step.Title : $"[grey]{step.Title}[/]", Markup.Escape(step.Detail));
        }

        return table;
    }

    /// <summary>The power as reports brought it.</summary>
    private IRenderable Power()
    {
        IReadOnlyList<double> power = _progress.Power;
        int width = _console.Profile.Width < TwoColumns ? _console.Profile.Width : _console.Profile.Width - StepsWidth;
        return power.Count == 0
            ? Text.Empty
            : new Rows(
            [
                new Markup(FormattableString.Invariant($"[bold]active power[/] {power[^1]:0} W, from {_progress.Reports} reports")),
                .. TextChart.Lines(power, Math.Clamp(width - LabelWidth, 10, 80), ChartHeight).Select(l => new Markup($"[green]{l}[/]")),
            ]);
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
