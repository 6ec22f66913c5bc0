using System.Runtime.CompilerServices;

namespace System
{
    public struct Guid
    {
        public static readonly Guid Empty = new Guid(new byte[16]);
        private int[] _data;

        public Guid(byte[] b)
        {
            if (b == null)
            {
                throw new ArgumentNullException();
            }
            if (b.Length != 16)
            {
                throw new ArgumentException();
            }
            _data = new int[4];
            for (int i = 0; i < 4; i++)
            {
                _data[i] = BitConverter.ToInt32(b, i * 4);
            }
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern byte[] GenerateNewGuid();

        public static Guid NewGuid()
        {
            return new Guid(GenerateNewGuid());
        }

        public byte[] ToByteArray()
        {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i++)
            {
                bytes[i] = (byte)(_data[i >> 2] >> ((i & 3) * 8));
            }
            return bytes;
        }

        public override bool Equals(object o)
        {
            if (!(o is Guid))
            {
                return false;
            }
            int[] other = ((Guid)o)._data;
            return _data[0] == other[0] && _data[1] == other[1] && _data[2] == other[2] && _data[3] == other[3];
        }

        public override int GetHashCode()
        {
            return _data[0] ^ _data[1] ^ _data[2] ^ _data[3];
        }

        public override string ToString()
        {
            return _data[0].ToString("x8") + "-" + ((ushort)_data[1]).ToString("x4") + "-" + ((ushort)(_data[1] >> 16)).ToString("x4")
                + "-" + Bytes(_data[2], 0, 2) + "-" + Bytes(_data[2], 2, 4) + Bytes(_data[3], 0, 4);
        }

        private static string Bytes(int value, int from, int to)
        {
            string text = string.Empty;
            for (int i = from; i < to; i++)
            {
                text += ((byte)(value >> (i * 8))).ToString("x2");
            }
            return text;
        }
    }
}
