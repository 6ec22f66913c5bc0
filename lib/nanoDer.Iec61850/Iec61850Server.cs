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
    public sealed partial class Iec61850Server
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
        private Association _recipient;
        private int _worth;
        private int _invokeId;

        /// <summary>Octets of XML of the request that <see cref="Handle"/> is given next: larger than agreed on, it is refused. 0 when that is not known.</summary>
        public int RequestBytes;

        /// <summary>Octets of XML that the response of the last <see cref="Handle"/> may have by what was agreed; otherwise it is <see cref="TooLarge"/>.</summary>
        public int PduBytes;

        /// <summary>Largest PDU that it may send, in octets of XML, for associations that are opened from now on.</summary>
        public int MostBytes;

        /// <summary>Who the client is that the next <see cref="Handle"/> associates, from its certificate: buffer with the common name; null without
        /// end-to-end security.</summary>
        public byte[] PeerName;

        /// <summary>Where that name begins.</summary>
        public int PeerNameOffset;

        /// <summary>Its length.</summary>
        public int PeerNameCount;

        /// <summary>Bit n: the certificate grants the role of number n (IEC 62351-8).</summary>
        public int PeerRoles;

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
            Snapshot snapshot = new Snapshot(access, _sets, DataSets.Most(plan, model.Tables), _name);
            _reports = new ReportService(plan, snapshot);
            _logs = new LogService(plan, snapshot);
            _handlers[ObjectHandler.Reports] = _reports;
            _handlers[ObjectHandler.Logs] = _logs;
            if (model.Tables.SettingControl >= 0)
            {
                _handlers[ObjectHandler.Settings] = new SettingGroups(_access, model, false);
            }

            _read = new ReadService(access, _sets, _handlers);
            _write = new WriteService(access, _sets, _handlers);
            _nameList = new NameListService(model, _sets, _name);
            _types = new TypeService(access, _name);
            _setService = new DataSetService(access, _sets, _handlers, _name);
            _files = new FileService(_name, plan);
            _identity = identity;
            MostBytes = pduBytes;
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

        /// <summary>What the message is worth that <see cref="NextUnsolicited"/> has built: 0 when a client waits for it, 1 a report, 2 one of the periodic ones.</summary>
        public int Worth
        {
            get { return _worth; }
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
            return HeapSize.Object(27) + HeapSize.Array(plan.Associations, 12) + (plan.Associations * Association.RequiredBytes())
                + HeapSize.Array(ObjectHandler.Count, 12) + ObjectHandler.RequiredBytes() + ModelAccess.RequiredBytes() + WriteService.RequiredBytes()
                + TypeService.RequiredBytes() + DataSets.RequiredBytes(plan) + DataSetService.RequiredBytes() + FileService.RequiredBytes()
                + ByteWriter.RequiredBytes(NameBytes)
                + InitiateService.RequiredBytes() + ReadService.RequiredBytes() + NameListService.RequiredBytes()
                + Snapshot.RequiredBytes(model, DataSets.Most(plan, model.Tables)) + (model.Tables.SettingControl < 0 ? 0 : SettingGroups.RequiredBytes(model))
                + ReportService.RequiredBytes(plan, model) + LogService.RequiredBytes(plan, model.Tables);
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
        /// <param name="model">Its data.</param>
        /// <returns>Bytes.</returns>
        public static int ControlBytes(MemoryPlan plan, DataModel model)
        {
            // With setting groups the handler that refuses goes.
            return ControlService.RequiredBytes(plan, model) - (model.Tables.SettingControl < 0 ? 0 : ObjectHandler.RequiredBytes());
        }

        /// <summary>Lets clients control the model's objects; at start-up.</summary>
        /// <param name="plan">Sizes.</param>
        /// <param name="target">What their commands act on.</param>
        public void Control(MemoryPlan plan, ControlTarget target)
        {
            _handlers[ObjectHandler.Control] = new ControlService(_access, _associations, plan, target, _name);
        }

        /// <summary>Restricts clients; without a list everybody who has an association may do everything.</summary>
        /// <param name="list">Who may do what.</param>
        public void Restrict(AccessList list)
        {
            _access.List = list;
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
                    _worth = _handlers[i].Worth;
                    return true;
                }
            }

            return false;
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
