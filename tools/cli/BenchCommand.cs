using System.CommandLine;
using System.Globalization;
using nanoDer.Field;
using nanoDer.Tools;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder bench</c>: what the gateway does beside others, through real servers.</summary>
internal static class BenchCommand
{
    private const int MostBytes = 4096;

    /// <summary>The command.</summary>
    public static Command Create() => new("bench", "Measure the gateway beside other implementations.") { RoundTripsCommand() };

    private static Command RoundTripsCommand()
    {
        Option<int> count = new("--count") { Description = "Questions of each measurement.", DefaultValueFactory = _ => 3000, HelpName = "N" };
        Option<int> bytes = new("--bytes") { Description = "Bytes of payload.", DefaultValueFactory = _ => 300, HelpName = "N" };
        Option<bool> prosody = new("--prosody") { Description = "Through Prosody only." };
        var command = new Command("roundtrips", "Questions a second through Prosody and ejabberd: gateway, libstrophe, slixmpp.") { count, bytes, prosody };
        command.SetAction(async (parsed, cancellation) =>
        {
            (int questions, int size) = (parsed.GetValue(count), parsed.GetValue(bytes));
            if (questions < 1 || size is < 1 or > MostBytes)
            {
                throw UserError.Usage("round trips", $"--count is at least 1, --bytes 1 to {MostBytes}", "give other numbers");
            }

            Table table = new Table().Border(TableBorder.Simple).AddColumns("server", "device", "one at a time, 1/s", "100 open, 1/s", "unanswered");
            using var trips = new RoundTrips();
            await foreach (RoundTrip trip in trips.RunAsync(questions, size, parsed.GetValue(prosody), cancellation))
            {
                int missing = (2 * questions) - trip.One.Answered - trip.Many.Answered;
                table.AddRow(trip.Server, trip.Device, Rate(trip.One), Rate(trip.Many), $"{missing}");
            }

            Screen.For(parsed.InvocationConfiguration.Output).Write(table);
            return 0;
        });
        return command;
    }

    private static string Rate(LoadResult result) => (result.Answered / result.Time.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture);
}
