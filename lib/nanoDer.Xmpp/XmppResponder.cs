using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// Answers each iq that the application does not answer: ping (XEP-0199), service discovery (XEP-0030), roster pushes
    /// (RFC 6121 clause 2.1.6), and everything else with an error.
    /// </summary>
    internal sealed class XmppResponder
    {
        private const int MaxNode = 256;

        private const int IsForeign = 0;
        private const int IsPing = 1;
        private const int IsInfo = 2;
        private const int IsItems = 3;
        private const int IsRoster = 4;

        private readonly XmppNames _names;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly XmppOutput _output;
        private readonly byte[] _node;
        private int _nodeLength;
        private int _request;

        internal XmppResponder(XmppNames names, Stanza stanza, XmppAccount account, XmppOutput output, byte[] text)
        {
            _node = text;
            _names = names;
            _stanza = stanza;
            _account = account;
            _output = output;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(7);
        }

        /// <summary>A stanza begins.</summary>
        internal void Begin()
        {
            _request = IsForeign;
            _nodeLength = 0;
        }

        /// <summary>Its first child begins.</summary>
        internal void OnChild(XmlTokenizer tokenizer, int space, int element)
        {
            if (space == _names.PingNamespace && element == XmppNames.Ping)
            {
                _request = IsPing;
            }
            else if (element != XmppNames.Query)
            {
                return;
            }
            else if (space == _names.RosterNamespace)
            {
                _request = IsRoster;
            }
            else if ((space == _names.DiscoInfoNamespace || space == _names.DiscoItemsNamespace) && KeepNode(tokenizer))
            {
                _request = space == _names.DiscoInfoNamespace ? IsInfo : IsItems;
            }
        }

        /// <summary>The roster, from the account itself and nobody else.</summary>
        internal bool IsRosterOfOwn
        {
            get { return _request == IsRoster && _stanza.IsFromAccount(_account.Jid); }
        }

        /// <summary>The stanza was an iq of type get or set, and well-formed: answers it.</summary>
        internal void Answer()
        {
            // A roster push comes from the account itself, or from somebody who wants to write into the roster.
            bool known = _stanza.Type == StanzaType.Get
                ? _request == IsPing || _request == IsInfo || _request == IsItems
                : IsRosterOfOwn;
            if (!known)
            {
                SendError(StanzaCondition.ServiceUnavailable);
                return;
            }

            _output.Begin();
            _output.Answer(_stanza, XmppPhrases.ResultType);
            if (_request == IsInfo)
            {
                _output.DiscoInfo(_node, _nodeLength);
            }
            else if (_request == IsItems)
            {
                _output.DiscoItems(_node, _nodeLength);
            }

            _output.Phrase(XmppPhrases.IqEnd);

            // A peer that asks faster than it listens loses answers; half an answer would end the stream.
            _output.End(int.MaxValue, StanzaClass.Fleeting);
        }

        internal void SendError(StanzaCondition condition)
        {
            _output.Begin();
            _output.Error(_stanza, condition);
            _output.Phrase(_stanza.Kind == StanzaKind.Iq ? XmppPhrases.IqEnd : XmppPhrases.MessageEnd);

            // A peer that asks faster than it listens loses answers; half an answer would end the stream.
            _output.End(int.MaxValue, StanzaClass.Fleeting);
        }

        private bool KeepNode(XmlTokenizer tokenizer)
        {
            int attribute = _names.Find(tokenizer, XmppNames.NodeAttribute);
            if (attribute < 0)
            {
                return true;
            }

            int length = tokenizer.AttributeValueLength(attribute);
            if (length > MaxNode)
            {
                return false;
            }

            Array.Copy(tokenizer.Buffer, tokenizer.AttributeValueOffset(attribute), _node, 0, length);
            _nodeLength = length;
            return true;
        }
    }
}
