using System.Text;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Schema;
using nanoDer.Tools;

namespace nanoDer.HostTests.Xer;

/// <summary>Builds PDUs of every kind from the schema text itself, by chance, with values at and between the ends of their ranges.</summary>
public sealed class RandomPdu(XerRandom random, int deepest)
{
    private static readonly MmsSchema Schema = MmsSchema.Read(Path.Combine(AppContext.BaseDirectory, "mms.schema"));
    private static readonly Dictionary<string, int> Kinds = typeof(Mms.Mms).GetFields().ToDictionary(f => f.Name, f => (int)f.GetRawConstantValue()!);
    private static readonly string[] Pieces = ["a", "Z9", "$", "_", " ", "&", "<", ">", "\"", "'", "]]>", "\u00e9", "\u65e5\u672c", "\ud83d\ude00", "\t", "\n", "\r", "\u0000", "\u0007", "\u001b"];

    private readonly MmsBuilder _builder = new(XerCodec.Plan());

    /// <summary>The alternatives of MMSpdu.</summary>
    public static int PduCount => Schema["MMSpdu"].Components.Count;

    /// <summary>Builds one PDU.</summary>
    /// <param name="tree">Where it goes.</param>
    /// <param name="pdu">Which alternative of MMSpdu.</param>
    public void Build(MmsTree tree, int pdu)
    {
        _builder.Start(tree);
        Component(Schema["MMSpdu"].Components[pdu], 0);
        if (_builder.Status != DerStatus.Ok)
        {
            throw new InvalidOperationException(_builder.Status.ToString());
        }
    }

    private void Component(Component component, int depth)
    {
        SchemaType type = Schema[component.Type];
        int kind = Kinds[component.Constant];
        if (type.Mode >= Mode.Sequence)
        {
            _builder.Begin(kind);
            Children(type, depth + 1);
            _builder.End();
        }
        else
        {
            Value(kind, type);
        }
    }

    private void Children(SchemaType type, int depth)
    {
        switch (type.Mode)
        {
            case Mode.Sequence:
                foreach (Component component in type.Components)
                {
                    if ((!component.Optional && component.Default == null) || random.Below(2) == 0)
                    {
                        Component(component, depth);
                    }
                }

                break;
            case Mode.Choice:
                // Past the depth wanted, the first alternative that does not lead further down.
                List<Component> alternatives = [.. type.Components.Where(c => !c.ScsmOnly)];
                List<Component> shallow = [.. alternatives.Where(c => Schema[c.Type].Mode < Mode.Sequence)];
                if (shallow.Count == 0)
                {
                    shallow = [.. alternatives.Where(c => c.Name is not ("selectAlternateAccess" or "variableDescription"))];
                }

                Component(random.Of(depth > deepest && shallow.Count > 0 ? shallow : alternatives), depth);
                break;
            default:
                int count = depth > deepest ? random.Below(2) : random.Below(4);
                for (int i = 0; i < count; i++)
                {
                    Component item = type.Components[0];
                    if (type.Mode == Mode.ChoiceList)
                    {
                        Children(Schema[item.Type], depth);
                    }
                    else
                    {
                        Component(item, depth);
                    }
                }

                break;
        }
    }

    private void Value(int kind, SchemaType type)
    {
        switch (type.Mode)
        {
            case Mode.Null:
                _builder.Null(kind);
                break;
            case Mode.Boolean:
                _builder.Boolean(kind, random.Below(2) == 0);
                break;
            case Mode.Integer:
                long span = (long)type.Max - type.Min + 1;
                _builder.Integer(kind, random.Below(4) switch { 0 => type.Min, 1 => type.Max, _ => (int)(type.Min + (long)(random.Next() % (ulong)span)) });
                break;
            case Mode.Integer64:
                _builder.Integer(kind, random.Below(4) switch { 0 => long.MinValue, 1 => long.MaxValue, 2 => (int)random.Next(), _ => (long)random.Next() });
                break;
            case Mode.Unsigned64:
                _builder.Unsigned(kind, random.Below(3) switch { 0 => ulong.MaxValue, 1 => random.Next(), _ => random.Next() >> 40 });
                break;
            case Mode.Positive64:
                _builder.Integer(kind, random.Below(3) == 0 ? long.MaxValue : (long)(random.Next() >> 20));
                break;
            case Mode.Bits:
                int bits = type.Max > 200 ? 1 + random.Below(120) : Math.Max(1, type.Min) + random.Below(type.Max - Math.Max(1, type.Min) + 1);
                _builder.Bits(kind, Octets((bits + 7) / 8), 0, bits);
                break;
            case Mode.Octets:
                _builder.Value(kind, Octets(type.Max > 200 ? random.Below(60) : type.Max));
                break;
            case Mode.TimeOfDay:
                _builder.Value(kind, Octets(random.Below(2) == 0 ? 4 : 6));
                break;
            case Mode.Float:
                if (random.Below(2) == 0)
                {
                    _builder.Single(kind, BitConverter.Int32BitsToSingle((int)random.Next() & ~0x00800000));
                }
                else
                {
                    _builder.Double(kind, BitConverter.Int64BitsToDouble((long)random.Next()));
                }

                break;
            case Mode.Identifier:
                _builder.Value(kind, Text(1 + random.Below(64), "abcXYZ019_$"));
                break;
            case Mode.Visible:
                _builder.Value(kind, Text(random.Below(80), "ab <>&\"'~]0"));
                break;
            case Mode.Graphic:
                _builder.Value(kind, Text(random.Below(40), "ab <>&/._\u00e9"));
                break;
            case Mode.Utf8:
                string text = string.Concat(Enumerable.Range(0, 1 + random.Below(30)).Select(_ => random.Of(Pieces)));
                _builder.Value(kind, Encoding.UTF8.GetBytes(text));
                break;
            case Mode.Oid:
                _builder.Value(kind, Encoding.ASCII.GetBytes(random.Of(["0.0", "1.39.7", "2.999.4294967295", "1.0.9506.2.3"])));
                break;
            case Mode.Time:
                _builder.Value(kind, Encoding.ASCII.GetBytes(random.Of(["20261122080417.123Z", "20240229235960Z", "2026112208", "202611220804+0130"])));
                break;
            default:
                throw new InvalidOperationException(type.Mode.ToString());
        }
    }

    private byte[] Octets(int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next())];

    private byte[] Text(int count, string letters) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(_ => letters[random.Below(letters.Length)])));
}
