using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>Opens associations (IEC 61850-8-2 clause 10.2.2.1: initiate).</summary>
    internal sealed class InitiateService
    {
        // Requests are answered one after the other; more of them only wait.
        private const int MaxOutstanding = 5;
        private const int MaxNesting = DataModel.MaxDepth;

        // What the model of logical nodes needs.
        private const int MinNesting = 5;
        private const int Version = 1;

        // str1, str2, vnam, valt, vlis of 11 bits.
        private const uint Parameters = 0x788;
        private const int ParameterBits = 11;
        private const int NamedVariables = 0x100;

        // status 0, getNameList 1, identify 2, read 4, write 5, getVariableAccessAttributes 6, named variable lists 11 to 13, readJournal 65, files 72 to 74, 76 and 77,
        // informationReport 79, conclude 83, cancel 84; of 85 bits.
        private const int ServiceBits = 85;
        private readonly byte[] _services = new byte[11];

        internal InitiateService()
        {
            _services[0] = 0xEE;
            _services[1] = 0x1C;
            _services[8] = 0x40;
            _services[9] = 0xED;
            _services[10] = 0x18;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(1) + HeapSize.Array(11, 1);
        }

        /// <summary>Answers an initiate request and notes in the association what was agreed.</summary>
        /// <returns>False when the association is refused, with the error PDU built.</returns>
        internal bool Handle(MmsTree request, Association association, MmsBuilder response, int pduBytes)
        {
            int calling = Value(request, 0, Kind.ProposedMaxServOutstandingCalling, 0);
            int called = Value(request, 0, Kind.ProposedMaxServOutstandingCalled, 0);
            int nesting = Value(request, 0, Kind.ProposedDataStructureNestingLevel, MaxNesting);
            int proposed = Value(request, 0, Kind.LocalDetailCalling, pduBytes);
            int detail = request.Child(0, Kind.InitRequestDetail);
            int parameters = request.Bits(request.Child(detail, Kind.ProposedParameterCbb), ParameterBits);
            int error = calling < 1 ? MmsError.CallingInsufficient
                : called < 1 ? MmsError.CalledInsufficient
                : nesting < MinNesting ? MmsError.NestingInsufficient
                : (parameters & NamedVariables) == 0 ? MmsError.ParameterCbbInsufficient
                : Value(request, detail, Kind.ProposedVersionNumber, 0) < Version || proposed < 1 ? MmsError.InitiateOther : -1;
            if (error >= 0)
            {
                response.Begin(Kind.InitiateErrorPdu);
                response.Begin(Kind.ErrorClass);
                response.Integer(Kind.ErrorInitiate, error);
                response.EndAll();
                return false;
            }

            association.PduBytes = Least(proposed, pduBytes);
            association.Nesting = Least(nesting, MaxNesting);
            response.Begin(Kind.InitiateResponsePdu);
            response.Integer(Kind.LocalDetailCalled, association.PduBytes);
            response.Integer(Kind.NegotiatedMaxServOutstandingCalling, Least(calling, MaxOutstanding));
            response.Integer(Kind.NegotiatedMaxServOutstandingCalled, Least(called, MaxOutstanding));
            response.Integer(Kind.NegotiatedDataStructureNestingLevel, association.Nesting);
            response.Begin(Kind.InitResponseDetail);
            response.Integer(Kind.NegotiatedVersionNumber, Version);
            response.Bits(Kind.NegotiatedParameterCbb, (uint)parameters & Parameters, ParameterBits);
            response.Bits(Kind.ServicesSupportedCalled, _services, 0, ServiceBits);
            response.EndAll();
            return true;
        }

        private static int Value(MmsTree tree, int parent, int kind, int missing)
        {
            int node = tree.Child(parent, kind);
            return node < 0 ? missing : tree.Int32(node);
        }

        private static int Least(int a, int b)
        {
            return a < b ? a : b;
        }
    }
}
