using System.Text;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.Scl;
using nanoDer.Tools;
using nanoDer.Xml;
using Xunit;

namespace nanoDer.HostTests.Scl;

/// <summary>What a model costs is what a server and an encoder make of it.</summary>
public sealed class ModelCostTests
{
    private readonly XerCodec _reader = new(XerForm.Scsm82, strict: true);
    private readonly MmsEncoder _encoder = new(new XerDialect(XerForm.Scsm82, new XmlNamespaces(4)), new MemoryPlan { MmsDepth = 120 });

    [Theory]
    [InlineData("PvGateway")]
    [InlineData("PvInverter")]
    [InlineData("PvStorage")]
    public void No_response_is_larger_than_told(string name)
    {
        SclModel scl = SclReader.Read(Models.Read(name)).Model;
        string packed = ModelPacker.Pack(scl);
        ModelCost cost = ModelCost.Of(packed, scl, new MemoryPlan());
        DataModel model = ModelLoader.Load(packed);
        var client = new ModelClient(model);
        Assert.Equal((packed.Length, model.HeapBytes), (cost.Flash, cost.Heap));
        Assert.All(["Report", "GetDataDefinition", "GetAllDataValues", "GetDataValues", "GetDataSetValues", "GetDataSetDirectory"], service => Assert.Contains(cost.Pdus, pdu => pdu.Service == service));
        var names = new SclNames(Models.Read(name));
        foreach (string reference in names.Variables.Where(reference => reference.Count(c => c == '$') < 3))
        {
            (string domain, string item) = (reference[..reference.IndexOf('/')], reference[(reference.IndexOf('/') + 1)..]);
            LargePdu definition = cost.Pdus.Single(pdu => pdu.Object == reference && pdu.Service == "GetDataDefinition");
            Assert.True(client.Describe(domain, item));
            Assert.Equal(Encoded(client.Response), definition.Octets);
            if (client.Read(domain, item))
            {
                // The values of a new model have fewer digits than the largest.
                LargePdu values = cost.Pdus.Single(pdu => pdu.Object == reference && pdu.Service is "GetDataValues" or "GetAllDataValues");
                Assert.InRange(values.Octets, Encoded(client.Response), 4 * Encoded(client.Response));
            }
        }
    }

    /// <summary>The largest value there can be is the one whose octets are told.</summary>
    [Fact]
    public void Largest_values_are_told()
    {
        SclModel scl = SclReader.Read(Models.Read("PvInverter")).Model;
        string packed = ModelPacker.Pack(scl);
        DataModel model = ModelLoader.Load(packed);
        var client = new ModelClient(model);
        model.Values.SetSmall(model.Slot(model.Find("DER1LD0/FSCH1$ST$SchdEntr$stVal")), int.MinValue);
        Assert.True(client.Read("DER1LD0", "FSCH1$ST$SchdEntr"));
        Assert.Equal(Encoded(client.Response), ModelCost.Of(packed, scl, new MemoryPlan()).Pdus.Single(pdu => pdu.Object == "DER1LD0/FSCH1$ST$SchdEntr" && pdu.Service == "GetDataValues").Octets);
    }

    [Theory]
    [InlineData("PvInverter")]
    [InlineData("PvStorage")]
    public void Every_data_object_fits_the_default_plan(string name)
    {
        SclModel scl = SclReader.Read(Models.Read(name)).Model;
        var plan = new MemoryPlan();
        ModelCost cost = ModelCost.Of(ModelPacker.Pack(scl), scl, plan);
        Assert.All(cost.Pdus.Where(pdu => pdu.Service != "GetDataDefinition" || pdu.Object.Count(c => c == '$') == 2), pdu => Assert.True(pdu.Fits(plan), pdu.ToString()));
    }

    /// <summary>The octets that an encoder writes into a window, read back by a reader that takes nothing but the 8-2 form.</summary>
    private int Encoded(MmsTree tree)
    {
        var window = new ByteWriter(1000);
        using var text = new MemoryStream();
        _encoder.Begin(tree);
        for (bool done = false; !done;)
        {
            done = _encoder.Continue(window);
            text.Write(window.Buffer, window.Start, window.Count);
            window.Consume(window.Count);
        }

        Assert.Equal(DerStatus.Ok, _encoder.Status);
        Assert.Equal(DerStatus.Ok, _reader.Read(text.ToArray()).Status);
        return (int)text.Length;
    }
}
