using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    // Multicast: what a publisher says to a group of devices.
    public sealed partial class Iec61850Server
    {
        /// <summary>Says why an object of the last <see cref="HandleGroup"/> was refused, the last of them; None when all were taken.</summary>
        public AddCause GroupCause;

        /// <summary>
        /// Acts on an informationReport to a group, which must be authentic, fresh and new. Controlled objects are operated under the same
        /// conditions as for a client that is remote; settings are written. What came of it, reports and logs tell.
        /// </summary>
        /// <param name="report">The PDU.</param>
        /// <param name="map">What its objects mean here.</param>
        /// <param name="publisher">Buffer that begins with who sent it, for orIdent.</param>
        /// <param name="count">Length of that; what is longer than 64 octets is cut.</param>
        /// <returns>How many objects were taken; those that are not on the list do not count.</returns>
        [DataPath]
        public int HandleGroup(MmsTree report, GroupMap map, byte[] publisher, int count)
        {
            GroupCause = AddCause.None;
            int inform = report.First(report.First(0));
            int list = report.Kind(0) == Kind.UnconfirmedPdu && report.Kind(inform) == Kind.InformationReport ? report.First(report.First(inform)) : -1;
            if (list < 0 || report.Kind(list) != Kind.ListOfVariable)
            {
                return 0;
            }

            int taken = 0;
            int results = report.Child(inform, Kind.ListOfAccessResult);
            int result = report.First(results);
            for (int item = report.First(list); item < report.End(list) && result < report.End(results); item = report.Next(item))
            {
                int specific = report.First(report.First(report.First(item)));
                if (report.Kind(specific) == Kind.DomainSpecific && report.Kind(result) == Kind.Success)
                {
                    int domain = specific + 1;
                    int name = specific + 2;
                    int node = map.Find(report.Values, report.ValueOffset(domain), report.ValueLength(domain), report.ValueOffset(name), report.ValueLength(name));
                    AddCause cause = node < 0 ? AddCause.None : Take(node, report, report.First(result), publisher, count);
                    taken += node >= 0 && cause == AddCause.None ? 1 : 0;
                    GroupCause = cause == AddCause.None ? GroupCause : cause;
                }

                result = report.Next(result);
            }

            return taken;
        }

        private AddCause Take(int node, MmsTree report, int data, byte[] publisher, int count)
        {
            if (_access.Model.Constraint(node) == Constraint.CO)
            {
                count = count > ControlCommand.MaxIdentity ? ControlCommand.MaxIdentity : count;
                return _handlers[ObjectHandler.Control].Command(node, report, data, publisher, count);
            }

            _access.Elements = 0;
            return _access.Write(node, report, data) < 0 ? AddCause.None : AddCause.InconsistentParameters;
        }
    }
}
