using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// How a controllable object is made: what its ctlVal is, and which parts its services have (IEC 61850-8-1 clause 20, IEC 61850-7-3). Read from the
    /// server's type description, or filled in by who knows the model.
    /// </summary>
    public sealed class ControlShape
    {
        private static readonly byte[] s_names = Bytes.Of("ctlValoperTmCheck");

        /// <summary>Kind of ctlVal's Data: <c>Mms.Boolean</c>, <c>Mms.Integer</c>, <c>Mms.Unsigned</c>, <c>Mms.BitString</c>, <c>Mms.FloatingPoint</c>; 0: not known.</summary>
        public int ValueKind;

        /// <summary>Bits of a ctlVal that is a bit string.</summary>
        public int Bits;

        /// <summary>True when ctlVal is a structure (AnalogueValue) of i, f or both.</summary>
        public bool IsAnalogue;

        /// <summary>That structure has i.</summary>
        public bool HasInteger;

        /// <summary>That structure has f.</summary>
        public bool HasFloat;

        /// <summary>SBOw, Oper and Cancel have operTm.</summary>
        public bool HasOperTm;

        /// <summary>SBOw and Oper have Check.</summary>
        public bool HasCheck;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(7);
        }

        /// <summary>Reads the answer to getVariableAccessAttributes of <c>LD/LN$CO$DO$Oper</c>.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="response">Node of the service's response.</param>
        /// <returns>False when it describes no Oper.</returns>
        [DataPath]
        public bool Read(MmsTree tree, int response)
        {
            ValueKind = 0;
            IsAnalogue = false;
            HasInteger = false;
            HasFloat = false;
            HasOperTm = false;
            HasCheck = false;
            int type = tree.First(tree.Child(response, Kind.TypeDescription));
            if (tree.Kind(type) != Kind.TypeStructure)
            {
                return false;
            }

            int list = tree.Child(type, Kind.Components);
            int end = tree.End(list);
            for (int component = tree.First(list); component < end; component = tree.Next(component))
            {
                int name = tree.Child(component, Kind.ComponentName);
                int description = tree.First(tree.Child(component, Kind.ComponentType));
                if (name < 0 || tree.Kind(description) != Kind.TypeDescription)
                {
                    return false;
                }

                HasOperTm |= Is(tree, name, 6, 6);
                HasCheck |= Is(tree, name, 12, 5);
                if (Is(tree, name, 0, 6))
                {
                    SetValue(tree, tree.First(description));
                }
            }

            return ValueKind != 0;
        }

        /// <summary>Appends ctlVal.</summary>
        /// <param name="builder">Takes the Data.</param>
        /// <param name="value">Its value: 0 is false; of a bit string the number that its bits make.</param>
        [DataPath]
        public void Put(MmsBuilder builder, double value)
        {
            if (IsAnalogue)
            {
                builder.Begin(Kind.Structure);
                if (HasInteger)
                {
                    builder.Integer(Kind.Integer, (int)value);
                }

                if (HasFloat)
                {
                    builder.Single(Kind.FloatingPoint, (float)value);
                }

                builder.End();
            }
            else if (ValueKind == Kind.Boolean)
            {
                builder.Boolean(Kind.Boolean, value != 0);
            }
            else if (ValueKind == Kind.BitString)
            {
                builder.Bits(Kind.BitString, (uint)(int)value, Bits);
            }
            else if (ValueKind == Kind.FloatingPoint)
            {
                builder.Single(Kind.FloatingPoint, (float)value);
            }
            else
            {
                builder.Integer(ValueKind, (long)value);
            }
        }

        private static bool Is(MmsTree tree, int name, int offset, int count)
        {
            return tree.ValueLength(name) == count && Bytes.Equal(tree.Values, tree.ValueOffset(name), s_names, offset, count);
        }

        private static int KindOf(int type)
        {
            switch (type)
            {
                case Kind.TypeBoolean:
                    return Kind.Boolean;
                case Kind.TypeInteger:
                    return Kind.Integer;
                case Kind.TypeUnsigned:
                    return Kind.Unsigned;
                case Kind.TypeBitString:
                    return Kind.BitString;
                case Kind.TypeFloatingPoint:
                    return Kind.FloatingPoint;
                default:
                    return 0;
            }
        }

        private void SetValue(MmsTree tree, int type)
        {
            if (tree.Kind(type) != Kind.TypeStructure)
            {
                ValueKind = KindOf(tree.Kind(type));
                Bits = ValueKind == Kind.BitString ? tree.Int32(type) : 0;

                // Negative: that many at most.
                Bits = Bits < 0 ? -Bits : Bits;
                ValueKind = Bits > 32 ? 0 : ValueKind;
                return;
            }

            IsAnalogue = true;
            int list = tree.Child(type, Kind.Components);
            int end = tree.End(list);
            for (int component = tree.First(list); component < end; component = tree.Next(component))
            {
                int description = tree.First(tree.Child(component, Kind.ComponentType));
                ValueKind = KindOf(tree.Kind(tree.First(description)));
                HasInteger |= ValueKind == Kind.Integer;
                HasFloat |= ValueKind == Kind.FloatingPoint;
            }
        }
    }
}
