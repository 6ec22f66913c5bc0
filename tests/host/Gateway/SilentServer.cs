using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoDer.Tools;

namespace nanoDer.HostTests.Gateway;

/// <summary>Agrees to TLS and then says nothing any more, with the connection open: what freezes a board inside its handshake.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private const string Header = "<?xml version='1.0'?><stream:stream id='1' from='der.local' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
        + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
    private const string Proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public SilentServer()
    {
        _listener.Start();
        Endpoint = new Endpoint("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _run = RunAsync();
    }

    public Endpoint Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[4096];
        try
        {
            // After these two, what the client says is heard and not answered, until it is gone.
            var lines = new Queue<string>([Header, Proceed]);
            while (await stream.ReadAsync(buffer, _stop.Token) > 0)
            {
                if (lines.TryDequeue(out string? line))
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(line), _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The client has cut the connection.
        }
    }
}
