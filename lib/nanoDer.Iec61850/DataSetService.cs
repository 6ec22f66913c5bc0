using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>CreateDataSet, DeleteDataSet and GetDataSetDirectory: the named variable lists of MMS (IEC 61850-8-2 clauses 14.3 to 14.5).</summary>
    internal sealed class DataSetService
    {
        private readonly ModelAccess _access;
        private readonly DataSets _sets;
        private readonly ObjectHandler[] _handlers;
        private readonly ByteWriter _name;

        internal DataSetService(ModelAccess access, DataSets sets, ObjectHandler[] handlers, ByteWriter name)
        {
            _access = access;
            _sets = sets;
            _handlers = handlers;
            _name = name;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(4);
        }

        /// <summary>Builds the content of the response of getNamedVariableListAttributes.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Describe(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int set = _sets.Find(request, service, client, false);
            if (set < 0)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
            }

            response.Begin(Kind.GetNamedVariableListAttributesResponse);
            response.Boolean(Kind.MmsDeletable, set >= _sets.StaticCount);
            response.Begin(Kind.ListOfVariable);
            for (int i = 0; i < _sets.Members(set); i++)
            {
                int node = _sets.Member(set, i);
                response.Begin(Kind.VariableItem);
                response.Begin(Kind.VariableSpecification);
                response.Begin(Kind.Name);
                response.Begin(Kind.DomainSpecific);
                _name.Clear();
                _access.Model.PutName(_access.Model.DomainOf(node), _name);
                response.Value(Kind.DomainId, _name.Buffer, 0, _name.Count);
                _name.Clear();
                int array = _access.Model.ArrayAround(node);
                _access.Model.PutItem(array, _name);
                response.Value(Kind.ItemId, _name.Buffer, 0, _name.Count);
                response.End();
                response.End();
                response.End();
                PutAlternateAccess(array, node, response);
                response.End();
            }

            return -1;
        }

        /// <summary>Makes a data set, all of it or nothing, and builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Define(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int name = request.First(service);
            if (_sets.Find(request, name, client, false) >= 0)
            {
                return (Kind.ErrorDefinition << 8) | MmsError.ObjectExists;
            }

            // Find out first whether all members are there.
            int list = request.Next(name);
            int end = request.End(list);
            for (int item = request.First(list); item < end; item = request.Next(item))
            {
                int node = _access.Resolve(request, item);
                int error = node < 0 ? ~node : _access.Elements > 0 ? MmsError.ObjectAccessUnsupported : -1;
                if (error < 0 && !(_access.Allows(client, AccessList.DataSet, node) && _access.Allows(client, AccessList.Read, node)))
                {
                    return (Kind.ErrorAccess << 8) | MmsError.AccessDenied;
                }

                if (error == MmsError.ObjectAccessUnsupported || error == MmsError.InvalidAddress)
                {
                    return (Kind.ErrorAccess << 8) | MmsError.AccessUnsupported;
                }

                if (error >= 0 || _access.Model.Constraint(node) == 0)
                {
                    return (Kind.ErrorDefinition << 8) | MmsError.DefinitionUndefined;
                }
            }

            int specific = request.First(name);
            if (request.Kind(specific) == Kind.VmdSpecific || request.First(list) == end)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessUnsupported;
            }

            int set = _sets.Find(request, name, client, true);
            if (set < 0)
            {
                return set == -1 ? (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent : (Kind.ErrorResource << 8) | MmsError.CapabilityUnavailable;
            }

            for (int item = request.First(list); item < end; item = request.Next(item))
            {
                if (!_sets.Add(set, _access.Resolve(request, item)))
                {
                    _sets.Delete(set);
                    return (Kind.ErrorResource << 8) | MmsError.CapabilityUnavailable;
                }
            }

            response.Null(Kind.DefineNamedVariableListResponse);
            return -1;
        }

        /// <summary>Deletes data sets and builds the content of the response. One that a control block uses keeps all of them.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Delete(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int scope = request.Child(service, Kind.ScopeOfDelete);
            int list = request.Child(service, Kind.ListOfVariableListName);
            if ((scope >= 0 && request.Int32(scope) != 0) || list < 0)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessUnsupported;
            }

            if (!_access.Allows(client, AccessList.DataSet, -1))
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessDenied;
            }

            int matched = 0;
            int deleted = 0;
            for (int pass = 0; pass < 2; pass++)
            {
                matched = 0;
                int end = request.End(list);
                for (int item = request.First(list); item < end; item = request.Next(item))
                {
                    int set = Find(request, item, client);
                    if (set < 0)
                    {
                        continue;
                    }

                    matched++;
                    if (set < _sets.StaticCount)
                    {
                        continue;
                    }

                    if (_handlers[ObjectHandler.Reports].Uses(set) || _handlers[ObjectHandler.Logs].Uses(set))
                    {
                        return (Kind.ErrorService << 8) | MmsError.ObjectConstraintConflict;
                    }

                    if (pass == 1)
                    {
                        _sets.Delete(set);
                        deleted++;
                    }
                }
            }

            response.Begin(Kind.DeleteNamedVariableListResponse);
            response.Integer(Kind.NumberMatched, matched);
            response.Integer(Kind.NumberDeleted, deleted);
            return -1;
        }

        /// <summary>Says which part of an array a member is: index and components, one in the other.</summary>
        private void PutAlternateAccess(int from, int node, MmsBuilder response)
        {
            int open = 0;
            while (from != node)
            {
                int next = _access.Model.Around(from, node);
                response.Begin(Kind.AlternateAccess);
                response.Begin(Kind.Unnamed);
                response.Begin(next == node ? Kind.SelectAccess : Kind.SelectAlternateAccess);
                if (next != node)
                {
                    response.Begin(Kind.AccessSelection);
                }

                if (_access.Model.Type(from) == ValueType.Array)
                {
                    response.Integer(Kind.Index, _access.Model.IndexOf(from, next));
                }
                else
                {
                    _name.Clear();
                    _access.Model.PutName(next, _name);
                    response.Value(Kind.Component, _name.Buffer, 0, _name.Count);
                }

                if (next != node)
                {
                    response.End();
                }

                open += 3;
                from = next;
            }

            for (; open > 0; open--)
            {
                response.End();
            }
        }

        // The items of the list are the alternatives themselves: what stands before one is taken for their parent.
        private int Find(MmsTree request, int item, Association client)
        {
            return _sets.Find(request, item - 1, client, false);
        }
    }
}
