using nanoDer.Iec61850;

namespace nanoDer.HostTests.Control;

/// <summary>
/// The rules of IEC 61850-7-2 clause 20 for one object, written down as plainly as can be: what each service answers and what comes of it.
/// Shares no code with <see cref="ControlMachine"/>.
/// </summary>
internal sealed class ControlRules(int ctlModel, bool many, bool isSlow)
{
    public const int SelectTimeout = 50;
    public const int OperateTimeout = 80;

    private sealed record Parameters(int Client, int Number, bool IsTest);

    private sealed record Selection(Parameters By, long Until);

    private sealed record Running(Parameters By, bool HasClient, long Until);

    private Selection? _selection;
    private (Parameters By, long At)? _waiting;
    private Running? _running;
    private (Parameters By, AddCause Cause)? _termination;
    private (Parameters By, long Sent)? _last;
    private AddCause _lastCause;

    public bool Blocked { get; set; }

    public AddCause? Ready { get; set; }

    public int Executions { get; private set; }

    public List<string> Terminations { get; } = [];

    private bool IsSbo => ctlModel is 2 or 4;

    private bool IsEnhanced => ctlModel is 3 or 4;

    private bool IsBusy => _waiting != null || _running != null || _termination != null;

    public AddCause Select(int client, int number, long now)
    {
        Forget(now);
        if (IsBusy)
        {
            return Owner() == client ? AddCause.CommandAlreadyInExecution : AddCause.LockedByOtherClient;
        }

        if (_selection is { } held)
        {
            if (held.By.Client != client)
            {
                return AddCause.LockedByOtherClient;
            }

            if (IsEnhanced)
            {
                return AddCause.ObjectAlreadySelected;
            }
        }
        else if (IsEnhanced && Blocked)
        {
            return AddCause.BlockedByProcess;
        }
        else
        {
            _last = null;
        }

        _selection = new Selection(_selection?.By ?? new Parameters(client, number, false), now + SelectTimeout);
        return AddCause.None;
    }

    public AddCause Operate(int client, int number, long sent, int delay, bool isTest, long now)
    {
        Forget(now);
        var by = new Parameters(client, number, isTest);
        if (IsBusy)
        {
            return AddCause.CommandAlreadyInExecution;
        }

        if (IsSbo && _selection == null)
        {
            return AddCause.ObjectNotSelected;
        }

        if (IsSbo && _selection!.By.Client != client)
        {
            return AddCause.LockedByOtherClient;
        }

        if (_last == (by, sent))
        {
            if (IsEnhanced)
            {
                _termination = (by, _lastCause);
            }

            return AddCause.None;
        }

        AddCause cause = ctlModel == 4 && _selection!.By != by ? AddCause.InconsistentParameters
            : delay < 0 ? AddCause.TimeLimitOver
            : Blocked ? AddCause.BlockedByProcess
            : AddCause.None;
        if (cause != AddCause.None)
        {
            _selection = many ? _selection : null;
            return cause;
        }

        _last = (by, sent);
        if (IsSbo)
        {
            _selection = _selection! with { By = by };
        }

        if (delay > 0)
        {
            _waiting = (by, now + delay);
        }
        else
        {
            Begin(by, now);
        }

        return AddCause.None;
    }

    public AddCause Cancel(int client, int number, long now)
    {
        Forget(now);
        if (!IsBusy && _selection == null)
        {
            return AddCause.ObjectNotSelected;
        }

        if ((IsBusy ? Owner() : _selection!.By.Client) != client)
        {
            return AddCause.LockedByOtherClient;
        }

        Parameters? compared = _waiting?.By ?? _running?.By ?? _termination?.By ?? (ctlModel == 4 ? _selection!.By : null);
        if (compared != null && compared != new Parameters(client, number, false))
        {
            return AddCause.InconsistentParameters;
        }

        if (_termination != null)
        {
            return AddCause.CommandAlreadyInExecution;
        }

        if (!IsBusy)
        {
            _selection = null;
            return AddCause.None;
        }

        End(_waiting?.By ?? _running!.By, AddCause.AbortionByCancel, now, true);
        return AddCause.None;
    }

    public void Pass(long now)
    {
        Forget(now);
        if (_waiting is { } waiting && waiting.At <= now)
        {
            _waiting = null;
            if (Blocked)
            {
                End(waiting.By, AddCause.BlockedByProcess, now, true);
            }
            else
            {
                Begin(waiting.By, now);
            }
        }
        else if (_running is { } running)
        {
            if (Ready is { } cause)
            {
                End(running.By, cause, now, running.HasClient);
            }
            else if (running.Until <= now)
            {
                End(running.By, AddCause.TimeLimitOver, now, running.HasClient);
            }
        }
    }

    public void Gone(int client)
    {
        if (_last?.By.Client == client)
        {
            _last = null;
        }

        if (_waiting?.By.Client == client)
        {
            _waiting = null;
            _selection = null;
        }

        if (_termination?.By.Client == client)
        {
            _termination = null;
            _selection = null;
        }

        if (_running is { HasClient: true } running && running.By.Client == client)
        {
            _running = running with { HasClient = false };
        }
        else if (_running == null && _selection?.By.Client == client)
        {
            _selection = null;
        }
    }

    public void Deliver(long now)
    {
        if (_termination is { } termination)
        {
            Terminations.Add($"{termination.By.Number} {termination.Cause}");
            _termination = null;
            Leave(now);
        }
    }

    public bool IsSelected(long now)
    {
        Forget(now);
        return _selection != null;
    }

    private int Owner() => _waiting?.By.Client ?? _termination?.By.Client ?? (_running!.HasClient ? _running.By.Client : -1);

    private void Begin(Parameters by, long now)
    {
        Executions += by.IsTest ? 0 : 1;
        if (isSlow && !by.IsTest)
        {
            Ready = null;
            _running = new Running(by, true, now + OperateTimeout);
        }
        else
        {
            End(by, AddCause.None, now, true);
        }
    }

    private void End(Parameters by, AddCause cause, long now, bool hasClient)
    {
        _waiting = null;
        _running = null;
        _lastCause = cause;
        if (IsEnhanced && hasClient)
        {
            _termination = (by, cause);
        }
        else if (hasClient)
        {
            Leave(now);
        }
        else
        {
            _selection = null;
        }
    }

    /// <summary>After an operation.</summary>
    private void Leave(long now) => _selection = IsSbo && many && _selection != null ? _selection with { Until = now + SelectTimeout } : null;

    private void Forget(long now)
    {
        if (!IsBusy && _selection != null && _selection.Until <= now)
        {
            _selection = null;
        }
    }
}
