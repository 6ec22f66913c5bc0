using System.Buffers.Binary;
using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>Builds ISAKMP messages and their nested payloads (RFC 2408 clause 3) in memory.</summary>
internal sealed class IsakmpBuilder
{
    private readonly List<byte> _bytes = [];
    private int _link = -1;

    public int Count => _bytes.Count;

    public static byte[] Header(ReadOnlySpan<byte> cookies, int exchange, int flags, uint messageId)
    {
        byte[] header = new byte[Isakmp.HeaderBytes];
        cookies.CopyTo(header);
        header[17] = Isakmp.Version;
        header[18] = (byte)exchange;
        header[19] = (byte)flags;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), messageId);
        return header;
    }

    /// <summary>A message: header and payloads, the payloads through a cipher when there is one.</summary>
    public static byte[] Message(byte[] header, int first, byte[] payloads, int block, Func<byte[], byte[]>? encrypt)
    {
        int padded = (payloads.Length + block - 1) / block * block;
        byte[] body = new byte[padded];
        payloads.CopyTo(body, 0);
        header[16] = (byte)first;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), Isakmp.HeaderBytes + padded);
        return [.. header, .. encrypt is null ? body : encrypt(body)];
    }

    /// <summary>Appends a payload and links the one before to it.</summary>
    public IsakmpBuilder Payload(int type, ReadOnlySpan<byte> body)
    {
        if (_link >= 0)
        {
            _bytes[_link] = (byte)type;
        }
        else
        {
            First = type;
        }

        _link = _bytes.Count;
        return Put(0, 2).Put(body.Length + 4, 2).Put(body);
    }

    /// <summary>Type of the first payload.</summary>
    public int First { get; private set; }

    public IsakmpBuilder Put(long value, int count)
    {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        {
            _bytes.Add((byte)(value >> shift));
        }

        return this;
    }

    public IsakmpBuilder Put(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            _bytes.Add(b);
        }

        return this;
    }

    public IsakmpBuilder Basic(int type, int value) => Put(type | 0x8000, 2).Put(value, 2);

    public IsakmpBuilder Variable(int type, ReadOnlySpan<byte> value) => Put(type, 2).Put(value.Length, 2).Put(value);

    public byte[] ToArray() => [.. _bytes];
}
