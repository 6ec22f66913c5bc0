using nanoDer.Core;
using nanoDer.Xml;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xml
{
    /// <summary>Fragments go out whole or not at all, and text cannot become markup.</summary>
    [TestClass]
    public class XmlWriterTests
    {
        [TestMethod]
        [DataRow("abc", "abc")]
        [DataRow("", "")]
        [DataRow("<a b='c' d=\"e\">&f;", "&lt;a b=&apos;c&apos; d=&#34;e&#34;&gt;&amp;f;")]
        [DataRow("a\r\n\tb", "a&#13;&#10;&#9;b")]
        [DataRow("Z\u00e4hler \u03a9", "Z\u00e4hler \u03a9")]
        public void TextIsEscaped(string text, string expected)
        {
            XmlWriter writer = new XmlWriter(100);
            byte[] bytes = Bytes.Of(text);
            writer.Text(bytes, 0, bytes.Length);
            Holds(writer, expected);
        }

        [TestMethod]
        public void AnAttributeIsMarkupAndThenAValue()
        {
            XmlWriter writer = new XmlWriter(100);
            byte[] value = Bytes.Of("xa'bx");
            writer.Attribute("<e a='", value, 1, 3);
            writer.Markup("'/>");
            Holds(writer, "<e a='a&apos;b'/>");
        }

        [TestMethod]
        public void AFragmentAtTheLimitGoesOut()
        {
            XmlWriter writer = new XmlWriter(20);
            writer.Markup("<a/>");
            writer.Begin();
            writer.Markup("<bc/>");
            Assert.IsTrue(writer.End(5));
            Holds(writer, "<a/><bc/>");
        }

        [TestMethod]
        public void AFragmentOverTheLimitIsTakenBack()
        {
            XmlWriter writer = new XmlWriter(20);
            writer.Markup("<a/>");
            writer.Begin();
            writer.Markup("<bc/>");
            Assert.IsFalse(writer.End(4));
            Holds(writer, "<a/>");
        }

        [TestMethod]
        public void AFragmentThatDoesNotFitIsTakenBack()
        {
            XmlWriter writer = new XmlWriter(9);
            writer.Markup("<a/>");
            writer.Begin();
            writer.Markup("<b>");
            writer.Text(Bytes.Of("&&"), 0, 2);
            writer.Markup(">");
            Assert.IsFalse(writer.End(100));
            Holds(writer, "<a/>");

            // The window is as good as before: one byte more than this does not fit.
            writer.Begin();
            writer.Markup("12345");
            Assert.IsTrue(writer.End(100));
            Holds(writer, "<a/>12345");
            writer.Begin();
            writer.Markup("6");
            Assert.IsFalse(writer.End(100));
        }

        private static void Holds(XmlWriter writer, string expected)
        {
            byte[] bytes = Bytes.Of(expected);
            Assert.IsTrue(Bytes.Is(writer.Window.Buffer, writer.Window.Start, writer.Window.Count, bytes), expected);
        }
    }
}
