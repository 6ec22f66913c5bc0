using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>GetDataValues, GetAllDataValues and GetDataSetValues: MMS read (IEC 61850-8-2 clauses 12.2.3, 13.2.1 and 14.1).</summary>
    internal sealed class ReadService
    {
        private readonly ModelAccess _access;
        private readonly DataSets _sets;
        private readonly ObjectHandler[] _handlers;

        internal ReadService(ModelAccess access, DataSets sets, ObjectHandler[] handlers)
        {
            _sets = sets;
            _access = access;
            _handlers = handlers;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3);
        }

        /// <summary>Builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int access = request.Child(service, Kind.VariableAccessSpecification);
            int list = request.First(access);
            int set = request.Kind(list) == Kind.VariableListName ? _sets.Find(request, list, client, false) : -1;
            if (set < 0 && request.Kind(list) != Kind.ListOfVariable)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
            }

            response.Begin(Kind.ReadResponse);
            int withSpecification = request.Child(service, Kind.SpecificationWithResult);
            if (withSpecification >= 0 && request.Boolean(withSpecification))
            {
                response.Copy(request, access);
            }

            response.Begin(Kind.ListOfAccessResult);
            _access.Elements = 0;
            for (int i = 0; set >= 0 && i < _sets.Members(set); i++)
            {
                Put(_sets.Member(set, i), client, response);
            }

            int end = set < 0 ? request.End(list) : 0;
            for (int item = request.First(list); item < end && response.Status == DerStatus.Ok; item = request.Next(item))
            {
                ReadOne(request, item, client, response);
            }

            response.End();
            response.End();
            return -1;
        }

        private void ReadOne(MmsTree request, int item, Association client, MmsBuilder response)
        {
            int node = _access.Resolve(request, item);
            if (node < 0)
            {
                response.Integer(Kind.Failure, ~node);
                return;
            }

            if (_access.IsSelect(request, request.First(request.First(item))))
            {
                if (!_access.Allows(client, AccessList.Control, node))
                {
                    response.Integer(Kind.Failure, MmsError.ObjectAccessDenied);
                    return;
                }

                int nodes = response.Tree.Count;
                int octets = response.Tree.ValueCount;
                response.Begin(Kind.Success);
                if (_handlers[ObjectHandler.Control].Read(client, node, response))
                {
                    response.End();
                    return;
                }

                response.Rollback(nodes, octets);
            }

            Put(node, client, response);
        }

        private void Put(int node, Association client, MmsBuilder response)
        {
            if (_access.List != null && !_access.Allows(client, AccessList.Read, node))
            {
                response.Integer(Kind.Failure, MmsError.ObjectAccessDenied);
                return;
            }

            int nodes = response.Tree.Count;
            int octets = response.Tree.ValueCount;
            response.Begin(Kind.Success);
            if (PutData(node, response) <= client.Nesting)
            {
                response.End();
                return;
            }

            // More levels than were agreed on: not for this client.
            response.Rollback(nodes, octets);
            response.Integer(Kind.Failure, MmsError.ObjectAccessUnsupported);
        }

        private int PutData(int node, MmsBuilder response)
        {
            int count = _access.Elements;
            if (count == 0)
            {
                return _access.Put(node, response);
            }

            // Elements lie behind each other, whichever of them the array is taken to begin with.
            int levels = 0;
            response.Begin(Kind.Array);
            for (int i = 0; i < count; i++)
            {
                levels = _access.Put(_access.Model.Element(node - 1, i), response) + 1;
            }

            response.End();
            return levels;
        }
    }
}
