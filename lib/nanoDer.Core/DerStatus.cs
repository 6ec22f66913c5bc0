namespace nanoDer.Core
{
    /// <summary>
    /// What went wrong, in every engine of the stack. The first failure of an engine wins and stays until it is reset.
    /// Numbers are stable: they appear in logs of devices in the field. <c>DerStatusText</c> of the firmware gives the words.
    /// </summary>
    public enum DerStatus
    {
        /// <summary>No failure.</summary>
        Ok = 0,

        /// <summary>A fixed-size buffer of the caller is full; enlarge it in the <see cref="MemoryPlan"/>.</summary>
        BufferFull = 1,

        /// <summary>Input ended in the middle of an element.</summary>
        Truncated = 2,

        /// <summary>Text that is no Base64 (RFC 4648).</summary>
        BadEncoding = 3,

        // 100-199: XML (RFC 6120 clause 11, XML 1.0, Namespaces in XML 1.0)

        /// <summary>Not well-formed XML.</summary>
        XmlNotWellFormed = 100,

        /// <summary>Comment, processing instruction, document type, CDATA or entity that XMPP forbids (RFC 6120 clause 11.1).</summary>
        XmlRestricted = 101,

        /// <summary>Bytes that are not UTF-8, or a character that XML 1.0 does not allow.</summary>
        XmlBadCharacter = 102,

        /// <summary>A prefix without declaration, a forbidden declaration, or an attribute given twice.</summary>
        XmlBadNamespace = 103,

        /// <summary>A start tag longer than <see cref="MemoryPlan.XmlInputBytes"/>.</summary>
        XmlTagTooLong = 104,

        /// <summary>More open elements than <see cref="MemoryPlan.XmlDepth"/>, or their names longer than <see cref="MemoryPlan.XmlNameBytes"/>.</summary>
        XmlTooDeep = 105,

        /// <summary>More attributes or namespace declarations than the plan has room for.</summary>
        XmlTooManyAttributes = 106,

        // 200-299: XMPP (RFC 6120)

        /// <summary>The server is not an XMPP 1.0 server for client connections.</summary>
        XmppNotXmpp = 200,

        /// <summary>The server offers no STARTTLS, or refused it.</summary>
        XmppNoStartTls = 201,

        /// <summary>Bytes followed <c>&lt;proceed/&gt;</c> in clear text: somebody injects into the stream (RFC 6120 clause 5.4.3.3).</summary>
        XmppInjectedBytes = 202,

        /// <summary>The server offers no SASL mechanism that this client accepts.</summary>
        XmppNoMechanism = 203,

        /// <summary>SASL: the credentials were refused (<c>not-authorized</c> or a condition that is not known).</summary>
        XmppNotAuthorized = 204,

        /// <summary>SASL: <c>account-disabled</c>.</summary>
        XmppAccountDisabled = 205,

        /// <summary>SASL: <c>credentials-expired</c>.</summary>
        XmppCredentialsExpired = 206,

        /// <summary>SASL: <c>invalid-authzid</c>: the certificate does not stand for the configured JID.</summary>
        XmppInvalidAuthzid = 207,

        /// <summary>SASL: <c>temporary-auth-failure</c>.</summary>
        XmppTemporaryAuthFailure = 208,

        /// <summary>SASL: the server's challenge or success breaks the protocol.</summary>
        XmppSaslProtocol = 209,

        /// <summary>The server refused resource binding (RFC 6120 clause 7).</summary>
        XmppBindRefused = 210,

        /// <summary>The server closed the stream in order.</summary>
        XmppClosed = 211,

        /// <summary>The server sent something that the protocol does not allow at this point.</summary>
        XmppUnexpected = 212,

        /// <summary>Nothing came from the server within the time allowed for this step.</summary>
        XmppTimeout = 213,

        /// <summary>Stream error <c>conflict</c>: another connection has taken this JID and resource.</summary>
        XmppConflict = 214,

        /// <summary>Stream error <c>host-unknown</c>: the server does not serve this domain.</summary>
        XmppHostUnknown = 215,

        /// <summary>Stream error <c>policy-violation</c>.</summary>
        XmppPolicyViolation = 216,

        /// <summary>Stream error <c>see-other-host</c>.</summary>
        XmppSeeOtherHost = 217,

        /// <summary>Stream error <c>system-shutdown</c>.</summary>
        XmppSystemShutdown = 218,

        /// <summary>A stream error without a condition that RFC 6120 clause 4.9.3 defines.</summary>
        XmppStreamError = 219,

        /// <summary>SASL: <c>aborted</c>.</summary>
        XmppSaslAborted = 221,

        /// <summary>SASL: <c>encryption-required</c>.</summary>
        XmppSaslEncryptionRequired = 222,

        /// <summary>SASL: <c>incorrect-encoding</c>.</summary>
        XmppSaslIncorrectEncoding = 223,

        /// <summary>SASL: <c>invalid-mechanism</c>.</summary>
        XmppSaslInvalidMechanism = 224,

        /// <summary>SASL: <c>malformed-request</c>.</summary>
        XmppSaslMalformedRequest = 225,

        /// <summary>SASL: <c>mechanism-too-weak</c>.</summary>
        XmppSaslMechanismTooWeak = 226,

        /// <summary>SASL: the server says that all is well and cannot show that it knows the password.</summary>
        XmppServerNotAuthentic = 227,

        /// <summary>SASL: the server asks for more iterations, or fewer, than this client accepts, or for an extension that it does not have.</summary>
        XmppSaslUnsupported = 228,

        /// <summary>Resource binding: <c>bad-request</c>.</summary>
        XmppBindBadRequest = 229,

        /// <summary>Resource binding: <c>conflict</c>, still after several attempts: another session has this resource.</summary>
        XmppBindConflict = 230,

        /// <summary>Resource binding: <c>not-allowed</c>.</summary>
        XmppBindNotAllowed = 231,

        /// <summary>Resource binding: <c>resource-constraint</c>, still after several attempts: the account has too many sessions.</summary>
        XmppBindResourceConstraint = 232,

        /// <summary>The server acknowledges more stanzas than were sent (XEP-0198 clause 4).</summary>
        XmppHandledTooHigh = 240,

        /// <summary>Stream error <c>bad-format</c>.</summary>
        XmppStreamBadFormat = 250,

        /// <summary>Stream error <c>bad-namespace-prefix</c>.</summary>
        XmppStreamBadNamespacePrefix = 251,

        /// <summary>Stream error <c>connection-timeout</c>.</summary>
        XmppStreamConnectionTimeout = 252,

        /// <summary>Stream error <c>host-gone</c>.</summary>
        XmppStreamHostGone = 253,

        /// <summary>Stream error <c>improper-addressing</c>.</summary>
        XmppStreamImproperAddressing = 254,

        /// <summary>Stream error <c>internal-server-error</c>.</summary>
        XmppStreamInternalServerError = 255,

        /// <summary>Stream error <c>invalid-from</c>.</summary>
        XmppStreamInvalidFrom = 256,

        /// <summary>Stream error <c>invalid-namespace</c>.</summary>
        XmppStreamInvalidNamespace = 257,

        /// <summary>Stream error <c>invalid-xml</c>.</summary>
        XmppStreamInvalidXml = 258,

        /// <summary>Stream error <c>not-authorized</c>.</summary>
        XmppStreamNotAuthorized = 259,

        /// <summary>Stream error <c>not-well-formed</c>.</summary>
        XmppStreamNotWellFormed = 260,

        /// <summary>Stream error <c>remote-connection-failed</c>.</summary>
        XmppStreamRemoteConnectionFailed = 261,

        /// <summary>Stream error <c>reset</c>.</summary>
        XmppStreamReset = 262,

        /// <summary>Stream error <c>resource-constraint</c>.</summary>
        XmppStreamResourceConstraint = 263,

        /// <summary>Stream error <c>restricted-xml</c>.</summary>
        XmppStreamRestrictedXml = 264,

        /// <summary>Stream error <c>undefined-condition</c>.</summary>
        XmppStreamUndefinedCondition = 265,

        /// <summary>Stream error <c>unsupported-encoding</c>.</summary>
        XmppStreamUnsupportedEncoding = 266,

        /// <summary>Stream error <c>unsupported-feature</c>.</summary>
        XmppStreamUnsupportedFeature = 267,

        /// <summary>Stream error <c>unsupported-stanza-type</c>.</summary>
        XmppStreamUnsupportedStanzaType = 268,

        /// <summary>Stream error <c>unsupported-version</c>.</summary>
        XmppStreamUnsupportedVersion = 269,

        /// <summary>Somebody who is not on the device's list of peers wants something of it.</summary>
        XmppNotListed = 241,

        // 270-289: rooms (XEP-0045 clauses 7.2 and 15.6)

        /// <summary>The room has put the client out for a while.</summary>
        MucKicked = 270,

        /// <summary>The room does not want the client.</summary>
        MucBanned = 271,

        /// <summary>The client is no member of the room any more.</summary>
        MucRemoved = 272,

        /// <summary>The room is no more.</summary>
        MucDestroyed = 273,

        /// <summary>The room's service shuts down.</summary>
        MucShutdown = 274,

        /// <summary>The room's service has lost the client.</summary>
        MucLost = 275,

        /// <summary>The room wants a password.</summary>
        MucPassword = 276,

        /// <summary>The room is for members only.</summary>
        MucMembersOnly = 277,

        /// <summary>All nicks tried are taken.</summary>
        MucNickTaken = 278,

        /// <summary>The room is full.</summary>
        MucFull = 279,

        /// <summary>The room is not there, or locked.</summary>
        MucNotFound = 280,

        /// <summary>The room is not there and may not be made.</summary>
        MucNotAllowed = 281,

        /// <summary>The room refused the client for another reason.</summary>
        MucRefused = 282,

        /// <summary>The room did not answer in time.</summary>
        MucSilent = 283,

        // 300-399: MMS in XER (ISO 9506-2, ITU-T X.693, IEC 61850-8-2)

        /// <summary>An element or attribute that the schema does not have at this place.</summary>
        MmsUnknownElement = 300,

        /// <summary>Elements in the wrong order, or one that is missing.</summary>
        MmsMissingElement = 301,

        /// <summary>Text that is not a value of its type.</summary>
        MmsBadValue = 302,

        /// <summary>A value outside the range or size of its type.</summary>
        MmsOutOfRange = 303,

        /// <summary>Nested deeper than the plan or the association allows.</summary>
        MmsTooDeep = 304,

        /// <summary>More nodes or octets than the plan has room for.</summary>
        MmsTooLarge = 305,

        /// <summary>A top-level element that is no MMS PDU.</summary>
        MmsUnknownPdu = 306,

        /// <summary>A confirmed request of a service that the schema does not have.</summary>
        MmsUnknownService = 307,

        /// <summary>Text between elements, or in an element that has no content.</summary>
        MmsUnexpectedText = 308,

        /// <summary>An element inside a value.</summary>
        MmsUnexpectedElement = 309,

        /// <summary>A second value where a choice allows one.</summary>
        MmsSecondAlternative = 310,

        /// <summary>An attribute that the schema does not have at this place.</summary>
        MmsUnknownAttribute = 311,

        /// <summary>An element in another namespace than the PDU, or a PDU in a wrong one.</summary>
        MmsWrongNamespace = 312,

        /// <summary>A longer run of white space than the dialect allows.</summary>
        MmsTooMuchSpace = 313,

        // 400-499: network and TLS (firmware)

        /// <summary>The server's name has no address.</summary>
        NetNoAddress = 400,

        /// <summary>No TCP connection: refused, unreachable, or no answer.</summary>
        NetNoConnection = 401,

        /// <summary>The connection broke.</summary>
        NetLost = 402,

        /// <summary>The domain's SRV records say that it has no XMPP service (RFC 2782, RFC 6120 clause 3.2.1).</summary>
        NetNoService = 403,

        /// <summary>The DNS server's answer does not fit 512 bytes.</summary>
        NetDnsTruncated = 404,

        /// <summary>The DNS server's answer breaks RFC 1035.</summary>
        NetDnsBadAnswer = 405,

        /// <summary>Nothing came from the server for so long that the session is given up.</summary>
        NetStalled = 406,

        /// <summary>TLS: the server's certificate was refused (chain, date or host name).</summary>
        TlsServerCertificate = 410,

        /// <summary>TLS: the handshake failed for another reason, such as our certificate being refused.</summary>
        TlsHandshake = 411,

        /// <summary>The device's own certificate or key cannot be read.</summary>
        TlsOwnCertificate = 412,

        /// <summary>The device's private key is not that of its certificate.</summary>
        TlsKeyMismatch = 413,

        /// <summary>The device's clock is earlier than its firmware: certificates cannot be checked.</summary>
        TlsClock = 414,

        /// <summary>Too little memory in one piece for a TLS handshake.</summary>
        TlsNoMemory = 415,

        // 500-599: cryptography and X.509 (RFC 5280)

        /// <summary>A key that is not one: wrong length, a point off the curve, a scalar out of range.</summary>
        CryptoBadKey = 500,

        /// <summary>An operation before its key was set.</summary>
        CryptoNoKey = 501,

        /// <summary>A nonce, tag, digest or result of a length that the algorithm does not have.</summary>
        CryptoBadLength = 502,

        /// <summary>A tag, MAC or signature that is wrong; nothing of the message was given out.</summary>
        CryptoNotAuthentic = 503,

        /// <summary>Random bytes asked before there was enough entropy, or after the generator's health test failed.</summary>
        CryptoNotSeeded = 504,

        /// <summary>An algorithm, curve or parameter that the library does not have.</summary>
        CryptoUnsupported = 505,

        /// <summary>A message of an authentication that breaks its protocol: an attribute missing, a nonce that is not ours.</summary>
        CryptoBadMessage = 506,

        /// <summary>Not DER: indefinite or non-minimal length, wrong tag, bad integer, bytes after the end.</summary>
        DerBadEncoding = 520,

        /// <summary>An element longer than the limits of the reader.</summary>
        DerTooLarge = 521,

        /// <summary>A certificate whose fields break RFC 5280: version, validity, extensions twice.</summary>
        X509BadCertificate = 530,

        /// <summary>No trust anchor and no certificate at hand has the issuer's name.</summary>
        X509UnknownIssuer = 531,

        /// <summary>The signature of a certificate or CRL is wrong.</summary>
        X509BadSignature = 532,

        /// <summary>MD5, SHA-1 or another hash below SHA-256.</summary>
        X509WeakSignature = 533,

        /// <summary>An RSA key under 2048 bits or a curve under 256 bits.</summary>
        X509WeakKey = 534,

        /// <summary>The certificate's or CRL's time is over.</summary>
        X509Expired = 535,

        /// <summary>The certificate's or CRL's time has not begun.</summary>
        X509NotYetValid = 536,

        /// <summary>The issuer is no CA, or its key usage forbids what it signed.</summary>
        X509NotCa = 537,

        /// <summary>More certificates than a path length constraint or the plan allows.</summary>
        X509PathTooLong = 538,

        /// <summary>A critical extension that the library does not process.</summary>
        X509UnknownCritical = 539,

        /// <summary>The key usage does not allow what the certificate is used for.</summary>
        X509KeyUsage = 540,

        /// <summary>The certificate does not name the peer.</summary>
        X509NameMismatch = 541,

        /// <summary>The certificate is on its issuer's CRL.</summary>
        X509Revoked = 542,

        /// <summary>A CRL is required and there is no valid one of the issuer.</summary>
        X509NoCrl = 543,

        /// <summary>A key or signature of an algorithm that the library does not have.</summary>
        X509UnsupportedAlgorithm = 544,

        // 600-699: group keys (RFC 6407, RFC 8052, RFC 8263)

        /// <summary>A packet that breaks ISAKMP or GDOI.</summary>
        GdoiBadPacket = 600,

        /// <summary>The key server's policy is not one that this member accepts, or the key server refused the member.</summary>
        GdoiPolicyRefused = 601,

        /// <summary>The key server has proved who it is, but is not on the list of those authorised for the group.</summary>
        GdoiNotAuthorised = 602,

        /// <summary>The signature or the hash of the key server is wrong.</summary>
        GdoiBadSignature = 603,

        /// <summary>The key server does not answer.</summary>
        GdoiSilent = 604,

        /// <summary>A push whose sequence number has been seen.</summary>
        GdoiReplay = 605,

        /// <summary>No key of that number.</summary>
        GdoiNoKey = 606,

        /// <summary>The key server has taken this member out of the group.</summary>
        GdoiRemoved = 607,

        /// <summary>Instead of the key server's answer came an error: of the key server, or of an XMPP server before it.</summary>
        GdoiNotReached = 608,

        // 620-629: messages under a group's key

        /// <summary>What is no message of this group.</summary>
        GroupBadMessage = 620,

        /// <summary>A message that was taken before, or may have been.</summary>
        GroupReplay = 621,

        /// <summary>A message whose time is too far from this device's, or this device does not know the time.</summary>
        GroupStale = 622,

        /// <summary>A message without the publisher's signature, or with a wrong one.</summary>
        GroupNotSigned = 623,

        // 640-659: end-to-end security (IEC 62351-4)

        /// <summary>A security PDU of another form, or one that breaks the protocol.</summary>
        EndToEndProtocol = 640,

        /// <summary>Its time is too far from the own clock.</summary>
        EndToEndTime = 641,

        /// <summary>Its time and sequence number, or the whole handshake, have come before: somebody replays.</summary>
        EndToEndReplay = 642,

        /// <summary>The ICV is wrong: somebody has changed the message, or does not have the keys.</summary>
        EndToEndIcv = 643,

        /// <summary>The signature is wrong.</summary>
        EndToEndSignature = 644,

        /// <summary>The certificate is valid, but stands for somebody else than the sender (address-mismatch).</summary>
        EndToEndAddress = 645,

        /// <summary>The peer wants algorithms that this side does not take.</summary>
        EndToEndAlgorithm = 646,

        /// <summary>There is no association with the sender under these identifiers.</summary>
        EndToEndNoAssociation = 647,

        /// <summary>The peer has refused the association.</summary>
        EndToEndRejected = 648,

        /// <summary>The peer has aborted the association.</summary>
        EndToEndAborted = 649,

        /// <summary>The keys should have been renewed long ago.</summary>
        EndToEndKeyExpired = 650,

        /// <summary>A PDU in the clear of a peer who has to protect it.</summary>
        EndToEndClear = 651,

        // 700-709: time (RFC 5905)

        /// <summary>A time packet that answers nothing that was asked: ignored.</summary>
        SntpUnexpected = 700,

        /// <summary>The time server does not know the time well enough itself, or the way to it takes too long.</summary>
        SntpNotSynchronised = 701,

        /// <summary>The time server sent a kiss code: it wants to be asked less, or not at all.</summary>
        SntpKissOfDeath = 702,

        // 720-749: Modbus (MODBUS Application Protocol Specification V1.1b3); exceptions are 730 and their code

        /// <summary>The Modbus device does not answer.</summary>
        ModbusSilent = 720,

        /// <summary>The Modbus device's answer breaks the protocol, or its check sum is wrong.</summary>
        ModbusBadAnswer = 721,

        /// <summary>Modbus exception 1, or one without a name: the device does not have the function.</summary>
        ModbusIllegalFunction = 731,

        /// <summary>Modbus exception 2: the device does not have a register, or not for writing.</summary>
        ModbusIllegalAddress = 732,

        /// <summary>Modbus exception 3: the device refuses a value.</summary>
        ModbusIllegalValue = 733,

        /// <summary>Modbus exception 4: the device has failed.</summary>
        ModbusDeviceFailure = 734,

        /// <summary>Modbus exceptions 5 and 6, still after all attempts: the device is busy.</summary>
        ModbusBusy = 736,

        /// <summary>Modbus exceptions 10 and 11: a gateway does not reach the device.</summary>
        ModbusNoPath = 740,

        // 750-759: SunSpec (SunSpec Device Information Model Specification)

        /// <summary>The device has no SunSpec map.</summary>
        SunSpecNoMap = 750,

        /// <summary>The chain of SunSpec models has no end, or no model that measures an inverter.</summary>
        SunSpecBadMap = 751,

        /// <summary>The device did not keep what was written.</summary>
        SunSpecNotKept = 752,

        /// <summary>The device does not have what is wanted of it: a model, a point, a curve that can be written.</summary>
        SunSpecUnsupported = 753,

        /// <summary>The device did not adopt a curve.</summary>
        SunSpecCurveRefused = 754,
    }
}
