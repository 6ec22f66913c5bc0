using System.Diagnostics;
using System.Globalization;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Field;

/// <summary>Asks a device numbered questions and counts the answers.</summary>
/// <param name="driver">Who asks.</param>
/// <param name="to">The device's full JID.</param>
public sealed class Load(XmppDriver driver, string to)
{
    private const string Ping = "<ping xmlns='urn:xmpp:ping'/>";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<int, int> _results = [];
    private int _number;

    /// <summary>
    /// Asks one question after the other. While the device is away its server answers in its place with an error: then the question is asked anew,
    /// under another number.
    /// </summary>
    /// <param name="count">How many must be answered by the device itself.</param>
    /// <param name="bytes">Bytes of payload; 0: a ping.</param>
    /// <param name="cancellation">The end of patience.</param>
    public async Task<LoadResult> RunAsync(int count, int bytes, CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        string question = Question(bytes);
        int answered = 0;
        int asked = 0;
        while (answered < count)
        {
            int number = _number++;
            asked++;
            await driver.SendAsync(Iq(number, question), cancellation);
            if (await AnswerAsync(number, cancellation))
            {
                answered++;
            }
            else
            {
                await Task.Delay(Pause, cancellation);
            }
        }

        // Whatever comes twice comes before the answer to a last question.
        await driver.SendAsync(Iq(_number, Ping), cancellation);
        await AnswerAsync(_number++, cancellation);
        return new LoadResult(asked, answered, _results.Values.Count(n => n > 1), time.Elapsed);
    }

    /// <summary>Asks with so many questions open at a time; all must be answered by the device.</summary>
    public async Task<LoadResult> PipelineAsync(int count, int bytes, int open, CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        string question = Question(bytes);
        int first = _number;
        int answered = 0;
        while (answered < count)
        {
            while (_number - first < count && _number - first - answered < open)
            {
                await driver.SendAsync(Iq(_number++, question), cancellation);
            }

            await HearAsync(cancellation);
            answered++;
        }

        TimeSpan elapsed = time.Elapsed;
        return new LoadResult(count, Enumerable.Range(first, count).Count(n => _results.GetValueOrDefault(n) > 0), _results.Values.Count(n => n > 1), elapsed);
    }

    private static string Question(int bytes) => bytes == 0 ? Ping : $"<e xmlns='{Echo}'>{new string('x', bytes)}</e>";

    /// <summary>Namespace of what an echo sends back.</summary>
    public const string Echo = "urn:nanoder:echo";

    private string Iq(int number, string question) => $"<iq type='get' id='n{number}' to='{to}'>{question}</iq>";

    private async Task<bool> AnswerAsync(int number, CancellationToken cancellation)
    {
        while (true)
        {
            (int heard, bool result) = await HearAsync(cancellation);
            if (heard == number)
            {
                return result;
            }
        }
    }

    private async Task<(int Number, bool Result)> HearAsync(CancellationToken cancellation)
    {
        while (true)
        {
            string stanza = await driver.ReceiveAsync("<iq", cancellation);
            string start = stanza[..stanza.IndexOf('>')].Replace('"', '\'');
            int at = start.IndexOf(" id='n", StringComparison.Ordinal);
            if (at < 0 || !int.TryParse(start.AsSpan(at + 6, start.IndexOf('\'', at + 6) - at - 6), CultureInfo.InvariantCulture, out int number))
            {
                continue;
            }

            bool result = start.Contains("type='result'", StringComparison.Ordinal);
            if (result)
            {
                _results[number] = _results.GetValueOrDefault(number) + 1;
            }

            return (number, result);
        }
    }
}
