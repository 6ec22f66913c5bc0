using System.Text.Json;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>
/// One Wycheproof file: its <c>algorithm</c> and <c>schema</c> say which primitive it is for. A vector passes when the
/// library accepts what is "valid" (with the right result) and refuses what is "invalid". "acceptable" ones pass when they
/// are refused, or accepted with the right result. What the library does not have (nonces of another length, say) is skipped.
/// </summary>
internal sealed class VectorFile
{
    private const int LongestListing = 20;

    private readonly Func<JsonElement, JsonElement, VectorOutcome> _check;
    private readonly List<string> _failures = [];
    private int _passed;
    private int _failed;
    private int _skipped;

    private VectorFile(Func<JsonElement, JsonElement, VectorOutcome> check) => _check = check;

    /// <summary>Runs all vectors of a file.</summary>
    /// <exception cref="UserError">The file cannot be read or is no Wycheproof file.</exception>
    public static VectorResult Run(FileInfo file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file.FullName));
            JsonElement root = document.RootElement;
            string algorithm = root.GetProperty("algorithm").GetString() ?? "";
            string schema = root.TryGetProperty("schema", out JsonElement s) ? s.GetString() ?? "" : "";
            var run = new VectorFile(VectorChecks.For(algorithm, schema));
            foreach (JsonElement group in root.GetProperty("testGroups").EnumerateArray())
            {
                foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
                {
                    run.RunOne(group, test);
                }
            }

            return new VectorResult(run._passed, run._failed, run._skipped, run._failures);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file.Name, e.Message, "name a Wycheproof JSON file that can be read");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new UserError(file.Name, $"no Wycheproof file: {e.Message}", "name one of its testvectors_v1");
        }
    }

    private void RunOne(JsonElement group, JsonElement test)
    {
        string expected = test.GetProperty("result").GetString() ?? "";
        VectorOutcome outcome = _check(group, test);
        if (outcome == VectorOutcome.Skipped)
        {
            _skipped++;
        }
        else if (IsExpected(expected, outcome))
        {
            _passed++;
        }
        else
        {
            _failed++;
            if (_failures.Count < LongestListing)
            {
                string comment = test.TryGetProperty("comment", out JsonElement c) ? c.GetString() ?? "" : "";
                _failures.Add($"tcId {test.GetProperty("tcId").GetInt32()}: {expected}, but {outcome}: {comment}");
            }
        }
    }

    private static bool IsExpected(string expected, VectorOutcome outcome) => expected switch
    {
        "valid" => outcome == VectorOutcome.Accepted,
        "invalid" => outcome == VectorOutcome.Refused,
        "acceptable" => outcome != VectorOutcome.Wrong,
        _ => throw new FormatException($"a result \"{expected}\""),
    };
}
