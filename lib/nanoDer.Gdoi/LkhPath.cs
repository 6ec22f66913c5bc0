using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>The member's keys of the logical key hierarchy, from its leaf to the root (RFC 6407 clause 5.6.3).</summary>
    internal sealed class LkhPath
    {
        private const int HeadBytes = 16;
        private const int Block = AesCipher.BlockBytes;

        private readonly int[] _id;
        private readonly int[] _handle;
        private readonly KeyMaterial[] _key;
        private readonly KeyMaterial _work = new KeyMaterial(32);
        private readonly byte[] _iv = new byte[Block];

        internal LkhPath(int depth)
        {
            _id = new int[depth];
            _handle = new int[depth];
            _key = new KeyMaterial[depth];
            for (int i = 0; i < depth; i++)
            {
                _key[i] = new KeyMaterial(Block + 32);
            }
        }

        /// <summary>Keys that the member has: 0 without a hierarchy.</summary>
        internal int Count;

        /// <summary>The root, initialisation vector and key: the KEK.</summary>
        internal KeyMaterial Root
        {
            get { return _key[Count - 1]; }
        }

        /// <summary>The leaf, initialisation vector and key.</summary>
        internal KeyMaterial Leaf
        {
            get { return _key[0]; }
        }

        internal static int RequiredBytes(int depth)
        {
            return HeapSize.Object(6) + (2 * HeapSize.Array(depth, 4)) + HeapSize.Array(depth, 12)
                + (depth * KeyMaterial.RequiredBytes(Block + 32)) + KeyMaterial.RequiredBytes(32) + HeapSize.Array(Block, 1);
        }

        internal void Clear()
        {
            for (int i = 0; i < _key.Length; i++)
            {
                _key[i].Clear();
            }

            Count = 0;
        }

        /// <summary>Takes LKH_DOWNLOAD_ARRAY: the leaf first, the KEK last.</summary>
        internal DerStatus Download(byte[] buffer, int offset, int count, int keyBytes)
        {
            Clear();
            int size = HeadBytes + Block + keyBytes;
            int keys = Keys(buffer, offset, count - 4, size);
            if (keys == 0 || buffer[offset + 3] != 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            if (keys > _key.Length)
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
            int keys = Keys(buffer, offset, count - 12, size);
            if (keys == 0)
            {
                return DerStatus.GdoiBadPacket;
            }

            int wrapping = Find(buffer, offset + 4);
            if (wrapping < 0 || _handle[wrapping] != PayloadReader.Number(buffer, offset + 8, 4))
            {
                return DerStatus.GdoiNoKey;
            }

            offset += 12;
            DerStatus status = DerStatus.Ok;
            for (; keys > 0 && status == DerStatus.Ok; keys--)
            {
                byte[] key = _key[wrapping].Buffer;
                Array.Copy(key, 0, _iv, 0, Block);
                _work.Set(key, Block, keyBytes);
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
        private static int Keys(byte[] buffer, int offset, int count, int size)
        {
            int keys = count < 0 || buffer[offset] != 1 ? 0 : PayloadReader.Number(buffer, offset + 1, 2);
            return keys * size == count ? keys : 0;
        }

        private void Take(int place, byte[] buffer, int offset, int size)
        {
            _id[place] = PayloadReader.Number(buffer, offset, 2);
            _handle[place] = PayloadReader.Number(buffer, offset + 12, 4);
            _key[place].Set(buffer, offset + HeadBytes, size - HeadBytes);
            Array.Clear(buffer, offset + HeadBytes, size - HeadBytes);
        }

        private int Find(byte[] buffer, int offset)
        {
            int id = PayloadReader.Number(buffer, offset, 2);
            int i = Count - 1;
            while (i >= 0 && _id[i] != id)
            {
                i--;
            }

            return i;
        }
    }
}
