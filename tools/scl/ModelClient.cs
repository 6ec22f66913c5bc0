using System.Text;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.Xml;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Scl;

/// <summary>A server with a model and memory for everything, and a client that asks it: what comes back is what a device would send.</summary>
public sealed class ModelClient
{
    private const int PduBytes = 1_000_000;
    private static readonly byte[] Peer = Encoding.ASCII.GetBytes("client@x/1");

    private readonly Iec61850Server _server;
    private readonly MmsTree _request;
    private readonly MmsBuilder _builder;
    private readonly MmsBuilder _answer;
    private readonly MmsEncoder _encoder;
    private long _now;

    /// <summary>Associates with a server that has the model.</summary>
    public ModelClient(DataModel model)
    {
        Model = model;
        var plan = new MemoryPlan
        {
            Associations = 1, MmsNodes = 32_000, MmsValueBytes = 65_000, MmsDepth = 120, ReportBytes = 64_000, BufferedReportBytes = 64_000, DataSets = 1, DataSetMembers = 1,
        };
        _server = new Iec61850Server(plan, PduBytes, model, new ServerIdentity("V", "M", "R"));
        _request = new MmsTree(plan);
        Response = new MmsTree(plan);
        _builder = new MmsBuilder(plan);
        _answer = new MmsBuilder(plan);
        _encoder = new MmsEncoder(new XerDialect(XerForm.Scsm82, new XmlNamespaces(4)), plan);
        _builder.Start(_request);
        _builder.Begin(Kind.InitiateRequestPdu);
        _builder.Integer(Kind.ProposedMaxServOutstandingCalling, 1);
        _builder.Integer(Kind.ProposedMaxServOutstandingCalled, 1);
        _builder.Integer(Kind.ProposedDataStructureNestingLevel, 10);
        _builder.Begin(Kind.InitRequestDetail);
        _builder.Integer(Kind.ProposedVersionNumber, 1);
        _builder.Bits(Kind.ProposedParameterCbb, 0x788, 11);
        _builder.Bits(Kind.ServicesSupportedCalling, new byte[11], 0, 85);
        Send();
        Tick();
    }

    /// <summary>The model of the server.</summary>
    public DataModel Model { get; }

    /// <summary>What came last.</summary>
    public MmsTree Response { get; }

    /// <summary>Octets of XML that it takes in the 8-2 form.</summary>
    public int Octets => _encoder.EncodedLength(Response);

    /// <summary>Nodes of what came last, and of the request it answers.</summary>
    public int Nodes => Response.Count + _request.Count;

    /// <summary>Octets of values of both.</summary>
    public int ValueOctets => Response.ValueCount + _request.ValueCount;

    /// <summary>Whether it is a positive response.</summary>
    public bool Succeeded => Response.Kind(0) == Kind.ConfirmedResponsePdu;

    /// <summary>Reads a variable.</summary>
    /// <returns>False when there is none, or no value of it.</returns>
    public bool Read(string domain, string item)
    {
        Begin(Kind.ReadRequest);
        _builder.Begin(Kind.VariableAccessSpecification);
        _builder.Begin(Kind.ListOfVariable);
        Variable(domain, item);
        return Send() && Response.Kind(Response.First(List())) == Kind.Success;
    }

    /// <summary>Reads all members of a data set.</summary>
    public bool ReadSet(string domain, string item)
    {
        Begin(Kind.ReadRequest);
        _builder.Begin(Kind.VariableAccessSpecification);
        _builder.Begin(Kind.VariableListName);
        Name(domain, item);
        return Send();
    }

    /// <summary>Asks for the members of a data set.</summary>
    public bool DescribeSet(string domain, string item)
    {
        Begin(Kind.GetNamedVariableListAttributesRequest);
        Name(domain, item);
        return Send();
    }

    /// <summary>Asks for the type of a variable.</summary>
    public bool Describe(string domain, string item)
    {
        Begin(Kind.GetVariableAccessAttributesRequest);
        _builder.Begin(Kind.Name);
        Name(domain, item);
        return Send();
    }

    /// <summary>Asks for names until no more follow.</summary>
    /// <param name="objectClass">0 variables, 2 data sets, 8 logs, 9 domains.</param>
    /// <param name="domain">Where; null for the names of the server.</param>
    /// <exception cref="InvalidDataException">The server refuses.</exception>
    public IReadOnlyList<string> Names(int objectClass, string? domain)
    {
        List<string> names = [];
        bool more;
        do
        {
            Begin(Kind.GetNameListRequest);
            _builder.Begin(Kind.ObjectClass);
            _builder.Integer(Kind.BasicObjectClass, objectClass);
            _builder.End();
            _builder.Begin(Kind.ObjectScope);
            if (domain == null)
            {
                _builder.Null(Kind.ScopeVmd);
            }
            else
            {
                _builder.Value(Kind.ScopeDomain, Bytes.Of(domain));
            }

            _builder.End();
            if (names.Count > 0)
            {
                _builder.Value(Kind.ContinueAfter, Bytes.Of(names[^1]));
            }

            if (!Send())
            {
                throw new InvalidDataException($"no names of {domain}");
            }

            int list = Response.First(Service());
            for (int node = Response.First(list), left = Response.ChildCount(list); left > 0; node = Response.Next(node), left--)
            {
                names.Add(Encoding.UTF8.GetString(Response.Values, Response.ValueOffset(node), Response.ValueLength(node)));
            }

            more = Response.Boolean(Response.Child(Service(), Kind.MoreFollows));
        }
        while (more);
        return names;
    }

    /// <summary>Has a report control block send all members of its data set, with all options.</summary>
    /// <returns>The report's octets of XML, nodes, and octets of values; null when it sends nothing.</returns>
    public (int Octets, int Nodes, int ValueOctets)? Report(string domain, string block, bool buffered)
    {
        Set(domain, $"{block}$OptFlds", buffered ? 0x1FF : 0x1F3);
        Set(domain, $"{block}$TrgOps", 1);
        Set(domain, $"{block}$BufTm", 0);
        Set(domain, $"{block}$IntgPd", 0);
        Write(domain, $"{block}$RptEna", true);
        Write(domain, $"{block}$GI", true);
        Tick();
        _answer.Start(Response);
        (int, int, int)? report = _server.NextUnsolicited(_answer, false) ? (Octets, Response.Count, Response.ValueCount) : null;
        Write(domain, $"{block}$RptEna", false);
        Tick();
        return report;
    }

    private void Tick() => _server.Tick(_now += 1000, _now << 32);

    private void Set(string domain, string item, int value) => Model.Values.SetSmall(Model.Slot(Model.Find($"{domain}/{item}")), value);

    private void Write(string domain, string item, bool value)
    {
        Begin(Kind.WriteRequest);
        _builder.Begin(Kind.VariableAccessSpecification);
        _builder.Begin(Kind.ListOfVariable);
        Variable(domain, item);
        _builder.End();
        _builder.End();
        _builder.Begin(Kind.ListOfData);
        _builder.Boolean(Kind.Boolean, value);
        Send();
    }

    private void Begin(int service)
    {
        _builder.Start(_request);
        _builder.Begin(Kind.ConfirmedRequestPdu);
        _builder.Integer(Kind.InvokeId, 1);
        _builder.Begin(Kind.RequestService);
        _builder.Begin(service);
    }

    private void Variable(string domain, string item)
    {
        _builder.Begin(Kind.VariableItem);
        _builder.Begin(Kind.VariableSpecification);
        _builder.Begin(Kind.Name);
        Name(domain, item);
        _builder.End();
        _builder.End();
        _builder.End();
    }

    private void Name(string domain, string item)
    {
        _builder.Begin(Kind.DomainSpecific);
        _builder.Value(Kind.DomainId, Bytes.Of(domain));
        _builder.Value(Kind.ItemId, Bytes.Of(item));
        _builder.End();
    }

    private bool Send()
    {
        _builder.EndAll();
        _answer.Start(Response);
        _server.Handle(_request, Peer, Peer.Length, _answer);
        return Succeeded;
    }

    private int Service() => Response.First(Response.Child(0, Kind.ResponseService));

    private int List() => Response.Child(Service(), Kind.ListOfAccessResult);
}
