using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// One command to a controllable object, whatever its ctlModel (IEC 61850-7-2 clause 20, IEC 61850-8-2 clause 20):
    /// <code>
    /// Model ──▶ Shape ──▶ Select ──▶ Operate ──▶ Execute ──▶ Ok        1: direct, ends with the answer to Oper
    ///   where they are    when asked to, Cancel ──────▶ Ok             2: reads SBO before
    ///   not known                                                      3: direct, ends with CommandTermination
    ///                                                                  4: writes SBOw before, ends with CommandTermination
    /// </code>
    /// Whoever drives it hands <see cref="Inform"/> each control event.
    /// </summary>
    public sealed class ControlSequence : ClientSequence
    {
        /// <summary>Longest name of an object, <c>LD/LN$CO$DO</c>, in octets.</summary>
        public const int NameBytes = 116;

        private const int MaxIdentity = 64;
        private const int NotSupported = 1;
        private const int AbortionByCancel = 15;
        private static readonly byte[] s_suffixes = Bytes.Of("$ctlModel$Oper$SBOw$SBO$Cancel$CF$");
        private const int CtlModel = 0 << 4 | 9;
        private const int Oper = 9 << 4 | 5;
        private const int SelectWithValue = 14 << 4 | 5;
        private const int PlainSelect = 19 << 4 | 4;
        private const int CancelSuffix = 23 << 4 | 7;
        private const int Configuration = 30 << 4 | 4;

        /// <summary>ctlModel: 1 direct, 2 select before operate, 3 and 4 the same with enhanced security; less: the server is asked.</summary>
        public int Model = -1;

        /// <summary>How the object is made; where its ValueKind is 0, the server is asked.</summary>
        public readonly ControlShape Shape = new ControlShape();

        /// <summary>ctlVal: 0 is false; of a bit string the number that its bits make.</summary>
        public double Value;

        /// <summary>origin.orCat: 2 is station, 3 remote (IEC 61850-7-3 clause 6.11).</summary>
        public int Category = 3;

        /// <summary>ctlNum: 0 to 255.</summary>
        public int Number;

        /// <summary>T, when the command was given: seconds since 1970 in the highest 32 bits, then 24 of fraction, then the octet of quality.</summary>
        public long Time;

        /// <summary>operTm in the same form; 0: at once. For objects that have operTm.</summary>
        public long OperTime;

        /// <summary>Test: everything but the output to the process.</summary>
        public bool IsTest;

        /// <summary>Check: 2 is synchrocheck, 1 interlock check.</summary>
        public int Checks;

        /// <summary>How long CommandTermination may take, in milliseconds, from Operate on.</summary>
        public int ExecuteTime = 60000;

        /// <summary>How far it is.</summary>
        public ControlStage Stage;

        /// <summary>True when it ended as Ok because the server has taken it back.</summary>
        public bool IsCancelled;

        /// <summary>When it was refused: Error of LastApplError; -1 when none came.</summary>
        public int ApplError;

        /// <summary>When it was refused: AddCause (IEC 61850-7-2 clause 20.5.2.9); -1 when none came.</summary>
        public int AddCause;

        private readonly byte[] _identity = new byte[MaxIdentity];
        private readonly ByteWriter _name = new ByteWriter(NameBytes + 16);
        private readonly byte[] _object = new byte[NameBytes];
        private int _identityLength;
        private int _length;
        private long _ends;
        private bool _cancel;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(Fields + 21) + ControlShape.RequiredBytes() + HeapSize.Array(MaxIdentity, 1) + ByteWriter.RequiredBytes(NameBytes + 16)
                + HeapSize.Array(NameBytes, 1);
        }

        /// <summary>Names the originator.</summary>
        /// <param name="identity">origin.orIdent: at most 64 octets count.</param>
        public void SetIdentity(byte[] identity)
        {
            _identityLength = identity.Length < MaxIdentity ? identity.Length : MaxIdentity;
            Array.Copy(identity, _identity, _identityLength);
        }

        /// <summary>Begins. Value and parameters are set before.</summary>
        /// <param name="name">The object: <c>LD/LN$CO$DO</c>. When it is another one than before, the caller sets Model and Shape anew.</param>
        /// <exception cref="ArgumentException">The name is too long, or not of that form.</exception>
        public void Start(byte[] name)
        {
            int constraint = IndexOfConstraint(name);
            if (name.Length > NameBytes || constraint < 0)
            {
                throw new ArgumentException();
            }

            Restart();
            Array.Copy(name, _object, name.Length);
            _length = name.Length;
            _ends = 0;
            _cancel = false;
            IsCancelled = false;
            ApplError = -1;
            AddCause = -1;
            Stage = Model < 1 ? ControlStage.Model : Shape.ValueKind == 0 ? ControlStage.Shape : First();
        }

        /// <summary>Takes the command back as soon as the request under way is answered: a selection, what waits for its time, what executes.</summary>
        public void Cancel()
        {
            // With normal security the answer to Oper is the end, even of what waits for its time.
            bool waits = Status == ClientStatus.Ok && OperTime != 0 && !IsCancelled;
            Status = waits ? ClientStatus.Busy : Status;
            _cancel = true;
        }

        /// <summary>Looks at a control event.</summary>
        /// <param name="client">The client, after the event Control.</param>
        /// <returns>True when it was about this command.</returns>
        [DataPath]
        public bool Inform(MmsClient client)
        {
            MmsTree pdu = client.Pdu;
            if (Status != ClientStatus.Busy)
            {
                return false;
            }

            bool told = false;
            if (client.ApplError >= 0)
            {
                int name = client.ApplError + 1;
                int offset = pdu.ValueOffset(name);
                int count = pdu.ValueLength(name);
                if (!Begins(pdu.Values, offset, count) || (byte)pdu.Int32(client.ApplError + 6) != (byte)Number)
                {
                    return false;
                }

                ApplError = pdu.Int32(client.ApplError + 2);
                AddCause = pdu.Int32(client.ApplError + 7);
                told = true;
            }

            if (client.Terminated >= 0)
            {
                // Domain and item, as they are told, are a slash apart.
                _name.Clear();
                int domain = client.Terminated + 1;
                if (pdu.ValueLength(domain) + pdu.ValueLength(domain + 1) + 1 > NameBytes + 5)
                {
                    return told;
                }

                _name.Put(pdu.Values, pdu.ValueOffset(domain), pdu.ValueLength(domain));
                _name.Put((byte)'/');
                _name.Put(pdu.Values, pdu.ValueOffset(domain + 1), pdu.ValueLength(domain + 1));
                if (!Begins(_name.Buffer, _name.Start, _name.Count))
                {
                    return told;
                }

                IsCancelled = Stage == ControlStage.Cancel && AddCause == AbortionByCancel;
                Status = told && !IsCancelled ? ClientStatus.Refused : ClientStatus.Ok;
                told = true;
            }

            return told;
        }

        /// <inheritdoc/>
        internal override bool Build(MmsClient client, long now)
        {
            if (_cancel && Stage >= ControlStage.Select)
            {
                _cancel = false;
                Stage = ControlStage.Cancel;
                _ends = now + ExecuteTime;
                Command(client, CancelSuffix);
                return true;
            }

            switch (Stage)
            {
                case ControlStage.Model:
                    client.BeginAccess(Kind.ReadRequest);
                    PutObject(Configuration, CtlModel);
                    client.AddVariable(_name.Buffer, _name.Start, _name.Count);
                    return true;
                case ControlStage.Shape:
                    PutObject(0, Oper);
                    client.Describe(Kind.GetVariableAccessAttributesRequest, _name.Buffer, _name.Start, _name.Count);
                    return true;
                case ControlStage.Select:
                    if (Model == 4)
                    {
                        Command(client, SelectWithValue);
                        return true;
                    }

                    client.BeginAccess(Kind.ReadRequest);
                    PutObject(0, PlainSelect);
                    client.AddVariable(_name.Buffer, _name.Start, _name.Count);
                    return true;
                case ControlStage.Operate:
                    Command(client, Oper);
                    _ends = now + ExecuteTime;
                    return true;
                default:
                    return Expire(now);
            }
        }

        /// <inheritdoc/>
        internal override void OnAnswer(MmsClient client)
        {
            if (client.Status != ClientStatus.Ok)
            {
                Status = client.Status;
                return;
            }

            MmsTree pdu = client.Pdu;
            if (Stage == ControlStage.Shape)
            {
                Status = Shape.Read(pdu, client.Node) ? ClientStatus.Busy : ClientStatus.BadAnswer;
                Stage = First();
                return;
            }

            bool isRead = client.Service == Kind.ReadRequest;
            int results = isRead ? pdu.Child(client.Node, Kind.ListOfAccessResult) : client.Node;
            int result = pdu.First(results);
            if (pdu.End(results) <= result)
            {
                Status = ClientStatus.BadAnswer;
                return;
            }

            if (pdu.Kind(result) == Kind.Failure)
            {
                AccessError = pdu.Int32(result);
                Status = AddCause >= 0 ? ClientStatus.Refused : ClientStatus.Denied;
                return;
            }

            if (isRead)
            {
                OnRead(pdu, pdu.First(result));
                return;
            }

            if (Stage == ControlStage.Select)
            {
                Stage = ControlStage.Operate;
            }
            else if (Stage == ControlStage.Operate && Model > 2)
            {
                Stage = ControlStage.Execute;
            }
            else
            {
                IsCancelled = Stage == ControlStage.Cancel;
                Status = ClientStatus.Ok;
            }
        }

        private void OnRead(MmsTree pdu, int data)
        {
            int kind = pdu.Kind(data);
            if (Stage == ControlStage.Model)
            {
                Model = kind == Kind.Integer && pdu.ValueLength(data) == 1 ? pdu.Int32(data) : -1;
                Stage = Shape.ValueKind == 0 ? ControlStage.Shape : First();
                if (Model < 1 || Model > 4)
                {
                    AddCause = Model == 0 ? NotSupported : -1;
                    Status = Model == 0 ? ClientStatus.Refused : ClientStatus.BadAnswer;
                }

                return;
            }

            // A plain select that is refused reads as an empty string.
            bool isSelected = kind == Kind.VisibleString && pdu.ValueLength(data) > 0;
            Stage = ControlStage.Operate;
            Status = isSelected ? ClientStatus.Busy : ClientStatus.Refused;
        }

        private ControlStage First()
        {
            return Model == 2 || Model == 4 ? ControlStage.Select : ControlStage.Operate;
        }

        /// <summary>While it executes: says when that takes too long.</summary>
        private bool Expire(long now)
        {
            if (now >= _ends)
            {
                Status = ClientStatus.TimedOut;
            }

            return false;
        }

        private static int IndexOfConstraint(byte[] name)
        {
            for (int i = 0; i + 3 < name.Length; i++)
            {
                if (name[i] == '$')
                {
                    return name[i + 1] == 'C' && name[i + 2] == 'O' && name[i + 3] == '$' ? i : -1;
                }
            }

            return -1;
        }

        /// <summary>Says whether a name is that of the object, or of a part of it.</summary>
        private bool Begins(byte[] name, int offset, int count)
        {
            return count >= _length && Bytes.Equal(name, offset, _object, 0, _length) && (count == _length || name[offset + _length] == '$');
        }

        /// <summary>Writes the name of a part of the object, in the functional constraint CF instead of CO when asked to.</summary>
        private void PutObject(int constraint, int suffix)
        {
            _name.Clear();
            int at = constraint == 0 ? 0 : IndexOfConstraint(_object);
            _name.Put(_object, 0, at);
            if (constraint != 0)
            {
                _name.Put(s_suffixes, constraint >> 4, constraint & 15);
                at += 4;
            }

            _name.Put(_object, at, _length - at);
            _name.Put(s_suffixes, suffix >> 4, suffix & 15);
        }

        private void Command(MmsClient client, int suffix)
        {
            MmsBuilder builder = client.Builder;
            client.BeginAccess(Kind.WriteRequest);
            PutObject(0, suffix);
            client.AddVariable(_name.Buffer, _name.Start, _name.Count);
            client.BeginValues();
            builder.Begin(Kind.Structure);
            Shape.Put(builder, Value);
            if (Shape.HasOperTm)
            {
                PutTime(builder, OperTime);
            }

            builder.Begin(Kind.Structure);
            builder.Integer(Kind.Integer, Category);
            builder.Value(Kind.OctetString, _identity, 0, _identityLength);
            builder.End();
            builder.Integer(Kind.Unsigned, Number);
            PutTime(builder, Time);
            builder.Boolean(Kind.Boolean, IsTest);
            if (suffix != CancelSuffix && Shape.HasCheck)
            {
                builder.Bits(Kind.BitString, (uint)Checks, 2);
            }
        }

        private static void PutTime(MmsBuilder builder, long time)
        {
            builder.UtcTime(Kind.UtcTime, (uint)(time >> 32), (int)((time >> 8) & 0xFFFFFF), (int)(time & 0xFF));
        }
    }
}
