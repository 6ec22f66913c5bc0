using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// One control service as a client asked for it, and how far it has come: the parameters of SBOw, Oper and Cancel
    /// (IEC 61850-7-2 clause 20.5.2), the configuration of the object, and the state of <see cref="ControlMachine"/>.
    /// </summary>
    public sealed class ControlCommand
    {
        /// <summary>Longest identity of an originator in octets.</summary>
        public const int MaxIdentity = 64;

        /// <summary>The controlled data object: its number in the model, in functional constraint CO.</summary>
        public int Object = -1;

        /// <summary>ctlVal as <see cref="ModelValues.GetSmall"/> gives it: a number, 0 or 1, or the bits of a FLOAT32.</summary>
        public int Value;

        /// <summary>True when ctlVal is a FLOAT32.</summary>
        public bool IsFloat;

        /// <summary>operTm; 0 is at once.</summary>
        public long OperTime;

        /// <summary>origin.orCat: 1 bay, 2 station, 3 remote, 4 to 6 automatic of these, 7 maintenance, 8 process.</summary>
        public int Category;

        /// <summary>Buffer of origin.orIdent.</summary>
        public readonly byte[] Identity = new byte[MaxIdentity];

        /// <summary>Octets of orIdent.</summary>
        public int IdentityLength;

        /// <summary>ctlNum: 0 to 255.</summary>
        public int Number;

        /// <summary>T: when the client sent it.</summary>
        public long Time;

        /// <summary>Test: everything but the process output.</summary>
        public bool IsTest;

        /// <summary>Check: 2 is synchrocheck, 1 is interlock check.</summary>
        public int Checks;

        /// <summary>ctlModel of the object: 0 status only, 1 direct, 2 select before operate, 3 and 4 the same with enhanced security.</summary>
        public int Model;

        /// <summary>sboTimeout of the object in milliseconds.</summary>
        public int SelectTimeout;

        /// <summary>operTimeout of the object in milliseconds; 0 is for ever.</summary>
        public int OperateTimeout;

        /// <summary>sboClass of the object: true is operate-many.</summary>
        public bool OperateMany;

        /// <summary>Number of the client, from 0.</summary>
        public int Client = -1;

        /// <summary>How it ended; for a negative CommandTermination the reason.</summary>
        public AddCause Cause;

        internal int State;
        internal long Deadline;

        // Set when Operate was answered positively: the same command again is a repetition.
        internal bool IsAccepted;

        /// <summary>Bytes of a command on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(20) + HeapSize.Array(MaxIdentity, 1);
        }

        /// <summary>True for a model that ends with CommandTermination.</summary>
        internal bool IsEnhanced
        {
            get { return Model > 2; }
        }

        /// <summary>True for a model that selects before it operates.</summary>
        internal bool IsSelectable
        {
            get { return (Model & 1) == 0; }
        }

        /// <summary>Says whether another service has the same value, origin and ctlNum.</summary>
        internal bool Matches(ControlCommand other)
        {
            return Number == other.Number && Value == other.Value && Category == other.Category && IsTest == other.IsTest
                && IdentityLength == other.IdentityLength && Bytes.Equal(Identity, 0, other.Identity, 0, IdentityLength);
        }

        /// <summary>Takes everything but the state from another.</summary>
        internal void Take(ControlCommand other)
        {
            Object = other.Object;
            Value = other.Value;
            IsFloat = other.IsFloat;
            OperTime = other.OperTime;
            Category = other.Category;
            Array.Copy(other.Identity, 0, Identity, 0, other.IdentityLength);
            IdentityLength = other.IdentityLength;
            Number = other.Number;
            Time = other.Time;
            IsTest = other.IsTest;
            Checks = other.Checks;
            Model = other.Model;
            SelectTimeout = other.SelectTimeout;
            OperateTimeout = other.OperateTimeout;
            OperateMany = other.OperateMany;
            Client = other.Client;
        }
    }
}
