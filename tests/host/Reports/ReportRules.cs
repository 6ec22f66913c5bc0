using nanoDer.UnitTests.Iec61850;

namespace nanoDer.HostTests.Reports;

/// <summary>What a report control block has to do, in lists and plain words: the model that the server is compared with.</summary>
public sealed class ReportRules(bool buffered, int capacity)
{
    private const int Ok = -1;
    private const int Unavailable = 2;
    private const int Inconsistent = 8;
    private const int Invalid = 11;
    private const int ImplicitReservation = 10;

    // Octets of Data: a measured value with quality and time, a magnitude, a name without its characters.
    private const int Measured = 30;
    private const int Magnitude = 11;
    private const int Name = 3;

    private readonly List<Entry> _entries = [];
    private Entry? _open;
    private int _sent;
    private bool _lost;
    private long _lastId;
    private long _due;
    private long? _integrity;
    private int? _owner;
    private bool _isImplicit;
    private bool _ownerIsHere;
    private int _seconds;
    private long? _released;
    private int? _resynchronised;
    private bool _enabled;
    private int _sequence;
    private int _dataSet = 1;
    private int _revision = buffered ? 7 : 1;
    private int _triggers = 25;
    private long _bufferTime;
    private long _period;
    private long _now;

    public sealed record Entry(SortedDictionary<int, (int Reason, string Value, int Octets)> Members)
    {
        public long Id { get; set; }

        public int Octets => 17 + Members.Values.Sum(m => 8 + m.Octets);
    }

    /// <summary>What a report must say.</summary>
    public sealed record Report(int Client, int Sequence, long Id, bool Lost, int Revision, int Included, string Values, string Reasons);

    public void Pass(long now, Values values)
    {
        _now = now;
        if (_released <= now)
        {
            Release();
        }

        if (_dataSet == 0 || (!buffered && !_enabled))
        {
            return;
        }

        for (int member = 0; member < Members; member++)
        {
            if ((values.Reasons(_dataSet, member) & _triggers) is not 0 and int reasons)
            {
                Take(member, reasons, values);
            }
        }

        if (_open != null && now >= _due)
        {
            CloseEntry();
        }

        if (_period == 0 || (_triggers & ReportScript.Integrity) == 0)
        {
            _integrity = null;
        }
        else if (_integrity is not { } due)
        {
            _integrity = now + _period;
        }
        else if (now >= due)
        {
            TakeAll(ReportScript.Integrity, values);
            _integrity = due + (((now - due) / _period) + 1) * _period;
        }
    }

    public int Enable(int client, bool on)
    {
        if (IsOthers(client))
        {
            return Unavailable;
        }

        if (on == _enabled)
        {
            return Ok;
        }

        if (!on)
        {
            Disable();
            if (_isImplicit)
            {
                Release();
            }

            return Ok;
        }

        if (_dataSet == 0)
        {
            return Inconsistent;
        }

        if (_owner == null)
        {
            Own(client);
            _isImplicit = !buffered;
            _seconds = ImplicitReservation;
        }

        _ownerIsHere = true;
        _released = null;
        if (!buffered)
        {
            Clear();
        }
        else if (_resynchronised != client)
        {
            _sent = 0;
        }

        _integrity = null;
        _sequence = 0;
        _enabled = true;
        return Ok;
    }

    public int Interrogate(int client, Values values)
    {
        if (IsOthers(client) || !_enabled || (_triggers & ReportScript.Interrogation) == 0)
        {
            return Unavailable;
        }

        TakeAll(ReportScript.Interrogation, values);
        return Ok;
    }

    public int Triggers(int client, int bits) => Configure(client, ref _triggers, bits);

    public int BufferTime(int client, int milliseconds) => Configure(client, ref _bufferTime, milliseconds);

    public int Period(int client, int milliseconds) => Configure(client, ref _period, milliseconds);

    public int DataSet(int client, int number)
    {
        int before = _dataSet;
        int result = Configure(client, ref _dataSet, number);
        _revision += before == _dataSet ? 0 : 1;
        return result;
    }

    public int Reserve(int client, int seconds)
    {
        if (IsOthers(client) || _enabled)
        {
            return Unavailable;
        }

        if (seconds == 0)
        {
            Release();
        }
        else
        {
            Own(client);
            _seconds = seconds;
        }

        return Ok;
    }

    public int Purge(int client)
    {
        if (IsOthers(client) || _enabled)
        {
            return Unavailable;
        }

        Clear();
        return Ok;
    }

    public int Resynchronise(int client, long id)
    {
        if (IsOthers(client) || _enabled)
        {
            return Unavailable;
        }

        int place = _entries.FindIndex(e => e.Id == id);
        if (id != 0 && place < 0)
        {
            return Invalid;
        }

        _sent = id == 0 ? 0 : place + 1;
        _lost &= id == 0;
        _resynchronised = client;
        return Ok;
    }

    public void Gone(int client)
    {
        if (_resynchronised == client)
        {
            _resynchronised = null;
        }

        if (_owner != client || !_ownerIsHere)
        {
            return;
        }

        _ownerIsHere = false;
        if (_enabled)
        {
            Disable();
        }

        if (buffered && _seconds > 0)
        {
            _released = _now + (_seconds * 1000L);
        }
        else
        {
            Release();
        }
    }

    /// <summary>The next report, if there is one.</summary>
    public Report? Next()
    {
        if (!_enabled || _sent == _entries.Count)
        {
            return null;
        }

        Entry entry = _entries[_sent];
        var report = new Report(
            _owner!.Value, _sequence, entry.Id, _lost, _revision, entry.Members.Keys.Sum(m => 1 << (Members - 1 - m)),
            string.Join(' ', entry.Members.Values.Select(m => m.Value)), string.Join(' ', entry.Members.Values.Select(m => m.Reason)));
        _sent++;
        _lost = false;
        _sequence = (_sequence + 1) & (buffered ? 0xFFFF : 0xFF);
        return report;
    }

    private int Members => _dataSet == 1 ? 3 : 1;

    private bool IsOthers(int client) => _owner != null && _owner != client;

    private int Configure<T>(int client, ref T attribute, T value)
    {
        if (IsOthers(client) || _enabled)
        {
            return Unavailable;
        }

        if (!Equals(attribute, value))
        {
            Clear();
            attribute = value;
        }

        return Ok;
    }

    private void Own(int client)
    {
        _owner = client;
        _ownerIsHere = true;
        _isImplicit = false;
        _released = null;
    }

    private void Release()
    {
        _owner = null;
        _isImplicit = false;
        _released = null;
        _seconds = 0;
    }

    private void Disable()
    {
        _enabled = false;
        _resynchronised = null;
        if (!buffered)
        {
            Clear();
        }
    }

    private void Clear()
    {
        _entries.Clear();
        _open = null;
        _sent = 0;
        _lost = false;
        _integrity = null;
        _resynchronised = null;
    }

    private void TakeAll(int reason, Values values)
    {
        CloseEntry();
        for (int member = 0; member < Members; member++)
        {
            Take(member, reason, values);
        }

        CloseEntry();
    }

    private void Take(int member, int reasons, Values values)
    {
        if (_open?.Members.ContainsKey(member) == true)
        {
            CloseEntry();
        }

        if (_open == null)
        {
            _due = _now + _bufferTime;
        }

        int octets = _dataSet == 2 || member == 0 ? Measured : member == 1 ? Magnitude : Name + values.NameLength;
        int wanted = 8 + octets + (_open == null ? 17 : 0);
        while (_entries.Sum(e => e.Octets) + (_open?.Octets ?? 0) + wanted > capacity)
        {
            if (_entries.Count == 0)
            {
                _lost = true;
                return;
            }

            _entries.RemoveAt(0);
            _lost |= _sent == 0;
            _sent = Math.Max(0, _sent - 1);
        }

        _open ??= new Entry([]);
        _open.Members[member] = (reasons, values.Text(_dataSet, member), octets);
    }

    private void CloseEntry()
    {
        if (_open == null)
        {
            return;
        }

        if (_lastId == 0)
        {
            _lastId = ((ReportScript.Start + _now) / 1000) << 24;
        }

        _lastId++;
        _open.Id = _lastId;
        _entries.Add(_open);
        _open = null;
    }

    /// <summary>The values of the model and what has happened to them since the last look.</summary>
    public sealed class Values
    {
        private readonly int[] _values = [0, 0, 0, 0];
        private readonly bool[] _changed = new bool[4];

        public int NameLength => _values[3];

        public void Set(int which, int value)
        {
            _changed[which] |= _values[which] != value;
            _values[which] = value;
        }

        public void Seen() => Array.Clear(_changed);

        public int Reasons(int dataSet, int member) => (dataSet, member) switch
        {
            (1, 0) => (_changed[0] ? ReportScript.DataChange : 0) | (_changed[1] ? ReportScript.QualityChange : 0),
            (1, 2) => _changed[3] ? ReportScript.DataChange : 0,
            _ => _changed[2] ? ReportScript.DataChange : 0,
        };

        public string Text(int dataSet, int member) => (dataSet, member) switch
        {
            (1, 0) => $"{_values[0]}/{_values[1]}",
            (1, 2) => $"{_values[3]}",
            (1, _) => $"{_values[2]}",
            _ => $"{_values[2]}/0",
        };
    }
}
