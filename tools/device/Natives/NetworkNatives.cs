extern alias nano;

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using Nano = nano::System.Net.Security;

namespace nanoDer.Device.Natives;

/// <summary>Sockets and TLS: the host's, through the platform assembly where that imitates the device. All threads stand still while one waits.</summary>
internal static class NetworkNatives
{
    private const int IPv4 = 2;

    public static void Add(Registrar r)
    {
        r.Of("System.Net.IPAddress")
            .Add("ParseBytes(String)", (ref NativeCall c) => c.Return(
                IPAddress.TryParse(c.Text(0), out IPAddress? address) ? address.GetAddressBytes() : throw DeviceFault.Argument()))
            .Add("Format(Byte[])", (ref NativeCall c) => c.Return(new IPAddress(c.Array(0).Bytes).ToString()));
        r.Of("System.Net.Sockets.NativeSocket")
            .Add("socket(Object,Int32,Int32,Int32)", Open)
            .Add("connect(Object,Byte[],Int32)", Connect)
            .Add("send(Object,Byte[],Int32,Int32,Int32,Int32)", Send)
            .Add("recv(Object,Byte[],Int32,Int32,Int32,Int32)", Receive)
            .Add("close(Object)", Close)
            .Add("getaddrinfo(String,String&,Byte[][]&)", Resolve)
            .Add("getname(Object,Boolean,Int32&)", Name)
            .Add("setsockopt(Object,Int32,Int32,Byte[])", SetOption)
            .Add("poll(Object,Int32,Int32)", Poll)
            .Add("available(Object)", (ref NativeCall c) => c.Return(Guard(ref c, Of(ref c), static s => s.Socket.Available)));
        r.Of("System.Net.Security.SslNative")
            .Add($"SecureConnect(Object,String,{CertificateNatives.Certificate},{CertificateNatives.Certificate},Int32,Int32,Boolean)", Secure)
            .Add("SecureRead(Object,Byte[],Int32,Int32,Int32)", ReadSecure)
            .Add("SecureWrite(Object,Byte[],Int32,Int32,Int32)", WriteSecure)
            .Add("DataAvailable(Object)", (ref NativeCall c) => c.Return(Guard(ref c, Of(ref c), static s => (int)(s.Tls?.Length ?? 0))));
    }

    private static HostSocket Of(ref NativeCall c) => (c.Object(0) as Instance)?.Host as HostSocket ?? throw DeviceFault.Null();

    /// <summary>Does what may wait or fail: time passes for the program meanwhile, and failures become its exceptions.</summary>
    private static T Guard<TState, T>(ref NativeCall c, TState state, Func<TState, T> action)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return action(state);
        }
        catch (SocketException e)
        {
            // The platform's own exceptions carry the device's number, .NET's the host system's.
            int code = e.GetType() == typeof(SocketException) ? (int)e.SocketErrorCode : e.ErrorCode;
            throw new DeviceFault("System.Net.Sockets.SocketException", "CLR_E_FAIL") { ErrorCode = code };
        }
        catch (ObjectDisposedException)
        {
            throw new DeviceFault("System.ObjectDisposedException", "CLR_E_OBJECT_DISPOSED");
        }
        catch (ArgumentException)
        {
            throw DeviceFault.Argument();
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or InvalidOperationException or NotSupportedException)
        {
            throw new DeviceFault("System.Exception", "CLR_E_FAIL", e.Message);
        }
        finally
        {
            c.Machine.Scheduler.Waited(Stopwatch.GetElapsedTime(start));
        }
    }

    private static void Open(ref NativeCall c)
    {
        AddressFamily family = c.Int(1) == IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        (AddressFamily, SocketType, ProtocolType) kind = (family, (SocketType)c.Int(2), (ProtocolType)c.Int(3));
        HostSocket socket = Guard(ref c, kind, static k => new HostSocket(new Socket(k.Item1, k.Item2, k.Item3)));
        ((Instance)c.Object(0)!).Host = socket;
        c.Machine.Sockets[socket.Socket] = true;
        c.Return(0);
    }

    private static void Connect(ref NativeCall c) => Guard(
        ref c, (Of(ref c), new IPEndPoint(new IPAddress(c.Array(1).Bytes), c.Int(2))), static s =>
        {
            s.Item1.Socket.Connect(s.Item2);
            return true;
        });

    private static void Send(ref NativeCall c) => c.Return(Guard(
        ref c, (Of(ref c), Piece(ref c), (SocketFlags)c.Int(4), Wait(c.Int(5))), static s =>
        {
            s.Item1.Socket.SendTimeout = s.Item4;
            return s.Item1.Socket.Send(s.Item2, s.Item3);
        }));

    private static void Receive(ref NativeCall c) => c.Return(Guard(
        ref c, (Of(ref c), Piece(ref c), (SocketFlags)c.Int(4), Wait(c.Int(5))), static s =>
        {
            s.Item1.Socket.ReceiveTimeout = s.Item4;
            return s.Item1.Socket.Receive(s.Item2, s.Item3);
        }));

    private static void Close(ref NativeCall c)
    {
        c.Machine.Sockets.TryRemove(Of(ref c).Socket, out _);
        c.Return(Guard(ref c, Of(ref c), static s =>
        {
            s.Tls?.Dispose();
            s.Socket.Dispose();
            return 0;
        }));
    }

    private static void Resolve(ref NativeCall c)
    {
        string name = c.Text(0);
        byte[][] found = Guard(ref c, name, static n => Array.ConvertAll(Dns.GetHostAddresses(n), a => a.GetAddressBytes()));
        Loading.Resolver types = c.Machine.Program.Resolver;
        ArrayObject list = c.Heap.NewArray(types.ArrayOf(types.ArrayOf(types.WellKnown("System.Byte"))), found.Length);
        Execution.Interpreter.WriteThrough(c[2], Value.Ref(list));
        for (int i = 0; i < found.Length; i++)
        {
            ArrayObject address = c.NewArray("System.Byte", found[i].Length);
            found[i].CopyTo(address.Bytes, 0);
            list.Items[i] = address;
        }

        Execution.Interpreter.WriteThrough(c[1], Value.Ref(c.Heap.NewString(name)));
    }

    private static void Name(ref NativeCall c)
    {
        var end = (IPEndPoint)Guard(ref c, (Of(ref c), c.Bool(1)), static s => s.Item2 ? s.Item1.Socket.RemoteEndPoint : s.Item1.Socket.LocalEndPoint)!;
        Execution.Interpreter.WriteThrough(c[2], Value.Int(end.Port));
        c.Return(end.Address.GetAddressBytes());
    }

    private static void SetOption(ref NativeCall c) => Guard(
        ref c, (Of(ref c), (SocketOptionLevel)c.Int(1), (SocketOptionName)c.Int(2), c.Array(3).Bytes), static s =>
        {
            s.Item1.Socket.SetSocketOption(s.Item2, s.Item3, s.Item4);
            return true;
        });

    private static void Poll(ref NativeCall c) => c.Return(Guard(
        ref c, (Of(ref c), c.Int(2), (SelectMode)c.Int(1)), static s => s.Item1.Socket.Poll(s.Item2, s.Item3)));

    private static void Secure(ref NativeCall c)
    {
        HostSocket socket = Of(ref c);
        var stream = Guard(ref c, socket.Socket, static s => new Nano.SslStream(s));
        stream.SslVerification = (Nano.SslVerification)c.Int(5);
        stream.UseStoredDeviceCertificate = c.Bool(6);
        var own = Guard(ref c, c.Object(2) as Instance, CertificateNatives.Of);
        var authority = Guard(ref c, c.Object(3) as Instance, CertificateNatives.Of);
        Guard(ref c, (stream, c.Text(1), own, authority, (Nano.SslProtocols)c.Int(4)), static s =>
        {
            s.stream.AuthenticateAsClient(s.Item2, s.own, s.authority, s.Item5);
            return true;
        });
        socket.Tls = stream;
    }

    private static Nano.SslStream Tls(HostSocket socket) => socket.Tls ?? throw DeviceFault.InvalidOperation();

    private static void ReadSecure(ref NativeCall c) => c.Return(Guard(
        ref c, (Of(ref c), Tls(Of(ref c)), Piece(ref c), Wait(c.Int(4))), static s =>
        {
            s.Item1.Socket.ReceiveTimeout = s.Item4;
            return s.Item2.Read(s.Item3.Array!, s.Item3.Offset, s.Item3.Count);
        }));

    private static void WriteSecure(ref NativeCall c) => c.Return(Guard(
        ref c, (Of(ref c), Tls(Of(ref c)), Piece(ref c), Wait(c.Int(4))), static s =>
        {
            s.Item1.Socket.SendTimeout = s.Item4;
            s.Item2.Write(s.Item3.Array!, s.Item3.Offset, s.Item3.Count);
            return s.Item3.Count;
        }));

    private static ArraySegment<byte> Piece(ref NativeCall c)
    {
        byte[] bytes = c.Array(1).Bytes;
        (int offset, int count) = (c.Int(2), c.Int(3));
        return offset >= 0 && count >= 0 && count <= bytes.Length - offset ? new ArraySegment<byte>(bytes, offset, count) : throw DeviceFault.OutOfRange();
    }

    /// <summary>The device's "for ever" is -1, the host's 0.</summary>
    private static int Wait(int milliseconds) => Math.Max(0, milliseconds);
}

/// <summary>The host's end of a socket of the program.</summary>
internal sealed class HostSocket(Socket socket)
{
    public Socket Socket { get; } = socket;

    /// <summary>TLS on it, once there was a handshake.</summary>
    public Nano.SslStream? Tls { get; set; }
}
