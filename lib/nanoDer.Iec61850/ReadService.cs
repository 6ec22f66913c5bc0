using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>GetDataValues and GetAllDataValues: MMS read (IEC 61850-8-2 clauses 12.2.3 and 13.2.1).</summary>
    internal sealed class ReadService
    {
        private readonly DataModel _model;
        private readonly int[] _open = new int[DataModel.MaxDepth];
        private readonly byte[] _float = new byte[5];

        internal ReadService(DataModel model)
        {
            _model = model;

            // Width of the exponent, then IEEE 754.
            _float[0] = 8;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3) + HeapSize.Array(DataModel.MaxDepth, 4) + HeapSize.Array(5, 1);
        }

        /// <summary>Builds the content of the response.</summary>
        /// <returns>False when the request names a data set, and there is none.</returns>
        internal bool Handle(MmsTree request, int service, MmsBuilder response)
        {
            int access = request.Child(service, Kind.VariableAccessSpecification);
            int list = request.Child(access, Kind.ListOfVariable);
            if (list < 0)
            {
                return false;
            }

            response.Begin(Kind.ReadResponse);
            int withSpecification = request.Child(service, Kind.SpecificationWithResult);
            if (withSpecification >= 0 && request.Boolean(withSpecification))
            {
                response.Copy(request, access);
            }

            response.Begin(Kind.ListOfAccessResult);
            int end = request.End(list);
            for (int item = request.First(list); item < end && response.Status == DerStatus.Ok; item = request.Next(item))
            {
                ReadOne(request, item, response);
            }

            response.End();
            response.End();
            return true;
        }

        private void ReadOne(MmsTree request, int item, MmsBuilder response)
        {
            int specification = request.Child(item, Kind.VariableSpecification);
            int name = request.Child(specification, Kind.Name);
            if (name < 0)
            {
                bool isAddress = request.Child(specification, Kind.Address) >= 0;
                response.Integer(Kind.Failure, isAddress ? MmsError.InvalidAddress : MmsError.ObjectAccessUnsupported);
                return;
            }

            if (request.Child(item, Kind.AlternateAccess) >= 0)
            {
                response.Integer(Kind.Failure, MmsError.ObjectAccessUnsupported);
                return;
            }

            int node = Find(request, request.Child(name, Kind.DomainSpecific));
            if (node < 0)
            {
                response.Integer(Kind.Failure, MmsError.ObjectNonExistent);
                return;
            }

            response.Begin(Kind.Success);
            PutData(node, response);
            response.End();
        }

        private int Find(MmsTree request, int name)
        {
            if (name < 0)
            {
                return -1;
            }

            int domain = request.Child(name, Kind.DomainId);
            int item = request.Child(name, Kind.ItemId);
            domain = _model.FindDomain(request.Values, request.ValueOffset(domain), request.ValueLength(domain));
            return domain < 0 ? -1 : _model.FindItem(domain, request.Values, request.ValueOffset(item), request.ValueLength(item));
        }

        /// <summary>Appends a value, or a structure with all that is in it. The model's numbering is its order, so no recursion is needed.</summary>
        private void PutData(int node, MmsBuilder response)
        {
            int end = _model.End(node);
            int depth = 0;
            while (node < end)
            {
                while (depth > 0 && _open[depth - 1] == node)
                {
                    depth--;
                    response.End();
                }

                if (_model.Type(node) == ValueType.Constructed)
                {
                    response.Begin(Kind.Structure);
                    _open[depth] = _model.End(node);
                    depth++;
                }
                else
                {
                    PutValue(node, response);
                }

                node++;
            }

            while (depth > 0)
            {
                depth--;
                response.End();
            }
        }

        private void PutValue(int node, MmsBuilder response)
        {
            ModelValues values = _model.Values;
            int slot = _model.Slot(node);
            switch (_model.Type(node))
            {
                case ValueType.Boolean:
                    response.Boolean(Kind.Boolean, values.GetSmall(slot) != 0);
                    break;
                case ValueType.Integer:
                    response.Integer(Kind.Integer, values.GetSmall(slot));
                    break;
                case ValueType.Unsigned:
                    response.Unsigned(Kind.Unsigned, (uint)values.GetSmall(slot));
                    break;
                case ValueType.Float:
                    int bits = values.GetSmall(slot);
                    _float[1] = (byte)(bits >> 24);
                    _float[2] = (byte)(bits >> 16);
                    _float[3] = (byte)(bits >> 8);
                    _float[4] = (byte)bits;
                    response.Value(Kind.FloatingPoint, _float, 0, 5);
                    break;
                case ValueType.Bits:
                    response.Bits(Kind.BitString, (uint)values.GetSmall(slot), _model.Size(node));
                    break;
                case ValueType.Integer64:
                    response.Integer(Kind.Integer, values.GetLarge(slot));
                    break;
                case ValueType.Timestamp:
                    long time = values.GetLarge(slot);
                    response.UtcTime(Kind.UtcTime, (uint)(time >> 32), (int)(time >> 8) & 0xFFFFFF, (int)time & 0xFF);
                    break;
                case ValueType.VisibleString:
                    response.Value(Kind.VisibleString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
                case ValueType.UnicodeString:
                    response.Value(Kind.MmsString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
                default:
                    response.Value(Kind.OctetString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
            }
        }
    }
}
