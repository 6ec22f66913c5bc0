using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// What comes in: pulls tokens and hands each to the half that it belongs to. Depth 1 is the stream itself, 2 a stanza or another
    /// top-level element, 3 its children. State, first failure and the text of the current element are common to both halves.
    /// </summary>
    internal sealed class XmppStream
    {
        internal const int MaxText = 512;

        // Whose the top-level element is.
        private const int Nobody = 0;
        private const int OfLogin = 1;
        private const int OfSession = 2;
        private const int StreamError = 3;
        private const int OfManagement = 4;

        internal readonly XmlTokenizer Tokenizer;
        internal readonly XmppNames Names;
        internal readonly XmppErrors Errors;
        internal readonly XmppOutput Output;
        internal readonly XmppAccount Account;
        internal readonly XmppLogin Login;
        internal readonly XmppSession Session;

        /// <summary>Text of the element that <see cref="Collect"/> was called for; or, of a stanza without, what an attribute has that matters at its end.</summary>
        internal readonly byte[] Text = new byte[MaxText];

        internal int TextLength;
        internal XmppState State;
        internal DerStatus Status = DerStatus.XmppClosed;

        private bool _collect;
        private int _top;
        private bool _closing;
        private bool _closed;
        private DerStatus _error;

        internal XmppStream(MemoryPlan plan, XmlTokenizer tokenizer, XmppNames names, XmppErrors errors, Stanza stanza, XmppAccount account, XmppOutput output, int payloadNamespace)
        {
            Tokenizer = tokenizer;
            Names = names;
            Errors = errors;
            Output = output;
            Account = account;
            Login = new XmppLogin(this, stanza, account);
            Session = new XmppSession(this, stanza, account, plan, payloadNamespace);
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(16) + HeapSize.Array(MaxText, 1) + XmppLogin.RequiredBytes() + XmppSession.RequiredBytes(plan);
        }

        /// <summary>Begins with a new connection.</summary>
        internal void Connect(XmppState state)
        {
            Status = DerStatus.Ok;
            _closing = false;
            _closed = false;
            Login.Connect();
            Begin(state);
        }

        /// <summary>Begins anew inside TLS: nothing that came before it counts.</summary>
        internal void Begin(XmppState state)
        {
            Tokenizer.Reset();
            Restart(state);
        }

        /// <summary>Begins anew with the bytes that wait.</summary>
        internal void Restart(XmppState state)
        {
            Tokenizer.Restart();
            State = state;
            _top = Nobody;
            _collect = false;
            Session.PayloadDone();
        }

        internal void Fail(DerStatus status)
        {
            if (Status == DerStatus.Ok)
            {
                Status = Login.Reason(status);
            }
        }

        /// <summary>From now on only the end of the server's stream counts: nothing can be answered any more.</summary>
        internal void Close()
        {
            _closing = true;
            Session.PayloadDone();
        }

        /// <summary>Keeps the text of the element that begins, when there are no more than 512 bytes of it.</summary>
        internal void Collect()
        {
            _collect = true;
            TextLength = 0;
        }

        /// <summary>Says whether the text kept is, from an offset on, an ASCII text.</summary>
        internal bool TextIs(int offset, string expected)
        {
            int length = expected.Length;
            bool same = TextLength - offset == length;
            for (int i = 0; same && i < length; i++)
            {
                same = Text[offset + i] == expected[i];
            }

            return same;
        }

        internal int Element()
        {
            return Names.Elements.Find(Tokenizer.Buffer, Tokenizer.NameOffset, Tokenizer.NameLength);
        }

        internal XmppEvent Next()
        {
            while (true)
            {
                if (Output.Xml.Window.Overflow)
                {
                    Fail(DerStatus.BufferFull);
                }

                if (Status != DerStatus.Ok)
                {
                    if (_closed)
                    {
                        return XmppEvent.None;
                    }

                    _closed = true;
                    return XmppEvent.Closed;
                }

                if (Session.InPayload && Tokenizer.Status == DerStatus.Ok)
                {
                    return Session.NextOfPayload();
                }

                if (State == XmppState.Tls)
                {
                    return XmppEvent.None;
                }

                XmppEvent found = XmppEvent.None;
                switch (Tokenizer.Next())
                {
                    case XmlToken.None:
                        return XmppEvent.None;
                    case XmlToken.StartElement:
                        found = OnStart();
                        break;
                    case XmlToken.Text:
                        OnText();
                        break;
                    case XmlToken.EndElement:
                        found = OnEnd();
                        break;
                    default:
                        // What does not even begin as a stream is another protocol, or another port.
                        Fail(State == XmppState.ClearStream ? DerStatus.XmppNotXmpp : Tokenizer.Status);
                        break;
                }

                if (found != XmppEvent.None)
                {
                    return found;
                }
            }
        }

        private XmppEvent OnStart()
        {
            _collect = false;
            int depth = Tokenizer.Depth;
            if (_closing || depth > 4)
            {
                return XmppEvent.None;
            }

            if (depth == 1)
            {
                Login.OnStream();
            }
            else if (depth == 2)
            {
                OnTop();
            }
            else if (_top == OfSession)
            {
                return Session.OnChild(depth);
            }
            else if (_top == OfLogin)
            {
                Login.OnChild(depth);
            }
            else if (depth == 3 && _error == DerStatus.XmppStreamError && Tokenizer.Namespace == Names.StreamErrorNamespace)
            {
                _error = Errors.Stream(Tokenizer.Buffer, Tokenizer.NameOffset, Tokenizer.NameLength);
                Collect();
            }

            return XmppEvent.None;
        }

        private void OnTop()
        {
            int space = Tokenizer.Namespace;
            int element = Element();
            if (Session.OnTop(space, element))
            {
                _top = OfSession;
            }
            else if (Login.OnTop(space, element))
            {
                _top = OfLogin;
            }
            else if (space == Names.ManagementNamespace && Output.Management.OnTop(this, element))
            {
                _top = OfManagement;
            }
            else if (space == Names.StreamNamespace && element == XmppNames.Error)
            {
                _top = StreamError;
                _error = DerStatus.XmppStreamError;
            }
            else
            {
                Fail(DerStatus.XmppUnexpected);
            }
        }

        private void OnText()
        {
            if (_collect)
            {
                int length = Tokenizer.TextLength;
                if (TextLength + length > MaxText)
                {
                    _collect = false;
                    TextLength = 0;
                    return;
                }

                Array.Copy(Tokenizer.Buffer, Tokenizer.TextOffset, Text, TextLength, length);
                TextLength += length;
            }
            else if (Tokenizer.Depth == 1 && !_closing && !Tokenizer.TextIsBlank())
            {
                Fail(DerStatus.XmppUnexpected);
            }
        }

        private XmppEvent OnEnd()
        {
            int depth = Tokenizer.Depth;
            if (_collect && _top == OfLogin)
            {
                Login.OnText();
            }

            _collect = false;
            if (depth == 1)
            {
                Fail(DerStatus.XmppClosed);
            }

            if (depth != 2 || _closing)
            {
                return XmppEvent.None;
            }

            int top = _top;
            _top = Nobody;
            if (top == OfSession)
            {
                if (Output.Management.State == StreamManagement.On)
                {
                    Output.Management.Handled++;
                }

                return Session.OnEnd();
            }

            if (top == OfLogin)
            {
                return Login.OnEnd();
            }

            if (top == OfManagement)
            {
                return Output.Management.OnEnd(this);
            }

            Fail(_error);
            return XmppEvent.None;
        }
    }
}
