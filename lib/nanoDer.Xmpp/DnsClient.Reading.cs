using System;

namespace nanoDer.Xmpp
{
    /// <content>Answers: names, records, and what is taken of them (RFC 1035 clause 4.1).</content>
    public sealed partial class DnsClient
    {
        /// <summary>Takes the records that answer; an alias of the name asked for stands for it from then on.</summary>
        private bool ReadAnswers(byte[] datagram, int count)
        {
            int offset = _queryLength;
            for (int left = Read16(datagram, 6); left > 0; left--)
            {
                int owner = ReadName(datagram, offset, count);
                int data = _next + 10;
                if (owner < 0 || data > count)
                {
                    return false;
                }

                int type = Read16(datagram, _next);
                int length = Read16(datagram, _next + 8);
                bool mine = Read16(datagram, _next + 2) == 1 && owner == _nameLength && Jid.Same(_found, 0, _name, 0, owner);
                offset = data + length;
                if (offset > count || (mine && !ReadRecord(datagram, type, data, length)))
                {
                    return false;
                }
            }

            return true;
        }

        private bool ReadRecord(byte[] datagram, int type, int data, int length)
        {
            int end = data + length;
            switch (type)
            {
                case Cname:
                    _nameLength = ReadName(datagram, data, end);
                    Array.Copy(_found, 0, _name, 0, _nameLength < 0 ? 0 : _nameLength);
                    return _nameLength > 0 && _next == end;
                case Srv:
                    if (_step > Servers)
                    {
                        return true;
                    }

                    int target = length < 7 ? -1 : ReadName(datagram, data + 6, end);
                    if (target < 0 || _next != end)
                    {
                        return false;
                    }

                    // The root stands for: not here (RFC 2782).
                    _answered = true;
                    if (target > 0)
                    {
                        _targets.Add(_found, 0, target, Read16(datagram, data + 4), _step == DirectServers, Read16(datagram, data), Read16(datagram, data + 2));
                    }

                    return true;
                case A:
                case Aaaa:
                    if (_step != (type == A ? Addresses4 : Addresses6) || AddressCount == MaxAddresses)
                    {
                        return true;
                    }

                    if (length != (type == A ? 4 : 16))
                    {
                        return false;
                    }

                    Array.Copy(datagram, data, _addresses, AddressCount * 16, length);
                    AddressCount++;
                    Address4Count += type == A ? 1 : 0;
                    return true;
                default:
                    return true;
            }
        }

        /// <summary>Reads a name, following pointers backwards only, so that it comes to an end.</summary>
        /// <returns>Its length as text; -1 when it is none, or no host's.</returns>
        private int ReadName(byte[] datagram, int offset, int end)
        {
            int length = 0;
            int lowest = offset;
            _next = -1;
            while (offset < end)
            {
                int label = datagram[offset];
                if (label == 0)
                {
                    _next = _next < 0 ? offset + 1 : _next;
                    return length == 0 ? 0 : length - 1;
                }

                if (label >= 0xC0)
                {
                    if (offset + 2 > end)
                    {
                        return -1;
                    }

                    _next = _next < 0 ? offset + 2 : _next;
                    offset = Read16(datagram, offset) & 0x3FFF;
                    if (offset >= lowest || offset < HeaderBytes)
                    {
                        return -1;
                    }

                    lowest = offset;
                    continue;
                }

                offset++;
                if (label > 63 || offset + label > end || length + label > MaxName)
                {
                    return -1;
                }

                for (int i = 0; i < label; i++)
                {
                    int c = datagram[offset + i];
                    if (c <= ' ' || c >= 0x7F || c == '.')
                    {
                        return -1;
                    }

                    _found[length + i] = (byte)c;
                }

                length += label;
                offset += label;
                if (length < MaxName)
                {
                    _found[length] = (byte)'.';
                }

                length++;
            }

            return -1;
        }
    }
}
