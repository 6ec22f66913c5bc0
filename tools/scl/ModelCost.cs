using System.Text;
using nanoDer.Core;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>A response, or a report, with the largest values its objects can have.</summary>
/// <param name="Service">Service of IEC 61850-7-2.</param>
/// <param name="Object">What was asked for.</param>
/// <param name="Octets">Octets of XML in the 8-2 form.</param>
/// <param name="Nodes">Nodes of request and response.</param>
/// <param name="ValueOctets">Octets of values of both.</param>
public sealed record LargePdu(string Service, string Object, int Octets, int Nodes, int ValueOctets)
{
    // What a stanza has around a PDU (localDetailCalled of the gateway).
    private const int Envelope = 1024;

    /// <summary>Whether a device with this plan can send it in one piece.</summary>
    public bool Fits(MemoryPlan plan) => Octets <= plan.StanzaBytes - Envelope && Nodes <= plan.MmsNodes && ValueOctets <= plan.MmsValueBytes;
}

/// <summary>What a model costs.</summary>
/// <param name="Flash">Bytes of the packed form.</param>
/// <param name="Heap">Bytes of the model on the device's heap.</param>
/// <param name="Server">Bytes that the server takes besides, with the plan: buffers of its control blocks, logs, setting groups.</param>
/// <param name="Pdus">Every response to a question about one object, and every report with all members: the largest first.</param>
public sealed record ModelCost(int Flash, int Heap, int Server, IReadOnlyList<LargePdu> Pdus)
{
    private const int Variables = 0;
    private const int DataSets = 2;

    /// <summary>Measures a model, by asking a server for everything there is in it.</summary>
    /// <param name="packed">The packed form.</param>
    /// <param name="scl">What it was packed from.</param>
    /// <param name="plan">Sizes of the server.</param>
    public static ModelCost Of(string packed, SclModel scl, MemoryPlan plan)
    {
        DataModel model = ModelLoader.Load(packed);
        var client = new ModelClient(model);
        List<LargePdu> pdus = [];
        void Add(string service, string name) => pdus.Add(new LargePdu(service, name, client.Octets, client.Nodes, client.ValueOctets));

        // Control blocks have to work while they report, so their attributes come last.
        Fill(model, scl, block: false);
        foreach (var (node, _, buffered) in scl.Reports.Where(report => report.DataSet >= 0))
        {
            (string domain, string item) = Place(scl, node);
            if (client.Report(domain, item, buffered) is { } report)
            {
                pdus.Add(new LargePdu("Report", $"{domain}/{item}", report.Octets, report.Nodes, report.ValueOctets));
            }
        }

        Fill(model, scl, block: true);
        foreach (string domain in scl.Devices.Select(device => device.Name))
        {
            foreach (string set in client.Names(DataSets, domain))
            {
                client.ReadSet(domain, set);
                Add("GetDataSetValues", $"{domain}/{set}");
                client.DescribeSet(domain, set);
                Add("GetDataSetDirectory", $"{domain}/{set}");
            }

            foreach (string item in client.Names(Variables, domain).Where(item => item.Count(c => c == '$') < 3))
            {
                if (client.Describe(domain, item))
                {
                    Add("GetDataDefinition", $"{domain}/{item}");
                }

                if (client.Read(domain, item))
                {
                    Add(item.Count(c => c == '$') < 2 ? "GetAllDataValues" : "GetDataValues", $"{domain}/{item}");
                }
            }
        }

        int server = Iec61850Server.RequiredBytes(plan, model) + Iec61850Server.ControlBytes(plan, model);
        return new ModelCost(packed.Length, model.HeapBytes, server, [.. pdus.OrderByDescending(pdu => pdu.Octets)]);
    }

    private static (string Domain, string Item) Place(SclModel scl, ModelNode node)
    {
        var (device, owner, constraint) = scl.Devices.SelectMany(device => device.Children.SelectMany(owner => owner.Children.Select(fc => (device, owner, fc))))
            .First(place => place.fc.Children.Contains(node));
        return (device.Name, $"{owner.Name}${constraint.Name}${node.Name}");
    }

    /// <summary>Gives every value the one that takes most octets, and every string that can grow its full length, without characters to escape.</summary>
    private static void Fill(DataModel model, SclModel scl, bool block)
    {
        foreach (ModelNode constraint in scl.Devices.SelectMany(device => device.Children).SelectMany(node => node.Children))
        {
            bool isBlock = constraint.Name is "RP" or "BR" or "LG" || constraint["SGCB"] != null;
            if (isBlock == block)
            {
                foreach (ModelNode node in constraint.Walk().Where(node => node.Type is not (ValueType.Constructed or ValueType.Array)))
                {
                    Fill(model, node);
                }

                foreach (ModelNode array in constraint.Walk().Where(node => node.Type == ValueType.Array))
                {
                    Elements(model, array);
                }
            }
        }
    }

    private static void Elements(DataModel model, ModelNode array)
    {
        ModelNode[] inner = [.. array.Children[0].Walk().Where(node => node.Type != ValueType.Constructed)];
        for (int i = 1; i < array.Size; i++)
        {
            foreach (ModelNode node in inner)
            {
                Fill(model, node, i * array.Children[0].Slots);
            }
        }
    }

    private static void Fill(DataModel model, ModelNode node, int offset = 0)
    {
        ModelValues values = model.Values;
        int slot = node.Slot + offset;
        switch (node.Type)
        {
            case ValueType.Boolean:
                values.SetSmall(slot, 0);
                break;
            case ValueType.Integer:
                values.SetSmall(slot, node.Size == 32 ? int.MinValue : -(1 << (node.Size - 1)));
                break;
            case ValueType.Unsigned:
                values.SetSmall(slot, node.Size == 32 ? -1 : (1 << node.Size) - 1);
                break;
            case ValueType.Integer64:
                values.SetLarge(slot, long.MinValue);
                break;
            default:
                int room = node.IsText ? node.Room ?? node.Size : 0;
                if (room > node.Text.Length)
                {
                    values.SetText(slot, room, Encoding.ASCII.GetBytes(new string('x', room)), 0, room);
                }

                break;
        }
    }
}
