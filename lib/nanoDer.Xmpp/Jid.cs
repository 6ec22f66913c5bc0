using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// A bare JID (RFC 7622) of the kind that devices have: ASCII, compared without regard to case in local and domain part.
    /// </summary>
    public sealed class Jid
    {
        private const int MaxPart = 1023;

        private Jid(byte[] bare, int domainOffset)
        {
            Bare = bare;
            DomainOffset = domainOffset;
        }

        /// <summary>The JID without resource, in lower case: <c>der1@der.local</c>.</summary>
        public byte[] Bare { get; }

        /// <summary>Where the domain part begins in <see cref="Bare"/>.</summary>
        public int DomainOffset { get; }

        /// <summary>Length of the domain part.</summary>
        public int DomainLength
        {
            get { return Bare.Length - DomainOffset; }
        }

        /// <summary>Reads a bare JID.</summary>
        /// <param name="text">Local part, @, domain part.</param>
        /// <returns>The JID, or null when it is not one of that kind (characters of RFC 7622 clause 3.3.1 refused).</returns>
        public static Jid Parse(string text)
        {
            if (text == null || text.Length == 0 || text.Length > MaxPart + 1 + MaxPart)
            {
                return null;
            }

            byte[] bytes = Bytes.Of(text);
            int at = -1;
            for (int i = 0; i < bytes.Length; i++)
            {
                int c = bytes[i];
                if (c >= 'A' && c <= 'Z')
                {
                    bytes[i] = (byte)(c + 32);
                }
                else if (c == '@')
                {
                    if (at >= 0)
                    {
                        return null;
                    }

                    at = i;
                }
                else if (c <= ' ' || c >= 0x7F || c == '"' || c == '&' || c == '\'' || c == '/' || c == '<' || c == '>'
                    || (c == ':' && at < 0))
                {
                    return null;
                }
            }

            return at < 1 || at > MaxPart || at == bytes.Length - 1 || bytes.Length - at - 1 > MaxPart ? null : new Jid(bytes, at + 1);
        }

        /// <summary>Length of the bare JID at the beginning of a full or bare JID.</summary>
        /// <param name="buffer">Buffer with the JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Bytes before the first slash.</returns>
        public static int BareLength(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (buffer[offset + i] == '/')
                {
                    return i;
                }
            }

            return count;
        }

        /// <summary>Compares local and domain parts without regard to the case of ASCII letters.</summary>
        /// <param name="a">First buffer.</param>
        /// <param name="aOffset">Where the first range begins.</param>
        /// <param name="b">Second buffer.</param>
        /// <param name="bOffset">Where the second range begins.</param>
        /// <param name="count">Bytes to compare.</param>
        /// <returns>True when they are the same.</returns>
        public static bool Same(byte[] a, int aOffset, byte[] b, int bOffset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (Fold(a[aOffset + i]) != Fold(b[bOffset + i]))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Says whether a JID is this bare JID, with or without a resource.</summary>
        /// <param name="buffer">Buffer with the JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True when the bare parts are the same.</returns>
        public bool Matches(byte[] buffer, int offset, int count)
        {
            return BareLength(buffer, offset, count) == Bare.Length && Same(buffer, offset, Bare, 0, Bare.Length);
        }

        /// <summary>Says whether a JID is the domain of this one, which is the server itself.</summary>
        /// <param name="buffer">Buffer with the JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True when it is.</returns>
        public bool IsDomain(byte[] buffer, int offset, int count)
        {
            return count == DomainLength && Same(buffer, offset, Bare, DomainOffset, count);
        }

        private static int Fold(int c)
        {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }
    }
}
