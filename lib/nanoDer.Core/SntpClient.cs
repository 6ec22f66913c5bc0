namespace nanoDer.Core
{
    /// <summary>
    /// Asks a time server: the client of SNTP version 4 (RFC 5905 clause 14, modes 3 and 4). It owns no socket:
    /// <code>
    /// client.Ask(nonce, clock.Ticks(now));  socket.Send(client.Packet);
    /// … a packet comes …                    if (client.Receive(packet, 0, count, clock.Ticks(now)) == DerStatus.Ok) { client.Offset … }
    /// </code>
    /// Times are ticks: 100 ns since the year 1, UTC.
    /// </summary>
    public sealed class SntpClient
    {
        /// <summary>Bytes of a packet.</summary>
        public const int PacketBytes = 48;

        /// <summary>Kiss code: ask less often.</summary>
        public const int KissRate = ('R' << 24) | ('A' << 16) | ('T' << 8) | 'E';

        private const int TicksPerMillisecond = 10000;

        // The year 1900 in ticks, and 2026 in seconds since then: a smaller number is of the next era, until 2162.
        private const long Ticks1900 = 599266080000000000L;
        private const uint Seconds2026 = 3976214400;

        private long _asked;
        private bool _waits;

        /// <summary>The packet to send.</summary>
        public readonly byte[] Packet = new byte[PacketBytes];

        /// <summary>Greatest error that an answer may have, in milliseconds: the server's own root distance and half the round trip.</summary>
        public int MaxError = 1000;

        /// <summary>The answer: how much the local clock is behind the server's, in ticks.</summary>
        public long Offset;

        /// <summary>The error that this may have, in milliseconds.</summary>
        public int Error;

        /// <summary>After <see cref="DerStatus.SntpKissOfDeath"/>: four letters, the first the most significant.</summary>
        public int Kiss;

        /// <summary>Bytes that a client needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(7) + HeapSize.Array(PacketBytes, 1);
        }

        /// <summary>Makes the packet to send.</summary>
        /// <param name="nonce">A number that nobody can guess; the server gives it back, so that its answer can be told from a forged one. Not zero.</param>
        /// <param name="ticks">Time of the local clock.</param>
        [DataPath]
        public void Ask(long nonce, long ticks)
        {
            // Version 4, client. The nonce stands for the time of sending, which nobody needs to know.
            Packet[0] = 0x23;
            for (int i = 7; i >= 0; i--)
            {
                Packet[40 + i] = (byte)nonce;
                nonce >>= 8;
            }

            _asked = ticks;
            _waits = true;
        }

        /// <summary>Reads an answer.</summary>
        /// <param name="buffer">Buffer with what has come.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="ticks">Time of the same local clock.</param>
        /// <returns>Ok, or why it cannot be used. After <see cref="DerStatus.SntpUnexpected"/> the answer may still come.</returns>
        [DataPath]
        public DerStatus Receive(byte[] buffer, int offset, int count, long ticks)
        {
            if (!_waits || count < PacketBytes || (buffer[offset] & 7) != 4 || (buffer[offset] & 0x30) == 0 || !Bytes.Equal(buffer, offset + 24, Packet, 40, 8))
            {
                return DerStatus.SntpUnexpected;
            }

            _waits = false;
            int stratum = buffer[offset + 1];
            if (stratum == 0)
            {
                Kiss = (buffer[offset + 12] << 24) | (buffer[offset + 13] << 16) | (buffer[offset + 14] << 8) | buffer[offset + 15];
                return DerStatus.SntpKissOfDeath;
            }

            long received = Time(buffer, offset + 32);
            long sent = Time(buffer, offset + 40);
            long roundTrip = ticks - _asked - (sent - received);

            // Root delay and dispersion count 65,536th of a second.
            long distance = (Word(buffer, offset + 4) >> 1) + (long)Word(buffer, offset + 8);
            long error = ((distance * 1000) >> 16) + (roundTrip / (2 * TicksPerMillisecond)) + 1;
            if ((buffer[offset] & 0xC0) == 0xC0 || stratum > 15 || received == Ticks1900 || sent < received || roundTrip < 0 || error > MaxError)
            {
                return DerStatus.SntpNotSynchronised;
            }

            Offset = (received - _asked + sent - ticks) / 2;
            Error = (int)error;
            return DerStatus.Ok;
        }

        private static uint Word(byte[] buffer, int at)
        {
            return ((uint)buffer[at] << 24) | ((uint)buffer[at + 1] << 16) | ((uint)buffer[at + 2] << 8) | buffer[at + 3];
        }

        private static long Time(byte[] buffer, int at)
        {
            ulong seconds = Word(buffer, at);
            ulong fraction = Word(buffer, at + 4);
            if (seconds + fraction == 0)
            {
                // Not set.
                return Ticks1900;
            }

            if (seconds < Seconds2026)
            {
                seconds += 1UL << 32;
            }

            return Ticks1900 + (long)((seconds * 10000000) + ((fraction * 10000000) >> 32));
        }
    }
}
