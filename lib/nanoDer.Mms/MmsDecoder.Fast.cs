using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    // The way through what is written plainly: tags that the schema expects, without prefix and blank, and values that lie in the
    // window as a whole. Anything else, a fault included, is left where it is for the walk by tokens, which decides alone; so
    // both ways always come to the same result. Elements passed over here are told to the tokenizer only when it takes over.
    //
    // Names are compared eight bytes at a time: a native call costs the device as much as reading nine elements of an array.
    public sealed partial class MmsDecoder
    {
        // Low bytes that count of a name that is shorter than eight, its bracket included.
        private static readonly long[] Masks =
        {
            0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, -1,
        };

        private void Fast(XmlTokenizer tokenizer)
        {
            int depth = _depth;
            int type = _levelType[depth];
            byte[] typeMode = MmsTables.TypeMode;
            int mode = typeMode[type] & ~MmsMode.Extensible;
            int position = _skipping > 0 || mode < MmsMode.Sequence ? -1 : tokenizer.Lend();
            if (position < 0)
            {
                return;
            }

            byte[] buffer = tokenizer.Buffer;
            byte[] names = _dialect.Names;
            byte[] nameLength = _dialect.NameLength;
            long[] firstEight = _dialect.FirstEight;
            ushort[] nameOffset = _dialect.NameOffset;
            ushort[] typeStart = _dialect.TypeStart;
            ushort[] usageElement = MmsTables.UsageElement;
            byte[] usageFlags = MmsTables.UsageFlags;
            byte[] elementType = MmsTables.ElementType;
            long[] masks = Masks;
            MmsTree tree = _tree;
            ushort[] kinds = tree.Kinds;
            ushort[] starts = tree.Starts;
            ushort[] levelElement = _levelElement;
            ushort[] levelNode = _levelNode;
            byte[] levelType = _levelType;
            byte[] levelPlace = _levelPlace;
            byte[] typeCount = _dialect.TypeCount;
            int foreign = _dialect.ForeignFlags;
            int space = _space;
            int count = tree.Count;
            int known = depth;
            int place = _levelPlace[depth];
            int freeNames = tokenizer.FreeNameBytes;
            int deepest = depth + tokenizer.FreeLevels - 3;
            if (deepest > levelElement.Length - 4)
            {
                deepest = levelElement.Length - 4;
            }

            // Eight bytes can be read behind "</".
            int safe = tokenizer.WindowEnd - 10;
            int pending = 0;
            while (position <= safe)
            {
                int element;
                int length;
                long difference;
                if (buffer[position] != '<')
                {
                    int c = buffer[position];
                    if ((c != ' ' && c != '\n' && c != '\t') || !_dialect.AcceptSpace || space == _maxSpace)
                    {
                        break;
                    }

                    space++;
                    position++;
                    continue;
                }

                if (buffer[position + 1] == '/')
                {
                    if (pending != 0)
                    {
                        break;
                    }

                    element = levelElement[depth];
                    length = nameLength[element];
                    difference = BitConverter.ToInt64(buffer, position + 2) ^ firstEight[element];
                    if (length < 8 ? (difference & masks[length + 1]) != 0 : difference != 0)
                    {
                        break;
                    }

                    if (position + length > safe + 7 || (length > 7 && !SameTail(buffer, position + 2, names, nameOffset[element], length + 1)))
                    {
                        break;
                    }

                    if (depth == 0 || (mode == MmsMode.Choice ? place == 0 : mode == MmsMode.Sequence && !IsComplete(type, place, depth)))
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

                    freeNames += length;
                    position += length + 3;
                    space = 0;
                    bool more = true;
                    if (depth == known)
                    {
                        known--;
                        more = tokenizer.ClosePlain();
                        freeNames = tokenizer.FreeNameBytes;
                    }

                    depth--;
                    type = levelType[depth];
                    mode = typeMode[type] & ~MmsMode.Extensible;
                    place = levelPlace[depth];
                    if (!more)
                    {
                        break;
                    }

                    continue;
                }

                // Which of the elements that may come now is it?
                long name = BitConverter.ToInt64(buffer, position + 1);
                int first = typeStart[type];
                int usage = first;
                int last = first + typeCount[type];
                if (mode <= MmsMode.Choice)
                {
                    usage += place;
                    if (mode == MmsMode.Choice && place != 0)
                    {
                        break;
                    }
                }

                while (true)
                {
                    if (usage == last)
                    {
                        element = 0;
                        break;
                    }

                    element = usageElement[usage];
                    if ((int)(name ^ firstEight[element]) == 0)
                    {
                        break;
                    }

                    if (mode == MmsMode.Sequence && (usageFlags[usage] & MmsUsage.Optional) == 0)
                    {
                        element = 0;
                        break;
                    }

                    usage++;
                }

                if (element == 0)
                {
                    break;
                }

                length = nameLength[element];
                difference = name ^ firstEight[element];
                int inner = elementType[element];
                int innerMode = typeMode[inner] & ~MmsMode.Extensible;
                int attribute = 0;
                int next = position + length + 2;
                if (next > safe + 10 || (length < 8 ? (difference & masks[length + 1]) != 0 : difference != 0)
                    || (length > 7 && !SameTail(buffer, position + 1, names, nameOffset[element], length + 1)))
                {
                    // Another of the same first letters, or not just a name.
                    element = FindPlain(buffer, position + 1, safe + 10, mode, usage, last);
                    if (element == 0)
                    {
                        break;
                    }

                    usage = _foundUsage;
                    length = nameLength[element];
                    inner = elementType[element];
                    innerMode = typeMode[inner] & ~MmsMode.Extensible;
                    next = position + length + 2;
                    if (buffer[next - 1] == ' ')
                    {
                        next = PassPlainAttribute(buffer, next, safe + 10, inner);
                        attribute = _foundAttribute;
                    }
                    else if (buffer[next - 1] == '/')
                    {
                        attribute = -1;
                    }
                }

                if (depth > deepest || freeNames < length + 5 || count + 1 >= kinds.Length || next < 0)
                {
                    break;
                }

                int then = 1;
                if (mode <= MmsMode.Choice)
                {
                    if ((usageFlags[usage] & foreign) != 0)
                    {
                        break;
                    }

                    if (mode == MmsMode.Sequence)
                    {
                        if (MmsTables.TypeAttribute[type] != 0)
                        {
                            tree.Count = count;
                            if (!PassAttributeOf(type, usage - first, depth))
                            {
                                break;
                            }

                            count = tree.Count;
                        }

                        then = usage - first + 1;
                    }
                }

                if (attribute >= 0 && innerMode >= MmsMode.Sequence)
                {
                    if (inner == MmsTables.DataListType)
                    {
                        if (_nesting >= NestingLevel)
                        {
                            break;
                        }

                        _nesting++;
                    }

                    if (pending != 0)
                    {
                        depth++;
                        PushItem(depth, pending, type);
                        pending = 0;
                    }
                    else if (innerMode == MmsMode.Choice && mode == MmsMode.ChoiceList && element < MmsTables.FirstNode)
                    {
                        // The element around an item most often holds a mere value, and then needs no level.
                        pending = element;
                        type = inner;
                        mode = innerMode;
                        place = 0;
                        freeNames -= length;
                        position = next;
                        space = 0;
                        continue;
                    }

                    levelPlace[depth] = (byte)then;
                    depth++;
                    levelElement[depth] = (ushort)element;
                    levelType[depth] = (byte)inner;
                    _levelAttribute[depth] = (byte)attribute;
                    if (element >= MmsTables.FirstNode)
                    {
                        levelNode[depth] = (ushort)count;
                        kinds[count] = (ushort)(element | MmsTree.Constructed);
                        count++;
                    }

                    type = inner;
                    mode = innerMode;
                    place = 0;
                    freeNames -= length;
                    position = next;
                    space = 0;
                    continue;
                }

                next = attribute < 0
                    ? PassEmpty(buffer, next, safe + 10, element, inner, innerMode, count)
                    : PassValue(buffer, next, safe + 10, inner, innerMode);
                if (next < 0)
                {
                    break;
                }

                if (attribute == 0)
                {
                    // Its end tag.
                    if (next > safe || buffer[next] != '<' || buffer[next + 1] != '/' || next + length > safe + 7)
                    {
                        break;
                    }

                    difference = BitConverter.ToInt64(buffer, next + 2) ^ firstEight[element];
                    if ((length < 8 ? (difference & masks[length + 1]) != 0 : difference != 0)
                        || (length > 7 && !SameTail(buffer, next + 2, names, nameOffset[element], length + 1)))
                    {
                        break;
                    }

                    kinds[count] = (ushort)element;
                    starts[count] = innerMode <= MmsMode.Boolean ? (ushort)0 : (ushort)tree.Top;
                    tree.Lengths[count] = (ushort)_foundLength;
                    tree.Top += _foundOctets;
                    next += length + 3;
                }

                count++;
                place = then;
                position = next;
                space = 0;
                if (pending != 0)
                {
                    length = nameLength[pending];
                    if (position > safe || buffer[position] != '<' || buffer[position + 1] != '/' || position + length > safe + 7)
                    {
                        break;
                    }

                    difference = BitConverter.ToInt64(buffer, position + 2) ^ firstEight[pending];
                    if ((length < 8 ? (difference & masks[length + 1]) != 0 : difference != 0)
                        || (length > 7 && !SameTail(buffer, position + 2, names, nameOffset[pending], length + 1)))
                    {
                        break;
                    }

                    pending = 0;
                    position += length + 3;
                    freeNames += length;
                    type = levelType[depth];
                    mode = typeMode[type];
                }
            }

            if (pending != 0)
            {
                depth++;
                PushItem(depth, pending, type);
            }

            tree.Count = count;
            _space = space;
            _depth = depth;
            levelPlace[depth] = (byte)place;
            while (known < depth)
            {
                known++;
                int open = levelElement[known];
                tokenizer.OpenPlain(names, nameOffset[open], nameLength[open]);
            }

            tokenizer.Return(position);
        }
    }
}
