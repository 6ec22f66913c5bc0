using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Files that clients may list and read (IEC 61850-7-2 clause 23), such as the event log and the flight recorder. They are known by their
    /// numbers, which must stay while the server runs.
    /// </summary>
    public abstract class FileStore
    {
        /// <summary>Number of files.</summary>
        public abstract int Count { get; }

        /// <summary>Writes the name of a file.</summary>
        /// <param name="file">Its number, from 0.</param>
        /// <param name="output">Takes up to 64 octets of ASCII, with a slash between directory and name.</param>
        public abstract void PutName(int file, ByteWriter output);

        /// <summary>Size of a file. It may grow while it is read.</summary>
        /// <param name="file">Its number.</param>
        /// <returns>Octets.</returns>
        public abstract int Size(int file);

        /// <summary>Reads from a file.</summary>
        /// <param name="file">Its number.</param>
        /// <param name="position">Where in the file, 0 to its size.</param>
        /// <param name="buffer">Takes the octets from its beginning.</param>
        /// <param name="count">How many at most.</param>
        /// <returns>How many; 0 at the end of the file; -1 when it cannot be read.</returns>
        public abstract int Read(int file, int position, byte[] buffer, int count);
    }
}
