using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Control: Select, SelectWithValue, Operate, TimeActivatedOperate, Cancel, CommandTermination and LastApplError as MMS has them
    /// (IEC 61850-8-2 clause 20). <see cref="ControlMachine"/> decides; this reads the requests and builds the messages. A write request carries
    /// one control: a second one in it, after one that was refused, is refused as temporarily unavailable.
    /// </summary>
    internal sealed partial class ControlService : ObjectHandler
    {
        // sboTimeout where the model has none, in milliseconds.
        private const int DefaultTimeout = 15000;

        // While anything is in progress, the machine is asked so often, in milliseconds.
        private const int Pace = 50;

        // orCat of a group's publisher: remote control.
        private const int Remote = 3;

        // The error that comes with time-limit-over: timeout test not OK.
        private const int TimeoutTest = 2;

        private readonly ModelAccess _access;
        private readonly ControlModel _model;
        private readonly ModelInterlocks _interlocks;
        private readonly ControlMachine _machine;
        private readonly Association[] _clients;
        private readonly ControlCommand _request = new ControlCommand();
        private readonly ByteWriter _name;
        private Association _refused;
        private int _service;
        private long _now;

        internal ControlService(ModelAccess access, Association[] clients, MemoryPlan plan, ControlTarget target, ByteWriter name)
        {
            _name = name;
            _access = access;
            _clients = clients;
            _model = new ControlModel(access.Model, name);
            _interlocks = new ModelInterlocks(_model);
            _machine = new ControlMachine(Commands(plan, access.Model), target, _interlocks);
        }

        internal static int RequiredBytes(MemoryPlan plan, DataModel model)
        {
            return HeapSize.Object(13) + ControlModel.RequiredBytes() + ModelInterlocks.RequiredBytes() + ControlMachine.RequiredBytes(Commands(plan, model))
                + ControlCommand.RequiredBytes();
        }

        // No more than there are objects.
        private static int Commands(MemoryPlan plan, DataModel model)
        {
            return plan.Controls < model.Tables.ControlCount ? plan.Controls : model.Tables.ControlCount;
        }

        /// <inheritdoc/>
        internal override bool Read(Association client, int node, MmsBuilder response)
        {
            int control = Begin(client, node);
            if (control < 0)
            {
                return false;
            }

            _name.Clear();
            if (_service == ControlModel.Select && _request.Model == 2 && _machine.Select(_request, _now) == AddCause.None)
            {
                PutReference(_request.Object);
                Deadline = 0;
            }

            response.Value(Kind.VisibleString, _name.Buffer, 0, _name.Count);
            return true;
        }

        /// <inheritdoc/>
        internal override int Write(Association client, int node, MmsTree request, int data)
        {
            if (Begin(client, node) < 0 || _service == ControlModel.Select)
            {
                return MmsError.ObjectAccessDenied;
            }

            int error = _access.Check(node, request, data);
            if (error >= 0)
            {
                return error;
            }

            if (_refused != null)
            {
                return MmsError.TemporarilyUnavailable;
            }

            if (!Parse(request, data))
            {
                return MmsError.ObjectValueInvalid;
            }

            AddCause cause = Do();
            if (cause != AddCause.None)
            {
                _refused = client;
                _request.Cause = cause;
                return ErrorOf(cause);
            }

            if (_service == ControlModel.Oper)
            {
                // CommandTermination gives it back.
                _access.Store(node, request, data);
            }

            Deadline = 0;
            return -1;
        }

        /// <inheritdoc/>
        internal override AddCause Command(int node, MmsTree tree, int data, byte[] identity, int count)
        {
            int control = _model.Of(node);
            int value = _access.Model.First(_model.Find(node, ControlModel.Oper));
            if (control < 0 || _refused != null)
            {
                return AddCause.NotSupported;
            }

            if (_access.Check(value, tree, data) >= 0)
            {
                return AddCause.InconsistentParameters;
            }

            Configure(control, _clients.Length);
            ParseValue(tree, data);
            _request.OperTime = 0;
            _request.Category = Remote;
            _request.IdentityLength = count;
            Array.Copy(identity, 0, _request.Identity, 0, count);
            _request.Number = 0;
            _request.Time = _interlocks.Utc;
            _request.IsTest = false;
            _request.Checks = 0;
            _service = ControlModel.Oper;
            AddCause cause = _request.Model != 0 && _request.IsSelectable ? _machine.Select(_request, _now) : AddCause.None;
            if (cause == AddCause.None)
            {
                cause = Do();
                if (cause == AddCause.None)
                {
                    _access.Store(value, tree, data);
                }
                else if (_request.IsSelectable)
                {
                    _machine.Cancel(_request, _now);
                }
            }

            Deadline = 0;
            return cause;
        }

        /// <inheritdoc/>
        internal override void Tick(long nowMs, long utcTime)
        {
            _now = nowMs;
            _interlocks.Utc = utcTime;
            _machine.Tick(nowMs, utcTime);
            Deadline = _machine.IsIdle() ? long.MaxValue : nowMs + Pace;
        }

        /// <inheritdoc/>
        internal override void Closed(Association client)
        {
            _machine.Closed(NumberOf(client));
            if (_refused == client)
            {
                _refused = null;
            }
        }

        /// <inheritdoc/>
        internal override bool Next(MmsBuilder pdu, bool beforeResponse)
        {
            if (_refused != null)
            {
                Recipient = _refused;
                _refused = null;
                Build(pdu, _model.Find(_request.Object, _service), _request, false);
                return true;
            }

            ControlCommand command = beforeResponse ? null : _machine.Due();
            while (command != null && command.Client == _clients.Length)
            {
                // A group is told nothing.
                _machine.Terminated(command, _now);
                command = _machine.Due();
            }

            if (command == null)
            {
                return false;
            }

            Recipient = _clients[command.Client];
            Build(pdu, _model.Find(command.Object, ControlModel.Oper), command, true);
            _machine.Terminated(command, _now);
            return true;
        }

        private static int ErrorOf(AddCause cause)
        {
            switch (cause)
            {
                case AddCause.BlockedByHealth:
                    return MmsError.HardwareFault;
                case AddCause.CommandAlreadyInExecution:
                case AddCause.OneOfNControl:
                case AddCause.ObjectAlreadySelected:
                case AddCause.LockedByOtherClient:
                    return MmsError.TemporarilyUnavailable;
                default:
                    return MmsError.ObjectAccessDenied;
            }
        }

        private int NumberOf(Association client)
        {
            int number = 0;
            while (_clients[number] != client)
            {
                number++;
            }

            return number;
        }

        /// <summary>Finds out which service of which object is meant, and how the object is configured.</summary>
        /// <returns>Number of the object, or -1.</returns>
        private int Begin(Association client, int node)
        {
            ModelTables tables = _access.Model.Tables;
            int control = tables.ControlCount - 1;
            while (control >= 0 && tables.ControlNode(control) >> 16 > node >> 16)
            {
                control--;
            }

            int parent = control < 0 ? -1 : tables.ControlNode(control);
            _service = parent < 0 ? 0
                : node == _model.Find(parent, ControlModel.Oper) ? ControlModel.Oper
                : node == _model.Find(parent, ControlModel.SelectWithValue) ? ControlModel.SelectWithValue
                : node == _model.Find(parent, ControlModel.Select) ? ControlModel.Select
                : node == _model.Find(parent, ControlModel.Cancel) ? ControlModel.Cancel : 0;
            if (_service == 0)
            {
                return -1;
            }

            if (_refused == null)
            {
                Configure(control, NumberOf(client));
            }

            return control;
        }

        private void Configure(int control, int client)
        {
            ModelTables tables = _access.Model.Tables;
            int config = tables.ControlConfigNode(control);
            _request.Object = tables.ControlNode(control);
            _request.Model = _model.Get(config, ControlModel.CtlModel, 0);
            _request.SelectTimeout = _model.Get(config, ControlModel.SelectTimeout, DefaultTimeout);
            _request.OperateTimeout = _model.Get(config, ControlModel.OperateTimeout, 0);
            _request.OperateMany = _model.Get(config, ControlModel.SelectClass, 0) != 0;
            _request.Client = client;
        }

        private AddCause Do()
        {
            if (_request.Model == 0 || (_service == ControlModel.SelectWithValue && _request.Model != 4))
            {
                return AddCause.NotSupported;
            }

            if (_service == ControlModel.SelectWithValue)
            {
                return _machine.Select(_request, _now);
            }

            if (_service == ControlModel.Cancel)
            {
                return _machine.Cancel(_request, _now);
            }

            int operative = _model.OperativeOf(_model.Of(_request.Object));
            _model.Set(operative, ControlModel.Received, 1);
            _model.Set(operative, ControlModel.Accepted, 0);
            bool isTimeKnown = (_interlocks.Utc & (DerClock.Failure | DerClock.NotSynchronised)) == 0;
            return _machine.Operate(_request, _now, isTimeKnown ? _interlocks.Utc : 0);
        }

        /// <summary>Reads the parameters of a service, whose types are those of the model: ctlVal, [operTm], origin, ctlNum, T, Test, [Check].</summary>
        private bool Parse(MmsTree request, int data)
        {
            int node = request.First(data);
            ParseValue(request, node);
            node = request.Next(node);
            _request.OperTime = 0;
            if (request.Kind(node) == Kind.UtcTime)
            {
                _request.OperTime = Time(request, node);
                node++;
            }

            _request.Category = request.Int32(node + 1);
            int length = request.ValueLength(node + 2);
            if (length > ControlCommand.MaxIdentity)
            {
                return false;
            }

            _request.IdentityLength = length;
            Array.Copy(request.Values, request.ValueOffset(node + 2), _request.Identity, 0, length);
            node = request.Next(node);
            _request.Number = request.Int32(node);
            _request.Time = Time(request, node + 1);
            _request.IsTest = request.Boolean(node + 2);
            node += 3;
            _request.Checks = node < request.End(data) ? request.Bits(node, 2) : 0;
            return true;
        }

        private void ParseValue(MmsTree request, int node)
        {
            int value = request.IsConstructed(node) ? request.First(node) : node;
            int kind = request.Kind(value);
            _request.IsFloat = kind == Kind.FloatingPoint;
            _request.Value = kind == Kind.Boolean ? (request.Boolean(value) ? 1 : 0)
                : kind == Kind.FloatingPoint ? (int)(long)request.Octets32(value, 1)
                : kind == Kind.BitString ? request.Bits(value, request.ValueLength(value))
                : request.Int32(value);
        }

        private static long Time(MmsTree tree, int node)
        {
            return ((long)tree.Octets32(node, 0) << 32) | (long)tree.Octets32(node, 4);
        }
    }
}
