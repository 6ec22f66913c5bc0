using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// Stream management (XEP-0198 version 1.6): both sides count the stanzas that they have handled, and those of ours that the server
    /// has not acknowledged stay in a buffer of fixed size, so that a session that was cut can go on without loss.
    /// <code>
    /// Off ── enable ──▶ Asked ── enabled ──▶ On ── cut ──▶ Suspended ── resumed ──▶ On
    ///  ◀─────────────── failed ──┘            ◀─ Off ── failed, orderly end ──┘
    /// buffer: | length, 2 bytes | class | stanza | length …      length 0: dropped, but counted
    /// </code>
    /// </summary>
    internal sealed class StreamManagement
    {
        internal const int Off = 0;
        internal const int Asked = 1;
        internal const int On = 2;
        internal const int Suspended = 3;

        private const int MaxId = 256;
        private const int Header = 3;
        private const int RequestBytes = 64;

        internal int State;

        /// <summary>Stanzas of the server handled.</summary>
        internal uint Handled;

        /// <summary>Stanzas of ours that the server has acknowledged.</summary>
        internal uint Acknowledged;

        /// <summary>Stanzas sent and not acknowledged.</summary>
        internal int Pending;

        /// <summary>The name of the session; without it, it cannot be resumed.</summary>
        internal readonly byte[] Id = new byte[MaxId];
        internal int IdLength;

        /// <summary>The session got as far as the first presence.</summary>
        internal bool Complete;

        /// <summary>An acknowledgement was asked for and has not come.</summary>
        internal bool Requested;

        /// <summary>When to ask for one.</summary>
        internal long Due = long.MaxValue;

        /// <summary>The count that the server has reported last.</summary>
        internal uint Reported;

        /// <summary>It was more than were sent.</summary>
        internal bool Excess;

        private readonly byte[] _queue;
        private int _used;
        private bool _whole;
        private int _element;

        internal StreamManagement(MemoryPlan plan)
        {
            _queue = new byte[Size(plan)];
        }

        /// <summary>False when the plan has no room for it.</summary>
        internal bool IsWanted
        {
            get { return _queue.Length > 0; }
        }

        /// <summary>True when the session outlives the connection.</summary>
        internal bool CanResume
        {
            get { return State >= On && Complete && _whole && IdLength > 0; }
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(15) + HeapSize.Array(MaxId, 1) + HeapSize.Array(Size(plan), 1);
        }

        /// <summary>Begins with a new session.</summary>
        internal void Begin(int state)
        {
            State = state;
            Handled = 0;
            Acknowledged = 0;
            Pending = 0;
            IdLength = 0;
            Complete = false;
            Requested = false;
            Due = long.MaxValue;
            Excess = false;
            _used = 0;
            _whole = true;
        }

        /// <summary>An element in its namespace begins.</summary>
        /// <returns>True when it may come now.</returns>
        internal bool OnTop(XmppStream stream, int element)
        {
            XmlTokenizer tokenizer = stream.Tokenizer;
            _element = element;
            bool isResuming = stream.State == XmppState.Resume;
            switch (element)
            {
                case XmppNames.Enabled:
                    if (State == Asked)
                    {
                        Enable(tokenizer, stream.Names);
                        return true;
                    }

                    return false;
                case XmppNames.Failed:
                    return isResuming || State == Asked;
                case XmppNames.Request:
                    return State == On;
                case XmppNames.Acknowledgement:
                    return State == On && ReadHandled(tokenizer, stream.Names);
                case XmppNames.Resumed:
                    int id = stream.Names.Find(tokenizer, XmppNames.PreviousAttribute);
                    return isResuming && id >= 0 && tokenizer.AttributeValueLength(id) == IdLength
                        && Bytes.Equal(tokenizer.Buffer, tokenizer.AttributeValueOffset(id), Id, 0, IdLength) && ReadHandled(tokenizer, stream.Names);
                default:
                    return false;
            }
        }

        /// <summary>It ends.</summary>
        internal XmppEvent OnEnd(XmppStream stream)
        {
            switch (_element)
            {
                case XmppNames.Request:
                    stream.Output.Acknowledge();
                    break;
                case XmppNames.Failed:
                    Begin(Off);
                    if (stream.State == XmppState.Resume)
                    {
                        stream.Login.Bind();
                    }

                    break;
                case XmppNames.Acknowledgement:
                case XmppNames.Resumed:
                    if (!Acknowledge(Reported))
                    {
                        Excess = true;
                        stream.Fail(DerStatus.XmppHandledTooHigh);
                    }
                    else if (_element == XmppNames.Resumed)
                    {
                        stream.State = XmppState.Online;
                        Resend(stream.Output.Xml.Window);
                        if (Pending > 0)
                        {
                            stream.Output.AskAck();
                        }

                        return XmppEvent.Resumed;
                    }

                    Wait(stream.Output.Now + stream.Account.AckIdle);
                    break;
                default:
                    break;
            }

            return XmppEvent.None;
        }

        /// <summary>The connection is new: the session waits to be taken up again, or is over.</summary>
        internal void Suspend()
        {
            if (CanResume)
            {
                State = Suspended;
                Requested = false;
            }
            else
            {
                Begin(Off);
            }
        }

        /// <summary>True while half of the buffer is taken by what the server shall acknowledge.</summary>
        internal bool IsHolding
        {
            get { return State == On && Requested && _used > _queue.Length / 2; }
        }

        /// <summary>A stanza was sent.</summary>
        internal void Sent(byte[] buffer, int offset, int count, StanzaClass kind)
        {
            if (State != Asked && State != On)
            {
                return;
            }

            Pending++;
            if (!_whole)
            {
                return;
            }

            bool kept = MakeRoom(Header + count, kind);
            if (!kept && (kind == StanzaClass.Control || !MakeRoom(Header, StanzaClass.Control)))
            {
                // Rather no resumption than one that loses what must not be lost.
                _whole = false;
                return;
            }

            int length = kept ? count : 0;
            _queue[_used] = (byte)(length >> 8);
            _queue[_used + 1] = (byte)length;
            _queue[_used + 2] = (byte)kind;
            if (kept)
            {
                Array.Copy(buffer, offset, _queue, _used + Header, length);
            }

            _used += Header + length;
        }

        /// <summary>True when an acknowledgement shall be asked for at once.</summary>
        internal bool IsDue(int every)
        {
            return State == On && !Requested && (Pending >= every || _used > _queue.Length / 2);
        }

        /// <summary>What is not acknowledged until then is asked for.</summary>
        internal void Wait(long due)
        {
            if (State == On && !Requested && Pending > 0 && due < Due)
            {
                Due = due;
            }
        }

        private static int Size(MemoryPlan plan)
        {
            // It is sent again in one piece, with the question for an acknowledgement behind it.
            int most = plan.OutputBytes > RequestBytes ? plan.OutputBytes - RequestBytes : 0;
            return plan.ResumeBytes > most ? most : plan.ResumeBytes;
        }

        private void Enable(XmlTokenizer tokenizer, XmppNames names)
        {
            State = On;
            int id = names.Find(tokenizer, XmppNames.IdAttribute);
            int resume = names.Find(tokenizer, XmppNames.ResumeAttribute);
            if (id < 0 || resume < 0 || tokenizer.AttributeValueLength(id) > MaxId)
            {
                return;
            }

            // xs:boolean: true or 1.
            int first = tokenizer.AttributeValueLength(resume) == 0 ? 0 : tokenizer.Buffer[tokenizer.AttributeValueOffset(resume)];
            if (first == 't' || first == '1')
            {
                IdLength = tokenizer.AttributeValueLength(id);
                Array.Copy(tokenizer.Buffer, tokenizer.AttributeValueOffset(id), Id, 0, IdLength);
            }
        }

        private bool ReadHandled(XmlTokenizer tokenizer, XmppNames names)
        {
            int attribute = names.Find(tokenizer, XmppNames.HandledAttribute);
            int count = attribute < 0 ? 0 : tokenizer.AttributeValueLength(attribute);
            long value = count == 0 || count > 10 ? -1 : 0;
            for (int i = 0; i < count && value >= 0; i++)
            {
                int digit = tokenizer.Buffer[tokenizer.AttributeValueOffset(attribute) + i] - '0';
                value = digit < 0 || digit > 9 ? -1 : (value * 10) + digit;
            }

            Reported = (uint)value;
            return value >= 0 && value <= uint.MaxValue;
        }

        /// <summary>The server has handled so many stanzas.</summary>
        /// <returns>False when that is more than were sent.</returns>
        private bool Acknowledge(uint handled)
        {
            if (handled - Acknowledged > (uint)Pending)
            {
                return false;
            }

            Requested = false;
            Due = long.MaxValue;
            int at = 0;
            while (Acknowledged != handled)
            {
                Acknowledged++;
                Pending--;
                at += _whole ? Header + Length(at) : 0;
            }

            Remove(0, at);
            if (Pending == 0)
            {
                // Nothing is missing any more of what had no room.
                _whole = true;
                _used = 0;
            }

            return true;
        }

        /// <summary>The session goes on: what was not acknowledged is sent again, and what was dropped is no longer counted.</summary>
        private void Resend(ByteWriter output)
        {
            State = On;
            Pending = 0;
            int at = 0;
            while (at < _used)
            {
                int length = Length(at);
                if (length == 0)
                {
                    Remove(at, Header);
                    continue;
                }

                output.Put(_queue, at + Header, length);
                Pending++;
                at += Header + length;
            }
        }

        private int Length(int at)
        {
            return (_queue[at] << 8) + _queue[at + 1];
        }

        private void Remove(int at, int count)
        {
            _used -= count;
            Array.Copy(_queue, at + count, _queue, at, _used - at);
        }

        /// <summary>Drops stanzas that are worth less than a new one, until that has room; none for one that is larger than the whole.</summary>
        private bool MakeRoom(int count, StanzaClass kind)
        {
            if (count > _queue.Length)
            {
                return false;
            }

            while (_used + count > _queue.Length)
            {
                int victim = -1;
                int worst = (int)kind + 1;
                for (int at = 0; at < _used; at += Header + Length(at))
                {
                    if (Length(at) > 0 && _queue[at + 2] >= worst)
                    {
                        worst = _queue[at + 2];
                        victim = at;
                    }
                }

                if (victim < 0)
                {
                    return false;
                }

                Remove(victim + Header, Length(victim));
                _queue[victim] = 0;
                _queue[victim + 1] = 0;
            }

            return true;
        }
    }
}
