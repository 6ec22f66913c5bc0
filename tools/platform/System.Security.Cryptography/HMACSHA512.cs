extern alias bcl;

using Bcl = bcl::System.Security.Cryptography;

namespace System.Security.Cryptography;

/// <summary>HMAC with SHA-512 (RFC 2104, FIPS 180-4).</summary>
public class HMACSHA512 : IDisposable
{
    private byte[]? _key;
    private byte[]? _hash;
    private bool _disposed;

    /// <summary>Takes a random key of 128 bytes from <see cref="Random"/>.</summary>
    public HMACSHA512()
    {
        _key = new byte[128];
        new Random().NextBytes(_key);
    }

    /// <summary>Takes the key itself, not a copy: <see cref="Dispose()"/> zeroes it.</summary>
    /// <param name="key">The key, of any length.</param>
    public HMACSHA512(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
    }

    /// <summary>A copy of the last result.</summary>
    public byte[] Hash
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return (byte[])_hash!.Clone();
        }
    }

    /// <summary>The key: reading and writing copy it.</summary>
    public byte[] Key
    {
        get => (byte[])_key!.Clone();
        set => _key = (byte[])value.Clone();
    }

    /// <summary>Computes a MAC in one call.</summary>
    /// <param name="key">The key, of any length.</param>
    /// <param name="source">The message.</param>
    /// <returns>64 bytes.</returns>
    public static byte[] HashData(byte[] key, byte[] source) => Bcl.HMACSHA512.HashData(key, source);

    /// <summary>Computes a MAC.</summary>
    /// <param name="buffer">The message.</param>
    /// <returns>64 bytes.</returns>
    public byte[] ComputeHash(byte[] buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _hash = Bcl.HMACSHA512.HashData(_key!, buffer);
        return (byte[])_hash.Clone();
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Zeroes the key.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_key != null)
            {
                Array.Clear(_key);
            }

            _key = null;
            _disposed = true;
        }
    }
}
