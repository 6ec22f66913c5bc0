using FsCheck.Xunit;
using nanoDer.Client;
using nanoDer.Core;
using nanoDer.HostTests.Xer;
using nanoDer.Mms;
using nanoDer.Tools;
using Xunit;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.HostTests.Client;

/// <summary>
/// A server that answers every request with something else each time, valid by the schema and nonsense otherwise: the client's engine takes it, or
/// says that it is none, and never throws.
/// </summary>
public sealed class RandomAnswerTests
{
    private const int Deepest = 5;
    private const int Exchanges = 40;

    private readonly MmsTree _random = new(XerCodec.Plan());
    private readonly MmsTree _pdu = new(XerCodec.Plan());
    private readonly MmsBuilder _builder = new(XerCodec.Plan());
    private readonly MmsClient _client = new(new MemoryPlan(), 3, 9000);
    private readonly ControlSequence _control = new();
    private readonly ReportSubscription _reports = new() { TrgOps = 1, Interrogates = true, OptFlds = 0x1FE, HasEntry = true };
    private readonly ListSequence _list = new();
    private readonly FileSequence _file = new();
    private readonly ReportReader _report = new();
    private readonly JournalReader _journal = new();
    private int _good;
    private int _refused;

    [Property(MaxTest = 150)]
    public void No_answer_is_too_strange(ulong seed)
    {
        var random = new XerRandom(seed);
        var pdus = new RandomPdu(random, Deepest);
        Open();
        for (int i = 0; i < Exchanges; i++)
        {
            ClientSequence sequence = Start(random);
            for (int turn = 0; turn < 6 && sequence.Advance(_client, i); turn++)
            {
                if (random.Below(4) == 0)
                {
                    Unasked(random, pdus);
                    Take(_client.Handle(_pdu));
                }

                Answer(random, pdus);
                Take(_client.Handle(_pdu));
            }

            // Whatever is still under way is given up, so that the next begins.
            while (_client.Tick(long.MaxValue - 1) != ClientEvent.None)
            {
            }

            Assert.True(_client.HasRoom);
        }
    }

    /// <summary>The strangeness reaches what lies deep.</summary>
    [Fact]
    public void Some_are_taken()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            No_answer_is_too_strange(seed);
            _client.Abort();
            while (_client.Tick(0) != ClientEvent.None)
            {
            }
        }

        Assert.True(_good > 5 && _refused > 2, $"{_good} reports, {_refused} control events");
    }

    private void Open()
    {
        _client.Initiate();
        Assert.Equal(ClientStatus.Ok, _client.Send(null, 0));
        _builder.Start(_pdu);
        _builder.Begin(Kind.InitiateResponsePdu);
        _builder.Integer(Kind.LocalDetailCalled, 9000);
        _builder.Integer(Kind.NegotiatedMaxServOutstandingCalling, 3);
        _builder.Integer(Kind.NegotiatedMaxServOutstandingCalled, 3);
        _builder.EndAll();
        Assert.Equal(ClientEvent.Answer, _client.Handle(_pdu));
    }

    private ClientSequence Start(XerRandom random)
    {
        switch (random.Below(7))
        {
            case 0 or 1:
                _control.Model = random.Below(6) - 1;
                _control.Shape.ValueKind = random.Below(2) == 0 ? 0 : Kind.FloatingPoint;
                _control.Start("LD0/C$CO$Lim"u8.ToArray());
                return _control;
            case 2 or 3:
                _reports.Start(random.Below(2) == 0 ? "LD0/LLN0$BR$b"u8.ToArray() : "LD0/LLN0$RP$u"u8.ToArray());
                return _reports;
            case 4:
                _list.Names(0, null);
                return _list;
            case 5:
                if (random.Below(2) == 0)
                {
                    _list.Files(null);
                }
                else
                {
                    _list.Journal("LD0/LLN0$Log"u8.ToArray(), -1, -1);
                }

                return _list;
            default:
                _file.Start("file"u8.ToArray());
                return _file;
        }
    }

    /// <summary>Mostly a response of the service asked, sometimes any PDU at all.</summary>
    private void Answer(XerRandom random, RandomPdu pdus)
    {
        int request = _client.Request.Kind(_client.Request.First(2));
        int wanted = request + (Kind.ReadResponse - Kind.ReadRequest);
        for (int attempt = 0; attempt < 200 && random.Below(60) != 0; attempt++)
        {
            pdus.Build(_random, 1);
            int service = _random.Child(0, Kind.ResponseService);
            if (_random.Kind(_random.First(service)) == wanted)
            {
                _builder.Start(_pdu);
                _builder.Begin(Kind.ConfirmedResponsePdu);
                _builder.Integer(Kind.InvokeId, _client.RequestId);
                _builder.Copy(_random, service);
                _builder.EndAll();
                return;
            }
        }

        pdus.Build(_pdu, random.Below(RandomPdu.PduCount));
    }

    /// <summary>A report, or a LastApplError and a CommandTermination, of random results.</summary>
    private void Unasked(XerRandom random, RandomPdu pdus)
    {
        do
        {
            pdus.Build(_random, 1);
        }
        while (_random.Kind(_random.First(_random.Child(0, Kind.ResponseService))) != Kind.ReadResponse);
        int results = _random.Child(_random.First(_random.Child(0, Kind.ResponseService)), Kind.ListOfAccessResult);
        _builder.Start(_pdu);
        _builder.Begin(Kind.UnconfirmedPdu);
        _builder.Begin(Kind.UnconfirmedService);
        _builder.Begin(Kind.InformationReport);
        _builder.Begin(Kind.VariableAccessSpecification);
        if (random.Below(2) == 0)
        {
            _builder.Begin(Kind.VariableListName);
            _builder.Value(Kind.VmdSpecific, "RPT"u8.ToArray());
            _builder.End();
        }
        else
        {
            _builder.Begin(Kind.ListOfVariable);
            foreach (string name in new[] { "LastApplError", "LD0/C$CO$Lim$Oper" })
            {
                _builder.Begin(Kind.VariableItem);
                _builder.Begin(Kind.VariableSpecification);
                _builder.Begin(Kind.Name);
                PutName(name);
                _builder.End();
                _builder.End();
                _builder.End();
            }

            _builder.End();
        }

        _builder.End();
        bool isReport = _pdu.Kind(4) == Kind.VariableListName;
        if (random.Below(3) == 0)
        {
            _builder.Copy(_random, results);
        }
        else
        {
            _builder.Begin(Kind.ListOfAccessResult);
            if (isReport)
            {
                PutReport(random, results);
            }
            else
            {
                PutError(random);
            }
        }

        _builder.EndAll();
    }

    /// <summary>Made as its OptFlds say, but for a field now and then.</summary>
    private void PutReport(XerRandom random, int results)
    {
        int options = random.Below(0x200);
        int members = random.Below(12);
        int included = random.Below(1 << members);
        Put(random, b => b.Value(Kind.VisibleString, "id"u8.ToArray()));
        Put(random, b => b.Bits(Kind.BitString, (uint)options, 10));
        (int Bit, Action<MmsBuilder> Field)[] fields =
        [
            (0x100, b => b.Integer(Kind.Unsigned, 7)), (0x080, b => b.BinaryTime(Kind.BinaryTime, 1, 1)), (0x020, b => b.Value(Kind.VisibleString, "ds"u8.ToArray())),
            (0x008, b => b.Boolean(Kind.Boolean, true)), (0x004, b => b.Value(Kind.OctetString, new byte[8])), (0x002, b => b.Unsigned(Kind.Unsigned, ulong.MaxValue)),
            (0x001, b => b.Integer(Kind.Integer, 1)), (0x001, b => b.Boolean(Kind.Boolean, false)),
        ];
        foreach ((int bit, Action<MmsBuilder> field) in fields.Where(f => (options & f.Bit) != 0))
        {
            Put(random, field);
        }

        Put(random, b => b.Bits(Kind.BitString, (uint)included, Math.Max(1, members)));
        int count = System.Numerics.BitOperations.PopCount((uint)included);
        int values = _random.End(results) - results > 1 ? results + 1 : -1;
        for (int part = 0; part < 3; part++)
        {
            for (int i = 0; i < count && (part == 1 || (options & (part == 0 ? 0x010 : 0x040)) != 0); i++)
            {
                if (values >= 0 && values < _random.End(results) && random.Below(2) == 0)
                {
                    _builder.Copy(_random, values);
                    values = _random.Next(values);
                }
                else
                {
                    Put(random, b => b.Bits(Kind.BitString, 5, 6));
                }
            }
        }
    }

    private void PutError(XerRandom random)
    {
        Put(random, b =>
        {
            b.Begin(Kind.Structure);
            b.Value(Kind.VisibleString, "LD0/C$CO$Lim$Oper"u8.ToArray());
            b.Integer(Kind.Integer, random.Below(4));
            b.Begin(Kind.Structure);
            b.Integer(Kind.Integer, 3);
            b.Value(Kind.OctetString, new byte[random.Below(9)]);
            b.End();
            b.Integer(Kind.Unsigned, random.Below(2));
            b.Integer(Kind.Integer, random.Below(40));
            b.End();
        });
        Put(random, b => b.Boolean(Kind.Boolean, true));
    }

    private void Put(XerRandom random, Action<MmsBuilder> data)
    {
        if (random.Below(25) == 0)
        {
            _builder.Integer(Kind.Failure, 3);
            return;
        }

        _builder.Begin(Kind.Success);
        data(_builder);
        _builder.End();
    }

    private void PutName(string name)
    {
        string[] parts = name.Split('/');
        if (parts.Length == 1)
        {
            _builder.Value(Kind.VmdSpecific, System.Text.Encoding.ASCII.GetBytes(name));
            return;
        }

        _builder.Begin(Kind.DomainSpecific);
        _builder.Value(Kind.DomainId, System.Text.Encoding.ASCII.GetBytes(parts[0]));
        _builder.Value(Kind.ItemId, System.Text.Encoding.ASCII.GetBytes(parts[1]));
        _builder.End();
    }

    private void Take(ClientEvent happened)
    {
        if (happened == ClientEvent.Report && _report.Read(_pdu, _client.Node))
        {
            _good++;
            _reports.Take(_report);
            while (_report.Next())
            {
                Assert.InRange(_report.Value, 0, _pdu.Count - 1);
            }
        }
        else if (happened == ClientEvent.Control)
        {
            _refused += _control.Inform(_client) ? 1 : 0;
        }
        else if (happened == ClientEvent.Answer && _client.Status == ClientStatus.Ok && _client.Service == Kind.ReadJournalRequest)
        {
            _journal.Open(_pdu, _client.Node);
            while (_journal.NextEntry())
            {
                while (_journal.NextVariable())
                {
                    Assert.InRange(_journal.Value, 0, _pdu.Count - 1);
                }
            }
        }
    }
}
