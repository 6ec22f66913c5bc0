using System.Reflection;
using System.Text.Json.Nodes;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>Board descriptions: read in full or refused with the place that is wrong.</summary>
public sealed class BoardTests
{
    private static string GoodText => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "boards", "ESP32_OLIMEX", "board.json"));

    [Fact]
    public void Every_board_can_be_read()
    {
        Assert.Contains("ESP32_OLIMEX", Board.Names());
        Assert.All(Board.Names(), name => Assert.Equal(name, Board.Load(name).Name));
    }

    [Fact]
    public void Olimex_board_has_the_default_memory_plan()
    {
        Board board = Board.Load("ESP32_OLIMEX");
        Assert.Equal(90 * 1024, board.ManagedHeapBytes);
        var standard = new MemoryPlan();
        foreach (FieldInfo field in typeof(MemoryPlan).GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.Equal((field.Name, field.GetValue(standard)), (field.Name, field.GetValue(board.MemoryPlan)));
        }
    }

    [Fact]
    public void Memory_plan_of_the_file_is_used()
    {
        Board board = Board.Parse(Changed(j => j["memoryPlan"]!["xmlDepth"] = 17), "board.json");
        Assert.Equal(17, board.MemoryPlan.XmlDepth);
        Assert.Equal(new MemoryPlan().StanzaBytes, Board.Parse(Changed(j => j["memoryPlan"] = new JsonObject()), "f").MemoryPlan.StanzaBytes);
    }

    [Fact]
    public void Unknown_board_lists_those_that_exist()
    {
        UserError error = Assert.Throws<UserError>(() => Board.Load("TOASTER"));
        Assert.Equal("board 'TOASTER': it is not known / take one of: " + string.Join(", ", Board.Names()), error.Message);
        Assert.Equal(2, error.ExitCode);
        Assert.Throws<UserError>(() => Board.Load("../boards/ESP32_OLIMEX"));
    }

    [Fact]
    public void File_is_held_to_its_form()
    {
        Refused("missing", j => j.Remove("sockets"));
        Refused("colour", j => j["colour"] = "red");
        Refused("sockets", j => j["sockets"] = "16");
        Refused("memoryPlan.xmlBreadth is not a field", j => j["memoryPlan"]!["xmlBreadth"] = 1);
        Refused("memoryPlan.xmlDepth is 0", j => j["memoryPlan"]!["xmlDepth"] = 0);
        Refused("managedHeapBytes is 32767", j => j["managedHeapBytes"] = 32767);
        Refused("deploymentBytes is 67108865", j => j["deploymentBytes"] = 67108865);
        Refused("storageBytes is -1", j => j["storageBytes"] = -1);
        Refused("sockets is 0", j => j["sockets"] = 0);
        Refused("sockets is 65", j => j["sockets"] = 65);
        Refused("tls.recordBytes is 511", j => j["tls"]!["recordBytes"] = 511);
        Refused("tls.records is 5", j => j["tls"]!["records"] = 5);
        Refused("tls.versions", j => j["tls"]!["versions"] = new JsonArray("1.1"));
        Refused("tls.versions", j => j["tls"]!["versions"] = new JsonArray());
        Refused("psram", j => ((JsonObject)j["features"]!).Remove("psram"));
        RefusedText("line", GoodText + "x");
        RefusedText("it is empty", "null");
        RefusedText("uplicate", GoodText.Replace("\"sockets\": 16,", "\"sockets\": 16, \"sockets\": 16,"));
    }

    private static string Changed(Action<JsonObject> change)
    {
        var json = (JsonObject)JsonNode.Parse(GoodText)!;
        change(json);
        return json.ToJsonString();
    }

    private static void Refused(string why, Action<JsonObject> change) => RefusedText(why, Changed(change));

    private static void RefusedText(string why, string text)
    {
        UserError error = Assert.Throws<UserError>(() => Board.Parse(text, "some/board.json"));
        Assert.StartsWith("some/board.json: ", error.Message);
        Assert.Contains(why, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, error.ExitCode);
    }
}
