using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// The member's keys of the logical key hierarchy, from its leaf to the root (RFC 6407 clause 5.6.3), each as it is sent: a head with
    /// number and handle, initialisation vector, key.
    /// </summary>
    internal sealed class LkhPath
    {
        /// <summary>Octets before the initialisation vector.</summary>
        internal const int HeadBytes = 16;

        private const int Block = AesCipher.BlockBytes;

        /// <summary>The leaf is number 0, the root, which is the KEK, <see cref="Count"/> - 1.</summary>
        internal readonly KeyMaterial[] Keys;

        private readonly KeyMaterial _work = new KeyMaterial(32);
        private readonly byte[] _iv = new byte[Block];

        internal LkhPath(int depth)
        {
            Keys = new KeyMaterial[depth];
            for (int i = 0; i < depth; i++)
            {
                Keys[i] = new KeyMaterial(HeadBytes + Block + 32);
            }
        }

        /// <summary>Keys that the member has: 0 without a hierarchy.</summary>
        internal int Count;

        internal void Clear()
        {
            for (int i = 0; i < Keys.Length; i++)
            {
                Keys[i].Clear();
            }

            Count = 0;
        }

        /// <summary>Takes LKH_DOWNLOAD_ARRAY: the leaf first, the KEK last.</summary>
        internal DerStatus Download(byte[] buffer, int offset, int count, int keyBytes)
        {
            Clear();
            int size = HeadBytes + Block + keyBytes;
            int keys = KeysOf(buffer, offset, count - 4, size);
            if (keys == 0 || buffer[offset + 3] != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            if (keys > Keys.Length)
            {
                return DerStatus.BufferFull;
            }

            offset += 4;
            for (; Count < keys; Count++)
            {
                Take(Count, buffer, offset, size);
                offset += size;
            }

            return DerStatus.Ok;
        }

        /// <summary>
        /// Applies LKH_UPDATE_ARRAY when the member has the key that it begins with. The message was authentic, so a fault in it is the
        /// key server's: the caller starts anew.
        /// </summary>
        /// <returns><see cref="DerStatus.GdoiNoKey"/> when it is for others.</returns>
        internal DerStatus Update(byte[] buffer, int offset, int count, int keyBytes, AesCipher cipher)
        {
            int size = HeadBytes + Block + keyBytes;
            int keys = KeysOf(buffer, offset, count - 12, size);
            if (keys == 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            int wrapping = Find(buffer, offset + 4);
            if (wrapping < 0 || !Bytes.Equal(buffer, offset + 8, Keys[wrapping].Buffer, 12, 4))
            {
                return DerStatus.GdoiNoKey;
            }

            offset += 12;
            DerStatus status = DerStatus.Ok;
            for (; keys > 0 && status == DerStatus.Ok; keys--)
            {
                byte[] key = Keys[wrapping].Buffer;
                Array.Copy(key, HeadBytes, _iv, 0, Block);
                _work.Set(key, HeadBytes + Block, keyBytes);
                status = cipher.SetKey(_work);
                if (status == DerStatus.Ok)
                {
                    status = cipher.DecryptCbc(_iv, buffer, offset + HeadBytes, Block + keyBytes);
                }

                int place = Find(buffer, offset);
                if (place <= wrapping)
                {
                    status = DerStatus.GdoiBadPacket;
                }

                if (status == DerStatus.Ok)
                {
                    Take(place, buffer, offset, size);
                }

                wrapping = place;
                offset += size;
            }

            _work.Clear();
            cipher.Dispose();
            return status == DerStatus.Ok && wrapping != Count - 1 ? DerStatus.GdoiBadPacket : status;
        }

        // Version 1, number of keys; then as many octets as they take. 0 when it is not so.
        private static int KeysOf(byte[] buffer, int offset, int count, int size)
        {
            int keys = count < 0 || buffer[offset] != 1 ? 0 : PayloadReader.Number(buffer, offset + 1, 2);
            return keys * size == count ? keys : 0;
        }

        private void Take(int place, byte[] buffer, int offset, int size)
        {
            Keys[place].Set(buffer, offset, size);
            Array.Clear(buffer, offset, size);
        }

        private int Find(byte[] buffer, int offset)
        {
            int i = Count - 1;
            while (i >= 0 && !Bytes.Equal(Keys[i].Buffer, 0, buffer, offset, 2))
            {
                i--;
            }

            return i;
        }
    }
}
