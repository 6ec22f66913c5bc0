using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoDer.Tools;

namespace nanoDer.HostTests.Gateway;

/// <summary>Says its next line each time it hears something, to one client after the other, and cuts the connection or falls silent behind the last.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _heard = new();
    private readonly string[] _lines;
    private readonly bool _cut;
    private readonly Task _run;

    /// <summary>Starts on a free port.</summary>
    /// <param name="lines">What it says; nothing for an empty line.</param>
    /// <param name="cut">Whether it cuts the connection in the end.</param>
    public ScriptedServer(string[] lines, bool cut = true)
    {
        _lines = lines;
        _cut = cut;
        _listener.Start();
        Endpoint = new Endpoint("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _run = RunAsync();
    }

    public Endpoint Endpoint { get; }

    /// <summary>All that it has heard, of all connections.</summary>
    public string Heard
    {
        get
        {
            lock (_heard)
            {
                return _heard.ToString();
            }
        }
    }

    /// <summary>Waits until it has heard this.</summary>
    public async Task HeardAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Heard.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(10, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                NetworkStream stream = client.GetStream();
                foreach (string line in _lines)
                {
                    if (!await HearAsync(stream))
                    {
                        break;
                    }

                    await stream.WriteAsync(Encoding.UTF8.GetBytes(line), _stop.Token);
                }

                if (_cut)
                {
                    client.Client.Shutdown(SocketShutdown.Send);
                }

                // The rest is heard, so that cutting the connection does not take back what was said.
                while (await HearAsync(stream))
                {
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The client is gone, or the test over.
            }
        }
    }

    private async Task<bool> HearAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[4096];
        int count = await stream.ReadAsync(buffer, _stop.Token);
        lock (_heard)
        {
            _heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return count > 0;
    }
}
