using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// GetServerDirectory, GetLogicalDeviceDirectory and GetLogicalNodeDirectory: MMS getNameList (IEC 61850-8-2 clauses 10.2.3, 11.2 and 12.2).
    /// A list that is longer than a PDU goes on after the last name given.
    /// </summary>
    internal sealed class NameListService
    {
        private const int NamedVariable = 0;
        private const int NamedVariableList = 2;
        private const int Journal = 8;
        private const int Domain = 9;

        // Octets of XML around each name, and around the whole list.
        private const int NameOverhead = 25;
        private const int ListOverhead = 400;

        private readonly DataModel _model;
        private readonly DataSets _sets;
        private readonly ByteWriter _name;
        private readonly int[] _length = new int[DataModel.MaxDepth];

        internal NameListService(DataModel model, DataSets sets, ByteWriter name)
        {
            _model = model;
            _sets = sets;
            _name = name;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(4) + HeapSize.Array(DataModel.MaxDepth, 4);
        }

        /// <summary>Builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int pduBytes = client.PduBytes;
            int basic = request.Child(request.Child(service, Kind.ObjectClass), Kind.BasicObjectClass);
            int wanted = basic < 0 ? -1 : request.Int32(basic);
            if (wanted != NamedVariable && wanted != NamedVariableList && wanted != Journal && wanted != Domain)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessUnsupported;
            }

            int scope = request.Child(service, Kind.ObjectScope);
            int domainName = request.Child(scope, Kind.ScopeDomain);
            int domain = -1;
            if (domainName >= 0)
            {
                domain = _model.FindDomain(request.Values, request.ValueOffset(domainName), request.ValueLength(domainName));
                if (domain < 0)
                {
                    return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
                }
            }

            if (wanted == NamedVariableList || wanted == Journal)
            {
                return Others(request, service, wanted == Journal, domain, request.Kind(request.First(scope)) == Kind.ScopeAa ? client : null, response, client.PduBytes);
            }

            // What belongs to no domain: there is none.
            bool domains = wanted == Domain && request.Child(scope, Kind.ScopeVmd) >= 0;
            bool variables = wanted == NamedVariable && domain >= 0;
            int last = -1;
            int after = request.Child(service, Kind.ContinueAfter);
            if (after >= 0)
            {
                last = domains ? _model.FindDomain(request.Values, request.ValueOffset(after), request.ValueLength(after))
                    : variables ? _model.FindItem(domain, request.Values, request.ValueOffset(after), request.ValueLength(after)) : -1;
                if (last < 0)
                {
                    return (Kind.ErrorService << 8) | MmsError.ContinuationInvalid;
                }
            }

            response.Begin(Kind.GetNameListResponse);
            response.Begin(Kind.ListOfIdentifier);
            bool more = domains ? PutDomains(last, response, pduBytes) : variables && PutVariables(domain, last, response, pduBytes);
            response.End();
            response.Boolean(Kind.MoreFollows, more);
            response.End();
            return -1;
        }

        /// <summary>Names of data sets, or of logs: of a logical device, or of an association.</summary>
        private int Others(MmsTree request, int service, bool logs, int domain, Association owner, MmsBuilder response, int pduBytes)
        {
            int after = request.Child(service, Kind.ContinueAfter);
            int left = pduBytes - ListOverhead;
            bool wanted = after < 0;
            bool more = false;
            response.Begin(Kind.GetNameListResponse);
            response.Begin(Kind.ListOfIdentifier);
            int count = logs ? _model.Tables.LogCount : _sets.Count;
            for (int i = 0; i < count && !more; i++)
            {
                int node = logs ? _model.Tables.LogNode(i) : _sets.Node(i);
                if (node >= 0 ? domain < 0 || _model.DomainOf(node) != domain : owner == null || _sets.Owner(i) != owner)
                {
                    continue;
                }

                _name.Clear();
                if (node >= 0)
                {
                    _model.PutName(node, _name);
                    _name.Put((byte)'$');
                }

                if (logs)
                {
                    _model.PutText(_model.Tables.LogName(i), _name);
                }
                else if (_sets.Members(i) > 0)
                {
                    _sets.PutName(i, _name);
                }
                else
                {
                    continue;
                }

                if (wanted)
                {
                    left -= _name.Count + NameOverhead;
                    more = !PutName(response, left);
                }
                else
                {
                    wanted = request.ValueLength(after) == _name.Count
                        && Bytes.Equal(request.Values, request.ValueOffset(after), _name.Buffer, 0, _name.Count);
                }
            }

            response.End();
            response.Boolean(Kind.MoreFollows, more);
            return wanted ? -1 : (Kind.ErrorService << 8) | MmsError.ContinuationInvalid;
        }

        private bool PutDomains(int last, MmsBuilder response, int pduBytes)
        {
            int left = pduBytes - ListOverhead;
            for (int node = last < 0 ? _model.First(-1) : _model.Next(last); node >= 0; node = _model.Next(node))
            {
                _name.Clear();
                _model.PutName(node, _name);
                left -= _name.Count + NameOverhead;
                if (!PutName(response, left))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Walks the model in its order, keeping the names on the way to the current node.</summary>
        private bool PutVariables(int domain, int last, MmsBuilder response, int pduBytes)
        {
            int left = pduBytes - ListOverhead;
            bool wanted = last < 0;
            ModelWalk walk = _model.Walk;
            walk.Start(domain);
            walk.Next();
            _name.Clear();
            while (walk.Next())
            {
                if (walk.IsEnd)
                {
                    continue;
                }

                int node = walk.Node;
                _name.Rollback(walk.Depth == 1 ? 0 : _length[walk.Depth - 2]);
                if (walk.Depth > 1)
                {
                    _name.Put((byte)'$');
                }

                _model.PutName(node, _name);
                _length[walk.Depth - 1] = _name.Count;
                if (_model.Type(node) == ValueType.Array)
                {
                    // Elements have no names.
                    walk.Skip();
                }

                if (!wanted)
                {
                    wanted = node == last;
                    continue;
                }

                left -= _name.Count + NameOverhead;
                if (!PutName(response, left))
                {
                    return true;
                }
            }

            return false;
        }

        private bool PutName(MmsBuilder response, int left)
        {
            int nodes = response.Tree.Count;
            int octets = response.Tree.ValueCount;
            if (left >= 0)
            {
                response.Value(Kind.Identifier, _name.Buffer, _name.Start, _name.Count);

                // Room for what ends the response.
                response.Boolean(Kind.MoreFollows, false);
                if (response.Status == DerStatus.Ok)
                {
                    response.Rollback(nodes + 1, response.Tree.ValueCount);
                    return true;
                }
            }

            response.Rollback(nodes, octets);
            return false;
        }
    }
}
