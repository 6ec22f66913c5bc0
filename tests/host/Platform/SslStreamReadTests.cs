extern alias nano;

using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using nano::nanoDer.Platform;
using Xunit;
using Nano = nano::System.Net.Security;
using NanoX509 = nano::System.Security.Cryptography.X509Certificates;

namespace nanoDer.HostTests.Platform;

/// <summary>Reading and writing: what is there, time-outs that lose nothing, ends.</summary>
public class SslStreamReadTests
{
    private const int TimedOut = 10060;
    private const int Short = 60;
    private const int Long = 20_000;
    private const int TlsHeader = 5;

    private static readonly NanoX509.X509Certificate s_ca = new(TestPki.Pem(TestPki.Root));

    public static TheoryData<SslProtocols> Versions => [SslProtocols.Tls12, SslProtocols.Tls13];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_read_that_times_out_leaves_the_stream_usable(SslProtocols version)
    {
        using var go = new SemaphoreSlim(0);
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() =>
        {
            Assert.True(go.Wait(Long));
            tls.Write("late"u8);
        }), version);
        using Nano.SslStream stream = Connect(server, out Socket socket);
        AssertTimesOut(stream, socket);
        AssertTimesOut(stream, socket);
        go.Release();
        Assert.Equal("late", Read(stream, socket));
        server.Finish();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_record_that_comes_in_pieces_survives_a_time_out_at_each(SslProtocols version)
    {
        using var go = new SemaphoreSlim(0);
        using var sent = new SemaphoreSlim(0);
        using var server = new TlsServer(TestPki.Server(), (tls, gate) => Run(() =>
        {
            gate.Closed = true;
            tls.Write("in pieces"u8);
            Assert.True(gate.Held > TlsHeader + 9);
            foreach (int piece in new[] { 1, TlsHeader - 1, 1, gate.Held - TlsHeader - 2 })
            {
                gate.Release(piece);
                sent.Release();
                Assert.True(go.Wait(Long));
            }

            gate.Release(gate.Held);
        }), version);
        using Nano.SslStream stream = Connect(server, out Socket socket);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(sent.Wait(Long));
            AssertTimesOut(stream, socket);
            Assert.Equal(0, stream.Length);
            go.Release();
        }

        Assert.Equal("in pieces", Read(stream, socket));
        server.Finish();
    }

    [Fact]
    public void Session_tickets_make_the_socket_readable_but_are_no_data()
    {
        using var go = new SemaphoreSlim(0);
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() =>
        {
            Assert.True(go.Wait(Long));
            tls.Write("data"u8);
        }), SslProtocols.Tls13);
        using Nano.SslStream stream = Connect(server, out Socket socket);
        Assert.True(socket.Poll(Long * 1000, SelectMode.SelectRead), "The server sent no ticket, so this tests nothing.");
        Assert.False(stream.DataAvailable);
        AssertTimesOut(stream, socket);
        Assert.False(socket.Poll(0, SelectMode.SelectRead));
        go.Release();
        Assert.Equal("data", Read(stream, socket));
        server.Finish();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void One_record_is_taken_at_a_time_and_the_rest_stays_in_the_socket(SslProtocols version)
    {
        using var sent = new SemaphoreSlim(0);
        using var server = new TlsServer(TestPki.Server(), (tls, gate) => Run(() =>
        {
            gate.Closed = true;
            tls.Write("first"u8);
            tls.Write("second"u8);
            gate.Release(gate.Held);
            sent.Release();
        }), version);
        using Nano.SslStream stream = Connect(server, out Socket socket);
        Assert.True(sent.Wait(Long));
        Assert.Equal("fir", Read(stream, socket, 3));
        Assert.True(stream.DataAvailable);
        Assert.Equal(2, stream.Length);
        Assert.True(socket.Poll(0, SelectMode.SelectRead));
        Assert.Equal("st", Read(stream, socket));
        Assert.Equal(0, stream.Length);
        Assert.Equal("second", Read(stream, socket));
        Assert.Equal("", Read(stream, socket));
        server.Finish();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Much_data_goes_both_ways(SslProtocols version)
    {
        byte[] data = new byte[200_000];
        new Random(1).NextBytes(data);
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() =>
        {
            byte[] received = new byte[data.Length];
            tls.ReadExactly(received);
            tls.Write(received);
        }), version);
        using Nano.SslStream stream = Connect(server, out Socket socket);
        socket.ReceiveTimeout = Long;
        socket.SendTimeout = Long;
        stream.Write(data, 0, data.Length);
        byte[] back = new byte[data.Length];
        for (int have = 0; have < back.Length;)
        {
            int count = stream.Read(back, have, back.Length - have);
            Assert.InRange(count, 1, back.Length - have);
            have += count;
        }

        Assert.Equal(data, back);
        Assert.Equal(Long, socket.SendTimeout);
        server.Finish();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_close_with_or_without_goodbye_reads_as_the_end(bool goodbye)
    {
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() =>
        {
            if (goodbye)
            {
                tls.ShutdownAsync().GetAwaiter().GetResult();
            }
        }));
        using Nano.SslStream stream = Connect(server, out Socket socket);
        Assert.Equal("", Read(stream, socket));
        Assert.Equal("", Read(stream, socket));
    }

    [Fact]
    public void A_close_in_the_middle_of_a_record_reads_as_the_end()
    {
        using var server = new TlsServer(TestPki.Server(), (tls, gate) => Run(() =>
        {
            gate.Closed = true;
            tls.Write("never whole"u8);
            gate.Release(gate.Held - 1);
        }));
        using Nano.SslStream stream = Connect(server, out Socket socket);
        Assert.Equal("", Read(stream, socket));
    }

    [Fact]
    public void A_corrupt_record_breaks_the_connection()
    {
        using var server = new TlsServer(TestPki.Server(), (_, gate) => Run(() =>
            gate.Write([23, 3, 3, 0, 32, .. new byte[32]], 0, 37)));
        using Nano.SslStream stream = Connect(server, out Socket socket);
        socket.ReceiveTimeout = Long;
        var e = Assert.ThrowsAny<SocketException>(() => stream.Read(new byte[8], 0, 8));
        Assert.Equal(-1, e.ErrorCode);
    }

    [Fact]
    public void Closing_the_stream_says_goodbye_and_closes_the_socket()
    {
        int read = 0;
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() => read = tls.ReadByte()));
        Nano.SslStream stream = Connect(server, out Socket socket);
        stream.Close();
        server.Finish();
        Assert.Equal(-1, read);
        Assert.Throws<ObjectDisposedException>(() => socket.Available);
        Assert.Throws<ObjectDisposedException>(() => stream.Read(new byte[8], 0, 8));
        Assert.Throws<ObjectDisposedException>(() => stream.Length);
    }

    [Fact]
    public void A_socket_closed_by_another_thread_ends_a_read_that_waits()
    {
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() => tls.ReadByte()));
        using Nano.SslStream stream = Connect(server, out Socket socket);
        using var started = new ManualResetEventSlim();
        int count = 0;
        Exception? ended = null;
        var reader = new Thread(() =>
        {
            started.Set();
            ended = Record.Exception(() => count = stream.Read(new byte[8], 0, 8));
        });
        reader.Start();
        started.Wait();
        socket.Close();
        Assert.True(reader.Join(Long), "The read still waits.");
        Assert.Equal(0, count);
        Assert.True(ended is null or SocketException { ErrorCode: -1 } or ObjectDisposedException, ended?.ToString());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        using var server = new TlsServer(TestPki.Server(), (tls, _) => Run(() => tls.ReadByte()));
        using Nano.SslStream stream = Connect(server, out Socket socket);
        Assert.Throws<ArgumentNullException>(() => stream.Read(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Read(new byte[4], 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Write(new byte[4], -1, 2));
        Assert.Throws<InvalidOperationException>(() => stream.AuthenticateAsClient("server.test", Nano.SslProtocols.Tls13));
        Assert.Equal(0, stream.Read(new byte[4], 4, 0));

        using var unused = new Nano.SslStream(server.Connect());
        Assert.Throws<InvalidOperationException>(() => unused.Read(new byte[4], 0, 4));
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Throws<NotSupportedException>(() => new Nano.SslStream(datagrams));
    }

    private static Nano.SslStream Connect(TlsServer server, out Socket socket)
    {
        new EmulatedBoard().Enter();
        socket = server.Connect();
        socket.ReceiveTimeout = Short;
        var stream = new Nano.SslStream(socket);
        stream.AuthenticateAsClient("server.test", null, s_ca, Nano.SslProtocols.Tls12 | Nano.SslProtocols.Tls13);
        Assert.Equal(Short, socket.ReceiveTimeout);
        return stream;
    }

    private static void AssertTimesOut(Nano.SslStream stream, Socket socket)
    {
        socket.ReceiveTimeout = Short;
        long before = Environment.TickCount64;
        var e = Assert.ThrowsAny<SocketException>(() => stream.Read(new byte[64], 0, 64));
        Assert.Equal(TimedOut, e.ErrorCode);
        Assert.True(Environment.TickCount64 - before >= Short - 1);
    }

    private static string Read(Nano.SslStream stream, Socket socket, int size = 64)
    {
        socket.ReceiveTimeout = Long;
        byte[] buffer = new byte[size];
        return Encoding.ASCII.GetString(buffer, 0, stream.Read(buffer, 0, size));
    }

    // The client may have closed by then.
    private static void Run(Action script)
    {
        try
        {
            script();
        }
        catch (IOException)
        {
        }
    }
}
