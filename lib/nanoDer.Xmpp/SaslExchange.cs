using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// The SASL exchange of a login (RFC 6120 clause 6): the first mechanism of the client's own list that the server offers, and its
    /// messages in and out. The mechanism may compute for several turns.
    /// </summary>
    internal sealed class SaslExchange
    {
        // In base64 they fill the text of an element.
        private const int MaxMessage = 384;

        /// <summary>The mechanism owes an answer.</summary>
        internal bool IsBusy;

        private readonly XmppStream _stream;
        private readonly XmppAccount _account;
        private int _best;
        private bool _complete;

        internal SaslExchange(XmppStream stream, XmppAccount account)
        {
            _stream = stream;
            _account = account;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(5);
        }

        /// <summary>The server begins to tell what it offers.</summary>
        internal void Clear()
        {
            _best = int.MaxValue;
            IsBusy = false;
        }

        /// <summary>It offers the mechanism that stands in the text.</summary>
        internal void OnMechanism()
        {
            // The server's list only limits the client's own, whose order counts.
            for (int i = 0; i < _account.Mechanisms.Length && i < _best; i++)
            {
                if (_stream.TextIs(0, _account.Mechanisms[i].Name))
                {
                    _best = i;
                }
            }
        }

        /// <summary>Begins an element that carries a message as its text.</summary>
        internal void OnElement()
        {
            _complete = false;
            _stream.Collect();
        }

        /// <summary>Its text is complete.</summary>
        internal void OnText()
        {
            _complete = true;
        }

        /// <summary>Begins to authenticate.</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void Start()
        {
            if (_best == int.MaxValue)
            {
                _stream.Fail(DerStatus.XmppNoMechanism);
                return;
            }

            SaslMechanism mechanism = _account.Mechanisms[_best];
            XmlWriter output = _stream.Output.Xml;
            int begun = output.Window.Count;
            DerStatus status = mechanism.Start(output.Window);
            int count = Take(begun);
            if (status != DerStatus.Ok)
            {
                _stream.Fail(status);
                return;
            }

            output.Markup("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='");
            output.Markup(mechanism.Name);
            output.Markup("'>");
            if (count == 0)
            {
                // An empty message, unlike none (RFC 6120 clause 6.4.2).
                output.Markup("=");
            }

            Send(count, "</auth>");
        }

        /// <summary>A challenge is complete.</summary>
        internal void OnChallenge()
        {
            int count = Decode();
            if (count < 0 || IsBusy)
            {
                _stream.Fail(DerStatus.XmppSaslProtocol);
                return;
            }

            DerStatus status = _account.Mechanisms[_best].Challenge(_stream.Text, 0, count);
            _stream.Fail(status);
            IsBusy = status == DerStatus.Ok;
        }

        /// <summary>Goes on with the answer.</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void Continue()
        {
            int begun = _stream.Output.Xml.Window.Count;
            if (_account.Mechanisms[_best].Continue(_stream.Output.Xml.Window))
            {
                int count = Take(begun);
                IsBusy = false;
                _stream.Output.Xml.Markup("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
                Send(count, "</response>");
            }
        }

        /// <summary>The server says that all is well.</summary>
        /// <returns>True when the mechanism agrees; otherwise the client has failed.</returns>
        internal bool OnSuccess()
        {
            int count = Decode();
            _stream.Fail(count < 0 || IsBusy ? DerStatus.XmppSaslProtocol : _account.Mechanisms[_best].Success(_stream.Text, 0, count));
            return _stream.Status == DerStatus.Ok;
        }

        /// <summary>Moves what a mechanism has written from the window to the end of the text.</summary>
        /// <returns>Its length.</returns>
        private int Take(int begun)
        {
            ByteWriter window = _stream.Output.Xml.Window;
            int count = window.Count - begun;
            if (count > MaxMessage || window.Overflow)
            {
                _stream.Fail(DerStatus.BufferFull);
                count = 0;
            }

            Array.Copy(window.Buffer, window.Start + begun, _stream.Text, XmppStream.MaxText - count, count);
            window.Rollback(begun);
            return count;
        }

        private void Send(int count, string end)
        {
            // What is read lies ahead of what is written.
            count = Base64.Encode(_stream.Text, XmppStream.MaxText - count, count, _stream.Text, 0);
            _stream.Output.Xml.Window.Put(_stream.Text, 0, count);
            _stream.Output.Xml.Markup(end);
        }

        // In place: there is always more text than there are bytes.
        private int Decode()
        {
            int length = _stream.TextLength;
            return !_complete ? -1 : length == 1 && _stream.Text[0] == '=' ? 0 : Base64.Decode(_stream.Text, 0, length, _stream.Text, 0);
        }
    }
}
