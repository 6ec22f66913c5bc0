using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// Has a report control block send (IEC 61850-7-2 clause 17.2): reads what it is, reserves and sets it, resynchronises a buffered one, enables it and asks
    /// for a general interrogation; later disables it. Between the two <see cref="Take"/> says which reports are its own and whether some are missing.
    /// After a lost association <see cref="Start"/> again: a buffered block goes on behind the last entry taken.
    /// </summary>
    public sealed class ReportSubscription : ClientSequence
    {
        /// <summary>Longest name of a control block and longest RptID, in octets.</summary>
        public const int NameBytes = 129;

        private const int Reading = 0;
        private const int Setting = 1;
        private const int Enabling = 2;
        private const int Disabling = 3;
        private const int IdBytes = 8;

        /// <summary>Attributes in the order in which they are read and written, a blank between two: <see cref="FailedAttribute"/> is a place in it.</summary>
        public const string Attributes = "RptID DatSet RptEna ResvTms Resv RptEna OptFlds BufTm TrgOps IntgPd EntryID RptEna GI RptEna ResvTms Resv";
        private const int FirstRead = 0;
        private const int FirstSet = 3;
        private const int FirstEnable = 11;
        private const int FirstDisable = 13;
        private const int All = 16;
        private const int EntryIdentity = 10;
        private const int Interrogation = 12;

        /// <summary>OptFlds as <see cref="ReportReader.OptFlds"/> has them; -1: as they are.</summary>
        public int OptFlds = -1;

        /// <summary>TrgOps as <see cref="ReportReader.Reason"/> has them; -1: as they are.</summary>
        public int TrgOps = -1;

        /// <summary>IntgPd in milliseconds; -1: as it is.</summary>
        public int IntgPd = -1;

        /// <summary>BufTm in milliseconds; -1: as it is.</summary>
        public int BufTm = -1;

        /// <summary>Of a buffered block: for how many seconds it stays reserved without an association; -1: nothing is said.</summary>
        public int ResvTms = -1;

        /// <summary>True: a general interrogation when it is enabled.</summary>
        public bool Interrogates;

        /// <summary>True for a control block in BR.</summary>
        public bool IsBuffered;

        /// <summary>RptID of its reports: the first <see cref="RptIdLength"/> octets.</summary>
        public readonly byte[] RptId = new byte[NameBytes];

        /// <summary>Length of RptID.</summary>
        public int RptIdLength;

        /// <summary>Name of its data set, <c>LD/LN$DS</c>: the first <see cref="DatSetLength"/> octets.</summary>
        public readonly byte[] DatSet = new byte[NameBytes];

        /// <summary>Length of that name.</summary>
        public int DatSetLength;

        /// <summary>EntryID of the last report taken: eight octets.</summary>
        public readonly byte[] EntryId = new byte[IdBytes];

        /// <summary>True when there is one.</summary>
        public bool HasEntry;

        /// <summary>When it was begun again: false when the server no longer had that entry, so that reports are missing.</summary>
        public bool IsResynchronised;

        /// <summary>Reports taken.</summary>
        public int Reports;

        /// <summary>Reports that are missing by their SqNum while it was enabled.</summary>
        public int Missing;

        /// <summary>When it has ended with an error: the attribute that was refused, as its place in the order of writing; -1.</summary>
        public int FailedAttribute;

        private readonly byte[] _block = new byte[NameBytes];
        private readonly NameList _names = new NameList(Attributes);
        private readonly ByteWriter _name = new ByteWriter(NameBytes + 16);
        private int _length;
        private int _stage;
        private int _sqNum;

        // Which attributes the request under way has, one bit each.
        private int _asked;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(Fields + 24) + (3 * HeapSize.Array(NameBytes, 1)) + HeapSize.Array(IdBytes, 1) + NameList.RequiredBytes(Attributes)
                + ByteWriter.RequiredBytes(NameBytes + 16);
        }

        /// <summary>Begins. What is to be set is set before; EntryID too, when it is known from an earlier time.</summary>
        /// <param name="block">The control block: <c>LD/LN$BR$name</c> or <c>LD/LN$RP$name</c>.</param>
        /// <exception cref="ArgumentException">The name is too long, or not of that form.</exception>
        public void Start(byte[] block)
        {
            int constraint = 0;
            while (constraint + 3 < block.Length && block[constraint] != '$')
            {
                constraint++;
            }

            if (block.Length > NameBytes || constraint + 3 >= block.Length)
            {
                throw new ArgumentException();
            }

            IsBuffered = block[constraint + 1] == 'B';
            Array.Copy(block, _block, block.Length);
            _length = block.Length;
            Go(Reading);
            IsResynchronised = true;
            _sqNum = -1;
        }

        /// <summary>Disables the block, and gives it back.</summary>
        public void Stop()
        {
            Go(Disabling);
        }

        /// <summary>Takes a report.</summary>
        /// <param name="report">The report, read.</param>
        /// <returns>False when it is another block's.</returns>
        [DataPath]
        public bool Take(ReportReader report)
        {
            MmsTree tree = report.Tree;
            if (tree.ValueLength(report.RptId) != RptIdLength || !Bytes.Equal(tree.Values, tree.ValueOffset(report.RptId), RptId, 0, RptIdLength))
            {
                return false;
            }

            if (report.MoreSegments)
            {
                return true;
            }

            Reports++;
            if (report.SqNum >= 0)
            {
                int expected = (_sqNum + 1) & (IsBuffered ? 0xFFFF : 0xFF);
                Missing += _sqNum < 0 ? 0 : (report.SqNum - expected) & (IsBuffered ? 0xFFFF : 0xFF);
                _sqNum = report.SqNum;
            }

            if (report.EntryId >= 0 && tree.ValueLength(report.EntryId) == IdBytes)
            {
                Array.Copy(tree.Values, tree.ValueOffset(report.EntryId), EntryId, 0, IdBytes);
                HasEntry = true;
            }

            return true;
        }

        /// <inheritdoc/>
        internal override bool Build(MmsClient client, long now)
        {
            int first = _stage == Reading ? FirstRead : _stage == Setting ? FirstSet : _stage == Enabling ? FirstEnable : FirstDisable;
            int end = _stage == Reading ? FirstSet : _stage == Setting ? FirstEnable : _stage == Enabling ? FirstDisable : All;
            client.BeginAccess(_stage == Reading ? Kind.ReadRequest : Kind.WriteRequest);
            _asked = 0;
            for (int i = first; i < end; i++)
            {
                if (IsWanted(i))
                {
                    _asked |= 1 << i;
                    _name.Clear();
                    _name.Put(_block, 0, _length);
                    _name.Put((byte)'$');
                    _names.Put(i, _name);
                    client.AddVariable(_name.Buffer, _name.Start, _name.Count);
                }
            }

            if (_stage != Reading)
            {
                client.BeginValues();
                for (int i = first; i < end; i++)
                {
                    if ((_asked & (1 << i)) != 0)
                    {
                        PutValue(client.Builder, i);
                    }
                }
            }

            return true;
        }

        /// <inheritdoc/>
        internal override void OnAnswer(MmsClient client)
        {
            Status = client.Status;
            if (Status != ClientStatus.Ok)
            {
                return;
            }

            MmsTree pdu = client.Pdu;
            int results = _stage == Reading ? pdu.Child(client.Node, Kind.ListOfAccessResult) : client.Node;
            int result = pdu.First(results);
            for (int i = 0; i < All; i++)
            {
                if ((_asked & (1 << i)) == 0)
                {
                    continue;
                }

                if (result >= pdu.End(results))
                {
                    Status = ClientStatus.BadAnswer;
                    return;
                }

                if (pdu.Kind(result) == Kind.Failure && !IsForgiven(i, pdu.Int32(result)))
                {
                    FailedAttribute = i;
                    AccessError = pdu.Int32(result);
                    Status = ClientStatus.Denied;
                    return;
                }

                if (_stage == Reading && i < 2 && !Keep(pdu, pdu.First(result), i))
                {
                    Status = ClientStatus.BadAnswer;
                    return;
                }

                result = pdu.Next(result);
            }

            if (_stage < Enabling)
            {
                _stage++;
                Status = ClientStatus.Busy;
            }
        }

        private void Go(int stage)
        {
            Restart();
            _stage = stage;
            FailedAttribute = -1;
        }

        private bool IsWanted(int attribute)
        {
            switch (attribute)
            {
                case 3:
                    return IsBuffered && ResvTms > 0;
                case 4:
                case 15:
                    return !IsBuffered;
                case 6:
                    return OptFlds >= 0;
                case 7:
                    return BufTm >= 0;
                case 8:
                    return TrgOps >= 0;
                case 9:
                    return IntgPd >= 0;
                case EntryIdentity:
                    return IsBuffered && HasEntry;
                case Interrogation:
                    return Interrogates;
                case 14:
                    return IsBuffered && ResvTms >= 0;
                default:
                    return true;
            }
        }

        private void PutValue(MmsBuilder builder, int attribute)
        {
            switch (attribute)
            {
                case 3:
                case 14:
                    builder.Integer(Kind.Integer, attribute == 14 ? 0 : ResvTms);
                    break;
                case 6:
                    builder.Bits(Kind.BitString, (uint)OptFlds, 10);
                    break;
                case 7:
                    builder.Integer(Kind.Unsigned, BufTm);
                    break;
                case 8:
                    builder.Bits(Kind.BitString, (uint)TrgOps, 6);
                    break;
                case 9:
                    builder.Integer(Kind.Unsigned, IntgPd);
                    break;
                case EntryIdentity:
                    builder.Value(Kind.OctetString, EntryId);
                    break;
                default:
                    // Resv, and RptEna and GI to enable.
                    builder.Boolean(Kind.Boolean, attribute == 4 || attribute == FirstEnable || attribute == Interrogation);
                    break;
            }
        }

        /// <summary>ResvTms is optional; an entry that has given way means that reports are missing, not that there are none.</summary>
        private bool IsForgiven(int attribute, int error)
        {
            if (attribute == EntryIdentity)
            {
                IsResynchronised = false;
                return true;
            }

            // object-non-existent
            return (attribute == 3 || attribute == 14) && error == 10;
        }

        /// <summary>Keeps RptID and DatSet. A block without RptID is known by its own name (IEC 61850-7-2 clause 17.2.3.2.2.1).</summary>
        private bool Keep(MmsTree pdu, int data, int attribute)
        {
            int length = pdu.ValueLength(data);
            if (pdu.Kind(data) != Kind.VisibleString || length > NameBytes)
            {
                return false;
            }

            byte[] target = attribute == 0 ? RptId : DatSet;
            if (attribute == 0 && length == 0)
            {
                Array.Copy(_block, target, _length);
                RptIdLength = _length;
                return true;
            }

            Array.Copy(pdu.Values, pdu.ValueOffset(data), target, 0, length);
            RptIdLength = attribute == 0 ? length : RptIdLength;
            DatSetLength = attribute == 0 ? DatSetLength : length;
            return true;
        }
    }
}
