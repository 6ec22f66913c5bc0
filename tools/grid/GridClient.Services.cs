using System.Text;
using nanoDer.Client;
using nanoDer.Mms;
using nanoDer.Tools;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <content>The services.</content>
public sealed partial class GridClient
{
    // References in one read: what a request of 10,000 bytes holds with some room.
    private const int ReadAtOnce = 20;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private int _number = Environment.TickCount & 0xFF;

    /// <summary>Who the gateway says it is (MMS identify).</summary>
    public Task<GridIdentity> IdentifyAsync(CancellationToken cancellation) => AskAsync(
        c => c.Ask(Kind.IdentifyRequest),
        c => new GridIdentity(Text(c, Kind.VendorName), Text(c, Kind.ModelName), Text(c, Kind.Revision)),
        cancellation);

    /// <summary>The gateway's logical devices (MMS getNameList); continues until there are no more.</summary>
    public Task<IReadOnlyList<string>> DevicesAsync(CancellationToken cancellation) => NamesAsync(MmsClient.Domains, null, cancellation);

    /// <summary>The names of variables (0), data sets (2) or logs (8) in a logical device.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(int objectClass, string? domain, CancellationToken cancellation)
    {
        var names = new List<string>();
        var list = new ListSequence();
        list.Names(objectClass, domain is null ? null : Bytes(domain));
        await RunAsync(
            list, c => names.AddRange(MmsData.Children(c.Pdu, c.Pdu.Child(c.Node, Kind.ListOfIdentifier)).Select(n => MmsData.Text(c.Pdu, n))), cancellation);
        return names;
    }

    /// <summary>What an object is (MMS getVariableAccessAttributes).</summary>
    public Task<GridType> TypeAsync(ObjectReference reference, CancellationToken cancellation) => AskAsync(
        c => With(reference, (name, count) => c.Describe(Kind.GetVariableAccessAttributesRequest, name, 0, count)),
        c => TypeData.Read(c.Pdu, c.Pdu.Child(c.Node, Kind.TypeDescription)),
        cancellation);

    /// <summary>The members of a data set (MMS getNamedVariableListAttributes).</summary>
    public Task<IReadOnlyList<string>> MembersAsync(string dataSet, CancellationToken cancellation) => AskAsync<IReadOnlyList<string>>(
        c => c.Describe(Kind.GetNamedVariableListAttributesRequest, Bytes(dataSet), 0, Encoding.UTF8.GetByteCount(dataSet)),
        c => MmsData.Children(c.Pdu, c.Pdu.Child(c.Node, Kind.ListOfVariable)).Select(item => Name(c.Pdu, item + 3)).ToList(),
        cancellation);

    /// <summary>The values of <paramref name="references"/>, in their order (MMS read). A missing object is a result, not an error.</summary>
    public async Task<IReadOnlyList<GridReading>> ReadAsync(IReadOnlyList<ObjectReference> references, CancellationToken cancellation)
    {
        var readings = new List<GridReading>();
        foreach (ObjectReference[] some in references.Chunk(ReadAtOnce))
        {
            readings.AddRange(await ReadSomeAsync(some, cancellation));
        }

        return readings;
    }

    /// <summary>Writes values given as text, as the types of the objects want them (MMS write).</summary>
    /// <returns>For each, null or the name of the DataAccessError.</returns>
    /// <exception cref="UserError">A text is no value of its object's type; then nothing is written.</exception>
    public async Task<IReadOnlyList<string?>> WriteAsync(IReadOnlyList<(ObjectReference Reference, string Value)> values, CancellationToken cancellation)
    {
        var writers = new List<Action<MmsBuilder>>();
        foreach ((ObjectReference reference, string value) in values)
        {
            writers.Add(TypeData.Writer(await TypeAsync(reference, cancellation), value));
        }

        return await AskAsync<IReadOnlyList<string?>>(
            c =>
            {
                c.BeginAccess(Kind.WriteRequest);
                foreach ((ObjectReference reference, _) in values)
                {
                    With(reference, (name, count) => c.AddVariable(name, 0, count));
                }

                c.BeginValues();
                writers.ForEach(w => w(c.Builder));
            },
            c =>
            {
                string?[] results = MmsData.Children(c.Pdu, c.Node).Select(n => c.Pdu.Kind(n) == Kind.Failure ? MmsWords.AccessError(c.Pdu.Int32(n)) : null).ToArray();
                return results.Length == values.Count ? results : throw Fault(ClientStatus.BadAnswer);
            },
            cancellation);
    }

    /// <summary>Gives a command and waits for its end.</summary>
    /// <param name="control">The command.</param>
    /// <param name="progress">Told each new stage, on the loop.</param>
    /// <param name="cancellation">Ends the waiting, not the command.</param>
    public async Task<GridCommandResult> OperateAsync(GridControl control, Action<string>? progress, CancellationToken cancellation)
    {
        TimeSpan wait = control.At is { } at && at > DateTimeOffset.UtcNow ? at - DateTimeOffset.UtcNow : TimeSpan.Zero;
        var sequence = new ControlSequence
        {
            Value = control.Value, IsTest = control.IsTest, Checks = control.Checks, Category = control.Category,
            Number = Interlocked.Increment(ref _number) & 0xFF, Time = TypeData.Utc(DateTimeOffset.UtcNow),
            OperTime = control.At is { } time ? TypeData.Utc(time) : 0, ExecuteTime = (int)(control.Patience + wait).TotalMilliseconds,
        };
        sequence.SetIdentity(Bytes(control.Originator));
        sequence.Start(Bytes(control.Object.ToString()));
        ControlStage told = sequence.Stage;
        void Tell()
        {
            if (sequence.Stage != told && sequence.Status == ClientStatus.Busy)
            {
                told = sequence.Stage;
                progress?.Invoke(told.ToString().ToLowerInvariant());
            }
        }

        Task run = RunAsync(sequence, _ => Tell(), cancellation);
        if (control.CancelAfter is { } after)
        {
            if (await Task.WhenAny(run, Task.Delay(after, cancellation)) != run || (sequence.OperTime != 0 && sequence.Status == ClientStatus.Ok))
            {
                Post(sequence.Cancel);
                await Task.WhenAny(run, Task.Delay(Glance, cancellation));
                run = run.IsCompleted && sequence.Status == ClientStatus.Busy ? RunAsync(sequence, null, cancellation) : run;
            }
        }

        await run;
        if (control.At is not null && !sequence.Shape.HasOperTm)
        {
            progress?.Invoke("the object has no operTm: it was done at once");
        }

        return new GridCommandResult(
            MmsWords.ControlModel(sequence.Model),
            sequence.IsCancelled ? "cancelled" : MmsWords.Status(sequence.Status),
            sequence.Stage.ToString().ToLowerInvariant(),
            sequence.AddCause >= 0 && sequence.Status != ClientStatus.Ok ? MmsWords.AddCauseName(sequence.AddCause) : null,
            sequence.AccessError >= 0 ? MmsWords.AccessError(sequence.AccessError) : null);
    }

    /// <summary>Enables a report control block.</summary>
    /// <param name="subscription">What is to be set; kept by the caller to go on with after a lost association.</param>
    /// <param name="block">The control block.</param>
    /// <param name="take">Told each report, on the loop.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task SubscribeAsync(ReportSubscription subscription, ObjectReference block, Action<ReportReader> take, CancellationToken cancellation)
    {
        subscription.Start(Bytes(block.ToString()));

        // The first report may come before the answer that says that there will be some.
        Post(() => _subscriptions.Add((subscription, take)));
        await RunAsync(subscription, null, cancellation);
        if (subscription.Status != ClientStatus.Ok)
        {
            Post(() => _subscriptions.RemoveAll(s => s.Subscription == subscription));
            string why = subscription.Status == ClientStatus.Denied
                ? $"attribute {AttributeName(subscription)} was refused ({MmsWords.AccessError(subscription.AccessError)})"
                : MmsWords.Status(subscription.Status);
            throw new UserError(block.ToString(), why, "see whether it exists, has a data set and is free");
        }
    }

    /// <summary>Disables a report control block and gives it back.</summary>
    public async Task UnsubscribeAsync(ReportSubscription subscription, CancellationToken cancellation)
    {
        subscription.Stop();
        await RunAsync(subscription, null, cancellation);
        Post(() => _subscriptions.RemoveAll(s => s.Subscription == subscription));
    }

    /// <summary>The entries of a log, from the oldest on (MMS readJournal).</summary>
    public async Task<IReadOnlyList<GridEntry>> LogAsync(ObjectReference log, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellation)
    {
        var entries = new List<GridEntry>();
        var journal = new JournalReader();
        var list = new ListSequence();
        list.Journal(Bytes(log.ToString()), from is { } f ? TypeData.EntryTime(f) : -1, to is { } t ? TypeData.EntryTime(t) : -1);
        await RunAsync(
            list,
            c =>
            {
                journal.Open(c.Pdu, c.Node);
                while (journal.NextEntry())
                {
                    entries.Add(new GridEntry(MmsData.Octets(c.Pdu, journal.EntryId), MmsData.BinaryTime(c.Pdu, journal.Time), Variables(c.Pdu, journal)));
                }
            },
            cancellation);
        return entries;
    }

    /// <summary>The files of the gateway, or those of a directory (MMS fileDirectory).</summary>
    public async Task<IReadOnlyList<GridFile>> FilesAsync(string? directory, CancellationToken cancellation)
    {
        var files = new List<GridFile>();
        var list = new ListSequence();
        list.Files(directory is null ? null : Bytes(directory));
        await RunAsync(
            list,
            c => files.AddRange(MmsData.Children(c.Pdu, c.Pdu.Child(c.Node, Kind.ListOfDirectoryEntry)).Select(e =>
            {
                int attributes = c.Pdu.Child(e, Kind.FileAttributes);
                int modified = c.Pdu.Child(attributes, Kind.LastModified);
                return new GridFile(
                    string.Concat(MmsData.Children(c.Pdu, c.Pdu.Child(e, Kind.FileName)).Select(n => MmsData.Text(c.Pdu, n))),
                    c.Pdu.Int32(c.Pdu.Child(attributes, Kind.SizeOfFile)),
                    modified < 0 ? null : MmsData.Text(c.Pdu, modified));
            })),
            cancellation);
        return files;
    }

    /// <summary>Fetches a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="output">Takes its content.</param>
    /// <param name="progress">Told octets so far and in all, on the loop.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task FetchAsync(string name, Stream output, Action<long, int>? progress, CancellationToken cancellation)
    {
        var file = new FileSequence();
        file.Start(Bytes(name));
        long count = 0;
        await RunAsync(
            file,
            c =>
            {
                output.Write(c.Pdu?.Values ?? [], file.Count > 0 ? file.Offset : 0, file.Count);
                count += file.Count;
                progress?.Invoke(count, file.Size);
            },
            cancellation);
    }

    /// <summary>A report in the client's own form.</summary>
    /// <param name="report">The report, read.</param>
    /// <param name="members">Names of the data set's members.</param>
    public static GridReport ToReport(ReportReader report, IReadOnlyList<string> members)
    {
        MmsTree tree = report.Tree;
        var values = new List<GridMember>();
        while (report.Next())
        {
            string name = report.Reference >= 0 ? MmsData.Text(tree, report.Reference) : report.Member < members.Count ? members[report.Member] : $"#{report.Member}";
            values.Add(tree.Kind(report.Value) == Kind.Failure
                ? new GridMember(name, null, MmsWords.AccessError(tree.Int32(report.Value)), MmsWords.Reason(report.Reason))
                : new GridMember(name, MmsData.Value(tree, report.Value), null, MmsWords.Reason(report.Reason)));
        }

        return new GridReport(
            MmsData.Text(tree, report.RptId),
            report.SqNum,
            report.TimeOfEntry < 0 ? null : MmsData.BinaryTime(tree, report.TimeOfEntry),
            report.EntryId < 0 ? null : MmsData.Octets(tree, report.EntryId),
            report.BufOvfl,
            values);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void With(ObjectReference reference, Action<byte[], int> use)
    {
        byte[] name = Bytes(reference.ToString());
        use(name, name.Length);
    }

    private static string Text(MmsClient client, int kind) => MmsData.Text(client.Pdu, client.Pdu.Child(client.Node, kind));

    /// <summary>An ObjectName as text.</summary>
    private static string Name(MmsTree tree, int node) => tree.Kind(node) == Kind.DomainSpecific
        ? $"{MmsData.Text(tree, node + 1)}/{MmsData.Text(tree, node + 2)}"
        : MmsData.Text(tree, node);

    private static string AttributeName(ReportSubscription subscription)
    {
        string[] names = ReportSubscription.Attributes.Split(' ');
        return subscription.FailedAttribute >= 0 ? names[subscription.FailedAttribute] : "?";
    }

    private static List<GridMember> Variables(MmsTree tree, JournalReader journal)
    {
        var members = new List<GridMember>();
        while (journal.NextVariable())
        {
            string tag = MmsData.Text(tree, journal.Tag);
            if (tag == "ReasonCode" && members.Count > 0 && tree.Kind(journal.Value) == Kind.BitString)
            {
                members[^1] = members[^1] with { Reason = MmsWords.Reason(tree.Bits(journal.Value, 6)) };
            }
            else
            {
                members.Add(new GridMember(tag, MmsData.Value(tree, journal.Value), null, ""));
            }
        }

        return members;
    }

    private Task<IReadOnlyList<GridReading>> ReadSomeAsync(ObjectReference[] references, CancellationToken cancellation) => AskAsync<IReadOnlyList<GridReading>>(
        c =>
        {
            c.BeginAccess(Kind.ReadRequest);
            foreach (ObjectReference reference in references)
            {
                With(reference, (name, count) => c.AddVariable(name, 0, count));
            }
        },
        c =>
        {
            int[] results = MmsData.Children(c.Pdu, c.Pdu.Child(c.Node, Kind.ListOfAccessResult)).ToArray();
            if (results.Length != references.Length)
            {
                throw Failed($"{references.Length} objects were asked for, {results.Length} results came", "update the gateway's firmware");
            }

            return references.Zip(results, (reference, node) => c.Pdu.Kind(node) == Kind.Failure
                ? new GridReading(reference, null, MmsWords.AccessError(c.Pdu.Int32(node)))
                : new GridReading(reference, MmsData.Value(c.Pdu, c.Pdu.First(node)), null)).ToList();
        },
        cancellation);
}
