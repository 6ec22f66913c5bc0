using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// A list that may be longer than a PDU: names (getNameList), files (fileDirectory), entries of a log (readJournal). It goes on after the
    /// last element until no more follow. Each answer brings a part: read it at <see cref="MmsClient.Node"/> before the next PDU comes.
    /// </summary>
    public sealed class ListSequence : ClientSequence
    {
        private const int NameBytes = 255;
        private const int MaxEntry = 8;
        private const int TimeBytes = 6;

        private readonly byte[] _name = new byte[NameBytes];
        private readonly byte[] _last = new byte[NameBytes];
        private int _nameLength;
        private int _lastLength;
        private int _service;
        private int _class;
        private long _from;
        private long _to;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(Fields + 8) + (2 * HeapSize.Array(NameBytes, 1));
        }

        /// <summary>Begins a list of names.</summary>
        /// <param name="objectClass">As for <see cref="MmsClient.BeginNames"/>.</param>
        /// <param name="domain">The logical device; null: the whole device.</param>
        /// <exception cref="ArgumentException">The name is too long.</exception>
        public void Names(int objectClass, byte[] domain)
        {
            Start(Kind.GetNameListRequest, domain);
            _class = objectClass;
        }

        /// <summary>Begins a list of files.</summary>
        /// <param name="directory">A directory or a file; null: all.</param>
        /// <exception cref="ArgumentException">The name is too long.</exception>
        public void Files(byte[] directory)
        {
            Start(Kind.FileDirectoryRequest, directory);
        }

        /// <summary>Begins a list of a log's entries (QueryLogByTime, QueryLogAfter).</summary>
        /// <param name="log">Its name, <c>LD/LN$EventLog</c>.</param>
        /// <param name="from">First moment as a binary-time of six octets, in a number; -1: from the first entry.</param>
        /// <param name="to">Last moment; -1: to the last entry.</param>
        /// <exception cref="ArgumentException">The name is too long.</exception>
        public void Journal(byte[] log, long from, long to)
        {
            Start(Kind.ReadJournalRequest, log);
            _from = from;
            _to = to;
        }

        /// <inheritdoc/>
        internal override bool Build(MmsClient client, long now)
        {
            MmsBuilder builder = client.Builder;
            if (_service == Kind.GetNameListRequest)
            {
                client.BeginNames(_class, _nameLength < 0 ? null : _name, 0, _nameLength);
                if (_lastLength > 0)
                {
                    builder.Value(Kind.ContinueAfter, _last, 0, _lastLength);
                }

                return true;
            }

            client.Begin();
            builder.Begin(_service);
            if (_service == Kind.FileDirectoryRequest)
            {
                PutFile(builder, Kind.FileSpecification, _name, _nameLength);
                PutFile(builder, Kind.ContinueAfterFile, _last, _lastLength);
                return true;
            }

            builder.Begin(Kind.JournalName);
            client.PutName(_name, 0, _nameLength);
            builder.End();
            if (_lastLength == 0)
            {
                PutTime(builder, Kind.RangeStartSpecification, Kind.StartingTime, _from);
            }

            PutTime(builder, Kind.RangeStopSpecification, Kind.EndingTime, _to);
            if (_lastLength > 0)
            {
                builder.Begin(Kind.EntryToStartAfter);
                builder.Value(Kind.TimeSpecification, _last, 0, TimeBytes);
                builder.Value(Kind.EntrySpecification, _last, TimeBytes, _lastLength - TimeBytes);
                builder.End();
            }

            return true;
        }

        /// <inheritdoc/>
        internal override void OnAnswer(MmsClient client)
        {
            Status = client.Status;
            if (Status != ClientStatus.Ok || !client.MoreFollows)
            {
                return;
            }

            // A server that says that more follow but gives nothing new would be asked for ever.
            Status = Remember(client.Pdu, client.Pdu.First(client.Node)) ? ClientStatus.Busy : ClientStatus.BadAnswer;
        }

        private static void PutFile(MmsBuilder builder, int kind, byte[] name, int length)
        {
            if (length > 0)
            {
                builder.Begin(kind);
                builder.Value(Kind.GraphicString, name, 0, length);
                builder.End();
            }
        }

        private static void PutTime(MmsBuilder builder, int range, int kind, long time)
        {
            if (time >= 0)
            {
                builder.Begin(range);
                builder.BinaryTime(kind, (uint)(time >> 16), (int)(time & 0xFFFF));
                builder.End();
            }
        }

        private void Start(int service, byte[] name)
        {
            if (name != null && name.Length > NameBytes)
            {
                throw new ArgumentException();
            }

            Restart();
            _service = service;
            _nameLength = name == null ? -1 : name.Length;
            _lastLength = 0;
            if (name != null)
            {
                Array.Copy(name, _name, name.Length);
            }
        }

        /// <summary>Keeps the last element of a list.</summary>
        /// <returns>False when there is none, it is too long, or it is the same as before.</returns>
        private bool Remember(MmsTree tree, int list)
        {
            int last = -1;
            int end = tree.End(list);
            for (int node = tree.First(list); node < end; node = tree.Next(node))
            {
                last = node;
            }

            if (last < 0)
            {
                return false;
            }

            if (_service == Kind.ReadJournalRequest)
            {
                int id = tree.Child(last, Kind.EntryIdentifier);
                int time = tree.Child(tree.Child(last, Kind.EntryContent), Kind.OccurrenceTime);
                return tree.ValueLength(id) <= MaxEntry && tree.ValueLength(time) == TimeBytes && Keep(tree, time, id);
            }

            if (_service == Kind.FileDirectoryRequest)
            {
                last = tree.First(tree.Child(last, Kind.FileName));
            }

            return Keep(tree, last, -1);
        }

        /// <summary>Keeps one value, or two one after the other.</summary>
        private bool Keep(MmsTree tree, int first, int second)
        {
            int length = tree.ValueLength(first);
            int more = second < 0 ? 0 : tree.ValueLength(second);
            if (length + more > NameBytes || length + more == 0)
            {
                return false;
            }

            bool same = _lastLength == length + more && Bytes.Equal(tree.Values, tree.ValueOffset(first), _last, 0, length)
                && (second < 0 || Bytes.Equal(tree.Values, tree.ValueOffset(second), _last, length, more));
            Array.Copy(tree.Values, tree.ValueOffset(first), _last, 0, length);
            if (second >= 0)
            {
                Array.Copy(tree.Values, tree.ValueOffset(second), _last, length, more);
            }

            _lastLength = length + more;
            return !same;
        }
    }
}
