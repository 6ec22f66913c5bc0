extern alias nano;

using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nano::nanoDer.Platform;
using Xunit;
using Nano = nano::System.Net.Security;
using NanoX509 = nano::System.Security.Cryptography.X509Certificates;

namespace nanoDer.HostTests.Platform;

/// <summary>Handshakes over loopback with a server of .NET's own.</summary>
public class SslStreamHandshakeTests
{
    private const Nano.SslProtocols Both = Nano.SslProtocols.Tls12 | Nano.SslProtocols.Tls13;

    private static readonly NanoX509.X509Certificate s_ca = new(TestPki.Pem(TestPki.Root));

    private readonly EmulatedBoard _board = new();

    [Fact]
    public void A_good_server_is_accepted_and_asked_for_by_name()
    {
        using var server = new TlsServer(TestPki.Server(), Echo);
        Assert.Equal("hello", Talk(server, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        server.Finish();
        Assert.Equal("server.test", server.AskedFor);
        Assert.Equal(new TlsHandshake(true, false, "server.test", "TLS 1.3", "TLS_AES_256_GCM_SHA384", VerifyFlags.None, 0, ""), _board.Tls.Last);
    }

    [Theory]
    [InlineData(VerifyFlags.Expired)]
    [InlineData(VerifyFlags.NotYetValid)]
    [InlineData(VerifyFlags.NotTrusted)]
    [InlineData(VerifyFlags.NameMismatch)]
    [InlineData(VerifyFlags.ExtendedKeyUsage)]
    [InlineData(VerifyFlags.KeyUsage)]
    [InlineData(VerifyFlags.Expired | VerifyFlags.NameMismatch)]
    public void A_bad_server_is_refused_and_the_reason_is_shown(VerifyFlags reason)
    {
        using X509Certificate2 certificate = TestPki.Server(
            reason.HasFlag(VerifyFlags.NameMismatch) ? "other.test" : "server.test",
            reason.HasFlag(VerifyFlags.NotTrusted) ? TestPki.OtherRoot : TestPki.Root,
            reason.HasFlag(VerifyFlags.NotYetValid) ? DateTimeOffset.UtcNow.AddDays(1) : null,
            reason.HasFlag(VerifyFlags.Expired) ? DateTimeOffset.UtcNow.AddDays(-1) : null,
            reason.HasFlag(VerifyFlags.ExtendedKeyUsage) ? TestPki.ClientUsage : TestPki.ServerUsage,
            reason.HasFlag(VerifyFlags.KeyUsage) ? X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature);
        using var server = new TlsServer(certificate, Echo);
        var e = Assert.ThrowsAny<SocketException>(() => Talk(server, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        Assert.Equal(MbedTls.CertificateVerifyFailed, e.ErrorCode);
        Assert.Equal(reason, _board.Tls.Last!.VerifyFlags);
        Assert.False(_board.Tls.Last.Succeeded);
    }

    [Fact]
    public void Newer_firmware_reports_the_flags_themselves()
    {
        _board.TlsFailureStyle = TlsFailureStyle.CryptographicException;
        using var server = new TlsServer(TestPki.Server("other.test", TestPki.OtherRoot), Echo);
        var e = Assert.ThrowsAny<CryptographicException>(() => Talk(server, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        Assert.Contains(((int)(VerifyFlags.NameMismatch | VerifyFlags.NotTrusted)).ToString(), e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2048, "SHA256", VerifyFlags.None)]
    [InlineData(2040, "SHA256", VerifyFlags.WeakKey)]
    [InlineData(2048, "SHA1", VerifyFlags.WeakHash)]
    public void Short_keys_and_weak_hashes_are_refused(int bits, string hash, VerifyFlags flags)
    {
        // Not over a connection: OpenSSL would not serve such a certificate.
        using X509Certificate2 certificate = TestPki.Rsa("server.test", bits, new HashAlgorithmName(hash));
        var verifier = new CertificateVerifier([TestPki.Root], DateTime.UtcNow);
        Assert.Equal(flags, verifier.Verify(certificate, [], "server.test", isServer: true));
    }

    [Fact]
    public void A_certificate_changed_after_signing_is_not_trusted()
    {
        byte[] der = TestPki.Server().RawData;
        der[der.AsSpan().IndexOf("server.test"u8)] = (byte)'S';
        using X509Certificate2 forged = X509CertificateLoader.LoadCertificate(der);
        var verifier = new CertificateVerifier([TestPki.Root], DateTime.UtcNow);
        Assert.Equal(VerifyFlags.NotTrusted, verifier.Verify(forged, [], "server.test", isServer: true));
        Assert.Equal(VerifyFlags.Missing, verifier.Verify(null, [], "server.test", isServer: true));
    }

    [Fact]
    public void A_self_signed_certificate_is_trusted_only_when_it_is_in_the_store()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 own = new CertificateRequest("CN=server.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestPki.Past, TestPki.Future);
        Assert.Equal(VerifyFlags.NotTrusted, new CertificateVerifier([TestPki.Root], DateTime.UtcNow).Verify(own, [], "server.test", isServer: true));
        Assert.Equal(VerifyFlags.None, new CertificateVerifier([own], DateTime.UtcNow).Verify(own, [], "server.test", isServer: true));

        using X509Certificate2 leaf = TestPki.Server();
        Assert.Equal(VerifyFlags.NotTrusted, new CertificateVerifier([leaf], DateTime.UtcNow).Verify(leaf, [], "server.test", isServer: true));
    }

    [Theory]
    [InlineData(Nano.SslVerification.NoVerification)]
    [InlineData(Nano.SslVerification.VerifyPeer)]
    [InlineData(Nano.SslVerification.VerifyClientOnce)]
    public void Every_other_verification_verifies_nothing(Nano.SslVerification verification)
    {
        using X509Certificate2 certificate = TestPki.Server("other.test", TestPki.OtherRoot, until: DateTimeOffset.UtcNow.AddDays(-1));
        using var server = new TlsServer(certificate, Echo);
        Assert.Equal("hello", Talk(server, s =>
        {
            s.SslVerification = verification;
            s.AuthenticateAsClient("server.test", Both);
        }));
    }

    [Fact]
    public void Without_a_host_name_no_name_is_asked_for_or_checked()
    {
        using var server = new TlsServer(TestPki.Server("other.test"), Echo);
        Assert.Equal("hello", Talk(server, s => s.AuthenticateAsClient("", null, s_ca, Both)));
        server.Finish();
        Assert.Equal("", server.AskedFor);
    }

    [Fact]
    public void Dates_are_those_of_the_boards_clock()
    {
        _board.SetClock(new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var server = new TlsServer(TestPki.Server(), Echo);
        Assert.ThrowsAny<SocketException>(() => Talk(server, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        Assert.Equal(VerifyFlags.NotYetValid, _board.Tls.Last!.VerifyFlags);

        nano::nanoFramework.Runtime.Native.Rtc.SetSystemTime(DateTime.UtcNow);
        using var again = new TlsServer(TestPki.Server(), Echo);
        Assert.Equal("hello", Talk(again, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
    }

    [Fact]
    public void Wildcards_stand_for_one_label()
    {
        Assert.Equal(VerifyFlags.None, NameCheck(TestPki.Server("*.grid.test"), "gw1.grid.test"));
        Assert.Equal(VerifyFlags.NameMismatch, NameCheck(TestPki.Server("*.grid.test"), "a.b.grid.test"));
        Assert.Equal(VerifyFlags.NameMismatch, NameCheck(TestPki.Server("*.grid.test"), "grid.test"));
        Assert.Equal(VerifyFlags.None, NameCheck(TestPki.Server("SERVER.test"), "server.TEST"));
    }

    [Fact]
    public void Addresses_and_common_names_count_where_mbed_tls_counts_them()
    {
        Assert.Equal(VerifyFlags.None, NameCheck(TestPki.ServerAt(IPAddress.Loopback), "127.0.0.1"));
        Assert.Equal(VerifyFlags.NameMismatch, NameCheck(TestPki.ServerAt(IPAddress.Loopback), "127.0.0.2"));
        Assert.Equal(VerifyFlags.None, NameCheck(TestPki.ServerWithCommonNameOnly("server.test"), "server.test"));

        // This one has a subject alternative name, so its common name "server" does not count.
        Assert.Equal(VerifyFlags.NameMismatch, NameCheck(TestPki.Server("other.test"), "server"));
    }

    [Fact]
    public void The_store_of_the_board_is_trusted_besides_the_given_authority()
    {
        _board.Enter();
        Assert.True(Nano.CertificateManager.AddCaCertificateBundle(TestPki.PemBytes(TestPki.OtherRoot, TestPki.Root)));
        Assert.Equal(VerifyFlags.None, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
        Assert.True(Nano.CertificateManager.AddCaCertificateBundle([new NanoX509.X509Certificate(TestPki.Pem(TestPki.OtherRoot))]));
        Assert.Equal(VerifyFlags.NotTrusted, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
        Assert.Equal(VerifyFlags.None, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        Assert.True(Nano.CertificateManager.AddCaCertificateBundle(TestPki.Root.RawData));
        Assert.Equal(VerifyFlags.None, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
    }

    [Fact]
    public void Text_without_its_end_in_the_store_is_not_trusted()
    {
        _board.Enter();
        Assert.True(Nano.CertificateManager.AddCaCertificateBundle(TestPki.Pem(TestPki.Root)));
        Assert.Equal(VerifyFlags.NotTrusted, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
        Assert.True(Nano.CertificateManager.AddCaCertificateBundle(TestPki.Pem(TestPki.Root) + "\0"));
        Assert.Equal(VerifyFlags.None, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
    }

    [Fact]
    public void The_machines_own_authorities_are_not_trusted_when_the_store_is_empty()
    {
        Assert.Equal(VerifyFlags.NotTrusted, Check(TestPki.Server(), s => s.AuthenticateAsClient("server.test", Both)));
    }

    [Fact]
    public void An_intermediate_is_a_bridge_when_sent_and_an_anchor_when_trusted()
    {
        using X509Certificate2 middle = TestPki.Authority("Middle", TestPki.Root);
        using X509Certificate2 leaf = TestPki.Server(issuer: middle);
        Assert.Equal(VerifyFlags.None, Check(leaf, s => s.AuthenticateAsClient("server.test", null, s_ca, Both), middle));
        Assert.Equal(VerifyFlags.NotTrusted, Check(leaf, s => s.AuthenticateAsClient("server.test", null, s_ca, Both)));
        var anchor = new NanoX509.X509Certificate(middle.RawData);
        Assert.Equal(VerifyFlags.None, Check(leaf, s => s.AuthenticateAsClient("server.test", null, anchor, Both)));
    }

    [Theory]
    [InlineData(Nano.SslProtocols.None, SslProtocols.Tls12 | SslProtocols.Tls13, "TLS 1.3")]
    [InlineData(Nano.SslProtocols.Tls13, SslProtocols.Tls12 | SslProtocols.Tls13, "TLS 1.3")]
    [InlineData(Nano.SslProtocols.Tls12, SslProtocols.Tls12 | SslProtocols.Tls13, "TLS 1.2")]
    [InlineData(Both, SslProtocols.Tls12, "TLS 1.2")]
    [InlineData(Both, SslProtocols.Tls13, "TLS 1.3")]
    [InlineData((Nano.SslProtocols)192, SslProtocols.Tls12 | SslProtocols.Tls13, "TLS 1.2")]
    [InlineData((Nano.SslProtocols)768, SslProtocols.Tls12 | SslProtocols.Tls13, "TLS 1.2")]
    [InlineData(Nano.SslProtocols.None, SslProtocols.Tls12, null)]
    [InlineData(Nano.SslProtocols.Tls12, SslProtocols.Tls13, null)]
    [InlineData(Nano.SslProtocols.Tls13, SslProtocols.Tls12, null)]
    public void Version_flags_mean_what_the_firmware_means(Nano.SslProtocols client, SslProtocols server, string? version)
    {
        using var peer = new TlsServer(TestPki.Server(), Echo, server);
        if (version != null)
        {
            Assert.Equal("hello", Talk(peer, s => s.AuthenticateAsClient("server.test", null, s_ca, client)));
            Assert.Equal(version, _board.Tls.Last!.Protocol);
            return;
        }

        var e = Assert.ThrowsAny<SocketException>(() => Talk(peer, s => s.AuthenticateAsClient("server.test", null, s_ca, client)));
        Assert.InRange(e.ErrorCode, -0x7FFF, -2);
        Assert.NotEqual(MbedTls.CertificateVerifyFailed, e.ErrorCode);
        Assert.Equal(VerifyFlags.None, _board.Tls.Last!.VerifyFlags);
    }

    [Fact]
    public void Flags_without_a_version_do_not_get_as_far_as_a_handshake()
    {
        using var server = new TlsServer(TestPki.Server(), Echo);
        var e = Assert.ThrowsAny<SocketException>(() => Talk(server, s => s.AuthenticateAsClient("server.test", null, s_ca, (Nano.SslProtocols)1)));
        Assert.Equal(-1, e.ErrorCode);
    }

    [Theory]
    [InlineData(Nano.SslProtocols.Tls12)]
    [InlineData(Nano.SslProtocols.Tls13)]
    public void The_clients_certificate_is_shown_when_asked_for(Nano.SslProtocols version)
    {
        using X509Certificate2 client = TestPki.Client();
        var own = new NanoX509.X509Certificate2(TestPki.Pem(client), TestPki.KeyPem(client), "");
        using var server = new TlsServer(TestPki.Server(), Echo, clientAuthority: TestPki.Root);
        Assert.Equal("hello", Talk(server, s => s.AuthenticateAsClient("server.test", own, s_ca, version)));
        server.Finish();
        Assert.Equal("CN=client", server.ClientSubject);
    }

    [Fact]
    public void The_stored_certificate_comes_before_the_one_passed()
    {
        using X509Certificate2 stored = TestPki.Client();
        using X509Certificate2 passed = TestPki.Client(TestPki.OtherRoot);
        _board.DeviceCertificate = Encoding.ASCII.GetBytes(TestPki.Pem(stored) + TestPki.KeyPem(stored) + "\n\0");
        var own = new NanoX509.X509Certificate2(TestPki.Pem(passed), TestPki.KeyPem(passed), "");
        using var server = new TlsServer(TestPki.Server(), Echo, clientAuthority: TestPki.Root);
        Assert.Equal("hello", Talk(server, s =>
        {
            s.UseStoredDeviceCertificate = true;
            s.AuthenticateAsClient("server.test", own, s_ca, Both);
        }));
    }

    [Theory]
    [InlineData(Nano.SslProtocols.Tls12, false)]
    [InlineData(Nano.SslProtocols.Tls12, true)]
    [InlineData(Nano.SslProtocols.Tls13, false)]
    [InlineData(Nano.SslProtocols.Tls13, true)]
    public void A_server_that_refuses_the_client_ends_handshake_or_first_read(Nano.SslProtocols version, bool wrongIssuer)
    {
        using X509Certificate2 client = TestPki.Client(TestPki.OtherRoot);
        NanoX509.X509Certificate2? own = wrongIssuer ? new NanoX509.X509Certificate2(TestPki.Pem(client), TestPki.KeyPem(client), "") : null;
        using var server = new TlsServer(TestPki.Server(), Echo, clientAuthority: TestPki.Root);
        try
        {
            // A client of TLS 1.3 is done before the server has seen its certificate, and .NET's server judges it after the
            // handshake anyway: then the first read ends.
            Assert.Equal("", Talk(server, s => s.AuthenticateAsClient("server.test", own, s_ca, version)));
        }
        catch (SocketException e)
        {
            Assert.True(e.ErrorCode < 0, $"ErrorCode {e.ErrorCode}");
            Assert.NotEqual(MbedTls.CertificateVerifyFailed, e.ErrorCode);
        }

        server.Finish();
        Assert.NotNull(server.Failure);
    }

    [Fact]
    public void A_certificate_without_key_cannot_be_shown()
    {
        using X509Certificate2 client = TestPki.Client();
        using var server = new TlsServer(TestPki.Server(), Echo, clientAuthority: TestPki.Root);
        var e = Assert.ThrowsAny<SocketException>(() =>
            Talk(server, s => s.AuthenticateAsClient("server.test", new NanoX509.X509Certificate2(client.RawData), s_ca, Both)));
        Assert.Equal(MbedTls.PrivateKeyRequired, e.ErrorCode);
    }

    [Fact]
    public void A_peer_that_speaks_no_tls_or_hangs_up_is_told_from_a_bad_certificate()
    {
        Assert.Equal(MbedTls.InvalidRecord, CodeAfter("<?xml version='1.0'?><stream:stream>"));
        Assert.Equal(MbedTls.ConnectionClosed, CodeAfter(""));
    }

    [Fact]
    public async Task The_board_can_be_the_server()
    {
        using X509Certificate2 certificate = TestPki.Server();
        var own = new NanoX509.X509Certificate2(TestPki.Pem(certificate), TestPki.KeyPem(certificate), "");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        Task<string> served = Task.Run(() =>
        {
            using var stream = new Nano.SslStream(listener.AcceptSocket());
            stream.AuthenticateAsServer(own, false, Both);
            Assert.True(stream.IsServer);
            byte[] buffer = new byte[16];
            return Encoding.ASCII.GetString(buffer, 0, stream.Read(buffer, 0, buffer.Length));
        });
        using var tls = new System.Net.Security.SslStream(client.GetStream(), false, (_, _, _, _) => true);
        tls.AuthenticateAsClient("server.test");
        tls.Write("hello"u8);
        Assert.Equal("hello", await served.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static void Echo(System.Net.Security.SslStream tls, Gate gate)
    {
        try
        {
            byte[] buffer = new byte[100];
            int count = tls.Read(buffer);
            tls.Write(buffer, 0, count);
        }
        catch (IOException)
        {
            // A client that refuses this server hangs up.
        }
    }

    private int CodeAfter(string greeting)
    {
        _board.Enter();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndpoint);
        using Socket peer = listener.AcceptSocket();
        peer.Send(Encoding.ASCII.GetBytes(greeting));
        peer.Shutdown(SocketShutdown.Send);
        using var stream = new Nano.SslStream(socket);
        return Assert.ThrowsAny<SocketException>(() => stream.AuthenticateAsClient("server.test", null, s_ca, Both)).ErrorCode;
    }

    private VerifyFlags NameCheck(X509Certificate2 certificate, string host)
        => Check(certificate, s => s.AuthenticateAsClient(host, null, s_ca, Both));

    private VerifyFlags Check(X509Certificate2 certificate, Action<Nano.SslStream> authenticate, params X509Certificate2[] intermediates)
    {
        using var server = new TlsServer(certificate, Echo, intermediates: intermediates);
        try
        {
            Assert.Equal("hello", Talk(server, authenticate));
            Assert.True(_board.Tls.Last!.Succeeded);
        }
        catch (SocketException)
        {
            Assert.NotEqual(VerifyFlags.None, _board.Tls.Last!.VerifyFlags);
        }

        return _board.Tls.Last.VerifyFlags;
    }

    private string Talk(TlsServer server, Action<Nano.SslStream> authenticate)
    {
        _board.Enter();
        using Socket socket = server.Connect();
        socket.ReceiveTimeout = 20_000;
        using var stream = new Nano.SslStream(socket);
        authenticate(stream);
        stream.Write("hello"u8.ToArray(), 0, 5);
        byte[] buffer = new byte[100];
        int count = stream.Read(buffer, 0, buffer.Length);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
