using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>
/// An MMS client that is associated with one gateway: the engine of <c>lib/nanoDer.Client</c> behind asynchronous calls. Any number of them may
/// wait at a time; as many requests as were agreed on are under way.
/// </summary>
public sealed partial class GridClient : IStreamUser, IAsyncDisposable
{
    private const int PduBytes = 65_000;
    private const int SequenceTurn = 100;

    // After so many milliseconds without a word of the gateway it is asked whether it still knows this client.
    private const int Silence = 3000;

    private readonly GridOptions _options;
    private readonly string _to;
    private readonly GridStream _stream;
    private readonly MmsClient _client;
    private readonly PduPath _path;
    private readonly Queue<Question> _waiting = new();
    private readonly Dictionary<int, Question> _asked = [];
    private readonly List<Run> _running = [];
    private readonly List<(ReportSubscription Subscription, Action<ReportReader> Take)> _subscriptions = [];
    private readonly ReportReader _report = new();
    private StanzaCondition _condition;
    private long _heard;
    private bool _probes;
    private volatile UserError? _end;

    private GridClient(GridOptions options, string to)
    {
        _options = options;
        _to = to;
        MemoryPlan plan = Plan();
        var namespaces = new XmlNamespaces(24);
        var account = new XmppAccount(nanoDer.Xmpp.Jid.Parse(options.Jid.ToString()), options.Resource, XerDialect.Namespace)
        {
            StepTimeout = (int)options.Timeout.TotalMilliseconds,
            Peers = new PeerList(plan),
        };

        // The gateway may watch whether this client is still there, and ends its association when it is not; and the other way round.
        account.Peers.Add(to.Split('/')[0]);
        var dialect = new XerDialect(XerForm.Scsm82, namespaces);
        PduShield? shield = options.EndToEnd is null ? null : new PduShield(options.EndToEnd, namespaces, plan, System.Text.Encoding.UTF8.GetBytes(to));
        account.SideFeatures = shield is null ? null : [EndToEnd.EndToEndProfile.Namespace];
        var xmpp = new XmppClient(plan, account, namespaces, dialect.NamespaceNumber);
        _client = new MmsClient(plan, options.Outstanding, PduBytes) { TimeOut = (int)options.Timeout.TotalMilliseconds };
        _path = new PduPath(xmpp, dialect, plan, to, shield);
        _stream = new GridStream(options, xmpp, this);
    }

    /// <summary>TLS version and cipher suite of the connection to the server, such as <c>TLS 1.3, TLS_AES_128_GCM_SHA256</c>.</summary>
    public string Security => _stream.Security;

    /// <summary>Whether there is an association.</summary>
    public bool IsOpen => _client.IsOpen;

    /// <summary>Why the connection to the server has ended; null while it has not.</summary>
    public UserError? End => _end;

    /// <summary>Told on the client's own loop when the gateway has gone, or the way to it: associations and subscriptions have ended.</summary>
    public event Action? Lost;

    /// <summary>Sizes for a computer: a stanza of 250,000 bytes.</summary>
    internal static MemoryPlan Plan() => new()
    {
        XmlInputBytes = 16_384, XmlDepth = 200, XmlNameBytes = 8192, StanzaBytes = 250_000, OutputBytes = 1_000_000, RequestBytes = 8192,
        EndToEndBytes = 120_000, Associations = 1, MmsNodes = 20_000, MmsValueBytes = 65_000, MmsDepth = 200, ResumeBytes = 0, Peers = 64,
    };

    /// <summary>Connects, logs in and associates with the gateway.</summary>
    /// <param name="options">Who the client is.</param>
    /// <param name="to">Full JID of the gateway.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserError">A step failed, or took longer than the options allow.</exception>
    public static async Task<GridClient> ConnectAsync(GridOptions options, string to, CancellationToken cancellation)
    {
        var client = new GridClient(options, to);
        try
        {
            await client._stream.OpenAsync(cancellation);
            await client.AssociateAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the association anew, after the gateway was gone.</summary>
    public Task AssociateAsync(CancellationToken cancellation) => AskAsync(c => c.Initiate(), _ => true, cancellation);

    /// <summary>Releases the association and ends the stream, as far as that still goes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsOpen && _end is null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await AskAsync(c => c.Conclude(), _ => true, patience.Token);
            }
            catch (Exception e) when (e is UserError or OperationCanceledException)
            {
                // The connection is given up in any case.
            }
        }

        await _stream.DisposeAsync();
    }

    bool IStreamUser.Read(bool isStart) => _path.Read(isStart);

    void IStreamUser.Happened(XmppEvent what)
    {
        if (what is not (XmppEvent.StanzaEnd or XmppEvent.Response or XmppEvent.PeerGone) || !_path.IsFromPeer())
        {
            return;
        }

        Stanza stanza = _stream.Xmpp.Stanza;
        _heard = Environment.TickCount64;
        if (what == XmppEvent.StanzaEnd)
        {
            _path.Open();
        }

        if (what == XmppEvent.PeerGone)
        {
            // Its presence ends too when it only does not tell it any more.
            Probe();
        }
        else if (what == XmppEvent.Response && stanza.Type == StanzaType.Error)
        {
            _condition = stanza.Condition;
            On(_client.Fail(_path.Number(), ClientStatus.Unreachable));
            if (_condition is StanzaCondition.UnexpectedRequest or StanzaCondition.ServiceUnavailable or StanzaCondition.RecipientUnavailable)
            {
                // The gateway is not there, or knows nothing of the association because it began anew.
                Abort();
            }
        }
        else if (what == XmppEvent.Response)
        {
            On(_client.Fail(_path.Number(), ClientStatus.BadAnswer));
        }
        else if (_path.Decoded == DerStatus.Ok)
        {
            On(_client.Handle(_path.Received));
            if (stanza.Kind == StanzaKind.Iq)
            {
                On(_client.Fail(_path.Number(), ClientStatus.BadAnswer));
            }
        }
        else if (stanza.Kind == StanzaKind.Iq)
        {
            On(_client.Fail(_path.Number(), ClientStatus.BadAnswer));
        }
    }

    long IStreamUser.Turn(long now)
    {
        for (ClientEvent what = _client.Tick(now); what != ClientEvent.None; what = _client.Tick(now))
        {
            On(what);
        }

        if (_client.IsOpen && now - _heard > Silence)
        {
            Probe();
        }

        foreach (Run run in _running)
        {
            while (run.Sequence.Advance(_client, now))
            {
                Send();
            }
        }

        foreach (Run ended in _running.Where(r => r.Sequence.Status != ClientStatus.Busy).ToArray())
        {
            _running.Remove(ended);
            ended.End(this);
        }

        while (_waiting.Count > 0 && _client.HasRoom)
        {
            Question question = _waiting.Dequeue();
            question.Build(_client);
            ClientStatus status = _client.Send(null, now);
            if (status == ClientStatus.Ok)
            {
                _asked.Add(_client.RequestId, question);
                Send();
            }
            else
            {
                question.Fail(Fault(status));
            }
        }

        return _running.Count > 0 ? Math.Min(_client.NextDeadline, now + SequenceTurn) : _client.NextDeadline;
    }

    void IStreamUser.Ended(UserError reason)
    {
        _end = reason;
        Abort();
        while (_client.Tick(0) != ClientEvent.None)
        {
            // What waits is told below.
        }

        foreach (Question question in _waiting.Concat(_asked.Values))
        {
            question.Fail(reason);
        }

        foreach (Run run in _running)
        {
            run.Done.TrySetException(reason);
        }
    }

    /// <summary>Sends one request.</summary>
    /// <param name="build">Builds it, on the loop.</param>
    /// <param name="read">Reads its answer, on the loop.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="UserError">It was not answered, or with an error.</exception>
    internal Task<T> AskAsync<T>(Action<MmsClient> build, Func<MmsClient, T> read, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var question = new Question(
            build,
            client =>
            {
                try
                {
                    done.TrySetResult(client.Status == ClientStatus.Ok ? read(client) : throw Fault(client.Status));
                }
                catch (UserError e)
                {
                    done.TrySetException(e);
                }
            },
            error => done.TrySetException(error));
        Post(() => _waiting.Enqueue(question));
        return done.Task.WaitAsync(cancellation);
    }

    /// <summary>Runs a sequence to its end.</summary>
    /// <param name="sequence">The sequence, begun.</param>
    /// <param name="each">Sees each good answer of it, on the loop.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="UserError">The way to the gateway is gone.</exception>
    internal async Task RunAsync(ClientSequence sequence, Action<MmsClient>? each, CancellationToken cancellation)
    {
        var run = new Run(sequence, each, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Post(() => _running.Add(run));
        await run.Done.Task.WaitAsync(cancellation);
    }

    /// <summary>What a status means to a person.</summary>
    internal UserError Fault(ClientStatus status) => status switch
    {
        ClientStatus.Error => Failed($"it answered with the error {MmsWords.ServiceError(_client.ErrorClass, _client.ErrorCode)}", "ask for something that it has"),
        ClientStatus.Rejected => Failed($"it rejected the request ({MmsWords.Reject(_client.ErrorClass, _client.ErrorCode)})", "see its log"),
        ClientStatus.TimedOut => Failed($"no answer within {_options.Timeout.TotalSeconds} s", "check that the gateway is online"),
        ClientStatus.Unreachable => Failed($"it answered with the stanza error {_condition}", "check that the gateway is online and speaks MMS"),
        ClientStatus.TooLarge => UserError.Usage("request", "it is too large for one stanza", "ask for fewer objects at a time"),
        ClientStatus.Closed => Failed("the association has ended", "connect again"),
        _ => Failed("its answer is none to what was asked", "update the gateway's firmware"),
    };

    private UserError Failed(string why, string fix) => new(_to, why, fix);

    private void Post(Action work)
    {
        if (!_stream.Post(work))
        {
            throw _end ?? Failed("the stream has ended", "connect again");
        }
    }

    /// <summary>Asks for the gateway's state. Whoever took its place says that there is no association.</summary>
    private void Probe()
    {
        if (_probes || !_client.IsOpen)
        {
            return;
        }

        _probes = true;
        _waiting.Enqueue(new Question(
            client => client.Ask(Kind.StatusRequest),
            client =>
            {
                _probes = false;
                if (client.Status == ClientStatus.TimedOut)
                {
                    Abort();
                }
            },
            _ => _probes = false));
    }

    private void Abort()
    {
        bool wasOpen = _client.IsOpen;
        _client.Abort();
        _subscriptions.Clear();
        if (wasOpen)
        {
            Lost?.Invoke();
        }
    }

    private void Send()
    {
        if (!_path.Send(_client.Request, _client.RequestId, _client.PduBytes))
        {
            On(_client.Fail(_client.RequestId, ClientStatus.TooLarge));
        }
    }

    private void On(ClientEvent what)
    {
        switch (what)
        {
            case ClientEvent.Answer when _client.Owner is { } owner:
                if (_client.Status == ClientStatus.Ok)
                {
                    _running.Find(r => r.Sequence == owner)?.Each?.Invoke(_client);
                }
                else if (owner.Status != ClientStatus.Busy)
                {
                    // Told at once, while the client still knows which error it was.
                    _running.Find(r => r.Sequence == owner)?.End(this);
                }

                break;
            case ClientEvent.Answer:
                if (_asked.Remove(_client.InvokeId, out Question? question))
                {
                    question.Done(_client);
                }

                break;
            case ClientEvent.Report when _report.Read(_client.Pdu, _client.Node):
                foreach ((ReportSubscription subscription, Action<ReportReader> take) in _subscriptions.ToArray())
                {
                    if (subscription.Take(_report))
                    {
                        take(_report);
                    }
                }

                break;
            case ClientEvent.Control:
                foreach (Run run in _running)
                {
                    (run.Sequence as ControlSequence)?.Inform(_client);
                }

                break;
        }
    }

    /// <summary>A request that waits, or is under way.</summary>
    private sealed record Question(Action<MmsClient> Build, Action<MmsClient> Done, Action<UserError> Fail);

    /// <summary>A sequence under way.</summary>
    private sealed record Run(ClientSequence Sequence, Action<MmsClient>? Each, TaskCompletionSource Done)
    {
        /// <summary>Tells how it ended. What the sequence itself can tell is a result.</summary>
        public void End(GridClient client)
        {
            bool isResult = Sequence.Status is ClientStatus.Ok or ClientStatus.Denied or ClientStatus.Refused
                || (Sequence is ControlSequence && Sequence.Status == ClientStatus.TimedOut);
            _ = isResult ? Done.TrySetResult() : Done.TrySetException(client.Fault(Sequence.Status));
        }
    }
}
