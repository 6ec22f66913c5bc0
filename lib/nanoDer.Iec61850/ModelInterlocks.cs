using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// What the model itself says about a command, before the target is asked: mode (Beh), local control (Loc), command block (CmdBlk), range
    /// (minVal, maxVal). And what it shows of it: stSeld, origin, ctlNum, opRcvd, opOk, tOpOk, where they are.
    /// </summary>
    internal sealed class ModelInterlocks
    {
        /// <summary>The time of day as <see cref="UtcTime"/> makes it.</summary>
        internal long Utc;

        // Beh of IEC 61850-7-4 clause 6.
        private const int On = 1;
        private const int Test = 3;

        // The largest numbers of either sign.
        private const int MostSingle = 0x7F7FFFFF;
        private const int LeastSingle = unchecked((int)0xFF7FFFFF);

        private readonly ControlModel _model;

        internal ModelInterlocks(ControlModel model)
        {
            _model = model;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(2);
        }

        /// <summary>Says whether the model allows a command.</summary>
        internal AddCause Check(ControlCommand command)
        {
            int control = _model.Of(command.Object);
            DataModel data = _model.Data;
            int node = data.Tables.ControlLogicalNode(control);
            int common = _model.Find(data.DomainOf(node), ControlModel.FirstNode);

            // Of test, only commands with the test flag; a logical node that is off or blocked lets only its mode be changed.
            int behaviour = _model.Get(node, ControlModel.Behaviour, On);
            if (behaviour != On && (behaviour != Test || !command.IsTest) && command.Object != _model.Find(node, ControlModel.Mode))
            {
                return AddCause.BlockedByMode;
            }

            // Bay control, its automatics, maintenance and the process itself are local.
            int category = command.Category;
            if (_model.Get(node, ControlModel.Local, _model.Get(common, ControlModel.Local, 0)) != 0 && category < 7 && category != 1 && category != 4)
            {
                return AddCause.BlockedBySwitchingHierarchy;
            }

            if (_model.Get(node, ControlModel.Blocked, 0) != 0)
            {
                return AddCause.BlockedByCommand;
            }

            return IsInRange(data.Tables.ControlConfigNode(control), command) ? AddCause.None : AddCause.InconsistentParameters;
        }

        /// <summary>A command was given to the target.</summary>
        internal void Executed(ControlCommand command)
        {
            int control = _model.Of(command.Object);
            DataModel data = _model.Data;
            int status = data.Tables.ControlStatusNode(control);
            _model.Set(status, ControlModel.Category, command.Category);
            _model.Set(status, ControlModel.Number, command.Number);
            int node = _model.Find(status, ControlModel.Identity);
            if (node >= 0)
            {
                data.Values.SetText(data.Slot(node), data.Size(node), command.Identity, 0, command.IdentityLength);
            }

            status = _model.OperativeOf(control);
            _model.Set(status, ControlModel.Accepted, 1);
            node = _model.Find(status, ControlModel.AcceptedTime);
            if (node >= 0)
            {
                data.Values.SetLarge(data.Slot(node), Utc);
            }
        }

        /// <summary>An object is selected, or no more.</summary>
        internal void Selected(ControlCommand command, bool selected)
        {
            _model.Set(_model.Data.Tables.ControlStatusNode(_model.Of(command.Object)), ControlModel.Selected, selected ? 1 : 0);
        }

        private bool IsInRange(int config, ControlCommand command)
        {
            if (command.IsFloat)
            {
                float value = Ieee754.Single(command.Value);
                float least = Ieee754.Single(_model.Get(config, ControlModel.Minimum, LeastSingle));
                float most = Ieee754.Single(_model.Get(config, ControlModel.Maximum, MostSingle));

                // Neither holds for what is no number.
                return value >= least && value <= most;
            }

            return command.Value >= _model.Get(config, ControlModel.Minimum, int.MinValue) && command.Value <= _model.Get(config, ControlModel.Maximum, int.MaxValue);
        }
    }
}
