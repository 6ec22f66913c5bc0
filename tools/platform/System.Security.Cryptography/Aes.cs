extern alias bcl;

using Bcl = bcl::System.Security.Cryptography;

namespace System.Security.Cryptography;

/// <summary>AES-128 without padding. Like the firmware it takes keys of 16 bytes only.</summary>
public class Aes
{
    private const int BlockBytes = 16;

    /// <summary>Takes a mode; with CBC it also makes a random <see cref="IV"/>.</summary>
    /// <param name="mode">ECB or CBC.</param>
    public Aes(CipherMode mode)
    {
        Mode = mode;
        if (mode == CipherMode.CBC)
        {
            IV = new byte[BlockBytes];
            GenerateIV();
        }
    }

    /// <summary>ECB or CBC.</summary>
    public CipherMode Mode { get; set; }

    /// <summary>16 bytes.</summary>
    public byte[]? Key { get; set; }

    /// <summary>16 bytes; used by CBC only, and never changed by it.</summary>
    public byte[]? IV { get; set; }

    /// <summary>Fills <see cref="IV"/> from <see cref="Random"/>.</summary>
    public void GenerateIV() => new Random().NextBytes(IV!);

    /// <summary>Encrypts.</summary>
    /// <param name="data">Whole blocks of 16 bytes.</param>
    /// <returns>A new array of the same length.</returns>
    /// <exception cref="ArgumentException">Key, IV or data has a wrong length.</exception>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    /// <exception cref="NotSupportedException">The mode is neither ECB nor CBC.</exception>
    public byte[] Encrypt(byte[] data)
    {
        using Bcl.Aes aes = Prepare(data);
        return Mode == CipherMode.ECB ? aes.EncryptEcb(data, Bcl.PaddingMode.None) : aes.EncryptCbc(data, IV!, Bcl.PaddingMode.None);
    }

    /// <summary>Decrypts.</summary>
    /// <param name="data">Whole blocks of 16 bytes.</param>
    /// <returns>A new array of the same length.</returns>
    /// <exception cref="ArgumentException">Key, IV or data has a wrong length.</exception>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    /// <exception cref="NotSupportedException">The mode is neither ECB nor CBC.</exception>
    public byte[] Decrypt(byte[] data)
    {
        using Bcl.Aes aes = Prepare(data);
        return Mode == CipherMode.ECB ? aes.DecryptEcb(data, Bcl.PaddingMode.None) : aes.DecryptCbc(data, IV!, Bcl.PaddingMode.None);
    }

    private Bcl.Aes Prepare(byte[] data)
    {
        if (Mode != CipherMode.ECB && Mode != CipherMode.CBC)
        {
            throw new NotSupportedException();
        }

        if (Key == null)
        {
            throw new InvalidOperationException();
        }

        ArgumentNullException.ThrowIfNull(data);
        if (data.Length % BlockBytes != 0 || Key.Length != BlockBytes)
        {
            throw new ArgumentException();
        }

        // The firmware ignores this error and returns whatever its work buffer held.
        if (Mode == CipherMode.CBC && (IV == null || IV.Length != BlockBytes))
        {
            throw new ArgumentException("CBC needs an IV of 16 bytes; the device would return garbage.");
        }

        var aes = Bcl.Aes.Create();
        aes.Key = Key;
        return aes;
    }
}
