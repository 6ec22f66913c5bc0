using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>What the server says of itself (MMS Identify).</summary>
    public sealed class ServerIdentity
    {
        /// <summary>Describes a server.</summary>
        /// <param name="vendor">Name of the vendor.</param>
        /// <param name="model">Name of the product.</param>
        /// <param name="revision">Its revision.</param>
        public ServerIdentity(string vendor, string model, string revision)
        {
            Vendor = Bytes.Of(vendor);
            Model = Bytes.Of(model);
            Revision = Bytes.Of(revision);
        }

        /// <summary>Name of the vendor, UTF-8.</summary>
        public byte[] Vendor { get; }

        /// <summary>Name of the product, UTF-8.</summary>
        public byte[] Model { get; }

        /// <summary>Its revision, UTF-8.</summary>
        public byte[] Revision { get; }
    }
}
