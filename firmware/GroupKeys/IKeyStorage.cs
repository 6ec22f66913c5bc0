namespace nanoDer.GroupKeys
{
    /// <summary>Where sealed keys outlive a restart: a file, say. What it holds is encrypted and authentic, for this device alone.</summary>
    public interface IKeyStorage
    {
        /// <summary>Brings back what was saved last.</summary>
        /// <param name="buffer">Where it goes.</param>
        /// <returns>Its length; 0 when there is nothing, or more than the buffer holds.</returns>
        int Load(byte[] buffer);

        /// <summary>Replaces what was saved.</summary>
        /// <param name="buffer">Buffer with it; only valid in this call.</param>
        /// <param name="count">Its length.</param>
        void Save(byte[] buffer, int count);
    }
}
