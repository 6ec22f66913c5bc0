using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    // PDUs: what is asked goes to its service, and faults become the PDUs that tell of them.
    public sealed partial class Iec61850Server
    {
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
            PduBytes = int.MaxValue;
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
                Close(association);
                response.Null(Kind.ConcludeResponsePdu);
                return ServerAnswer.Response;
            }

            if (pdu == Kind.CancelRequestPdu)
            {
                // Whatever it asks for has been answered already.
                response.Begin(Kind.CancelErrorPdu);
                response.Integer(Kind.OriginalInvokeId, request.Int32(0));
                BuildServiceError(response, Kind.ErrorCancel, MmsError.InvokeIdUnknown);
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

        /// <summary>Builds the answer to the request that was handled last, and whose response is too large to send (class service, pdu-size).</summary>
        /// <param name="response">Builder, started on an empty tree.</param>
        [DataPath]
        public void TooLarge(MmsBuilder response)
        {
            BuildError(response, _invokeId, Kind.ErrorService, MmsError.PduSize);
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
            BuildServiceError(response, errorClass, error);
        }

        private static void BuildServiceError(MmsBuilder response, int errorClass, int error)
        {
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

            Close(association);
            AccessList list = _access.List;
            association.Rules = list == null ? 0 : list.Match(peer, count, PeerName, PeerNameOffset, PeerNameCount, PeerRoles);
            if (list != null && association.Rules == 0)
            {
                response.Begin(Kind.InitiateErrorPdu);
                response.Begin(Kind.ErrorClass);
                response.Integer(Kind.ErrorAccess, MmsError.AccessDenied);
                response.EndAll();
                return ServerAnswer.Response;
            }

            if (_initiate.Handle(request, association, response, MostBytes))
            {
                association.Open(peer, count);
            }

            return ServerAnswer.Response;
        }

        private ServerAnswer Confirmed(MmsTree request, Association association, MmsBuilder response)
        {
            // The order of a PDU is fixed: invokeID, then the service.
            int service = request.First(2);
            _invokeId = request.Int32(1);
            response.Begin(Kind.ConfirmedResponsePdu);
            response.Integer(Kind.InvokeId, _invokeId);
            response.Begin(Kind.ResponseService);
            PduBytes = association.PduBytes;
            int fault = RequestBytes > association.PduBytes ? (Kind.ErrorService << 8) | MmsError.PduSize : Serve(request, service, association, response);
            if (response.Status != DerStatus.Ok)
            {
                fault = (Kind.ErrorService << 8) | MmsError.PduSize;
            }

            if (fault < 0)
            {
                response.EndAll();
                return ServerAnswer.Response;
            }

            response.Start(response.Tree);
            if (fault >> 8 == Kind.RejectConfirmedRequest)
            {
                BuildReject(response, _invokeId, Kind.RejectConfirmedRequest, fault & 0xFF);
                return ServerAnswer.Reject;
            }

            BuildError(response, _invokeId, fault >> 8, fault & 0xFF);
            return ServerAnswer.Response;
        }

        /// <summary>Builds the content of the response to a confirmed request.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        private int Serve(MmsTree request, int service, Association association, MmsBuilder response)
        {
            switch (request.Kind(service))
            {
                case Kind.ReadRequest:
                    return _read.Handle(request, service, association, response);
                case Kind.WriteRequest:
                    return _write.Handle(request, service, association, response);
                case Kind.GetNameListRequest:
                    return _nameList.Handle(request, service, association, response);
                case Kind.ReadJournalRequest:
                    return _logs.ReadJournal(request, service, association, response);
                case Kind.IdentifyRequest:
                    response.Begin(Kind.IdentifyResponse);
                    response.Value(Kind.VendorName, _identity.Vendor);
                    response.Value(Kind.ModelName, _identity.Model);
                    response.Value(Kind.Revision, _identity.Revision);
                    break;
                case Kind.StatusRequest:
                    // State changes allowed, operational.
                    response.Begin(Kind.StatusResponse);
                    response.Integer(Kind.VmdLogicalStatus, 0);
                    response.Integer(Kind.VmdPhysicalStatus, 0);
                    break;
                case Kind.GetVariableAccessAttributesRequest:
                    return _types.Handle(request, service, response);
                case Kind.GetNamedVariableListAttributesRequest:
                    return _setService.Describe(request, service, association, response);
                case Kind.DefineNamedVariableListRequest:
                    return _setService.Define(request, service, association, response);
                case Kind.DeleteNamedVariableListRequest:
                    return _setService.Delete(request, service, association, response);
                case Kind.FileDirectoryRequest:
                case Kind.FileOpenRequest:
                case Kind.FileReadRequest:
                case Kind.FileCloseRequest:
                case Kind.FileDeleteRequest:
                    return _access.Allows(association, AccessList.File, -1)
                        ? _files.Handle(request, service, association, response) : (Kind.ErrorFile << 8) | MmsError.FileAccessDenied;
                default:
                    return (Kind.RejectConfirmedRequest << 8) | MmsError.UnrecognizedService;
            }

            return -1;
        }
    }
}
