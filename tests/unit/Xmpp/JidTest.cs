using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>JIDs: what is one of a device, and which are the same (RFC 7622).</summary>
    [TestClass]
    public class JidTest
    {
        /// <summary>Local and domain part are kept in lower case, and the domain is found.</summary>
        [TestMethod]
        public void PartsAreFoundAndFolded()
        {
            Jid jid = Jid.Parse("DER1@Der.Local");
            Assert.AreEqual("der1@der.local", Text(jid));
            Assert.AreEqual(5, jid.DomainOffset);
            Assert.AreEqual(9, jid.DomainLength);
        }

        /// <summary>Every form that is no bare JID of ASCII is refused.</summary>
        [TestMethod]
        public void OtherFormsAreRefused()
        {
            Refused(null);
            Refused("");
            Refused("@");
            Refused("der.local");
            Refused("@der.local");
            Refused("der1@");
            Refused("der1@der.local/IEC");
            Refused("der1@der@local");
            Refused("der 1@der.local");
            Refused("der1@der.\u00e9");
            Refused("d\u00e9r1@der.local");
            Refused("der1@der\u007f.local");
            Refused("der1@der.local\n");
            Refused("a\"@der.local");
            Refused("a&@der.local");
            Refused("a'@der.local");
            Refused("a<@der.local");
            Refused("a>@der.local");
            Refused("a:@der.local");
            Refused("a@'");
        }

        /// <summary>A domain part may hold a colon, as an IPv6 address does.</summary>
        [TestMethod]
        public void DomainMayBeAnAddress()
        {
            Assert.AreEqual("a@[::1]", Text(Jid.Parse("a@[::1]")));
        }

        /// <summary>Each part has at most 1,023 octets, and may have as many (RFC 7622 clauses 3.2 and 3.3).</summary>
        [TestMethod]
        public void LengthsAreBounded()
        {
            string longest = new string('a', 1023);
            Assert.AreEqual(1023 + 1 + 1023, Jid.Parse(longest + "@" + longest).Bare.Length);
            Refused(longest + "a@d");
            Refused("a@" + longest + "a");
            Refused(new string('a', 100000));
        }

        /// <summary>The bare part of a full JID is what stands before the first slash.</summary>
        [TestMethod]
        public void BareLengthEndsAtTheFirstSlash()
        {
            Assert.AreEqual(3, Jid.BareLength(Bytes.Of("xa@b/c/d@e"), 1, 9));
            Assert.AreEqual(3, Jid.BareLength(Bytes.Of("a@b"), 0, 3));
            Assert.AreEqual(0, Jid.BareLength(Bytes.Of("/"), 0, 1));
            Assert.AreEqual(0, Jid.BareLength(Bytes.Of("a"), 0, 0));
        }

        /// <summary>A full JID matches its bare JID whatever the case of its letters; another one does not.</summary>
        [TestMethod]
        public void MatchesIgnoresCaseAndResource()
        {
            Jid jid = Jid.Parse("der1@der.local");
            Assert.IsTrue(Matches(jid, "der1@der.local"));
            Assert.IsTrue(Matches(jid, "DER1@DER.LOCAL/IEC"));
            Assert.IsFalse(Matches(jid, "der2@der.local"));
            Assert.IsFalse(Matches(jid, "der1@der.loca"));
            Assert.IsFalse(Matches(jid, "der1@der.locale"));
            Assert.IsFalse(Matches(jid, "der1"));
            Assert.IsFalse(Matches(jid, ""));
            Assert.IsFalse(Matches(jid, "/der1@der.local"));
        }

        /// <summary>The server is the domain itself, without local part or resource.</summary>
        [TestMethod]
        public void DomainIsTheServer()
        {
            Jid jid = Jid.Parse("der1@der.local");
            Assert.IsTrue(jid.IsDomain(Bytes.Of("Der.Local"), 0, 9));
            Assert.IsFalse(jid.IsDomain(Bytes.Of("der.local/x"), 0, 11));
            Assert.IsFalse(jid.IsDomain(Bytes.Of("a@der.local"), 0, 11));
            Assert.IsFalse(jid.IsDomain(Bytes.Of("der.loca"), 0, 8));
        }

        private static bool Matches(Jid jid, string other)
        {
            byte[] bytes = Bytes.Of(other);
            return jid.Matches(bytes, 0, bytes.Length);
        }

        private static string Text(Jid jid)
        {
            Assert.IsNotNull(jid);
            return System.Text.Encoding.UTF8.GetString(jid.Bare, 0, jid.Bare.Length);
        }

        private static void Refused(string text)
        {
            Assert.IsNull(Jid.Parse(text), text);
        }
    }
}
