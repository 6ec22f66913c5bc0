using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.UnitTests;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>The engines as the firmware joins them, without a socket: a read request from its first byte to the last byte of its response.</summary>
public sealed class ReadPathTests
{
    private const string Model = "DER1LD0{MMXU1{MX{TotW{mag{f:f=5}q:q t:t}}SV{v[3]{a:i8=7 b:b}}}}";

    private const string Features = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";

    private static readonly string Initiate = "<initiate-RequestPDU xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'><proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling>"
        + "<proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled><initRequestDetail><proposedVersionNumber>1</proposedVersionNumber>"
        + "<proposedParameterCBB>11110001000</proposedParameterCBB><servicesSupportedCalling>" + new string('0', 85)
        + "</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>";

    private XmppClient _xmpp = null!;
    private MmsPort _port = null!;
    private readonly StringBuilder _sent = new();

    public ReadPathTests() => Start(new MemoryPlan());

    private void Start(MemoryPlan plan)
    {
        var namespaces = new XmlNamespaces(24);
        int payload = namespaces.Add(StanzaProfile.Namespace);
        _xmpp = new XmppClient(plan, new XmppAccount(Jid.Parse("der1@der.local"), "IEC", StanzaProfile.Namespace), namespaces, payload);
        var server = new Iec61850Server(plan, 9000, ModelReader.Read(Model), new ServerIdentity("V", "M", "1"));
        _port = new MmsPort(plan, _xmpp, server, namespaces);
        LogIn();
    }

    [Fact]
    public void AnswersARead()
    {
        string response = Exchange(Iq("get", "7", Read("MMXU1$MX$TotW$mag$f")));
        Assert.Equal(
            "<iq type='result' id='7' to='g@x/r'><confirmed-ResponsePDU xmlns=\"http://www.iec.ch/61850/2018/SCSM_8_2\"><invokeID>42</invokeID>"
            + "<ConfirmedServiceResponse><read><listOfAccessResult><AccessResult><success><floating-point>0840A00000</floating-point></success>"
            + "</AccessResult></listOfAccessResult></read></ConfirmedServiceResponse></confirmed-ResponsePDU></iq>",
            response);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void AllocatesNothingForARead(int piece)
    {
        byte[] request = Encoding.UTF8.GetBytes(Iq("get", "7", Read("MMXU1$MX$TotW")));
        for (int i = 0; i < 50; i++)
        {
            Pump(request, piece);
        }

        int responses = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            responses += Pump(request, piece) > 0 ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, responses);
    }

    [Fact]
    public void RejectsAMalformedPduAndAnswersTheIq()
    {
        string answer = Exchange(Iq("get", "8", "<confirmed-RequestPDU xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'><invokeID>5</invokeID><nonsense/></confirmed-RequestPDU>"));
        Assert.StartsWith("<message type='normal' to='g@x/r'><rejectPDU", answer);
        Assert.Contains("<originalInvokeID>5</originalInvokeID><rejectReason><pdu-error>1</pdu-error></rejectReason>", answer);
        Assert.EndsWith("<iq type='error' id='8' to='g@x/r'><error type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>", answer);
        Assert.Equal("0840A00000", Exchange(Iq("get", "9", Read("MMXU1$MX$TotW$mag$f"))).Split("floating-point>")[1][..10]);
    }

    [Fact]
    public void RefusesAReadWithoutAssociation()
    {
        Assert.Contains("unexpected-request", Exchange(Iq("get", "1", Read("MMXU1")).Replace("g@x/r", "stranger@x/r")));
    }

    [Fact]
    public void SaysSoWhenTheResponseIsLargerThanAStanza()
    {
        string many = string.Concat(Enumerable.Repeat(Variable("MMXU1$MX$TotW"), 48));
        string answer = Exchange(Iq("get", "1", Read(many, isList: true)));
        Assert.Contains("<confirmed-ErrorPDU", answer);
        Assert.Contains("<errorClass><service>3</service></errorClass>", answer);
    }

    [Fact]
    public void ReadsAPartOfAnArray()
    {
        const string Part = "<alternateAccess><CHOICE><unnamed><selectAlternateAccess><accessSelection><index>2</index></accessSelection><alternateAccess><CHOICE><unnamed>"
            + "<selectAccess><component>a</component></selectAccess></unnamed></CHOICE></alternateAccess></selectAlternateAccess></unnamed></CHOICE></alternateAccess>";
        string item = Variable("MMXU1$SV$v").Replace("</SEQUENCE>", Part + "</SEQUENCE>");
        Assert.Contains("<AccessResult><success><integer>0</integer></success></AccessResult>", Exchange(Iq("get", "1", Read(item, isList: true))));
        Assert.Contains("<success><boolean><false/></boolean></success>", Exchange(Iq("get", "1", Read(item.Replace(">a<", ">b<"), isList: true))));
        Assert.Contains("<AccessResult><failure>10</failure></AccessResult>", Exchange(Iq("get", "1", Read(item.Replace(">2<", ">3<"), isList: true))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void RefusesARequestThatIsLargerThanAgreedOn(int piece)
    {
        string read = Read("MMXU1$MX$TotW$mag$f");
        foreach (int agreed in (int[])[read.Length - 1, read.Length])
        {
            string initiate = Initiate.Replace("<proposedMaxServOutstandingCalling>", $"<localDetailCalling>{agreed}</localDetailCalling><proposedMaxServOutstandingCalling>");
            Assert.Contains($"<localDetailCalled>{agreed}</localDetailCalled>", Exchange(Iq("set", "1", initiate)));
            _sent.Clear();
            Pump(Encoding.UTF8.GetBytes(Iq("get", "2", read)), piece, _sent);
            Assert.Equal(agreed < read.Length, _sent.ToString().Contains("<errorClass><service>3</service></errorClass>"));
            Assert.Equal(agreed >= read.Length, _sent.ToString().Contains("<success>"));
        }
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(2048)]
    public void SendsAResponseThatIsLargerThanTheWindow(int window)
    {
        string request = Iq("get", "1", Read(string.Concat(Enumerable.Repeat(Variable("MMXU1$MX$TotW"), 30)), isList: true));
        string whole = Exchange(request);
        Assert.InRange(whole.Length, 3000, 9999);
        Assert.EndsWith("</confirmed-ResponsePDU></iq>", whole);

        Start(new MemoryPlan { OutputBytes = window });
        Assert.Equal(whole, Exchange(request));
        Assert.Equal("0840A00000", Exchange(Iq("get", "9", Read("MMXU1$MX$TotW$mag$f"))).Split("floating-point>")[1][..10]);

        // Nothing of what is larger than a stanza has been sent when that is told.
        Start(new MemoryPlan { OutputBytes = window, StanzaBytes = whole.Length });
        Assert.Equal(whole, Exchange(request));
        Start(new MemoryPlan { OutputBytes = window, StanzaBytes = whole.Length - 1 });
        string refused = Exchange(request);
        Assert.Contains("<confirmed-ErrorPDU", refused);
        Assert.DoesNotContain("<confirmed-ResponsePDU", refused);
    }

    private static string Variable(string item) => "<SEQUENCE><variableSpecification><name><domain-specific><domainId>DER1LD0</domainId>"
        + $"<itemId>{item}</itemId></domain-specific></name></variableSpecification></SEQUENCE>";

    private static string Read(string item, bool isList = false)
        => "<confirmed-RequestPDU xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'><invokeID>42</invokeID><ConfirmedServiceRequest>"
            + "<read specificationWithResult='false'><variableAccessSpecification><listOfVariable>" + (isList ? item : Variable(item))
            + "</listOfVariable></variableAccessSpecification></read></ConfirmedServiceRequest></confirmed-RequestPDU>";

    private static string Iq(string type, string id, string payload) => $"<iq type='{type}' id='{id}' from='g@x/r' to='der1@der.local/IEC'>{payload}</iq>";

    private static string Header(string features)
        => "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' id='1' from='der.local'>" + features;

    private void LogIn()
    {
        _xmpp.Connect(0);
        Exchange(Header(Features));
        Exchange("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        _xmpp.TlsEstablished(0);
        Exchange(Header("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms></stream:features>"));
        Exchange("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        Exchange(Header("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>"));
        Exchange("<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>der1@der.local/IEC</jid></bind></iq>");
        Exchange("<iq type='result' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        Assert.True(_xmpp.IsOnline);
        Assert.Contains("<initiate-ResponsePDU", Exchange(Iq("set", "1", Initiate)));
    }

    private string Exchange(string input)
    {
        _sent.Clear();
        Pump(Encoding.UTF8.GetBytes(input), int.MaxValue, _sent);
        return _sent.ToString();
    }

    /// <summary>The loop of the firmware, without its socket.</summary>
    private int Pump(byte[] input, int piece, StringBuilder? sent = null)
    {
        int sentBytes = 0;
        int offset = 0;
        while (true)
        {
            bool goesOn;
            do
            {
                XmppEvent happened = _xmpp.Next();
                goesOn = happened switch
                {
                    XmppEvent.None => false,
                    XmppEvent.PayloadStart => _port.Read(true),
                    XmppEvent.Payload => _port.Read(false),
                    _ => true,
                };
                if (happened == XmppEvent.StanzaEnd)
                {
                    _port.Answer();
                    while (_port.Write())
                    {
                        sentBytes += Send(sent);
                    }
                }
            }
            while (goesOn);

            sentBytes += Send(sent);
            if (offset == input.Length)
            {
                return sentBytes;
            }

            // As the firmware does each turn, also in the midst of a request.
            while (_xmpp.IsOnline && _port.SendUnsolicited())
            {
            }

            offset += _xmpp.Feed(input, offset, Math.Min(piece, input.Length - offset));
        }
    }

    private int Send(StringBuilder? sent)
    {
        int count = _xmpp.OutputCount;
        sent?.Append(Encoding.UTF8.GetString(_xmpp.Output, _xmpp.OutputOffset, count));
        _xmpp.Consume(count);
        return count;
    }
}
