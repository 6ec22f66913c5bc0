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
        private int _count;

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

        /// <summary>The leaf, initialisation vector and key.</summary>
        internal KeyMaterial Leaf
        {
            get { return _key[0]; }
        }

        /// <summary>The root, initialisation vector and key: the KEK.</summary>
        internal KeyMaterial Root
        {
            get { return _key[_count - 1]; }
        }

        internal bool IsEmpty
        {
            get { return _count == 0; }
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

            _count = 0;
        }

        /// <summary>Takes LKH_DOWNLOAD_ARRAY: the leaf first, the KEK last.</summary>
        internal DerStatus Download(byte[] buffer, int offset, int count, int keyBytes)
        {
            Clear();
            int size = HeadBytes + Block + keyBytes;
            int keys = count < 4 ? 0 : PayloadReader.Number(buffer, offset + 1, 2);
            if (keys == 0 || buffer[offset] != 1 || buffer[offset + 3] != 0 || count != 4 + (keys * size))
            {
                return DerStatus.GdoiBadPacket;
            }

            if (keys > _key.Length)
            {
                return DerStatus.BufferFull;
            }

            int at = offset + 4;
            for (int i = 0; i < keys; i++)
            {
                Take(i, buffer, at, size);
                at += size;
            }

            _count = keys;
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
            int keys = count < 12 ? 0 : PayloadReader.Number(buffer, offset + 1, 2);
            if (keys == 0 || buffer[offset] != 1 || count != 12 + (keys * size))
            {
                return DerStatus.GdoiBadPacket;
            }

            int wrapping = Find(PayloadReader.Number(buffer, offset + 4, 2));
            if (wrapping < 0 || _handle[wrapping] != PayloadReader.Number(buffer, offset + 8, 4))
            {
                return DerStatus.GdoiNoKey;
            }

            int at = offset + 12;
            for (int i = 0; i < keys; i++)
            {
                KeyMaterial key = _key[wrapping];
                Array.Copy(key.Buffer, 0, _iv, 0, Block);
                _work.Set(key.Buffer, Block, keyBytes);
                DerStatus status = cipher.SetKey(_work);
                if (status == DerStatus.Ok)
                {
                    status = cipher.DecryptCbc(_iv, buffer, at + HeadBytes, Block + keyBytes);
                }

                _work.Clear();
                int place = Find(PayloadReader.Number(buffer, at, 2));
                if (status != DerStatus.Ok || place <= wrapping)
                {
                    cipher.Dispose();
                    return status != DerStatus.Ok ? status : DerStatus.GdoiBadPacket;
                }

                Take(place, buffer, at, size);
                wrapping = place;
                at += size;
            }

            cipher.Dispose();
            return wrapping == _count - 1 ? DerStatus.Ok : DerStatus.GdoiBadPacket;
        }

        private void Take(int place, byte[] buffer, int offset, int size)
        {
            _id[place] = PayloadReader.Number(buffer, offset, 2);
            _handle[place] = PayloadReader.Number(buffer, offset + 12, 4);
            _key[place].Set(buffer, offset + HeadBytes, size - HeadBytes);
            Array.Clear(buffer, offset + HeadBytes, size - HeadBytes);
        }

        private int Find(int id)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_id[i] == id)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
