using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    // The way through what is written plainly: tags that the schema expects, without prefix and blank, and values that lie in the
    // window as a whole. Anything else, a fault included, is left where it is for the walk by tokens, which decides alone; so
    // both ways always come to the same result. Elements passed over here are told to the tokenizer only when it takes over.
    //
    // A tag is compared eight bytes at a time, its bracket or slash and seven letters first: a call of a native costs the
    // device as much as ten reads of an array.
    public sealed partial class MmsDecoder
    {
        // Room that the name of an open element is taken to need in the tokenizer. None is longer.
        private const int NameRoom = 40;

        /// <summary>Passes over what is plain.</summary>
        /// <returns>True when the end tag of the PDU was passed.</returns>
        private bool Fast(XmlTokenizer tokenizer)
        {
            int depth = _depth;
            int type = _levelType[depth];
            byte[] typeMode = MmsTables.TypeMode;
            int mode = typeMode[type];
            int position = _skipping > 0 || mode < MmsMode.Sequence ? -1 : tokenizer.Lend();
            if (position < 0)
            {
                return false;
            }

            byte[] buffer = tokenizer.Buffer;
            byte[] names = _dialect.Names;
            byte[] nameLength = _dialect.NameLength;
            long[] nameStart = _dialect.NameStart;
            byte[] shifts = _dialect.NameShifts;
            ushort[] nameOffset = _dialect.NameOffset;
            ushort[] typeStart = _dialect.TypeStart;
            byte[] typeFast = _dialect.TypeFast;
            byte[] typeAttribute = MmsTables.TypeAttribute;
            ushort[] usageElement = MmsTables.UsageElement;
            byte[] usageFlags = MmsTables.UsageFlags;
            byte[] elementType = MmsTables.ElementType;
            MmsTree tree = _tree;
            ushort[] kinds = tree.Kinds;
            ushort[] starts = tree.Starts;
            ushort[] levelElement = _levelElement;
            ushort[] levelNode = _levelNode;
            byte[] levelType = _levelType;
            byte[] levelPlace = _levelPlace;
            int count = tree.Count;
            int nodes = kinds.Length - 1;
            int known = depth;
            int place = levelPlace[depth];
            int deepest = Deepest(tokenizer, depth);

            // White space ends here; it went on from _space before.
            int blank = position;

            // The element around an item that was passed and has no level yet: most often it holds a mere value.
            int item = 0;

            // Eight bytes can be read behind "<".
            int end = tokenizer.WindowEnd;
            int safe = end - 10;
            while (position <= safe)
            {
                int element;
                int length;
                int next;
                long difference;
                if (buffer[position + 1] == '/')
                {
                    if (item != 0)
                    {
                        break;
                    }

                    element = levelElement[depth];
                    if (element >= MmsTables.FirstRare)
                    {
                        break;
                    }

                    length = nameLength[element];
                    next = position + length + 3;
                    difference = BitConverter.ToInt64(buffer, position + 1) ^ nameStart[element] ^ '/';
                    if (difference << shifts[length] != 0 || buffer[position] != '<' || next > end)
                    {
                        break;
                    }

                    if (length > 6 && (length < 10
                        ? buffer[next - 1] != '>' || (length > 7 && (buffer[next - 2] != names[nameOffset[element] + length - 1] || buffer[next - 3] != names[nameOffset[element] + length - 2]))
                        : !SameTail(buffer, next - 8, names, nameOffset[element], length)))
                    {
                        break;
                    }

                    if (mode <= MmsMode.Choice && (mode == MmsMode.Choice ? place == 0 : !IsComplete(type, place, depth)))
                    {
                        break;
                    }

                    if (element >= MmsTables.FirstNode)
                    {
                        starts[levelNode[depth]] = (ushort)count;
                        if (type == MmsTables.DataListType)
                        {
                            _nesting--;
                        }
                    }

                    position = next;
                    if (depth == 0)
                    {
                        tree.Count = count;
                        _depth = -1;
                        tokenizer.ReturnAtEnd(next - length - 1, length, next);
                        return true;
                    }

                    if (depth == known)
                    {
                        known--;
                        if (!tokenizer.ClosePlain())
                        {
                            safe = -1;
                        }
                    }

                    depth--;
                    type = levelType[depth];
                    mode = typeMode[type];
                    place = levelPlace[depth];
                    continue;
                }

                // Which of the elements that may come now is it?
                long name = BitConverter.ToInt64(buffer, position) ^ '<';
                int first = typeStart[type];
                int usage = first;
                int last = first + typeFast[type];
                if (mode <= MmsMode.Choice)
                {
                    usage += place;
                    if (mode == MmsMode.Choice && place != 0)
                    {
                        last = usage;
                    }
                }

                int word = (int)name;
                while (usage < last && (int)nameStart[usageElement[usage]] != word)
                {
                    if (mode == MmsMode.Sequence && (usageFlags[usage] & MmsUsage.Optional) == 0)
                    {
                        last = usage;
                        break;
                    }

                    usage++;
                }

                if (usage >= last)
                {
                    int start = position;
                    position = PassSpace(buffer, start, end, start == blank);
                    blank = position;
                    if (position == start)
                    {
                        break;
                    }

                    continue;
                }

                element = usageElement[usage];
                length = nameLength[element];
                next = position + length + 2;
                difference = name ^ nameStart[element];
                int attribute = 0;
                if (difference << shifts[length] != 0 || next > end || (length > 6 && (length < 10
                        ? buffer[next - 1] != '>' || (length > 7 && (buffer[next - 2] != names[nameOffset[element] + length - 1] || buffer[next - 3] != names[nameOffset[element] + length - 2]))
                        : !SameTail(buffer, next - 8, names, nameOffset[element], length))))
                {
                    // Another of the same first letters, or not just a name.
                    usage = FindPlain(buffer, position + 1, end, name, mode, usage, last);
                    if (usage < 0)
                    {
                        break;
                    }

                    element = usageElement[usage];
                    length = nameLength[element];
                    next = position + length + 2;
                    if (buffer[next - 1] == '/')
                    {
                        attribute = -1;
                    }
                    else if (buffer[next - 1] == ' ')
                    {
                        next = PassPlainAttribute(buffer, next, end, elementType[element]);
                        attribute = _foundAttribute;
                        if (next < 0)
                        {
                            break;
                        }
                    }
                }

                int then = 1;
                if (depth > deepest || count >= nodes)
                {
                    break;
                }

                if (mode == MmsMode.Sequence)
                {
                    then = usage - first + 1;
                    if (typeAttribute[type] != 0)
                    {
                        tree.Count = count;
                        if (!PassAttributeOf(type, usage - first, depth))
                        {
                            break;
                        }

                        count = tree.Count;
                    }
                }

                int inner = elementType[element];
                int innerMode = typeMode[inner];
                if (innerMode >= MmsMode.Sequence && attribute >= 0)
                {
                    if (innerMode == MmsMode.Choice && mode == MmsMode.ChoiceList && element < MmsTables.FirstNode)
                    {
                        item = element;
                        type = inner;
                        mode = innerMode;
                        place = 0;
                        position = next;
                        continue;
                    }

                    if (inner == MmsTables.DataListType)
                    {
                        if (_nesting >= NestingLevel)
                        {
                            break;
                        }

                        _nesting++;
                    }

                    if (item != 0)
                    {
                        depth++;
                        levelElement[depth] = (ushort)item;
                        levelType[depth] = (byte)type;
                        item = 0;
                    }

                    levelPlace[depth] = (byte)then;
                    depth++;
                    levelElement[depth] = (ushort)element;
                    levelType[depth] = (byte)inner;
                    if (attribute != 0)
                    {
                        _levelAttribute[depth] = (byte)attribute;
                    }

                    if (element >= MmsTables.FirstNode)
                    {
                        levelNode[depth] = (ushort)count;
                        kinds[count] = (ushort)(element | MmsTree.Constructed);
                        count++;
                    }

                    type = inner;
                    mode = innerMode;
                    place = 0;
                    position = next;
                    continue;
                }

                if (attribute < 0)
                {
                    next = PassEmpty(buffer, next, end, element, inner, innerMode, count);
                    if (next < 0)
                    {
                        break;
                    }
                }
                else
                {
                    next = PassValue(buffer, next, end, inner, innerMode);
                    if (next < 0 || next + length + 3 > end || next > safe || buffer[next] != '<')
                    {
                        break;
                    }

                    difference = BitConverter.ToInt64(buffer, next + 1) ^ nameStart[element] ^ '/';
                    next += length + 3;
                    if (difference << shifts[length] != 0 || (length > 6 && (length < 10
                            ? buffer[next - 1] != '>' || (length > 7 && (buffer[next - 2] != names[nameOffset[element] + length - 1] || buffer[next - 3] != names[nameOffset[element] + length - 2]))
                            : !SameTail(buffer, next - 8, names, nameOffset[element], length))))
                    {
                        break;
                    }

                    kinds[count] = (ushort)element;
                    starts[count] = innerMode <= MmsMode.Boolean ? (ushort)0 : (ushort)tree.Top;
                    tree.Lengths[count] = (ushort)_foundLength;
                    tree.Top += _foundOctets;
                }

                count++;
                place = then;
                position = next;
                if (item != 0)
                {
                    length = nameLength[item];
                    next += length + 3;
                    if (position > safe || next > end || buffer[position] != '<')
                    {
                        break;
                    }

                    difference = BitConverter.ToInt64(buffer, position + 1) ^ nameStart[item] ^ '/';
                    if (difference << shifts[length] != 0 || (length > 6 && (length < 10
                            ? buffer[next - 1] != '>' || (length > 7 && (buffer[next - 2] != names[nameOffset[item] + length - 1] || buffer[next - 3] != names[nameOffset[item] + length - 2]))
                            : !SameTail(buffer, next - 8, names, nameOffset[item], length))))
                    {
                        break;
                    }

                    item = 0;
                    position = next;
                    type = levelType[depth];
                    mode = typeMode[type];
                }
            }

            if (item != 0)
            {
                depth++;
                levelElement[depth] = (ushort)item;
                levelType[depth] = (byte)type;
            }

            if (position != blank)
            {
                _space = 0;
            }

            tree.Count = count;
            _depth = depth;
            levelPlace[depth] = (byte)place;
            while (known < depth)
            {
                known++;
                int open = levelElement[known];
                tokenizer.OpenPlain(names, nameOffset[open], nameLength[open]);
            }

            tokenizer.Return(position);
            return false;
        }
    }
}
