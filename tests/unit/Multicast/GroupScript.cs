using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Multicast;

namespace nanoDer.UnitTests.Multicast
{
    /// <summary>A publisher and a subscriber of one group, with one key and one text, for each way to protect messages.</summary>
    internal sealed class GroupScript
    {
        public const long Now = 1780000000000;
        public const string Text = "<InformationReport>DWMX1 4000</InformationReport>";

        public readonly GroupProfile Profile;
        public readonly GroupProtection Publisher;
        public readonly GroupProtection Subscriber;
        public readonly byte[] Buffer = new byte[400];

        private readonly byte[] _text = Bytes.Of(Text);

        public GroupScript(int authentication, int encryption)
            : this(new GroupProfile { Authentication = authentication, Encryption = encryption }, null)
        {
        }

        public GroupScript(GroupProfile profile, Ecdsa ecdsa)
            : this(profile, ecdsa, 1)
        {
        }

        public GroupScript(GroupProfile profile, Ecdsa ecdsa, int sender)
        {
            Profile = profile;
            Publisher = New(profile, "fleet@rooms.grid.local", ecdsa);
            Subscriber = New(profile, "fleet@rooms.grid.local", ecdsa);
            Publisher.StartSending(sender);
            Subscriber.StartReceiving(Now - 600000);
            SetKey(Publisher, 7);
            SetKey(Subscriber, 7);
        }

        public static GroupProtection New(GroupProfile profile, string name, Ecdsa ecdsa)
        {
            return new GroupProtection(new CryptoProvider(false), profile, Bytes.Of(name), ecdsa);
        }

        public DerStatus SetKey(GroupProtection protection, int keyId)
        {
            return protection.SetKey(keyId, Profile.Authentication, Key(0x20, AuthenticationBytes()), Profile.Encryption, Key(0x70, EncryptionBytes()));
        }

        /// <summary>Publishes the text at this place of the buffer and gives the octets of the message.</summary>
        public int Publish(int offset, long time, KeyMaterial signingKey)
        {
            System.Array.Copy(_text, 0, Buffer, offset + GroupMessage.HeadBytes, _text.Length);
            DerStatus status = Publisher.Protect(Buffer, offset, _text.Length, time, signingKey);
            return status == DerStatus.Ok ? Publisher.Count : -(int)status;
        }

        public bool HasText(int offset)
        {
            return Subscriber.Count == _text.Length && Bytes.Equal(Buffer, offset + GroupMessage.HeadBytes, _text, 0, _text.Length);
        }

        private static KeyMaterial Key(int first, int count)
        {
            KeyMaterial key = new KeyMaterial(36);
            for (int i = 0; i < count; i++)
            {
                key.Buffer[i] = (byte)(first + i);
            }

            key.SetCount(count);
            return key;
        }

        private int AuthenticationBytes()
        {
            return Profile.Authentication == 1 ? 0 : Profile.Authentication < 4 ? 32 : Profile.Authentication == 4 ? 20 : 36;
        }

        private int EncryptionBytes()
        {
            return Profile.Encryption == 1 ? 0 : Profile.Encryption == 2 ? 16 : Profile.Encryption == 3 ? 32 : Profile.Encryption == 4 ? 20 : 36;
        }
    }
}
