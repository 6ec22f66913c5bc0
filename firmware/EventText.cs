using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>Events and failures in words: what happened and what to do.</summary>
    public static class EventText
    {
        private const string BadXml = "the server sent XML that XMPP does not allow; check that server";
        private const string BadSasl = "the server did not understand what was said to authenticate; check that server";
        private const string OurXml = "the server does not take this device's XML; check that it is an XMPP 1.0 server, and what is in between";
        private const string BadAddress = "the server does not take an address of this device; compare the JID with the certificate";
        private const string BadPdu = "the sender's PDU breaks the schema; check the sender";
        private const string LargePdu = "the sender's PDU is larger than this device's memory plan; enlarge its Mms values";
        private const string BadCertificate = "a certificate that cannot be taken; issue it anew";
        private const string WrongUse = "a certificate that may not be used for this; issue one by the profile";
        private const string OtherWay = "the server refused the way of authenticating; allow SASL EXTERNAL or SCRAM-SHA-256 inside TLS";
        private const string LargeXml = "the server sent XML larger than this device's memory plan; enlarge its Xml values or find the sender";

        /// <summary>A line for the log.</summary>
        /// <param name="what">What happened.</param>
        /// <param name="status">Why.</param>
        /// <param name="text">The event's text.</param>
        /// <returns>The line, without line end.</returns>
        public static string Line(GatewayEvent what, DerStatus status, string text)
        {
            switch (what)
            {
                case GatewayEvent.Connecting:
                    return "connecting to " + text;
                case GatewayEvent.Connected:
                    return "connected, asking for TLS";
                case GatewayEvent.Secured:
                    return "TLS established, server certificate accepted";
                case GatewayEvent.Authenticated:
                    return "authenticated by SASL";
                case GatewayEvent.Online:
                    return "online as " + text;
                case GatewayEvent.Resumed:
                    return "online again as " + text + ", session resumed";
                case GatewayEvent.WrongResource:
                    return "configuration: the server bound " + text + " instead of the resource IEC; end the other session of this account";
                case GatewayEvent.Associated:
                    return "association opened by " + text;
                case GatewayEvent.Released:
                    return "association ended: " + text;
                case GatewayEvent.Rejected:
                    return "PDU of " + text + " rejected: " + Status(status);
                case GatewayEvent.Delayed:
                    return "not acted on what was stored on its way, from " + text;
                case GatewayEvent.RoomJoined:
                    return "in the room " + text;
                case GatewayEvent.RoomLeft:
                    return "out of the room " + text + ": " + Status(status);
                case GatewayEvent.Offline:
                    return "offline: " + Status(status);
                case GatewayEvent.Waiting:
                    return "next attempt in " + text + " ms";
                case GatewayEvent.CertificateExpiring:
                    return "this device's certificate expires in " + text + " days: renew it";
                case GatewayEvent.Renewing:
                    return "session keys are old, connecting anew";
                case GatewayEvent.Restarting:
                    return "offline for too long, restarting the board";
                case GatewayEvent.FailSafe:
                    return "fail-safe: no client for too long, the inverter goes to its default set-points; check link and grid side";
                case GatewayEvent.FailSafeEnded:
                    return "fail-safe ended by a command";
                case GatewayEvent.GroupCommand:
                    return "from the group's publisher: " + text;
                case GatewayEvent.GroupKeys:
                    return "group keys: " + text;
                case GatewayEvent.GroupKeysFailed:
                    return "no group keys" + (text == null ? ": " : " from " + text + ": ") + Status(status);
                case GatewayEvent.GroupPushRefused:
                    return "push of group keys refused: " + Status(status);
                default:
                    return "stopped";
            }
        }

        /// <summary>A failure in words.</summary>
        /// <param name="status">The failure.</param>
        /// <returns>Its name, what it means and what to do.</returns>
        public static string Status(DerStatus status)
        {
            switch (status)
            {
                case DerStatus.XmppClosed:
                    return "XmppClosed: the server ended the stream; nothing to do";
                case DerStatus.XmppNotXmpp:
                    return "XmppNotXmpp: the other end is no XMPP 1.0 server; check host and port";
                case DerStatus.XmppNoStartTls:
                    return "XmppNoStartTls: the server gives no TLS; enable STARTTLS there, or suspect somebody in between who strips it";
                case DerStatus.XmppInjectedBytes:
                    return "XmppInjectedBytes: clear text followed the answer to STARTTLS; somebody tampers with the connection";
                case DerStatus.XmppNoMechanism:
                    return "XmppNoMechanism: the server offers no SASL EXTERNAL, nor SCRAM-SHA-256 for a password; let it ask for client certificates and trust this device's authority";
                case DerStatus.XmppNotAuthorized:
                    return "XmppNotAuthorized: the server does not take certificate or password for this JID; compare the JID with the certificate's id-on-xmppAddr, or the password with the account's";
                case DerStatus.XmppAccountDisabled:
                    return "XmppAccountDisabled: the server knows no enabled account for this certificate; check its id-on-xmppAddr and the account";
                case DerStatus.XmppCredentialsExpired:
                    return "XmppCredentialsExpired: the certificate has expired; renew it";
                case DerStatus.XmppInvalidAuthzid:
                    return "XmppInvalidAuthzid: the certificate does not stand for the JID; issue one with this JID as id-on-xmppAddr";
                case DerStatus.XmppTemporaryAuthFailure:
                    return "XmppTemporaryAuthFailure: the server cannot check credentials now; it is tried again";
                case DerStatus.XmppSaslProtocol:
                    return "XmppSaslProtocol: the server's SASL messages break the protocol; check that server";
                case DerStatus.XmppSaslEncryptionRequired:
                    return "XmppSaslEncryptionRequired: " + OtherWay;
                case DerStatus.XmppSaslInvalidMechanism:
                    return "XmppSaslInvalidMechanism: " + OtherWay;
                case DerStatus.XmppSaslMechanismTooWeak:
                    return "XmppSaslMechanismTooWeak: " + OtherWay;
                case DerStatus.XmppServerNotAuthentic:
                    return "XmppServerNotAuthentic: the server does not know this account's password; somebody poses as the server";
                case DerStatus.XmppSaslUnsupported:
                    return "XmppSaslUnsupported: the server wants a number of SCRAM iterations out of bounds, or an extension; set the account's password anew there";
                case DerStatus.XmppBindConflict:
                    return "XmppBindConflict: another session has the resource IEC; look for a second device with the same account";
                case DerStatus.XmppBindNotAllowed:
                    return "XmppBindNotAllowed: the server does not let this account have the resource IEC; allow it there";
                case DerStatus.XmppBindResourceConstraint:
                    return "XmppBindResourceConstraint: the account has too many sessions; end the others";
                case DerStatus.XmppBindRefused:
                    return "XmppBindRefused: the server did not bind this JID and resource; compare the JID with the certificate's id-on-xmppAddr, and check the account's session limit";
                case DerStatus.XmppUnexpected:
                    return "XmppUnexpected: the server sent what the protocol does not allow here; check that it is a server for XMPP clients";
                case DerStatus.XmppTimeout:
                    return "XmppTimeout: the server stopped answering; check server and link";
                case DerStatus.XmppConflict:
                    return "XmppConflict: another connection has taken this JID; look for a second device with the same certificate";
                case DerStatus.XmppHostUnknown:
                    return "XmppHostUnknown: the server does not serve the domain of the JID; check JID and server";
                case DerStatus.XmppPolicyViolation:
                    return "XmppPolicyViolation: the server closed the stream for its policy; check its stanza and rate limits";
                case DerStatus.XmppSeeOtherHost:
                    return "XmppSeeOtherHost: the server wants this device to use another one; configure that host";
                case DerStatus.XmppStreamError:
                    return "XmppStreamError: the server gave up the stream; its log says why";
                case DerStatus.XmppHandledTooHigh:
                    return "XmppHandledTooHigh: the server acknowledges more than was sent; its stream management is broken";
                case DerStatus.XmppSystemShutdown:
                    return "XmppSystemShutdown: the server shuts down; it is tried again";
                case DerStatus.XmppStreamHostGone:
                    return "XmppStreamHostGone: the server no longer serves the domain of the JID; check JID and server";
                case DerStatus.XmppStreamReset:
                    return "XmppStreamReset: the server wants the stream to begin anew; nothing to do";
                case DerStatus.XmppStreamResourceConstraint:
                    return "XmppStreamResourceConstraint: the server is busy; it is tried again";
                case DerStatus.NetNoAddress:
                    return "NetNoAddress: the server's name has no address; check host name and DNS";
                case DerStatus.NetNoConnection:
                    return "NetNoConnection: no TCP connection; check host, port, firewall and whether the server runs";
                case DerStatus.NetLost:
                    return "NetLost: the connection broke; check server and link";
                case DerStatus.NetNoService:
                    return "NetNoService: the DNS says that the domain has no XMPP service; check the JID, or configure a host";
                case DerStatus.NetDnsTruncated:
                    return "NetDnsTruncated: the domain has more SRV records than fit 512 bytes; configure a host";
                case DerStatus.NetDnsBadAnswer:
                    return "NetDnsBadAnswer: the DNS server sent what is no answer; check that server";
                case DerStatus.TlsServerCertificate:
                    return "TlsServerCertificate: the server's certificate was refused; check its authority, its dates, its name against the JID's domain, and this device's clock";
                case DerStatus.TlsHandshake:
                    return "TlsHandshake: no TLS session; check that both sides share a TLS version and cipher suite and that the server accepts this device's certificate";
                case DerStatus.TlsOwnCertificate:
                    return "TlsOwnCertificate: certificate or key of this device cannot be read; provision them again";
                case DerStatus.NetStalled:
                    return "NetStalled: nothing came for too long; check server and link";
                case DerStatus.TlsKeyMismatch:
                    return "TlsKeyMismatch: the private key is not that of this device's certificate; provision both again";
                case DerStatus.TlsClock:
                    return "TlsClock: the clock is earlier than the firmware; set it (SNTP) before anything else";
                case DerStatus.TlsNoMemory:
                    return "TlsNoMemory: too little memory in one piece for a handshake; restart, or take smaller buffers";
                case DerStatus.DerTooLarge:
                    return "DerTooLarge: this device's certificate is larger than the profile allows; issue a smaller one";
                case DerStatus.X509Expired:
                    return "X509Expired: this device's certificate has expired; renew it, and check the clock";
                case DerStatus.X509NotYetValid:
                    return "X509NotYetValid: this device's certificate is not valid yet; check the clock";
                case DerStatus.X509WeakKey:
                    return "X509WeakKey: this device's key is too short; issue one of P-256 or RSA of 2,048 bits";
                case DerStatus.X509UnsupportedAlgorithm:
                    return "X509UnsupportedAlgorithm: this device's key is of a kind that is not known; issue one of P-256 or RSA";
                case DerStatus.BufferFull:
                    return "BufferFull: the output is too small for the login; enlarge OutputBytes in the memory plan";
                case DerStatus.XmlNotWellFormed:
                    return "XmlNotWellFormed: " + BadXml;
                case DerStatus.XmlRestricted:
                    return "XmlRestricted: " + BadXml;
                case DerStatus.XmlBadCharacter:
                    return "XmlBadCharacter: " + BadXml;
                case DerStatus.XmlBadNamespace:
                    return "XmlBadNamespace: " + BadXml;
                case DerStatus.XmlTagTooLong:
                    return "XmlTagTooLong: " + LargeXml;
                case DerStatus.XmlTooDeep:
                    return "XmlTooDeep: " + LargeXml;
                case DerStatus.XmlTooManyAttributes:
                    return "XmlTooManyAttributes: " + LargeXml;
                case DerStatus.Ok:
                    return "Ok: all is well";
                case DerStatus.BadEncoding:
                    return "BadEncoding: text that is no Base64";
                case DerStatus.Truncated:
                    return "Truncated: the input ended in the middle of an element";
                case DerStatus.XmppSaslAborted:
                    return "XmppSaslAborted: the server broke the authentication off; it is tried again";
                case DerStatus.XmppSaslIncorrectEncoding:
                    return "XmppSaslIncorrectEncoding: " + BadSasl;
                case DerStatus.XmppSaslMalformedRequest:
                    return "XmppSaslMalformedRequest: " + BadSasl;
                case DerStatus.XmppBindBadRequest:
                    return "XmppBindBadRequest: the server did not understand the request for a resource; check that server";
                case DerStatus.XmppStreamBadFormat:
                    return "XmppStreamBadFormat: " + OurXml;
                case DerStatus.XmppStreamBadNamespacePrefix:
                    return "XmppStreamBadNamespacePrefix: " + OurXml;
                case DerStatus.XmppStreamInvalidNamespace:
                    return "XmppStreamInvalidNamespace: " + OurXml;
                case DerStatus.XmppStreamInvalidXml:
                    return "XmppStreamInvalidXml: " + OurXml;
                case DerStatus.XmppStreamNotWellFormed:
                    return "XmppStreamNotWellFormed: " + OurXml;
                case DerStatus.XmppStreamRestrictedXml:
                    return "XmppStreamRestrictedXml: " + OurXml;
                case DerStatus.XmppStreamUnsupportedEncoding:
                    return "XmppStreamUnsupportedEncoding: " + OurXml;
                case DerStatus.XmppStreamUnsupportedFeature:
                    return "XmppStreamUnsupportedFeature: " + OurXml;
                case DerStatus.XmppStreamUnsupportedStanzaType:
                    return "XmppStreamUnsupportedStanzaType: " + OurXml;
                case DerStatus.XmppStreamUnsupportedVersion:
                    return "XmppStreamUnsupportedVersion: " + OurXml;
                case DerStatus.XmppStreamConnectionTimeout:
                    return "XmppStreamConnectionTimeout: the server heard nothing for too long; check the link";
                case DerStatus.XmppStreamImproperAddressing:
                    return "XmppStreamImproperAddressing: " + BadAddress;
                case DerStatus.XmppStreamInvalidFrom:
                    return "XmppStreamInvalidFrom: " + BadAddress;
                case DerStatus.XmppStreamInternalServerError:
                    return "XmppStreamInternalServerError: the server has a fault of its own; its log says which";
                case DerStatus.XmppStreamNotAuthorized:
                    return "XmppStreamNotAuthorized: the server wants the device to authenticate first; check that it offers SASL";
                case DerStatus.XmppStreamRemoteConnectionFailed:
                    return "XmppStreamRemoteConnectionFailed: the server cannot reach what it needs to authenticate; its log says what";
                case DerStatus.XmppStreamUndefinedCondition:
                    return "XmppStreamUndefinedCondition: the server gave up the stream; its log says why";
                case DerStatus.XmppNotListed:
                    return "XmppNotListed: the sender is not on this device's list of peers; add it, or suspect it";
                case DerStatus.MucKicked:
                    return "MucKicked: kicked out of the room; it is tried again";
                case DerStatus.MucBanned:
                    return "MucBanned: banned from the room; ask its owner";
                case DerStatus.MucRemoved:
                    return "MucRemoved: no member of the room any more; ask its owner";
                case DerStatus.MucDestroyed:
                    return "MucDestroyed: the room was destroyed";
                case DerStatus.MucShutdown:
                    return "MucShutdown: the room's service shuts down; it is tried again";
                case DerStatus.MucLost:
                    return "MucLost: the room's service has lost this device; it is tried again";
                case DerStatus.MucPassword:
                    return "MucPassword: the room wants a password, and there is none; take it away";
                case DerStatus.MucMembersOnly:
                    return "MucMembersOnly: the room is for members only; make this device one";
                case DerStatus.MucNickTaken:
                    return "MucNickTaken: all nicks tried are taken; look for a second device with this account";
                case DerStatus.MucFull:
                    return "MucFull: the room is full; it is tried again";
                case DerStatus.MucNotFound:
                    return "MucNotFound: there is no such room yet; it is tried again";
                case DerStatus.MucNotAllowed:
                    return "MucNotAllowed: there is no such room, and this device may not make it; make it";
                case DerStatus.MucRefused:
                    return "MucRefused: the room refused this device; it is tried again";
                case DerStatus.MucSilent:
                    return "MucSilent: the room did not answer; it is tried again";
                case DerStatus.MmsUnknownElement:
                    return "MmsUnknownElement: " + BadPdu;
                case DerStatus.MmsMissingElement:
                    return "MmsMissingElement: " + BadPdu;
                case DerStatus.MmsBadValue:
                    return "MmsBadValue: " + BadPdu;
                case DerStatus.MmsOutOfRange:
                    return "MmsOutOfRange: " + BadPdu;
                case DerStatus.MmsUnknownPdu:
                    return "MmsUnknownPdu: " + BadPdu;
                case DerStatus.MmsUnknownService:
                    return "MmsUnknownService: " + BadPdu;
                case DerStatus.MmsUnexpectedText:
                    return "MmsUnexpectedText: " + BadPdu;
                case DerStatus.MmsUnexpectedElement:
                    return "MmsUnexpectedElement: " + BadPdu;
                case DerStatus.MmsSecondAlternative:
                    return "MmsSecondAlternative: " + BadPdu;
                case DerStatus.MmsUnknownAttribute:
                    return "MmsUnknownAttribute: " + BadPdu;
                case DerStatus.MmsWrongNamespace:
                    return "MmsWrongNamespace: " + BadPdu;
                case DerStatus.MmsTooMuchSpace:
                    return "MmsTooMuchSpace: " + BadPdu;
                case DerStatus.MmsTooDeep:
                    return "MmsTooDeep: " + LargePdu;
                case DerStatus.MmsTooLarge:
                    return "MmsTooLarge: " + LargePdu;
                case DerStatus.CryptoBadKey:
                    return "CryptoBadKey: a key that is not one; provision it again";
                case DerStatus.CryptoNoKey:
                    return "CryptoNoKey: there is no key for that";
                case DerStatus.CryptoBadLength:
                    return "CryptoBadLength: an input or output of the wrong length";
                case DerStatus.CryptoNotAuthentic:
                    return "CryptoNotAuthentic: a signature, tag or digest is not that of the message: drop it, and suspect its sender";
                case DerStatus.CryptoNotSeeded:
                    return "CryptoNotSeeded: the random generator has not been seeded";
                case DerStatus.CryptoUnsupported:
                    return "CryptoUnsupported: an algorithm, curve or size that is not known";
                case DerStatus.CryptoBadMessage:
                    return "CryptoBadMessage: a message that breaks the protocol of its authentication";
                case DerStatus.DerBadEncoding:
                    return "DerBadEncoding: " + BadCertificate;
                case DerStatus.X509BadCertificate:
                    return "X509BadCertificate: " + BadCertificate;
                case DerStatus.X509BadSignature:
                    return "X509BadSignature: " + BadCertificate;
                case DerStatus.X509UnknownCritical:
                    return "X509UnknownCritical: " + BadCertificate;
                case DerStatus.X509UnknownIssuer:
                    return "X509UnknownIssuer: the certificate's issuer is no authority of this device; check its authorities";
                case DerStatus.X509WeakSignature:
                    return "X509WeakSignature: " + WrongUse;
                case DerStatus.X509NotCa:
                    return "X509NotCa: " + WrongUse;
                case DerStatus.X509PathTooLong:
                    return "X509PathTooLong: " + WrongUse;
                case DerStatus.X509KeyUsage:
                    return "X509KeyUsage: " + WrongUse;
                case DerStatus.X509NameMismatch:
                    return "X509NameMismatch: the certificate stands for somebody else";
                case DerStatus.X509Revoked:
                    return "X509Revoked: the certificate was revoked; issue a new one";
                case DerStatus.X509NoCrl:
                    return "X509NoCrl: no valid revocation list of the issuer; provide one";
                case DerStatus.GdoiBadPacket:
                    return "GdoiBadPacket: a packet that breaks ISAKMP or GDOI; check the key server";
                case DerStatus.GdoiPolicyRefused:
                    return "GdoiPolicyRefused: the group's policy is not allowed here; change it at the key server";
                case DerStatus.GdoiNotAuthorised:
                    return "GdoiNotAuthorised: this key server may not serve the group; check who is authorised";
                case DerStatus.GdoiBadSignature:
                    return "GdoiBadSignature: signature or hash of a packet is wrong; suspect its sender";
                case DerStatus.GdoiSilent:
                    return "GdoiSilent: the key server does not answer; check it and the link";
                case DerStatus.GdoiReplay:
                    return "GdoiReplay: an old packet came again: ignored";
                case DerStatus.GdoiNoKey:
                    return "GdoiNoKey: the group has no key that is valid now";
                case DerStatus.GdoiRemoved:
                    return "GdoiRemoved: the key server has taken this device out of the group";
                case DerStatus.GroupBadMessage:
                    return "GroupBadMessage: no message of this group: ignored";
                case DerStatus.GroupReplay:
                    return "GroupReplay: a group message that was taken before came again: ignored";
                case DerStatus.GroupStale:
                    return "GroupStale: a group message from another time; check the clocks";
                case DerStatus.GroupNotSigned:
                    return "GroupNotSigned: a group message without its publisher's signature: ignored";
                case DerStatus.GdoiNotReached:
                    return "GdoiNotReached: an error came instead of the key server's answer; check its JID, and whom it serves";
                case DerStatus.EndToEndProtocol:
                    return "EndToEndProtocol: a message of end-to-end security breaks its form; suspect its sender";
                case DerStatus.EndToEndTime:
                    return "EndToEndTime: a message too old or from the future; check both clocks, or suspect that it was held back";
                case DerStatus.EndToEndReplay:
                    return "EndToEndReplay: a message came twice; somebody replays";
                case DerStatus.EndToEndIcv:
                    return "EndToEndIcv: a message was changed on its way, or comes from somebody without the keys";
                case DerStatus.EndToEndSignature:
                    return "EndToEndSignature: the signature is wrong; suspect its sender";
                case DerStatus.EndToEndAddress:
                    return "EndToEndAddress: the certificate is that of another JID; check who has it";
                case DerStatus.EndToEndAlgorithm:
                    return "EndToEndAlgorithm: the peer wants other algorithms; compare both profiles";
                case DerStatus.EndToEndNoAssociation:
                    return "EndToEndNoAssociation: nothing is agreed with this peer; it has to begin anew";
                case DerStatus.EndToEndRejected:
                    return "EndToEndRejected: the peer has refused the association; its log says why";
                case DerStatus.EndToEndAborted:
                    return "EndToEndAborted: the peer has ended the association; its log says why";
                case DerStatus.EndToEndClear:
                    return "EndToEndClear: a message in the clear where end-to-end security is wanted; turn it on at the peer";
                case DerStatus.EndToEndKeyExpired:
                    return "EndToEndKeyExpired: the peer does not renew the keys; it has to begin anew";
                case DerStatus.SntpUnexpected:
                    return "SntpUnexpected: a time packet that answers nothing: ignored";
                case DerStatus.SntpNotSynchronised:
                    return "SntpNotSynchronised: the time server has no time itself; check it";
                case DerStatus.SntpKissOfDeath:
                    return "SntpKissOfDeath: the time server wants to be asked less";
                default:
                    return InverterText.Of(status);
            }
        }
    }
}
