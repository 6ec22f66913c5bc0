using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace nanoDer.HostTests.Gateway;

/// <summary>A DNS server on loopback that knows the XMPP servers of one domain and answers nothing else.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private const int Srv = 33;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly (string Service, int Priority, int Port)[] _servers;
    private readonly Task _run;

    /// <summary>Starts on a free port.</summary>
    /// <param name="servers">Of each the service's name, its priority and its port on localhost; port 0: there is no such service.</param>
    public DnsServer(params (string Service, int Priority, int Port)[] servers)
    {
        _servers = servers;
        _run = RunAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult asked = await _socket.ReceiveAsync(_stop.Token);
                byte[] answer = Answer(asked.Buffer);
                await _socket.SendAsync(answer, asked.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] query)
    {
        string name = "";
        int at = 12;
        for (; query[at] != 0; at += query[at] + 1)
        {
            name += Encoding.ASCII.GetString(query, at + 1, query[at]) + ".";
        }

        int type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        (string Service, int Priority, int Port)[] found = type == Srv ? [.. _servers.Where(s => name == s.Service + ".")] : [];
        var answer = new List<byte>(query[..(at + 5)]);
        answer[2] = 0x81;
        answer[3] = 0x80;
        answer[7] = (byte)found.Length;
        foreach ((_, int priority, int port) in found)
        {
            byte[] target = port == 0 ? [0] : [9, .. "localhost"u8, 0];
            answer.AddRange([0xC0, 12, 0, Srv, 0, 1, 0, 0, 0, 60, 0, (byte)(6 + target.Length), 0, (byte)priority, 0, 1, (byte)(port >> 8), (byte)port, .. target]);
        }

        return [.. answer];
    }
}
