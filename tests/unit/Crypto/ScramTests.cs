using nanoDer.Core;
using nanoDer.Crypto;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Crypto
{
    /// <summary>The example of RFC 7677 clause 3, and what a server may do wrong in it.</summary>
    [TestClass]
    public class ScramTests
    {
        private const string First = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
        private const string Nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        private const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
        private const string Challenge = "r=" + Nonce + ",s=" + Salt + ",i=4096";
        private const string Answer = "c=biws,r=" + Nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
        private const string Final = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

        [TestMethod]
        public void The_example_of_rfc_7677_comes_out_and_its_keys_are_kept()
        {
            ScramClient client = Client();
            Assert.AreEqual(First, Text(client));
            Assert.AreEqual((int)DerStatus.Ok, (int)Take(client, Challenge));
            Assert.AreEqual(0, client.OutputCount);
            int calls = 1;
            while (!client.Continue(1000))
            {
                Assert.AreEqual(0, client.OutputCount);
                calls++;
            }

            Assert.AreEqual(5, calls);
            Assert.AreEqual(Answer, Text(client));
            Assert.AreEqual((int)DerStatus.Ok, (int)Finish(client, Final));
            Assert.AreEqual(0, client.OutputCount);

            // Again, without PBKDF2 and with an extension that need not be understood.
            Start(client);
            Assert.AreEqual((int)DerStatus.Ok, (int)Take(client, Challenge));
            Assert.IsTrue(client.Continue(1));
            Assert.AreEqual(Answer, Text(client));
            Assert.AreEqual((int)DerStatus.Ok, (int)Finish(client, Final + ",x=y"));

            Start(client);
            Take(client, Challenge);
            Assert.AreEqual((int)DerStatus.CryptoNotAuthentic, (int)Finish(client, "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
            Assert.AreEqual((int)DerStatus.CryptoBadMessage, (int)Finish(client, Final));
            Start(client);
            Take(client, Challenge);
            Assert.AreEqual((int)DerStatus.CryptoNotAuthentic, (int)Finish(client, "e=invalid-proof"));
            Start(client);
            Take(client, Challenge);
            Assert.AreEqual((int)DerStatus.CryptoBadMessage, (int)Finish(client, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5="));
            Start(client);
            Take(client, Challenge);
            Assert.AreEqual((int)DerStatus.CryptoBadMessage, (int)Finish(client, "v"));

            // Another salt means other keys, and the old ones are gone at once.
            Start(client);
            Assert.AreEqual((int)DerStatus.Ok, (int)Take(client, "r=" + Nonce + ",s=X22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
            Assert.IsFalse(client.Continue(1));
            Start(client);
            Assert.AreEqual((int)DerStatus.Ok, (int)Take(client, Challenge));
            Assert.IsFalse(client.Continue(1));
            client.Clear();
            Assert.IsFalse(client.Continue(5000));
            for (int i = 0; i < client.Output.Length; i++)
            {
                Assert.AreEqual(0, (int)client.Output[i]);
            }

            byte[] random = Random();
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)client.Start(random, 0, 15));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("r")]
        [DataRow("r=")]
        [DataRow("r=#")]
        [DataRow("r=#,s=")]
        [DataRow("r=#,s=$")]
        [DataRow("r=#,s=$,i=")]
        [DataRow("r=#,i=4096,s=$")]
        [DataRow("r=#,s=W22ZaJ0SNY7soEsUEjb6gQ=,i=4096")]
        [DataRow("r=#,s=W22ZaJ0SNY7soEsUEjb6gR==,i=4096")]
        [DataRow("r=# ,s=$,i=4096")]
        [DataRow("r=rOprNGfwEbeRWgbNEkqO,s=$,i=4096")]
        [DataRow("r=rOprNGfwEbeRWgbNEkqP%hvYDpWUa2RaTCAfuxFIlj,s=$,i=4096")]
        [DataRow("r=rOprNGfwEbe,s=$,i=4096")]
        [DataRow("s=$,i=4096,r=#")]
        public void A_challenge_that_breaks_the_protocol_ends_the_log_in(string challenge)
        {
            Refused(DerStatus.CryptoBadMessage, challenge);
        }

        [TestMethod]
        [DataRow("m=ext,r=#,s=$,i=4096")]
        [DataRow("r=#,s=$,i=4095")]
        [DataRow("r=#,s=$,i=10001")]
        [DataRow("r=#,s=$,i=99999999999999")]
        [DataRow("r=#,s=$,i=-4096")]
        [DataRow("r=#,s=W22ZaJ0S,i=4096")]
        [DataRow("r=#,s=%AAAAA,i=4096")]
        [DataRow("r=#,s=%=,i=4096")]
        public void A_challenge_out_of_bounds_ends_the_log_in(string challenge)
        {
            Refused(DerStatus.CryptoUnsupported, challenge);
        }

        [TestMethod]
        public void Messages_longer_than_their_room_are_refused()
        {
            byte[] challenge = Bytes.Of(Challenge + ",x=" + Challenge + Challenge + Challenge);
            ScramClient client = Client();
            Assert.AreEqual((int)DerStatus.BufferFull, (int)client.Challenge(challenge, 0, challenge.Length));
            Assert.AreEqual((int)DerStatus.BufferFull, (int)client.Start(new byte[1000], 0, 1000));
            Start(client);
            Assert.AreEqual(First, Text(client));
        }

        [TestMethod]
        public void Names_are_escaped_and_control_characters_refused()
        {
            ScramClient client = new ScramClient(new CryptoProvider(), 4096, 128);
            byte[] random = Random();
            Assert.AreEqual((int)DerStatus.Ok, (int)Set(client, "a,b=c", "secret"));
            client.Start(random, 0, 15);
            Assert.AreEqual("n,,n=a=2Cb=3Dc,r=rOprNGfwEbeRWgbNEkqO", Text(client));
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)Set(client, "a\nb", "secret"));
            Assert.AreEqual((int)DerStatus.CryptoBadKey, (int)Set(client, "a", "sec\u007Fret"));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)Set(client, "", "secret"));
            Assert.AreEqual((int)DerStatus.CryptoBadLength, (int)Set(client, "a", ""));
            Assert.AreEqual((int)DerStatus.CryptoNoKey, (int)client.Start(random, 0, 15));
        }

        private static void Refused(DerStatus expected, string challenge)
        {
            ScramClient client = Client();
            Assert.AreEqual((int)expected, (int)Take(client, Expand(challenge)));
            Assert.AreEqual(0, client.OutputCount);
            Assert.IsFalse(client.Continue(10000));
            Assert.AreEqual((int)DerStatus.CryptoBadMessage, (int)Finish(client, Final));
        }

        // The device's table of strings is short: # stands for the nonce, $ for the salt, % for 87 times A.
        private static string Expand(string text)
        {
            string expanded = "";
            for (int i = 0; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case '#':
                        expanded += Nonce;
                        break;
                    case '$':
                        expanded += Salt;
                        break;
                    case '%':
                        expanded += new string('A', 87);
                        break;
                    default:
                        expanded += new string(text[i], 1);
                        break;
                }
            }

            return expanded;
        }

        private static byte[] Random()
        {
            byte[] random = new byte[15];
            Assert.AreEqual(15, Base64.Decode(Bytes.Of("rOprNGfwEbeRWgbNEkqO"), 0, 20, random, 0));
            return random;
        }

        private static ScramClient Client()
        {
            ScramClient client = new ScramClient(new CryptoProvider(), 10000, 512);
            Assert.AreEqual((int)DerStatus.Ok, (int)Set(client, "user", "pencil"));
            Start(client);
            return client;
        }

        private static void Start(ScramClient client)
        {
            byte[] random = Random();
            Assert.AreEqual((int)DerStatus.Ok, (int)client.Start(random, 0, 15));
        }

        private static DerStatus Set(ScramClient client, string user, string password)
        {
            byte[] name = Bytes.Of(user);
            byte[] secret = Bytes.Of(password);
            return client.SetCredentials(name, 0, name.Length, secret, 0, secret.Length);
        }

        private static DerStatus Take(ScramClient client, string challenge)
        {
            byte[] bytes = Bytes.Of(challenge);
            return client.Challenge(bytes, 0, bytes.Length);
        }

        private static DerStatus Finish(ScramClient client, string message)
        {
            byte[] bytes = Bytes.Of(message);
            return client.Verify(bytes, 0, bytes.Length);
        }

        private static string Text(ScramClient client)
        {
            char[] text = new char[client.OutputCount];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)client.Output[client.OutputOffset + i];
            }

            return new string(text);
        }
    }
}
