using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Who may do what with which objects (IEC 62351-8): rules that grant rights; what no rule grants is denied. Somebody to whom no rule grants
    /// anything gets no association. Made at start-up from lines of three parts, rights, object and who:
    /// <code>
    /// read,report *                          role:VIEWER
    /// read        *                          *@grid.local
    /// control     DER1LD0/DWMX1              operator@grid.local
    /// all         DER1LD0/LLN0$BR$brcbMX01   cn:Control room 2
    /// </code>
    /// A right is that for the object and everything in it. Whoever reads, reports or logs a whole needs the right for all of it.
    /// </summary>
    public sealed class AccessList
    {
        /// <summary>Reads values.</summary>
        public const int Read = 1;

        /// <summary>Writes set-points, settings and configuration, selects and edits setting groups.</summary>
        public const int Write = 2;

        /// <summary>Selects and operates.</summary>
        public const int Control = 4;

        /// <summary>Reserves, configures and enables a report control block; its data set's members must be readable.</summary>
        public const int Report = 8;

        /// <summary>Configures a log control block, and queries the logs of a logical node.</summary>
        public const int Log = 16;

        /// <summary>Lists and reads files; the object does not count.</summary>
        public const int File = 32;

        /// <summary>Makes data sets of members that it may read, and deletes those that clients made.</summary>
        public const int DataSet = 64;

        private const int MaxRules = 31;
        private const int Width = 9;
        private const string Rights = "read     write    control  report   log      file     dataset  all      ";
        private const string Roles = "VIEWER   OPERATOR ENGINEER INSTALLERSECADM   SECAUD   RBACMNT  ";
        private const int AnyOf = -1;
        private const int CommonName = -2;
        private const int Address = -3;

        private readonly int[] _rights = new int[MaxRules];
        private readonly int[] _node = new int[MaxRules];

        // What the name is: of these kinds, or 0 to 6 for a role, which has none.
        private readonly int[] _kind = new int[MaxRules];
        private readonly byte[][] _name = new byte[MaxRules][];
        private readonly DataModel _model;
        private int _count;

        /// <summary>Reads the rules; at start-up.</summary>
        /// <param name="model">The model whose objects they name.</param>
        /// <param name="rules">The lines, each ended by a line feed, at most 31; empty ones and those that begin with # say nothing.</param>
        /// <exception cref="ArgumentException">A line that is none, an object that the model does not have, or too many lines.</exception>
        public AccessList(DataModel model, string rules)
        {
            _model = model;
            int at = 0;
            for (string line = RuleLines.Next(rules, ref at); line != null; line = RuleLines.Next(rules, ref at))
            {
                Add(line);
            }
        }

        /// <summary>Bytes of the list on the device's heap.</summary>
        public int HeapBytes
        {
            get
            {
                int bytes = HeapSize.Object(6) + (3 * HeapSize.Array(MaxRules, 4)) + HeapSize.Array(MaxRules, 12);
                for (int i = 0; i < _count; i++)
                {
                    bytes += _name[i] == null ? 0 : HeapSize.Array(_name[i].Length, 1);
                }

                return bytes;
            }
        }

        /// <summary>Finds the rules for a client.</summary>
        /// <param name="jid">Buffer that begins with its full JID.</param>
        /// <param name="jidCount">Length of the JID.</param>
        /// <param name="name">Buffer with the common name of its certificate's subject, where there is end-to-end security; else null.</param>
        /// <param name="nameOffset">Where it begins.</param>
        /// <param name="nameCount">Its length.</param>
        /// <param name="roles">Bit n: its certificate grants the role of number n (IEC 62351-8); 0 without end-to-end security.</param>
        /// <returns>Bit i: rule i applies. 0: the client may do nothing.</returns>
        [DataPath]
        public int Match(byte[] jid, int jidCount, byte[] name, int nameOffset, int nameCount, int roles)
        {
            int bare = 0;
            int at = -1;
            while (bare < jidCount && jid[bare] != '/')
            {
                if (jid[bare] == '@')
                {
                    at = bare;
                }

                bare++;
            }

            int rules = 0;
            for (int i = 0; i < _count; i++)
            {
                int kind = _kind[i];
                bool applies = kind >= 0 ? ((roles >> kind) & 1) != 0
                    : kind == CommonName ? name != null && Is(i, name, nameOffset, nameCount)
                    : kind == AnyOf ? at >= 0 && Is(i, jid, at + 1, bare - at - 1)
                    : Is(i, jid, 0, bare);
                if (applies)
                {
                    rules |= 1 << i;
                }
            }

            return rules;
        }

        /// <summary>Says whether one of a client's rules grants a right.</summary>
        /// <param name="rules">As <see cref="Match"/> gave it.</param>
        /// <param name="right">One of the constants.</param>
        /// <param name="node">The object, or -1 for a right whose object does not count.</param>
        /// <returns>True when it does.</returns>
        [DataPath]
        public bool Allows(int rules, int right, int node)
        {
            for (int i = 0; i < _count; i++)
            {
                if (((rules >> i) & 1) != 0 && (_rights[i] & right) != 0 && (node < 0 || _node[i] < 0 || _model.IsIn(node, _node[i])))
                {
                    return true;
                }
            }

            return false;
        }

        // A number in a table of words of one width; -1 for a word that is not there.
        private static int Find(string table, string word)
        {
            for (int at = 0; at < table.Length; at += Width)
            {
                if (table.Substring(at, Width).Trim() == word)
                {
                    return at / Width;
                }
            }

            return -1;
        }

        private static int Word(string line, int from)
        {
            int end = line.IndexOf(' ', from);
            if (end < 0)
            {
                throw new ArgumentException();
            }

            return end;
        }

        private bool Is(int rule, byte[] buffer, int offset, int count)
        {
            byte[] name = _name[rule];
            return count == name.Length && Bytes.Equal(buffer, offset, name, 0, count);
        }

        private void Add(string line)
        {
            int end = Word(line, 0);
            string item = line.Substring(end).Trim();
            int itemEnd = Word(item, 0);
            string who = item.Substring(itemEnd).Trim();
            item = item.Substring(0, itemEnd);
            if (_count == MaxRules || who.Length == 0)
            {
                throw new ArgumentException();
            }

            int rights = 0;
            for (int start = 0; start <= end;)
            {
                int stop = line.IndexOf(',', start);
                stop = stop < 0 || stop > end ? end : stop;
                int right = Find(Rights, line.Substring(start, stop - start));
                if (right < 0)
                {
                    throw new ArgumentException();
                }

                rights |= right == 7 ? DataSet - 1 + DataSet : 1 << right;
                start = stop + 1;
            }

            _rights[_count] = rights;
            _node[_count] = item == "*" ? -1 : item.IndexOf('/') < 0 ? Domain(item) : _model.Find(item);
            SetWho(who);
            _count++;
        }

        private int Domain(string item)
        {
            byte[] name = Bytes.Of(item);
            int node = _model.FindDomain(name, 0, name.Length);
            if (node < 0)
            {
                throw new ArgumentException();
            }

            return node;
        }

        private void SetWho(string who)
        {
            int kind = Address;
            if (who.IndexOf("role:") == 0)
            {
                kind = Find(Roles, who.Substring(5));
                if (kind < 0)
                {
                    throw new ArgumentException();
                }
            }
            else
            {
                if (who.IndexOf("cn:") == 0)
                {
                    kind = CommonName;
                    who = who.Substring(3);
                }
                else if (who.IndexOf("*@") == 0)
                {
                    kind = AnyOf;
                    who = who.Substring(2);
                }

                _name[_count] = Bytes.Of(who);
            }

            _kind[_count] = kind;
        }
    }
}
