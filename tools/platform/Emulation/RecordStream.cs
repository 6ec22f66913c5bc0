using System;
using System.IO;
using System.Net.Sockets;

namespace nanoDer.Platform;

/// <summary>
/// Lies between .NET's TLS and the socket and passes on whole TLS records, one at a time. So nothing is taken from the socket
/// beyond the record that is wanted (its rest stays visible to <see cref="Socket.Poll(int, SelectMode)"/>, as on the device),
/// and a read that times out in the middle of a record loses nothing: what came waits here for the next read.
/// </summary>
internal sealed class RecordStream : Stream
{
    private const int HeaderBytes = 5;
    private const int LongestRecord = 16384 + 2048;
    private const byte AlertType = 21;

    private readonly Socket _socket;
    private readonly byte[] _record = new byte[HeaderBytes + LongestRecord];
    private int _have;
    private int _given;

    internal RecordStream(Socket socket)
    {
        _socket = socket;
    }

    /// <summary>When a read gives up, in <see cref="Environment.TickCount64"/>; 0 for never.</summary>
    internal long Deadline { get; set; }

    /// <summary>The peer has closed the connection.</summary>
    internal bool Ended { get; private set; }

    /// <summary>The connection broke.</summary>
    internal bool Broken { get; private set; }

    /// <summary>What came is no TLS.</summary>
    internal bool NotTls { get; private set; }

    /// <summary>The last record was an alert in clear text.</summary>
    internal bool Alerted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_given == 0 && !FillRecord())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _have - _given);
        _record.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        if (_given == _have)
        {
            _given = 0;
            _have = 0;
        }

        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[_socket.Send(buffer)..];
            }
        }
        catch (SocketException e)
        {
            Broken = true;
            throw new IOException(e.Message, e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool FillRecord()
    {
        if (!FillTo(HeaderBytes))
        {
            return false;
        }

        int length = (_record[3] << 8) | _record[4];
        if (length > LongestRecord)
        {
            NotTls = true;
            throw new IOException("What the peer sent is not TLS.");
        }

        Alerted = _record[0] == AlertType;
        return FillTo(HeaderBytes + length);
    }

    private bool FillTo(int count)
    {
        while (_have < count)
        {
            WaitReadable();
            int received;
            try
            {
                received = _socket.Receive(_record, _have, count - _have, SocketFlags.None);
            }
            catch (SocketException e)
            {
                Broken = true;
                throw new IOException(e.Message, e);
            }

            if (received == 0)
            {
                Ended = true;
                return false;
            }

            _have += received;
        }

        return true;
    }

    private void WaitReadable()
    {
        int wait = -1;
        do
        {
            if (Deadline != 0)
            {
                long left = Math.Max(0, Deadline - Environment.TickCount64);
                wait = (int)Math.Min(left * 1000, int.MaxValue);
            }

            if (_socket.Poll(wait, SelectMode.SelectRead))
            {
                return;
            }
        }
        while (Deadline == 0 || Environment.TickCount64 < Deadline);

        throw new ReadTimedOutException();
    }
}
