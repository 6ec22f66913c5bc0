using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Xml;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// End-to-end security of IEC 62351-4 in the XMPP environment, for the associations of one device, as client or server of each. It knows no
    /// stanzas: the caller hands it the security PDU of one and sends what it writes. One PDU at a time lies in <see cref="Message"/>.
    /// <code>
    /// Tick(now, utc)                              each turn of the loop; one long computation at most
    /// Begin(tokenizer), Continue(tokenizer)       on the start tag of a security PDU, until true
    /// Take(from)                                  when its stanza is complete; what to do says EndToEndResult
    /// BeginTransfer(a, window) … EndTransfer()    around a PDU that the caller writes into a window of its own
    /// </code>
    /// </summary>
    public sealed partial class EndToEndEngine
    {
        private const int Nothing = 0;
        private const int MakeKey = 1;
        private const int CheckCertificate = 2;
        private const int CheckSignature = 3;
        private const int Agree = 4;
        private const int Sign = 5;

        // Handshakes remembered: each is taken once, while its time is within the window.
        private const int SeenCount = 16;

        // So many messages in a row with a wrong ICV mean that keys are out of step.
        private const int MostFailures = 8;

        private readonly EndToEndProfile _profile;
        private readonly EndToEndTools _tools;
        private readonly ByteWriter _message;
        private readonly CanonicalReader _reader;
        private readonly PduReader _pdu = new PduReader();
        private readonly Protection _protection;
        private readonly EndToEndAssociation[] _associations;
        private readonly Hkdf _hkdf;
        private readonly KeyMaterial _secret = new KeyMaterial(EllipticCurve.ScalarBytes);
        private readonly byte[] _scratch = new byte[Ecdsa.SignatureBytes + EcdsaSignature.MaximumDerBytes];
        private readonly byte[] _protocol;
        private readonly byte[] _confParams;
        private readonly byte[] _namespace;
        private readonly long[] _seen = new long[SeenCount];
        private readonly long[] _seenTime = new long[SeenCount];
        private EndToEndAssociation _current;
        private int _step;
        private int _kind;
        private int _tail;
        private int _lastId;
        private long _now;
        private long _utc;

        // Where the signed content of the PDU begins that is being written.
        private int _signedAt;

        /// <summary>Takes all memory that it will use, besides what is lent by the tools.</summary>
        /// <param name="profile">Choices; it stays as it is.</param>
        /// <param name="tools">Credentials and cryptography.</param>
        /// <param name="plan">Sizes: EndToEndBytes, Associations, GhashTableBytes.</param>
        /// <param name="namespaces">Table of namespaces of the tokenizers, with room for two more.</param>
        /// <param name="application">Namespace of the protected PDUs.</param>
        /// <exception cref="ArgumentException">The profile has both modes, or none.</exception>
        public EndToEndEngine(EndToEndProfile profile, EndToEndTools tools, MemoryPlan plan, XmlNamespaces namespaces, string application)
        {
            const int Icvs = EndToEndProfile.HmacSha256 | EndToEndProfile.Aes128Gmac | EndToEndProfile.Aes256Gmac;
            const int Cbcs = EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes256Cbc;
            if (profile.IsAe == ((profile.Algorithms & Icvs) != 0) || (profile.IsAe && (profile.Algorithms & Cbcs) != 0)
                || profile.TagBytes < 12 || profile.TagBytes > 16)
            {
                throw new ArgumentException();
            }

            _profile = profile;
            _tools = tools;
            _message = new ByteWriter(plan.EndToEndBytes);
            _reader = new CanonicalReader(_message, namespaces, application);
            _reader.TakesOctets = profile.IsAe;
            _protection = new Protection(profile, tools, plan);
            _hkdf = new Hkdf(tools.Hmac);
            _protocol = Bytes.Of(profile.ProtectedProtocol);
            _confParams = Bytes.Of(profile.ConfParams);
            _namespace = Bytes.Of(" xmlns=\"" + EndToEndProfile.Namespace + "\"");
            _associations = new EndToEndAssociation[plan.Associations];
            for (int i = 0; i < _associations.Length; i++)
            {
                _associations[i] = new EndToEndAssociation();
            }
        }

        /// <summary>Why something was refused last; Ok when nothing was.</summary>
        public DerStatus Status { get; private set; }

        /// <summary>With <see cref="EndToEndResult.Closed"/>: the number that the peer gave (HandshakeDiagnostics, DtDiagnostics); -1 for none.</summary>
        public int Diagnostic { get; private set; }

        /// <summary>Whom the last result is about; null when that is nobody.</summary>
        public EndToEndAssociation Current
        {
            get { return _current; }
        }

        /// <summary>The security PDU read last, or the one to be sent; and where the caller's PDU of a handshake goes.</summary>
        public ByteWriter Message
        {
            get { return _message; }
        }

        /// <summary>True when the message to be sent is a request: HandshakeReq or ReleaseReq.</summary>
        public bool IsRequest
        {
            get { return _kind == Names.HandshakeReq || _kind == Names.ReleaseReq; }
        }

        /// <summary>True when the message to be sent is an abort, which goes as a message whatever was read before.</summary>
        public bool IsAbort
        {
            get { return _kind >= Names.HandshakeSecAbort && _kind <= Names.ApplAbort; }
        }

        /// <summary>Where the peer's PDU begins in the message's buffer.</summary>
        public int PduOffset { get; private set; }

        /// <summary>Its length.</summary>
        public int PduCount { get; private set; }

        /// <summary>True when <see cref="Tick"/> has something long to compute. Until then nothing may be read.</summary>
        public bool IsBusy
        {
            get
            {
                for (int i = 0; i < _associations.Length; i++)
                {
                    if (IsRekeying(_associations[i]))
                    {
                        return true;
                    }
                }

                return _step != Nothing;
            }
        }

        /// <summary>Bytes that an engine needs on the device's heap, its associations included, tools and the cipher itself not.</summary>
        /// <param name="plan">Sizes, as for the constructor.</param>
        /// <returns>Bytes, for a profile with one length of keys.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(34) + ByteWriter.RequiredBytes(plan.EndToEndBytes) + HeapSize.Object(14) + HeapSize.Array(60, 1) + HeapSize.Object(46)
                + Protection.RequiredBytes(plan) + Hkdf.RequiredBytes() + KeyMaterial.RequiredBytes(32) + HeapSize.Array(136, 1)
                + (2 * HeapSize.Array(SeenCount, 8)) + HeapSize.Array(13, 1) + HeapSize.Array(3, 1) + HeapSize.Array(48, 1)
                + HeapSize.Array(plan.Associations, 12) + (plan.Associations * EndToEndAssociation.RequiredBytes());
        }

        /// <summary>Finds the association with a peer.</summary>
        /// <param name="jid">Buffer with its full JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>The association, or null.</returns>
        [DataPath]
        public EndToEndAssociation Find(byte[] jid, int offset, int count)
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                EndToEndAssociation a = _associations[i];
                if (a.Where != AssociationState.Closed && a.IsOf(jid, offset, count))
                {
                    return a;
                }
            }

            return null;
        }

        /// <summary>Begins to read a security PDU.</summary>
        /// <param name="tokenizer">It stands on the start tag.</param>
        /// <returns>False when more bytes are needed: see <see cref="Continue"/>.</returns>
        /// <exception cref="InvalidOperationException">The engine is busy.</exception>
        [DataPath]
        public bool Begin(XmlTokenizer tokenizer)
        {
            if (_step != Nothing)
            {
                Misuse();
            }

            return _reader.Begin(tokenizer);
        }

        /// <summary>Reads on.</summary>
        /// <param name="tokenizer">The same.</param>
        /// <returns>True at the end of the PDU, or when it is refused; then call <see cref="Take"/>.</returns>
        [DataPath]
        public bool Continue(XmlTokenizer tokenizer)
        {
            return _reader.Continue(tokenizer);
        }

        /// <summary>Acts on the security PDU that was read.</summary>
        /// <param name="from">Buffer with the full JID of the stanza's sender, as the own server vouches for it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>What to do.</returns>
        [DataPath]
        public EndToEndResult Take(byte[] from, int offset, int count)
        {
            Diagnostic = -1;
            PduCount = 0;
            _current = Find(from, offset, count);
            if (_reader.Status != DerStatus.Ok)
            {
                return Refuse(_reader.Status);
            }

            if (!_pdu.Read(_message.Buffer, _message.Count, _reader))
            {
                return Refuse(DerStatus.EndToEndProtocol);
            }

            Status = DerStatus.Ok;
            _kind = _pdu.Kind;
            PduOffset = _reader.DataOffset;
            long apart = _pdu.Time - _utc;
            if (apart > _profile.WindowMs || apart < -_profile.WindowMs)
            {
                return Refuse(DerStatus.EndToEndTime);
            }

            if (_kind <= Names.ClearTransfer)
            {
                return TakeTransfer();
            }

            DerStatus status = Expect(from, offset, count);
            if (status != DerStatus.Ok)
            {
                return Refuse(status);
            }

            _step = CheckCertificate;
            return EndToEndResult.Busy;
        }

        /// <summary>Lets time pass, and computes what is next: one multiplication, signature or certificate at most, half a million steps each.</summary>
        /// <param name="now">Milliseconds of a clock that never goes back.</param>
        /// <param name="utc">Milliseconds since 1970 UTC.</param>
        /// <returns>What to do.</returns>
        [DataPath]
        public EndToEndResult Tick(long now, long utc)
        {
            _now = now;
            _utc = utc;
            switch (_step)
            {
                case Nothing:
                    return TickRekeying();
                case MakeKey:
                    return MakeOwnKey();
                case CheckCertificate:
                    return VerifyCertificate();
                case CheckSignature:
                    return VerifySignature();
                case Agree:
                    return AgreeOnSecret();
                default:
                    return FinishSigned();
            }
        }

        /// <summary>Forgets an association, without a word to the peer: the stream has ended, or the peer is gone.</summary>
        /// <param name="association">The association.</param>
        public void Drop(EndToEndAssociation association)
        {
            association.Close();
            if (_current == association)
            {
                _step = Nothing;
                _secret.Clear();
            }
        }

        /// <summary>Forgets all associations.</summary>
        public void DropAll()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                Drop(_associations[i]);
            }

            _step = Nothing;
            _secret.Clear();
        }

        [Allocates("misuse")]
        private static void Misuse()
        {
            throw new InvalidOperationException();
        }

        private EndToEndResult Refuse(DerStatus status)
        {
            _step = Nothing;
            Status = status;
            return EndToEndResult.Refused;
        }

        private EndToEndAssociation Free()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                if (_associations[i].Where == AssociationState.Closed)
                {
                    return _associations[i];
                }
            }

            return null;
        }

        // Is it something that may come now? Nothing is evaluated yet; this only keeps work away.
        private DerStatus Expect(byte[] from, int offset, int count)
        {
            EndToEndAssociation a = _current;
            AssociationState state = a == null ? AssociationState.Closed : a.Where;
            bool expected;
            switch (_kind)
            {
                case Names.HandshakeReq:
                    if (a == null)
                    {
                        a = Free();
                        _current = a;
                        if (a == null || !a.SetJid(from, offset, count))
                        {
                            return DerStatus.BufferFull;
                        }
                    }

                    expected = _pdu.ServerId < 0 && state != AssociationState.Requested && PduIsThere();
                    break;
                case Names.HandshakeAcc:
                    expected = state == AssociationState.Requested && _pdu.ClientId == a.ClientId && _pdu.ServerId >= 0 && PduIsThere();
                    break;
                case Names.HandshakeSecReject:
                case Names.ApplicationReject:
                    expected = state == AssociationState.Requested && _pdu.ClientId == a.ClientId && _pdu.ServerId < 0;
                    break;
                default:
                    expected = state >= AssociationState.Open && _pdu.ClientId == a.ClientId && _pdu.ServerId == a.ServerId
                        && _pdu.Time >= a.Opened && (_kind != Names.ReleaseRsp || state == AssociationState.Releasing);
                    break;
            }

            return expected ? DerStatus.Ok : DerStatus.EndToEndNoAssociation;
        }

        private bool PduIsThere()
        {
            return _reader.DataCount > 0;
        }
    }
}
