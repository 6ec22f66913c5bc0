using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using nanoDer.Core;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>What a board has, as its <c>boards/NAME/board.json</c> says; the README beside that file says where each figure comes from.</summary>
public sealed class Board
{
    private const string FileName = "board.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Name of the board and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>One line for a person.</summary>
    public required string Description { get; init; }

    /// <summary>Name of the nanoFramework firmware for it: <c>nanoff --target</c>.</summary>
    public required string FirmwareTarget { get; init; }

    /// <summary>Family of the chip, as nanoFramework's <c>SystemInfo.Platform</c> says it: <c>ESP32</c>, <c>STM32</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Bytes of the managed heap.</summary>
    public required int ManagedHeapBytes { get; init; }

    /// <summary>Bytes of flash for the program's <c>.pe</c> files.</summary>
    public required int DeploymentBytes { get; init; }

    /// <summary>Bytes of flash for files.</summary>
    public required int StorageBytes { get; init; }

    /// <summary>Sockets that may be open at a time.</summary>
    public required int Sockets { get; init; }

    /// <summary>What TLS can do, and the native memory it takes.</summary>
    public required BoardTls Tls { get; init; }

    /// <summary>What else it has.</summary>
    public required BoardFeatures Features { get; init; }

    /// <summary>Sizes of the engines' memory. A field that the file leaves out has the default of <see cref="Core.MemoryPlan"/>.</summary>
    [JsonIgnore]
    public MemoryPlan MemoryPlan { get; } = new();

    [JsonInclude, JsonPropertyName("memoryPlan"), JsonRequired]
    private Dictionary<string, int> Plan { get; init; } = [];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "boards");

    /// <summary>The names of all boards known.</summary>
    public static IReadOnlyList<string> Names()
        => Directory.Exists(Folder)
            ? Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal).ToList()
            : [];

    /// <summary>The board called <paramref name="name"/>.</summary>
    /// <exception cref="UserError">No such board, or its file is not right.</exception>
    public static Board Load(string name)
    {
        if (!Names().Contains(name))
        {
            throw UserError.Usage($"board '{name}'", "it is not known", $"take one of: {string.Join(", ", Names())}");
        }

        string file = Path.Combine(Folder, name, FileName);
        Board board = Parse(File.ReadAllText(file), file);
        return board.Name == name ? board : throw Bad(file, $"its name is '{board.Name}', its folder's is '{name}'");
    }

    /// <summary>Reads the text of a <c>board.json</c>; <paramref name="file"/> is named in errors.</summary>
    /// <exception cref="UserError">Not JSON, a property missing, unknown or twice, a value out of range.</exception>
    public static Board Parse(string json, string file)
    {
        Board board;
        try
        {
            board = JsonSerializer.Deserialize<Board>(json, Strict) ?? throw Bad(file, "it is empty");
        }
        catch (JsonException e)
        {
            throw Bad(file, e.Message.TrimEnd('.'));
        }

        board.Check(file);
        board.FillPlan(file);
        return board;
    }

    private static UserError Bad(string file, string why) => new(file, why, "correct the file; boards/README.md describes it");

    private static void Range(string file, string what, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw Bad(file, $"{what} is {value}, not {least} to {most}");
        }
    }

    private void Check(string file)
    {
        const int KiB = 1024;
        Range(file, "managedHeapBytes", ManagedHeapBytes, 32 * KiB, 64 * KiB * KiB);
        Range(file, "deploymentBytes", DeploymentBytes, 64 * KiB, 64 * KiB * KiB);
        Range(file, "storageBytes", StorageBytes, 0, 64 * KiB * KiB);
        Range(file, "sockets", Sockets, 1, 64);
        Range(file, "tls.recordBytes", Tls.RecordBytes, 512, 17 * KiB);
        Range(file, "tls.records", Tls.Records, 1, 4);
        if (Tls.Versions.Length == 0 || Tls.Versions.Except(BoardTls.Known).FirstOrDefault() is not null)
        {
            throw Bad(file, $"tls.versions must be some of {string.Join(", ", BoardTls.Known)}");
        }
    }

    private void FillPlan(string file)
    {
        FieldInfo[] fields = typeof(MemoryPlan).GetFields(BindingFlags.Public | BindingFlags.Instance);
        foreach ((string key, int value) in Plan)
        {
            FieldInfo field = fields.FirstOrDefault(f => JsonNamingPolicy.CamelCase.ConvertName(f.Name) == key)
                ?? throw Bad(file, $"memoryPlan.{key} is not a field of the memory plan");
            Range(file, $"memoryPlan.{key}", value, field.Name is nameof(MemoryPlan.ResumeBytes) or nameof(MemoryPlan.GhashTableBytes) ? 0 : 1, ManagedHeapBytes);
            field.SetValue(MemoryPlan, value);
        }
    }
}
