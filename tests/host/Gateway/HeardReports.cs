using System.Collections.Concurrent;
using System.Text;
using nanoDer.Firmware;
using nanoDer.Mms;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.HostTests.Gateway;

/// <summary>Notes what is said in rooms: by whom, whether that is a publisher, and the first string of the report.</summary>
internal sealed class HeardReports : IGroupListener
{
    private readonly ConcurrentQueue<string> _heard = new();

    public string[] Heard => [.. _heard];

    public void OnGroupReport(MucRoom room, Stanza message, MmsTree pdu)
    {
        int report = pdu.First(pdu.Child(0, Kind.UnconfirmedService));
        int value = pdu.First(pdu.First(pdu.Child(report, Kind.ListOfAccessResult)));
        string sender = Encoding.UTF8.GetString(message.From, 0, message.FromLength);
        string text = Encoding.UTF8.GetString(pdu.Values, pdu.ValueOffset(value), pdu.ValueLength(value));
        _heard.Enqueue($"{sender} {room.IsFromPublisher(message)} {text}");
    }
}
