using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    // Messages that no client asked for: LastApplError and CommandTermination.
    internal sealed partial class ControlService
    {
        private int PutReference(int node)
        {
            DataModel model = _access.Model;
            _name.Clear();
            model.PutName(model.DomainOf(node), _name);
            int slash = _name.Count;
            _name.Put((byte)'/');
            model.PutItem(node, _name);
            return slash;
        }

        /// <summary>Builds an informationReport of LastApplError, of Oper, or of both in this order.</summary>
        private void Build(MmsBuilder pdu, int node, ControlCommand command, bool hasOper)
        {
            bool hasError = command.Cause != AddCause.None;
            pdu.Begin(Kind.UnconfirmedPdu);
            pdu.Begin(Kind.UnconfirmedService);
            pdu.Begin(Kind.InformationReport);
            pdu.Begin(Kind.VariableAccessSpecification);
            pdu.Begin(Kind.ListOfVariable);
            int slash = PutReference(node);
            if (hasError)
            {
                BeginVariable(pdu);
                pdu.Value(Kind.VmdSpecific, _model.Text, ControlModel.LastApplError >> 4, ControlModel.LastApplError & 15);
                EndVariable(pdu);
            }

            if (hasOper)
            {
                BeginVariable(pdu);
                pdu.Begin(Kind.DomainSpecific);
                pdu.Value(Kind.DomainId, _name.Buffer, 0, slash);
                pdu.Value(Kind.ItemId, _name.Buffer, slash + 1, _name.Count - slash - 1);
                pdu.End();
                EndVariable(pdu);
            }

            pdu.End();
            pdu.End();
            pdu.Begin(Kind.ListOfAccessResult);
            if (hasError)
            {
                pdu.Begin(Kind.Success);
                pdu.Begin(Kind.Structure);
                pdu.Value(Kind.VisibleString, _name.Buffer, 0, _name.Count);
                pdu.Integer(Kind.Integer, command.Cause == AddCause.TimeLimitOver ? TimeoutTest : 0);
                pdu.Begin(Kind.Structure);
                pdu.Integer(Kind.Integer, command.Category);
                pdu.Value(Kind.OctetString, command.Identity, 0, command.IdentityLength);
                pdu.End();
                pdu.Integer(Kind.Unsigned, command.Number);
                pdu.Integer(Kind.Integer, (int)command.Cause);
                pdu.End();
                pdu.End();
            }

            if (hasOper)
            {
                pdu.Begin(Kind.Success);
                _access.Put(node, pdu);
            }

            pdu.EndAll();
        }

        private static void BeginVariable(MmsBuilder pdu)
        {
            pdu.Begin(Kind.VariableItem);
            pdu.Begin(Kind.VariableSpecification);
            pdu.Begin(Kind.Name);
        }

        private static void EndVariable(MmsBuilder pdu)
        {
            pdu.End();
            pdu.End();
            pdu.End();
        }
    }
}
