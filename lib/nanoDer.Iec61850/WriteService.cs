using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// SetDataValues, and all services that IEC 61850-8-2 maps to MMS write (clauses 12.2.4, 16, 17, 18 and 20): each object goes to whom its
    /// functional constraint belongs.
    /// </summary>
    internal sealed class WriteService
    {
        private readonly ModelAccess _access;
        private readonly ObjectHandler[] _handlers;

        internal WriteService(ModelAccess access, ObjectHandler[] handlers)
        {
            _access = access;
            _handlers = handlers;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(2);
        }

        /// <summary>Writes each object on its own and builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains; nothing is written then.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int access = request.Child(service, Kind.VariableAccessSpecification);
            int list = request.Child(access, Kind.ListOfVariable);
            if (list < 0)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
            }

            int values = request.Child(service, Kind.ListOfData);
            if (request.ChildCount(list) != request.ChildCount(values))
            {
                return (Kind.RejectConfirmedRequest << 8) | MmsError.InvalidArgument;
            }

            response.Begin(Kind.WriteResponse);
            int end = request.End(list);
            int data = request.First(values);
            for (int item = request.First(list); item < end; item = request.Next(item))
            {
                int error = WriteOne(request, item, client, data);
                if (error < 0)
                {
                    response.Null(Kind.WriteSuccess);
                }
                else
                {
                    response.Integer(Kind.Failure, error);
                }

                data = request.Next(data);
            }

            response.End();
            return -1;
        }

        private int WriteOne(MmsTree request, int item, Association client, int data)
        {
            int specification = request.First(request.First(item));
            if (request.Kind(specification) != Kind.Name || request.Child(item, Kind.AlternateAccess) >= 0)
            {
                return request.Kind(specification) == Kind.Address ? MmsError.InvalidAddress : MmsError.ObjectAccessUnsupported;
            }

            int node = _access.Find(request, specification);
            return node < 0 ? MmsError.ObjectNonExistent : Write(client, node, request, data);
        }

        private int Write(Association client, int node, MmsTree request, int data)
        {
            switch (_access.Model.Constraint(node))
            {
                case Constraint.CO:
                    return _handlers[ObjectHandler.Control].Write(client, node, request, data);
                case Constraint.BR:
                case Constraint.RP:
                    return _handlers[ObjectHandler.Reports].Write(client, node, request, data);
                case Constraint.LG:
                    return _handlers[ObjectHandler.Logs].Write(client, node, request, data);
                case Constraint.CF:
                case Constraint.DC:
                case Constraint.SP:
                case Constraint.SV:
                case Constraint.SE:
                    return _access.IsWritable(node) ? _access.Write(node, request, data) : MmsError.ObjectAccessDenied;
                default:
                    return MmsError.ObjectAccessDenied;
            }
        }
    }
}
