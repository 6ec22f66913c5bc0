using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace nanoDer.Firmware
{
    /// <summary>
    /// The board as nanoFramework shows it. There is no watchdog in its API: derive from this and feed one that is wired to a pin, and say
    /// what the largest native block is where the board can tell (ESP32: <c>NativeMemory.GetMemoryInfo</c>).
    /// </summary>
    public class NanoBoard : IBoard
    {
        private const long TicksOf1970 = 621355968000000000;

        /// <inheritdoc/>
        public long Now()
        {
            return Environment.TickCount64;
        }

        /// <inheritdoc/>
        public virtual long Utc()
        {
            return (DateTime.UtcNow.Ticks - TicksOf1970) / 10000;
        }

        /// <inheritdoc/>
        public virtual void SetUtc(long utc)
        {
            Rtc.SetSystemTime(new DateTime((utc * 10000) + TicksOf1970));
        }

        /// <inheritdoc/>
        public virtual long Nonce()
        {
            byte[] octets = new byte[8];
            new Random().NextBytes(octets);
            return BitConverter.ToInt64(octets, 0) | 1;
        }

        /// <inheritdoc/>
        public void Sleep(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }

        /// <inheritdoc/>
        public int FreeHeap()
        {
            return (int)(nanoFramework.Runtime.Native.GC.Run(true) & 0x7FFFFFFF);
        }

        /// <inheritdoc/>
        public virtual int LargestBlock()
        {
            return int.MaxValue;
        }

        /// <inheritdoc/>
        public virtual void FeedWatchdog()
        {
        }

        /// <inheritdoc/>
        public void Restart()
        {
            Power.RebootDevice();
        }

        /// <inheritdoc/>
        public virtual void Recorded(byte[] buffer, int offset, int count)
        {
        }
    }
}
