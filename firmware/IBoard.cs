namespace nanoDer.Firmware
{
    /// <summary>What the gateway asks of the board: time, memory, a watchdog, a restart. Tests and the emulator have their own.</summary>
    public interface IBoard
    {
        /// <summary>The clock for time-outs.</summary>
        /// <returns>Milliseconds; it never goes back.</returns>
        long Now();

        /// <summary>The clock for certificates and time stamps.</summary>
        /// <returns>Milliseconds since 1970, UTC.</returns>
        long Utc();

        /// <summary>Sets the clock for certificates: a time server has told.</summary>
        /// <param name="utc">Milliseconds since 1970, UTC.</param>
        void SetUtc(long utc);

        /// <summary>A number that nobody can guess, for questions whose answers could be forged.</summary>
        /// <returns>Not zero.</returns>
        long Nonce();

        /// <summary>Waits; the gateway is idle meanwhile.</summary>
        /// <param name="milliseconds">How long.</param>
        void Sleep(int milliseconds);

        /// <summary>Free bytes of the managed heap, after a collection.</summary>
        /// <returns>Bytes.</returns>
        int FreeHeap();

        /// <summary>Largest free block outside the managed heap, where TLS takes its buffers; <see cref="int.MaxValue"/> where nobody can tell.</summary>
        /// <returns>Bytes.</returns>
        int LargestBlock();

        /// <summary>The gateway makes progress. A board whose watchdog is not fed for its time restarts.</summary>
        void FeedWatchdog();

        /// <summary>Restarts the board: the last rung.</summary>
        void Restart();

        /// <summary>The flight recorder has something new. It stays in the recorder's ring as well, until newer records push it out.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">How many bytes.</param>
        void Recorded(byte[] buffer, int offset, int count);
    }
}
