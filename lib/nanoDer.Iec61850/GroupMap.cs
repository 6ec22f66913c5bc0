using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// What the objects of messages to a group mean here. A publisher speaks to a fleet of different devices, so it names objects of the group, and each
    /// device says which of its own they are. Made at start-up from lines of two parts, the group's object and the device's:
    /// <code>
    /// FLEET/DWMX1$CO$WLimPct   DER1LD0/DWMX1$CO$WMaxSptPct
    /// FLEET/TARIFF$SP$Price    DER1LD0/FSCH1$SP$ValASG
    /// </code>
    /// A controlled object takes the value that its ctlVal has, a setting its own. What is not on the list means nothing.
    /// </summary>
    public sealed class GroupMap
    {
        private const int Most = 16;

        private readonly byte[][] _domain = new byte[Most][];
        private readonly byte[][] _item = new byte[Most][];
        private readonly int[] _node = new int[Most];
        private int _count;

        /// <summary>Reads the list; at start-up.</summary>
        /// <param name="model">The device's model.</param>
        /// <param name="lines">The lines, each ended by a line feed, at most 16; empty ones and those that begin with # say nothing.</param>
        /// <exception cref="ArgumentException">A line that is none, an object that the model does not have or that cannot be written, or too many
        /// lines.</exception>
        public GroupMap(DataModel model, string lines)
        {
            int at = 0;
            for (string line = RuleLines.Next(lines, ref at); line != null; line = RuleLines.Next(lines, ref at))
            {
                Add(model, line);
            }
        }

        /// <summary>Bytes of the list on the device's heap.</summary>
        public int HeapBytes
        {
            get
            {
                int bytes = HeapSize.Object(4) + (2 * HeapSize.Array(Most, 12)) + HeapSize.Array(Most, 4);
                for (int i = 0; i < _count; i++)
                {
                    bytes += HeapSize.Array(_domain[i].Length, 1) + HeapSize.Array(_item[i].Length, 1);
                }

                return bytes;
            }
        }

        /// <summary>Finds the device's object for one of the group's.</summary>
        /// <param name="buffer">Buffer with the names.</param>
        /// <param name="domain">Where that of the domain begins.</param>
        /// <param name="domainCount">Its length.</param>
        /// <param name="item">Where that of the item begins.</param>
        /// <param name="itemCount">Its length.</param>
        /// <returns>Its node, or -1.</returns>
        [DataPath]
        public int Find(byte[] buffer, int domain, int domainCount, int item, int itemCount)
        {
            for (int i = 0; i < _count; i++)
            {
                if (Bytes.Is(buffer, item, itemCount, _item[i]) && Bytes.Is(buffer, domain, domainCount, _domain[i]))
                {
                    return _node[i];
                }
            }

            return -1;
        }

        private void Add(DataModel model, string line)
        {
            int blank = line.IndexOf(' ');
            int slash = line.IndexOf('/');
            if (_count == Most || slash < 1 || blank < slash + 2)
            {
                throw new ArgumentException();
            }

            int node = model.Find(line.Substring(blank).Trim());
            int constraint = model.Constraint(node);
            if (constraint != Constraint.CO && !((constraint == Constraint.SP || constraint == Constraint.SV) && model.IsWritable(node)))
            {
                throw new ArgumentException();
            }

            _domain[_count] = Bytes.Of(line.Substring(0, slash));
            _item[_count] = Bytes.Of(line.Substring(slash + 1, blank - slash - 1));
            _node[_count] = node;
            _count++;
        }
    }
}
