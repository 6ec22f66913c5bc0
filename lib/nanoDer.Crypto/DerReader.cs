using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Reads DER (ITU-T X.690 clause 10) in place: definite lengths of at most four bytes in their shortest form, tags
    /// of one byte, nothing after the end of anything. The first failure stays; after it every read yields nothing, so a
    /// caller may ask once at the end. Nesting is the caller's: <see cref="Enter"/> narrows the window and
    /// <see cref="Leave"/> widens it again; there is no recursion.
    /// </summary>
    public sealed class DerReader
    {
        /// <summary>Tag of BOOLEAN.</summary>
        public const int Boolean = 0x01;

        /// <summary>Tag of INTEGER.</summary>
        public const int Integer = 0x02;

        /// <summary>Tag of BIT STRING.</summary>
        public const int BitString = 0x03;

        /// <summary>Tag of OCTET STRING.</summary>
        public const int OctetString = 0x04;

        /// <summary>Tag of NULL.</summary>
        public const int Null = 0x05;

        /// <summary>Tag of OBJECT IDENTIFIER.</summary>
        public const int ObjectIdentifier = 0x06;

        /// <summary>Tag of ENUMERATED.</summary>
        public const int Enumerated = 0x0A;

        /// <summary>Tag of UTF8String.</summary>
        public const int Utf8String = 0x0C;

        /// <summary>Tag of UTCTime.</summary>
        public const int UtcTime = 0x17;

        /// <summary>Tag of GeneralizedTime.</summary>
        public const int GeneralizedTime = 0x18;

        /// <summary>Tag of SEQUENCE.</summary>
        public const int Sequence = 0x30;

        /// <summary>Tag of SET.</summary>
        public const int Set = 0x31;

        /// <summary>The buffer.</summary>
        public byte[] Buffer;

        /// <summary>The first failure.</summary>
        public DerStatus Status;

        /// <summary>Where the element read last begins, its tag included.</summary>
        public int ElementOffset;

        /// <summary>Where the content of the element read last begins.</summary>
        public int ContentOffset;

        /// <summary>Length of that content.</summary>
        public int ContentCount;

        private int _at;
        private int _end;

        /// <summary>True when the window has no further element, or after a failure.</summary>
        public bool IsAtEnd
        {
            get { return _at >= _end || Status != DerStatus.Ok; }
        }

        /// <summary>Its length, tag and length included.</summary>
        public int ElementCount
        {
            get { return ContentOffset + ContentCount - ElementOffset; }
        }

        /// <summary>Starts over a range.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the range begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void Reset(byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            _at = offset;
            _end = offset + count;
            ElementOffset = offset;
            ContentOffset = offset;
            ContentCount = 0;
            Status = DerStatus.Ok;
        }

        /// <summary>Tag of the next element, without reading it.</summary>
        /// <returns>The tag; 0 at the end.</returns>
        [DataPath]
        public int Peek()
        {
            return IsAtEnd ? 0 : Buffer[_at];
        }

        /// <summary>Reads the next element, whatever it is.</summary>
        /// <returns>Its tag; 0 at a failure.</returns>
        [DataPath]
        public int Read()
        {
            if (Status != DerStatus.Ok)
            {
                return 0;
            }

            byte[] b = Buffer;
            int at = _at;
            int left = _end - at;
            if (left < 2)
            {
                return Fail();
            }

            int tag = b[at];
            int length = b[at + 1];
            int header = 2;
            if (length >= 0x80)
            {
                int bytes = length & 0x7F;
                if (bytes < 1 || bytes > 4 || left < 2 + bytes || b[at + 2] == 0)
                {
                    return Fail();
                }

                length = 0;
                for (int i = 0; i < bytes; i++)
                {
                    if (length > 0x7FFFFF)
                    {
                        return Fail();
                    }

                    length = (length << 8) | b[at + 2 + i];
                }

                header += bytes;
                if (length < 0x80)
                {
                    return Fail();
                }
            }

            // Tags of more than one byte do not occur in what is read here.
            if ((tag & 0x1F) == 0x1F || tag == 0 || length > left - header)
            {
                return Fail();
            }

            ElementOffset = at;
            ContentOffset = at + header;
            ContentCount = length;
            _at = at + header + length;
            return tag;
        }

        /// <summary>Reads the next element, which has a certain tag.</summary>
        /// <param name="tag">The tag.</param>
        /// <returns>True when it has.</returns>
        [DataPath]
        public bool Read(int tag)
        {
            if (Read() == tag)
            {
                return true;
            }

            Fail();
            return false;
        }

        /// <summary>Reads the next element if it has a certain tag.</summary>
        /// <param name="tag">The tag.</param>
        /// <returns>True when it had; false leaves the reader where it is.</returns>
        [DataPath]
        public bool ReadOptional(int tag)
        {
            return Peek() == tag && Read(tag);
        }

        /// <summary>Reads the next element and narrows the window to its content.</summary>
        /// <param name="tag">Its tag.</param>
        /// <returns>For <see cref="Leave"/>.</returns>
        [DataPath]
        public int Enter(int tag)
        {
            int end = _end;
            if (Read(tag))
            {
                EnterContent();
            }

            return end;
        }

        /// <summary>Narrows the window to the content of the element read last.</summary>
        /// <returns>For <see cref="Leave"/>.</returns>
        [DataPath]
        public int EnterContent()
        {
            int end = _end;
            _at = ContentOffset;
            _end = ContentOffset + ContentCount;
            return end;
        }

        /// <summary>Widens the window again; all of the content must have been read.</summary>
        /// <param name="end">What <see cref="Enter"/> returned.</param>
        [DataPath]
        public void Leave(int end)
        {
            if (Status == DerStatus.Ok && _at != _end)
            {
                Fail();
            }

            _end = end;
        }

        /// <summary>Passes all that is left in the window: what is not looked at need not be DER.</summary>
        [DataPath]
        public void SkipWindow()
        {
            _at = _end;
        }

        /// <summary>Ends: nothing may be left.</summary>
        /// <returns>The first failure.</returns>
        [DataPath]
        public DerStatus Finish()
        {
            if (Status == DerStatus.Ok && _at != _end)
            {
                Fail();
            }

            return Status;
        }

        /// <summary>Reads an INTEGER above zero; its content is then without the leading zero byte.</summary>
        [DataPath]
        public void ReadPositiveInteger()
        {
            if (!Read(Integer) || !IsMinimal() || Buffer[ContentOffset] >= 0x80)
            {
                Fail();
                return;
            }

            if (Buffer[ContentOffset] == 0)
            {
                if (ContentCount == 1)
                {
                    Fail();
                    return;
                }

                ContentOffset++;
                ContentCount--;
            }
        }

        /// <summary>Reads an INTEGER from 0 to 2,147,483,647.</summary>
        /// <returns>The number; -1 at a failure.</returns>
        [DataPath]
        public int ReadSmallInteger()
        {
            if (!Read(Integer) || !IsMinimal() || ContentCount > 4 || Buffer[ContentOffset] >= 0x80)
            {
                Fail();
                return -1;
            }

            int value = 0;
            for (int i = 0; i < ContentCount; i++)
            {
                value = (value << 8) | Buffer[ContentOffset + i];
            }

            return value;
        }

        /// <summary>Reads a BOOLEAN.</summary>
        /// <returns>Its value; false at a failure.</returns>
        [DataPath]
        public bool ReadBoolean()
        {
            if (!Read(Boolean) || ContentCount != 1)
            {
                Fail();
                return false;
            }

            int value = Buffer[ContentOffset];
            if (value != 0 && value != 0xFF)
            {
                Fail();
            }

            return value == 0xFF;
        }

        /// <summary>Reads a BIT STRING of whole bytes; the content is then without the count of unused bits.</summary>
        [DataPath]
        public void ReadBytesOfBits()
        {
            if (!Read(BitString) || ContentCount < 1 || Buffer[ContentOffset] != 0)
            {
                Fail();
                return;
            }

            ContentOffset++;
            ContentCount--;
        }

        /// <summary>Reads a BIT STRING of named bits (X.690 clause 11.2.2: no zeros at its end).</summary>
        /// <returns>Bit 0 as the highest of 16 bits, the first two bytes of the content; 0 at a failure.</returns>
        [DataPath]
        public int ReadNamedBits()
        {
            if (!Read(BitString) || ContentCount < 1)
            {
                Fail();
                return 0;
            }

            int unused = Buffer[ContentOffset];
            if (unused > 7 || (ContentCount == 1 && unused != 0))
            {
                Fail();
                return 0;
            }

            if (ContentCount == 1)
            {
                return 0;
            }

            int last = Buffer[ContentOffset + ContentCount - 1];
            if ((last & ((1 << unused) - 1)) != 0 || ((last >> unused) & 1) == 0)
            {
                Fail();
                return 0;
            }

            int bits = Buffer[ContentOffset + 1] << 8;
            return ContentCount > 2 ? bits | Buffer[ContentOffset + 2] : bits;
        }

        /// <summary>Says whether the content of the element read last is this object identifier, of up to nine bytes.</summary>
        /// <param name="first">The first of nine bytes; 0 for fewer.</param>
        /// <param name="rest">The others, as a number in network order.</param>
        /// <returns>True when it is.</returns>
        [DataPath]
        public bool IsObject(int first, ulong rest)
        {
            int skip = first == 0 ? 0 : 1;
            int count = ContentCount - skip;

            // With a leading zero, shorter identifiers would look the same.
            return Status == DerStatus.Ok && count > 0 && count <= 8 && Buffer[ContentOffset] != 0
                && (first == 0 || Buffer[ContentOffset] == first) && (first == 0 || count == 8) && Number(skip, count) == rest;
        }

        /// <summary>A part of the content of the element read last.</summary>
        /// <param name="offset">Where it begins in the content.</param>
        /// <param name="count">Its length, up to 8; it lies in the content.</param>
        /// <returns>The number that it is in network order.</returns>
        internal ulong Number(int offset, int count)
        {
            ulong number = 0;
            for (int i = 0; i < count; i++)
            {
                number = (number << 8) | Buffer[ContentOffset + offset + i];
            }

            return number;
        }

        /// <summary>Latches a failure found by the caller.</summary>
        /// <returns>0.</returns>
        [DataPath]
        public int Fail()
        {
            if (Status == DerStatus.Ok)
            {
                Status = DerStatus.DerBadEncoding;
                ContentCount = 0;
            }

            return 0;
        }

        // Integers have no first nine bits that are all equal (clause 8.3.2).
        private bool IsMinimal()
        {
            if (ContentCount < 1)
            {
                return false;
            }

            if (ContentCount == 1)
            {
                return true;
            }

            int first = Buffer[ContentOffset];
            bool high = Buffer[ContentOffset + 1] >= 0x80;
            return !(first == 0 && !high) && !(first == 0xFF && high);
        }
    }
}
