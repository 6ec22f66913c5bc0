using System.Text.Json;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Scl;
using nanoDer.Scl;
using Xunit;

namespace nanoDer.HostTests.Conformance;

/// <summary>
/// The gateway with the large models, on the board's plan, through Prosody: a client that has never seen this project's code lists, describes and
/// reads all of it, and what it finds is what the file says.
/// </summary>
public sealed class BrowseTests
{
    [SkippableFact]
    public async Task A_client_finds_what_the_file_says()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        foreach (string name in Models.Large)
        {
            await server.DuringAsync(async () => Compare(Models.Read(name), await BrowseAsync(server, name)));
        }
    }

    private static async Task<JsonElement> BrowseAsync(ProsodyServer server, string name)
    {
        string packed = ModelPacker.Pack(SclReader.Read(Models.Read(name)).Model);
        await using RunningGateway gateway = RunningGateway.Start(
            server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile, change: options => options with { Model = packed });
        string jid = (await gateway.NextAsync(Firmware.GatewayEvent.Online)).Text!;
        ProcessResult run = await Slixmpp.RunAsync("../Conformance/browse.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid"), server.Pki.Authority.CertificateFile, jid);
        Assert.True(run.ExitCode == 0, run.ToString());
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static void Compare(string xml, JsonElement found)
    {
        var names = new SclNames(xml);
        var types = new SclTypes(xml);
        Same(names.Devices, Texts(found.GetProperty("devices")));
        Same(names.Variables, Texts(found.GetProperty("variables")));
        Same(names.DataSets, Texts(found.GetProperty("sets")));
        Same(names.Logs, Texts(found.GetProperty("logs")));
        Assert.All(names.DataSets, set => Assert.Equal(names.Members[set], Texts(found.GetProperty("members").GetProperty(set))));
        int values = 0;
        foreach (JsonProperty type in found.GetProperty("types").EnumerateObject().Where(type => !IsControlBlock(type.Name)))
        {
            Assert.Equal(JsonSerializer.Serialize(types.Describe(type.Name)), JsonSerializer.Serialize(type.Value));

            // The rest is what the gateway measures, and what commands change.
            if (type.Name[^2..] is "CF" or "DC" or "EX" or "SP" or "SG")
            {
                foreach (var (path, expected) in types.Values(type.Name))
                {
                    values++;
                    string actual = types.Find(type.Value, found.GetProperty("values").GetProperty(type.Name), path);
                    Assert.True(expected == actual, $"{type.Name}${path}: {actual} instead of {expected}");
                }
            }
        }

        Assert.True(values > 200, $"{values}");
        Assert.True(found.GetProperty("inParts").GetInt32() > 0);
        Assert.Equal(3, found.GetProperty("reports").EnumerateObject().Count());
        foreach (JsonProperty report in found.GetProperty("reports").EnumerateObject())
        {
            string set = report.Name.Contains("$RP$", StringComparison.Ordinal) ? "Meas" : "Events";
            Assert.Equal(Enumerable.Range(0, names.Members[$"DER1LD0/LLN0${set}"].Count), report.Value.EnumerateArray().Select(member => member.GetInt32()));
        }
    }

    private static bool IsControlBlock(string reference) => reference[^2..] is "RP" or "BR" or "LG" || reference == "DER1LD0/LLN0$SP";

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual) => Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}
