using System.Globalization;
using System.Text.Json;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Conformance;
using nanoDer.HostTests.Peers;
using nanoDer.Tls;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>What outlives a restart of the gateway on a board with storage, and its files, by a client (kept.py) that has never seen this project's code.</summary>
public sealed class StorageTests
{
    private const int LineBytes = 60;

    [SkippableFact]
    public async Task Reports_and_security_log_outlive_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            string last = (await RunAsync(server, folder.Path)).GetProperty("entry").GetString()!;
            JsonElement kept = await RunAsync(server, folder.Path, last);

            // What happened while nobody listened, before the restart: the next entry, and nothing was lost.
            Assert.Equal(Number(last) + 1, Number(kept.GetProperty("entry").GetString()!));
            Assert.Equal(97f, kept.GetProperty("value").GetSingle());
            Assert.False(kept.GetProperty("overflow").GetBoolean());

            // One session before the restart, and the one that the file was read in.
            string[] lines = kept.GetProperty("log").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.Equal(LineBytes - 1, line.Length));
            string[] opened = lines.Single(line => line.Contains($" {(int)SecurityEvent.SessionOpened} ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("2", opened[^1]);
            var time = DateTimeOffset.Parse(opened[0], CultureInfo.InvariantCulture);
            Assert.InRange(time, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(1));

            byte[] flight = Convert.FromHexString(kept.GetProperty("flight").GetString()!);
            Assert.True(flight.Length > 100, $"{flight.Length}");
        });
    }

    /// <summary>A store whose images are damaged is as good as none.</summary>
    [SkippableFact]
    public async Task Damaged_images_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            string last = (await RunAsync(server, folder.Path)).GetProperty("entry").GetString()!;
            string[] files = Directory.GetFiles(folder.Path);
            Assert.NotEmpty(files);
            foreach (string file in files)
            {
                byte[] image = File.ReadAllBytes(file);
                image[^1] ^= 1;
                File.WriteAllBytes(file, image);
            }

            string next = (await RunAsync(server, folder.Path)).GetProperty("entry").GetString()!;
            Assert.True(Number(next) > Number(last), $"{next} comes after {last}");
        });
    }

    private static long Number(string entry) => long.Parse(entry, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Starts a gateway with this storage, lets the client do its part, and stops the gateway.</summary>
    private static async Task<JsonElement> RunAsync(ProsodyServer server, string folder, params string[] more)
    {
        string authority = server.Pki.Authority.CertificateFile;
        await using RunningGateway gateway = RunningGateway.Start(
            (certificate, key, ca) => new ConformanceGateway(server.Endpoint, certificate, key, ca, settings =>
            {
                var shipped = new GatewaySettings();
                (settings.Model, settings.Points, settings.Files) = (shipped.Model, shipped.Points, null!);
                settings.Store = new FolderStore(folder, TimeSpan.FromSeconds(1));
                settings.Plan.RecorderBytes = 4096;
            }),
            server.Pki.Device("der1"), authority);
        string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
        ProcessResult run = await Slixmpp.RunAsync("../Conformance/kept.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid"), authority, [jid, .. more]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
