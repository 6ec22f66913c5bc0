using nanoDer.Core;
using nanoDer.SunSpec;
using Xunit;

namespace nanoDer.HostTests.SunSpec;

/// <summary>Whatever comes instead of answers: the engine neither throws nor stands still, and works when answers come again.</summary>
public sealed class SunSpecFuzzTests
{
    private const int Rounds = 50_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Survives_spoilt_answers(bool isRtu)
    {
        var random = new Random(7);
        var modbus = new ModbusClient(isRtu) { Retries = 1 };
        var client = new SunSpecClient(modbus) { LongestWait = 4000 };
        client.Wanted.HasLimit = true;
        client.Command();
        var map = new MapAnswers(isRtu);
        long now = 0;
        int measured = 0;
        for (int i = 0; i < Rounds; i++)
        {
            (long before, long due) = (client.Readings.Time, client.NextDeadline);
            now = Math.Max(now + 5, Math.Min(due, now + 10_000));
            if (client.NeedsLink && now >= due)
            {
                client.Linked(now);
            }

            client.Tick(now);
            if (client.OutputCount > 0)
            {
                byte[] answer = map.Answer(client.Output.AsSpan(client.OutputOffset, client.OutputCount));
                client.Consume(client.OutputCount);
                answer = Spoil(random, answer);
                client.Feed(answer, 0, answer.Length);
            }

            measured += client.Readings.Time > before ? 1 : 0;
        }

        Assert.InRange(measured, Rounds / 100, Rounds);
        for (int i = 0; i < 500; i++)
        {
            now += 20;
            if (client.NeedsLink && now >= client.NextDeadline)
            {
                client.Linked(now);
            }

            client.Tick(now);
            if (client.OutputCount > 0)
            {
                byte[] answer = map.Answer(client.Output.AsSpan(client.OutputOffset, client.OutputCount));
                client.Consume(client.OutputCount);
                client.Feed(answer, 0, answer.Length);
            }
        }

        Assert.Equal(DerStatus.Ok, client.Status);
        Assert.Equal(1000, client.Readings.Power);
        Assert.InRange(client.Readings.Time, now - 1100, now);
    }

    // Nine of ten answers of a map stay whole: else it would never get past the walk.
    private static byte[] Spoil(Random random, byte[] answer)
    {
        switch (random.Next(80))
        {
            case 0:
                return [];
            case 1:
                return answer[..random.Next(answer.Length)];
            case 2:
            case 3:
            case 4:
                answer[random.Next(answer.Length)] ^= (byte)(1 << random.Next(8));
                return answer;
            case 5:
                answer[random.Next(answer.Length)] = (byte)random.Next(256);
                return answer;
            case 6:
                return [.. answer, .. answer];
            case 7:
                byte[] noise = new byte[random.Next(700)];
                random.NextBytes(noise);
                return noise;
            default:
                return answer;
        }
    }
}
