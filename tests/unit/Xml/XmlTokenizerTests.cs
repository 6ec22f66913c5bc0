using nanoDer.Core;
using nanoDer.Xml;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xml
{
    /// <summary>The tokenizer gives the same tokens however its input is cut, and names what is wrong.</summary>
    [TestClass]
    public class XmlTokenizerTests
    {
        private const string Document = "<a xmlns='urn:a' xmlns:b=\"urn:b\"><b:c d='1 &lt; 2'/>x&amp;y<e>z</e></a>";

        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(5)]
        [DataRow(100)]
        public void Tokens_do_not_depend_on_how_the_input_is_cut(int chunk)
        {
            Assert.AreEqual("<a 2 1 <c 3 2 d=1 < 2 >c 3 2 x&y <e 2 2 z >e 2 2 >a 2 1 ", Tokens(Document, chunk));
        }

        [TestMethod]
        [DataRow("<a></b>", (int)DerStatus.XmlNotWellFormed)]
        [DataRow("<a><!--x--></a>", (int)DerStatus.XmlRestricted)]
        [DataRow("<a b='1' b='2'/>", (int)DerStatus.XmlBadNamespace)]
        [DataRow("<a:b/>", (int)DerStatus.XmlBadNamespace)]
        [DataRow("<a>&bogus;</a>", (int)DerStatus.XmlNotWellFormed)]
        [DataRow("<a>]]></a>", (int)DerStatus.XmlNotWellFormed)]
        [DataRow("<a>\u0001</a>", (int)DerStatus.XmlBadCharacter)]
        [DataRow("<a b=1/>", (int)DerStatus.XmlNotWellFormed)]
        [DataRow("<a", (int)DerStatus.Truncated)]
        public void A_fault_is_named(string document, int status)
        {
            Assert.AreEqual("!" + status.ToString(), Last(Tokens(document, 1)));
            Assert.AreEqual("!" + status.ToString(), Last(Tokens(document, 100)));
        }

        private static string Last(string tokens)
        {
            return tokens.Substring(tokens.LastIndexOf('!'));
        }

        private static string Tokens(string document, int chunk)
        {
            XmlNamespaces namespaces = new XmlNamespaces(3);
            namespaces.Add("urn:a");
            namespaces.Add("urn:b");
            XmlTokenizer tokenizer = new XmlTokenizer(new MemoryPlan(), namespaces);
            byte[] bytes = Bytes.Of(document);
            string tokens = string.Empty;
            string text = string.Empty;
            int at = 0;
            while (true)
            {
                XmlToken token = tokenizer.Next();
                if (token == XmlToken.Text)
                {
                    text += CoreText(tokenizer, tokenizer.TextOffset, tokenizer.TextLength);
                    continue;
                }

                if (token == XmlToken.None && at < bytes.Length)
                {
                    at += tokenizer.Feed(bytes, at, bytes.Length - at < chunk ? bytes.Length - at : chunk);
                    continue;
                }

                if (text.Length > 0)
                {
                    tokens += text + " ";
                    text = string.Empty;
                }

                if (token == XmlToken.None || token == XmlToken.Error)
                {
                    DerStatus status = token == XmlToken.Error ? tokenizer.Status : tokenizer.Finish();
                    return status == DerStatus.Ok ? tokens : tokens + "!" + ((int)status).ToString();
                }

                tokens += (token == XmlToken.StartElement ? "<" : ">") + CoreText(tokenizer, tokenizer.NameOffset, tokenizer.NameLength)
                    + " " + tokenizer.Namespace.ToString() + " " + tokenizer.Depth.ToString() + " ";
                for (int i = 0; i < tokenizer.AttributeCount && token == XmlToken.StartElement; i++)
                {
                    tokens += CoreText(tokenizer, tokenizer.AttributeNameOffset(i), tokenizer.AttributeNameLength(i)) + "="
                        + CoreText(tokenizer, tokenizer.AttributeValueOffset(i), tokenizer.AttributeValueLength(i)) + " ";
                }
            }
        }

        private static string CoreText(XmlTokenizer tokenizer, int offset, int length)
        {
            return System.Text.Encoding.UTF8.GetString(tokenizer.Buffer, offset, length);
        }
    }
}
