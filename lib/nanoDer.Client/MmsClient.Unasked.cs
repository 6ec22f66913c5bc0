using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <content>What the server sends unasked: reports, LastApplError, CommandTermination (IEC 61850-8-2 clauses 17 and 20).</content>
    public sealed partial class MmsClient
    {
        private static readonly byte[] s_names = Bytes.Of("RPTLastApplError$Oper");
        private const int ReportName = 0 << 4 | 3;
        private const int ErrorName = 3 << 4 | 13;
        private const int OperName = 16 << 4 | 5;

        private ClientEvent Unasked(MmsTree pdu)
        {
            Node = pdu.First(pdu.First(0));
            if (pdu.Kind(Node) != Kind.InformationReport)
            {
                return ClientEvent.None;
            }

            int what = pdu.First(pdu.First(Node));
            int results = pdu.Child(Node, Kind.ListOfAccessResult);
            if (pdu.Kind(what) == Kind.VariableListName)
            {
                int list = pdu.First(what);
                return pdu.Kind(list) == Kind.VmdSpecific && EndsWith(pdu, list, ReportName) ? ClientEvent.Report : ClientEvent.Information;
            }

            int end = pdu.End(what);
            int last = pdu.End(results);
            int result = pdu.First(results);
            for (int item = pdu.First(what); item < end && result < last; item = pdu.Next(item))
            {
                // VariableItem, variableSpecification, name, the name.
                int name = item + 3;
                if (pdu.Kind(item + 2) == Kind.Name && pdu.Kind(name) == Kind.VmdSpecific && EndsWith(pdu, name, ErrorName))
                {
                    ApplError = IsApplError(pdu, pdu.First(result)) ? pdu.First(result) : -1;
                }
                else if (pdu.Kind(item + 2) == Kind.Name && pdu.Kind(name) == Kind.DomainSpecific && EndsWith(pdu, name + 2, OperName))
                {
                    Terminated = name;
                }

                result = pdu.Next(result);
            }

            return ApplError >= 0 || Terminated >= 0 ? ClientEvent.Control : ClientEvent.Information;
        }

        private static bool EndsWith(MmsTree pdu, int node, int text)
        {
            int length = text & 15;
            int count = pdu.ValueLength(node);
            return count >= length && Bytes.Equal(pdu.Values, pdu.ValueOffset(node) + count - length, s_names, text >> 4, length);
        }

        /// <summary>CntrlObj, Error, Origin { orCat, orIdent }, ctlNum, AddCause.</summary>
        private static bool IsApplError(MmsTree pdu, int node)
        {
            return pdu.End(node) - node == 8 && pdu.Kind(node) == Kind.Structure && pdu.Kind(node + 1) == Kind.VisibleString && IsNumber(pdu, node + 2)
                && pdu.Kind(node + 3) == Kind.Structure && IsNumber(pdu, node + 4) && pdu.Kind(node + 5) == Kind.OctetString
                && IsNumber(pdu, node + 6) && IsNumber(pdu, node + 7);
        }

        private static bool IsNumber(MmsTree pdu, int node)
        {
            // Of up to 32 bits.
            return (pdu.Kind(node) == Kind.Integer || pdu.Kind(node) == Kind.Unsigned) && pdu.ValueLength(node) < 11;
        }
    }
}
