using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// GetDataDirectory and GetDataDefinition: MMS getVariableAccessAttributes (IEC 61850-8-2 clauses 13.2.3 and 13.2.4). A type that does not
    /// fit into a PDU is asked for in parts, by the names of its components.
    /// </summary>
    internal sealed class TypeService
    {
        private readonly ModelAccess _access;
        private readonly ByteWriter _name;
        private readonly int[] _open = new int[DataModel.MaxDepth];

        internal TypeService(ModelAccess access, ByteWriter name)
        {
            _access = access;
            _name = name;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3) + HeapSize.Array(DataModel.MaxDepth, 4);
        }

        /// <summary>Builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Handle(MmsTree request, int service, MmsBuilder response)
        {
            int name = request.First(service);
            int node = request.Kind(name) == Kind.Name ? _access.Find(request, name) : -1;
            if (node < 0)
            {
                return (Kind.ErrorAccess << 8) | (request.Kind(name) == Kind.Name ? MmsError.AccessNonExistent : MmsError.AccessUnsupported);
            }

            response.Begin(Kind.GetVariableAccessAttributesResponse);
            response.Boolean(Kind.MmsDeletable, false);
            response.Begin(Kind.TypeDescription);
            int depth = 0;
            while (node >= 0 && response.Status == DerStatus.Ok)
            {
                ValueType type = _access.Model.Type(node);
                if (depth > 0 && _access.Model.Type(_open[depth - 1]) == ValueType.Constructed)
                {
                    response.Begin(Kind.TypeComponent);
                    _name.Clear();
                    _access.Model.PutName(node, _name);
                    response.Value(Kind.ComponentName, _name.Buffer, 0, _name.Count);
                    response.Begin(Kind.ComponentType);
                    response.Begin(Kind.TypeDescription);
                }

                if (type == ValueType.Constructed)
                {
                    response.Begin(Kind.TypeStructure);
                    response.Begin(Kind.Components);
                }
                else if (type == ValueType.Array)
                {
                    response.Begin(Kind.TypeArray);
                    response.Integer(Kind.NumberOfElements, _access.Model.Size(node));
                    response.Begin(Kind.ElementType);
                    response.Begin(Kind.TypeDescription);
                }
                else
                {
                    PutType(node, type, response);
                    node = Leave(node, ref depth, response);
                    continue;
                }

                _open[depth] = node;
                depth++;
                node = _access.Model.First(node);
            }

            return -1;
        }

        /// <summary>Ends what ends with a node, and finds the next one. Of an array only the first element is described.</summary>
        private int Leave(int node, ref int depth, MmsBuilder response)
        {
            while (depth > 0)
            {
                int parent = _open[depth - 1];
                bool array = _access.Model.Type(parent) == ValueType.Array;
                response.End();
                response.End();
                response.End();
                int next = array ? -1 : _access.Model.Next(node);
                if (next >= 0)
                {
                    return next;
                }

                if (!array)
                {
                    response.End();
                    response.End();
                }

                depth--;
                node = parent;
            }

            return -1;
        }

        private void PutType(int node, ValueType type, MmsBuilder response)
        {
            int size = _access.Model.Size(node);
            switch (type)
            {
                case ValueType.Boolean:
                    response.Null(Kind.TypeBoolean);
                    break;
                case ValueType.Integer:
                case ValueType.Integer64:
                    response.Integer(Kind.TypeInteger, size);
                    break;
                case ValueType.Unsigned:
                    response.Integer(Kind.TypeUnsigned, size);
                    break;
                case ValueType.Float:
                    response.Begin(Kind.TypeFloatingPoint);
                    response.Integer(Kind.FormatWidth, 32);
                    response.Integer(Kind.ExponentWidth, 8);
                    response.End();
                    break;
                case ValueType.Timestamp:
                    response.Null(Kind.TypeUtcTime);
                    break;
                case ValueType.EntryTime:
                    // With the date.
                    response.Boolean(Kind.TypeBinaryTime, true);
                    break;
                case ValueType.Bits:
                    // Negative: that many at most.
                    response.Integer(Kind.TypeBitString, -size);
                    break;
                default:
                    response.Integer(
                        type == ValueType.VisibleString ? Kind.TypeVisibleString : type == ValueType.UnicodeString ? Kind.TypeMmsString : Kind.TypeOctetString, -size);
                    break;
            }
        }
    }
}
