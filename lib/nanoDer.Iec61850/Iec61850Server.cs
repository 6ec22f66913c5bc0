using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The IEC 61850 server as an engine: a decoded PDU in, a built PDU out. It knows its clients by their full JIDs and nothing else of
    /// XMPP. Services so far: initiate, conclude, identify, getNameList, read.
    /// </summary>
    public sealed class Iec61850Server
    {
        private readonly Association[] _associations;
        private readonly InitiateService _initiate = new InitiateService();
        private readonly ReadService _read;
        private readonly NameListService _nameList;
        private readonly ServerIdentity _identity;
        private readonly int _pduBytes;

        /// <summary>Takes all memory that the server will ever use.</summary>
        /// <param name="plan">Sizes.</param>
        /// <param name="pduBytes">Largest PDU that it may send, in octets of XML.</param>
        /// <param name="model">Its data.</param>
        /// <param name="identity">What it says of itself.</param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public Iec61850Server(MemoryPlan plan, int pduBytes, DataModel model, ServerIdentity identity)
        {
            if (plan == null || model == null || identity == null)
            {
                throw new ArgumentNullException();
            }

            _associations = new Association[plan.Associations];
            for (int i = 0; i < _associations.Length; i++)
            {
                _associations[i] = new Association();
            }

            _read = new ReadService(model);
            _nameList = new NameListService(model);
            _identity = identity;
            _pduBytes = pduBytes;
        }

        /// <summary>Bytes that a server needs on the device's heap, besides model and identity.</summary>
        /// <param name="plan">Sizes.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(6) + HeapSize.Array(plan.Associations, 12) + (plan.Associations * Association.RequiredBytes())
                + InitiateService.RequiredBytes() + ReadService.RequiredBytes() + NameListService.RequiredBytes();
        }

        /// <summary>Says whether a client has an association.</summary>
        /// <param name="peer">Buffer that begins with its full JID.</param>
        /// <param name="count">Length of the JID.</param>
        /// <returns>True when it has.</returns>
        public bool IsAssociated(byte[] peer, int count)
        {
            return Find(peer, count) != null;
        }

        /// <summary>Ends the association of a client that has gone (Abort, which has no PDU in IEC 61850-8-2).</summary>
        /// <param name="peer">Buffer that begins with its full JID.</param>
        /// <param name="count">Length of the JID.</param>
        /// <returns>True when it had one.</returns>
        public bool Abort(byte[] peer, int count)
        {
            Association association = Find(peer, count);
            if (association == null)
            {
                return false;
            }

            association.InUse = false;
            return true;
        }

        /// <summary>Ends all associations: the link to the XMPP server is gone.</summary>
        public void AbortAll()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                _associations[i].InUse = false;
            }
        }

        /// <summary>Works on a PDU.</summary>
        /// <param name="request">The PDU.</param>
        /// <param name="peer">Buffer that begins with the full JID of the client.</param>
        /// <param name="count">Length of the JID.</param>
        /// <param name="response">Builder, started on an empty tree.</param>
        /// <returns>What was built.</returns>
        [DataPath]
        public ServerAnswer Handle(MmsTree request, byte[] peer, int count, MmsBuilder response)
        {
            int pdu = request.Kind(0);
            Association association = Find(peer, count);
            if (pdu == Kind.InitiateRequestPdu)
            {
                return Open(request, association, peer, count, response);
            }

            if (association == null)
            {
                return ServerAnswer.NotAssociated;
            }

            if (pdu == Kind.ConcludeRequestPdu)
            {
                association.InUse = false;
                response.Null(Kind.ConcludeResponsePdu);
                return ServerAnswer.Response;
            }

            if (pdu == Kind.ConfirmedRequestPdu)
            {
                return Confirmed(request, association, response);
            }

            BuildReject(response, -1, Kind.RejectPduError, MmsError.UnknownPduType);
            return ServerAnswer.Reject;
        }

        /// <summary>Builds the rejectPDU for something that could not be decoded.</summary>
        /// <param name="partial">As much of it as was decoded.</param>
        /// <param name="reason">Why it was refused.</param>
        /// <param name="response">Builder, started on an empty tree.</param>
        [DataPath]
        public void Reject(MmsTree partial, DerStatus reason, MmsBuilder response)
        {
            int invokeId = -1;
            if (partial.Count > 1 && partial.Kind(0) == Kind.ConfirmedRequestPdu && partial.Kind(1) == Kind.InvokeId)
            {
                invokeId = partial.Int32(1);
            }

            BuildReject(response, invokeId, Kind.RejectPduError, reason == DerStatus.MmsUnknownPdu ? MmsError.UnknownPduType : MmsError.InvalidPdu);
        }

        /// <summary>Builds the answer to a request whose response is too large to send (class service, pdu-size).</summary>
        /// <param name="request">The request.</param>
        /// <param name="response">Builder, started on an empty tree.</param>
        [DataPath]
        public void TooLarge(MmsTree request, MmsBuilder response)
        {
            int invokeId = request.Child(0, Kind.InvokeId);
            BuildError(response, invokeId < 0 ? 0 : request.Int32(invokeId), Kind.ErrorService, MmsError.PduSize);
        }

        private static void BuildReject(MmsBuilder response, int invokeId, int kind, int reason)
        {
            response.Begin(Kind.RejectPdu);
            if (invokeId >= 0)
            {
                response.Integer(Kind.OriginalInvokeId, invokeId);
            }

            response.Begin(Kind.RejectReason);
            response.Integer(kind, reason);
            response.EndAll();
        }

        private static void BuildError(MmsBuilder response, int invokeId, int errorClass, int error)
        {
            response.Begin(Kind.ConfirmedErrorPdu);
            response.Integer(Kind.InvokeId, invokeId);
            response.Begin(Kind.ServiceError);
            response.Begin(Kind.ErrorClass);
            response.Integer(errorClass, error);
            response.EndAll();
        }

        private ServerAnswer Open(MmsTree request, Association association, byte[] peer, int count, MmsBuilder response)
        {
            // A client that begins anew has forgotten its association: it gets a new one in the place of the old.
            if (association == null)
            {
                association = FindFree();
            }

            if (association == null || count > Association.MaxPeer || count == 0)
            {
                return ServerAnswer.NoRoom;
            }

            association.InUse = false;
            int agreed = _initiate.Handle(request, response, _pduBytes);
            if (agreed > 0)
            {
                association.Open(peer, count);
                association.PduBytes = agreed;
            }

            return ServerAnswer.Response;
        }

        private ServerAnswer Confirmed(MmsTree request, Association association, MmsBuilder response)
        {
            int invokeId = request.Int32(request.Child(0, Kind.InvokeId));
            int service = request.First(request.Child(0, Kind.RequestService));
            int kind = request.Kind(service);
            response.Begin(Kind.ConfirmedResponsePdu);
            response.Integer(Kind.InvokeId, invokeId);
            response.Begin(Kind.ResponseService);
            int errorClass = -1;
            int error = 0;
            switch (kind)
            {
                case Kind.ReadRequest:
                    if (!_read.Handle(request, service, response))
                    {
                        errorClass = Kind.ErrorAccess;
                        error = MmsError.AccessNonExistent;
                    }

                    break;
                case Kind.GetNameListRequest:
                    error = _nameList.Handle(request, service, response, association.PduBytes);
                    if (error >= 0)
                    {
                        errorClass = error == MmsError.ContinuationInvalid ? Kind.ErrorService : Kind.ErrorAccess;
                    }

                    break;
                case Kind.IdentifyRequest:
                    response.Begin(Kind.IdentifyResponse);
                    response.Value(Kind.VendorName, _identity.Vendor);
                    response.Value(Kind.ModelName, _identity.Model);
                    response.Value(Kind.Revision, _identity.Revision);
                    break;
                default:
                    response.Start(response.Tree);
                    BuildReject(response, invokeId, Kind.RejectConfirmedRequest, MmsError.UnrecognizedService);
                    return ServerAnswer.Reject;
            }

            if (response.Status != DerStatus.Ok)
            {
                errorClass = Kind.ErrorService;
                error = MmsError.PduSize;
            }

            if (errorClass >= 0)
            {
                response.Start(response.Tree);
                BuildError(response, invokeId, errorClass, error);
            }

            response.EndAll();
            return ServerAnswer.Response;
        }

        private Association Find(byte[] peer, int count)
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                if (_associations[i].Is(peer, count))
                {
                    return _associations[i];
                }
            }

            return null;
        }

        private Association FindFree()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                if (!_associations[i].InUse)
                {
                    return _associations[i];
                }
            }

            return null;
        }
    }
}
