using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Xml;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Mms
{
    /// <summary>
    /// On the interpreter, decoding takes at most 6 loop steps a byte and encoding 4, for a read request, a report and an initiate
    /// request: the PDUs of <c>tests/host/data/xer/bench</c>, through windows of the sizes that a device has by default.
    /// </summary>
    [TestClass]
    public class XerSpeedTests
    {
        private const int StepsToDecode = 6;
        private const int StepsToEncode = 4;
        private const int ReadBytes = 482;
        private const int ReportBytes = 6151;
        private const int InitiateBytes = 631;

        private const string Namespace = " xmlns=\"http://www.iec.ch/61850/2018/SCSM_8_2\">";

        private const string ReadRequest = "<confirmed-RequestPDU" + Namespace + "<invokeID>42</invokeID><ConfirmedServiceRequest>"
            + "<read specificationWithResult=\"false\"><variableAccessSpecification><listOfVariable><SEQUENCE><variableSpecification><name><domain-specific>"
            + "<domainId>DER1LD0</domainId><itemId>MMXU1$MX$TotW$mag$f</itemId></domain-specific></name></variableSpecification></SEQUENCE></listOfVariable>"
            + "</variableAccessSpecification></read></ConfirmedServiceRequest></confirmed-RequestPDU>";

        private const string InitiateRequest = "<initiate-RequestPDU" + Namespace + "<localDetailCalling>65000</localDetailCalling>"
            + "<proposedMaxServOutstandingCalling>5</proposedMaxServOutstandingCalling><proposedMaxServOutstandingCalled>5</proposedMaxServOutstandingCalled>"
            + "<proposedDataStructureNestingLevel>10</proposedDataStructureNestingLevel><initRequestDetail><proposedVersionNumber>1</proposedVersionNumber>"
            + "<proposedParameterCBB>11110001000</proposedParameterCBB>"
            + "<servicesSupportedCalling>0110111000011100000000000000000000000000000000000000000000000000000000000000000100011</servicesSupportedCalling>"
            + "</initRequestDetail></initiate-RequestPDU>";

        private const string ReportBegin = "<unconfirmed-PDU" + Namespace + "<UnconfirmedService><informationReport><variableAccessSpecification>"
            + "<variableListName><vmd-specific>RPT</vmd-specific></variableListName></variableAccessSpecification><listOfAccessResult>"
            + Item + "<visible-string>DER1LD0/LLN0$RP$urcbMeas01</visible-string>" + EndItem + Item + "<bit-string>0111110000</bit-string>" + EndItem
            + Item + "<unsigned>17</unsigned>" + EndItem + Item + "<binary-time>01C9A6F03B2E</binary-time>" + EndItem
            + Item + "<visible-string>DER1LD0/LLN0$dsMeas</visible-string>" + EndItem + Item + "<bit-string>11111111111111111111</bit-string>" + EndItem;

        private const string ReportEnd = "</listOfAccessResult></informationReport></UnconfirmedService></unconfirmed-PDU>";
        private const string Item = "<AccessResult><success>";
        private const string EndItem = "</success></AccessResult>";

        // Of -7.25 to 21.25, the twenty values of the report.
        private const string Values = "C0E80000C0B80000C0880000C0300000BFA000003E8000003FE00000405000004098000040C80000"
            + "40F8000041140000412C000041440000415C0000417400004186000041920000419E000041AA0000";

        private static byte[] s_read;
        private static byte[] s_report;
        private static byte[] s_initiate;
        private static MmsTree s_readTree;
        private static MmsTree s_reportTree;
        private static MmsTree s_initiateTree;
        private static MmsTree s_tree;
        private static XmlTokenizer s_tokenizer;
        private static MmsDecoder s_decoder;
        private static MmsEncoder s_encoder;
        private static ByteWriter s_window;

        [Setup]
        public void Setup()
        {
            MemoryPlan plan = new MemoryPlan();
            XmlNamespaces namespaces = new XmlNamespaces(4);
            XerDialect dialect = new XerDialect(XerForm.Scsm82, namespaces);
            s_tokenizer = new XmlTokenizer(plan, namespaces);
            s_decoder = new MmsDecoder(dialect, plan);
            s_encoder = new MmsEncoder(dialect, plan);
            s_tree = new MmsTree(plan);
            s_window = new ByteWriter(10240);
            s_read = Bytes.Of(ReadRequest);
            s_report = Bytes.Of(Report());
            s_initiate = Bytes.Of(InitiateRequest);
            s_readTree = new MmsTree(plan);
            s_reportTree = new MmsTree(plan);
            s_initiateTree = new MmsTree(plan);
            Decode(s_read, s_readTree);
            Decode(s_report, s_reportTree);
            Decode(s_initiate, s_initiateTree);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(ReadBytes * StepsToDecode)]
        public void A_read_request_is_decoded()
        {
            Assert.AreEqual(ReadBytes, Decode(s_read, s_tree));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(ReportBytes * StepsToDecode)]
        public void A_report_is_decoded()
        {
            Assert.AreEqual(ReportBytes, Decode(s_report, s_tree));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(InitiateBytes * StepsToDecode)]
        public void An_initiate_request_is_decoded()
        {
            Assert.AreEqual(InitiateBytes, Decode(s_initiate, s_tree));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(ReadBytes * StepsToEncode)]
        public void A_read_request_is_encoded()
        {
            Assert.AreEqual(ReadBytes, Encode(s_readTree, null));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(ReportBytes * StepsToEncode)]
        public void A_report_is_encoded()
        {
            Assert.AreEqual(ReportBytes, Encode(s_reportTree, null));
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(InitiateBytes * StepsToEncode)]
        public void An_initiate_request_is_encoded()
        {
            Assert.AreEqual(InitiateBytes, Encode(s_initiateTree, null));
        }

        [TestMethod]
        public void What_is_encoded_is_what_was_decoded()
        {
            Assert.AreEqual(ReadBytes, Encode(s_readTree, s_read));
            Assert.AreEqual(ReportBytes, Encode(s_reportTree, s_report));
            Assert.AreEqual(InitiateBytes, Encode(s_initiateTree, s_initiate));
        }

        private static string Report()
        {
            string text = ReportBegin;
            for (int i = 0; i < Values.Length; i += 8)
            {
                text += Item + "<structure><Data><structure><Data><floating-point>08" + Values.Substring(i, 8) + "</floating-point></Data></structure></Data>"
                    + "<Data><bit-string>0000000000000</bit-string></Data><Data><utc-time>6553F1004CCCCD0A</utc-time></Data></structure>" + EndItem;
            }

            return text + ReportEnd;
        }

        /// <summary>Decodes a PDU as it goes through the window.</summary>
        /// <returns>How many bytes it had; -1 when it was refused.</returns>
        private static int Decode(byte[] document, MmsTree tree)
        {
            s_tokenizer.Reset();
            int at = s_tokenizer.Feed(document, 0, document.Length);
            DecodeResult result = s_tokenizer.Next() == XmlToken.StartElement ? s_decoder.Begin(tree, s_tokenizer) : DecodeResult.Failed;
            while (result == DecodeResult.NeedMore && at < document.Length)
            {
                at += s_tokenizer.Feed(document, at, document.Length - at);
                result = s_decoder.Continue(s_tokenizer);
            }

            return result == DecodeResult.Done ? s_tokenizer.Position : -1;
        }

        /// <summary>Encodes a PDU in pieces as large as the window, and compares them with what is expected, if anything.</summary>
        /// <returns>How many bytes it has; -1 when they are others.</returns>
        private static int Encode(MmsTree tree, byte[] expected)
        {
            int count = 0;
            bool done = false;
            s_encoder.Begin(tree);
            while (!done)
            {
                s_window.Clear();
                done = s_encoder.Continue(s_window);
                if (expected != null && (count + s_window.Count > expected.Length
                    || !Bytes.Equal(expected, count, s_window.Buffer, s_window.Start, s_window.Count)))
                {
                    return -1;
                }

                count += s_window.Count;
            }

            return count;
        }
    }
}
