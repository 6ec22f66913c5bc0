using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Mms;
using nanoDer.Tools;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>
/// The client side over the same engines as the gateway. One request at a time: bytes are read while somebody waits for an answer.
/// </summary>
public sealed class GridClient : IGridClient
{
    private const string Resource = "grid";
    private const int BufferBytes = 4096;

    private readonly GridOptions _options;
    private readonly XmppClient _xmpp;
    private readonly MmsDecoder _decoder;
    private readonly MmsEncoder _encoder;
    private readonly MmsTree _request;
    private readonly MmsTree _answer;
    private readonly MmsBuilder _builder;
    private readonly byte[] _to;
    private readonly byte[] _received = new byte[BufferBytes];
    private readonly TcpClient _tcp = new();
    private Stream? _stream;
    private Task<int>? _reading;
    private int _number;
    private bool _associated;

    private GridClient(GridOptions options)
    {
        _options = options;
        _to = Encoding.UTF8.GetBytes(options.To);
        var plan = new MemoryPlan
        {
            XmlInputBytes = 16_384, XmlDepth = 200, XmlNameBytes = 8192, StanzaBytes = 250_000, OutputBytes = 260_000, RequestBytes = 4096,
            MmsNodes = 20_000, MmsValueBytes = 65_000, MmsDepth = 200,
        };
        var namespaces = new XmlNamespaces(24);
        var account = new XmppAccount(nanoDer.Xmpp.Jid.Parse(options.Jid.ToString()), Resource, XerDialect.Namespace)
        {
            StepTimeout = (int)options.Timeout.TotalMilliseconds,
            Peers = new PeerList(plan),
        };

        // The gateway may watch whether this client is still there, and ends its association when it is not.
        account.Peers.Add(options.To.Split('/')[0]);
        var dialect = new XerDialect(XerForm.Scsm82, namespaces);
        _xmpp = new XmppClient(plan, account, namespaces, dialect.NamespaceNumber);
        _decoder = new MmsDecoder(dialect, plan);
        _encoder = new MmsEncoder(dialect, plan);
        _request = new MmsTree(plan);
        _answer = new MmsTree(plan);
        _builder = new MmsBuilder(plan);
    }

    /// <summary>TLS version and cipher suite of the connection to the server, such as <c>TLS 1.3, TLS_AES_128_GCM_SHA256</c>.</summary>
    public string Security { get; private set; } = "";

    /// <summary>Connects, logs in and associates with the gateway.</summary>
    /// <exception cref="UserError">A step failed, or took longer than the options allow.</exception>
    public static async Task<GridClient> ConnectAsync(GridOptions options, CancellationToken cancellation)
    {
        var client = new GridClient(options);
        try
        {
            await client.LogInAsync(cancellation);
            await client.AssociateAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<GridIdentity> IdentifyAsync(CancellationToken cancellation)
    {
        Begin();
        _builder.Null(Kind.IdentifyRequest);
        int response = await ConfirmedAsync(cancellation);
        return new GridIdentity(Text(response, Kind.VendorName), Text(response, Kind.ModelName), Text(response, Kind.Revision));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> NamesAsync(string? domain, CancellationToken cancellation)
    {
        var names = new List<string>();
        bool more = true;
        while (more)
        {
            Begin();
            _builder.Begin(Kind.GetNameListRequest);
            _builder.Begin(Kind.ObjectClass);
            _builder.Integer(Kind.BasicObjectClass, domain is null ? 9 : 0);
            _builder.End();
            _builder.Begin(Kind.ObjectScope);
            if (domain is null)
            {
                _builder.Null(Kind.ScopeVmd);
            }
            else
            {
                _builder.Value(Kind.ScopeDomain, Encoding.UTF8.GetBytes(domain));
            }

            _builder.End();
            if (names.Count > 0)
            {
                _builder.Value(Kind.ContinueAfter, Encoding.UTF8.GetBytes(names[^1]));
            }

            int response = await ConfirmedAsync(cancellation);
            int before = names.Count;
            names.AddRange(MmsData.Children(_answer, _answer.Child(response, Kind.ListOfIdentifier)).Select(n => MmsData.Text(_answer, n)));
            int follows = _answer.Child(response, Kind.MoreFollows);
            more = follows < 0 || _answer.Boolean(follows);
            if (more && names.Count == before)
            {
                throw Failed("the gateway says that more names follow, but gives none", "update the gateway's firmware");
            }
        }

        return names;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GridReading>> ReadAsync(IReadOnlyList<ObjectReference> references, CancellationToken cancellation)
    {
        Begin();
        _builder.Begin(Kind.ReadRequest);
        _builder.Boolean(Kind.SpecificationWithResult, false);
        _builder.Begin(Kind.VariableAccessSpecification);
        _builder.Begin(Kind.ListOfVariable);
        foreach (ObjectReference reference in references)
        {
            _builder.Begin(Kind.VariableItem);
            _builder.Begin(Kind.VariableSpecification);
            _builder.Begin(Kind.Name);
            _builder.Begin(Kind.DomainSpecific);
            _builder.Value(Kind.DomainId, Encoding.UTF8.GetBytes(reference.Domain));
            _builder.Value(Kind.ItemId, Encoding.UTF8.GetBytes(reference.Item));
            for (int level = 0; level < 4; level++)
            {
                _builder.End();
            }
        }

        int response = await ConfirmedAsync(cancellation);
        int[] results = MmsData.Children(_answer, _answer.Child(response, Kind.ListOfAccessResult)).ToArray();
        if (results.Length != references.Count)
        {
            throw Failed($"{references.Count} objects were asked for, {results.Length} results came", "update the gateway's firmware");
        }

        return references.Zip(results, (reference, node) => _answer.Kind(node) == Kind.Failure
            ? new GridReading(reference, null, MmsData.AccessError(_answer.Int32(node)))
            : new GridReading(reference, MmsData.Value(_answer, _answer.First(node)), null)).ToList();
    }

    /// <summary>Releases the association and ends the stream, as far as that still goes.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (_associated && _xmpp.IsOnline)
            {
                _associated = false;
                _builder.Start(_request);
                _builder.Null(Kind.ConcludeRequestPdu);
                await ExchangeAsync(patience.Token);
            }

            _xmpp.Close();
            await PumpAsync(_ => false, patience.Token);
        }
        catch (Exception e) when (e is UserError or OperationCanceledException or IOException)
        {
            // The connection is given up in any case.
        }

        _stream?.Dispose();
        _tcp.Dispose();
    }

    private async Task LogInAsync(CancellationToken cancellation)
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
        _xmpp.Connect(Environment.TickCount64);
        await PumpAsync(happened => happened == XmppEvent.Online, cancellation);
    }

    private async Task AssociateAsync(CancellationToken cancellation)
    {
        _builder.Start(_request);
        _builder.Begin(Kind.InitiateRequestPdu);
        _builder.Integer(Kind.LocalDetailCalling, 65_000);
        _builder.Integer(Kind.ProposedMaxServOutstandingCalling, 1);
        _builder.Integer(Kind.ProposedMaxServOutstandingCalled, 1);
        _builder.Integer(Kind.ProposedDataStructureNestingLevel, 10);
        _builder.Begin(Kind.InitRequestDetail);
        _builder.Integer(Kind.ProposedVersionNumber, 1);

        // str1, str2, vnam, vlis; getNameList, identify, read, conclude.
        _builder.Bits(Kind.ProposedParameterCbb, 0b11100001000, 11);
        _builder.Bits(Kind.ServicesSupportedCalling, [0x68, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10], 0, 85);
        await ExchangeAsync(cancellation);
        if (_answer.Kind(0) != Kind.InitiateResponsePdu)
        {
            throw Failed("it refused the association", "see its log");
        }

        _associated = true;
    }

    private void Begin()
    {
        _builder.Start(_request);
        _builder.Begin(Kind.ConfirmedRequestPdu);
        _builder.Integer(Kind.InvokeId, _number + 1);
        _builder.Begin(Kind.RequestService);
    }

    /// <summary>Sends the confirmed request that was begun.</summary>
    /// <returns>The node of the service in the answer.</returns>
    private async Task<int> ConfirmedAsync(CancellationToken cancellation)
    {
        await ExchangeAsync(cancellation);
        int invokeId = _answer.Child(0, Kind.InvokeId);
        if (_answer.Kind(0) == Kind.ConfirmedErrorPdu)
        {
            throw Failed($"it answered with the error {MmsData.ServiceError(_answer)}", "ask for something that it has");
        }

        if (_answer.Kind(0) != Kind.ConfirmedResponsePdu || _answer.Int32(invokeId) != _number)
        {
            throw Failed("its answer belongs to another request", "update the gateway's firmware");
        }

        return _answer.First(_answer.Child(0, Kind.ResponseService));
    }

    private async Task ExchangeAsync(CancellationToken cancellation)
    {
        _builder.EndAll();
        _number++;
        _xmpp.BeginRequest(StanzaProfile.RequestType(_request), _to, 0, _to.Length, _number);
        _encoder.Begin(_request);
        if (_builder.Status != DerStatus.Ok || !_encoder.Continue(_xmpp.Writer) || !_xmpp.EndStanza(StanzaKind.Iq))
        {
            throw UserError.Usage("request", "it is too large for one stanza", "ask for fewer objects at a time");
        }

        byte[] id = Encoding.ASCII.GetBytes($"r{_number}");
        string? refusal = null;
        await PumpAsync(happened => happened is XmppEvent.StanzaEnd or XmppEvent.Response && IsAnswer(id, happened, ref refusal), cancellation);
        if (refusal is not null)
        {
            throw Failed(refusal, "check that the gateway is online and speaks MMS");
        }
    }

    private bool IsAnswer(byte[] id, XmppEvent happened, ref string? refusal)
    {
        Stanza stanza = _xmpp.Stanza;
        if (!stanza.From.AsSpan(0, stanza.FromLength).SequenceEqual(_to))
        {
            return false;
        }

        if (stanza.Kind == StanzaKind.Message)
        {
            // A reject comes as a message; the iq's own answer follows.
            return false;
        }

        if (!stanza.Id.AsSpan(0, stanza.IdLength).SequenceEqual(id))
        {
            return false;
        }

        if (stanza.Type == StanzaType.Error)
        {
            refusal = $"it answered with the stanza error {stanza.Condition}";
        }
        else if (happened == XmppEvent.Response || _decoder.Status != DerStatus.Ok)
        {
            refusal = $"its answer is no MMS PDU ({_decoder.Status})";
        }

        return true;
    }

    /// <summary>Moves bytes until <paramref name="until"/> says that enough has happened.</summary>
    private async Task PumpAsync(Func<XmppEvent, bool> until, CancellationToken cancellation)
    {
        DateTime end = DateTime.UtcNow + _options.Timeout;
        while (true)
        {
            _xmpp.Tick(Environment.TickCount64);
            await FlushAsync(cancellation);
            if (_xmpp.Next() is XmppEvent.Closed || _xmpp.Status != DerStatus.Ok)
            {
                throw Ended(_xmpp.Status);
            }

            _reading ??= _stream!.ReadAsync(_received, 0, _received.Length, CancellationToken.None);
            if (await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromMilliseconds(200), cancellation)) != _reading)
            {
                cancellation.ThrowIfCancellationRequested();
                if (DateTime.UtcNow > end)
                {
                    throw Failed($"no answer within {_options.Timeout.TotalSeconds} s", "check that the gateway is online");
                }

                continue;
            }

            int count;
            try
            {
                count = await _reading;
            }
            catch (IOException)
            {
                count = 0;
            }

            _reading = null;
            if (count == 0)
            {
                _xmpp.Disconnected();
                continue;
            }

            if (await WorkAsync(count, until, cancellation))
            {
                return;
            }
        }
    }

    private async Task<bool> WorkAsync(int count, Func<XmppEvent, bool> until, CancellationToken cancellation)
    {
        int offset = 0;
        bool enough = false;
        while (true)
        {
            XmppEvent happened = _xmpp.Next();
            switch (happened)
            {
                case XmppEvent.StartTls:
                    await FlushAsync(cancellation);
                    await SecureAsync(cancellation);
                    return false;
                case XmppEvent.PayloadStart or XmppEvent.Payload:
                    DecodeResult result = happened == XmppEvent.PayloadStart ? _decoder.Begin(_answer, _xmpp.Tokenizer) : _decoder.Continue(_xmpp.Tokenizer);
                    if (result != DecodeResult.NeedMore)
                    {
                        _xmpp.PayloadDone();
                        continue;
                    }

                    break;
                case XmppEvent.Closed:
                    throw Ended(_xmpp.Status);
                case XmppEvent.None:
                    break;
                default:
                    enough |= until(happened);
                    continue;
            }

            if (offset == count)
            {
                await FlushAsync(cancellation);
                return enough;
            }

            offset += _xmpp.Feed(_received, offset, count - offset);
        }
    }

    private async Task SecureAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.Timeout);
        var tls = new SslStream(_stream!);
        try
        {
            await tls.AuthenticateAsClientAsync(GridTls.Options(_options), patience.Token);
        }
        catch (Exception e) when (e is System.Security.Authentication.AuthenticationException or IOException)
        {
            throw new UserError(_options.Server.ToString(), $"no TLS session ({e.Message})", "check the authority, the server's certificate and its name");
        }

        _stream = tls;
        Security = $"TLS {(tls.SslProtocol == System.Security.Authentication.SslProtocols.Tls13 ? "1.3" : "1.2")}, {tls.NegotiatedCipherSuite}";
        _xmpp.TlsEstablished(Environment.TickCount64);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_xmpp.OutputCount > 0)
        {
            int count = _xmpp.OutputCount;
            try
            {
                await _stream!.WriteAsync(_xmpp.Output.AsMemory(_xmpp.OutputOffset, count), cancellation);
                _xmpp.Consume(count);
            }
            catch (IOException)
            {
                _xmpp.Disconnected();
            }
        }
    }

    private string Text(int parent, int kind) => MmsData.Text(_answer, _answer.Child(parent, kind));

    private UserError Failed(string why, string fix) => new(_options.To, why, fix);

    private UserError Ended(DerStatus status)
    {
        string[] words = EventText.Status(status).Split("; ", 2);
        return new UserError(_options.Server.ToString(), words[0], words.Length > 1 ? words[1] : "see the server's log");
    }
}
