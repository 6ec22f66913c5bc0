using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Walks ISAKMP in place: a chain of payloads (RFC 2408 clause 3.2), data attributes (clause 3.3), or fields one after the other. What
    /// does not fit ends the walk, and <see cref="IsBroken"/> stays. All but <see cref="IsBroken"/> is for reading only.
    /// </summary>
    public sealed class PayloadReader
    {
        /// <summary>The buffer.</summary>
        public byte[] Buffer;

        /// <summary>Type of the payload or attribute.</summary>
        public int Type;

        /// <summary>Where its body or value begins.</summary>
        public int Body;

        /// <summary>Length of its body or value in bytes.</summary>
        public int Count;

        /// <summary>Where it ends, and what is next begins.</summary>
        public int End;

        /// <summary>An attribute's value as a number: negative for one that is empty, longer than four bytes, or over 2,147,483,647.</summary>
        public int Value;

        /// <summary>Type of the payload that follows; 0 when there is none.</summary>
        public int Next;

        /// <summary>True when something did not fit, or its form was wrong.</summary>
        public bool IsBroken;

        private int _limit;

        /// <summary>Begins.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="end">Where it ends at the latest.</param>
        /// <param name="first">Type of the first payload; 0 when there is none.</param>
        [DataPath]
        public void Reset(byte[] buffer, int offset, int end, int first)
        {
            Buffer = buffer;
            End = offset;
            Next = first;
            _limit = end;
            IsBroken = offset > end;
        }

        /// <summary>Begins at the first payload of a message.</summary>
        /// <param name="message">Buffer with it, from the header on.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void Open(byte[] message, int count)
        {
            Reset(message, Isakmp.HeaderBytes, count, message[16]);
        }

        /// <summary>Goes to the next payload.</summary>
        /// <returns>False when there is none, or <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool Read()
        {
            if (Next == 0)
            {
                return false;
            }

            Type = Next;
            Next = Take(1);
            IsBroken |= Take(1) != 0;
            Count = Take(2) - 4;
            Body = End;
            Skip(Count);
            Next = IsBroken ? 0 : Next;
            return !IsBroken;
        }

        /// <summary>Goes to the next payload, which has to be of a type.</summary>
        /// <param name="type">The type.</param>
        /// <param name="minimum">Fewest bytes of its body.</param>
        /// <returns>False when it is another one, shorter, or none: then <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool Read(int type, int minimum)
        {
            IsBroken |= !Read() || Type != type || Count < minimum;
            return !IsBroken;
        }

        /// <summary>Goes to the next data attribute, of either form.</summary>
        /// <returns>False at the end, or <see cref="IsBroken"/>.</returns>
        [DataPath]
        public bool ReadAttribute()
        {
            if (End == _limit)
            {
                return false;
            }

            Type = Take(2);
            Count = Take(2);
            Body = End;
            if (Type >= 0x8000)
            {
                // The value stands in the place of the length.
                Type &= 0x7FFF;
                Body -= 2;
                Count = 2;
            }
            else
            {
                Skip(Count);
            }

            Value = IsBroken || Count == 0 || Count > 4 ? -1 : Number(Buffer, Body, Count);
            return !IsBroken;
        }

        /// <summary>Takes a field.</summary>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        /// <returns>Its value; 0 when it does not fit.</returns>
        [DataPath]
        public int Take(int count)
        {
            Skip(count);
            return IsBroken ? 0 : Number(Buffer, End - count, count);
        }

        /// <summary>Leaves bytes out.</summary>
        /// <param name="count">How many; fewer than 0, or more than there are, is <see cref="IsBroken"/>.</param>
        [DataPath]
        public void Skip(int count)
        {
            if (IsBroken || count < 0 || count > _limit - End)
            {
                IsBroken = true;
                return;
            }

            End += count;
        }

        /// <summary>Says whether the chain ended in order.</summary>
        /// <param name="padding">
        /// Most bytes that may follow it: the padding of a cipher. Nothing vouches for it, so a whole block or more has to be zeros: else somebody on the way
        /// could put blocks behind a message and so move the chain of vectors.
        /// </param>
        /// <returns>True when no payload follows and nothing was broken.</returns>
        [DataPath]
        public bool Finish(int padding)
        {
            int count = _limit - End;
            bool fits = !IsBroken && Next == 0 && count <= padding;
            for (int i = End; count > 15 && fits && i < _limit; i++)
            {
                fits = Buffer[i] == 0;
            }

            return fits;
        }

        /// <summary>Reads a number, most significant byte first.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length: 1 to 4 bytes.</param>
        /// <returns>The number; negative for four bytes with the highest bit set.</returns>
        [DataPath]
        public static int Number(byte[] buffer, int offset, int count)
        {
            int value = 0;
            for (int end = offset + count; offset < end; offset++)
            {
                value = (value << 8) | buffer[offset];
            }

            return value;
        }
    }
}
