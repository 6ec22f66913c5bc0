using nanoDer.Tools;
using nanoDer.Xmpp;

namespace nanoDer.Grid;

/// <summary>Who uses a <see cref="GridStream"/>. All calls come on the stream's own loop, one after the other.</summary>
internal interface IStreamUser
{
    /// <summary>Reads on in a payload.</summary>
    /// <param name="isStart">True for its first token.</param>
    /// <returns>False when more bytes are needed first.</returns>
    bool Read(bool isStart);

    /// <summary>Something else has happened: a stanza ended, a peer went.</summary>
    void Happened(XmppEvent what);

    /// <summary>Once a turn, before what was written is sent. Whatever it has to write it writes here.</summary>
    /// <param name="now">Milliseconds of a clock that never goes back.</param>
    /// <returns>When it wants the next turn at the latest.</returns>
    long Turn(long now);

    /// <summary>The stream is over.</summary>
    void Ended(UserError reason);
}
