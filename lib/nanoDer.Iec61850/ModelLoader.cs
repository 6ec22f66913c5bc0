using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Builds a <see cref="DataModel"/> from its packed form, a string in flash that the SCL compiler makes.
    /// <code>
    /// number   = digits of 5 bits, the lowest first, as characters from '0' on; 32 is added to all but the last
    /// model    = entries slots text-bytes name-bytes        how many of each
    ///            names                                      each its length as one character, then itself
    ///            { name info slot }                         entries
    ///            count { step value }                       slots that are not 0: steps from the one before, value
    ///            count { step room length octets }          strings
    ///            { count { value } }                        seven tables and the setting group control block
    /// value    = lower and upper 16 bits as two numbers
    /// </code>
    /// </summary>
    public sealed class ModelLoader
    {
        private readonly byte[] _source;
        private int _next;

        private ModelLoader(string packed)
        {
            _source = Bytes.Of(packed);
        }

        /// <summary>Builds a model. Only at start-up: it allocates.</summary>
        /// <param name="packed">The packed form, as <c>nanoder scl compile</c> writes it; it is not checked again.</param>
        /// <returns>The model with its initial values.</returns>
        public static DataModel Load(string packed)
        {
            return new ModelLoader(packed).Load();
        }

        private DataModel Load()
        {
            int count = Number();
            int[] slots = new int[Number()];
            byte[] text = new byte[Number()];
            byte[] names = new byte[Number()];
            Array.Copy(_source, _next, names, 0, names.Length);
            _next += names.Length;
            ushort[] name = new ushort[count];
            ushort[] info = new ushort[count];
            ushort[] slot = new ushort[count];
            for (int i = 0; i < count; i++)
            {
                name[i] = (ushort)Number();
                info[i] = (ushort)Number();
                slot[i] = (ushort)Number();
            }

            int at = 0;
            for (count = Number(); count > 0; count--)
            {
                at += Number();
                slots[at] = Value();
            }

            at = 0;
            int place = 0;
            for (count = Number(); count > 0; count--)
            {
                at += Number();
                int room = Number();
                int length = Number();
                slots[at] = (room << 16) | place;
                text[place] = (byte)length;
                Array.Copy(_source, _next, text, place + 1, length);
                _next += length;
                place += room + 1;
            }

            ModelTables tables = new ModelTables(Table(), Table(), Table(), Table(), Table(), Table(), Table(), Value());
            return new DataModel(names, name, info, slot, new ModelValues(slots, text), tables);
        }

        private int[] Table()
        {
            int[] table = new int[Number()];
            for (int i = 0; i < table.Length; i++)
            {
                table[i] = Value();
            }

            return table;
        }

        private int Value()
        {
            int low = Number();
            return (Number() << 16) | low;
        }

        private int Number()
        {
            int number = 0;
            int shift = 0;
            int digit;
            do
            {
                digit = _source[_next] - DataModel.Zero;
                _next++;
                number |= (digit & 31) << shift;
                shift += 5;
            }
            while (digit > 31);
            return number;
        }
    }
}
