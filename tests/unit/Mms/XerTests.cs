using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Xml;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Mms
{
    /// <summary>PDUs in the 8-2 form are read and written, with the memory of a device.</summary>
    [TestClass]
    public class XerTests
    {
        private const string Request = "<confirmed-RequestPDU xmlns=\"http://www.iec.ch/61850/2018/SCSM_8_2\"><invokeID>42</invokeID><ConfirmedServiceRequest>"
            + "<read specificationWithResult=\"false\"><variableAccessSpecification><listOfVariable><SEQUENCE><variableSpecification><name><domain-specific>"
            + "<domainId>DER1LD0</domainId><itemId>MMXU1$MX$TotW$mag$f</itemId></domain-specific></name></variableSpecification></SEQUENCE></listOfVariable>"
            + "</variableAccessSpecification></read></ConfirmedServiceRequest></confirmed-RequestPDU>";

        private static byte[] s_request;
        private static byte[] s_item;
        private static XmlTokenizer s_tokenizer;
        private static MmsDecoder s_decoder;
        private static MmsEncoder s_encoder;
        private static MmsTree s_tree;
        private static ByteWriter s_window;

        [Setup]
        public void Setup()
        {
            MemoryPlan plan = new MemoryPlan();
            XmlNamespaces namespaces = new XmlNamespaces(2);
            XerDialect dialect = new XerDialect(XerForm.Scsm82, namespaces);
            s_request = Bytes.Of(Request);
            s_item = Bytes.Of("MMXU1$MX$TotW$mag$f");
            s_tokenizer = new XmlTokenizer(plan, namespaces);
            s_decoder = new MmsDecoder(dialect, plan);
            s_encoder = new MmsEncoder(dialect, plan);
            s_tree = new MmsTree(plan);
            s_window = new ByteWriter(600);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(6000)]
        public void A_read_request_is_read_whole()
        {
            Assert.AreEqual((int)DecodeResult.Done, (int)Read(s_request, 1000));
        }

        [TestMethod]
        [NoAllocation]
        public void A_read_request_is_read_byte_by_byte()
        {
            Assert.AreEqual((int)DecodeResult.Done, (int)Read(s_request, 1));
            Assert.AreEqual(nanoDer.Mms.Mms.ConfirmedRequestPdu, s_tree.Kind(0));
            Assert.AreEqual(42, s_tree.Int32(s_tree.Child(0, nanoDer.Mms.Mms.InvokeId)));
            Assert.IsTrue(s_tree.ValueIs(s_tree.Count - 1, s_item));
        }

        [TestMethod]
        [NoAllocation]
        public void What_is_read_is_written_again()
        {
            Assert.AreEqual((int)DecodeResult.Done, (int)Read(s_request, 7));
            s_window.Clear();
            s_encoder.Begin(s_tree);
            Assert.IsTrue(s_encoder.Continue(s_window));
            Assert.AreEqual(s_request.Length, s_window.Count);
            Assert.IsTrue(Bytes.Equal(s_request, 0, s_window.Buffer, s_window.Start, s_request.Length));
            Assert.AreEqual(s_request.Length, s_encoder.EncodedLength(s_tree));
        }

        [TestMethod]
        [DataRow("<invokeID>42</invokeID>", "<invokeID>2147483648</invokeID>", (int)DerStatus.MmsOutOfRange)]
        [DataRow("<invokeID>42</invokeID>", "<invokeID>042</invokeID>", (int)DerStatus.MmsBadValue)]
        [DataRow("<invokeID>42</invokeID>", "", (int)DerStatus.MmsMissingElement)]
        [DataRow("<domainId>", "<domainId bogus='1'>", (int)DerStatus.MmsUnknownAttribute)]
        [DataRow("<read spec", "<reid spec", (int)DerStatus.MmsUnknownService)]
        [DataRow("<name>", "<name>x", (int)DerStatus.MmsUnexpectedText)]
        [DataRow("</name>", "</nam>", (int)DerStatus.XmlNotWellFormed)]
        [DataRow("DER1LD0", "DER 1", (int)DerStatus.MmsBadValue)]
        [DataRow("<SEQUENCE>", "<SEQUENCE xmlns='urn:x'>", (int)DerStatus.MmsWrongNamespace)]
        public void A_fault_is_named(string what, string with, int status)
        {
            int at = Request.IndexOf(what);
            byte[] document = Bytes.Of(Request.Substring(0, at) + with + Request.Substring(at + what.Length));
            Assert.AreEqual((int)DecodeResult.Failed, (int)Read(document, 1000));
            Assert.AreEqual(status, (int)s_decoder.Status);
            Assert.AreEqual((int)DecodeResult.Failed, (int)Read(document, 3));
            Assert.AreEqual(status, (int)s_decoder.Status);
        }

        private static DecodeResult Read(byte[] document, int chunk)
        {
            s_tokenizer.Reset();
            DecodeResult result = DecodeResult.NeedMore;
            bool begun = false;
            for (int at = 0; at < document.Length && result == DecodeResult.NeedMore;)
            {
                at += s_tokenizer.Feed(document, at, document.Length - at < chunk ? document.Length - at : chunk);
                if (begun)
                {
                    result = s_decoder.Continue(s_tokenizer);
                }
                else if (s_tokenizer.Next() == XmlToken.StartElement)
                {
                    begun = true;
                    result = s_decoder.Begin(s_tree, s_tokenizer);
                }
            }

            return result;
        }
    }
}
