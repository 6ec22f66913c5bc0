using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;

namespace nanoDer.Cli;

/// <summary>The group member: pumps datagrams between engine and path on one thread, and says what happens.</summary>
internal sealed class MemberRun : IGroupMemberEvents, IDisposable
{
    private readonly IMemberPath _path;
    private readonly TextWriter _output;
    private readonly GroupMember _engine;
    private bool _hasPulled;
    private bool _hasFailed;

    public MemberRun(IMemberPath path, GdoiProfile profile, GdoiCredentials credentials, TextWriter output)
    {
        (_path, _output) = (path, output);
        credentials.Account.AckIdentity = path.AckIdentity;
        Keys = new KeyStore(8);
        _engine = new GroupMember(profile, credentials.Account, credentials.Tools, Keys, 16, this);
    }

    public KeyStore Keys { get; }

    /// <summary>Why the pull failed.</summary>
    public string Why => _engine.Status == DerStatus.Ok ? "no answer" : DerStatusText.Of(_engine.Status);

    /// <summary>Number that tells this member's messages from those of other senders; -1 when the key server gave none.</summary>
    public long SenderId => _engine.SenderId;

    /// <summary>Bits of it.</summary>
    public int SenderIdBits => _engine.SenderIdBits;

    /// <summary>Pulls.</summary>
    /// <returns>False when there are no keys.</returns>
    public async Task<bool> PullAsync(CancellationToken cancellation)
    {
        _engine.Start();
        while (!_hasPulled && !_hasFailed)
        {
            await TurnAsync(long.MaxValue, cancellation);
        }

        if (_hasPulled)
        {
            Show(Environment.TickCount64);
        }

        return _hasPulled;
    }

    /// <summary>Stays for pushes.</summary>
    public async Task ListenAsync(TimeSpan time, CancellationToken cancellation)
    {
        long end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            await TurnAsync(end, cancellation);
        }
    }

    private async Task TurnAsync(long end, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long now = Environment.TickCount64;
        _engine.Tick(now, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        await SendAsync(cancellation);
        long wait = Math.Min(Math.Min(_engine.NextDeadline, end) - now, 1000);
        if (wait > 0 && !_hasFailed && await _path.ReceiveAsync(TimeSpan.FromMilliseconds(wait), cancellation) is { } datagram)
        {
            _engine.Feed(datagram, 0, datagram.Length);
        }
    }

    public void OnGroup(GdoiEvent what, DerStatus status, int number)
    {
        _hasPulled |= what == GdoiEvent.KeysPulled;
        _hasFailed |= what == GdoiEvent.Failed;
        string text = what switch
        {
            GdoiEvent.PullStarted => "pull begins",
            GdoiEvent.KeyServerAuthenticated => "the key server has proved who it is",
            GdoiEvent.KeysPulled => $"{number} TEK pulled",
            GdoiEvent.KeysPushed => $"push carried out, {number} TEK",
            GdoiEvent.PushRefused => $"push refused: {DerStatusText.Of(status)}",
            GdoiEvent.Failed => $"failed: {DerStatusText.Of(status)}",
            GdoiEvent.Deleted => "the key server has keys deleted",
            _ => $"notification {number}" + (status == DerStatus.Ok ? "" : ", which nobody vouches for"),
        };
        _output.WriteLine(text);
        if (what == GdoiEvent.KeysPushed)
        {
            Show(Environment.TickCount64);
        }
    }

    public void Dispose()
    {
        _engine.Stop();
        _path.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        while (_engine.OutputCount > 0)
        {
            byte[] datagram = _engine.Output.AsSpan(0, _engine.OutputCount).ToArray();
            _engine.Consume();
            await _path.SendAsync(datagram, cancellation);
        }
    }

    private void Show(long now)
    {
        for (int i = 0; i < Keys.Capacity; i++)
        {
            Tek tek = Keys.Get(i);
            if (tek.IsUsed)
            {
                string end = tek.NotAfter == long.MaxValue ? "for ever" : $"to {(tek.NotAfter - now) / 1000} s";
                _output.WriteLine(
                    $"  TEK {tek.KeyId:X8}: {GroupSettings.NameOf(tek.Authentication, true)}, {GroupSettings.NameOf(tek.Encryption, false)}, "
                    + $"from {Math.Max(0, tek.NotBefore - now) / 1000} s {end}");
            }
        }

        if (_engine.SenderId >= 0)
        {
            _output.WriteLine($"  sender identifier {_engine.SenderId}");
        }
    }
}
