using System.Globalization;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.HostTests.Gateway;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>The whole gateway over a server in memory, whose connection is cut at each byte of a login, in each direction.</summary>
public sealed class CutLoginTests
{
    private const int FirstWait = 1000;
    private const long Session = 65_000;

    /// <summary>
    /// Every second connection is cut at the next offset; the one behind it must come online, after a wait within the first bound. No turn
    /// of the loop in which nothing is told allocates, however often it was cut before.
    /// </summary>
    [Fact]
    public void Login_cut_at_every_byte()
    {
        var whole = new MemoryLink(Session);
        whole.Fly(10_000, Settings());
        (long up, long down) = whole.LoginBytes;
        Assert.InRange(up, 500, 5_000);
        Assert.InRange(down, 500, 5_000);

        long cuts = up + down;
        var link = new MemoryLink(Session)
        {
            Warm = 1_000_000 + (100 * Session),
            CutAt = n => n % 2 == 1 || n / 2 >= cuts ? (long.MaxValue, long.MaxValue) : n / 2 < up ? (n / 2, long.MaxValue) : (long.MaxValue, (n / 2) - up),
        };
        link.Fly((cuts + 1) * (Session + (5 * FirstWait)), Settings());

        int connection = -1;
        var online = new HashSet<int>();
        foreach ((GatewayEvent what, DerStatus status, string? text) in link.Told)
        {
            switch (what)
            {
                case GatewayEvent.Connecting:
                    connection++;
                    break;
                case GatewayEvent.Online:
                    online.Add(connection);
                    break;
                case GatewayEvent.Offline:
                    // TLS 1.3 refuses a certificate after the handshake, and a cut before the first answer cannot be told from that.
                    Assert.Contains(status, new[] { DerStatus.NetLost, DerStatus.TlsHandshake });
                    break;
                case GatewayEvent.Waiting:
                    // A session that held resets the backoff, so the cut login waits within the first bound, and what follows within twice that.
                    Assert.InRange(int.Parse(text!, CultureInfo.InvariantCulture), 0, 2 * FirstWait);
                    break;
            }
        }

        Assert.InRange(connection, 2 * cuts, int.MaxValue);
        Assert.All(Enumerable.Range(0, (int)cuts), cut => Assert.Contains((2 * cut) + 1, online));
        Assert.InRange(Enumerable.Range(0, (int)cuts).Count(cut => online.Contains(2 * cut)), 0, 200);
        Assert.Equal(0, link.QuietBytes);
        Assert.InRange(link.Bytes / connection, 1, 2000);
    }

    private static GatewaySettings Settings()
    {
        GatewaySettings settings = LongRunTests.Settings();
        settings.Tls.FirstWait = FirstWait;
        return settings;
    }
}
