using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    // Elements that hold a value: its text is collected behind the values that are complete, and turned into the value at the end tag.
    public sealed partial class MmsDecoder
    {
        /// <summary>An element inside a value: true or false, or a control character (X.680 table 3).</summary>
        private void StartInValue(XmlTokenizer tokenizer, int mode)
        {
            if (mode == MmsMode.Boolean && _levelPlace[_depth] == 0)
            {
                bool value = NameIs(tokenizer, MmsTables.False + 1);
                if ((value || NameIs(tokenizer, MmsTables.False)) && DropBlank())
                {
                    _tree.Lengths[_levelNode[_depth]] = value ? (ushort)1 : (ushort)0;
                    _levelPlace[_depth] = 1;
                    Open(tokenizer, 0);
                    return;
                }
            }
            else if (mode == MmsMode.Utf8)
            {
                int control = XerControl.Find(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength);
                if (control >= 0)
                {
                    if (AddOctet(control))
                    {
                        Open(tokenizer, 0);
                    }

                    return;
                }
            }

            Fail(DerStatus.MmsUnexpectedElement);
        }

        private void Text(XmlTokenizer tokenizer)
        {
            int length = tokenizer.TextLength;
            if (_skipping > 0)
            {
                return;
            }

            int mode = MmsTables.TypeMode[_levelType[_depth]];
            if (mode >= MmsMode.Sequence || mode == MmsMode.Null || mode == MmsMode.Named || (mode == MmsMode.Boolean && _levelPlace[_depth] != 0))
            {
                if (!_dialect.AcceptSpace || !tokenizer.TextIsBlank())
                {
                    Fail(DerStatus.MmsUnexpectedText);
                }

                _space += length;
                if (_space > _maxSpace)
                {
                    Fail(DerStatus.MmsTooMuchSpace);
                }

                return;
            }

            if (length > _tree.Values.Length - _tree.Top)
            {
                Fail(DerStatus.MmsTooLarge);
                return;
            }

            Array.Copy(tokenizer.Buffer, tokenizer.TextOffset, _tree.Values, _tree.Top, length);
            _tree.Top += length;
        }

        private void EndValue(int type, int mode)
        {
            if (mode == MmsMode.Null || mode == MmsMode.Named)
            {
                return;
            }

            int node = _levelNode[_depth];
            int start = _tree.Starts[node];
            int length = _tree.Top - start;
            if (mode == MmsMode.Boolean)
            {
                EndBoolean(node, start, length);
                return;
            }

            int stored = MmsValue.Parse(_dialect, type, _tree.Values, start, length, _tree.Values, start);
            if (stored < 0)
            {
                Fail(stored == MmsValue.OutOfRange ? DerStatus.MmsOutOfRange : DerStatus.MmsBadValue);
                return;
            }

            _tree.Lengths[node] = (ushort)stored;
            _tree.Top = start + (mode == MmsMode.Bits ? (stored + 7) >> 3 : stored);
        }

        private void EndBoolean(int node, int start, int length)
        {
            if (_levelPlace[_depth] == 0)
            {
                int value = length > 0 && _dialect.AcceptBooleanText ? AttributeValue(_tree.Values, start, length, true) : -1;
                if (value < 0)
                {
                    Fail(DerStatus.MmsBadValue);
                    return;
                }

                _tree.Lengths[node] = (ushort)value;
            }

            _tree.Top = start;
            _tree.Starts[node] = 0;
        }

        /// <summary>Drops the text before the element of a boolean, which must be white space.</summary>
        private bool DropBlank()
        {
            int start = _tree.Starts[_levelNode[_depth]];
            int length = _tree.Top - start;
            if (length > 0 && !_dialect.AcceptSpace)
            {
                return false;
            }

            for (int i = start; i < _tree.Top; i++)
            {
                if (!MmsValue.IsSpace(_tree.Values[i]))
                {
                    return false;
                }
            }

            _tree.Top = start;
            if (length > _maxSpace)
            {
                Fail(DerStatus.MmsTooMuchSpace);
            }

            return true;
        }

        private bool AddOctet(int value)
        {
            if (_tree.Top == _tree.Values.Length)
            {
                Fail(DerStatus.MmsTooLarge);
                return false;
            }

            _tree.Values[_tree.Top] = (byte)value;
            _tree.Top++;
            return true;
        }
    }
}
