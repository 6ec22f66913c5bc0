using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>GetDataValues and GetAllDataValues: MMS read (IEC 61850-8-2 clauses 12.2.3 and 13.2.1).</summary>
    internal sealed class ReadService
    {
        private readonly ModelAccess _access;
        private readonly ObjectHandler[] _handlers;

        internal ReadService(ModelAccess access, ObjectHandler[] handlers)
        {
            _access = access;
            _handlers = handlers;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(2);
        }

        /// <summary>Builds the content of the response.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int access = request.Child(service, Kind.VariableAccessSpecification);
            int list = request.Child(access, Kind.ListOfVariable);
            if (list < 0)
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
            int end = request.End(list);
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
            int specification = request.First(request.First(item));
            int error = request.Kind(specification) == Kind.Address ? MmsError.InvalidAddress
                : request.Kind(specification) != Kind.Name || request.Child(item, Kind.AlternateAccess) >= 0 ? MmsError.ObjectAccessUnsupported : -1;
            int node = error < 0 ? _access.Find(request, specification) : -1;
            if (node < 0)
            {
                response.Integer(Kind.Failure, error < 0 ? MmsError.ObjectNonExistent : error);
                return;
            }

            response.Begin(Kind.Success);
            if (!_access.IsSelect(request, specification) || !_handlers[ObjectHandler.Control].Read(client, node, response))
            {
                _access.Put(node, response);
            }

            response.End();
        }
    }
}
