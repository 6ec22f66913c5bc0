using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tools;
using nanoDer.Xmpp;

namespace nanoDer.Grid;

/// <summary>
/// One connection to the XMPP server: moves bytes between a socket and the engine on a loop of its own, from the login on to the end. Others
/// hand work to that loop, so that engines need no locks.
/// </summary>
internal sealed class GridStream : IAsyncDisposable
{
    private const int BufferBytes = 16_384;
    private const int LongestTurn = 200;

    private readonly GridOptions _options;
    private readonly IStreamUser _user;
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _received = new byte[BufferBytes];
    private readonly TcpClient _tcp = new();
    private Stream? _stream;
    private Task _loop = Task.CompletedTask;
    private bool _isOver;

    public GridStream(GridOptions options, XmppClient xmpp, IStreamUser user)
    {
        _options = options;
        _user = user;
        Xmpp = xmpp;
    }

    /// <summary>The engine, to be used on the loop alone.</summary>
    public XmppClient Xmpp { get; }

    /// <summary>TLS version and cipher suite, such as <c>TLS 1.3, TLS_AES_128_GCM_SHA256</c>.</summary>
    public string Security { get; private set; } = "";

    /// <summary>Connects and logs in; then the loop goes on by itself.</summary>
    /// <exception cref="UserError">A step failed, or took longer than the options allow.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.Timeout);
        try
        {
            await _tcp.ConnectAsync(_options.Server.Host, _options.Server.Port, patience.Token);
        }
        catch (SocketException e)
        {
            throw new UserError(_options.Server.ToString(), $"no connection ({e.Message})", "check host, port and whether the server runs");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UserError(_options.Server.ToString(), $"no connection within {_options.Timeout.TotalSeconds} s", "check host, port and firewall");
        }

        _tcp.NoDelay = true;
        _stream = _tcp.GetStream();
        Xmpp.Connect(Environment.TickCount64);
        _loop = Task.Run(LoopAsync, CancellationToken.None);
        await _online.Task.WaitAsync(cancellation);
    }

    /// <summary>Does something on the loop.</summary>
    /// <returns>False when the loop has ended.</returns>
    public bool Post(Action work) => _work.Writer.TryWrite(work);

    /// <summary>Ends the stream in order, as far as that still goes.</summary>
    public async ValueTask DisposeAsync()
    {
        Post(() =>
        {
            _isOver = true;
            Xmpp.Close();
        });
        await Task.WhenAny(_loop, Task.Delay(TimeSpan.FromSeconds(3)));
        _stream?.Dispose();
        _tcp.Dispose();
        await _loop;
    }

    private async Task LoopAsync()
    {
        UserError? reason = null;
        try
        {
            await PumpAsync();
        }
        catch (UserError e)
        {
            reason = e;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            reason = new UserError(_options.Server.ToString(), $"the connection broke ({e.Message})", "check the network and the server");
        }
        catch (Exception e)
        {
            reason = new UserError("the grid side", $"{e.GetType().Name}: {e.Message}", "a fault of this program: please report it");
        }

        _work.Writer.TryComplete();
        while (_work.Reader.TryRead(out Action? work))
        {
            work();
        }

        reason ??= Ending();
        _online.TrySetException(reason);
        _ = _online.Task.Exception;
        _user.Ended(reason);
    }

    private async Task PumpAsync()
    {
        Task<int>? reading = null;
        Task<bool>? waiting = null;
        while (true)
        {
            while (_work.Reader.TryRead(out Action? work))
            {
                work();
            }

            long now = Environment.TickCount64;
            Xmpp.Tick(now);
            long next = Xmpp.IsOnline ? _user.Turn(now) : long.MaxValue;
            if (Xmpp.Next() is XmppEvent.Closed || Xmpp.Status != DerStatus.Ok)
            {
                await FlushAsync();
                return;
            }

            if (await FlushAsync())
            {
                continue;
            }

            reading ??= _stream!.ReadAsync(_received, 0, _received.Length, CancellationToken.None);
            waiting ??= _work.Reader.WaitToReadAsync().AsTask();
            if (!reading.IsCompleted && !waiting.IsCompleted)
            {
                int patience = (int)Math.Clamp(next - now, 1, LongestTurn);
                await Task.WhenAny(reading, waiting, Task.Delay(patience));
            }

            if (waiting.IsCompleted)
            {
                waiting = null;
            }

            if (reading.IsCompleted)
            {
                int count = await reading;
                reading = null;
                if (count == 0)
                {
                    Xmpp.Disconnected();
                }
                else if (!await TakeAsync(count))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Works on bytes received.</summary>
    /// <returns>False when the stream has ended.</returns>
    private async Task<bool> TakeAsync(int count)
    {
        int offset = 0;
        while (true)
        {
            XmppEvent happened = Xmpp.Next();
            switch (happened)
            {
                case XmppEvent.StartTls:
                    await FlushAsync();
                    await SecureAsync();
                    return true;
                case XmppEvent.PayloadStart or XmppEvent.Payload:
                    if (_user.Read(happened == XmppEvent.PayloadStart))
                    {
                        continue;
                    }

                    break;
                case XmppEvent.Closed:
                    await FlushAsync();
                    return false;
                case XmppEvent.Online:
                    _online.TrySetResult();
                    _user.Happened(happened);
                    continue;
                case XmppEvent.None:
                    break;
                default:
                    _user.Happened(happened);
                    continue;
            }

            if (offset == count)
            {
                return true;
            }

            offset += Xmpp.Feed(_received, offset, count - offset);
        }
    }

    private async Task SecureAsync()
    {
        using var patience = new CancellationTokenSource(_options.Timeout);
        var tls = new SslStream(_stream!);
        try
        {
            await tls.AuthenticateAsClientAsync(GridTls.Options(_options), patience.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw new UserError(_options.Server.ToString(), $"no TLS session ({e.Message})", "check the authority, the server's certificate and its name");
        }
        catch (OperationCanceledException)
        {
            throw new UserError(_options.Server.ToString(), $"no TLS session within {_options.Timeout.TotalSeconds} s", "check that the server speaks TLS");
        }

        _stream = tls;
        Security = $"TLS {(tls.SslProtocol == SslProtocols.Tls13 ? "1.3" : "1.2")}, {tls.NegotiatedCipherSuite}";
        Xmpp.TlsEstablished(Environment.TickCount64);
    }

    /// <summary>Sends what waits.</summary>
    /// <returns>True when there was something.</returns>
    private async Task<bool> FlushAsync()
    {
        int count = Xmpp.OutputCount;
        if (count == 0)
        {
            return false;
        }

        await _stream!.WriteAsync(Xmpp.Output.AsMemory(Xmpp.OutputOffset, count), CancellationToken.None);
        Xmpp.Consume(count);
        return true;
    }

    private UserError Ending()
    {
        string[] words = EventText.Status(Xmpp.Status).Split("; ", 2);
        return new UserError(_options.Server.ToString(), _isOver ? "the stream was ended" : words[0], words.Length > 1 ? words[1] : "see the server's log");
    }
}
