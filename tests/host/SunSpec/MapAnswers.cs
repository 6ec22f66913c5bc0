using System.Buffers.Binary;

namespace nanoDer.HostTests.SunSpec;

/// <summary>Answers of a device with models 1, 103 and 123, without a link.</summary>
internal sealed class MapAnswers
{
    private const int Start = 40000;

    private readonly bool _isRtu;
    private readonly List<ushort> _registers = [0x5375, 0x6E53];

    public MapAnswers(bool isRtu)
    {
        _isRtu = isRtu;
        Add(1, new ushort[66]);
        ushort[] measured = new ushort[50];
        measured[12] = 1000;
        measured[36] = 4;
        Add(103, measured);
        Add(123, new ushort[24]);
        Add(0xFFFF, []);
    }

    /// <summary>What it says to a request.</summary>
    public byte[] Answer(ReadOnlySpan<byte> request)
    {
        ReadOnlySpan<byte> pdu = _isRtu ? request[1..^2] : request[7..];
        int first = BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]) - Start;
        int count = BinaryPrimitives.ReadUInt16BigEndian(pdu[3..]);
        byte[] answer;
        if (first < 0 || first + count > _registers.Count)
        {
            answer = [(byte)(pdu[0] | 0x80), 2];
        }
        else if (pdu[0] == 3)
        {
            answer = [3, (byte)(2 * count), .. _registers.Skip(first).Take(count).SelectMany(r => new[] { (byte)(r >> 8), (byte)r })];
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                _registers[first + i] = BinaryPrimitives.ReadUInt16BigEndian(pdu[(6 + (2 * i))..]);
            }

            answer = pdu[..5].ToArray();
        }

        return _isRtu ? WithSum([request[0], .. answer]) : [.. request[..4], 0, (byte)(answer.Length + 1), request[6], .. answer];
    }

    private static byte[] WithSum(byte[] frame)
    {
        int crc = 0xFFFF;
        foreach (byte octet in frame)
        {
            crc ^= octet;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return [.. frame, (byte)crc, (byte)(crc >> 8)];
    }

    private void Add(ushort id, ushort[] points) => _registers.AddRange([id, (ushort)points.Length, .. points]);
}
