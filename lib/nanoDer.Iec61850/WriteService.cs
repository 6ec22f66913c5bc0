using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// SetDataValues, SetDataSetValues, and all services that IEC 61850-8-2 maps to MMS write (clauses 13.2.2, 14.2, 16, 17, 18 and 20): each object goes to whom its
    /// functional constraint belongs.
    /// </summary>
    internal sealed class WriteService
    {
        private readonly ModelAccess _access;
        private readonly DataSets _sets;
        private readonly ObjectHandler[] _handlers;

        internal WriteService(ModelAccess access, DataSets sets, ObjectHandler[] handlers)
        {
            _sets = sets;
            _access = access;
            _handlers = handlers;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3);
        }

        /// <summary>Writes each object on its own and builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains; nothing is written then.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int access = request.Child(service, Kind.VariableAccessSpecification);
            int list = request.First(access);
            int set = request.Kind(list) == Kind.VariableListName ? _sets.Find(request, list, client, false) : -1;
            if (set < 0 && request.Kind(list) != Kind.ListOfVariable)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
            }

            int values = request.Child(service, Kind.ListOfData);
            int count = set < 0 ? request.ChildCount(list) : _sets.Members(set);
            if (count != request.ChildCount(values))
            {
                return (Kind.RejectConfirmedRequest << 8) | MmsError.InvalidArgument;
            }

            if (_access.IsTooDeep(request, values, client.Nesting))
            {
                return (Kind.RejectConfirmedRequest << 8) | MmsError.MaxRecursionExceeded;
            }

            _access.Elements = 0;
            response.Begin(Kind.WriteResponse);
            int data = request.First(values);
            int item = request.First(list);
            for (int i = 0; i < count; i++)
            {
                int error = set < 0 ? WriteOne(request, item, client, data) : Write(client, _sets.Member(set, i), request, data);
                if (error < 0)
                {
                    response.Null(Kind.WriteSuccess);
                }
                else
                {
                    response.Integer(Kind.Failure, error);
                }

                data = request.Next(data);
                item = request.Next(item);
            }

            response.End();
            return -1;
        }

        private static int RightTo(int constraint)
        {
            switch (constraint)
            {
                case Constraint.CO:
                    return AccessList.Control;
                case Constraint.BR:
                case Constraint.RP:
                    return AccessList.Report;
                case Constraint.LG:
                    return AccessList.Log;
                default:
                    return AccessList.Write;
            }
        }

        private int WriteOne(MmsTree request, int item, Association client, int data)
        {
            int node = _access.Resolve(request, item);
            return node < 0 ? ~node : Write(client, node, request, data);
        }

        private int Write(Association client, int node, MmsTree request, int data)
        {
            int constraint = _access.Model.Constraint(node);
            if (!_access.Allows(client, RightTo(constraint), node))
            {
                return MmsError.ObjectAccessDenied;
            }

            int settings = _access.Model.Tables.SettingControl;
            if (settings >= 0 && (constraint == Constraint.SE || _access.Model.IsIn(node, settings) || _access.Model.IsIn(settings, node)))
            {
                return _handlers[ObjectHandler.Settings].Write(client, node, request, data);
            }

            switch (constraint)
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
                    return _access.Model.IsWritable(node) ? _access.Write(node, request, data) : MmsError.ObjectAccessDenied;
                default:
                    return MmsError.ObjectAccessDenied;
            }
        }
    }
}
