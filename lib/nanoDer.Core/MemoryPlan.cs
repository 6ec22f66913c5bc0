namespace nanoDer.Core
{
    /// <summary>
    /// How much memory each engine takes at start-up, in bytes or in entries. The defaults fit an ESP32 without PSRAM.
    /// A value that is too small shows as a clear <see cref="DerStatus"/>, never as lost data.
    /// </summary>
    public sealed class MemoryPlan
    {
        /// <summary>Window of the XML tokenizer in bytes: the longest start tag (256 to 65,536).</summary>
        public int XmlInputBytes = 1024;

        /// <summary>Deepest nesting of XML elements, the stream element included.</summary>
        public int XmlDepth = 40;

        /// <summary>Bytes for the names of all open elements together, prefixes and namespace declarations included.</summary>
        public int XmlNameBytes = 768;

        /// <summary>Most attributes of one element, namespace declarations included.</summary>
        public int XmlAttributes = 12;

        /// <summary>Largest stanza sent, in bytes: what a server must at least accept is 10,000 (RFC 6120 clause 13.12).</summary>
        public int StanzaBytes = 10000;

        /// <summary>Window of bytes waiting to be sent. What is written to it as a whole must fit: a stanza, unless it is spilt (XmppClient.SpillStanza).</summary>
        public int OutputBytes = 2048;

        /// <summary>
        /// Stanzas sent and not yet acknowledged, 3 bytes more each: what is sent again after a cut (XEP-0198); at most
        /// 64 less than <see cref="OutputBytes"/>. 0 turns stream management off.
        /// </summary>
        public int ResumeBytes = 2048;

        /// <summary>Requests under way, as the JIDs asked and 6 bytes each: an answer counts only when it comes from there.</summary>
        public int RequestBytes = 256;

        /// <summary>Entries of a list of peers.</summary>
        public int Peers = 8;

        /// <summary>Rooms that the client is in at a time (XEP-0045).</summary>
        public int Rooms = 1;

        /// <summary>Nodes of an MMS PDU; those of a request and of its response together, which lie in the same memory.</summary>
        public int MmsNodes = 512;

        /// <summary>Bytes for the values of an MMS PDU, or of a request and its response.</summary>
        public int MmsValueBytes = 3072;

        /// <summary>Deepest nesting of the elements of an MMS PDU. Data takes two a level in the 8-2 form, a type description five.</summary>
        public int MmsDepth = 40;

        /// <summary>Associations that the server holds at a time.</summary>
        public int Associations = 2;

        /// <summary>Data sets that clients may make, of all associations together.</summary>
        public int DataSets = 4;

        /// <summary>Most members of such a data set, at most 255.</summary>
        public int DataSetMembers = 16;

        /// <summary>Octets of a file that one fileRead brings at most; 780 at most.</summary>
        public int FileBytes = 512;

        /// <summary>Security events kept; an event that happens again takes no further place.</summary>
        public int SecurityEvents = 16;

        /// <summary>Ring of the flight recorder in bytes: about as much of the last traffic. 0: none; less than 534 keeps nothing either.</summary>
        public int RecorderBytes;

        /// <summary>Bytes for what one unbuffered report control block has to say and could not send yet: at least one report with all members.</summary>
        public int ReportBytes = 1536;

        /// <summary>Bytes for the entries of one buffered report control block.</summary>
        public int BufferedReportBytes = 4096;

        /// <summary>Bytes for the entries of one log.</summary>
        public int LogBytes = 2048;

        /// <summary>Objects that may be selected or operated at a time, all clients together; no more than there are take memory.</summary>
        public int Controls = 4;

        /// <summary>
        /// Largest security PDU of IEC 62351-4 in bytes, octets of an encrypted PDU counted once and not as digits. A handshake needs 2,000 and five
        /// times the length of a certificate.
        /// </summary>
        public int EndToEndBytes = 4864;

        /// <summary>Bytes of tables for each key of AES-GCM: 0, or 6,144 for a third less time where reading memory at secret places tells nobody.</summary>
        public int GhashTableBytes = 0;
    }
}
