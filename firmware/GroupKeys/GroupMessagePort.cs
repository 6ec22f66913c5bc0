using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Firmware;
using nanoDer.Gdoi;
using nanoDer.Iec61850;
using nanoDer.Multicast;
using nanoDer.Xmpp;

namespace nanoDer.GroupKeys
{
    /// <summary>
    /// Joins the messages of a group with its keys and with the server: what is said in the group's room is opened, decoded and acted on. Nothing is ever
    /// answered there; what came of it the server's reports tell.
    /// </summary>
    internal sealed class GroupMessagePort
    {
        internal const string Namespace = "urn:nanoder:group:0";

        private readonly GroupMessageSettings _settings;
        private readonly GroupProtection _protection;
        private readonly KeyStore _keys;
        private readonly byte[] _room;
        private readonly byte[] _message;
        private readonly Base64Reader _reader = new Base64Reader();
        private XmppClient _xmpp;
        private MmsPort _port;
        private GroupMap _map;
        private bool _hasBegun;

        internal GroupMessagePort(GroupMessageSettings settings, KeyStore keys, GdoiTools tools)
        {
            _settings = settings;
            _keys = keys;
            _room = Bytes.Of(settings.Room);
            _message = new byte[settings.MessageBytes];
            if (settings.Publisher != null)
            {
                Certificate publisher = Credentials.Certificate(settings.Publisher);
                if (publisher.KeyKind != KeyKind.P256)
                {
                    throw new ArgumentException();
                }

                settings.Profile.PublisherKey = new byte[EllipticCurve.PointBytes];
                Array.Copy(publisher.Buffer, publisher.KeyOffset, settings.Profile.PublisherKey, 0, EllipticCurve.PointBytes);
            }

            _protection = new GroupProtection(tools.Provider, settings.Profile, _room, tools.Ecdsa);
        }

        /// <summary>Why an object of the last message was refused; None when all were taken.</summary>
        internal AddCause Cause
        {
            get { return _port.Cause; }
        }

        internal void Join(XmppClient xmpp, MmsPort port, DataModel model)
        {
            _xmpp = xmpp;
            _port = port;
            _map = new GroupMap(model, _settings.Map);
            port.ExpectProtected();
        }

        /// <summary>Says whether the stanza at hand is of the group's room, and gets ready for its payload.</summary>
        [DataPath]
        internal Base64Reader Begin()
        {
            Stanza stanza = _xmpp.Stanza;
            int bare = Jid.BareLength(stanza.From, 0, stanza.FromLength);
            bool isOurs = stanza.Type == StanzaType.GroupChat && bare == _room.Length && Jid.Same(stanza.From, 0, _room, 0, bare);
            _reader.Start(_message, 0, _message.Length);
            if (!isOurs)
            {
                _reader.Refuse(DerStatus.XmppNotListed);
            }

            return _reader;
        }

        /// <summary>The time is known: from now on messages count.</summary>
        internal void Start(long utcMs)
        {
            if (!_hasBegun)
            {
                _hasBegun = true;
                _protection.StartReceiving(utcMs);
            }
        }

        /// <summary>The stanza is complete: opens the message and acts on it.</summary>
        /// <param name="nowMs">Milliseconds of the clock that never goes back.</param>
        /// <param name="utcMs">UTC in milliseconds; 0 when it is not known.</param>
        /// <param name="isKeyMissing">True when the message is under a key that is not there.</param>
        /// <param name="taken">How many objects were operated or written.</param>
        /// <returns>Why it is refused; Ok when it is not.</returns>
        [DataPath]
        internal DerStatus Take(long nowMs, long utcMs, out bool isKeyMissing, out int taken)
        {
            isKeyMissing = false;
            taken = 0;
            int count = _reader.Finish();
            if (count < 0)
            {
                return _reader.Status;
            }

            int keyId = GroupMessage.ReadKeyId(_message, 0, count);
            if (keyId == 0)
            {
                return DerStatus.GroupBadMessage;
            }

            // Each time anew: a key may have ended or been deleted since.
            Tek tek = _keys.Find(keyId, nowMs);
            isKeyMissing = tek == null;
            DerStatus status = isKeyMissing ? DerStatus.GdoiNoKey
                : keyId == _protection.KeyId ? DerStatus.Ok
                : _protection.SetKey(keyId, tek.Authentication, tek.AuthenticationKey, tek.Encryption, tek.EncryptionKey);
            if (status == DerStatus.Ok)
            {
                status = _protection.Open(_message, 0, count, utcMs);
            }

            if (status != DerStatus.Ok)
            {
                return status;
            }

            _port.Decode(_message, GroupMessage.HeadBytes, _protection.Count);
            if (_port.Decoded == DerStatus.Ok)
            {
                taken = _port.Act(_map, _room);
            }

            status = _port.Decoded;
            _port.Drop();
            return status;
        }

        internal void Stop()
        {
            _protection.Dispose();
        }
    }
}
