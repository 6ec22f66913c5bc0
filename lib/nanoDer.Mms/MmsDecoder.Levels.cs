using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    // What a token means in the innermost open element.
    public sealed partial class MmsDecoder
    {
        // _levelAttribute: 0 none was given, value + 1 until its node is appended, then this.
        private const int Passed = 255;

        private void Start(XmlTokenizer tokenizer)
        {
            _space = 0;
            if (_skipping > 0)
            {
                _skipping++;
                return;
            }

            int type = _levelType[_depth];
            int mode = MmsTables.TypeMode[type];
            if (tokenizer.Namespace != _namespace)
            {
                if (!Skip(tokenizer, type))
                {
                    Fail(DerStatus.MmsWrongNamespace);
                }

                return;
            }

            if (mode < MmsMode.Sequence)
            {
                StartInValue(tokenizer, mode);
                return;
            }

            int element = mode == MmsMode.Sequence ? FindComponent(tokenizer, type) : FindAlternative(tokenizer, type, mode);
            if (Status != DerStatus.Ok)
            {
                return;
            }

            if (element > 0)
            {
                Open(tokenizer, element);
            }
            else if (!Skip(tokenizer, type))
            {
                Fail(type == MmsTables.RequestType ? DerStatus.MmsUnknownService : DerStatus.MmsUnknownElement);
            }
        }

        /// <summary>Finds the component of a sequence that begins, and checks that no other had to come first.</summary>
        private int FindComponent(XmlTokenizer tokenizer, int type)
        {
            int first = MmsTables.TypeStart[type];
            int count = MmsTables.TypeCount[type];
            int place = _levelPlace[_depth];
            for (int i = 0; i < count; i++)
            {
                int element = MmsTables.UsageElement[first + i];
                int flags = MmsTables.UsageFlags[first + i];
                if (((flags & _dialect.ForeignFlags) != 0 && !_dialect.AcceptOtherForm) || !NameIsEither(tokenizer, element))
                {
                    continue;
                }

                if (i < place || !MayPass(type, place, i) || ((flags & MmsUsage.Attribute) != 0 && _levelAttribute[_depth] != 0))
                {
                    Fail(DerStatus.MmsMissingElement);
                    return 0;
                }

                PassAttribute(type, i, _depth);
                _levelPlace[_depth] = (byte)(i + 1);
                return element;
            }

            return 0;
        }

        /// <summary>Says whether the components of a sequence from one to before another may be missing.</summary>
        private bool MayPass(int type, int from, int to)
        {
            int first = MmsTables.TypeStart[type];
            for (int i = from; i < to; i++)
            {
                int flags = MmsTables.UsageFlags[first + i];
                if ((flags & MmsUsage.Optional) == 0)
                {
                    return false;
                }

                if ((flags & MmsUsage.HasDefault) != 0 && !_dialect.AcceptMissingDefault && _levelAttribute[_depth] == 0)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Appends the node of a component that came as an attribute, once its place in the sequence is passed.</summary>
        private void PassAttribute(int type, int place, int depth)
        {
            int value = _levelAttribute[depth] - 1;
            int usage = MmsTables.TypeAttribute[type] - 1;
            if (value < 0 || value == Passed - 1 || usage > place)
            {
                return;
            }

            _levelAttribute[depth] = Passed;
            int element = MmsTables.UsageElement[MmsTables.TypeStart[type] + usage];
            if (MmsTables.TypeMode[MmsTables.ElementType[element]] == MmsMode.Boolean)
            {
                AddNode(element, 0, value);
            }
            else if (AddOctet('0' + value))
            {
                AddNode(element, _tree.Top - 1, 1);
            }
        }

        private int FindAlternative(XmlTokenizer tokenizer, int type, int mode)
        {
            int element = FindIn(tokenizer, _dialect.TypeStart[type], _dialect.TypeCount[type]);
            if (element == 0 && mode == MmsMode.ChoiceList && _dialect.AcceptOtherForm)
            {
                int wrapper = MmsTables.UsageElement[MmsTables.TypeStart[type]];
                int choice = MmsTables.ElementType[wrapper];
                element = !_dialect.IsScsm
                    ? NameIs(tokenizer, wrapper) ? wrapper : 0
                    : FindIn(tokenizer, MmsTables.TypeStart[choice], MmsTables.TypeCount[choice]);
            }

            if (element > 0 && mode == MmsMode.Choice)
            {
                if (_levelPlace[_depth] != 0)
                {
                    Fail(DerStatus.MmsSecondAlternative);
                    return 0;
                }

                _levelPlace[_depth] = 1;
            }

            return element;
        }

        private int FindIn(XmlTokenizer tokenizer, int first, int count)
        {
            byte[] lengths = _dialect.NameLength;
            ushort[] elements = MmsTables.UsageElement;
            int length = tokenizer.NameLength;
            int end = first + count;
            for (int i = first; i < end; i++)
            {
                int element = elements[i];
                if (lengths[element] == length && NameIs(tokenizer, element) && ((MmsTables.UsageFlags[i] & _dialect.ForeignFlags) == 0 || _dialect.AcceptOtherForm))
                {
                    return element;
                }
            }

            return 0;
        }

        private bool NameIs(XmlTokenizer tokenizer, int element)
        {
            int length = _dialect.NameLength[element];
            return tokenizer.NameLength == length
                && _dialect.IsName(tokenizer.Buffer, tokenizer.NameOffset, _dialect.NameOffset[element], length);
        }

        private bool NameIsEither(XmlTokenizer tokenizer, int element)
        {
            if (NameIs(tokenizer, element))
            {
                return true;
            }

            if (!_dialect.AcceptOtherForm)
            {
                return false;
            }

            int other = MmsTables.BasicElement.Length - 1;
            while (other >= 0 && MmsTables.BasicElement[other] != element)
            {
                other--;
            }

            if (other < 0)
            {
                return false;
            }

            int length = _dialect.IsScsm ? MmsTables.BasicLength[other] : MmsTables.NameLength[element];
            int offset = _dialect.IsScsm ? MmsTables.BasicOffset[other] : MmsTables.NameOffset[element];
            return tokenizer.NameLength == length && _dialect.IsName(tokenizer.Buffer, tokenizer.NameOffset, offset, length);
        }

        /// <summary>Opens an element: its level, its node and its attributes.</summary>
        private void Open(XmlTokenizer tokenizer, int element)
        {
            int type = element == 0 ? MmsTables.NullType : MmsTables.ElementType[element];
            int mode = MmsTables.TypeMode[type];
            if (type == MmsTables.DataListType)
            {
                _nesting++;
            }

            if (_depth + 1 == _levelElement.Length || _nesting > NestingLevel)
            {
                Fail(DerStatus.MmsTooDeep);
                return;
            }

            int node = _tree.Count;
            if (element >= MmsTables.FirstNode)
            {
                AddNode(mode >= MmsMode.Sequence ? element | MmsTree.Constructed : element, mode == MmsMode.Null ? 0 : _tree.Top, 0);
            }
            else if (mode == MmsMode.Named)
            {
                AddClass(element - MmsTables.FirstClass);
            }

            if (Status != DerStatus.Ok)
            {
                return;
            }

            _depth++;
            _levelElement[_depth] = (ushort)element;
            _levelNode[_depth] = (ushort)node;
            _levelType[_depth] = (byte)type;
            _levelPlace[_depth] = 0;
            if (tokenizer.AttributeCount > 0)
            {
                TakeAttributes(tokenizer, type);
            }
        }

        private void AddClass(int number)
        {
            int start = _tree.Top;
            if ((number < 10 || AddOctet('1')) && AddOctet('0' + (number % 10)))
            {
                AddNode(Mms.BasicObjectClass, start, _tree.Top - start);
            }
        }

        private bool IsExtensible(int type)
        {
            return _dialect.AcceptUnknownInInitiate && type >= MmsTables.FirstExtensible && type <= MmsTables.LastExtensible;
        }

        private void TakeAttributes(XmlTokenizer tokenizer, int type)
        {
            bool tolerant = IsExtensible(type);
            for (int i = 0; i < tokenizer.AttributeCount; i++)
            {
                int usage = MmsTables.TypeAttribute[type];
                if (usage == 0 || tokenizer.AttributeNamespace(i) != XmlNamespaces.None || (!_dialect.IsScsm && !_dialect.AcceptOtherForm)
                    || !AttributeIs(tokenizer.Buffer, tokenizer.AttributeNameOffset(i), tokenizer.AttributeNameLength(i), MmsTables.UsageElement[MmsTables.TypeStart[type] + usage - 1]))
                {
                    if (tolerant)
                    {
                        continue;
                    }

                    Fail(DerStatus.MmsUnknownAttribute);
                    return;
                }

                int element = MmsTables.UsageElement[MmsTables.TypeStart[type] + usage - 1];
                bool boolean = MmsTables.TypeMode[MmsTables.ElementType[element]] == MmsMode.Boolean;
                int value = AttributeValue(tokenizer.Buffer, tokenizer.AttributeValueOffset(i), tokenizer.AttributeValueLength(i), boolean);
                if (value < 0)
                {
                    Fail(DerStatus.MmsBadValue);
                    return;
                }

                _levelAttribute[_depth] = (byte)(value + 1);
            }
        }

        private int AttributeValue(byte[] buffer, int offset, int length, bool boolean)
        {
            int first = boolean ? MmsTables.False : MmsTables.Specific;
            int count = boolean ? 2 : 4;
            for (int value = 0; value < count; value++)
            {
                if (AttributeIs(buffer, offset, length, first + value))
                {
                    return value;
                }
            }

            int digit = buffer[offset] - '0';
            return boolean && _dialect.AcceptBooleanText && length == 1 && (digit == 0 || digit == 1) ? digit : -1;
        }

        private bool AttributeIs(byte[] buffer, int offset, int length, int element)
        {
            return length == _dialect.NameLength[element] && _dialect.IsName(buffer, offset, _dialect.NameOffset[element], length);
        }

        /// <summary>Begins to skip an element that the schema does not have, where that is allowed.</summary>
        private bool Skip(XmlTokenizer tokenizer, int type)
        {
            if (!IsExtensible(type))
            {
                return false;
            }

            for (int i = 0; i < tokenizer.AttributeCount; i++)
            {
                if (Bytes.Is(tokenizer.Buffer, tokenizer.AttributeNameOffset(i), tokenizer.AttributeNameLength(i), _dialect.MustUnderstand)
                    && AttributeValue(tokenizer.Buffer, tokenizer.AttributeValueOffset(i), tokenizer.AttributeValueLength(i), true) != 0)
                {
                    return false;
                }
            }

            _skipping = 1;
            return true;
        }

        /// <summary>Ends the innermost element.</summary>
        /// <returns>True when it was the PDU.</returns>
        private bool End()
        {
            _space = 0;
            if (_skipping > 0)
            {
                _skipping--;
                return false;
            }

            int type = _levelType[_depth];
            int mode = MmsTables.TypeMode[type];
            if (mode < MmsMode.Sequence)
            {
                EndValue(type, mode);
            }
            else
            {
                if (mode == MmsMode.Sequence)
                {
                    PassAttribute(type, MmsTables.TypeCount[type], _depth);
                }
                else if (type == MmsTables.DataListType)
                {
                    _nesting--;
                }

                if (mode == MmsMode.Sequence ? !MayPass(type, _levelPlace[_depth], MmsTables.TypeCount[type]) : mode == MmsMode.Choice && _levelPlace[_depth] == 0)
                {
                    Fail(DerStatus.MmsMissingElement);
                }
                else if (_levelElement[_depth] >= MmsTables.FirstNode)
                {
                    _tree.Starts[_levelNode[_depth]] = (ushort)_tree.Count;
                }
            }

            if (Status != DerStatus.Ok)
            {
                return false;
            }

            _levelAttribute[_depth] = 0;
            _depth--;
            return _depth < 0;
        }

        private void AddNode(int kind, int start, int length)
        {
            int node = _tree.Count;
            if (node == _tree.Kinds.Length)
            {
                Fail(DerStatus.MmsTooLarge);
                return;
            }

            _tree.Kinds[node] = (ushort)kind;
            _tree.Starts[node] = (ushort)start;
            _tree.Lengths[node] = (ushort)length;
            _tree.Count = node + 1;
        }

        /// <summary>Latches a failure, and leaves a tree that can be walked.</summary>
        private void Fail(DerStatus status)
        {
            if (Status != DerStatus.Ok)
            {
                return;
            }

            Status = status;
            int level = _depth;
            if (level >= 0 && _levelElement[level] == 0)
            {
                level--;
            }

            if (level >= 0 && MmsTables.TypeMode[_levelType[level]] < MmsMode.Sequence && _levelElement[level] >= MmsTables.FirstNode)
            {
                // A value that is not complete.
                _tree.Count = _levelNode[level];
            }

            for (int i = level; i >= 0; i--)
            {
                int node = _levelNode[i];
                if (_levelElement[i] >= MmsTables.FirstNode && node < _tree.Count && _tree.Kinds[node] >= MmsTree.Constructed)
                {
                    _tree.Starts[node] = (ushort)_tree.Count;
                }
            }
        }
    }
}
