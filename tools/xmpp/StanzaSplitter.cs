using System.Text;

namespace nanoDer.Tools.Xmpp;

/// <summary>Cuts a stream of XML, well-formed and without comments as XMPP has it, into the elements right below its root.</summary>
internal sealed class StanzaSplitter
{
    private readonly List<byte> _bytes = [];
    private int _at;
    private int _depth;
    private int _start;
    private byte _quote;
    private bool _tag;
    private int _tagStart;

    /// <summary>A new stream begins.</summary>
    public void Restart()
    {
        _bytes.Clear();
        (_at, _depth, _start, _quote, _tag) = (0, 0, 0, 0, false);
    }

    /// <summary>Takes bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _bytes.RemoveRange(0, _start);
        _at -= _start;
        _tagStart -= _start;
        _start = 0;
        _bytes.AddRange(bytes);
    }

    /// <summary>The next element that is complete, or null.</summary>
    public string? Next()
    {
        while (_at < _bytes.Count)
        {
            byte b = _bytes[_at++];
            if (_quote != 0)
            {
                _quote = b == _quote ? (byte)0 : _quote;
            }
            else if (_tag && b is (byte)'\'' or (byte)'"')
            {
                _quote = b;
            }
            else if (b == '<')
            {
                (_tag, _tagStart) = (true, _at - 1);
            }
            else if (_tag && b == '>')
            {
                _tag = false;
                if (OnTag())
                {
                    string element = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes)[_start.._at]);
                    _start = _at;
                    return element;
                }
            }
        }

        return null;
    }

    // True when it ends an element right below the root. The root's own start tag is passed over.
    private bool OnTag()
    {
        if (_bytes[_tagStart + 1] == '?')
        {
            _start = _at;
            return false;
        }

        bool isEnd = _bytes[_tagStart + 1] == '/';
        bool isEmpty = _bytes[_at - 2] == '/';
        _depth += isEnd ? -1 : isEmpty ? 0 : 1;
        if (_depth == 1 && !isEnd && !isEmpty)
        {
            _start = _at;
            return false;
        }

        return _depth <= 1;
    }
}
