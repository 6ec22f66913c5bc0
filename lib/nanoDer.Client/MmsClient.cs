using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// A client of one IEC 61850 server as an engine (IEC 61850-8-2): requests are built into <see cref="Request"/>, decoded PDUs go into
    /// <see cref="Handle"/>. It knows nothing of XMPP, of encoding or of the time of day. The loop around it:
    /// <code>
    /// client.Initiate(); client.Send(null, now);  send client.Request            // under the number client.RequestId
    ///   PDU came      Handle(tree)                Answer: Service, Status, Node …; Report, Control, Information
    ///   stanza error  Fail(number, Unreachable)
    ///   peer gone     Abort()
    ///   while (Tick(now) != None) …               at NextDeadline at the latest
    ///   client.BeginRead(); client.AddVariable(…); client.Send(null, now); send …   while HasRoom
    /// </code>
    /// </summary>
    public sealed partial class MmsClient
    {
        /// <summary>The PDU to be sent. It stays until the next one is begun.</summary>
        public readonly MmsTree Request;

        /// <summary>Builds it: for the Data of a write.</summary>
        public readonly MmsBuilder Builder;

        /// <summary>How long the server may take for an answer, in milliseconds.</summary>
        public int TimeOut = 10000;

        /// <summary>True while there is an association.</summary>
        public bool IsOpen;

        /// <summary>Largest PDU in octets of XML: what was proposed, then what was agreed on.</summary>
        public int PduBytes;

        /// <summary>Requests that may be under way at a time, as agreed on.</summary>
        public int MaxOutstanding;

        /// <summary>Levels of structures that Data may have, as agreed on.</summary>
        public int Nesting;

        /// <summary>Number of the PDU in <see cref="Request"/>, once <see cref="Send"/> has taken it: its invokeID where it has one. Above 0.</summary>
        public int RequestId;

        /// <summary>Of the last event: the PDU; null when none came.</summary>
        public MmsTree Pdu;

        /// <summary>Of an answer: what was asked, as the request's kind (<c>Mms.ReadRequest</c>, <c>Mms.InitiateRequestPdu</c> …).</summary>
        public int Service;

        /// <summary>Of an answer: how it ended.</summary>
        public ClientStatus Status;

        /// <summary>Of an answer: the number of its request.</summary>
        public int InvokeId;

        /// <summary>Of an answer: the sequence that had asked, or null.</summary>
        public ClientSequence Owner;

        /// <summary>Of an answer that is Ok: the node of the service's response. Of a report: that of the informationReport.</summary>
        public int Node;

        /// <summary>Of a list, a file or a journal: there is more.</summary>
        public bool MoreFollows;

        /// <summary>Of an error: its class (<c>Mms.ErrorAccess</c> …); of a reject: its reason (<c>Mms.RejectPduError</c> …).</summary>
        public int ErrorClass;

        /// <summary>Its number within the class.</summary>
        public int ErrorCode;

        /// <summary>Of a control event: the structure of LastApplError, checked (IEC 61850-8-1 clause 20.10); or -1.</summary>
        public int ApplError;

        /// <summary>Of a control event: the domain-specific name that ends in <c>$Oper</c>, of CommandTermination; or -1.</summary>
        public int Terminated;

        // What is under way; number 0 is a free place.
        private readonly int[] _ids;
        private readonly int[] _services;
        private readonly long[] _deadlines;
        private readonly ClientSequence[] _owners;
        private readonly int _proposedPdu;
        private int _last;

        /// <summary>Takes all memory that the client will ever use.</summary>
        /// <param name="plan">Sizes of a request: <see cref="MemoryPlan.MmsNodes"/>, <see cref="MemoryPlan.MmsValueBytes"/>, <see cref="MemoryPlan.MmsDepth"/>.</param>
        /// <param name="outstanding">Most requests under way at a time.</param>
        /// <param name="pduBytes">Largest PDU that it can take and send, in octets of XML.</param>
        /// <exception cref="ArgumentNullException">The plan is null.</exception>
        public MmsClient(MemoryPlan plan, int outstanding, int pduBytes)
        {
            if (plan == null)
            {
                throw new ArgumentNullException();
            }

            Request = new MmsTree(plan);
            Builder = new MmsBuilder(plan);
            _ids = new int[outstanding];
            _services = new int[outstanding];
            _deadlines = new long[outstanding];
            _owners = new ClientSequence[outstanding];
            _proposedPdu = pduBytes;
        }

        /// <summary>True when one more request may be sent.</summary>
        public bool HasRoom
        {
            get { return Under() < (IsOpen ? MaxOutstanding : 1) && Find(0) >= 0; }
        }

        /// <summary>When <see cref="Tick"/> is wanted next, in milliseconds of its clock.</summary>
        public long NextDeadline
        {
            get
            {
                long next = long.MaxValue;
                for (int i = 0; i < _ids.Length; i++)
                {
                    if (_ids[i] != 0 && _deadlines[i] < next)
                    {
                        next = _deadlines[i];
                    }
                }

                return next;
            }
        }

        /// <summary>Bytes that a client needs on the device's heap.</summary>
        /// <param name="plan">As for the constructor.</param>
        /// <param name="outstanding">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan, int outstanding)
        {
            return HeapSize.Object(25) + MmsTree.RequiredBytes(plan) + MmsBuilder.RequiredBytes(plan)
                + (2 * HeapSize.Array(outstanding, 4)) + HeapSize.Array(outstanding, 8) + HeapSize.Array(outstanding, 12);
        }

        /// <summary>Takes the request that was built.</summary>
        /// <param name="owner">The sequence that it belongs to, or null.</param>
        /// <param name="now">Milliseconds of any clock that never goes back.</param>
        /// <returns>Ok: <see cref="Request"/> is to be sent now, as <see cref="RequestId"/>. Otherwise Full, TooLarge or Closed, and nothing has changed.</returns>
        [DataPath]
        public ClientStatus Send(ClientSequence owner, long now)
        {
            Builder.EndAll();
            int pdu = Request.Count == 0 ? 0 : Request.Kind(0);
            if (Builder.Status != DerStatus.Ok || pdu == 0)
            {
                return ClientStatus.TooLarge;
            }

            if (!IsOpen && pdu != Kind.InitiateRequestPdu)
            {
                return ClientStatus.Closed;
            }

            int place = Find(0);
            if (place < 0 || (pdu != Kind.CancelRequestPdu && !HasRoom))
            {
                return ClientStatus.Full;
            }

            _last = Following();
            RequestId = _last;
            _ids[place] = _last;
            _services[place] = pdu == Kind.ConfirmedRequestPdu ? Request.Kind(Request.First(2)) : pdu;
            _deadlines[place] = now + TimeOut;
            _owners[place] = owner;
            return ClientStatus.Ok;
        }

        /// <summary>Takes a PDU of the server.</summary>
        /// <param name="pdu">The PDU, decoded. What the event is about is read from it before the next one comes.</param>
        /// <returns>What it was.</returns>
        [DataPath]
        public ClientEvent Handle(MmsTree pdu)
        {
            Clear(pdu);
            switch (pdu.Kind(0))
            {
                case Kind.ConfirmedResponsePdu:
                    Node = pdu.First(2);
                    return Confirmed(pdu.Int32(1));
                case Kind.ConfirmedErrorPdu:
                    ReadError(pdu.Child(0, Kind.ServiceError), ClientStatus.Error);
                    return Ended(Find(pdu.Int32(1)));
                case Kind.RejectPdu:
                    int id = pdu.Child(0, Kind.OriginalInvokeId);
                    int reason = pdu.First(pdu.Child(0, Kind.RejectReason));
                    SetError(reason, ClientStatus.Rejected);
                    return id < 0 ? ClientEvent.None : Ended(Find(pdu.Int32(id)));
                case Kind.InitiateResponsePdu:
                    return Opened();
                case Kind.InitiateErrorPdu:
                    ReadError(0, ClientStatus.Error);
                    return Ended(FindService(Kind.InitiateRequestPdu));
                case Kind.ConcludeResponsePdu:
                    IsOpen = false;
                    return Ended(FindService(Kind.ConcludeRequestPdu));
                case Kind.ConcludeErrorPdu:
                    ReadError(0, ClientStatus.Error);
                    return Ended(FindService(Kind.ConcludeRequestPdu));
                case Kind.CancelResponsePdu:
                    return Ended(FindService(Kind.CancelRequestPdu));
                case Kind.CancelErrorPdu:
                    ReadError(pdu.Child(0, Kind.ServiceError), ClientStatus.Error);
                    return Ended(FindService(Kind.CancelRequestPdu));
                case Kind.UnconfirmedPdu:
                    return IsOpen ? Unasked(pdu) : ClientEvent.None;
                default:
                    return ClientEvent.None;
            }
        }

        /// <summary>Ends a request that has failed on its way.</summary>
        /// <param name="requestId">Its number.</param>
        /// <param name="status">How: Unreachable, TooLarge, BadAnswer.</param>
        /// <returns>Answer; None when it is not under way.</returns>
        [DataPath]
        public ClientEvent Fail(int requestId, ClientStatus status)
        {
            Clear(null);
            Status = status;
            return Ended(Find(requestId));
        }

        /// <summary>The association is over: the server has gone, or the way to it. What is under way ends as Closed at the next <see cref="Tick"/>.</summary>
        [DataPath]
        public void Abort()
        {
            IsOpen = false;
            for (int i = 0; i < _ids.Length; i++)
            {
                _deadlines[i] = long.MinValue;
            }
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="now">Milliseconds.</param>
        /// <returns>Answer for a request that has waited too long; to be called again until None.</returns>
        [DataPath]
        public ClientEvent Tick(long now)
        {
            for (int i = 0; i < _ids.Length; i++)
            {
                if (_ids[i] != 0 && _deadlines[i] <= now)
                {
                    Clear(null);
                    Status = _deadlines[i] == long.MinValue ? ClientStatus.Closed : ClientStatus.TimedOut;
                    return Ended(i);
                }
            }

            return ClientEvent.None;
        }

        private int Following()
        {
            return _last == int.MaxValue ? 1 : _last + 1;
        }

        private int Under()
        {
            int count = 0;
            for (int i = 0; i < _ids.Length; i++)
            {
                count += _ids[i] == 0 ? 0 : 1;
            }

            return count;
        }

        private int Find(int id)
        {
            for (int i = 0; i < _ids.Length; i++)
            {
                if (_ids[i] == id)
                {
                    return i;
                }
            }

            return -1;
        }

        private int FindService(int service)
        {
            for (int i = 0; i < _ids.Length; i++)
            {
                if (_ids[i] != 0 && _services[i] == service)
                {
                    return i;
                }
            }

            return -1;
        }

        private void Clear(MmsTree pdu)
        {
            Pdu = pdu;
            Service = 0;
            Status = ClientStatus.Ok;
            InvokeId = 0;
            Owner = null;
            Node = -1;
            MoreFollows = false;
            ErrorClass = 0;
            ErrorCode = 0;
            ApplError = -1;
            Terminated = -1;
        }

        /// <summary>A request has ended as <see cref="Status"/> says.</summary>
        private ClientEvent Ended(int place)
        {
            if (place < 0 || _ids[place] == 0)
            {
                return ClientEvent.None;
            }

            InvokeId = _ids[place];
            Service = _services[place];
            Owner = _owners[place];
            _ids[place] = 0;
            _owners[place] = null;
            if (Owner != null)
            {
                Owner.Waits = false;
                if (Owner.Status == ClientStatus.Busy)
                {
                    Owner.OnAnswer(this);
                }
            }

            return ClientEvent.Answer;
        }

        private ClientEvent Confirmed(int id)
        {
            int place = Find(id);
            if (place >= 0)
            {
                // The response of each service is as far from its request as that of read.
                int kind = Pdu.Kind(Node) - (Kind.ReadResponse - Kind.ReadRequest);
                int more = Pdu.Child(Node, Kind.MoreFollows);
                MoreFollows = more < 0 ? kind == Kind.GetNameListRequest || kind == Kind.FileReadRequest : Pdu.Boolean(more);
                if (kind != _services[place])
                {
                    Status = ClientStatus.BadAnswer;
                }
            }

            return Ended(place);
        }

        private ClientEvent Opened()
        {
            int place = FindService(Kind.InitiateRequestPdu);
            if (place >= 0)
            {
                int bytes = Pdu.Child(0, Kind.LocalDetailCalled);
                int nesting = Pdu.Child(0, Kind.NegotiatedDataStructureNestingLevel);
                int agreed = bytes < 0 ? PduBytes : Pdu.Int32(bytes);
                PduBytes = agreed < PduBytes ? agreed : PduBytes;
                Nesting = nesting < 0 ? 0 : Pdu.Int32(nesting);
                agreed = Pdu.Int32(Pdu.Child(0, Kind.NegotiatedMaxServOutstandingCalling));
                MaxOutstanding = agreed < 1 ? 1 : agreed < _ids.Length ? agreed : _ids.Length;
                Node = 0;
                IsOpen = true;
            }

            return Ended(place);
        }

        private void ReadError(int error, ClientStatus status)
        {
            SetError(Pdu.First(Pdu.Child(error, Kind.ErrorClass)), status);
        }

        private void SetError(int node, ClientStatus status)
        {
            Status = status;
            ErrorClass = Pdu.Kind(node);
            ErrorCode = Pdu.Int32(node);
        }
    }
}
