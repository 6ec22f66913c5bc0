namespace nanoDer.HostTests.Platform;

/// <summary>Passes bytes through, or holds back what is written until it is let go piece by piece.</summary>
internal sealed class Gate(Stream inner) : Stream
{
    private readonly List<byte> _held = [];

    /// <summary>Whether written bytes are held back.</summary>
    internal bool Closed { get; set; }

    /// <summary>How many bytes are held back.</summary>
    internal int Held => _held.Count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets the first bytes go.</summary>
    internal void Release(int count)
    {
        inner.Write(_held.GetRange(0, count).ToArray());
        _held.RemoveRange(0, count);
    }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Closed)
        {
            _held.AddRange(buffer.AsSpan(offset, count).ToArray());
        }
        else
        {
            inner.Write(buffer, offset, count);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
