namespace nanoDer.ModbusInverter
{
    /// <summary>
    /// Bytes to an inverter and back. <see cref="TcpLink"/> has a socket; for a serial line write one over your board's port (System.IO.Ports): 8 data
    /// bits, even parity and 1 stop bit, or none and 2, 19,200 or 9,600 Bd, and the driver's direction pin.
    /// </summary>
    public interface IModbusLink
    {
        /// <summary>Opens it. It may take its time: the inverter has a thread of its own.</summary>
        /// <returns>False when there is no link.</returns>
        bool Open();

        /// <summary>Waits for bytes.</summary>
        /// <param name="buffer">Where they go.</param>
        /// <param name="wait">The longest wait in milliseconds.</param>
        /// <returns>Number of bytes; 0 when none came; -1 when the link is gone.</returns>
        int Receive(byte[] buffer, int wait);

        /// <summary>Sends all of the bytes.</summary>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>False when the link is gone.</returns>
        bool Send(byte[] buffer, int offset, int count);

        /// <summary>Closes it, open or not. May be called by another thread.</summary>
        void Close();
    }
}
