extern alias bcl;

using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using AuthenticationException = bcl::System.Security.Authentication.AuthenticationException;
using Bcl = bcl::System.Net.Security;
using Versions = System.Security.Authentication.SslProtocols;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Platform;

/// <summary>A TLS connection with the firmware's rules on .NET's TLS.</summary>
internal sealed class TlsConnection : IDisposable
{
    private const int LongestPlaintext = 16384;

    private readonly Socket _socket;
    private readonly RecordStream _records;
    private readonly Bcl.SslStream _tls;
    private readonly byte[] _plain = new byte[LongestPlaintext];
    private int _plainOffset;
    private int _plainCount;

    internal TlsConnection(Socket socket)
    {
        _socket = socket;
        _records = new RecordStream(socket);
        _tls = new Bcl.SslStream(_records, leaveInnerStreamOpen: false);
    }

    /// <summary>Decrypted bytes that wait to be read.</summary>
    internal int Available => _plainCount;

    internal string Protocol => _tls.SslProtocol switch
    {
        Versions.Tls12 => "TLS 1.2",
        Versions.Tls13 => "TLS 1.3",
        _ => _tls.SslProtocol.ToString(),
    };

    internal string CipherSuite => _tls.NegotiatedCipherSuite.ToString();

    /// <summary>Which versions a handshake may use, in .NET's numbers.</summary>
    /// <exception cref="TlsFailureException">The combination is none that the firmware can set up.</exception>
    internal static Versions VersionsOf(SslProtocols protocols)
    {
        const SslProtocols upTo12 = (SslProtocols)(192 | 768) | SslProtocols.Tls12;
        if (protocols == SslProtocols.None)
        {
            return Versions.Tls13;
        }

        Versions versions = (protocols & upTo12) != 0 ? Versions.Tls12 : Versions.None;
        versions |= (protocols & SslProtocols.Tls13) != 0 ? Versions.Tls13 : Versions.None;
        return versions != Versions.None
            ? versions
            : throw TlsFailureException.SetUp(TlsFailureException.SetupFailed, $"No TLS version in SslProtocols {(int)protocols}.");
    }

    /// <summary>Does the handshake as client. As on the device there is no time limit.</summary>
    internal void Connect(string host, Bcl.SslStreamCertificateContext? own, CertificateVerifier? verifier, Versions versions)
    {
        VerifyFlags flags = VerifyFlags.None;
        var options = new Bcl.SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = versions,
            ClientCertificateContext = own,
            AllowTlsResume = false,
            CertificateRevocationCheckMode = X509.X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                (flags = Judge(verifier, certificate, chain, host, isServer: true)) == VerifyFlags.None,
        };
        Handshake(() => _tls.AuthenticateAsClient(options), () => flags);
    }

    /// <summary>Does the handshake as server.</summary>
    internal void Accept(Bcl.SslStreamCertificateContext own, CertificateVerifier? verifier, Versions versions)
    {
        VerifyFlags flags = VerifyFlags.None;
        var options = new Bcl.SslServerAuthenticationOptions
        {
            EnabledSslProtocols = versions,
            ServerCertificateContext = own,
            ClientCertificateRequired = verifier != null,
            AllowTlsResume = false,
            CertificateRevocationCheckMode = X509.X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                (flags = Judge(verifier, certificate, chain, string.Empty, isServer: false)) == VerifyFlags.None,
        };
        Handshake(() => _tls.AuthenticateAsServer(options), () => flags);
    }

    /// <summary>Reads what is there, or waits for it.</summary>
    /// <returns>At least one byte; 0 when the peer has closed.</returns>
    /// <exception cref="SocketException">10060: nothing came within the socket's receive time-out. -1: the connection broke.</exception>
    internal int Read(Span<byte> buffer)
    {
        if (_plainCount == 0)
        {
            int timeout = _socket.ReceiveTimeout;
            _records.Deadline = timeout > 0 ? Environment.TickCount64 + timeout : 0;
            _plainOffset = 0;
            _plainCount = Decrypt();
        }

        int count = Math.Min(buffer.Length, _plainCount);
        _plain.AsSpan(_plainOffset, count).CopyTo(buffer);
        _plainOffset += count;
        _plainCount -= count;
        return count;
    }

    /// <summary>Waits for room with the socket's send time-out, then writes everything, however long it takes.</summary>
    /// <exception cref="SocketException">10060: there was no room in time. -1: the connection broke.</exception>
    internal void Write(ReadOnlySpan<byte> buffer)
    {
        int timeout = _socket.SendTimeout;
        try
        {
            if (timeout > 0)
            {
                if (!_socket.Poll(TimeSpan.FromMilliseconds(timeout), SelectMode.SelectWrite))
                {
                    throw new DeviceSocketException(DeviceSocketException.TimedOut);
                }

                _socket.SendTimeout = 0;
            }

            _tls.Write(buffer);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or CryptographicException)
        {
            throw new DeviceSocketException(DeviceSocketException.SocketError);
        }
        finally
        {
            Restore(timeout);
        }
    }

    /// <summary>Says goodbye if that takes no time, and closes the socket.</summary>
    public void Dispose()
    {
        try
        {
            if (_tls.IsAuthenticated && !_records.Broken && _socket.Poll(0, SelectMode.SelectWrite))
            {
                _tls.ShutdownAsync().GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or SocketException or CryptographicException)
        {
            // The peer is gone already.
        }

        _tls.Dispose();
    }

    private static VerifyFlags Judge(CertificateVerifier? verifier, X509.X509Certificate? certificate, X509.X509Chain? chain, string host, bool isServer)
    {
        if (verifier == null)
        {
            return VerifyFlags.None;
        }

        try
        {
            return verifier.Verify((X509.X509Certificate2?)certificate, chain?.ChainPolicy.ExtraStore ?? [], host, isServer);
        }
        catch (CryptographicException)
        {
            // A certificate that .NET cannot take apart.
            return VerifyFlags.Other;
        }
    }

    private void Handshake(Action handshake, Func<VerifyFlags> flags)
    {
        int receiveTimeout = _socket.ReceiveTimeout;
        int sendTimeout = _socket.SendTimeout;
        try
        {
            _socket.ReceiveTimeout = 0;
            _socket.SendTimeout = 0;
            handshake();
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw flags() != VerifyFlags.None
                ? TlsFailureException.Refused(flags())
                : TlsFailureException.Handshake(CodeOfFailure(), (e.InnerException ?? e).Message);
        }
        finally
        {
            Restore(sendTimeout);
            if (receiveTimeout != 0)
            {
                _socket.ReceiveTimeout = receiveTimeout;
            }
        }
    }

    private int CodeOfFailure()
    {
        return _records.NotTls ? MbedTls.InvalidRecord
            : _records.Alerted ? MbedTls.FatalAlert
            : _records.Broken ? MbedTls.ConnectionReset
            : _records.Ended ? MbedTls.ConnectionClosed
            : MbedTls.HandshakeFailure;
    }

    private int Decrypt()
    {
        try
        {
            return _tls.Read(_plain);
        }
        catch (ReadTimedOutException)
        {
            throw new DeviceSocketException(DeviceSocketException.TimedOut);
        }
        catch (IOException) when (_records.Ended)
        {
            // Closed without goodbye, perhaps in the middle of a record: Mbed TLS calls that closed as well.
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or AuthenticationException or CryptographicException)
        {
            throw new DeviceSocketException(DeviceSocketException.SocketError);
        }
    }

    private void Restore(int sendTimeout)
    {
        if (sendTimeout > 0 && !_records.Broken)
        {
            _socket.SendTimeout = sendTimeout;
        }
    }
}
