using System.Net;
using System.Net.Sockets;
using nanoDer.HostTests.Platform;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Programs on the interpreter that talk to a peer over loopback.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task ClearTextIsSentAndReceived()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task served = Task.Run(() =>
        {
            using Socket peer = listener.AcceptSocket();
            byte[] bytes = new byte[16];
            int count = peer.Receive(bytes);
            peer.Send(bytes, count, SocketFlags.None);

            // Nothing more, until the other end has closed.
            Assert.Equal(0, peer.Receive(bytes));
        });
        string[] lines = Run(listener, """
            using System;
            using System.Net;
            using System.Net.Sockets;
            public class Program
            {
                public static void Main()
                {
                    Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    IPEndPoint end = new IPEndPoint(Dns.GetHostEntry("127.0.0.1").AddressList[0], PORT);
                    socket.Connect(end);
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                    Console.WriteLine(end.ToString());
                    Console.WriteLine(((IPEndPoint)socket.RemoteEndPoint).Port.ToString());
                    byte[] buffer = new byte[8];
                    Console.WriteLine(socket.Poll(1000, SelectMode.SelectRead).ToString());
                    Console.WriteLine(socket.Send(new byte[] { 1, 2, 3 }, 1, 2, SocketFlags.None).ToString());
                    Console.WriteLine(socket.Poll(-1, SelectMode.SelectRead).ToString());
                    Console.WriteLine(socket.Receive(buffer, 4, 4, SocketFlags.None).ToString() + " " + buffer[4].ToString() + buffer[5].ToString());
                    socket.ReceiveTimeout = 60;
                    long before = Environment.TickCount64;
                    try
                    {
                        socket.Receive(buffer);
                    }
                    catch (SocketException e)
                    {
                        Console.WriteLine(e.ErrorCode.ToString() + " " + (Environment.TickCount64 - before >= 50).ToString());
                    }

                    socket.Close();
                    try
                    {
                        socket.Receive(buffer);
                    }
                    catch (ObjectDisposedException)
                    {
                        Console.WriteLine("closed");
                    }
                }
            }
            """);
        string port = Port(listener);
        Assert.Equal(["127.0.0.1:" + port, port, "False", "2", "True", "2 23", "10060 True", "closed"], lines);
        await served.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void ARefusedConnectionHasTheDevicesNumber()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = Port(listener);
        listener.Stop();
        using DeviceCode code = DeviceCode.ForHost("""
            using System;
            using System.Net;
            using System.Net.Sockets;
            public class Program
            {
                public static void Main()
                {
                    Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    try
                    {
                        socket.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.1"), PORT));
                    }
                    catch (SocketException e)
                    {
                        Console.WriteLine(e.ErrorCode.ToString());
                    }
                }
            }
            """.Replace("PORT", port));
        Assert.Equal(["10061"], code.Run().Output);
    }

    [Fact]
    public void TlsShowsTheCertificateOfTheClient()
    {
        using var server = new TlsServer(
            TestPki.Server(),
            (tls, _) =>
            {
                byte[] bytes = new byte[4];
                tls.ReadExactly(bytes);
                tls.Write(bytes);

                // The end, orderly or not.
                Assert.Equal(0, tls.Read(bytes));
            },
            clientAuthority: TestPki.Root);
        System.Security.Cryptography.X509Certificates.X509Certificate2 own = TestPki.Client();
        using DeviceCode code = DeviceCode.ForHost("""
            using System;
            using System.Net;
            using System.Net.Security;
            using System.Net.Sockets;
            using System.Security.Cryptography.X509Certificates;
            public class Program
            {
                public static void Main()
                {
                    Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.1"), PORT));
                    X509Certificate2 own = new X509Certificate2(@"CERTIFICATE", @"KEY", "");
                    Console.WriteLine(own.Subject);
                    Console.WriteLine((own.NotAfter > DateTime.UtcNow && own.HasPrivateKey).ToString());
                    SslStream tls = new SslStream(socket);
                    tls.AuthenticateAsClient("server.test", own, new X509Certificate(@"AUTHORITY"), SslProtocols.Tls12 | SslProtocols.Tls13);
                    byte[] buffer = new byte[8];
                    socket.ReceiveTimeout = 60;
                    try
                    {
                        tls.Read(buffer, 0, 8);
                    }
                    catch (SocketException e)
                    {
                        Console.WriteLine(e.ErrorCode.ToString());
                    }

                    tls.Write(new byte[] { 0, 1, 2, 3, 4, 5 }, 1, 4);
                    socket.ReceiveTimeout = 20000;
                    Console.WriteLine(tls.Read(buffer, 0, 1).ToString() + buffer[0].ToString());
                    Console.WriteLine(tls.DataAvailable.ToString() + tls.Length.ToString());
                    Console.WriteLine(tls.Read(buffer, 0, 8).ToString() + buffer[2].ToString());
                    tls.Dispose();
                }
            }
            """.Replace("PORT", server.Port.ToString()).Replace("CERTIFICATE", TestPki.Pem(own)).Replace("KEY", TestPki.KeyPem(own)).Replace("AUTHORITY", TestPki.Pem(TestPki.Root)));
        (string[] lines, nanoDer.Device.Execution.Machine machine) = code.Run();
        Assert.Empty(machine.Unhandled);
        Assert.Equal(["CN=client", "True", "10060", "11", "True3", "34"], lines);
        server.Finish();
        Assert.Equal("CN=client", server.ClientSubject);
    }

    private static string Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port.ToString();

    private static string[] Run(TcpListener listener, string source)
    {
        using DeviceCode code = DeviceCode.ForHost(source.Replace("PORT", Port(listener)));
        (string[] lines, nanoDer.Device.Execution.Machine machine) = code.Run();
        Assert.Empty(machine.Unhandled);
        return lines;
    }
}
