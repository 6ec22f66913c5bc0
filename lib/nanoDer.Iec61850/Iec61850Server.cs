using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The IEC 61850 server as an engine: a decoded PDU in, a built PDU out. It knows its clients by their full JIDs and nothing else of
    /// XMPP. Control blocks and control objects have handlers of their own. Whoever drives it calls <see cref="Tick"/> and sends what
    /// <see cref="NextUnsolicited"/> builds.
    /// </summary>
    public sealed class Iec61850Server
    {
        // Longest name within the model: some of the names in it are of the longest.
        private const int NameBytes = DataModel.MaxDepth * (DataModel.MaxName + 1);

        private readonly Association[] _associations;
        private readonly InitiateService _initiate = new InitiateService();
        private readonly ModelValues _values;
        private readonly ModelAccess _access;
        private readonly ObjectHandler[] _handlers = new ObjectHandler[ObjectHandler.Count];
        private readonly ReadService _read;
        private readonly WriteService _write;
        private readonly NameListService _nameList;
        private readonly TypeService _types;
        private readonly DataSets _sets;
        private readonly DataSetService _setService;
        private readonly FileService _files;
        private readonly ByteWriter _name = new ByteWriter(NameBytes);
        private readonly ReportService _reports;
        private readonly LogService _logs;
        private readonly ServerIdentity _identity;
        private readonly int _pduBytes;
        private Association _recipient;
        private int _invokeId;

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

            ObjectHandler none = new ObjectHandler();
            for (int i = 0; i < _handlers.Length; i++)
            {
                _handlers[i] = none;
            }

            ModelAccess access = new ModelAccess(model);
            _access = access;
            _values = model.Values;
            _sets = new DataSets(model, plan);
            Snapshot snapshot = new Snapshot(access, _sets);
            _reports = new ReportService(plan, snapshot);
            _logs = new LogService(plan, snapshot);
            _handlers[ObjectHandler.Reports] = _reports;
            _handlers[ObjectHandler.Logs] = _logs;
            _handlers[ObjectHandler.Settings] = new SettingGroups(_access, model, false);
            _read = new ReadService(access, _sets, _handlers);
            _write = new WriteService(access, _sets, _handlers);
            _nameList = new NameListService(model, _sets, _name);
            _types = new TypeService(access, _name);
            _setService = new DataSetService(access, _sets, _handlers, _name);
            _files = new FileService(_name, plan);
            _identity = identity;
            _pduBytes = pduBytes;
        }

        /// <summary>Full JID of the client for whom <see cref="NextUnsolicited"/> has built a message: the buffer that begins with it.</summary>
        public byte[] Recipient
        {
            get { return _recipient.Peer; }
        }

        /// <summary>Length of that JID.</summary>
        public int RecipientLength
        {
            get { return _recipient.PeerLength; }
        }

        /// <summary>When <see cref="Tick"/> is wanted next, in milliseconds of its clock; at once after a value has changed.</summary>
        public long NextDeadline
        {
            get
            {
                long next = _values.HasChanges ? 0 : long.MaxValue;
                for (int i = 0; i < _handlers.Length; i++)
                {
                    if (_handlers[i].Deadline < next)
                    {
                        next = _handlers[i].Deadline;
                    }
                }

                return next;
            }
        }

        /// <summary>Bytes that a server needs on the device's heap, besides model, identity and what <see cref="Keep"/> takes.</summary>
        /// <param name="plan">Sizes.</param>
        /// <param name="model">Its data: each control block takes some.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan, DataModel model)
        {
            return HeapSize.Object(19) + HeapSize.Array(plan.Associations, 12) + (plan.Associations * Association.RequiredBytes())
                + HeapSize.Array(ObjectHandler.Count, 12) + ObjectHandler.RequiredBytes() + ModelAccess.RequiredBytes() + WriteService.RequiredBytes()
                + TypeService.RequiredBytes() + DataSets.RequiredBytes(plan) + DataSetService.RequiredBytes() + FileService.RequiredBytes(plan)
                + ByteWriter.RequiredBytes(NameBytes)
                + InitiateService.RequiredBytes() + ReadService.RequiredBytes() + NameListService.RequiredBytes()
                + Snapshot.RequiredBytes() + SettingGroups.RequiredBytes(model) + ReportService.RequiredBytes(plan, model.Tables) + LogService.RequiredBytes(plan, model.Tables);
        }

        /// <summary>Has the buffers of reports and logs outlive a restart: gets back what they held, and from then on keeps them. To be called
        /// once, before the first <see cref="Tick"/>. Takes 144 bytes of heap for each buffered report control block and each log.</summary>
        /// <param name="store">Where.</param>
        public void Keep(IEntryStore store)
        {
            _reports.Keep(store);
            _logs.Keep(store);
        }

        /// <summary>Keeps the buffers a last time: the server ends.</summary>
        public void Save()
        {
            _reports.Save();
            _logs.Save();
        }

        /// <summary>Bytes that control needs on top of that.</summary>
        /// <param name="plan">Sizes.</param>
        /// <returns>Bytes.</returns>
        public static int ControlBytes(MemoryPlan plan)
        {
            // The handler that refuses goes.
            return ControlService.RequiredBytes(plan.Controls) - ObjectHandler.RequiredBytes();
        }

        /// <summary>Lets clients control the model's objects; at start-up.</summary>
        /// <param name="plan">Sizes.</param>
        /// <param name="target">What their commands act on.</param>
        public void Control(MemoryPlan plan, ControlTarget target)
        {
            _handlers[ObjectHandler.Control] = new ControlService(_access, _associations, plan.Controls, target);
        }

        /// <summary>Gives the server its files; without them there are none.</summary>
        /// <param name="files">The files.</param>
        public void SetFiles(FileStore files)
        {
            _files.Store = files;
        }

        /// <summary>Says whether any client has an association.</summary>
        public bool HasClients
        {
            get
            {
                for (int i = 0; i < _associations.Length; i++)
                {
                    if (_associations[i].InUse)
                    {
                        return true;
                    }
                }

                return false;
            }
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
        /// <param name="peer">Buffer that begins with its full JID, or with a bare JID: then all associations of that one end.</param>
        /// <param name="count">Length of the JID.</param>
        /// <returns>True when it had one.</returns>
        public bool Abort(byte[] peer, int count)
        {
            bool found = false;
            for (int i = 0; i < _associations.Length; i++)
            {
                if (_associations[i].IsOf(peer, count))
                {
                    Close(_associations[i]);
                    found = true;
                }
            }

            return found;
        }

        /// <summary>Ends all associations: the link to the XMPP server is gone.</summary>
        public void AbortAll()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                Close(_associations[i]);
            }
        }

        /// <summary>Lets time pass, and looks at the values that have changed.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="utcTime">Time of day as <see cref="UtcTime"/> makes it.</param>
        [DataPath]
        public void Tick(long nowMs, long utcTime)
        {
            for (int i = 0; i < _handlers.Length; i++)
            {
                _handlers[i].Tick(nowMs, utcTime);
            }

            if (_values.HasChanges)
            {
                _values.ClearMarks();
            }
        }

        /// <summary>Builds the next message that no client has asked for: a report, a LastApplError, a CommandTermination.</summary>
        /// <param name="pdu">Builder, started on an empty tree.</param>
        /// <param name="beforeResponse">True after <see cref="Handle"/>, for what must be sent before the response.</param>
        /// <returns>False when there is none. Otherwise it goes to <see cref="Recipient"/> and counts as sent.</returns>
        [DataPath]
        public bool NextUnsolicited(MmsBuilder pdu, bool beforeResponse)
        {
            for (int i = 0; i < _handlers.Length; i++)
            {
                if (_handlers[i].Next(pdu, beforeResponse))
                {
                    pdu.EndAll();
                    _recipient = _handlers[i].Recipient;
                    return true;
                }
            }

            return false;
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
            if (_initiate.Handle(request, association, response, _pduBytes))
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
            int fault = -1;
            switch (request.Kind(service))
            {
                case Kind.ReadRequest:
                    fault = _read.Handle(request, service, association, response);
                    break;
                case Kind.WriteRequest:
                    fault = _write.Handle(request, service, association, response);
                    break;
                case Kind.GetNameListRequest:
                    fault = _nameList.Handle(request, service, association, response);
                    break;
                case Kind.ReadJournalRequest:
                    fault = _logs.ReadJournal(request, service, association, response);
                    break;
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
                    fault = _types.Handle(request, service, response);
                    break;
                case Kind.GetNamedVariableListAttributesRequest:
                    fault = _setService.Describe(request, service, association, response);
                    break;
                case Kind.DefineNamedVariableListRequest:
                    fault = _setService.Define(request, service, association, response);
                    break;
                case Kind.DeleteNamedVariableListRequest:
                    fault = _setService.Delete(request, service, association, response);
                    break;
                case Kind.FileDirectoryRequest:
                case Kind.FileOpenRequest:
                case Kind.FileReadRequest:
                case Kind.FileCloseRequest:
                case Kind.FileDeleteRequest:
                    fault = _files.Handle(request, service, association, response);
                    break;
                default:
                    fault = (Kind.RejectConfirmedRequest << 8) | MmsError.UnrecognizedService;
                    break;
            }

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

        private void Close(Association association)
        {
            if (association.InUse)
            {
                association.InUse = false;
                for (int i = 0; i < _handlers.Length; i++)
                {
                    _handlers[i].Closed(association);
                }

                _sets.Closed(association);
                _files.Closed(association);
            }
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
