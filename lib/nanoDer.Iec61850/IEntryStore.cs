namespace nanoDer.Iec61850
{
    /// <summary>
    /// Where what is in the buffers of reports and logs outlives a restart. Each buffer has two places that are written in turn, so that a power
    /// cut in the middle of writing leaves the other; which of them is whole is found out when they are loaded.
    /// </summary>
    public interface IEntryStore
    {
        /// <summary>Milliseconds that pass between two images of a buffer at least.</summary>
        /// <returns>0 or more.</returns>
        int Period();

        /// <summary>Keeps an image: head, then entries. What cannot be kept is lost, without an exception.</summary>
        /// <param name="place">Number of the place, from 0: twice the number of the buffer, and 0 or 1.</param>
        /// <param name="head">Its head.</param>
        /// <param name="entries">Buffer with the entries.</param>
        /// <param name="count">How many octets of it.</param>
        void Save(int place, byte[] head, byte[] entries, int count);

        /// <summary>Gives back an image.</summary>
        /// <param name="place">Number of the place.</param>
        /// <param name="head">Takes the head; as many octets as were saved.</param>
        /// <param name="entries">Takes the entries.</param>
        /// <returns>Octets of entries; -1 when there is no image, or one that does not fit.</returns>
        int Load(int place, byte[] head, byte[] entries);
    }
}
