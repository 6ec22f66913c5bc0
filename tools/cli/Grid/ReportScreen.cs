using System.Globalization;
using nanoDer.Grid;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace nanoDer.Cli;

/// <summary>Reports for a person: on a terminal a table of the newest values and a chart of the first number, elsewhere a line for each report.</summary>
internal sealed class ReportScreen(IAnsiConsole console)
{
    private const int ChartHeight = 8;
    private const int LabelWidth = 14;
    private const int MostPoints = 400;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (GridMember Member, string? Time)> _newest = [];
    private readonly List<double> _points = [];
    private string _charted = "";
    private string _state = "";
    private int _reports;

    /// <summary>Shows what comes while something runs.</summary>
    public async Task DuringAsync(ReportWatch watch, Func<Task> run)
    {
        watch.Reported += Add;
        watch.Happened += Tell;
        if (!console.Profile.Capabilities.Interactive)
        {
            await run();
            console.Write(Chart());
            console.WriteLine(Summary(watch.Missing));
            return;
        }

        await console.Live(Whole(watch.Missing)).StartAsync(async live =>
        {
            Task running = run();
            while (await Task.WhenAny(running, Task.Delay(100)) != running)
            {
                live.UpdateTarget(Whole(watch.Missing));
            }

            live.UpdateTarget(Whole(watch.Missing));
            await running;
        });
    }

    private void Add(GridReport report)
    {
        lock (_gate)
        {
            _reports++;
            foreach (GridMember member in report.Members)
            {
                _newest[member.Reference] = (member, report.Time);
                if (member.Value?.FirstNumber() is { } number)
                {
                    _charted = _charted.Length == 0 ? member.Reference : _charted;
                    if (_charted == member.Reference)
                    {
                        _points.Add(number);
                        _points.RemoveRange(0, Math.Max(0, _points.Count - MostPoints));
                    }
                }
            }

            if (!console.Profile.Capabilities.Interactive)
            {
                console.WriteLine($"{report.Time} {report.RptId} #{report.SqNum}{(report.BufOvfl ? " entries lost" : "")}: "
                    + string.Join(", ", report.Members.Select(m => $"{m.Reference} = {Words(m)} ({m.Reason})")));
            }
        }
    }

    private void Tell(string what)
    {
        lock (_gate)
        {
            _state = what;
            if (!console.Profile.Capabilities.Interactive)
            {
                console.WriteLine(what);
            }
        }
    }

    private static string Words(GridMember member) => member.Value?.ToString() ?? member.AccessError ?? "";

    private string Summary(int missing) => string.Create(CultureInfo.InvariantCulture, $"{_reports} reports, {missing} missing");

    private Rows Whole(int missing)
    {
        lock (_gate)
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("object", "value", "why", "when");
            foreach ((GridMember member, string? time) in _newest.Values)
            {
                table.AddRow(Markup.Escape(member.Reference), Markup.Escape(Words(member)), Markup.Escape(member.Reason), Markup.Escape(time ?? ""));
            }

            return new Rows(table, Chart(), new Text($"{Summary(missing)}; {_state}"));
        }
    }

    private Rows Chart()
    {
        int width = Math.Clamp(console.Profile.Width - LabelWidth, 10, 100);
        IEnumerable<IRenderable> lines = TextChart.Lines(_points, width, ChartHeight).Select(l => new Text(l));
        return new Rows(_charted.Length == 0 ? [] : [.. lines, new Text($"{"",12}{_charted}")]);
    }
}
